// Values of keys: TOML nodes to numbers, names, dates and distributions.
//
// Every reader takes the row of the table (fields.h) and the node that the file holds, or the row's default; it notes a
// fault when the node is not what the row allows and then returns something harmless, so that reading goes on.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "models/language/faults.h"
#include "models/language/fields.h"
#include "models/language/node.h"
#include "models/language/units.h"
#include "models/scenario/scenario.h"
#include "sim/time/civil_date.h"

namespace tenure::models {

/// What is declared in the file, in its order.
struct Names {
  std::map<Refers, std::vector<std::string>> lists;
  const std::vector<std::string>& of(Refers refers) const;
  int find(Refers refers, std::string_view name) const;  ///< no_index when there is none
};

/// Grade, source and note, which inner numbers take over from the table around them.
struct Remark {
  char grade = ' ';
  std::string source{};
  std::string note{};
};

class Values {
 public:
  explicit Values(Faults& faults) : faults_(faults) {}

  // what the reading of a file sets before values are read
  Names names{};
  std::string currency = "USD";
  std::string effect_unit{};
  sim::CivilDate start{2026, 1, 1};
  std::map<std::string, Dimension> attribute_dimensions{};
  std::vector<Parameter>* parameters = nullptr;  ///< where numbers with a key are noted; nullptr while only checking
  std::optional<FlowKind> flow_kind{};           ///< of the flow being read
  /// Values that replace those of numbers with low and high, by key and in canonical units; nullptr: the file's own.
  const std::unordered_map<std::string, double>* drawn = nullptr;

  Faults& faults() { return faults_; }

  std::string text(const Field& field, const Node& node);
  /// A name that stands for itself, declared nowhere; empty after a fault.
  std::string word(const Field& field, const Node& node);
  bool boolean(const Field& field, const Node& node);
  std::int64_t integer(const Field& field, const Node& node);
  /// count, number, share, rate, hazard, money, money_rate, yearly, flow_rate, flow_amount; duration in days.
  Quantity quantity(const Field& field, const Node& node);
  /// Duration in ticks; kNever for the word that the row allows.
  Tick duration(const Field& field, const Node& node);
  bool is_word(const Field& field, const Node& node) const;
  /// Instant in ticks after the start.
  Tick moment(const Field& field, const Node& node);
  std::vector<Tick> moments(const Field& field, const Node& node);
  std::optional<sim::CivilDate> date(const Field& field, const Node& node);
  std::vector<sim::CivilDate> dates(const Field& field, const Node& node);
  /// Index into the row's choices.
  std::size_t choice(const Field& field, const Node& node);
  /// Text of a name; whether it is known is checked against `names` unless the row refers to pools.
  std::string name(const Field& field, const Node& node);
  std::vector<std::string> name_list(const Field& field, const Node& node);
  /// Indices into `names`; unknown ones are faults and left out.
  std::vector<int> indices(const Field& field, const Node& node);
  int index(const Field& field, const Node& node);
  Distribution distribution(const Field& field, const Node& node);
  /// Distribution of an attribute; sets or checks its dimension.
  Distribution attribute(const Field& field, const std::string& name, const Node& node);
  std::vector<StartShare> stage_shares(const Field& field, const Node& node);
  /// The strategy that each segment follows, in the order of the segments; empty after a fault.
  PerSegment<std::string> followed(const Field& field, const Node& node);
  std::vector<Hours::Span> week(const Field& field, const Node& node);
  std::array<double, 12> season(const Field& field, const Node& node);
  /// A bound in the unit of an attribute.
  double level(const Field& field, const Node& node, const std::string& attribute);
  struct PlanStep {
    Tick at;
    int servers;
  };
  std::vector<PlanStep> plan(const Field& field, const Node& node);
  struct ShiftText {
    std::string hours;
    int servers;
  };
  std::vector<ShiftText> shifts(const Field& field, const Node& node);

  /// Reads whatever the row is, for its faults only.
  void check(const Field& field, const Node& node);

  /// `every = "-3 d" in [touchpoint.qbr]`: how faults speak of a value.
  static std::string describe(const Node& node);
  /// "Write a duration such as ..., at least 5 min."
  static std::string advice(const Field& field);

 private:
  struct Number {
    double value = 0.0;
    int attribute = no_index;
    bool ok = false;
  };
  /// What a number must be.
  struct Want {
    const Field& field;
    Dimension dimension = Dimension::number;
    bool any_dimension = false;  ///< an attribute's own distribution: the first number sets the dimension
    bool hangs = false;
    Range range{};
  };
  Want want_of(const Field& field) const;
  void complain(const Field& field, const Node& node, const std::string& why, const std::string& nearest = {});
  Number plain_number(Want& want, const Node& node);
  Number scalar(Want& want, const Node& node);
  Number attribute_number(const Want& want, const Node& node, std::string_view name);
  bool dimension_fits(Want& want, const Amount& amount, const Node& node);
  bool in_range(const Want& want, const Node& node, double value);
  bool known_keys_only(const Field& field, const Node& table, const std::vector<std::string>& known);
  Remark remark(const Field& field, const Node& table, const Remark& outer);
  Quantity read_quantity(Want& want, const Node& node, const Remark& outer);
  Quantity share_per(Want& want, const Node& node, const Remark& remark);
  int note(const Want& want, const Node& node, const Node& value, double number, std::optional<double> low,
           std::optional<double> high, const std::string& dist, const Remark& remark);
  /// Whether a law passes through what is stated of a number, and whether anything about it can be unknown.
  void check_uncertainty(const Want& want, const Node& node, const Parameter& parameter);
  /// Puts the drawn value in the place of the file's, where there is one.
  bool replace_by_drawn(const Node& node, double& value) const;
  /// Ignorance is told by low and high together.
  bool whole_range(const Field& field, const Node& node, bool low, bool high, const std::string& dist);
  Distribution read_distribution(Want& want, const Node& node, const Remark& outer);
  Distribution family(Want& want, const Node& node, const Remark& remark);
  Distribution empirical(Want& want, const Node& node);

  Faults& faults_;
};

}  // namespace tenure::models
