#include "sim/math/special.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

#include "sim/base/contract.h"
#include "sim/math/math.h"
#include "sim/math/normal.h"

namespace tenure::sim {

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kLogTwoPi = 1.83787706640934548356;
constexpr double kTiny = 1e-300;
constexpr int kTerms = 2'000'000;

// log Gamma(z + 1) - (z + 1/2) log z + z - log(2 pi) / 2: what Stirling's formula leaves out.
double stirling_error(double z) {
  // below 16 by the recurrence error(z) - error(z + 1) = (z + 1/2) log(1 + 1/z) - 1
  double sum = 0.0;
  while (z < 16.0) {
    sum += (z + 0.5) * log1p(1.0 / z) - 1.0;
    z += 1.0;
  }
  const double w = 1.0 / (z * z);
  const double series =
      (1.0 / 12 - w * (1.0 / 360 - w * (1.0 / 1260 - w * (1.0 / 1680 - w * (1.0 / 1188 - w * (691.0 / 360360)))))) / z;
  return sum + series;
}

// a log(a / m) + m - a without cancellation, given log m.
double deviance(double a, double m, double log_m) {
  if (std::fabs(a - m) < 0.1 * (a + m)) {
    const double v = (a - m) / (a + m);
    double sum = (a - m) * v;
    double term = 2.0 * a * v;
    for (int j = 1; j < 1000; ++j) {
      term *= v * v;
      const double next = sum + term / (2 * j + 1);
      if (next == sum) break;
      sum = next;
    }
    return sum;
  }
  return a * (log(a) - log_m) + m - a;
}

// A tail probability by its logarithm, with the derivative of that logarithm.
struct LogTail {
  double value;
  double slope;
};

// log(1 - e^x) for x <= 0
double log_complement(double x) {
  return x > -0.693 ? log(-expm1(x)) : log1p(-exp(x));
}

// Both tails of gamma(a) at x = e^y; slopes by y.
struct BothTails {
  LogTail lower;
  LogTail upper;
};

BothTails log_gamma_tails(double a, double y) {
  const double x = exp(y);
  // log of x^a e^-x / Gamma(a + 1)
  const double front = -stirling_error(a) - deviance(a, x, y) - 0.5 * (kLogTwoPi + log(a));
  const double log_density = front + log(a);  // of y
  BothTails out{};
  if (x < a + 1.0) {
    double term = 1.0;
    double sum = 1.0;
    for (int n = 1; n < kTerms; ++n) {
      term *= x / (a + n);
      sum += term;
      if (term < 1e-17 * sum) break;
    }
    out.lower.value = front + log(sum);
    out.upper.value = out.lower.value < 0.0 ? log_complement(out.lower.value) : -kInf;
  } else {
    double b = x + 1.0 - a;
    double c = 1.0 / kTiny;
    double d = 1.0 / b;
    double fraction = d;
    for (int i = 1; i < kTerms; ++i) {
      const double an = -i * (i - a);
      b += 2.0;
      d = an * d + b;
      if (std::fabs(d) < kTiny) d = kTiny;
      c = b + an / c;
      if (std::fabs(c) < kTiny) c = kTiny;
      d = 1.0 / d;
      const double factor = d * c;
      fraction *= factor;
      if (std::fabs(factor - 1.0) < 1e-16) break;
    }
    out.upper.value = log_density + log(fraction);
    out.lower.value = out.upper.value < 0.0 ? log_complement(out.upper.value) : -kInf;
  }
  out.lower.slope = exp(log_density - out.lower.value);
  out.upper.slope = -exp(log_density - out.upper.value);
  return out;
}

// log(x^a (1-x)^b / B(a, b)) at x = e^lx = 1 - e^ly.
double log_beta_density(double a, double b, double lx, double ly) {
  const double n = a + b;
  const double ln = log(n);
  return stirling_error(n) - stirling_error(a) - stirling_error(b) - deviance(a, n * exp(lx), ln + lx) -
         deviance(b, n * exp(ly), ln + ly) + 0.5 * (log(a) + log(b) - ln - kLogTwoPi);
}

double beta_fraction(double a, double b, double x) {
  double c = 1.0;
  double d = 1.0 - (a + b) * x / (a + 1.0);
  if (std::fabs(d) < kTiny) d = kTiny;
  d = 1.0 / d;
  double h = d;
  for (int m = 1; m < kTerms; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m));
    d = 1.0 + even * d;
    if (std::fabs(d) < kTiny) d = kTiny;
    c = 1.0 + even / c;
    if (std::fabs(c) < kTiny) c = kTiny;
    d = 1.0 / d;
    h *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0));
    d = 1.0 + odd * d;
    if (std::fabs(d) < kTiny) d = kTiny;
    c = 1.0 + odd / c;
    if (std::fabs(c) < kTiny) c = kTiny;
    d = 1.0 / d;
    const double factor = d * c;
    h *= factor;
    if (std::fabs(factor - 1.0) < 1e-16) break;
  }
  return h;
}

