// Addressed numbers behave like independent uniform ones: within a stream, across streams, entities, occasions and
// cells.
#include <cmath>
#include <vector>

#include "sim/random/address.h"
#include "tests/support/catch.h"
#include "tests/support/statistical.h"

using namespace tenure::sim;
using namespace tenure::test;

namespace {

constexpr std::uint32_t kSamples = 1'000'000;

// Chi-square over 1,000 cells. A million numbers resolve deviations of 4 % per cell, or a share of 0.5 % of stuck
// values.
bool uniform(const std::vector<double>& shares) {
  std::vector<double> observed(1000, 0.0);
  for (const double u : shares) observed[static_cast<std::size_t>(u * 1000.0)] += 1.0;
  return chi_square_ok(observed, std::vector<double>(1000, static_cast<double>(shares.size()) / 1000.0));
}

// Correlation times sqrt n is standard normal for independent numbers: 5.2 has a false-alarm rate of 2e-7, and a
// million pairs resolve correlations of 0.0052 and more.
bool uncorrelated(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - 0.5) * (b[i] - 0.5);
  return std::fabs(12.0 * sum / std::sqrt(static_cast<double>(a.size()))) < 5.2;
}

struct Where {
  std::uint64_t seed = 1;
  std::uint64_t replication = 0;
  const char* name = "a";
  std::uint32_t attempt = 0;
  Half half = Half::first;
};

std::vector<double> by_entity(const Where& where) {
  const StreamKey key = cell_key(where.seed, where.replication, 0);
  const std::uint32_t stream = stream_of(Purpose::share, where.name);
  std::vector<double> out;
  for (std::uint32_t i = 0; i < kSamples; ++i) {
    out.push_back(
        Draws(key, {.entity = listed_key(1, i), .stream = stream, .attempt = where.attempt}).share(where.half));
  }
  return out;
}

}  // namespace

TEST_CASE("Numbers of one stream are uniform, over entities and over occasions") {
  const std::vector<double> shares = by_entity({});
  CHECK(uniform(shares));
  std::vector<double> planted = shares;  // 1 % of the values stuck in one place
  for (std::size_t i = 0; i < planted.size(); i += 100) planted[i] = 0.3;
  CHECK_FALSE(uniform(planted));

  std::vector<double> occasions;
  std::vector<double> quarters;
  const StreamKey key = cell_key(1, 0, 0);
  for (std::uint32_t i = 0; i < kSamples; ++i) {
    const Draws draws(key, {.entity = listed_key(1, 77), .stream = stream_of(Purpose::tie), .occasion = i});
    occasions.push_back(draws.share(Half::second));
    quarters.push_back(draws.share(static_cast<Quarter>(i % 4)));
  }
  CHECK(uniform(occasions));
  CHECK(uniform(quarters));
}

TEST_CASE("Numbers of different addresses do not know of each other") {
  const std::vector<double> base = by_entity({});
  CHECK(uncorrelated(base, by_entity({.name = "b"})));           // another stream
  CHECK(uncorrelated(base, by_entity({.half = Half::second})));  // the other half of the block
  CHECK(uncorrelated(base, by_entity({.attempt = 1})));          // another attempt
  CHECK(uncorrelated(base, by_entity({.replication = 1})));      // another replication
  CHECK(uncorrelated(base, by_entity({.seed = 2})));             // another seed
  std::vector<double> neighbour = base;
  std::rotate(neighbour.begin(), neighbour.begin() + 1, neighbour.end());
  CHECK(uncorrelated(base, neighbour));  // the next entity

  std::vector<double> planted = by_entity({.name = "b"});  // 1 % of the values taken from the wrong stream
  for (std::size_t i = 0; i < planted.size(); i += 100) planted[i] = base[i];
  CHECK_FALSE(uncorrelated(base, planted));
}
