// Sampling until an estimate is precise enough, with intervals that keep their confidence although they decide when to stop.
//
// A study is looked at when it has n_1 < n_2 < ... values, counts fixed beforehand, and ends at the first look at which its
// half-width is small enough (or at the last).  It stops readily where chance made the values look alike, so Student's interval
// at the stop holds the truth less often than it says.  The remedy is to take intervals of a somewhat higher nominal confidence
// throughout, such that at the stop the truth is held at least as often as stated, however hard the question:
//
//   stop at the first k with  t_k S_k / sqrt n_k <= d             (absolute half-width d)
//                        or   t_k S_k / sqrt n_k <= r |mean_k|    (relative half-width r)
//   t_k       Student quantile with n_k - 1 degrees at the nominal confidence c'
//   c'        smallest with  min over d of P(truth held at the stop) >= c
//
// For normal values (n - 1) S_n^2 / sigma^2 grows from look to look by independent chi-square variates and the mean's score is a
// random walk independent of it (Helmert; the argument of Starr 1966), so the probability is averaged over paths of both:
// group-sequential boundaries (Jennison & Turnbull 2000, ch. 11) with the variance unknown.  That leaves an error of about 0.1
// points.  A relative target up to 10 % hangs on the mean so little that it counts as an absolute one; then the mean is integrated.
#pragma once

#include <cstdint>
#include <vector>

namespace tenure::sim {

/// Counts at which a study is looked at: `first`, then each `growth` times the one before (rounded up), and `most` last.
[[nodiscard]] std::vector<std::int64_t> look_counts(std::int64_t first, std::int64_t most, double growth = 1.5);

/// When a study ends.
struct StoppingRule {
  std::vector<std::int64_t> looks;  ///< ascending, the first at least 3
  double relative = 0.0;            ///< half-width wanted as a share of the mean; 0: an absolute half-width
};

/// Probability that Student's interval of nominal confidence `nominal` holds the mean of normal values at the stop, when about
/// `needed` values give the half-width wanted.
[[nodiscard]] double coverage_at_stop(const StoppingRule& rule, double nominal, double needed);

/// The nominal confidence c' for intervals that are to hold the truth with at least `confidence`; `confidence` itself with a
/// single look.
[[nodiscard]] double nominal_confidence(const StoppingRule& rule, double confidence);

}  // namespace tenure::sim