// log I_x(a, b) at x = e^lx = 1 - e^ly; slope by logit x.
LogTail log_beta_lower(double a, double b, double lx, double ly) {
  const double density = log_beta_density(a, b, lx, ly);
  LogTail out{};
  const double x = exp(lx);
  if (x < (a + 1.0) / (a + b + 2.0)) {
    out.value = density - log(a) + log(beta_fraction(a, b, x));
  } else {
    const double upper = density - log(b) + log(beta_fraction(b, a, exp(ly)));
    out.value = upper < 0.0 ? log_complement(upper) : -kInf;
  }
  out.slope = exp(density - out.value);
  return out;
}

// Root of an increasing, concave tail(y).value = target: Newton from `start`, halving whenever it leaves the bracket.
template <class Tail>
double solve(Tail&& tail, double target, double start) {
  double low = -kInf;
  double high = kInf;
  double y = start;
  for (int i = 0; i < 400; ++i) {
    const LogTail at = tail(y);
    const double miss = at.value - target;
    (miss < 0.0 ? low : high) = y;
    double step = at.slope > 0.0 ? -miss / at.slope : (miss < 0.0 ? 1.0 : -1.0);
    if (!(std::fabs(step) < 1e9)) step = miss < 0.0 ? 1.0 : -1.0;
    double next = y + step;
    if (!(next > low && next < high)) {
      if (std::fabs(step) <= 4e-16 * (1.0 + std::fabs(y))) return y;
      next = low > -kInf && high < kInf ? 0.5 * (low + high) : y + (miss < 0.0 ? 1.0 : -1.0);
    }
    if (std::fabs(next - y) <= 2e-16 * (1.0 + std::fabs(y))) return next;
    y = next;
  }
  return y;
}

// Lower half of the beta quantile: z <= 0.
QuantilePoint logit_beta_lower(double a, double b, double z) {
  const double target = log_normal_cdf(z);
  const auto tail = [&](double y) {
    // log x and log(1 - x) for logit x = y
    const double small = log1p(exp(-std::fabs(y)));
    return log_beta_lower(a, b, (y < 0.0 ? y : 0.0) - small, (y < 0.0 ? 0.0 : -y) - small);
  };
  const double power = (target + log(a) + log_beta(a, b)) / a;  // I_x = x^a / (a B) for small x
  const double mean = log(a / b);
  const double y = solve(tail, target, power < mean ? power : mean);
  return {y, normal_density_ratio(z) / tail(y).slope};
}

void check_probability(double p) {
  TENURE_ENSURE(p > 0.0 && p < 1.0, "a probability must lie between 0 and 1");
}

}  // namespace

double log_gamma(double x) {
  TENURE_ENSURE(x > 0.0, "the gamma function is asked for at positive numbers");
  return x < kInf ? (x - 0.5) * log(x) - x + 0.5 * kLogTwoPi + stirling_error(x) : kInf;
}

double log_beta(double a, double b) {
  TENURE_ENSURE(a > 0.0 && b > 0.0, "the beta function is asked for at positive numbers");
  const double n = a + b;
  const double small = a < b ? a : b;
  const double large = a < b ? b : a;
  // the logarithms of Stirling's formula, arranged so that only small differences are taken
  return stirling_error(a) + stirling_error(b) - stirling_error(n) + small * log(small / n) -
         large * log1p(small / large) + 0.5 * (kLogTwoPi + log(n / small) - log(large));
}

