// The tree of a TOML text, with the place of every key and value, in the order of the file.
//
// The rest of the language works on this tree and never sees the TOML parser.  Entries of a table keep the order in
// which the file first names them, because that order decides the order of segments, stages and strategies everywhere.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tenure::models {

/// A place in one of the files read: the number of the file, and line and column from 1.
struct Place {
  int file = -1;
  int line = 0;
  int column = 0;
  friend bool operator==(const Place&, const Place&) = default;
};

struct Entry;

struct Node {
  enum class Kind : std::uint8_t { table, array, text, integer, real, boolean, date, other };

  Kind kind = Kind::table;
  Place place;                 ///< of the value
  std::string text;            ///< `text`: the string; `date`: "2026-01-31"; `other`: the value as TOML writes it
  std::int64_t integer = 0;    ///< `integer`; `date`: year·10000 + month·100 + day
  double real = 0.0;           ///< `real`
  bool boolean = false;        ///< `boolean`
  std::vector<Entry> entries;  ///< `table`
  std::vector<Node> items;     ///< `array`
  std::string path;            ///< dotted key under which the author wrote it; set once a document is complete

  bool is_table() const { return kind == Kind::table; }
  bool is_text() const { return kind == Kind::text; }
  bool is_number() const { return kind == Kind::integer || kind == Kind::real; }
  double number() const { return kind == Kind::integer ? static_cast<double>(integer) : real; }

  /// The value of `key`, or nullptr when there is none or this is no table.
  const Node* find(std::string_view key) const;
  Node* find(std::string_view key);
  /// The entry of `key`, or nullptr.
  const Entry* entry(std::string_view key) const;
};

struct Entry {
  std::string key;
  Place place;  ///< of the key
  Node value;
};

/// A node that holds a text.
Node text_node(std::string text, Place place);

/// "a table", "a text", "a whole number" ...: what a node is, in words.
std::string kind_in_words(const Node& node);

/// Sets `path` throughout the tree, `prefix` being the path of `node` itself.
void set_paths(Node& node, const std::string& prefix);

/// True when a key needs no quotes in TOML: letters, digits, `_` and `-` only.
bool is_bare_key(std::string_view key);

/// `a.b.c` cut at its dots; a part in double quotes keeps its dots.
std::vector<std::string> split_key(std::string_view dotted);

/// Parts joined with dots, quoted where they are no bare keys.
std::string join_key(const std::vector<std::string>& parts);

/// One value as TOML on one line: inline tables, arrays, quoted texts, shortest numbers that read back to the same
/// bits.
std::string write_value(const Node& node);

}  // namespace tenure::models
