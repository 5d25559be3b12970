#include "models/scenario/uncertainty.h"

#include <algorithm>
#include <cmath>

#include "sim/math/math.h"
#include "sim/math/special.h"

namespace tenure::models {
namespace {

constexpr double kTail = 0.05;                    // below low, and above high
constexpr double kScore = 1.6448536269514722;     // standard normal quantile of 95 %
constexpr double kOutermost = 1e-4;               // shares further out are held there
constexpr double kNear = 30.0;                    // bounds this many times high - low away shape the law

/// The x in [low, high] at which `rises` becomes true.
template <class Fn>
double first_where(double low, double high, Fn&& rises) {
  for (int i = 0; i < 80; ++i) {
    const double middle = 0.5 * (low + high);
    (rises(middle) ? high : low) = middle;
  }
  return 0.5 * (low + high);
}

sim::Law gamma_through(double low, double high) {
  if (!(low > 0.0)) throw NoSuchLaw("A gamma law has positive values only, so its low is above 0.");
  const auto spread = [](double log_shape) {
    const double shape = sim::exp(log_shape);
    return sim::gamma_quantile(shape, 1.0 - kTail) / sim::gamma_quantile(shape, kTail);
  };
  const double flattest = sim::log(0.05), sharpest = sim::log(1e5);
  if (!(spread(flattest) > high / low && spread(sharpest) < high / low))
    throw NoSuchLaw("No gamma law has these 5 % and 95 % points: they are too far apart, or too close.");
  const double shape = sim::exp(first_where(flattest, sharpest, [&](double s) { return spread(s) < high / low; }));
  return sim::Gamma(shape, low / sim::gamma_quantile(shape, kTail));
}

sim::Law beta_through(double low, double high) {
  if (!(low > 0.0 && high < 1.0)) throw NoSuchLaw("A beta law lies between 0 and 1, so its low is above 0 and its high below 1.");
  // for each size = alpha + beta the mean that gives the low point; the larger the size, the closer is the high point
  const auto share = [](double logit) { return 1.0 / (1.0 + sim::exp(-logit)); };
  const auto mean_for = [&](double size) {
    return share(first_where(-14.0, 14.0, [&](double logit) {
      return sim::beta_i(share(logit) * size, (1.0 - share(logit)) * size, low) < kTail;
    }));
  };
  const double size = sim::exp(first_where(sim::log(0.2), sim::log(1e5), [&](double log_size) {
    const double s = sim::exp(log_size), mean = mean_for(s);
    return 1.0 - sim::beta_i(mean * s, (1.0 - mean) * s, high) < kTail;
  }));
  const double mean = mean_for(size), alpha = mean * size, beta = (1.0 - mean) * size;
  const auto fits = [](double found) { return std::fabs(found - kTail) < 1e-6; };
  if (alpha < 0.05 || beta < 0.05 || !fits(sim::beta_i(alpha, beta, low)) || !fits(1.0 - sim::beta_i(alpha, beta, high)))
    throw NoSuchLaw("No beta law has these 5 % and 95 % points: they are too far apart, or too close.");
  return sim::Beta(alpha, beta);
}

/// Triangular and PERT: the ends mode - a and mode + b, each found for the other until both stand still.
template <class Below>
std::pair<double, double> ends(double below_mode, double above_mode, Below&& end_for) {
  double a = 2.0 * below_mode + 0.1 * above_mode, b = 2.0 * above_mode + 0.1 * below_mode;
  for (int i = 0; i < 200; ++i) {
    const double next_a = end_for(below_mode, b), next_b = end_for(above_mode, next_a);
    const bool still = std::fabs(next_a - a) + std::fabs(next_b - b) < 1e-12 * (a + b);
    a = next_a;
    b = next_b;
    if (still) break;
  }
  return {a, b};
}

sim::Law triangular_through(double low, double mode, double high) {
  // (a - x)^2 = 5 % a (a + b), x = mode - low, has its larger root at a >= x
  const auto [a, b] = ends(mode - low, high - mode, [](double x, double other) {
    const double half = x + 0.5 * kTail * other;
    return (half + std::sqrt(std::max(0.0, half * half - (1.0 - kTail) * x * x))) / (1.0 - kTail);
  });
  return sim::Triangular(mode - a, mode, mode + b);
}

sim::Law pert_through(double low, double mode, double high) {
  const auto [a, b] = ends(mode - low, high - mode, [](double x, double other) {
    const double most = 50.0 * (x + other);
    return first_where(x, most, [&](double a_) {
      const double all = a_ + other;
      return sim::beta_i(1.0 + 4.0 * a_ / all, 1.0 + 4.0 * other / all, (a_ - x) / all) > kTail;
    });
  });
  return sim::Pert(mode - a, mode, mode + b);
}

}  // namespace

Uncertainty::Uncertainty(const Parameter& p) : law_(sim::Deterministic(p.value)), least_(p.least), most_(p.most), whole_(p.whole) {
  const double low = *p.low, high = *p.high, width = high - low;
  if (p.dist == "normal") {
    law_ = sim::Normal(0.5 * (low + high), 0.5 * width / kScore);
  } else if (p.dist == "lognormal") {
    if (!(low > 0.0)) throw NoSuchLaw("A log-normal law has positive values only, so its low is above 0.");
    law_ = sim::Lognormal(std::sqrt(low) * std::sqrt(high), 0.5 * sim::log(high / low) / kScore);
  } else if (p.dist == "uniform") {
    const double margin = width * kTail / (1.0 - 2.0 * kTail);
    law_ = sim::Uniform(low - margin, high + margin);
  } else if (p.dist == "gamma") {
    law_ = gamma_through(low, high);
  } else if (p.dist == "beta") {
    law_ = beta_through(low, high);
  } else if (p.dist == "triangular") {
    law_ = triangular_through(low, p.value, high);
  } else if (p.dist == "pert") {
    law_ = pert_through(low, p.value, high);
  } else {
    if (low > least_ && low - least_ < kNear * width) lower_ = least_;
    if (high < most_ && most_ - high < kNear * width) upper_ = most_;
    const auto forward = [&](double x) {
      if (!lower_ && !upper_) return x;
      return (lower_ ? sim::log(x - *lower_) : 0.0) - (upper_ ? sim::log(*upper_ - x) : 0.0);
    };
    sim::ThreePoint::Points points{forward(low), forward(p.value), forward(high)};
    if (low == p.value) points.low = points.median - (points.high - points.median);
    if (high == p.value) points.high = points.median + (points.median - points.low);
    const double below = points.median - points.low, above = points.high - points.median;
    if (!(below > 0.0 && above > 0.0 && std::max(below, above) < 1e5 * std::min(below, above)))
      throw NoSuchLaw("value is so close to low, or to high, compared with the other side that no smooth law passes through them.");
    law_ = sim::ThreePoint(points, sim::ThreePoint::Support::real);
    if (low == p.value) least_ = std::max(least_, low);
    if (high == p.value) most_ = std::min(most_, high);
  }
  const bool low_kept = !p.above_least || least_ > p.least || plain(kOutermost) > p.least;
  const bool high_kept = !p.below_most || most_ < p.most || plain(1.0 - kOutermost) < p.most;
  if (!low_kept || !high_kept)
    throw NoSuchLaw("This law reaches values that the key does not allow; without dist it keeps within the range.");
}

double Uncertainty::plain(double share) const {
  const double y = sim::value_at(law_, std::clamp(share, kOutermost, 1.0 - kOutermost));
  if (lower_ && upper_) {
    // from the nearer bound, so that values close to it keep their digits
    const double width = *upper_ - *lower_;
    return y < 0.0 ? *lower_ + width * sim::exp(y) / (1.0 + sim::exp(y)) : *upper_ - width / (1.0 + sim::exp(y));
  }
  if (lower_) return *lower_ + sim::exp(y);
  return upper_ ? *upper_ - sim::exp(-y) : y;
}

double Uncertainty::at(double share) const {
  double value = plain(share);
  if (whole_) value = std::floor(value + 0.5);
  return std::clamp(value, least_, most_);
}

}  // namespace tenure::models
