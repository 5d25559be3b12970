// Notebooks bound to one result file.
//
// A notebook of notebooks-export/ runs as it stands; bound, its cell tagged "parameters" names the result file and the documents
// beside it, and its cell tagged "answer" says what `tenure compare` says of the file.  A notebook states in its metadata, under
// "tenure", what it reads beside the result file ("needs": "customers" or "decision"); without that it is left out.
#pragma once

#include <string>
#include <vector>

#include "analysis/export/tables.h"

namespace tenure::analysis {

/// What goes into the notebooks; texts in UTF-8.
struct NotebookBinding {
  std::string results;                 ///< path of the result file, absolute or from the notebooks' folder
  std::string heading;                 ///< title of the result
  std::string answer;                  ///< in plain words
  std::vector<std::string> customers;  ///< names of documents of `tenure trace --json` beside the notebooks; may be none
  std::string decision;                ///< name of the document of `tenure decide --json`; empty: none
};

/// The notebooks that can be bound, and the modules that they import, by name.
std::vector<ExportFile> bound_notebooks(const NotebookBinding& binding);

/// Text as a paragraph of Markdown in which nothing is a mark, a tag or a formula.
std::string as_markdown(const std::string& text);

}  // namespace tenure::analysis
