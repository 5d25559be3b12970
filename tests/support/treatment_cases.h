// The two treatment cases: exact answers, and the comparison with the simulation at a sharpness that the caller chooses.
#pragma once

#include <algorithm>

#include "tests/support/reference_case.h"

namespace tenure::test {

struct Sharpness {
  int patients;       ///< of a replication
  int replications;
  double resolution;  ///< relative half-width that must be reached
  double planted;     ///< factor on every hazard of getting worse
};

inline double hiv_cost_of(const CellResult& r) { return r[Measure::flow_cost_discounted][0]; }
inline double hiv_years_of(const CellResult& r) { return r[Measure::effect][0]; }

inline std::vector<Cycle> hiv_cycles(const Scenario& s, int strategy, bool years) {  // NOLINT: test's own choice
  std::vector<Cycle> out;
  for (int t = 1; t <= 20; ++t) {
    const bool combined = strategy == 1 && t <= 2;
    Eigen::Vector4d reward = years ? Eigen::Vector4d(1, 1, 1, 0)
                                   : Eigen::Vector4d(Eigen::Vector4d(2756, 3052, 9007, 0) +
                                                     (2278 + (combined ? 2086.5 : 0.0)) * Eigen::Vector4d(1, 1, 1, 0));
    if (!years) reward /= std::pow(1.06, t);
    out.push_back({yearly(s, 0, combined ? 0.509 : 1.0), reward});
  }
  return out;
}
inline std::vector<Cycle> hiv_cost(const Scenario& s, int strategy) { return hiv_cycles(s, strategy, false); }
inline std::vector<Cycle> hiv_years(const Scenario& s, int strategy) { return hiv_cycles(s, strategy, true); }

inline void check_hiv(const Sharpness& sharp) {
  const Scenario s = reference_case("hiv", {"segment.patients.customers=" + std::to_string(sharp.patients)});
  const std::vector<double> published_cost = {44663.4536, 50601.6513}, published_years = {7.9912066, 8.9373889};
  const double n = sharp.patients;
  const auto cost = [&](const CellResult& r) { return hiv_cost_of(r) / n; };
  const auto years = [&](const CellResult& r) { return hiv_years_of(r) / n; };
  std::vector<std::vector<CellResult>> right, wrong;
  for (const int strategy : {0, 1}) {
    const auto i = static_cast<std::size_t>(strategy);
    const double exact_cost = total(hiv_cost(s, strategy)).mean[0], exact_years = total(hiv_years(s, strategy)).mean[0];
    CHECK(exact_cost == Approx(published_cost[i]).epsilon(1e-8));
    CHECK(exact_years == Approx(published_years[i]).epsilon(1e-8));
    right.push_back(play(s, strategy, sharp.replications));
    wrong.push_back(play(worse(s, sharp.planted), strategy, sharp.replications));
    holds(each(right[i], cost), each(wrong[i], cost), exact_cost, sharp.resolution);
    holds(each(right[i], years), each(wrong[i], years), exact_years, sharp.resolution);
    // what the wrong scenario gives is known exactly as well
    const MeanCheck check{.false_alarm = 1e-4, .resolution = sharp.resolution};
    CHECK(agrees(each(wrong[i], cost), total(hiv_cost(worse(s, sharp.planted), strategy)).mean[0], check));
  }
  // Incremental ratio, as a difference that must vanish: d(cost) - ICER d(years). Planted: the drug's amount 3 % too high.
  Scenario dear = s;
  for (Flow& flow : dear.strategies[1].flows)
    for (Quantity& amount : flow.amount) amount.value *= 1.03;
  const double icer = (total(hiv_cost(s, 1)).mean[0] - total(hiv_cost(s, 0)).mean[0]) /
                      (total(hiv_years(s, 1)).mean[0] - total(hiv_years(s, 0)).mean[0]);
  CHECK(icer == Approx(6275.956).epsilon(1e-7));
  const auto balance = [&](const std::vector<CellResult>& combination) {
    return minus(minus(each(combination, cost), each(right[0], cost)),
                 minus(each(combination, years), each(right[0], years)), icer);
  };
  const MeanCheck check{.false_alarm = 1e-4, .absolute = 60.0 * sharp.resolution / 0.0065};  // of 5938: 1 %
  CHECK(agrees(balance(right[1]), 0.0, check));
  CHECK(differs(balance(play(dear, 1, sharp.replications)), 0.0, check));
}

/// From time 1 on, of who starts healthy.
inline Total sick_sicker_total(const Scenario& s, const Eigen::Vector4d& reward) {
  std::vector<Cycle> cycles;
  for (int t = 1; t <= 30; ++t) cycles.push_back({yearly(s), reward / std::pow(1.03, t)});
  return total(cycles);
}

/// 31 points of time from 0 on: the reward at 0 is that of the first stage.
inline double sick_sicker_exact(const Scenario& s, const Eigen::Vector4d& reward) {
  return reward[0] + sick_sicker_total(s, reward).mean[0];
}

inline void check_sick_sicker(const Sharpness& sharp) {
  const Scenario s = reference_case("sick_sicker", {"segment.people.customers=" + std::to_string(sharp.patients)});
  const double n = sharp.patients;
  const auto cost = [&](const CellResult& r) { return r[Measure::flow_cost_discounted][0] / n; };
  const auto qaly = [&](const CellResult& r) { return r[Measure::effect][0] / n; };
  const Eigen::Vector4d care(2000, 4000, 15000, 0), drug(0, 12000, 12000, 0), well(1, 0.75, 0.5, 0), relief(0, 0.2, 0, 0);
  const std::vector<double> exact_cost = {sick_sicker_exact(s, care), sick_sicker_exact(s, care + drug)};
  const std::vector<double> exact_qaly = {sick_sicker_exact(s, well), sick_sicker_exact(s, well + relief)};
  CHECK(exact_cost[0] == Approx(75976.149).epsilon(1e-7));
  CHECK(exact_cost[1] == Approx(141623.028).epsilon(1e-7));
  CHECK(exact_qaly[0] == Approx(15.838848).epsilon(1e-7));
  CHECK(exact_qaly[1] == Approx(16.400406).epsilon(1e-7));
  const double icer = (exact_cost[1] - exact_cost[0]) / (exact_qaly[1] - exact_qaly[0]);
  CHECK(icer == Approx(116901.0).epsilon(1e-5));

  std::vector<std::vector<CellResult>> right, wrong;
  for (const int strategy : {0, 1}) {
    const auto i = static_cast<std::size_t>(strategy);
    right.push_back(play(s, strategy, sharp.replications));
    wrong.push_back(play(worse(s, sharp.planted), strategy, sharp.replications));
    holds(each(right[i], cost), each(wrong[i], cost), exact_cost[i], sharp.resolution);
    holds(each(right[i], qaly), each(wrong[i], qaly), exact_qaly[i], sharp.resolution);
  }
  // d(cost) - ICER d(QALY) must vanish. Planted: the drug's relief 2 % too high.
  Scenario eased = s;
  for (Flow& flow : eased.strategies[1].flows)
    if (flow.kind == FlowKind::effect)
      for (Quantity& amount : flow.amount) amount.value *= 1.02;
  const auto balance = [&](const std::vector<CellResult>& treated) {
    return minus(minus(each(treated, cost), each(right[0], cost)), minus(each(treated, qaly), each(right[0], qaly)), icer);
  };
  const MeanCheck check{.false_alarm = 1e-4, .absolute = 1700.0 * sharp.resolution / 0.0165};
  CHECK(agrees(balance(right[1]), 0.0, check));
  CHECK(differs(balance(play(eased, 1, sharp.replications)), 0.0, check));
}

}  // namespace tenure::test
