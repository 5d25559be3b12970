#include "models/measure/measures.h"

#include <algorithm>
#include <array>

namespace tenure::models {
namespace {

// Turns the parenthesised list of a row into a vector of dimensions.
#define TENURE_DIMS(...) \
  { __VA_ARGS__ }

std::vector<MeasureRow> make_rows() {
  using enum Dim;
  return {
#define TENURE_MEASURE_ROW(id, unit, dims, method, role, meaning) \
  MeasureRow{Measure::id, #id, unit, TENURE_DIMS dims, method, Role::role, meaning},
      TENURE_MEASURES(TENURE_MEASURE_ROW)
#undef TENURE_MEASURE_ROW
  };
}

void add_new(std::vector<std::string>& names, const std::string& name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

void replace(std::string& text, std::string_view what, std::string_view with) {
  if (const auto at = text.find(what); at != std::string::npos) text.replace(at, what.size(), with);
}

}  // namespace

std::span<const MeasureRow> measures() {
  static const std::vector<MeasureRow> rows = make_rows();
  return rows;
}

const MeasureRow& row_of(Measure id) { return measures()[static_cast<std::size_t>(id)]; }

const MeasureRow* find_measure(std::string_view name) {
  for (const MeasureRow& r : measures())
    if (r.name == name) return &r;
  return nullptr;
}

std::string_view dim_name(Dim dim) {
  static constexpr std::array<std::string_view, 12> names = {"segment", "stage", "transition", "touchpoint",   "pool",  "month",
                                                             "state",   "survey", "self_service", "change", "year",  "channel"};
  return names[static_cast<std::size_t>(dim)];
}

bool applies(const MeasureRow& row, const Scenario& scenario) {
  if (!scenario.satisfaction && row.name.find("satisfaction") != std::string_view::npos) return false;
  return scenario.effect || row.unit_pattern.find("{effect}") == std::string_view::npos;
}

std::string unit_text(const MeasureRow& row, const Scenario& scenario) {
  std::string text(row.unit_pattern);
  replace(text, "{money}", scenario.money.currency);
  replace(text, "{effect}", scenario.effect ? scenario.effect->unit : "1");
  return text;
}

std::size_t DimLabels::size(Dim dim) const {
  switch (dim) {
    case Dim::segment: return segments.size();
    case Dim::stage: return stages.size();
    case Dim::transition: return transitions.size();
    case Dim::touchpoint: return touchpoints.size();
    case Dim::pool: return pools.size();
    case Dim::self_service: return self_services.size();
    case Dim::change: return changes.size();
    case Dim::channel: return channels.size();
    case Dim::year: return static_cast<std::size_t>(years);
    case Dim::month: return static_cast<std::size_t>(months);
    case Dim::state: return states.size();
    case Dim::survey: return surveys.size();
  }
  return 0;
}

std::vector<std::string> DimLabels::labels(Dim dim) const {
  switch (dim) {
    case Dim::segment: return segments;
    case Dim::stage: return stages;
    case Dim::transition: return transitions;
    case Dim::touchpoint: return touchpoints;
    case Dim::pool: return pools;
    case Dim::state: return states;
    case Dim::survey: return surveys;
    case Dim::self_service: return self_services;
    case Dim::change: return changes;
    case Dim::channel: return channels;
    case Dim::year:
    case Dim::month: break;
  }
  std::vector<std::string> numbers;
  for (int m = 0; m < static_cast<int>(size(dim)); ++m) numbers.push_back(std::to_string(m));
  return numbers;
}

std::string way_label(const std::string& name, const std::string& stage) { return name + ": " + stage; }

DimLabels dim_labels(const Scenario& scenario) {
  DimLabels labels;
  for (const Segment& s : scenario.segments) labels.segments.push_back(s.name);
  for (const Stage& s : scenario.stages) labels.stages.push_back(s.name);
  for (const Transition& t : scenario.transitions) labels.transitions.push_back(t.name);
  for (const Decision& d : scenario.decisions)
    for (const Decision::Way& way : d.ways)
      labels.transitions.push_back(way_label(d.name, scenario.stages[static_cast<std::size_t>(way.to)].name));
  for (const Strategy& strategy : scenario.strategies) {
    for (const Touchpoint& t : strategy.touchpoints) {
      add_new(labels.touchpoints, t.name);
      if (!t.channel.empty()) add_new(labels.channels, t.channel);
      for (const LeadsTo& way : t.leads_to)
        add_new(labels.transitions, way_label(t.name, scenario.stages[static_cast<std::size_t>(way.to)].name));
    }
    for (const Pool& p : strategy.pools) add_new(labels.pools, p.name);
    for (const SelfService& s : strategy.self_services) {
      add_new(labels.self_services, s.name);
      if (!s.channel.empty()) add_new(labels.channels, s.channel);
    }
  }
  for (const State& s : scenario.states) labels.states.push_back(s.name);
  for (const Survey& s : scenario.surveys) labels.surveys.push_back(s.name);
  for (const Recurrence& c : scenario.changes) labels.changes.push_back(c.name);
  labels.months = scenario.time.months();
  labels.years = scenario.time.years();
  return labels;
}

std::size_t value_count(const MeasureRow& row, const DimLabels& labels) {
  std::size_t count = 1;
  for (const Dim dim : row.dims) count *= labels.size(dim);
  return count;
}

CellResult CellResult::shaped(const DimLabels& labels, double fill) {
  CellResult result;
  for (const MeasureRow& r : measures()) result.values.emplace_back(value_count(r, labels), fill);
  return result;
}

}  // namespace tenure::models
