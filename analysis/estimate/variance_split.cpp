#include "analysis/estimate/variance_split.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "analysis/estimate/estimates.h"
#include "sim/math/special.h"

namespace tenure::analysis {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kFalseEntry = 0.05;      // of any number, when none has an effect
constexpr double smallest_column = 1e-9;  // of a standardised number: what is left of it hangs on those that are in

double variance(const std::vector<double>& values) {
  double n = 0.0, sum = 0.0, squares = 0.0;
  for (const double v : values) {
    if (std::isnan(v)) continue;
    n += 1.0;
    sum += v;
  }
  if (n < 2.0) return kNaN;
  for (const double v : values)
    if (!std::isnan(v)) squares += (v - sum / n) * (v - sum / n);
  return squares / (n - 1.0);
}

/// Mean variance within draws.
double within(const std::vector<std::vector<double>>& runs) {
  double sum = 0.0, n = 0.0;
  for (const std::vector<double>& draw : runs) {
    const double v = variance(draw);
    if (std::isnan(v)) continue;
    sum += v;
    n += 1.0;
  }
  return n > 0.0 ? sum / n : kNaN;
}

/// Mean square of what neither draw nor replication explains; draws with a run missing are left out.
double interaction(const std::vector<std::vector<double>>& runs) {
  std::vector<std::vector<double>> whole;
  for (const std::vector<double>& draw : runs)
    if (std::none_of(draw.begin(), draw.end(), [](double v) { return std::isnan(v); })) whole.push_back(draw);
  if (whole.size() < 2 || whole[0].size() < 2) return kNaN;
  const auto d = static_cast<double>(whole.size()), r = static_cast<double>(whole[0].size());
  const std::vector<double> means = means_by_draw(whole);
  const double all = std::accumulate(means.begin(), means.end(), 0.0) / d;
  double squares = 0.0;
  for (std::size_t i = 0; i < whole[0].size(); ++i) {
    double column = 0.0;
    for (const std::vector<double>& draw : whole) column += draw[i] / d;
    for (std::size_t k = 0; k < whole.size(); ++k) {
      const double rest = whole[k][i] - means[k] - column + all;
      squares += rest * rest;
    }
  }
  return squares / ((d - 1.0) * (r - 1.0));
}

/// Mean 0 and variance 1; false when it does not vary.
bool standardise(Eigen::Ref<Eigen::VectorXd> v) {
  const double size = v.cwiseAbs().maxCoeff();
  v.array() -= v.mean();
  const double sd = std::sqrt(v.squaredNorm() / static_cast<double>(v.size() - 1));
  if (!(sd > 1e-12 * size) || !std::isfinite(sd)) return false;
  v /= sd;
  return true;
}

/// Numbers that enter, one by one.
std::vector<Eigen::Index> chosen(Eigen::MatrixXd x, Eigen::VectorXd y) {
  const double n = static_cast<double>(x.rows()), candidates = static_cast<double>(x.cols());
  std::vector<Eigen::Index> in;
  double left = y.squaredNorm();
  while (static_cast<double>(in.size()) < n / 4.0) {
    Eigen::Index best = -1;
    double gain = 0.0;
    for (Eigen::Index j = 0; j < x.cols(); ++j) {
      const double norm = x.col(j).squaredNorm();
      if (norm < smallest_column * n) continue;
      const double dot = x.col(j).dot(y);
      if (dot * dot / norm > gain) {
        gain = dot * dot / norm;
        best = j;
      }
    }
    const double degrees = n - static_cast<double>(in.size()) - 2.0, rest = std::max(0.0, left - gain);
    if (best < 0 || degrees < 1.0) break;
    const double t = sim::student_t_quantile(degrees, 1.0 - 0.5 * kFalseEntry / candidates);
    if (gain * degrees <= t * t * rest) break;
    in.push_back(best);
    left = rest;
    const Eigen::VectorXd direction = x.col(best).normalized();
    y -= direction * direction.dot(y);
    x -= direction * (direction.transpose() * x);
    x.col(best).setZero();
    if (left <= 1e-12 * n) break;
  }
  return in;
}

}  // namespace

struct VarianceSplitter::Numbers {
  Eigen::MatrixXd x;                 ///< [draw, number that varies]
  std::vector<std::size_t> indices;  ///< of these among the parameters

  Numbers(const ResultSet& results, const std::vector<std::size_t>& draws) {
    const std::size_t p = results.parameters.size();
    const auto n = static_cast<Eigen::Index>(draws.size());
    x.resize(n, static_cast<Eigen::Index>(p));
    for (std::size_t j = 0; j < p; ++j) {
      const auto column = static_cast<Eigen::Index>(indices.size());
      for (Eigen::Index i = 0; i < n; ++i)
        x(i, column) = results.drawn.parameters[draws[static_cast<std::size_t>(i)] * p + j];
      if (standardise(x.col(column))) indices.push_back(j);
    }
    x.conservativeResize(n, static_cast<Eigen::Index>(indices.size()));
  }
};

