// The files of notebooks-export/, which are part of the program: analysis/CMakeLists.txt embeds every notebook and every
// module of Python that lies there, so that an installed program needs no source tree.
#pragma once

#include <string_view>
#include <vector>

namespace tenure::analysis {

struct NotebookSource {
  std::string_view name;  ///< "01_overview.ipynb", "tenure_results.py", ...
  std::string_view text;  ///< as it stands in notebooks-export/
};

/// All of them, by name.
const std::vector<NotebookSource>& notebook_sources();

}  // namespace tenure::analysis
