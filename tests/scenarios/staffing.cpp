// Head counts that keep a promise: queues whose smallest team is known exactly, what a team needs for being human, and the
// ways in which a search can end.
//
// The closed forms give the smallest c for each limit; the limits lie well between two teams, so that the search has to hit
// it. The planted errors are work that takes longer than the formula thinks, and a formula that is one server off.
#include <cmath>
#include <functional>

#include <fmt/format.h>

#include "analysis/staffing/report.h"
#include "analysis/staffing/search.h"
#include "models/language/load.h"
#include "sim/run/executor.h"
#include "tests/support/catch.h"
#include "tests/support/queue_formulas.h"

using namespace tenure;
using namespace tenure::test;
using namespace tenure::analysis;

namespace {

/// Agents round the clock, asked 40 times an hour for a quarter of an hour: 10 Erlang.
struct QueueWorld {
  std::string promise = "response = \"20 min\"";
  std::string patience = "\"unlimited\"";
  std::string pool;  ///< further keys
  std::string more;  ///< further tables
  double minutes = 15.0;
  const char* horizon = "2 mo";

  models::Scenario load() const {
    const models::Loaded loaded = models::load_text(fmt::format(R"(
time = {{ start = 2001-01-01, horizon = "{}" }}
money = {{ currency = "USD" }}
experiment = {{ replications = 16, seed = 5 }}
segment.crowd = {{ customers = 200, start = "member", opening_age = "0 d" }}
stage.member = {{}}
demand.call = {{ stages = ["member"], rate = "0.2 / h", pool = "agents", work = {{ dist = "exponential", mean = "{} min" }}, patience = {} }}
strategy.plain = {{ label = "Plain" }}
[pool.agents]
servers = 12
hours = "always"
wage = "1000 USD / yr"
sitting = "0 h"
{}
[promise.answered]
pool = "agents"
{}
{}
)", horizon, minutes, patience, pool, promise, more), "queue.toml");
    INFO(models::format(loaded.faults));
    REQUIRE(loaded.ok());
    return loaded.points.front();
  }
};

StrategyAnswer find(const models::Scenario& scenario, StaffOptions options = {16, 64, 0.95, false}, std::size_t threads = 1) {
  const auto executor = sim::make_executor(threads == 1 ? sim::Backend::serial : sim::Backend::threads, threads);
  Runner runner;
  runner.executor = executor.get();
  return find_staff(scenario, 0, options, runner);
}

constexpr double offered = 10.0;

/// Mean response of M/M/c in minutes.
double response_of(int c) { return c <= offered ? HUGE_VAL : 15.0 * (1.0 + erlang_c_wait(offered, c)); }

/// Share of M/M/c that has not begun by a fixed deadline of `d` mean services (Barrer 1957): the virtual wait has density
/// l p exp(-(c - a) v) up to d and l p exp(a d - c v) beyond, p being the probability of c - 1 in service.
double missed_of(int c, double d) {
  double weight = 1.0, total = 1.0;
  for (int n = 1; n < c; ++n) {
    weight *= offered / n;
    total += weight;
  }
  const double slack = c - offered, density = offered * weight;
  const double within = slack == 0.0 ? density * d : density * (1.0 - std::exp(-slack * d)) / slack;
  const double beyond = density * std::exp(-slack * d) / c;
  return beyond / (total + within + beyond);
}

int smallest_by(const std::function<double(int)>& measure, double limit) {
  int c = 1;
  while (measure(c) > limit) ++c;
  return c;
}

}  // namespace

TEST_CASE("staffing: the smallest team of M/M/c, by its mean response", "[scenarios][staffing]") {
  int misled = 0;
  for (const int c : {11, 13, 15}) {
    // well between what c - 1 and c agents give
    const double limit = c == 11 ? 1.25 * response_of(11) : 0.5 * (response_of(c - 1) + response_of(c));
    CHECK(smallest_by(response_of, limit) == c);
    QueueWorld world;
    world.promise = fmt::format("response = \"{} min\"", limit);
    const StrategyAnswer answer = find(world.load());
    REQUIRE(answer.pools.size() == 1);
    INFO(limit);
    CHECK(answer.pools[0].outcome == Outcome::found);
    CHECK(answer.pools[0].servers == c);
    CHECK(answer.pools[0].failing == c - 1);
    CHECK(std::fabs(answer.pools[0].at.response.mean * 60.0 / response_of(c) - 1.0) < 0.05);
    CHECK(answer.pools[0].arithmetic.people == Approx(offered).epsilon(0.02));
    CHECK(answer.pools[0].arithmetic.productive_hours == Approx(365.25 * 24.0).epsilon(1e-9));
    CHECK(answer.pools[0].at.cost.mean == Approx(1000.0 * c));
    world.minutes = 17.0;
    misled += find(world.load()).pools[0].servers != c;
  }
  CHECK(misled >= 2);
}

TEST_CASE("staffing: the smallest team of M/M/c with a deadline, by its missed share", "[scenarios][staffing]") {
  CHECK(missed_of(10, 0.0) == Approx(erlang_b(10.0, 10)).epsilon(1e-12));  // nobody waits: Erlang's loss formula
  for (const int c : {8, 10, 12}) {
    const double limit = std::sqrt(missed_of(c - 1, 0.5) * missed_of(c, 0.5));
    CHECK(smallest_by([](int n) { return missed_of(n, 0.5); }, limit) == c);
    QueueWorld world;
    world.patience = "\"7.5 min\"";
    world.promise = fmt::format("missed = {}", limit);
    const PoolAnswer answer = find(world.load()).pools.at(0);
    CHECK(answer.outcome == Outcome::found);
    CHECK(answer.servers == c);
    CHECK(answer.at.missed.mean == Approx(missed_of(c, 0.5)).epsilon(0.1));
    CHECK(answer.below.missed.mean == Approx(missed_of(c - 1, 0.5)).epsilon(0.1));
    CHECK(answer.servers != smallest_by([](int n) { return missed_of(n - 1, 0.5); }, limit));  // one off
  }
}

TEST_CASE("staffing: patience that differs, and two limits of which the stricter rules", "[scenarios][staffing]") {
  const auto missed = [](int c) { return erlang_a(offered, c, 0.5).abandons; };
  QueueWorld world;
  world.patience = "{ dist = \"exponential\", mean = \"30 min\" }";
  for (const int c : {9, 11}) {
    world.promise = fmt::format("missed = {}", std::sqrt(missed(c - 1) * missed(c)));
    CHECK(find(world.load()).pools[0].servers == c);
  }
  const double loose = std::sqrt(missed(8) * missed(9)), strict = std::sqrt(missed(10) * missed(11));
  world.promise = fmt::format("missed = {}", loose);
  world.more = fmt::format("[promise.strict]\npool = \"agents\"\nmissed = {}\n", strict);
  CHECK(find(world.load()).pools[0].servers == 11);
  world.more = "[promise.strict]\npool = \"agents\"\nresponse = \"10 h\"\n";  // kept by anybody
  CHECK(find(world.load()).pools[0].servers == 9);
}

TEST_CASE("staffing: a limit that a team meets exactly stays undecided", "[scenarios][staffing]") {
  QueueWorld world;
  world.promise = fmt::format("response = \"{} min\"", response_of(13));
  const StrategyAnswer answer = find(world.load(), {8, 8, 0.99, false});
  CHECK(answer.pools[0].outcome == Outcome::undecided);
  CHECK(answer.pools[0].servers == 14);
  CHECK(answer.pools[0].failing == 12);
  const std::string text = as_text(world.load(), answer);
  CHECK(text.find("Undecided between 13 and 14") != std::string::npos);
  CHECK(answer.pools[0].below.servers == 13);
  CHECK(as_json(world.load(), answer)["pools"][0]["outcome"] == "undecided");
  CHECK(fragment(world.load(), {answer}, "queue.toml", "queue.toml", {}).find("servers = 14") != std::string::npos);
}

TEST_CASE("staffing: what no head count keeps is said, with what would help", "[scenarios][staffing]") {
  // a third of the week nobody is on duty, and who calls then does not wait long
  QueueWorld world;
  world.patience = "\"10 min\"";
  models::Scenario scenario = [&] {
    world.promise = "missed = 0.05";
    world.more = "[hours.day]\nweek = [\"mon-sun 04:00-20:00\"]\n";
    return world.load();
  }();
  scenario.strategies[0].pools[0].hours = 0;
  scenario.strategies[0].touchpoints[0].patience_clock = models::WorkClock::wall;
  const StrategyAnswer answer = find(scenario, {4, 4, 0.95, false});
  CHECK(answer.pools[0].outcome == Outcome::never);
  CHECK(answer.pools[0].at.missed.mean > 0.25);
  CHECK(as_text(scenario, answer).find("No head count up to") != std::string::npos);
  CHECK(fragment(scenario, {answer}, "queue.toml", "queue.toml", {}).find("servers =") == std::string::npos);
}

TEST_CASE("staffing: leaving and named books cost people, and only where they are", "[scenarios][staffing]") {
  QueueWorld world;
  world.promise = "response = \"40 min\"";
  const StaffOptions options{4, 4, 0.9, true};
  const auto part = [](const PoolAnswer& answer, Part::Cause cause) {
    for (const Part& p : answer.why.parts)
      if (p.cause == cause) return p.people;
    return 0.0;
  };
  const PoolAnswer plain = find(world.load(), options).pools[0];
  CHECK(plain.why.parts.size() == 2);  // uneven demand, whole people
  world.pool = "books = true";
  const PoolAnswer books = find(world.load(), options).pools[0];
  CHECK(books.servers > plain.servers + 3);  // 10 queues of one server each
  CHECK(part(books, Part::Cause::books) > 3.0);
  CHECK(part(books, Part::Cause::leaving) == 0.0);
  world.pool = "attrition = \"2 / yr\"\nhire_delay = \"60 d\"";
  const PoolAnswer leaving = find(world.load(), options).pools[0];
  CHECK(leaving.servers > plain.servers);
  CHECK(part(leaving, Part::Cause::leaving) > 0.5);
  CHECK(part(leaving, Part::Cause::books) == 0.0);
  for (const PoolAnswer& answer : {plain, books, leaving}) {
    double sum = answer.arithmetic.people;
    for (const Part& p : answer.why.parts) sum += p.people;
    CHECK(sum == Approx(answer.servers));
    CHECK(answer.arithmetic.people == Approx(plain.arithmetic.people).epsilon(1e-9));  // the same luck
  }
}

TEST_CASE("staffing: pools that hand work on are found together", "[scenarios][staffing]") {
  // whoever has waited 10 min goes to the second line, which is promised an answer too
  QueueWorld world;
  world.promise = "response = \"17 min\"";
  world.pool = "overflow = { to = \"second\", after = \"10 min\" }";
  world.more = R"([pool.second]
servers = 2
hours = "always"
wage = "1000 USD / yr"
sitting = "0 h"
[promise.second]
pool = "second"
response = "30 min"
)";
  const models::Scenario scenario = world.load();
  const StrategyAnswer answer = find(scenario, {4, 16, 0.95, false});
  REQUIRE(answer.pools.size() == 2);
  CHECK(answer.settled);
  // the final team keeps both, one fewer in either pool breaks its promise: tried afresh
  const auto executor = sim::make_executor(sim::Backend::serial);
  Runner runner;
  runner.executor = executor.get();
  Trials trials(scenario, 0, runner);
  const Team team = {{.servers = answer.pools[0].servers}, {.servers = answer.pools[1].servers}};
  for (std::size_t p = 0; p < 2; ++p) {
    const auto limits = limits_of(scenario.strategies[0], trials.pools());
    CHECK(strain(trials.of(team, 16), p, limits[p], 16) <= 1.0);
    Team fewer = team;
    --fewer[p].servers;
    if (answer.pools[p].outcome == Outcome::found && fewer[p].servers > 0) {
      CHECK(strain(trials.of(fewer, 16), p, limits[p], 16) > 1.0);
    }
  }
}

