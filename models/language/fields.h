// The one table of the scenario language: every key with its kind, default, range, side and meaning.
//
// Reading a file, finding unknown keys, `tenure explain`, the JSON Schema and scenarios/reference.toml all come from
// this table, so that none can say something that another does not.
//
//   section   a table of the file, as a path: "touchpoint.*.done.*"; `*` is a name that the author chooses, `@stage`
//   the name
//             of something declared elsewhere
//   side      world keys describe market, customers and product and are the same under every strategy; strategy keys
//   describe
//             what the firm decides and may stand at top level (default of all strategies), in a model, an overlay, a
//             frame or a strategy
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace tenure::models {

/// What a value is and how it is written.
enum class Kind : std::uint8_t {
  text,          ///< any text
  word,          ///< a name that the author chooses where it is used: letters, digits, _ and -
  boolean,       ///< true or false
  integer,       ///< whole number
  count,         ///< whole number that may carry low, high, grade and source
  number,        ///< plain number
  share,         ///< number in [0, 1], or "28 %"
  duration,      ///< "30 d"
  rate,          ///< "9 / mo"
  hazard,        ///< "0.33 / yr" or { share = 0.28, per = "1 yr" }
  money,         ///< "12 USD"
  money_rate,    ///< "12 USD / mo"
  yearly,        ///< "5 % / yr"
  date,          ///< 2026-01-31
  moment,        ///< a date, or a duration since the start
  moments,       ///< list of them
  choice,        ///< one of a closed list of words
  name,          ///< name of something declared elsewhere
  names,         ///< list of names
  spread,        ///< distribution of a duration
  attribute,     ///< distribution of a customer's attribute, any unit
  stage_shares,  ///< a stage, or a table of stages with shares that add up to 1
  followed,      ///< a table of all segments with the strategy that each of them follows
  week,          ///< ["mon-fri 09:00-17:00"]
  dates,         ///< list of dates
  season,        ///< twelve numbers, January first
  flow_rate,     ///< money per time, or effect per time, by the flow's kind
  flow_amount,   ///< money, or effect, by the flow's kind
  level,         ///< a value in the unit of an attribute
  plan,          ///< [{ at = "6 mo", servers = 10 }]
  shifts,        ///< [{ hours = "day", servers = 4 }]
  measured,      ///< a value in the unit of the measure that the table names
  sweep          ///< list of values for another key
};

/// What a name refers to.
enum class Refers : std::uint8_t {
  nothing,
  stage,
  transition,
  decision,
  change,
  segment,
  attribute,
  hours,
  flow,
  demand,
  state,
  pool,
  model,
  overlay,
  frame,
  platform,
  strategy
};

/// Values allowed, in canonical units.
struct Range {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool above_low = false;   ///< `low` itself is excluded
  bool below_high = false;  ///< `high` itself is excluded
};
Range at_least(double low);
Range above(double low);
Range between(double low, double high);

/// One key.
struct Field {
  std::string key;  ///< "*" or "@stage" where any such name may stand
  Kind kind = Kind::text;
  std::string meaning{};   ///< a sentence that a strategist can check
  std::string fallback{};  ///< the default as TOML; empty: none
  std::string absent{};    ///< what holds when there is no default and the key is not given
  std::string example{};   ///< a value as TOML, for explain and reference
  Range range{};
  std::string word{};  ///< a word allowed instead of a number: "unlimited", "never", "spread"
  std::vector<std::string> choices{};
  Refers refers = Refers::nothing;
  bool required = false;
  bool hangs = false;    ///< may be an attribute of the customer: "attribute.price"
  std::string reason{};  ///< why the range is what it is; told in faults
};

enum class Side : std::uint8_t {
  world,     ///< only at top level
  strategy,  ///< at top level, and in models, overlays, frames and strategies; [flow.*] at top level belongs to the
             ///< world
  inner      ///< only in models, overlays, frames and strategies
};

/// One table of the file.
struct Section {
  std::string path;  ///< "touchpoint.*.done.*"
  Side side = Side::world;
  std::string meaning{};
  std::vector<Field> fields{};
  bool several = false;              ///< may also be a list of such tables
  std::vector<std::string> parts{};  ///< `path` cut at its dots

  const Field* find(std::string_view key) const;  ///< exact key, else the wildcard, else nullptr
};

/// All sections, in the order of the reference.
const std::vector<Section>& sections();

/// The section with exactly this path; a contract fails when there is none.
const Section& section(std::string_view path);

/// Heads under which strategy keys may stand: model, overlay, frame, strategy.
bool is_head(std::string_view table);

/// Where a key of a file belongs.  `section` is null when the path leads nowhere; `field` is null when the path is a
/// table.
struct Match {
  const Section* section = nullptr;
  const Field* field = nullptr;
  bool table = false;  ///< the path is a table, or leads to one
};

/// Finds a concrete path such as {"strategy", "hybrid", "touchpoint", "qbr", "every"}.
Match match(const std::vector<std::string>& path);

/// Keys and tables that may stand in the table at `path`; empty when any name may.
std::vector<std::string> known_keys(const std::vector<std::string>& path);

/// What names the next part of `path` must be of, when it is a reference; Refers::nothing otherwise.
Refers refers_below(const std::vector<std::string>& path);

/// Word for what a name refers to: "stage".
std::string in_words(Refers refers);

/// A kind's forms: "a duration such as \"30 d\"".
std::string form_of(const Field& field);

/// Canonical unit of a kind in words, "" when it has none.
std::string unit_of(Kind kind);

/// A range in words, "" when all is allowed.
std::string range_of(const Field& field);

}  // namespace tenure::models
