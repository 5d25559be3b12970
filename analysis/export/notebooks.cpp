#include "analysis/export/notebooks.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "analysis/export/notebook_sources.h"
#include "sim/base/contract.h"

namespace tenure::analysis {
namespace {

using Json = nlohmann::ordered_json;

bool has_tag(const Json& cell, std::string_view tag) {
  const Json tags = cell.value("metadata", Json::object()).value("tags", Json::array());
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

/// The lines of a cell, as notebooks keep them: each with its end, but for the last.
Json lines_of(const std::string& text) {
  Json lines = Json::array();
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = text.find('\n', from);
    const std::size_t to = end == std::string::npos ? text.size() : end + 1;
    lines.push_back(text.substr(from, to - from));
    from = to;
  }
  return lines;
}

/// A text or a list of texts is written the same in Python and in JSON.
std::string literal(const Json& value) { return value.dump(); }

/// The cell with each of `values` in place of what its line "NAME = ..." had; a remark behind it stays.
void set_parameters(Json& cell, const std::vector<std::pair<std::string, Json>>& values) {
  for (Json& line : cell["source"]) {
    const std::string text = line.get<std::string>();
    for (const auto& [name, value] : values) {
      if (!text.starts_with(name + " = ")) continue;
      const std::size_t remark = text.find("  # ");
      const std::string rest = remark != std::string::npos ? text.substr(remark) : text.ends_with('\n') ? "\n" : "";
      line = name + " = " + literal(value) + rest;
    }
  }
}

bool can_be_bound(const Json& notebook, const NotebookBinding& binding) {
  const std::string needs = notebook["metadata"].value("tenure", Json::object()).value("needs", "");
  TENURE_ENSURE(needs.empty() || needs == "customers" || needs == "decision", "a notebook needs " + needs + ", which is unknown");
  return (needs != "customers" || !binding.customers.empty()) && (needs != "decision" || !binding.decision.empty());
}

std::string bound(Json notebook, const NotebookBinding& binding) {
  for (Json& cell : notebook["cells"]) {
    if (has_tag(cell, "parameters"))
      set_parameters(cell, {{"RESULTS", binding.results}, {"CUSTOMERS", binding.customers}, {"DECISION", binding.decision}});
    if (has_tag(cell, "answer"))
      cell["source"] = lines_of("## " + as_markdown(binding.heading) + "\n\n" + as_markdown(binding.answer));
  }
  return notebook.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string as_markdown(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n' || c == '\r' || c == '\t') {
      out += ' ';
    } else if (std::string_view("\\`*_{}[]<>#|$&~!").find(c) != std::string_view::npos) {
      out += "&#" + std::to_string(static_cast<int>(c)) + ";";  // stands for the character wherever it is, and never for a mark
    } else {
      out += c;
    }
  }
  return out;
}

std::vector<ExportFile> bound_notebooks(const NotebookBinding& binding) {
  std::vector<ExportFile> files;
  for (const NotebookSource& source : notebook_sources()) {
    if (!source.name.ends_with(".ipynb")) {
      files.push_back({std::string(source.name), std::string(source.text)});
      continue;
    }
    Json notebook = Json::parse(source.text);
    if (can_be_bound(notebook, binding)) files.push_back({std::string(source.name), bound(std::move(notebook), binding)});
  }
  return files;
}

}  // namespace tenure::analysis
