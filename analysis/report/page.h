// A result as one HTML file that needs nothing else: it can be mailed, projected and printed.
//
// The answer stands in the page as text; charts and tables are drawn by a script inside the file.  Its content policy
// lets that one script run and nothing else, and loads nothing from anywhere.  Texts of the result stay texts: in HTML
// they are escaped, and in the data, which the script reads, no character can end the element that holds them.
#pragma once

#include <string>
#include <vector>

#include "analysis/report/document.h"

namespace tenure::analysis {

std::string report_page(const std::vector<ReportedWorld>& worlds);

/// Text inside HTML: & < > and quotes as entities.
std::string html_text(const std::string& text);

/// A JSON document inside a script element: pure ASCII, without < > and &.
std::string json_in_html(const Json& json);

}  // namespace tenure::analysis
