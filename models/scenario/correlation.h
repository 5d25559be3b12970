// Correlations between uncertain numbers, stated as rank correlations.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace tenure::models {

/// Numbers that are likely to be high together (rho > 0), or one of them high where the other is low (rho < 0): every pair of
/// `keys` has Spearman's rank correlation rho.
struct Correlation {
  std::string name;
  std::vector<std::string> keys;
  double rho = 0.0;
};

/// Lower triangular factor of the copula's matrix; row i belongs to `keys[i]`.
struct Copula {
  std::vector<std::string> keys;           ///< all that are correlated, in the order of first mention
  std::vector<std::vector<double>> lower;  ///< L with L L' = R, R[i][j] = 2 sin(pi rho / 6)
};

/// Nothing when the correlations contradict each other: R has no such factor.  Pairs that nothing is said of are independent.
std::optional<Copula> copula_of(const std::vector<Correlation>& correlations);

}  // namespace tenure::models
