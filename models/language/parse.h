// TOML text to tree.  The only place that knows the TOML parser.
//
// The parser's own recursion can exhaust the stack on hostile input (tens of thousands of dotted key parts), so a small
// scanner looks at the text first: at most 1 MiB, at most 64 parts in a dotted key, at most 16 brackets inside each
// other. It also finds inline tables that are spread over several lines, which TOML 1.0 does not allow, and says what
// to write.
#pragma once

#include <optional>
#include <string_view>

#include "models/language/faults.h"
#include "models/language/node.h"

namespace tenure::models {

inline constexpr std::size_t largest_file = 1024 * 1024;
inline constexpr int most_key_parts = 64;
inline constexpr int deepest_nesting = 16;

/// Parses a text that belongs to file number `file`; notes a fault and returns nothing when it is not TOML.
std::optional<Node> parse_toml(std::string_view text, int file, Faults& faults);

/// Parses one value ("3", "\"30 d\"", "[1, 2]"); nothing when it is no TOML value.
std::optional<Node> parse_value(std::string_view text, int file);

}  // namespace tenure::models
