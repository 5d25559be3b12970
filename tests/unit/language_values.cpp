// Numbers with uncertainty and source, hazards and probabilities, distributions: what they become.
#include <cmath>
#include <limits>

#include "models/language/load.h"
#include "tests/support/catch.h"

using namespace tenure::models;

namespace {

/// A small scenario into which a test writes the lines of interest.
std::string scenario_with(const std::string& lines) {
  return "[time]\nhorizon = \"2 yr\"\n[segment.all]\ncustomers = 10\nopening_age = \"0 d\"\nstart = "
         "\"a\"\n[stage.a]\n[stage.b]\n[strategy.s]\n" +
         lines +
         (lines.find("\"desk\"") == std::string::npos
              ? ""
              : "[pool.desk]\nservers = 1\nhours = \"always\"\nwage = \"0 USD / yr\"\n");
}

Scenario load_ok(const std::string& lines, const LoadOptions& options = {}) {
  const Loaded loaded = load_text(scenario_with(lines), "test.toml", options);
  INFO(format(loaded.faults));
  REQUIRE(loaded.points.size() == 1);
  return loaded.points[0];
}

const Parameter& parameter(const Scenario& s, const std::string& key) {
  for (const Parameter& p : s.parameters)
    if (p.key == key) return p;
  FAIL("no parameter " + key);
  return s.parameters.front();
}

Distribution time_of(const std::string& value) {
  const Scenario s = load_ok("[transition.t]\nfrom = [\"a\"]\nto = \"b\"\ntime = " + value + "\n");
  return s.transitions.at(0).time.at(0);
}

}  // namespace

TEST_CASE("a number remembers its uncertainty, grade, source and place", "[unit][language]") {
  const Scenario s = load_ok(
      "[transition.t]\nfrom = [\"a\"]\nto = \"b\"\nhazard = { value = \"0.33 / yr\", low = \"0.2 / yr\", high = \"0.5 "
      "/ yr\", "
      "dist = \"lognormal\", grade = \"C\", source = \"survey\", note = \"of firms\" }\n");
  const Parameter& p = parameter(s, "transition.t.hazard");
  CHECK(p.value == Approx(0.33 / 365.25));
  CHECK(p.low.value() == Approx(0.2 / 365.25));
  CHECK(p.high.value() == Approx(0.5 / 365.25));
  CHECK(p.dist == "lognormal");
  CHECK(p.unit == "1 / d");
  CHECK(p.text == "0.33 / yr");
  CHECK(p.grade == 'C');
  CHECK(p.source == "survey");
  CHECK(p.note == "of firms");
  CHECK(p.where == "test.toml:13:10");
  const Quantity mean = s.transitions.at(0).time.at(0).a;
  CHECK(mean.value == Approx(365.25 / 0.33));
  CHECK(s.parameters.at(static_cast<std::size_t>(mean.parameter)).key == p.key);
}

TEST_CASE("a probability becomes the hazard that it stands for", "[unit][language]") {
  const Scenario s = load_ok(
      "[transition.t]\nfrom = [\"a\"]\nto = \"b\"\nhazard = { share = 0.28, per = \"1 yr\", low = 0.15, high = \"46 "
      "%\", grade = \"C\" }\n");
  const Parameter& p = parameter(s, "transition.t.hazard");
  CHECK(p.value == Approx(-std::log(0.72) / 365.25).epsilon(1e-14));
  CHECK(p.low.value() == Approx(-std::log(0.85) / 365.25).epsilon(1e-14));
  CHECK(p.high.value() == Approx(-std::log(0.54) / 365.25).epsilon(1e-14));
  CHECK(s.transitions.at(0).time.at(0).family == Family::exponential);
}

TEST_CASE("families of distributions, in all their forms", "[unit][language]") {
  Distribution d = time_of("\"60 d\"");
  CHECK(d.family == Family::constant);
  CHECK(d.a.value == 60);
  d = time_of("{ dist = \"weibull\", shape = 2, scale = \"10 d\" }");
  CHECK(d.family == Family::weibull);
  CHECK(d.a.value == 2);
  CHECK(d.b.value == 10);
  d = time_of("{ dist = \"weibull\", shape = 2, median = \"10 d\" }");
  CHECK(d.b.value == Approx(10 / std::sqrt(std::log(2.0))).epsilon(1e-14));
  d = time_of("{ dist = \"gamma\", mean = \"10 d\", cv = 0.5 }");
  CHECK(d.family == Family::gamma);
  CHECK(d.a.value == Approx(4));
  CHECK(d.b.value == 10);
  d = time_of("{ dist = \"lognormal\", mean = \"10 d\", cv = 0.5 }");
  CHECK(d.a.value == Approx(10 / std::sqrt(1.25)).epsilon(1e-14));
  CHECK(d.b.value == Approx(std::sqrt(std::log(1.25))).epsilon(1e-14));
  d = time_of("{ dist = \"pert\", low = \"1 d\", mode = \"2 d\", high = \"9 d\" }");
  CHECK(d.family == Family::pert);
  CHECK(d.c.value == 9);
  d = time_of("{ dist = \"empirical\", values = [\"3 d\", \"1 d\"], weights = [1, 2] }");
  CHECK(d.table == std::vector<std::pair<double, double>>{{1.0, 2.0}, {3.0, 1.0}});
}

