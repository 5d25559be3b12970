// Own elementary functions against the long double ones of the maths library: units in the last place, and the edges.
#include "sim/math/math.h"

#include <cmath>
#include <limits>

#include "tests/support/bits.h"
#include "tests/support/catch.h"

namespace own = tenure::sim;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr int kPoints = 1'000'000;

// Distance of `got` from `want` in units of the last place of `want`.
double ulps(double got, long double want) {
  const double rounded = std::fabs(static_cast<double>(want));
  const double unit = std::nextafter(rounded, kInf) - rounded;
  return static_cast<double>(std::fabs(static_cast<long double>(got) - want) / unit);
}

class Points {
 public:
  double in(double low, double high) { return low + (high - low) * static_cast<double>(bits_() >> 11) * 0x1p-53; }
  double sign() { return bits_() % 2 == 0 ? 1.0 : -1.0; }

 private:
  tenure::test::Bits bits_{20260801};
};

}  // namespace

TEST_CASE("exp, exp2 and expm1 are within their stated error") {
  Points points;
  double exp = 0.0;
  double exp2 = 0.0;
  double expm1 = 0.0;
  for (int i = 0; i < kPoints; ++i) {
    double x = i % 2 == 0 ? points.in(-708.0, 709.7) : points.in(-1.0, 1.0);
    exp = std::max(exp, ulps(own::exp(x), std::exp(static_cast<long double>(x))));
    x = points.in(-1021.0, 1023.9);
    exp2 = std::max(exp2, ulps(own::exp2(x), std::exp2(static_cast<long double>(x))));
    x = i % 3 == 0 ? points.in(-42.0, 42.0)
                   : (i % 3 == 1 ? points.in(-2.0, 2.0) : points.sign() * own::exp(points.in(-60.0, 0.0)));
    expm1 = std::max(expm1, ulps(own::expm1(x), std::expm1(static_cast<long double>(x))));
  }
  CHECK(exp < 1.0);
  CHECK(exp2 < 1.0);
  CHECK(expm1 < 1.2);
}

TEST_CASE("log and log1p are within one unit in the last place") {
  Points points;
  double log = 0.0;
  double log1p = 0.0;
  for (int i = 0; i < kPoints; ++i) {
    double x = i % 2 == 0 ? own::exp(points.in(-740.0, 709.0)) : points.in(0.5, 2.0);
    log = std::max(log, ulps(own::log(x), std::log(static_cast<long double>(x))));
    const double small = own::exp(points.in(-60.0, 0.0));
    x = i % 3 == 0 ? points.in(-0.9999, 3.0)
                   : (i % 3 == 1 ? points.sign() * small * 0.999 : own::exp(points.in(0.0, 700.0)));
    log1p = std::max(log1p, ulps(own::log1p(x), std::log1p(static_cast<long double>(x))));
  }
  CHECK(log < 1.0);
  CHECK(log1p < 1.0);
}

TEST_CASE("pow is within one unit in the last place, and exact where it can be") {
  Points points;
  double worst = 0.0;
  for (int i = 0; i < kPoints; ++i) {
    const double x = i % 2 == 0 ? own::exp(points.in(-5.0, 5.0)) : points.in(0.5, 2.0);
    const double y = i % 2 == 0 ? points.in(-130.0, 130.0) : points.in(-900.0, 900.0);
    worst = std::max(worst, ulps(own::pow(x, y), std::pow(static_cast<long double>(x), static_cast<long double>(y))));
  }
  CHECK(worst < 1.0);
  bool exact = true;
  for (int n = 1; n <= 22; ++n) {
    double power = 1.0;
    for (int i = 0; i < n; ++i) power *= 10.0;
    exact = exact && own::pow(10.0, n) == power && own::pow(1.0 + n, 2.0) == (1.0 + n) * (1.0 + n) &&
            own::pow(n + 0.1, 1.0) == n + 0.1;
  }
  CHECK(exact);
  CHECK(own::pow(2.0, 0.5) == std::sqrt(2.0));
}

TEST_CASE("The edges of the domain") {
  CHECK(own::exp(0.0) == 1.0);
  CHECK(own::exp(kInf) == kInf);
  CHECK(own::exp(710.0) == kInf);
  CHECK(own::exp(-kInf) == 0.0);
  CHECK(own::exp(-746.0) == 0.0);
  CHECK(own::exp(-745.0) == std::numeric_limits<double>::denorm_min());
  CHECK(own::exp(-740.0) == static_cast<double>(std::exp(-740.0L)));
  CHECK(std::isnan(own::exp(std::nan(""))));
  CHECK(own::exp2(10.0) == 1024.0);
  CHECK(own::exp2(-1074.0) == std::numeric_limits<double>::denorm_min());
  CHECK(own::exp2(1024.0) == kInf);
  CHECK(std::isnan(own::exp2(std::nan(""))));
  CHECK(own::expm1(0.0) == 0.0);
  CHECK(own::expm1(1e-300) == 1e-300);
  CHECK(own::expm1(-kInf) == -1.0);
  CHECK(own::expm1(kInf) == kInf);
  CHECK(std::isnan(own::expm1(std::nan(""))));
  CHECK(own::log(1.0) == 0.0);
  CHECK(own::log(0.0) == -kInf);
  CHECK(own::log(-0.0) == -kInf);
  CHECK(own::log(kInf) == kInf);
  CHECK(std::isnan(own::log(-1.0)));
  CHECK(std::isnan(own::log(-kInf)));
  CHECK(std::isnan(own::log(std::nan(""))));
  CHECK(own::log(std::numeric_limits<double>::denorm_min()) == static_cast<double>(-1074.0L * std::log(2.0L)));
  CHECK(own::log1p(0.0) == 0.0);
  CHECK(own::log1p(1e-300) == 1e-300);
  CHECK(own::log1p(-1.0) == -kInf);
  CHECK(own::log1p(kInf) == kInf);
  CHECK(std::isnan(own::log1p(-1.5)));
  CHECK(own::pow(0.0, 0.0) == 1.0);
  CHECK(own::pow(0.0, 2.0) == 0.0);
  CHECK(own::pow(0.0, -2.0) == kInf);
  CHECK(own::pow(kInf, 2.0) == kInf);
  CHECK(own::pow(kInf, -2.0) == 0.0);
  CHECK(own::pow(0.5, kInf) == 0.0);
  CHECK(own::pow(0.5, -kInf) == kInf);
  CHECK(own::pow(2.0, 2000.0) == kInf);
  CHECK(own::pow(2.0, -2000.0) == 0.0);
  CHECK(own::pow(2.0, -1074.0) == std::numeric_limits<double>::denorm_min());
  CHECK(own::pow(1.0, kInf) == 1.0);
  CHECK(std::isnan(own::pow(-2.0, 2.0)));
  CHECK(std::isnan(own::pow(2.0, std::nan(""))));
}
