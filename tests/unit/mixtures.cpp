// A strategy that follows others segment by segment: the same as following one when all do, each segment as under the followed
// strategy where nobody waits for anybody, and not so where a team is shared.
#include <cmath>
#include <span>

#include "models/simulate/simulate.h"
#include "tests/support/catch.h"
#include "tests/support/mixture_world.h"
#include "tests/support/same_result.h"

using namespace tenure;
using namespace tenure::test;
using models::CellResult;
using models::Dim;
using models::Measure;
using models::Scenario;
using models::Strategy;

namespace {

const std::string mix = "[strategy.mix]\nfollows = { big = \"personal\", small = \"digital\" }\n";

/// With so many people that nobody ever waits for somebody else.
const std::vector<std::string> plenty = {"strategy.personal.pool.csm.servers=3000", "strategy.digital.pool.csm.servers=3000",
                                         "pool.desk.servers=3000"};

const models::Pool& pool_of(const Scenario& s, const std::string& strategy, const std::string& pool) {
  for (const models::Pool& p : s.strategies[static_cast<std::size_t>(strategy_named(s, strategy))].pools)
    if (p.name == pool) return p;
  FAIL("no pool " + pool);
  return s.strategies[0].pools[0];
}

CellResult run(const Scenario& s, const std::string& strategy, int replication = 0) {
  return models::simulate_cell(s, strategy_named(s, strategy), 0, replication);
}

/// Names of the measures by segment whose values of segment g differ in some bit.
std::vector<std::string> differing(const Scenario& s, const CellResult& a, const CellResult& b, std::size_t g) {
  std::vector<std::string> out;
  const models::DimLabels labels = models::dim_labels(s);
  for (std::size_t m = 0; m < models::measures().size(); ++m) {
    const models::MeasureRow& row = models::measures()[m];
    if (row.dims.empty() || row.dims.front() != Dim::segment) continue;
    const std::size_t width = models::value_count(row, labels) / labels.segments.size();
    if (!same_bytes(std::span(a.values[m]).subspan(g * width, width), std::span(b.values[m]).subspan(g * width, width)))
      out.emplace_back(row.name);
  }
  return out;
}

using Nothing = std::vector<std::string>;

}  // namespace

TEST_CASE("mixture: where all segments follow one strategy it is that strategy, bit by bit", "[unit][mixture]") {
  for (const char* followed : {"personal", "digital"})
    for (const std::string today : {"", "[today]\nstrategy = \"digital\"\nwarm_up = \"4 mo\"\n"}) {
      const std::string name = followed;
      const Scenario s =
          mixture_scenario("[strategy.all]\nfollows = { big = \"" + name + "\", small = \"" + name + "\" }\n" + today);
      INFO(name << " " << today);
      for (const int r : {0, 1}) CHECK(same(run(s, "all", r), run(s, name, r)));
    }
}

TEST_CASE("mixture: where nobody waits, each segment fares as under the strategy that it follows", "[unit][mixture]") {
  for (const std::string today :
       {"", "[today]\nstrategy = \"digital\"\nwarm_up = \"4 mo\"\n", "[today]\nstrategy = \"mix\"\nwarm_up = \"4 mo\"\n"}) {
    const Scenario s = mixture_scenario(mix + today, plenty);
    INFO(today);
    const CellResult mixed = run(s, "mix"), personal = run(s, "personal"), digital = run(s, "digital");
    if (today.find("mix") != std::string::npos) {  // before the start only the mixture's own segments met the same
      CHECK_FALSE(differing(s, mixed, digital, 0) == Nothing{});
      continue;
    }
    CHECK(differing(s, mixed, personal, 0) == Nothing{});
    CHECK(differing(s, mixed, digital, 1) == Nothing{});
    CHECK_FALSE(differing(s, mixed, digital, 0) == Nothing{});
    CHECK_FALSE(differing(s, mixed, personal, 1) == Nothing{});
  }
}

TEST_CASE("mixture: after a mixture of today's, whoever meets the same before and after sees no seam", "[unit][mixture]") {
  const Scenario s = mixture_scenario(
      mix + "[strategy.again]\nfollows = { small = \"digital\", big = \"personal\" }\n"
            "[strategy.big_alone]\nfollows = { big = \"personal\", small = \"personal\" }\n"
            "[today]\nstrategy = \"mix\"\nwarm_up = \"4 mo\"\n",
      plenty);
  CHECK(same(run(s, "again"), run(s, "mix")));
  CHECK(differing(s, run(s, "big_alone"), run(s, "mix"), 0) == Nothing{});
  CHECK(differing(s, run(s, "personal"), run(s, "mix"), 0) == Nothing{});
  CHECK(differing(s, run(s, "digital"), run(s, "mix"), 1) == Nothing{});
  CHECK_FALSE(differing(s, run(s, "personal"), run(s, "mix"), 1) == Nothing{});
}

