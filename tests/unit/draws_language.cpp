// Draws in the scenario language: what is said wrongly is told with its place, and a drawn world is what a file with these values
// would be.
#include "models/draws/draws.h"

#include <map>
#include <string>
#include <vector>

#include "models/language/load.h"
#include "tests/support/catch.h"
#include "tests/support/scenario_dump.h"

using namespace tenure::models;

namespace {

std::string with(const std::string& lines, const std::string& hazard = R"({ value = "0.5 / yr", low = "0.3 / yr", high = "0.8 / yr", grade = "C" })",
                 const std::string& ends = R"({ dist = "triangular", low = { value = "1 d", low = "0.5 d", high = "2 d" }, mode = "3 d", high = "9 d" })") {
  return R"(
time = { horizon = "12 mo" }
segment.all = { customers = { value = 100, low = 80, high = 130 }, opening_age = "1 yr", start = "a" }
stage.a = {}
stage.b = { customer = false }
transition.left = { from = ["a"], to = "b", hazard = )" +
         hazard + R"( }
transition.back = { from = ["b"], to = "a", acts_on = "speed", time = )" +
         ends + R"( }
strategy.s = {}
)" + lines;
}

std::string faults_of(const std::string& lines, const LoadOptions& options = {}) {
  return format(load_text(with(lines), "test.toml", options).faults);
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("correlations said wrongly are located faults", "[unit][draws]") {
  CHECK(load_text(with("correlation.x = { numbers = [\"segment.all.customers\", \"transition.left.hazard\"], rho = 0.5 }\n"),
                  "test.toml").ok());
  std::string text = faults_of("correlation.x = { numbers = [\"segment.all.customers\", \"transition.left.hazrd\"], rho = 0.5 }\n");
  CHECK(contains(text, "test.toml:9:"));
  CHECK(contains(text, "no uncertain number"));
  CHECK(contains(text, "Did you mean transition.left.hazard?"));
  text = faults_of("correlation.x = { numbers = [\"segment.all.customers\"], rho = 0.5 }\n");
  CHECK(contains(text, "One number alone"));
  text = faults_of("correlation.x = { numbers = [\"segment.all.customers\", \"time.horizon\"], rho = 0.5 }\n");
  CHECK(contains(text, "It has no low and high"));
  text = faults_of("correlation.x = { numbers = [\"segment.all.customers\", \"transition.left.hazard\"], rho = { value = 0.5, low = "
                   "0.3, high = 0.7 } }\n");
  CHECK(contains(text, "the same in every draw"));
  text = faults_of("correlation.x = { numbers = [\"segment.all.customers\", \"transition.left.hazard\"], rho = 1.0 }\n");
  CHECK(contains(text, "rho = 1.0"));
  const std::string three = "numbers = [\"segment.all.customers\", \"transition.left.hazard\", \"transition.back.time.low\"]";
  CHECK(faults_of("correlation.x = { " + three + ", rho = -0.4 }\n").empty());
  text = faults_of("correlation.x = { " + three + ", rho = -0.6 }\n");
  CHECK(contains(text, "not positive definite"));
  CHECK(contains(text, "test.toml:9:"));
  text = faults_of("correlation.x = { " + three + ", rho = 0.6 }\ncorrelation.y = { numbers = [\"segment.all.customers\", "
                   "\"transition.left.hazard\"], rho = 0.5 }\n");
  CHECK(contains(text, "same pair"));
  CHECK(contains(faults_of("correlation.x = { rho = 0.6 }\n"), "lacks numbers"));
}

TEST_CASE("a correlated number that is set to one value drops out of its correlation", "[unit][draws]") {
  const std::string all = "correlation.x = { numbers = [\"segment.all.customers\", \"transition.left.hazard\"], rho = 0.5 }\n";
  LoadOptions options;
  options.sets = {"segment.all.customers=90"};
  const Loaded set = load_text(with(all), "test.toml", options);
  REQUIRE(set.ok());
  CHECK(set.points.at(0).correlations.empty());
  const Loaded swept = load_text(with(all + "sweep.\"segment.all.customers\" = [90, 110]\n"), "test.toml");
  INFO(format(swept.faults));
  REQUIRE(swept.ok());
  for (const Scenario& point : swept.points) CHECK(point.correlations.empty());
  CHECK(load_text(with(all), "test.toml").points.at(0).correlations.size() == 1);
}

TEST_CASE("draws said wrongly are located faults", "[unit][draws]") {
  LoadOptions options;
  options.draws = 20;
  CHECK(load_text(with(""), "test.toml", options).points.at(0).experiment.draws == 20);
  const std::string sure = R"(
time = { horizon = "12 mo" }
segment.all = { customers = 100, opening_age = "1 yr", start = "a" }
stage.a = {}
strategy.s = {}
)";
  CHECK(contains(format(load_text(sure, "test.toml", options).faults), "all draws would be alike"));
  CHECK(load_text(sure, "test.toml").ok());
  CHECK(contains(faults_of("experiment = { draws = -1 }\n"), "draws = -1"));
  CHECK(contains(faults_of("experiment = { draws = 10, points = \"sobel\" }\n"), "sobol"));
  CHECK(contains(faults_of("experiment = { draws = 10, luck = \"none\" }\n"), "luck = \"none\""));
  const auto hazard = [](const std::string& value) { return format(load_text(with("", value), "test.toml").faults); };
  CHECK(contains(hazard("{ value = \"0.5 / yr\", low = \"0 / yr\", high = \"0.8 / yr\", dist = \"gamma\" }"), "gamma law"));
  CHECK(contains(hazard("{ value = \"0.5 / yr\", low = \"0.6 / yr\", high = \"0.8 / yr\" }"), "between its low"));
  options.sets = {"time.horizon={ value = \"12 mo\", low = \"10 mo\", high = \"14 mo\" }"};
  CHECK(contains(format(load_text(with(""), "test.toml", options).faults), "the same in every draw: low and high"));
}

