#include "sim/stats/sequential.h"

#include <algorithm>
#include <cmath>

#include "sim/base/contract.h"
#include "sim/math/normal.h"
#include "sim/math/special.h"
#include "sim/random/address.h"

namespace tenure::sim {
namespace {

constexpr double most_as_absolute = 0.1;  // relative half-widths up to this hang on the mean too little to matter
constexpr std::size_t paths_of_variance = 4096;
constexpr std::size_t paths_of_both = 65536;
constexpr std::uint64_t paths_seed = 20260801;

/// Chi-square with `degrees` degrees of freedom at a standard score (Wilson & Hilferty 1931).
double chi_square_at(double degrees, double score) {
  const double a = 2.0 / (9.0 * degrees);
  const double root = std::max(0.0, 1.0 - a + score * std::sqrt(a));
  return degrees * root * root * root;
}

/// What chance does to a study of normal values with variance 1, look by look.
struct Path {
  std::vector<double> spread;  ///< S_k
  std::vector<double> score;   ///< sqrt(n_k) (mean_k - mu)
};

std::vector<Path> make_paths(const std::vector<std::int64_t>& looks, std::size_t count) {
  const StreamKey key = cell_key(paths_seed, 0, 0);
  std::vector<Path> paths(count);
  for (std::size_t p = 0; p < count; ++p) {
    double squares = 0.0, sum = 0.0, before = 0.0;
    for (std::size_t k = 0; k < looks.size(); ++k) {
      const Draws draws(key, {.entity = listed_key(1, p), .stream = stream_of(Purpose::amount),
                              .occasion = static_cast<std::uint32_t>(k)});
      // the first variance evenly spread: it decides most
      const double even = (static_cast<double>(p) + 0.5) / static_cast<double>(count);
      const auto n = static_cast<double>(looks[k]);
      squares += k == 0 ? chi_square_at(n - 1.0, normal_quantile(even)) : chi_square_at(n - before, draws.standard_normal());
      sum += std::sqrt(n - before) * draws.standard_normal(Half::second);
      paths[p].spread.push_back(std::sqrt(squares / (n - 1.0)));
      paths[p].score.push_back(sum / std::sqrt(n));
      before = n;
    }
  }
  return paths;
}

class Coverage {
 public:
  explicit Coverage(const StoppingRule& rule)
      : looks_(rule.looks), relative_(rule.relative > most_as_absolute ? rule.relative : 0.0),
        paths_(make_paths(rule.looks, relative_ > 0.0 ? paths_of_both : paths_of_variance)) {}

  double at(double nominal, double needed) const {
    std::vector<double> t;
    for (const std::int64_t n : looks_) t.push_back(student_t_quantile(static_cast<double>(n) - 1.0, 0.5 + 0.5 * nominal));
    const double wanted = normal_quantile(0.5 + 0.5 * nominal) / std::sqrt(needed);
    double sum = 0.0;
    for (const Path& path : paths_) sum += relative_ > 0.0 ? held_relative(path, t, wanted / relative_) : held_absolute(path, t, wanted);
    return sum / static_cast<double>(paths_.size());
  }

 private:
  double held_absolute(const Path& path, const std::vector<double>& t, double wanted) const {
    for (std::size_t k = 0; k < looks_.size(); ++k) {
      const double reach = t[k] * path.spread[k];
      const bool last = k + 1 == looks_.size();
      if (last || reach <= wanted * std::sqrt(static_cast<double>(looks_[k]))) return 1.0 - 2.0 * normal_cdf(-reach);
    }
    return 0.0;
  }

  /// `mean` is the true one.
  double held_relative(const Path& path, const std::vector<double>& t, double mean) const {
    for (std::size_t k = 0; k < looks_.size(); ++k) {
      const double reach = t[k] * path.spread[k];
      const bool last = k + 1 == looks_.size();
      const double found = path.score[k] + std::sqrt(static_cast<double>(looks_[k])) * mean;
      if (last || reach <= relative_ * std::fabs(found)) return std::fabs(path.score[k]) <= reach ? 1.0 : 0.0;
    }
    return 0.0;
  }

  const std::vector<std::int64_t>& looks_;
  const double relative_;
  const std::vector<Path> paths_;
};

void check(const StoppingRule& rule) {
  TENURE_ENSURE(!rule.looks.empty() && rule.looks.front() >= 3 && rule.relative >= 0.0 &&
                    std::is_sorted(rule.looks.begin(), rule.looks.end(), std::less_equal<>()),
                "looks must ascend from at least 3 values");
}

}  // namespace

std::vector<std::int64_t> look_counts(std::int64_t first, std::int64_t most, double growth) {
  TENURE_ENSURE(first >= 1 && most >= first && growth > 1.0, "looks must ascend");
  std::vector<std::int64_t> looks = {first};
  while (looks.back() < most) {
    const auto next = static_cast<std::int64_t>(std::ceil(static_cast<double>(looks.back()) * growth));
    looks.push_back(std::min(std::max(next, looks.back() + 1), most));
  }
  return looks;
}

double coverage_at_stop(const StoppingRule& rule, double nominal, double needed) {
  check(rule);
  return Coverage(rule).at(nominal, needed);
}

double nominal_confidence(const StoppingRule& rule, double confidence) {
  check(rule);
  TENURE_ENSURE(confidence > 0.0 && confidence < 1.0, "a confidence must lie between 0 and 1");
  if (rule.looks.size() == 1) return confidence;
  const Coverage coverage(rule);
  std::vector<double> needed;  // beyond a few times the first look Student's quantile hardly moves any more
  const double first = static_cast<double>(rule.looks.front()), last = static_cast<double>(rule.looks.back());
  for (double n = 0.6 * first; n < std::min(last, 12.0 * first) || needed.empty(); n *= 1.12) needed.push_back(n);
  const auto least = [&](double nominal, const std::vector<double>& of) {
    std::pair<double, double> worst = {2.0, 0.0};
    for (const double n : of) worst = std::min(worst, {coverage.at(nominal, n), n});
    return worst;
  };
  double miss = 1.0 - confidence;
  const auto improve = [&](double covered) { miss *= (1.0 - confidence) / std::max(1.0 - covered, 1e-9); };
  for (int round = 0; round < 2; ++round) {
    const auto [covered, hardest] = least(1.0 - miss, needed);
    improve(covered);
    for (int i = 0; i < 3; ++i) improve(least(1.0 - miss, {hardest}).first);
  }
  return 1.0 - std::min(miss, 1.0 - confidence);
}

}  // namespace tenure::sim