TEST_CASE("mixture: a team that is shared is busy with the one when the other asks", "[unit][mixture]") {
  const std::string often = "strategy.personal.touchpoint.advice.every=\"2 wk\"";
  const Scenario s = mixture_scenario(mix + "pool.csm.servers = 1\npool.experts.servers = 0\n", {plenty[2], often});
  const Scenario alone = mixture_scenario(mix, {plenty[0], plenty[1], plenty[2], often});
  CHECK_FALSE(differing(s, run(s, "mix"), run(alone, "mix"), 0) == Nothing{});
  CHECK_FALSE(differing(s, run(s, "mix"), run(alone, "mix"), 1) == Nothing{});
  CHECK(run(s, "mix")[Measure::missed_share][0] > 0.05);
  CHECK(run(alone, "mix")[Measure::missed_share][0] == 0.0);
}

TEST_CASE("mixture: teams are shares of the followed teams by the work that segments bring, to the nearest person", "[unit][mixture]") {
  const Scenario s = mixture_scenario(mix);
  // present: big 60 + 12, small 300 + 72, at the start and half of a year's newcomers
  const double big = 72.0, small = 372.0;
  const double csm = 6.0 * big / (big + small) + 2.0 * small / (big + small);  // 2.65
  CHECK(pool_of(s, "mix", "csm").servers == static_cast<int>(std::lround(csm)));
  // only overflow reaches the experts: the shares of csm
  CHECK(pool_of(s, "mix", "experts").servers == static_cast<int>(std::lround(2.0 * big / (big + small) + small / (big + small))));
  // the desk is asked alike under both, self-service takes the same share of both segments
  CHECK(pool_of(s, "mix", "desk").servers == 3);
  // work counts, not heads: advice to big ones takes nine times as long
  const Scenario longer = mixture_scenario(mix + "[strategy.personal.touchpoint.advice.segment.big]\nwork = \"810 min\"\n");
  const double share = 9.0 * big / (9.0 * big + small);
  CHECK(pool_of(longer, "mix", "csm").servers == static_cast<int>(std::lround(6.0 * share + 2.0 * small / (big + small))));
  // what the mixture says itself holds
  CHECK(pool_of(mixture_scenario(mix + "pool.csm.servers = 11\n"), "mix", "csm").servers == 11);
  CHECK(pool_of(mixture_scenario(mix, {"strategy.mix.pool.csm.servers=12"}), "mix", "csm").servers == 12);
}

TEST_CASE("mixture: plans are followed date by date, shifts are shared out", "[unit][mixture]") {
  const auto add = [](std::string text, const std::string& to, const std::string& what) {
    const auto at = text.find(to);
    REQUIRE(at != std::string::npos);
    return text.insert(at + to.size(), what);
  };
  std::string text = add(mixture_world, "[strategy.personal.pool.csm]\n", "plan = [{ at = \"6 mo\", servers = 30 }]\n");
  text = add(text, "[strategy.digital.pool.csm]\n", "plan = [{ at = \"3 mo\", servers = 12 }]\n");
  const models::Loaded loaded = models::load_text(text + mix, "plans.toml");
  INFO(models::format(loaded.faults));
  REQUIRE(loaded.ok());
  const double big = 72.0 / 444.0, small = 372.0 / 444.0;
  const models::Pool& csm = pool_of(loaded.points[0], "mix", "csm");
  REQUIRE(csm.plan.size() == 2);
  CHECK(csm.servers == static_cast<int>(std::lround(6 * big + 2 * small)));
  CHECK(csm.plan[0].at == 3 * sim::kMonth);
  CHECK(csm.plan[0].servers == static_cast<int>(std::lround(6 * big + 12 * small)));
  CHECK(csm.plan[1].at == 6 * sim::kMonth);
  CHECK(csm.plan[1].servers == static_cast<int>(std::lround(30 * big + 12 * small)));
}

