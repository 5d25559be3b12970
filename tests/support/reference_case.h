// Cases of tests/scenarios/reference, through the ordinary path: scenario file, loader, simulation; and exact answers for
// those that are chains of yearly decisions, from Eigen.
//
// Errors are planted in what the engine simulates: a setting of the loader, or a share or an amount of the loaded scenario.
#pragma once

#include <Eigen/Dense>
#include <cmath>
#include <filesystem>
#include <string>
#include <vector>

#include "models/language/load.h"
#include "models/simulate/simulate.h"
#include "tests/support/catch.h"
#include "tests/support/statistical.h"

namespace tenure::test {

using namespace tenure::models;  // NOLINT: a test's own vocabulary
using Values = std::vector<double>;

inline Scenario reference_case(const std::string& name, const std::vector<std::string>& sets) {
  LoadOptions options;
  options.sets = sets;
  const Loaded loaded = load(std::filesystem::path(TENURE_SOURCE_DIR) / "tests/scenarios/reference" / (name + ".toml"), options);
  for (const Fault& fault : loaded.faults) UNSCOPED_INFO(fault.message);
  REQUIRE(loaded.ok());
  REQUIRE(loaded.points.size() == 1);
  return loaded.points[0];
}

/// [replication] of one strategy. One calendar is the faster engine where nothing happens at most midnights.
inline std::vector<CellResult> play(const Scenario& s, int strategy, int replications,
                                    EngineKind engine = EngineKind::reference) {
  const Simulation simulation(s, strategy);
  std::vector<CellResult> out;
  for (int r = 0; r < replications; ++r) out.push_back(simulation.run({0, r}, {.engine = engine}));
  return out;
}

template <class Fn>
Values each(const std::vector<CellResult>& list, Fn&& value) {
  Values out;
  for (const CellResult& r : list) out.push_back(value(r));
  return out;
}

/// a - factor b, by replication.
inline Values minus(Values a, const Values& b, double factor = 1.0) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] -= factor * b[i];
  return a;
}

inline double mean(const Values& x) {
  double sum = 0.0;
  for (const double v : x) sum += v;
  return sum / static_cast<double>(x.size());
}

inline double sd(const Values& x) {
  double squares = 0.0;
  const double m = mean(x);
  for (const double v : x) squares += (v - m) * (v - m);
  return std::sqrt(squares / static_cast<double>(x.size() - 1));
}

/// The shares of all ways of all decisions that lead to a worse stage (one further down the list), times `factor`.
inline Scenario worse(Scenario s, double factor) {
  for (Decision& d : s.decisions)
    for (Decision::Way& way : d.ways)
      if (way.to > d.from[0])
        for (Quantity& share : way.share) share.value *= factor;
  return s;
}

/// Yearly probabilities of the scenario's decisions for a segment, stages in the scenario's order.
inline Eigen::MatrixXd yearly(const Scenario& s, std::size_t segment = 0, double share_factor = 1.0) {
  const auto n = static_cast<Eigen::Index>(s.stages.size());
  Eigen::MatrixXd p = Eigen::MatrixXd::Zero(n, n);
  for (const Decision& d : s.decisions)
    for (const int from : d.from)
      for (const Decision::Way& way : d.ways) p(from, way.to) += share_factor * way.share[segment].value;
  for (Eigen::Index i = 0; i < n; ++i) p(i, i) = 1.0 - p.row(i).sum();
  return p;
}

/// One year of a chain: its probabilities, and what falls due at its end in the stage just reached (already discounted).
struct Cycle {
  Eigen::MatrixXd p;
  Eigen::VectorXd reward;
};

/// Mean and standard deviation of one customer's total, by the stage that she starts in.
struct Total {
  Eigen::VectorXd mean, sd;
};

inline Total total(const std::vector<Cycle>& cycles) {
  const Eigen::Index n = cycles.front().reward.size();
  Eigen::VectorXd first = Eigen::VectorXd::Zero(n), second = Eigen::VectorXd::Zero(n);
  for (std::size_t t = cycles.size(); t-- > 0;) {
    const Cycle& c = cycles[t];
    second = c.p * (c.reward.cwiseAbs2() + 2.0 * c.reward.cwiseProduct(first) + second).eval();
    first = c.p * (c.reward + first).eval();
  }
  return {first, (second - first.cwiseAbs2()).cwiseMax(0.0).cwiseSqrt()};
}

/// Value of an endless chain whose rewards R fall due now, and every year in the stage just reached: (I - P/(1+d))^-1 R.
inline Eigen::VectorXd endless(const Eigen::MatrixXd& p, const Eigen::VectorXd& reward, double discount) {
  const Eigen::MatrixXd a = Eigen::MatrixXd::Identity(p.rows(), p.cols()) - p / (1.0 + discount);
  return a.partialPivLu().solve(reward);
}

/// `right` agrees with `expected` to `resolution`, and `wrong`, simulated with a planted error, does not.
inline void holds(const Values& right, const Values& wrong, double expected, double resolution) {
  const MeanCheck check{.false_alarm = 1e-4, .resolution = resolution};
  CHECK(agrees(right, expected, check));
  CHECK(differs(wrong, expected, check));
}

}  // namespace tenure::test