double gamma_p(double a, double x) {
  TENURE_ENSURE(a > 0.0 && x >= 0.0, "the incomplete gamma function is asked for at a > 0, x >= 0");
  if (x == 0.0) return 0.0;
  return x < kInf ? exp(log_gamma_tails(a, log(x)).lower.value) : 1.0;
}

double gamma_q(double a, double x) {
  TENURE_ENSURE(a > 0.0 && x >= 0.0, "the incomplete gamma function is asked for at a > 0, x >= 0");
  if (x == 0.0) return 1.0;
  return x < kInf ? exp(log_gamma_tails(a, log(x)).upper.value) : 0.0;
}

double beta_i(double a, double b, double x) {
  TENURE_ENSURE(a > 0.0 && b > 0.0 && x >= 0.0 && x <= 1.0, "the incomplete beta function needs a, b > 0, 0 <= x <= 1");
  if (x == 0.0 || x == 1.0) return x;
  return exp(log_beta_lower(a, b, log(x), log1p(-x)).value);
}

QuantilePoint log_gamma_quantile(double a, double z) {
  TENURE_ENSURE(a > 0.0 && std::fabs(z) <= 30.0, "a gamma quantile needs a positive shape and a score within 30");
  // start: Wilson & Hilferty where it applies, else the power law of the lower end
  const double cube = 1.0 - 1.0 / (9.0 * a) + z / (3.0 * std::sqrt(a));
  const double power = (log_normal_cdf(z) + log_gamma(a + 1.0)) / a;
  const double start = cube > 0.2 ? log(a) + 3.0 * log(cube) : power;
  if (z <= 0.0) {
    const auto tail = [a](double y) { return log_gamma_tails(a, y).lower; };
    const double y = solve(tail, log_normal_cdf(z), start);
    return {y, normal_density_ratio(z) / tail(y).slope};
  }
  // the upper tail falls with y: solve for -y
  const auto tail = [a](double minus_y) {
    const LogTail upper = log_gamma_tails(a, -minus_y).upper;
    return LogTail{upper.value, -upper.slope};
  };
  const double minus_y = solve(tail, log_normal_cdf(-z), -start);
  return {-minus_y, normal_density_ratio(-z) / tail(minus_y).slope};
}

QuantilePoint logit_beta_quantile(double a, double b, double z) {
  TENURE_ENSURE(a > 0.0 && b > 0.0 && std::fabs(z) <= 30.0, "a beta quantile needs positive shapes, a score within 30");
  if (z <= 0.0) return logit_beta_lower(a, b, z);
  const QuantilePoint mirrored = logit_beta_lower(b, a, -z);
  return {-mirrored.value, mirrored.slope};
}

double gamma_quantile(double a, double p) {
  check_probability(p);
  return exp(log_gamma_quantile(a, normal_quantile(p)).value);
}

double beta_quantile(double a, double b, double p) {
  check_probability(p);
  const double y = logit_beta_quantile(a, b, normal_quantile(p)).value;
  return 1.0 / (1.0 + exp(-y));
}

namespace {

double fresh_student_t_quantile(double degrees, double p) {
  // X = degrees / (degrees + T^2) is beta(degrees / 2, 1/2), and P(X <= x) = P(|T| >= t)
  const double tail = p < 0.5 ? p : 1.0 - p;
  const double y = logit_beta_quantile(0.5 * degrees, 0.5, normal_quantile(2.0 * tail)).value;
  const double t = std::sqrt(degrees * exp(-y));
  return p < 0.5 ? -t : t;
}

}  // namespace

double student_t_quantile(double degrees, double p) {
  check_probability(p);
  TENURE_ENSURE(degrees > 0.0, "Student's t needs positive degrees of freedom");
  if (p == 0.5) return 0.0;
  // A file of results asks for a handful of values thousands of times, once for each of its intervals.
  struct Known {
    double degrees = 0.0, p = 0.0, value = 0.0;
  };
  constexpr std::size_t kKnown = 8;
  thread_local std::array<Known, kKnown> known{};
  thread_local std::size_t next = 0;
  for (const Known& k : known)
    if (k.degrees == degrees && k.p == p) return k.value;
  known[next] = {degrees, p, fresh_student_t_quantile(degrees, p)};
  const double value = known[next].value;
  next = (next + 1) % kKnown;
  return value;
}

}  // namespace tenure::sim
