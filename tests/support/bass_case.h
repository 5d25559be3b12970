// Bass diffusion, at a sharpness that the caller chooses.
//
// The closed form: F(t) = (1 - e^-(p+q)t) / (1 + q/p e^-(p+q)t), peak of adoptions at ln(q/p) / (p + q).
//
// Who the first adopters are is chance that the contagion magnifies: the curve needs many customers. Sharper is the law of
// motion: adoptions minus the integral of their rate, F(T) - int (p + q F)(1 - F), have mean 0 and no more chance than a
// binomial count.
#pragma once

#include "tests/support/reference_case.h"

namespace tenure::test {

inline constexpr double kInnovation = 0.03, kImitation = 0.38;

inline double bass(double t) {
  const double e = std::exp(-(kInnovation + kImitation) * t);
  return (1.0 - e) / (1.0 + kImitation / kInnovation * e);
}

/// Adoptions are symmetric around their peak, 6.1926 years, from 0 to twice that: 148.6 months.
inline constexpr std::size_t kAround = 148;

/// Centre of the adoptions of those months, exactly.
inline double bass_centre() {
  double centre = 0.0;
  for (std::size_t m = 0; m < kAround; ++m) {
    const double t = static_cast<double>(m) / 12.0;
    centre += (bass(t + 1.0 / 12.0) - bass(t)) * (t + 0.5 / 12.0);
  }
  return centre / bass(static_cast<double>(kAround) / 12.0);
}

struct BassRuns {
  double customers;
  std::size_t months;
  std::vector<CellResult> list;

  /// Share of adopters at the end of month `month`, -1: the start.
  double share(const CellResult& r, int month) const {
    return month < 0 ? 0.0 : r[Measure::stage_occupancy][months + static_cast<std::size_t>(month)] / customers;
  }
  Values after(int years) const {
    return each(list, [&](const CellResult& r) { return share(r, 12 * years - 1); });
  }
  /// F(T) less the integral of the rate; Simpson's rule over pairs of months.
  Values law_of_motion(int years) const {
    return each(list, [&](const CellResult& r) {
      double integral = 0.0;
      const auto rate = [&](int m) { return (kInnovation + kImitation * share(r, m)) * (1.0 - share(r, m)) / 12.0; };
      for (int m = -1; m + 2 < 12 * years; m += 2) integral += (rate(m) + 4 * rate(m + 1) + rate(m + 2)) / 3.0;
      return share(r, 12 * years - 1) - integral;
    });
  }
  /// Centre of the adoptions of the first kAround months, by replication.
  Values peak() const {
    return each(list, [&](const CellResult& r) {
      double weight = 0.0, centre = 0.0;
      for (std::size_t m = 0; m < kAround; ++m) {
        weight += r[Measure::transition_count][m];
        centre += r[Measure::transition_count][m] * (static_cast<double>(m) + 0.5) / 12.0;
      }
      return centre / weight;
    });
  }
};

/// `innovation` and `imitation` are factors on p and q.
inline BassRuns bass_runs(int customers, int replications, const std::string& horizon, double innovation, double imitation) {
  const Scenario s = reference_case("bass", {"segment.market.customers=" + std::to_string(customers), "time.horizon=\"" + horizon + "\"",
                                             "transition.adoption.hazard=\"" + std::to_string(kInnovation * innovation) + " / yr\"",
                                             "transition.adoption.contagion.hazard=\"" + std::to_string(kImitation * imitation) + " / yr\""});
  return {static_cast<double>(customers), static_cast<std::size_t>(s.time.months()),
          play(s, 0, replications, EngineKind::windows)};
}

inline void check_bass_formula() {
  CHECK(bass(1) == Approx(0.03576).epsilon(2e-4));
  CHECK(bass(5) == Approx(0.33120).epsilon(2e-5));
  CHECK(bass(10) == Approx(0.81280).epsilon(2e-5));
  CHECK(bass(20) == Approx(0.99626).epsilon(2e-5));
  const double peak = std::log(kImitation / kInnovation) / (kInnovation + kImitation);
  CHECK(peak == Approx(6.1926).epsilon(1e-5));
  CHECK(bass_centre() == Approx(peak).epsilon(0.005));
  CHECK(bass(peak) == Approx(0.4605).epsilon(1e-4));
}

}  // namespace tenure::test
