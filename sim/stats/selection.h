// Ranking and selection: the best of k alternatives, with a guarantee, from values under common luck.
//
// screen    Kim & Nelson (2001, KN) with the variance updated at every look (2006, KN++), c = 1.  Of those left, i goes when some l
//           has  mean_l - mean_i > W_il(n):
//
//             W_il(n) = max(0, h^2 S_il^2 / (2 d n) - d / 2)     S_il^2: variance of the differences over all n values
//             h^2     = (n - 1) ((2 b)^(-2 / (n - 1)) - 1)       b = (1 - confidence) / (k - 1)
//
//           d is the indifference: if the best is better than the others by at least d, it is selected with at least the stated
//           confidence (differences normal; exactly so as d shrinks).  Looking only now and then leaves fewer chances to err.
//           Pairing by luck makes S_il^2 small, and with it the count.
// ocba      optimal computing budget allocation (Chen, Lin, Yucesan & Chick 2000), with the indifference as least distance:
//             n_i / n_j = (s_i / D_i)^2 / (s_j / D_j)^2,  n_b = s_b sqrt(sum (n_i / s_i)^2),  D_i = max(mean_b - mean_i, d)
// surely    1 - sum over i of P(T > (mean_b - mean_i + d) / se_i): lower bound (Bonferroni) of the probability that nobody is better
//           than the best so far by more than d; se_i from the differences under common luck, T Student's.  An estimate at a given
//           count, not a guarantee over all counts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace tenure::sim {

/// What a selection is to be worth.
struct SelectionGoal {
  double indifference;  ///< differences below it do not matter; > 0
  double confidence;    ///< of a correct selection; (0, 1)
};

/// Who is left, and whether that settles it.
struct Screened {
  std::vector<std::size_t> left;  ///< ascending
  std::size_t best = 0;           ///< of those left; the first of equals
  bool settled = false;           ///< one is left, or those left do not differ by as much as matters
};

/// Looks at `values` [alternative][replication]; those of the alternatives in `left` have one length, at least 3.  Larger is better.
[[nodiscard]] Screened screen(const std::vector<std::vector<double>>& values, const std::vector<std::size_t>& left,
                              const SelectionGoal& goal);

/// Shares of a budget over alternatives with these means and standard deviations; they add up to 1.  Larger is better.
[[nodiscard]] std::vector<double> ocba_shares(const std::vector<double>& means, const std::vector<double>& deviations,
                                              double indifference);

/// How surely the alternative with the highest mean is best or within `indifference` of it.  Lists may differ in length (at least 3):
/// the i-th values of all met the same luck.
[[nodiscard]] double probability_of_good_selection(const std::vector<std::vector<double>>& values, double indifference);

}  // namespace tenure::sim
