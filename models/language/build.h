// From the merged document to the plain structures of a scenario.
#pragma once

#include <string>
#include <vector>

#include "models/language/values.h"
#include "models/scenario/scenario.h"

namespace tenure::models {

/// The keys of one table of the file, read by the rows of its section.
class Keys {
 public:
  /// `table` may be nullptr: then every key has its default.
  Keys(Values& values, const char* section_path, const Node* table, Place place = {});

  bool has(const char* key) const { return given(key) != nullptr; }
  const Field& field(const char* key) const;
  const Node* given(const char* key) const { return table_ ? table_->find(key) : nullptr; }
  /// The value given, else the default; a contract fails when the row has none.
  const Node& node(const char* key) const;
  /// The value given; notes a fault when there is none.
  const Node* required(const char* key) const;
  /// Notes a fault when not exactly one of two keys is given; says which is (0 or 1), or -1.
  int one_of(const char* first, const char* second) const;

  std::string text(const char* key) const { return values_->text(field(key), node(key)); }
  std::string text(const char* key, const std::string& otherwise) const { return has(key) ? text(key) : otherwise; }
  /// A name of the author's own; empty where none is given.
  std::string word(const char* key) const { return has(key) ? values_->word(field(key), node(key)) : std::string(); }
  bool boolean(const char* key) const { return values_->boolean(field(key), node(key)); }
  int integer(const char* key) const { return static_cast<int>(values_->integer(field(key), node(key))); }
  Quantity quantity(const char* key) const { return values_->quantity(field(key), node(key)); }
  Tick duration(const char* key) const { return values_->duration(field(key), node(key)); }
  Tick duration(const char* key, Tick otherwise) const { return has(key) ? duration(key) : otherwise; }
  Tick moment(const char* key) const { return values_->moment(field(key), node(key)); }
  Tick moment(const char* key, Tick otherwise) const { return has(key) ? moment(key) : otherwise; }
  template <class T>
  T choice(const char* key) const {
    return static_cast<T>(values_->choice(field(key), node(key)));
  }
  std::vector<int> indices(const char* key) const {
    return has(key) ? values_->indices(field(key), node(key)) : std::vector<int>{};
  }

  Values& values() const { return *values_; }
  const Node* table() const { return table_; }
  Place place() const { return place_; }
  std::string name() const;  ///< "[touchpoint.qbr]"

 private:
  Values* values_;
  const Section* section_;
  const Node* table_;
  Place place_;
};

/// Tables that replace keys for single segments, one for each segment, nullptr where there is none.
using Overrides = std::vector<const Node*>;

/// Reads a key for every segment: the segment's own value where it has one, else the general one (or its default).
template <class T, class Read>
PerSegment<T> by_segment(const Keys& general, const Overrides& overrides, const char* key, Read read) {
  PerSegment<T> out;
  for (const Node* own : overrides) {
    const Node* node = own ? own->find(key) : nullptr;
    out.push_back(read(general.field(key), node ? *node : general.node(key)));
  }
  return out;
}

PerSegment<Quantity> quantities(const Keys& general, const Overrides& overrides, const char* key);
PerSegment<Distribution> distributions(const Keys& general, const Overrides& overrides, const char* key);
PerSegment<char> switches(const Keys& general, const Overrides& overrides);

/// The tables [BASE.segment.NAME] below a table, in the order of the segments.
Overrides inner_overrides(const Node* table, const Values& values);

class Builder {
 public:
  Builder(const Node& document, Values& values, Scenario& scenario)
      : document_(document), values_(values), scenario_(scenario) {}

  /// What other values hang on: currency, units, start date, the attributes' dimensions.  Goes before all checks.
  void prepare();
  void build();

 private:
  void settings();
  void hours();
  void segments();
  void stages();
  void transitions();
  void decisions();
  void changes();
  void events();
  void strategies();
  void today();
  void today_figures();
  /// Whether a pool can lose as many servers as a dated event takes.
  void check_losses();
  /// Whether strategies can take over what today's strategy leaves.
  void check_today();
  void check_taken_over(const std::string& today);
  /// Uncertain numbers that hang together; all parameters have been noted.
  void correlations();
  /// What strategies must keep to.
  void goals();
  /// How the number of replications is decided; strategies have been read.
  void replication_plan();
  WantedPrecision precision(const Node& table);
  void check_pairs(const Node& antithetic);
  /// A strategy from its layers.
  Strategy strategy(const Entry& entry, const Node& all);
  Strategy mixture(const Entry& entry);
  /// Faults where what followed strategies share is not the same under all of them.
  void check_shared(const Entry& mixture, const std::vector<std::string>& names, const std::vector<Node>& followed);
  /// What the mixture itself says of how many people there are.
  void staff_as_stated(const Entry& mixture, Strategy& s);
  std::vector<Touchpoint> demands(const std::vector<std::string>& pools, const Entry& strategy);
  std::vector<Touchpoint> touchpoints(const Node& keys, const std::vector<std::string>& pools, const Entry& strategy);
  std::vector<Pool> pools(const Node& keys, const std::vector<std::string>& names);
  /// Who works for whom in a strategy: pools without servers or without work.
  void check_staffing(const Entry& strategy, const Node& keys, Strategy& s);
  Pool pool(const Entry& entry, const std::vector<std::string>& names);
  std::vector<Promise> promises(const Entry& strategy, const Node& keys, const Strategy& s);
  /// Promises that no strategy can break, or that hold under none.
  void check_promises();
  /// Whether answers settle a demand, and what follows.
  void resolution(const Keys& keys, const Overrides& overrides, Touchpoint& t);
  std::vector<SelfService> self_services(const Node& keys, const std::vector<Touchpoint>& touchpoints);
  void needs_platform(const Keys& keys, const Node& all, int& needs);
  std::vector<Platform> platforms(const Node& keys);
  void check_platforms(const Node& all, const Strategy& s);
  std::vector<Scale> scales(const Node& keys);
  std::vector<Flow> flows(const Node* table, const std::vector<Overrides>& overrides);
  void states();
  void surveys();
  std::vector<Act> acts(const Node* table, const char* section);
  std::vector<Influence> influences(const Node* table, const char* section);
  void ratio(const Keys& keys, Evidence evidence, PerSegment<Quantity>& stated, PerSegment<Quantity>& acting);
  Tick half_life(const Keys& keys);
  void experience(const Keys& keys, const Overrides& overrides, Touchpoint& t);
  /// What comes of a contact; `head` is "touchpoint" or "demand".
  void outcomes(const Node& table, const std::string& head, Touchpoint& t);

  /// The tables [segment.NAME.<kind>.<name>], in the order of the segments.
  Overrides segment_overrides(const char* kind, const std::string& name) const;
  const Node* child(const char* table) const { return document_.find(table); }

  const Node& document_;
  Values& values_;
  Scenario& scenario_;
  std::string strategy_at_hand_;  ///< name of the one that is being built
};

}  // namespace tenure::models
