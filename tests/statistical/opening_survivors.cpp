// The opening book consists of survivors, also in the attributes that decide how soon somebody leaves.
#include <cmath>
#include <string>
#include <vector>

#include "models/language/load.h"
#include "models/simulate/simulate.h"
#include "tests/support/catch.h"
#include "tests/support/statistical.h"

using namespace tenure;

namespace {

/// Shares of the opening book still there after 12 months, one per replication, of the file's only strategy.
std::vector<double> kept(const std::string& way_out, const std::string& attribute, const std::string& age) {
  const std::string text = R"([time]
start = 2026-01-01
horizon = "13 mo"
[money]
currency = "USD"
[segment.all]
customers = 10000
start = "active"
opening_age = ")" + age + R"("
attribute.own = )" + attribute + R"(
[stage.active]
[stage.lost]
customer = false
)" + way_out + R"(
[strategy.base]
)";
  const models::Loaded loaded = models::load_text(text, "survivors.toml");
  INFO(models::format(loaded.faults));
  REQUIRE(loaded.ok());
  const models::Simulation simulation(loaded.points.at(0), 0);
  std::vector<double> values;
  for (int r = 0; r < 40; ++r) values.push_back(simulation.run({0, r}, {})[models::Measure::retention_12m].at(0));
  return values;
}

}  // namespace

TEST_CASE("a renewal share of one's own is that of somebody who has renewed", "[statistical][models]") {
  // Beta(2, 6) after three renewals is Beta(2, 9): she stays with probability 9/11 at the fourth.
  const std::string out = "[decision.renewal]\nfrom = [\"active\"]\nevery = \"1 yr\"\nto = { lost = \"attribute.own\" }\n";
  const test::MeanCheck check{.false_alarm = 1e-6, .resolution = 0.01};
  const std::vector<double> values = kept(out, "{ dist = \"beta\", alpha = 2, beta = 6 }", "3.5 yr");
  CHECK(test::agrees(values, 9.0 / 11.0, check));
  CHECK(test::differs(values, 6.0 / 8.0, check));  // what everybody would do, survivor or not
}

TEST_CASE("a lifetime of one's own has lasted until now", "[statistical][models]") {
  // Every customer's hazard is 1 / own, own exponential with mean 1 yr: those of age a have density of own
  // proportional to e^(-w) e^(-a/w), and stay another t with the ratio of S(a + t) / S(a), S(x) = integral e^(-w - x/w) dw.
  const auto survival = [](double x) {
    double sum = 0.0;
    for (int i = 0; i < 400000; ++i) {
      const double w = (i + 0.5) * 1e-4;
      sum += std::exp(-w - x / w) * 1e-4;
    }
    return sum;
  };
  const std::string out = "[transition.leaves]\nfrom = [\"active\"]\nto = \"lost\"\ntime = { dist = \"exponential\", mean = \"attribute.own\" }\n";
  const test::MeanCheck check{.false_alarm = 1e-6, .resolution = 0.01};
  const std::vector<double> values = kept(out, "{ dist = \"exponential\", mean = \"1 yr\" }", "2 yr");
  CHECK(test::agrees(values, survival(3.0) / survival(2.0), check));
  CHECK(test::differs(values, survival(1.0), check));
}
