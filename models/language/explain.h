// What a key of the scenario language means, told at the command line from the one table of keys.
#pragma once

#include <string>
#include <string_view>

namespace tenure::models {

struct Explanation {
  bool known = false;  ///< false: `text` says so and names the nearest keys
  std::string text;
  bool near = false;  ///< not known, but `text` lists keys that speak of it
};

/// Explains a key ("pool.csm.wage", "pool.*.wage", "wage"), a table ("pool"), or a topic ("units", "hazard",
/// "distribution", "parameter", "sweep").  An empty key lists the tables and topics.
Explanation explain(std::string_view key);

}  // namespace tenure::models
