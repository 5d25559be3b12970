// Rows drawn from known laws, to be fitted back. Draws are addressed by (seed, data set, row), so that a data set does
// not depend on the others.
#pragma once

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

#include "analysis/fit/buyers.h"
#include "analysis/fit/retention_family.h"
#include "analysis/fit/spells.h"
#include "sim/random/address.h"

namespace tenure::test {

/// The random numbers of one row: share(k) is the k-th.
class RowDraws {
 public:
  RowDraws(std::uint64_t seed, std::uint64_t set, std::uint64_t row) : key_(sim::cell_key(seed, set, 0)), row_(row) {}
  [[nodiscard]] double share(std::uint32_t k) const {
    return sim::Draws(key_, {sim::entity_key(sim::EntityKind::listed, row_), 0, k, 0}).share();
  }
  [[nodiscard]] double exponential(std::uint32_t k) const { return -std::log(share(k)); }
  [[nodiscard]] double gamma(std::uint32_t k, double shape, double rate) const {
    return boost::math::gamma_p_inv(shape, share(k)) / rate;
  }
  [[nodiscard]] double beta(std::uint32_t k, double a, double b) const {
    return boost::math::ibeta_inv(a, b, share(k));
  }

 private:
  sim::StreamKey key_;
  std::uint64_t row_;
};

/// The whole period within which S falls to `share`.
inline double period_of_survival(const analysis::fit::RetentionFamily& family, const analysis::fit::Values& p,
                                 double share) {
  const double sought = std::log(share);
  double low = 0.0, high = 1.0;
  for (; family.log_survival(p, high) > sought && high < 1e9; high *= 2.0) low = high;
  while (high - low > 1.0) {
    const double middle = std::floor(0.5 * (low + high));
    (family.log_survival(p, middle) > sought ? low : high) = middle;
  }
  return high;
}

/// `rows` spells of a law, recorded in whole periods: seen for between `shortest` and `longest` periods, and from a
/// tenure between 0 and `latest_entry` on (who left before is not in the record; drawn anew).
inline std::vector<analysis::fit::Spell> simulated_spells(const analysis::fit::RetentionFamily& family,
                                                          const analysis::fit::Values& p, std::size_t rows,
                                                          int shortest, int longest, int latest_entry,
                                                          std::uint64_t seed, std::uint64_t set) {
  std::vector<analysis::fit::Spell> out;
  for (std::uint64_t row = 0; out.size() < rows; ++row) {
    const RowDraws d(seed, set, row);
    const double entry = std::floor(d.share(0) * (latest_entry + 1));
    const double end = entry + shortest + std::floor(d.share(1) * (longest - shortest + 1));
    const double left = period_of_survival(family, p, d.share(2));
    if (left <= entry) continue;
    if (left <= end)
      out.push_back({entry, left - 1.0, left, true, 1.0});
    else
      out.push_back({entry, 0.0, end, false, 1.0});
  }
  return out;
}

/// What a customer does who buys at rate `lambda` and is active for `life` weeks, seen for `T` weeks.
inline analysis::fit::Buyer watched_buyer(const RowDraws& d, double lambda, double life, double T) {
  analysis::fit::Buyer out;
  out.T = T;
  double t = 0.0;
  for (std::uint32_t k = 16;; ++k) {
    t += d.exponential(k) / lambda;
    if (t > std::min(life, T)) return out;
    out.x += 1.0;
    out.t_x = t;
  }
}

/// Pareto/NBD: parameters r, alpha, s, beta.
inline std::vector<analysis::fit::Buyer> simulated_pareto_buyers(const analysis::fit::Values& p, std::size_t rows,
                                                                 std::uint64_t seed, std::uint64_t set) {
  std::vector<analysis::fit::Buyer> out;
  for (std::uint64_t row = 0; row < rows; ++row) {
    const RowDraws d(seed, set, row);
    const double lambda = d.gamma(0, p[0], p[1]), mu = d.gamma(1, p[2], p[3]);
    out.push_back(watched_buyer(d, lambda, d.exponential(2) / mu, 40.0 + 40.0 * d.share(3)));
  }
  return out;
}

/// BG/NBD: parameters r, alpha, a, b.
inline std::vector<analysis::fit::Buyer> simulated_bg_buyers(const analysis::fit::Values& p, std::size_t rows,
                                                             std::uint64_t seed, std::uint64_t set) {
  std::vector<analysis::fit::Buyer> out;
  for (std::uint64_t row = 0; row < rows; ++row) {
    const RowDraws d(seed, set, row);
    const double lambda = d.gamma(0, p[0], p[1]), drop = d.beta(1, p[2], p[3]);
    analysis::fit::Buyer b;
    b.T = 40.0 + 40.0 * d.share(3);
    double t = 0.0;
    for (std::uint32_t k = 16;; k += 2) {
      t += d.exponential(k) / lambda;
      if (t > b.T) break;
      b.x += 1.0;
      b.t_x = t;
      if (d.share(k + 1) < drop) break;
    }
    out.push_back(b);
  }
  return out;
}

/// Gamma-gamma spends: parameters p, q, gamma; one to nine purchases each.
inline std::vector<analysis::fit::Buyer> simulated_spends(const analysis::fit::Values& p, std::size_t rows,
                                                          std::uint64_t seed, std::uint64_t set) {
  std::vector<analysis::fit::Buyer> out;
  for (std::uint64_t row = 0; row < rows; ++row) {
    const RowDraws d(seed, set, row);
    analysis::fit::Buyer b;
    b.x = 1.0 + std::floor(9.0 * d.share(0));
    const double nu = d.gamma(1, p[1], p[2]);
    b.spend = d.gamma(2, p[0] * b.x, nu * b.x);
    out.push_back(b);
  }
  return out;
}

}  // namespace tenure::test
