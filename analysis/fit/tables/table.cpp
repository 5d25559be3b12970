#include "analysis/fit/tables/table.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace tenure::analysis::fit {
namespace {

constexpr char kBlanks = ' ';

/// The sign that stands most often in the first line, outside quotes; blanks when there is none.
char delimiter_of(const std::string& text) {
  constexpr std::array<char, 4> signs = {',', ';', '\t', '|'};
  std::array<int, 4> seen{};
  bool quoted = false;
  for (const char c : text) {
    if (c == '\n') break;
    if (c == '"') quoted = !quoted;
    for (std::size_t i = 0; i < signs.size(); ++i)
      if (!quoted && c == signs[i]) ++seen[i];
  }
  const auto most = std::max_element(seen.begin(), seen.end());
  return *most == 0 ? kBlanks : signs[static_cast<std::size_t>(most - seen.begin())];
}

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

class Reader {
 public:
  Reader(const std::string& file, const std::string& text, Complaints& complaints)
      : file_(file), text_(text), complaints_(complaints), delimiter_(delimiter_of(text)) {
    if (text_.compare(0, 3, "\xEF\xBB\xBF") == 0) at_ = line_begin_ = 3;  // the mark with which some programs begin
  }

  [[nodiscard]] bool ended() const { return at_ >= text_.size(); }

  /// The cells of the next row; none for an empty line.
  std::vector<Cell> row() {
    std::vector<Cell> cells;
    const bool blanks = delimiter_ == kBlanks;
    for (;;) {
      if (blanks) skip_blanks();
      if (blanks && (ended() || text_[at_] == '\n')) break;
      cells.push_back(cell());
      if (ended() || text_[at_] == '\n') break;
      ++at_;  // the delimiter
    }
    if (!ended()) next_line();
    if (cells.size() == 1 && cells[0].text.empty()) cells.clear();
    return cells;
  }

 private:
  void skip_blanks() {
    while (!ended() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r')) ++at_;
  }

  void next_line() {
    ++at_;
    ++line_;
    line_begin_ = at_;
  }

  bool ends_cell(char c) const { return c == '\n' || c == delimiter_; }

  Cell cell() {
    Cell out{"", line_, static_cast<int>(at_ - line_begin_) + 1};
    std::size_t look = at_;
    while (look < text_.size() && text_[look] == ' ' && delimiter_ != kBlanks) ++look;
    if (look < text_.size() && text_[look] == '"') {
      at_ = look + 1;
      out.text = quoted(out);
      while (!ended() && !ends_cell(text_[at_])) ++at_;
      return out;
    }
    const std::size_t begin = at_;
    while (!ended() && !ends_cell(text_[at_])) ++at_;
    out.text = trimmed(text_.substr(begin, at_ - begin));
    return out;
  }

  std::string quoted(const Cell& cell) {
    std::string out;
    for (; !ended(); ++at_) {
      if (text_[at_] == '"') {
        if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
          ++at_;
        } else {
          ++at_;
          return out;
        }
      }
      out += text_[at_];
      if (text_[at_] == '\n') {
        ++line_;
        line_begin_ = at_ + 1;
      }
    }
    complaints_.add("quote", {file_, cell.line, cell.column, "a quoted cell that does not end",
                              "Everything after the quote up to the end of the file would be this one cell.",
                              "Close it with \", and write a quote inside a cell twice: \"\".", ""});
    return out;
  }

  const std::string& file_;
  const std::string& text_;
  Complaints& complaints_;
  char delimiter_;
  std::size_t at_ = 0, line_begin_ = 0;
  int line_ = 1;
};

}  // namespace

std::string plain_name(const std::string& name) {
  std::string out;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') out += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80) out += c;
  }
  return out;
}

int Table::column(const std::string& name) const {
  for (std::size_t i = 0; i < header.size(); ++i)
    if (header[i].text == name) return static_cast<int>(i);
  for (std::size_t i = 0; i < header.size(); ++i)
    if (plain_name(header[i].text) == plain_name(name)) return static_cast<int>(i);
  return -1;
}

std::vector<std::string> Table::names() const {
  std::vector<std::string> out;
  for (const Cell& c : header) out.push_back(c.text);
  return out;
}

Table parse_table(const std::string& file, const std::string& text, const std::vector<std::string>& header,
                  Complaints& complaints) {
  Table out;
  out.file = file;
  const std::size_t before = complaints.size();
  if (const auto nul = text.find('\0'); nul != std::string::npos) {
    complaints.add("text", {file, 0, 0, "is no text: byte " + std::to_string(nul + 1) + " is 0",
                            "A spreadsheet's own file cannot be read.", "Export it as CSV in UTF-8.", ""});
    return out;
  }
  Reader reader(file, text, complaints);
  for (const std::string& name : header) out.header.push_back({name, 1, 1});
  while (!reader.ended()) {
    std::vector<Cell> row = reader.row();
    if (row.empty()) continue;
    if (out.header.empty()) {
      out.header = std::move(row);
      for (std::size_t i = 0; i < out.header.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
          if (!out.header[i].text.empty() && out.header[i].text == out.header[k].text)
            complaints.add("names", {file, out.header[i].line, out.header[i].column,
                                     "the column " + out.header[i].text + " stands twice in the header",
                                     "It could be either.", "Rename or remove one of them.", ""});
      continue;
    }
    if (row.size() != out.header.size()) {
      complaints.add("cells",
                     {file, row.front().line, row.back().column,
                      std::to_string(row.size()) + " cells where the header has " + std::to_string(out.header.size()),
                      "It is not clear which cell belongs to which column.",
                      "Give every row the header's cells; put quotes around a cell that contains the delimiter.", ""});
      continue;
    }
    out.rows.push_back(std::move(row));
  }
  if (out.header.empty())
    complaints.add("empty",
                   {file, 0, 0, "is empty", "There is nothing to fit.", "Export the table with its header.", ""});
  else if (out.rows.empty() && complaints.size() == before)
    complaints.add("empty",
                   {file, out.header.front().line, 1, "has a header and no rows", "There is nothing to fit.",
                    header.empty() ? "If the first row is no header, name the columns with --header." : "", ""});
  return out;
}

std::string read_text(const std::filesystem::path& file) {
  std::error_code error;
  if (std::filesystem::is_directory(file, error)) throw std::runtime_error("is a folder");
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("no such file, or it may not be read");
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace tenure::analysis::fit