TEST_CASE("a drawn world is what a file with its values would be", "[unit][draws]") {
  const Loaded loaded = load_text(with(""), "test.toml");
  REQUIRE(loaded.ok());
  const Source::Read read = loaded.sources.at(0).with(
      {{"segment.all.customers", 117.0}, {"transition.left.hazard", 0.6 / 365.25}, {"transition.back.time.low", 1.5}});
  REQUIRE(read.scenario);
  std::string other = with("", "{ value = \"0.6 / yr\", low = \"0.3 / yr\", high = \"0.8 / yr\", grade = \"C\" }",
                           "{ dist = \"triangular\", low = { value = \"1.5 d\", low = \"0.5 d\", high = \"2 d\" }, mode = \"3 d\", high = \"9 d\" }");
  other.replace(other.find("value = 100"), 11, "value = 117");
  Scenario stated = load_text(other, "test.toml").points.at(0), drawn = *read.scenario;
  for (Scenario* s : {&stated, &drawn})
    for (Parameter& p : s->parameters) p.text.clear();  // as written, which differs
  CHECK(drawn.transitions[0].time[0].a.value == Approx(365.25 / 0.6));
  drawn.transitions[0].time[0].a.value = stated.transitions[0].time[0].a.value;  // unit conversion, last bit
  drawn.parameters[1].value = stated.parameters[1].value;
  for (std::size_t i = 0; i < stated.parameters.size(); ++i) {
    CAPTURE(stated.parameters[i].key);
    CHECK(drawn.parameters[i].key == stated.parameters[i].key);
    CHECK(drawn.parameters[i].value == Approx(stated.parameters[i].value).epsilon(1e-12));
    drawn.parameters[i].value = stated.parameters[i].value;
  }
  CHECK(tenure::test::dump(drawn) == tenure::test::dump(stated));
  CHECK(tenure::test::dump(drawn) != tenure::test::dump(loaded.points[0]));
  // a check between keys that the values contradict: the triangle's low end beyond its mode
  const Source::Read wrong = loaded.sources[0].with({{"transition.back.time.low", 3.5}});
  CHECK_FALSE(wrong.scenario);
  CHECK(contains(format(wrong.faults), "low ≤ mode ≤ high"));
}

