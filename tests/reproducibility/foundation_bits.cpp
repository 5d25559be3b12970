// The bits of random numbers, elementary functions and laws are pinned: the same for every compiler, option and
// processor. A change of any of these numbers changes published results; it must be meant, and said in the notes of the
// version.
#include <bit>
#include <cstdint>

#include "sim/math/math.h"
#include "sim/math/normal.h"
#include "sim/math/special.h"
#include "sim/random/address.h"
#include "sim/random/laws/counts.h"
#include "sim/random/laws/law.h"
#include "tests/support/catch.h"

using namespace tenure;

namespace {

// FNV-1a over the bytes of many results.
class Fingerprint {
 public:
  void add(std::uint64_t bits) {
    for (int i = 0; i < 8; ++i) value_ = (value_ ^ ((bits >> (8 * i)) & 0xffu)) * 0x100000001b3u;
  }
  void add(double x) { add(std::bit_cast<std::uint64_t>(x)); }
  [[nodiscard]] std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = 0xcbf29ce484222325u;
};

// 2,000 shares from a cell.
template <class Function>
std::uint64_t fingerprint(Function&& function) {
  const sim::StreamKey key = sim::cell_key(20260801, 3, 1);
  Fingerprint out;
  for (std::uint32_t i = 0; i < 2000; ++i) {
    const sim::Draws draws(key,
                           {.entity = sim::listed_key(1, i), .stream = sim::stream_of(sim::Purpose::amount, "pin")});
    out.add(function(draws.share()));
  }
  return out.value();
}

}  // namespace

TEST_CASE("Random numbers and streams are pinned") {
  CHECK(sim::stream_of(sim::Purpose::fate, "pin") == 0x7984ebe6u);
  CHECK(sim::cell_key(20260801, 3, 1).value == 0xc1f3e9bdc38e64e7u);
  CHECK(fingerprint([](double u) { return u; }) == 0xe1ddef5fa7fa3aa9u);
}

TEST_CASE("Elementary and special functions are pinned") {
  CHECK(fingerprint([](double u) { return sim::exp(1400.0 * u - 700.0); }) == 0x50eeac66d95fb487u);
  CHECK(fingerprint([](double u) { return sim::exp2(20.0 * u - 10.0); }) == 0x569aa3d0973797bfu);
  CHECK(fingerprint([](double u) { return sim::expm1(8.0 * u - 4.0); }) == 0x4491836fbae92cc8u);
  CHECK(fingerprint([](double u) { return sim::log(u); }) == 0xa1bb714f9dc87671u);
  CHECK(fingerprint([](double u) { return sim::log1p(-u); }) == 0x44ed7bba7861c7b4u);
  CHECK(fingerprint([](double u) { return sim::pow(u, 0.7); }) == 0x3048b9259e88032cu);
  CHECK(fingerprint([](double u) { return sim::normal_quantile(u); }) == 0x6d665665d57be650u);
  CHECK(fingerprint([](double u) { return sim::normal_cdf(8.0 * u - 6.0); }) == 0xb5deebcb82ffa726u);
  CHECK(fingerprint([](double u) { return sim::log_gamma(30.0 * u); }) == 0x7c998b9a8bef7acfu);
  CHECK(fingerprint([](double u) { return sim::gamma_p(3.3, 10.0 * u); }) == 0x3fed91a385515844u);
  CHECK(fingerprint([](double u) { return sim::beta_i(3.3, 0.8, u); }) == 0xb7a58038e9138219u);
}

TEST_CASE("Laws are pinned") {
  const auto of = [](const sim::Law& law) { return fingerprint([&](double u) { return sim::value_at(law, u); }); };
  CHECK(of(sim::Exponential(3.0)) == 0xbe73491c882702d5u);
  CHECK(of(sim::Weibull(1.7, 2.0)) == 0x4f364dd21ee0399au);
  CHECK(of(sim::Gamma(0.6, 2.0)) == 0xb185157ec4873477u);
  CHECK(of(sim::Lognormal(2.0, 0.5)) == 0x45a2ce01e42f3662u);
  CHECK(of(sim::Normal(2.0, 0.5)) == 0x3cc18adb32ebfb7u);
  CHECK(of(sim::Beta(0.6, 1.8)) == 0xb12e87499e204ee9u);
  CHECK(of(sim::Uniform(2.0, 5.0)) == 0x4ee30a688313c880u);
  CHECK(of(sim::Triangular(1.0, 2.0, 5.0)) == 0xdc56ecd7440cf89fu);
  CHECK(of(sim::Pert(1.0, 2.0, 5.0)) == 0x611d56ec3aaf21d9u);
  CHECK(of(sim::Empirical({{1.0, 1.0}, {2.0, 2.0}, {5.0, 1.0}})) == 0x49163844c4a125f4u);
  CHECK(of(sim::ThreePoint({1.0, 2.0, 5.0}, sim::ThreePoint::Support::positive)) == 0x9ebde701ea8d945cu);
  CHECK(fingerprint([](double u) { return static_cast<double>(sim::poisson_count(137.0, u)); }) == 0x1e7f5f885a1387f2u);
  CHECK(fingerprint([](double u) { return static_cast<double>(sim::binomial_count(300, 0.3, u)); }) ==
        0xc8dab67a13540bb5u);
}
