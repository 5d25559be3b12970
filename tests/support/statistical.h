// Statistical assertions: how sure, how sharp, and proof that they can fail.
//
// A statistical test states two numbers. `false_alarm` is the probability that it fails although the program is right
// (with fixed seeds: once, when the test is written, and then never again). `resolution` is the relative error that it
// is sharp enough to see: a test whose interval is wider than that does not pass. It always comes with a planted error:
//
//   const MeanCheck check{.false_alarm = 1e-6, .resolution = 0.02};
//   CHECK(agrees(mean_waits(queue), expected, check));
//   CHECK(differs(mean_waits(queue_one_percent_slower), expected, check));   // caught, and not merely too blunt
//
// `values` are one per replication, independent of each other; never observations within one run.
#pragma once

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <cstddef>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

namespace tenure::test {

/// What a check may get wrong and what it must see.
struct MeanCheck {
  double false_alarm = 1e-6;  ///< probability of failing when all is right
  double resolution = 0.02;   ///< largest half-width allowed, relative to the expected value
  double absolute = 0.0;      ///< used instead of the relative one when positive (expected values near 0)
};

enum class Verdict { agrees, differs, too_blunt };

/// The outcome of a check, with the numbers it rests on; Catch prints them when the check fails.
struct Judgement {
  Verdict verdict = Verdict::too_blunt;
  Verdict wanted = Verdict::agrees;
  std::string text;

  explicit operator bool() const { return verdict == wanted; }
  friend std::ostream& operator<<(std::ostream& out, const Judgement& judgement) { return out << judgement.text; }
};

/// Compares the mean of independent values with the expected one by a Student interval.
inline Judgement judge(const std::vector<double>& values, double expected, const MeanCheck& check) {
  const auto n = static_cast<double>(values.size());
  Judgement out;
  if (values.size() < 2) {
    out.text = "fewer than two values";
    return out;
  }
  double mean = 0.0;
  for (const double x : values) mean += x;
  mean /= n;
  double squares = 0.0;
  for (const double x : values) squares += (x - mean) * (x - mean);
  const boost::math::students_t law(n - 1.0);
  const double t = boost::math::quantile(boost::math::complement(law, check.false_alarm / 2.0));
  const double half_width = t * std::sqrt(squares / (n - 1.0) / n);
  const double allowed = check.absolute > 0.0 ? check.absolute : check.resolution * std::fabs(expected);
  if (std::fabs(mean - expected) > half_width) {
    out.verdict = Verdict::differs;
  } else {
    out.verdict = half_width <= allowed ? Verdict::agrees : Verdict::too_blunt;
  }
  std::ostringstream text;
  text << "mean " << mean << " +- " << half_width << " (n = " << values.size() << "), expected " << expected
       << ", half-width allowed " << allowed << ": "
       << (out.verdict == Verdict::agrees ? "agrees" : (out.verdict == Verdict::differs ? "differs" : "too blunt"));
  out.text = text.str();
  return out;
}

/// The mean is compatible with `expected`, and the interval is narrow enough to say so.
inline Judgement agrees(const std::vector<double>& values, double expected, const MeanCheck& check) {
  Judgement out = judge(values, expected, check);
  out.wanted = Verdict::agrees;
  return out;
}

/// The mean is off by more than chance explains: what a planted error must give.
inline Judgement differs(const std::vector<double>& values, double expected, const MeanCheck& check) {
  Judgement out = judge(values, expected, check);
  out.wanted = Verdict::differs;
  return out;
}

/// Pearson's chi-square of counts against expected counts (same total). Neighbouring cells are pooled until each
/// expects at least 5.
inline bool chi_square_ok(const std::vector<double>& observed, const std::vector<double>& expected,
                          double false_alarm = 1e-6) {
  std::vector<double> o;
  std::vector<double> e;
  double pool_o = 0.0;
  double pool_e = 0.0;
  for (std::size_t i = 0; i < observed.size(); ++i) {
    pool_o += observed[i];
    pool_e += expected[i];
    if (pool_e >= 5.0) {
      o.push_back(pool_o);
      e.push_back(pool_e);
      pool_o = pool_e = 0.0;
    }
  }
  if (e.size() < 2) return false;  // nothing was tested
  o.back() += pool_o;
  e.back() += pool_e;
  double statistic = 0.0;
  for (std::size_t i = 0; i < o.size(); ++i) statistic += (o[i] - e[i]) * (o[i] - e[i]) / e[i];
  const boost::math::chi_squared law(static_cast<double>(o.size() - 1));
  return boost::math::cdf(boost::math::complement(law, statistic)) > false_alarm;
}

/// P(K > x) of Kolmogorov's limiting distribution.
inline double kolmogorov_tail(double x) {
  if (x < 0.3) return 1.0;  // within 1e-5
  double sum = 0.0;
  for (int k = 1; k <= 100; ++k) sum += (k % 2 == 1 ? 2.0 : -2.0) * std::exp(-2.0 * k * k * x * x);
  return std::clamp(sum, 0.0, 1.0);
}

/// Kolmogorov-Smirnov test of a sample against a continuous distribution function; finite-sample correction by
/// Stephens (1970). Large samples are compared at 4,000 of their values only, which makes the distance smaller by at
/// most 1/4,000.
template <class Cdf>
bool ks_ok(std::vector<double> sample, Cdf&& cdf, double false_alarm = 1e-6) {
  if (sample.size() < 8) return false;
  std::sort(sample.begin(), sample.end());
  const auto n = static_cast<double>(sample.size());
  double distance = 0.0;
  const std::size_t stride = std::max<std::size_t>(1, sample.size() / 4000);
  for (std::size_t i = 0; i < sample.size(); i += stride) {
    const double p = cdf(sample[i]);
    const auto rank = static_cast<double>(i);
    distance = std::max({distance, p - rank / n, (rank + 1.0) / n - p});
  }
  const double root = std::sqrt(n);
  return kolmogorov_tail((root + 0.12 + 0.11 / root) * distance) > false_alarm;
}

/// Two-sample Kolmogorov-Smirnov test: do both come from one continuous distribution?
inline bool ks_same(std::vector<double> a, std::vector<double> b, double false_alarm = 1e-6) {
  if (a.size() < 8 || b.size() < 8) return false;
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  const auto n = static_cast<double>(a.size());
  const auto m = static_cast<double>(b.size());
  double distance = 0.0;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    const double x = std::min(a[i], b[j]);
    while (i < a.size() && a[i] <= x) ++i;
    while (j < b.size() && b[j] <= x) ++j;
    distance = std::max(distance, std::fabs(static_cast<double>(i) / n - static_cast<double>(j) / m));
  }
  const double root = std::sqrt(n * m / (n + m));
  return kolmogorov_tail((root + 0.12 + 0.11 / root) * distance) > false_alarm;
}

}  // namespace tenure::test