TEST_CASE("a drawn half-life that is short beside the fade step shortens the step in that world alone", "[unit][draws]") {
  const auto text = [](const std::string& step, const std::string& half_life) {
    return R"(
time = { horizon = "12 mo", fade_step = ")" + step + R"(" }
segment.all = { customers = 100, opening_age = "1 yr", start = "a" }
stage.a = {}
stage.b = { customer = false }
transition.left = { from = ["a"], to = "b", hazard = "0.5 / yr" }
touchpoint.mail = { stages = ["a"], every = "1 mo", by = "automation", done.read = { transitions = ["left"], ratio = 0.9, half_life = { value = ")" +
           half_life + R"(", low = "20 d", high = "120 d" } } }
touchpoint.card = { stages = ["a"], every = "6 mo", by = "automation", done.read = { transitions = ["left"], ratio = 0.9, half_life = "50 d" } }
strategy.s = {}
)";
  };
  const char* key = "touchpoint.mail.done.read.half_life";
  const Loaded loaded = load_text(text("12 d", "60 d"), "test.toml");
  INFO(format(loaded.faults));
  REQUIRE(loaded.ok());
  const Scenario& base = loaded.points[0];
  // what a file states stays a fault, for there somebody chose both
  CHECK(contains(format(load_text(text("12 d", "40 d"), "test.toml").faults), "time.fade_step is longer"));
  const auto step = [&](double days) {
    const Source::Read read = loaded.sources[0].with({{key, days}});
    INFO(format(read.faults));
    REQUIRE(read.scenario);
    return read.scenario->time.fade_step;
  };
  CHECK(step(30.0) == 7 * tenure::sim::kDay + tenure::sim::kDay / 2);
  CHECK(step(48.0) == 12 * tenure::sim::kDay);
  CHECK(step(90.0) == 12 * tenure::sim::kDay);
  CHECK(loaded.points[0].time.fade_step == 12 * tenure::sim::kDay);
  // it is the world of a file that states this half-life and this step
  Scenario drawn = *loaded.sources[0].with({{key, 30.0}}).scenario, stated = load_text(text("7.5 d", "30 d"), "test.toml").points.at(0);
  for (Scenario* s : {&drawn, &stated})
    for (Parameter& p : s->parameters) {
      p.text.clear();
      if (p.key == "time.fade_step") p.value = 0.0;  // the list of numbers says what the file states
    }
  CHECK(tenure::test::dump(drawn) == tenure::test::dump(stated));
  CHECK(tenure::test::dump(drawn) != tenure::test::dump(base));
}

namespace {

/// Strategies with a number that they state alike when `source` is the same, and one that each states on its own.
std::string mailing(const std::string& name, const std::string& source) {
  return "[strategy." + name + ".touchpoint.mail]\nstages = [\"a\"]\nevery = \"30 d\"\nby = \"automation\"\n" +
         "reach = { value = 0.5, low = 0.3, high = 0.8, grade = \"C\", source = \"" + source + "\" }\n" +
         "cost = { value = \"1 USD\", low = \"0.5 USD\", high = \"2 USD\", grade = \"U\", source = \"" + name + "\" }\n";
}

std::map<std::string, std::vector<double>> drawn_from(const std::string& lines) {
  const Loaded loaded = load_text(with(lines), "test.toml");
  INFO(format(loaded.faults));
  REQUIRE(loaded.ok());
  const ParameterDraws draws(loaded.points.front());
  std::map<std::string, std::vector<double>> drawn;
  for (std::size_t point = 0; point < 50; ++point)  // beyond the planned ones too
    for (const auto& [key, value] : draws.values(point)) drawn[key].push_back(value);
  return drawn;
}

}  // namespace

