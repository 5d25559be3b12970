#include "analysis/results/counts_group.h"

#include <algorithm>
#include <cmath>

#include "analysis/results/hdf5_handle.h"

namespace tenure::analysis {
namespace {

constexpr Precision whole = Precision::float64;

std::vector<double> as_numbers(const std::vector<std::int64_t>& counts) { return {counts.begin(), counts.end()}; }

std::vector<std::int64_t> as_counts(const std::vector<double>& numbers) {
  std::vector<std::int64_t> out;
  for (const double x : numbers) {
    if (!(x >= 0.0 && x <= 1e9)) throw Hdf5Error("a number of replications is none");
    out.push_back(std::llround(x));
  }
  return out;
}

void add_precision(NetcdfWriter::Group& group, const std::vector<CountedPrecision>& all) {
  group.add_dimension({"wanted", "estimate that was to become precise, 1 = the first", {}, 1, static_cast<int>(all.size())});
  const auto texts = [&](const char* name, const char* long_name, std::string CountedPrecision::*field) {
    std::vector<std::string> values;
    for (const CountedPrecision& p : all) values.push_back(p.*field);
    group.add_texts({name, "", long_name, "", {"wanted"}, whole}, values);
  };
  const auto numbers = [&](const char* name, const char* long_name, auto value) {
    std::vector<double> values;
    for (const CountedPrecision& p : all) values.push_back(value(p));
    group.add_variable({name, "", long_name, "", {"wanted"}, whole}, values);
  };
  texts("measure", "measure", &CountedPrecision::measure);
  texts("of", "member of its dimension; empty: it has none", &CountedPrecision::of);
  texts("against", "strategy from which differences are meant; empty: the values themselves", &CountedPrecision::against);
  texts("unit", "unit of the measure", &CountedPrecision::unit);
  texts("widest", "strategy furthest from what was wanted", &CountedPrecision::widest);
  numbers("half_width", "half-width wanted, in the unit of `unit`", [](const auto& p) { return p.half_width; });
  numbers("relative_half_width", "half-width wanted, as a share of the mean", [](const auto& p) { return p.relative_half_width; });
  numbers("most", "replications with which it was content", [](const auto& p) { return static_cast<double>(p.most); });
  numbers("found", "half-width of the widest, in the terms of what was wanted", [](const auto& p) { return p.found; });
  numbers("reached", "1: narrow enough under every strategy", [](const auto& p) { return p.reached ? 1.0 : 0.0; });
}

std::vector<CountedPrecision> read_precision(const NetcdfReader::Group& group) {
  const std::vector<std::string> measure = group.texts("measure"), of = group.texts("of"), against = group.texts("against"),
                                 unit = group.texts("unit"), widest = group.texts("widest");
  const auto numbers = [&](const char* name) { return group.numbers(name).values; };
  const std::vector<double> half_width = numbers("half_width"), relative = numbers("relative_half_width"), most = numbers("most"),
                            found = numbers("found"), reached = numbers("reached");
  for (const std::size_t size : {of.size(), against.size(), unit.size(), widest.size(), half_width.size(), relative.size(), most.size(),
                                 found.size(), reached.size()})
    if (size != measure.size()) throw Hdf5Error("the estimates that were to become precise differ in length");
  std::vector<CountedPrecision> out;
  for (std::size_t i = 0; i < measure.size(); ++i)
    out.push_back({measure[i], of[i], against[i], unit[i], half_width[i], relative[i],
                   static_cast<int>(std::clamp(most[i], 0.0, 1e9)), widest[i], found[i], reached[i] == 1.0});
  return out;
}

}  // namespace

void add_counts(NetcdfWriter::Group& group, const ResultSet& results) {
  const ChosenCounts& chosen = *results.chosen;
  group.add_attribute("most", static_cast<std::int32_t>(chosen.most));
  group.add_attribute("nominal_confidence", chosen.nominal_confidence);
  group.add_dimension(results.dimensions[0]);
  group.add_variable({"replications", "1", "replications of the strategy", "", {"strategy"}, whole}, as_numbers(chosen.by_strategy));
  group.add_dimension({"look", "look at the results, 1 = the first", {}, 1, static_cast<int>(chosen.looks.size())});
  group.add_variable({"looked_at", "1", "replications of the strategy with most at the look", "", {"look"}, whole}, as_numbers(chosen.looks));
  if (!chosen.precision.empty()) add_precision(group, chosen.precision);
  if (!chosen.selection) return;
  const CountedSelection& s = *chosen.selection;
  group.add_attribute("measure", s.measure);
  group.add_attribute("of", s.of);
  group.add_attribute("unit", s.unit);
  group.add_attribute("prefer", s.prefer);
  group.add_attribute("method", s.method);
  group.add_attribute("indifference", s.indifference);
  group.add_attribute("selection_confidence", s.confidence);
  group.add_attribute("best", s.best);
  group.add_attribute("probability", s.probability);
  group.add_attribute("selected", static_cast<std::int32_t>(s.reached ? 1 : 0));
}

void add_controls(NetcdfWriter::Group& group, const ResultSet& results) {
  group.add_dimension(results.dimensions[2]);
  group.add_dimension({"control", "what the luck of a replication alone says", results.controls.names, 0, 0});
  group.add_variable({"expectation", "1", "expectation, known in closed form", "", {"control"}, whole}, results.controls.expectations);
  group.add_variable({"value", "1", "value, the same for all strategies", "", {"replication", "control"}, whole}, results.controls.values);
}

ResultControls read_controls(const NetcdfReader::Group& group) {
  return {group.dimension("control").labels, group.numbers("expectation").values, group.numbers("value").values};
}

ChosenCounts read_counts(const NetcdfReader::Group& group) {
  ChosenCounts out;
  out.most = static_cast<int>(std::clamp(group.number_attribute("most"), 0.0, 1e9));
  out.nominal_confidence = group.number_attribute("nominal_confidence");
  if (!(out.nominal_confidence > 0.0 && out.nominal_confidence < 1.0)) throw Hdf5Error("the nominal confidence is not between 0 and 1");
  out.by_strategy = as_counts(group.numbers("replications").values);
  out.looks = as_counts(group.numbers("looked_at").values);
  if (group.has("measure")) out.precision = read_precision(group);
  if (!group.has_attribute("method")) return out;
  CountedSelection s;
  s.measure = group.text_attribute("measure");
  s.of = group.text_attribute("of");
  s.unit = group.text_attribute("unit");
  s.prefer = group.text_attribute("prefer");
  s.method = group.text_attribute("method");
  s.indifference = group.number_attribute("indifference");
  s.confidence = group.number_attribute("selection_confidence");
  s.best = group.text_attribute("best");
  s.probability = group.number_attribute("probability");
  s.reached = group.number_attribute("selected") == 1.0;
  out.selection = s;
  return out;
}

}  // namespace tenure::analysis
