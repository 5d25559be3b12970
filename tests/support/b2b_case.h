// The case scenarios/b2b_saas_coverage.toml for its tests: loading it with settings, running one strategy, reading measures.
#pragma once

#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "models/language/load.h"
#include "models/simulate/simulate.h"
#include "sim/run/executor.h"
#include "tests/support/catch.h"

namespace tenure::test::b2b {

using namespace tenure::models;

inline Scenario load_case(const std::vector<std::string>& sets = {}) {
  LoadOptions options;
  options.sets = sets;
  const Loaded loaded = load(TENURE_SOURCE_DIR "/scenarios/b2b_saas_coverage.toml", options);
  for (const Fault& fault : loaded.faults) UNSCOPED_INFO(fault.message);
  REQUIRE(loaded.ok());
  return loaded.points.front();
}

inline int index_of(const Scenario& s, const std::string& strategy) {
  for (std::size_t i = 0; i < s.strategies.size(); ++i)
    if (s.strategies[i].name == strategy) return static_cast<int>(i);
  FAIL("no strategy " << strategy);
  return -1;
}

struct Runs {
  DimLabels labels;
  std::vector<CellResult> cells;
  const Scenario* scenario;

  std::size_t row(const std::vector<std::string>& names, const std::string& name) const {
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i] == name) return i;
    FAIL("no " << name);
    return 0;
  }
  std::vector<double> each(const std::function<double(const CellResult&)>& value) const {
    std::vector<double> out;
    for (const CellResult& cell : cells) out.push_back(value(cell));
    return out;
  }
  /// Sum over months [from, to) of a measure by touchpoint, over the touchpoints whose names begin like this.
  double touches(const CellResult& r, Measure id, const std::string& begin, int from, int to) const {
    double sum = 0.0;
    for (std::size_t t = 0; t < labels.touchpoints.size(); ++t) {
      if (labels.touchpoints[t].rfind(begin, 0) != 0) continue;
      for (int m = from; m < to; ++m) {
        const double v = r[id][t * static_cast<std::size_t>(labels.months) + static_cast<std::size_t>(m)];
        if (!std::isnan(v)) sum += v;
      }
    }
    return sum;
  }
  double hours(const CellResult& r, const std::string& begin, const std::string& end) const {
    double sum = 0.0;
    for (std::size_t t = 0; t < labels.touchpoints.size(); ++t) {
      const std::string& name = labels.touchpoints[t];
      if (name.rfind(begin, 0) != 0 || name.size() < end.size() || name.substr(name.size() - end.size()) != end) continue;
      const double v = r[Measure::touchpoint_worked_hours][t];
      if (!std::isnan(v)) sum += v;
    }
    return sum;
  }
};

inline Runs run(const Scenario& s, const std::string& strategy, int replications) {
  const Simulation simulation(s, index_of(s, strategy));
  Runs runs{simulation.labels(), std::vector<CellResult>(static_cast<std::size_t>(replications)), &s};
  const auto executor = tenure::sim::make_executor(tenure::sim::Backend::tbb);
  executor->for_each(runs.cells.size(),
                     [&](std::size_t i) { runs.cells[i] = simulation.run({0, static_cast<int>(i)}, {}); });
  return runs;
}

inline std::vector<double> minus(const std::vector<double>& a, const std::vector<double>& b) {
  std::vector<double> out;
  for (std::size_t i = 0; i < a.size(); ++i) out.push_back(a[i] - b[i]);
  return out;
}

inline double mean(const std::vector<double>& list) {
  double sum = 0.0;
  for (const double x : list) sum += x;
  return sum / static_cast<double>(list.size());
}

}  // namespace tenure::test::b2b
