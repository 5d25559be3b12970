#include "sim/math/normal.h"

#include <limits>

#include "sim/math/exp.h"

namespace tenure::sim {

namespace {

constexpr double kRootHalf = 0.70710678118654752440;
constexpr double kRootTwoOverPi = 0.79788456080286535588;

// e^(-x^2 / 2): the square is split so that its rounding is not magnified.
double bell(double x) {
  const double head = static_cast<double>(static_cast<float>(x));
  return exp(-0.5 * head * head) * exp(-0.5 * (x - head) * (x + head));
}

}  // namespace

double scaled_erfc(double x) {
  // Chebyshev coefficients of erfcx(2 (1 - t) / t) / t on [0, 1], highest first; computed with 40 digits.
  static constexpr double kSeries[] = {
      3.591676353181492e-17,    -6.312330450756430e-17,  -2.278296623954647e-16, 1.572934938168591e-15,
      -2.358726385710632e-15,   -1.289504275503233e-14,  7.418725748726597e-14,  -6.145600213790631e-14,
      -8.586422843251796e-13,   3.571493148847705e-12,   2.061213855472170e-12,  -6.160390105204586e-11,
      1.432082271225622e-10,    6.347058278362812e-10,   -4.154721631015198e-09, -1.296284685230656e-09,
      8.234608827419493e-08,    -1.429760818111987e-07,  -1.515466555317148e-06, 5.442441645505016e-06,
      3.278031574173137e-05,    -1.607582991537808e-04,  -1.112844743352632e-03, 3.671142395836639166e-03,
      6.509515882878652455e-02, 3.554369212704984873e-01};
  constexpr double kConstant = 0.5770337386164696886;
  const double t = 2.0 / (2.0 + x);
  const double y = 2.0 * t - 1.0;
  double b0 = 0.0;
  double b1 = 0.0;
  for (const double c : kSeries) {  // Clenshaw
    const double next = c + 2.0 * y * b0 - b1;
    b1 = b0;
    b0 = next;
  }
  return t * (kConstant + y * b0 - b1);
}

double normal_cdf(double x) {
  if (x != x) return x;
  if (x < -39.0) return 0.0;
  if (x > 39.0) return 1.0;
  const double tail = 0.5 * bell(x) * scaled_erfc(std::fabs(x) * kRootHalf);
  return x < 0.0 ? tail : 1.0 - tail;
}

double log_normal_cdf(double x) {
  if (x > -1.0) return log1p(-normal_cdf(-x));
  return log(0.5 * scaled_erfc(-x * kRootHalf)) - 0.5 * x * x;
}

double normal_density_ratio(double x) {
  return kRootTwoOverPi / scaled_erfc(-x * kRootHalf);
}

}  // namespace tenure::sim