VarianceSplitter::VarianceSplitter(const ResultSet& results) : results_(results) {
  std::vector<std::size_t> all(results.draws());
  std::iota(all.begin(), all.end(), std::size_t{0});
  if (all.size() >= least_draws_for_regression) numbers_ = std::make_unique<const Numbers>(results, all);
}

VarianceSplitter::~VarianceSplitter() = default;

void VarianceSplitter::regress(const std::vector<double>& means, VarianceSplit& split) const {
  std::vector<std::size_t> draws;
  for (std::size_t d = 0; d < means.size(); ++d)
    if (!std::isnan(means[d])) draws.push_back(d);
  if (draws.size() < least_draws_for_regression) {
    split.explained = split.weak = kNaN;
    return;
  }
  const auto n = static_cast<Eigen::Index>(draws.size());
  Eigen::VectorXd y(n);
  for (Eigen::Index i = 0; i < n; ++i) y[i] = means[draws[static_cast<std::size_t>(i)]];
  if (!standardise(y)) return;
  std::unique_ptr<const Numbers> fewer;
  if (draws.size() < means.size()) fewer = std::make_unique<const Numbers>(results_, draws);
  const Eigen::MatrixXd& x = (fewer ? *fewer : *numbers_).x;
  const std::vector<std::size_t>& numbers = (fewer ? *fewer : *numbers_).indices;
  if (numbers.empty()) return;

  const std::vector<Eigen::Index> in = chosen(x, y);
  if (in.empty()) return;
  Eigen::MatrixXd part(n, static_cast<Eigen::Index>(in.size()));
  for (std::size_t k = 0; k < in.size(); ++k) part.col(static_cast<Eigen::Index>(k)) = x.col(in[k]);
  const Eigen::VectorXd b = part.colPivHouseholderQr().solve(y);
  const double all = static_cast<double>(n) - 1.0, terms = static_cast<double>(in.size());
  const double r2 = std::clamp(1.0 - (y - part * b).squaredNorm() / all, 0.0, 1.0);
  split.explained = std::max(0.0, 1.0 - (1.0 - r2) * all / (all - terms));
  const double scale = r2 > 0.0 ? split.explained / r2 : 0.0;
  for (std::size_t k = 0; k < in.size(); ++k) {
    const auto column = static_cast<Eigen::Index>(k);
    split.parts.push_back({numbers[static_cast<std::size_t>(in[k])], scale * b[column] * part.col(column).dot(y) / all});
  }
  std::stable_sort(split.parts.begin(), split.parts.end(),
                   [](const NumberPart& a, const NumberPart& c) { return a.part > c.part; });
}

double VarianceSplit::ignorance_share() const {
  const double all = ignorance + chance;
  return all > 0.0 ? ignorance / all : kNaN;
}

VarianceSplit VarianceSplitter::split(const DrawnRuns& runs) const {
  VarianceSplit split;
  const std::vector<double> means = means_by_draw(runs.by_draw);
  split.draws = static_cast<std::size_t>(std::count_if(means.begin(), means.end(), [](double m) { return !std::isnan(m); }));
  const std::size_t replications = runs.by_draw.empty() ? 0 : runs.by_draw[0].size();
  const double over_draws = variance(means);
  split.chance = replications > 1 ? within(runs.by_draw) : variance(runs.base);
  double noise = 0.0;
  if (!runs.shared_luck) noise = split.chance / static_cast<double>(std::max<std::size_t>(1, replications));
  if (runs.shared_luck && replications > 1) noise = interaction(runs.by_draw) / static_cast<double>(replications);
  split.ignorance = std::isnan(noise) ? over_draws : std::max(0.0, over_draws - noise);

  regress(means, split);
  for (const char* grade : {"A", "B", "C", "D", "J", "U", ""}) {
    double sum = 0.0;
    bool any = false;
    for (const NumberPart& p : split.parts) {
      if (results_.parameters[p.parameter].grade != grade) continue;
      sum += p.part;
      any = true;
    }
    if (any) split.by_grade.emplace_back(grade, sum);
    if (std::string("CJU").find(grade) != std::string::npos && *grade != '\0') split.weak += sum;
  }
  return split;
}

DrawRange range_of_draws(std::vector<double> means, double confidence) {
  std::erase_if(means, [](double m) { return std::isnan(m); });
  if (means.empty()) return {kNaN, kNaN};
  std::sort(means.begin(), means.end());
  const auto quantile = [&](double p) {
    const double at = p * static_cast<double>(means.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const std::size_t above = std::min(below + 1, means.size() - 1);
    return means[below] + (at - static_cast<double>(below)) * (means[above] - means[below]);
  };
  return {quantile(0.5 * (1.0 - confidence)), quantile(0.5 * (1.0 + confidence))};
}

}  // namespace tenure::analysis
