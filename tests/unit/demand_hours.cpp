// A demand with hours: nothing comes while they are closed, and the rate of an ordinary week is kept.
#include <cmath>
#include <string>

#include "models/language/load.h"
#include "models/simulate/simulate.h"
#include "tests/support/catch.h"

using namespace tenure;

namespace {

/// 200 customers, 3 requests a month each, a desk of many people who work ten minutes on each and open at nine.
models::CellResult run(const std::string& hours_of_demand) {
  const std::string text = R"([time]
start = 2026-01-05
horizon = "12 mo"
[money]
currency = "USD"
[hours.office]
week = ["mon-fri 09:00-17:00"]
[segment.all]
customers = 200
opening_age = "0 d"
start = "active"
[stage.active]
[demand.question]
stages = ["active"]
rate = "3 / mo"
pool = "desk"
work = "10 min"
)" + hours_of_demand + R"(
[pool.desk]
servers = 100
hours = "office"
wage = "0 USD / yr"
[strategy.base]
)";
  const models::Loaded loaded = models::load_text(text, "hours.toml");
  INFO(models::format(loaded.faults));
  REQUIRE(loaded.ok());
  return models::simulate_cell(loaded.points.at(0), 0, 0, 0);
}

double total(const models::CellResult& result, models::Measure m) {
  double sum = 0.0;
  for (const double v : result[m])
    if (!std::isnan(v)) sum += v;
  return sum;
}

double longest(const models::CellResult& result, models::Measure m) {
  double most = 0.0;
  for (const double v : result[m])
    if (v > most) most = v;
  return most;
}

}  // namespace

TEST_CASE("A demand with hours comes while they are open, as often as without", "[unit][models]") {
  const models::CellResult always = run("");
  const models::CellResult office = run("hours = \"office\"\n");

  // 200 customers x 36 a year = 7,200, Poisson: standard deviation 85. False alarm 1e-6 at 4.9 of them, resolution 6 %.
  CHECK(std::abs(total(always, models::Measure::pool_requests) - 7200.0) < 4.9 * 85.0);
  CHECK(std::abs(total(office, models::Measure::pool_requests) - 7200.0) < 4.9 * 85.0);

  // Somebody is always free: who comes while the desk is open is answered in ten minutes, unless it closes meanwhile (1 in 48);
  // who may come at night or on a Saturday waits.
  CHECK(longest(office, models::Measure::pool_mean_response) < 4.0);
  CHECK(longest(always, models::Measure::pool_mean_response) > 10.0);
}

TEST_CASE("Hours of a demand that are not there are a fault", "[unit][language]") {
  const models::Loaded loaded = models::load_text("[demand.x]\nhours = \"ofice\"\n[hours.office]\nweek = [\"mon 09:00-10:00\"]\n", "x.toml");
  const std::string text = models::format(loaded.faults);
  CHECK(text.find("x.toml:2:9") != std::string::npos);
  CHECK(text.find("office") != std::string::npos);
}
