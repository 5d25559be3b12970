#include "models/scenario/correlation.h"

#include <algorithm>
#include <cmath>

namespace tenure::models {
namespace {

constexpr double kLeast = 1e-9;  // a smaller pivot is none: the numbers would be functions of each other

/// Correlation of the normal scores for a rank correlation: 2 sin(pi rho / 6), by its power series, |argument| <= pi / 6.
double score_correlation(double rho) {
  const double x = rho * 0.52359877559829887308;
  double term = x, sum = x;
  for (int k = 1; k < 12; ++k) {
    term *= -x * x / (2.0 * k * (2.0 * k + 1.0));
    sum += term;
  }
  return 2.0 * sum;
}

}  // namespace

std::optional<Copula> copula_of(const std::vector<Correlation>& correlations) {
  Copula out;
  const auto place_of = [&](const std::string& key) {
    return static_cast<std::size_t>(std::find(out.keys.begin(), out.keys.end(), key) - out.keys.begin());
  };
  for (const Correlation& c : correlations)
    for (const std::string& key : c.keys)
      if (place_of(key) == out.keys.size()) out.keys.push_back(key);
  const std::size_t n = out.keys.size();
  std::vector<std::vector<double>> matrix(n, std::vector<double>(n, 0.0));
  for (std::size_t i = 0; i < n; ++i) matrix[i][i] = 1.0;
  for (const Correlation& c : correlations)
    for (const std::string& a : c.keys)
      for (const std::string& b : c.keys)
        if (a != b) matrix[place_of(a)][place_of(b)] = score_correlation(c.rho);
  // Cholesky
  out.lower.assign(n, std::vector<double>(n, 0.0));
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double left = matrix[i][j];
      for (std::size_t k = 0; k < j; ++k) left -= out.lower[i][k] * out.lower[j][k];
      if (i == j && !(left > kLeast)) return std::nullopt;
      out.lower[i][j] = i == j ? std::sqrt(left) : left / out.lower[j][j];
    }
  return out;
}

}  // namespace tenure::models
