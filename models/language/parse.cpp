#include "models/language/parse.h"

#include <algorithm>
#include <cstdio>
#include <sstream>
#include <string>

#include <toml++/toml.h>

#include "models/language/syntax.h"

namespace tenure::models {
namespace {

struct Objection {
  Place place;
  Complaint complaint;
};

/// Looks at the text byte by byte and knows only strings, comments, dots and brackets.
class Scanner {
 public:
  Scanner(std::string_view text, int file) : text_(text), file_(file) {}

  std::optional<Objection> scan() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (is_control(c)) {
        return Objection{
            here(),
            {"a control character", "TOML allows none outside of strings but tab and line ends.", "Delete it.", ""}};
      } else if (c == '#') {
        while (at_ < text_.size() && text_[at_] != '\n') step();
      } else if (c == '"' || c == '\'') {
        skip_string(c);
      } else {
        if (auto objection = look(c)) return objection;
        step();
      }
    }
    return std::nullopt;
  }

 private:
  struct Bracket {
    char kind;
    Place place;
  };

  static bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7f;
  }

  Place here() const { return {file_, line_, column_}; }

  void step() {
    if (text_[at_] == '\n') {
      ++line_;
      column_ = 1;
    } else if ((static_cast<unsigned char>(text_[at_]) & 0xC0) != 0x80) {  // columns count characters, not bytes
      ++column_;
    }
    ++at_;
  }

  void skip_string(char quote) {
    const std::string three(3, quote);
    const bool long_string = text_.substr(at_, 3) == three;
    for (int i = 0; i < (long_string ? 3 : 1); ++i) step();
    while (at_ < text_.size()) {
      if (quote == '"' && text_[at_] == '\\' && at_ + 1 < text_.size()) {
        step();
        step();
      } else if (long_string ? text_.substr(at_, 3) == three : text_[at_] == quote) {
        for (int i = 0; i < (long_string ? 3 : 1); ++i) step();
        return;
      } else if (!long_string && text_[at_] == '\n') {
        return;  // unfinished: the parser will say so
      } else {
        step();
      }
    }
  }

  std::optional<Objection> look(char c) {
    switch (c) {
      case '.':
        if (++dots_ >= most_key_parts)
          return Objection{here(),
                           {"a key with more than " + std::to_string(most_key_parts) + " parts",
                            "No key of the scenario language has more than eight parts.", "Shorten the key.", ""}};
        return std::nullopt;
      case '[':
      case '{':
        open_.push_back({c, here()});
        dots_ = 0;
        if (static_cast<int>(open_.size()) > deepest_nesting)
          return Objection{here(),
                           {"more than " + std::to_string(deepest_nesting) + " brackets inside each other",
                            "No value of the scenario language is nested that deeply.", "Close brackets earlier.", ""}};
        return std::nullopt;
      case ']':
      case '}':
        if (!open_.empty()) open_.pop_back();
        dots_ = 0;
        return std::nullopt;
      case '\n':
        if (!open_.empty() && open_.back().kind == '{')
          return Objection{open_.back().place,
                           {"an inline table { ... } that goes on over the end of its line",
                            "TOML 1.0 keeps an inline table on one line.",
                            "Put it on one line, or write a [table] with one key per line instead.", ""}};
        if (open_.empty()) dots_ = 0;
        return std::nullopt;
      case '=':
      case ',':
        dots_ = 0;
        return std::nullopt;
      default:
        return std::nullopt;
    }
  }

  std::string_view text_;
  int file_;
  std::size_t at_ = 0;
  int line_ = 1, column_ = 1, dots_ = 0;
  std::vector<Bracket> open_;
};

Place place_of(const toml::source_region& region, int file) {
  return {file, static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

Node convert(const toml::node& from, int file) {
  Node node;
  node.place = place_of(from.source(), file);
  if (const toml::table* table = from.as_table()) {
    node.kind = Node::Kind::table;
    for (auto&& [key, value] : *table) {
      Entry entry{std::string(key.str()), place_of(key.source(), file), convert(value, file)};
      if (value.is_table() && entry.value.place.line == 0) entry.value.place = entry.place;
      node.entries.push_back(std::move(entry));
    }
    std::stable_sort(node.entries.begin(), node.entries.end(), [](const Entry& a, const Entry& b) {
      return a.place.line != b.place.line ? a.place.line < b.place.line : a.place.column < b.place.column;
    });
  } else if (const toml::array* array = from.as_array()) {
    node.kind = Node::Kind::array;
    for (const toml::node& item : *array) node.items.push_back(convert(item, file));
  } else if (const auto* text = from.as_string()) {
    node.kind = Node::Kind::text;
    node.text = text->get();
  } else if (const auto* integer = from.as_integer()) {
    node.kind = Node::Kind::integer;
    node.integer = integer->get();
  } else if (const auto* real = from.as_floating_point()) {
    node.kind = Node::Kind::real;
    node.real = real->get();
  } else if (const auto* boolean = from.as_boolean()) {
    node.kind = Node::Kind::boolean;
    node.boolean = boolean->get();
  } else if (const auto* date = from.as_date()) {
    const toml::date d = date->get();
    node.kind = Node::Kind::date;
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", static_cast<int>(d.year), static_cast<int>(d.month),
                  static_cast<int>(d.day));
    node.text = buffer;
    node.integer = static_cast<std::int64_t>(d.year) * 10000 + d.month * 100 + d.day;
  } else {
    node.kind = Node::Kind::other;
    std::ostringstream out;
    if (const auto* time = from.as_time()) out << time->get();
    if (const auto* moment = from.as_date_time()) out << moment->get();
    node.text = out.str();
  }
  return node;
}

}  // namespace

std::optional<Node> parse_toml(std::string_view text, int file, Faults& faults) {
  if (text.size() > largest_file) {
    faults.add({file, 0, 0},
               {"the file is larger than 1 MiB", "Scenario files are written by hand and stay far below that.",
                "Split it with `extends`, or write distributions instead of long lists.", ""});
    return std::nullopt;
  }
  if (auto objection = Scanner(text, file).scan()) {
    faults.add(objection->place, objection->complaint);
    return std::nullopt;
  }
  try {
    const toml::table table = toml::parse(text);
    Node node = convert(table, file);
    node.place = {file, 1, 1};
    return node;
  } catch (const toml::parse_error& error) {
    const Place place = place_of(error.source(), file);
    faults.add(place, syntax_complaint(error.description(), line_of(text, place.line)));
    return std::nullopt;
  }
}

std::optional<Node> parse_value(std::string_view text, int file) {
  const std::string line = "value = " + std::string(text);
  if (line.find('\n') != std::string::npos || line.size() > largest_file || Scanner(line, file).scan())
    return std::nullopt;
  try {
    const toml::table table = toml::parse(std::string_view(line));
    const toml::node* value = table.get("value");
    if (value == nullptr || table.size() != 1) return std::nullopt;
    return convert(*value, file);
  } catch (const toml::parse_error&) {
    return std::nullopt;
  }
}

}  // namespace tenure::models