TEST_CASE("mixture: platforms are there once, and those that nobody needs are not built", "[unit][mixture]") {
  const Scenario s = mixture_scenario(mix);
  const Strategy& mixture = s.strategies[2];
  REQUIRE(mixture.platforms.size() == 1);  // the film is for small ones, which follow digital
  CHECK(mixture.platforms[0].name == "crm");
  const double personal = run(s, "personal")[Measure::platform_cost][0], digital = run(s, "digital")[Measure::platform_cost][0];
  CHECK(run(s, "mix")[Measure::platform_cost][0] == digital);
  CHECK(personal == Approx(digital + 70000.0));
  const Scenario swapped = mixture_scenario("[strategy.mix]\nfollows = { big = \"digital\", small = \"personal\" }\n");
  CHECK(run(swapped, "mix")[Measure::platform_cost][0] == personal);
}

TEST_CASE("mixture: its own keys win over those of what it follows, where that has them", "[unit][mixture]") {
  const Scenario s = mixture_scenario(mix +
                                          "touchpoint.letter.every = \"2 mo\"\ntouchpoint.advice.cost = \"7 USD\"\n"
                                          "[strategy.mix.touchpoint.survey_mail]\nstages = [\"active\"]\nevery = \"3 mo\"\n"
                                          "by = \"automation\"\ncost = \"2 USD\"\n",
                                      plenty);
  int letters = 0, advice = 0, mails = 0;
  for (const models::Touchpoint& t : s.strategies[2].touchpoints) {
    if (t.name == "letter") {
      ++letters;
      CHECK(t.every[1] == 2 * sim::kMonth);
      CHECK(t.enabled == std::vector<char>{0, 1});
    }
    if (t.name == "advice") {
      ++advice;
      CHECK(t.cost[0].value == 7.0);
      CHECK(t.enabled[0] + t.enabled[1] == 1);
    }
    mails += t.name == "survey_mail" ? t.enabled[0] + t.enabled[1] : 0;
  }
  CHECK(letters == 1);
  CHECK(advice == 2);  // both, each for its own
  CHECK(mails == 2);   // once for each segment
}

TEST_CASE("mixture: a strategy that is switched off can be followed", "[unit][mixture]") {
  const Scenario both = mixture_scenario(mix), one = mixture_scenario(mix, {"strategy.personal.enabled=false"});
  REQUIRE(one.strategies.size() == 2);
  const CellResult a = run(both, "mix"), b = run(one, "mix");
  CHECK(a[Measure::net_value] == b[Measure::net_value]);
  CHECK(a.events == b.events);
}

TEST_CASE("mixture: its faults come all at once, at their places", "[unit][mixture]") {
  const auto faults = [](const std::string& added) {
    const models::Loaded loaded = models::load_text(mixture_world + added, "mixture.toml");
    std::vector<std::string> out;
    for (const models::Fault& f : loaded.faults) {
      out.push_back(f.message + (f.nearest.empty() ? "" : " | " + f.nearest));
      CHECK(f.line > 100);
    }
    return out;
  };
  CHECK(faults("[strategy.a]\nfollows = { bigg = \"personal\", small = \"digitl\" }\n") ==
        std::vector<std::string>{
            "follows = { bigg = \"personal\", small = \"digitl\" } in [strategy.a] does not say what big follows",
            "unknown segment \"bigg\" in follows = { bigg = \"personal\", small = \"digitl\" } in [strategy.a] | big",
            "unknown strategy \"digitl\" in small = \"digitl\" in [strategy.a.follows] | digital"});
  CHECK(faults(mix + "[strategy.a]\nfollows = { big = \"a\", small = \"mix\" }\n[strategy.b]\nfollows = \"personal\"\n[strategy.c]\n"
                     "model = \"hybrid\"\nfollows = { big = \"personal\", small = \"digital\" }\n")
            .size() >= 4);
  const auto circle = faults(mix + "[strategy.a]\nfollows = { big = \"a\", small = \"mix\" }\n");
  CHECK(circle == std::vector<std::string>{"[strategy.a] follows itself", "[strategy.a] follows mix, a mixture"});
  const auto teams = faults("[strategy.other]\npool.csm = { servers = 4, hours = \"always\", wage = \"90000 USD / yr\" }\n"
                            "touchpoint.call = { stages = [\"active\"], every = \"2 mo\", by = \"csm\", work = \"1 h\" }\n"
                            "[strategy.a]\nfollows = { big = \"other\", small = \"digital\" }\n");
  REQUIRE(teams.size() == 1);
  CHECK(teams[0] == "[strategy.a] follows other and digital, whose pool csm differs in hours");
  CHECK(faults(mix + "pool.csm.servers = 0\n") ==
        std::vector<std::string>{"the pool csm has no servers in strategy mix, but advice needs it"});
  CHECK(faults(mix + "touchpoint.advice.evry = \"1 mo\"\n").size() == 1);
}