TEST_CASE("parameters of a distribution take over grade and source from the table around them", "[unit][language]") {
  const Scenario s = load_ok(
      "[transition.t]\nfrom = [\"a\"]\nto = \"b\"\ntime = { dist = \"lognormal\", median = { value = \"60 d\", low = "
      "\"45 d\", high = \"84 d\" }, "
      "sigma = { value = 0.5, grade = \"U\" }, grade = \"B\", source = \"book\" }\n");
  CHECK(parameter(s, "transition.t.time.median").grade == 'B');
  CHECK(parameter(s, "transition.t.time.median").source == "book");
  CHECK(parameter(s, "transition.t.time.median").low.value() == 45);
  CHECK(parameter(s, "transition.t.time.sigma").grade == 'U');
}

TEST_CASE("attributes: numbers that hang on the customer", "[unit][language]") {
  const Scenario s = load_ok(
      "[segment.all.attribute]\nprice = { dist = \"lognormal\", median = \"40 USD / mo\", sigma = 0.3 }\nloyal = { "
      "dist = \"beta\", mean = 0.2, sd = 0.1 }\n"
      "[flow.f]\nkind = \"revenue\"\nstages = [\"a\"]\nrate = { attribute = \"price\", times = { value = 0.3, low = "
      "0.2, high = 0.4 } }\n"
      "[decision.d]\nfrom = [\"a\"]\nevery = \"1 yr\"\nto.b = \"attribute.loyal\"\n");
  REQUIRE(s.attributes.size() == 2);
  CHECK(s.attributes[0].name == "price");
  CHECK(s.attributes[0].unit == "USD / d");
  CHECK(s.segments[0].attributes[0].a.value == Approx(40 / 30.4375));
  CHECK(s.segments[0].attributes[1].a.value == Approx(0.2 * 15));  // alpha = m (m (1 - m) / sd^2 - 1)
  CHECK(s.segments[0].attributes[1].b.value == Approx(0.8 * 15));
  const Quantity rate = s.flows[0].amount[0];
  CHECK(rate.value == 0.3);
  CHECK(rate.attribute == 0);
  CHECK(s.parameters.at(static_cast<std::size_t>(rate.parameter)).key == "flow.f.rate.times");
  CHECK(s.decisions[0].ways[0].share[0].attribute == 1);
}

TEST_CASE("observational ratios are weakened once, in the logarithm", "[unit][language]") {
  const std::string ratio =
      "[touchpoint.t]\nstages = [\"a\"]\nevery = \"1 mo\"\nby = \"automation\"\n[touchpoint.t.done.x]\ntransitions = "
      "[\"go\"]\nratio = 0.5\n";
  const std::string world =
      "[transition.go]\nfrom = [\"a\"]\nto = \"b\"\nhazard = \"1 / yr\"\n[evidence]\ncausal_discount = 0.4\n";
  const Scenario weak = load_ok(world + ratio + "evidence = \"observational\"\n");
  const Scenario strong = load_ok(world + ratio + "evidence = \"experimental\"\n");
  CHECK(weak.strategies[0].touchpoints[0].done[0].ratio[0].value == Approx(std::pow(0.5, 0.4)).epsilon(1e-14));
  CHECK(weak.strategies[0].touchpoints[0].done[0].stated_ratio[0].value == 0.5);
  CHECK(strong.strategies[0].touchpoints[0].done[0].ratio[0].value == 0.5);
}

TEST_CASE("durations become ticks, unlimited patience stays unlimited", "[unit][language]") {
  const Scenario s = load_ok(
      "[demand.q]\nstages = [\"a\"]\nrate = \"1 / mo\"\npool = \"desk\"\nwork = \"25 min\"\n"
      "[transition.go]\nfrom = [\"a\"]\nto = \"b\"\nhazard = \"1 / yr\"\n[demand.q.done.x]\ntransitions = "
      "[\"go\"]\nratio = 0.9\n");
  CHECK(s.time.horizon == 2 * tenure::sim::kYear);
  CHECK(s.time.reading_lag == tenure::sim::kHour);
  const Touchpoint& q = s.strategies[0].touchpoints[0];
  CHECK(q.trigger == TriggerKind::recurrence);
  CHECK(q.patience[0].a.value == std::numeric_limits<double>::infinity());
  CHECK(q.done[0].half_life == tenure::sim::kNever);
}

TEST_CASE("dates count from the start, holidays are midnights", "[unit][language]") {
  const Scenario s = load_ok(
      "[hours.h]\nweek = [\"mon-fri 09:00-17:00\", \"sat,sun 10:00-12:30\"]\nholidays = [2026-01-06]\n"
      "[transition.go]\nfrom = [\"a\"]\nto = \"b\"\nhazard = \"1 / yr\"\n[event.e]\nat = 2026-02-01\nuntil = \"3 "
      "mo\"\ntransitions = [\"go\"]\nfactor = 2\n");
  CHECK(s.hours[0].week.size() == 7);
  CHECK(s.hours[0].week[5].to == 12 * tenure::sim::kHour + 30 * tenure::sim::kMinute);
  CHECK(s.hours[0].holidays == std::vector<Tick>{5 * tenure::sim::kDay});
  CHECK(s.events[0].at == 31 * tenure::sim::kDay);
  CHECK(s.events[0].until == 3 * tenure::sim::kMonth);
}