TEST_CASE("what several strategies state alike is one number, and has one value in a draw", "[unit][draws]") {
  const auto drawn = drawn_from(mailing("first", "a survey") + mailing("second", "a survey") + mailing("third", "another survey"));
  CHECK(drawn.at("strategy.first.touchpoint.mail.reach") == drawn.at("strategy.second.touchpoint.mail.reach"));
  CHECK(drawn.at("strategy.first.touchpoint.mail.reach") != drawn.at("strategy.third.touchpoint.mail.reach"));
  CHECK(drawn.at("strategy.first.touchpoint.mail.cost") != drawn.at("strategy.second.touchpoint.mail.cost"));
  CHECK(drawn.at("strategy.first.touchpoint.mail.reach") != drawn.at("strategy.first.touchpoint.mail.cost"));
}

TEST_CASE("a correlation that names one of those stated alike holds for all of them, two that it names are two", "[unit][draws]") {
  const std::string all = mailing("first", "a survey") + mailing("second", "a survey") + mailing("third", "a survey");
  const std::string first = "strategy.first.touchpoint.mail.reach", second = "strategy.second.touchpoint.mail.reach",
                    third = "strategy.third.touchpoint.mail.reach";
  const auto one = drawn_from(all + "[correlation.x]\nnumbers = [\"segment.all.customers\", \"" + second + "\"]\nrho = 0.99\n");
  CHECK(one.at(first) == one.at(second));
  CHECK(one.at(third) == one.at(second));
  int together = 0;  // on the same side of the medians; 25 ± 4 of 50 if they were drawn apart
  for (std::size_t i = 0; i < 50; ++i) together += (one.at(first)[i] > 0.5) == (one.at("segment.all.customers")[i] > 100.0) ? 1 : 0;
  CHECK(together > 40);
  const auto two = drawn_from(all + "[correlation.x]\nnumbers = [\"" + first + "\", \"" + second + "\"]\nrho = 0.5\n");
  CHECK(two.at(first) != two.at(second));
  CHECK(two.at(third) == two.at(first));
}

TEST_CASE("a strategy moves nobody's drawn numbers, wherever it stands in the file and whatever it states alike", "[unit][draws]") {
  const std::string first = mailing("first", "a survey"), second = mailing("second", "a survey"), own = mailing("own", "another survey");
  const auto drawn = drawn_from(first + own);
  const auto kept = [&](const std::map<std::string, std::vector<double>>& other) {
    std::size_t same = 0;
    for (const auto& [key, values] : drawn) same += other.at(key) == values ? 1 : 0;
    return same == drawn.size();
  };
  CHECK(kept(drawn_from(first + own + second)));
  CHECK(kept(drawn_from(second + first + own)));
  CHECK(kept(drawn_from(own + first)));
  CHECK_FALSE(kept(drawn_from(mailing("first", "yet another") + own)));  // stated otherwise it is another number
  // which of two correlated ones the others are with hangs on their names, not on their places
  const std::string two = "[correlation.x]\nnumbers = [\"strategy.first.touchpoint.mail.reach\", \"strategy.second.touchpoint.mail.reach\"]\nrho = 0.5\n";
  CHECK(drawn_from(first + second + own + two) == drawn_from(own + second + first + two));
}

TEST_CASE("a better source or a narrower range of a number moves no share", "[unit][draws]") {
  const std::string key = "strategy.first.touchpoint.mail.reach";
  const auto before = drawn_from(mailing("first", "a survey")), after = drawn_from(mailing("first", "a trial"));
  CHECK(before == after);
  std::string narrow = mailing("first", "a trial");
  narrow.replace(narrow.find("low = 0.3"), 9, "low = 0.4");
  const auto nearer = drawn_from(narrow);
  for (std::size_t i = 0; i < 50; ++i)
    CHECK((nearer.at(key)[i] > 0.5) == (before.at(key)[i] > 0.5));  // the same share lies on the same side of the median
  CHECK(nearer.at(key) != before.at(key));
}