TEST_CASE("staffing: no bit depends on the number of threads", "[scenarios][staffing]") {
  QueueWorld world;
  world.horizon = "20 d";
  world.pool = "attrition = \"2 / yr\"\nhire_delay = \"20 d\"\nbooks = true";
  const models::Scenario scenario = world.load();
  const StaffOptions options{6, 12, 0.9, true};
  const std::string one = as_json(scenario, find(scenario, options, 1)).dump();
  CHECK(one == as_json(scenario, find(scenario, options, 2)).dump());
  CHECK(one == as_json(scenario, find(scenario, options, 7)).dump());
}

TEST_CASE("staffing: the file's head counts and its plan change nothing that is found", "[scenarios][staffing]") {
  QueueWorld world;
  const PoolAnswer answer = find(world.load()).pools[0];
  models::Scenario other = world.load();
  other.strategies[0].pools[0].plan = {{10 * sim::kDay, 40}};
  const PoolAnswer planned = find(other).pools[0];
  CHECK(planned.servers == answer.servers);
  CHECK(planned.at.response.mean == answer.at.response.mean);
}

TEST_CASE("staffing: who is hired only after the start costs people, and only then", "[scenarios][staffing]") {
  // nobody may wait longer than 7.5 min; today 8 answer, and whom the strategy wants above comes after two weeks
  QueueWorld world;
  world.patience = "\"7.5 min\"";
  world.promise = "missed = 0.08";
  const auto found = [&](const char* hire_delay, const char* today) {
    world.pool = *today ? fmt::format("hire_delay = \"{}\"", hire_delay) : "";  // nobody leaves: without [today] nobody is hired
    world.more = today;
    const models::Scenario scenario = world.load();
    const auto executor = sim::make_executor(sim::Backend::serial);
    Runner runner;
    runner.executor = executor.get();
    int strategy = 0;
    while (scenario.strategies[static_cast<std::size_t>(strategy)].name != "plain") ++strategy;
    StrategyAnswer answer = find_staff(scenario, strategy, {4, 8, 0.9, true}, runner);
    return std::pair{answer.pools.at(0), as_text(scenario, answer)};
  };
  const char* const of_today = "[today]\nstrategy = \"now\"\nwarm_up = \"10 d\"\n[strategy.now]\nlabel = \"Now\"\npool.agents.servers = 8\n";
  const auto part = [](const PoolAnswer& answer, Part::Cause cause) -> std::optional<double> {
    for (const Part& p : answer.why.parts)
      if (p.cause == cause) return p.people;
    return std::nullopt;
  };
  const auto [always, plain_text] = found("14 d", "");
  CHECK_FALSE(part(always, Part::Cause::hiring));
  const auto [late, late_text] = found("14 d", of_today);
  REQUIRE(part(late, Part::Cause::hiring));
  CHECK(late.servers > always.servers);
  CHECK(*part(late, Part::Cause::hiring) > 0.5);
  CHECK(late_text.find("today's team has 8 people; the others come after ") != std::string::npos);
  const auto [at_once, at_once_text] = found("0 d", of_today);
  CHECK_FALSE(part(at_once, Part::Cause::hiring));
  CHECK(at_once.servers == always.servers);
  double sum = late.arithmetic.people;
  for (const Part& p : late.why.parts) sum += p.people;
  CHECK(sum == Approx(late.servers));
}
