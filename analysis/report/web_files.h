// The page's own files, which are part of the program: analysis/report/web/page.html, page.css and dist/report.js.
#pragma once

#include <string_view>

namespace tenure::analysis {

std::string_view page_shell();   ///< HTML with {{placeholders}}
std::string_view page_style();   ///< CSS
std::string_view page_script();  ///< JavaScript, made from analysis/report/web/src and ECharts

}  // namespace tenure::analysis
