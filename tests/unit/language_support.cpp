// Lateness, contacts that lead on, answers that settle nothing and self-service, as a file states them.
#include <string>

#include "models/language/load.h"
#include "tests/support/catch.h"

using namespace tenure;
using namespace tenure::models;

namespace {

const std::string world = R"(
[time]
horizon = "24 mo"
[evidence]
causal_discount = 0.4
[segment.small]
customers = 100
opening_age = "0 d"
start = "lead"
[segment.large]
customers = 10
opening_age = "0 d"
start = "lead"
[stage.lead]
customer = false
[stage.active]
[hours.office]
week = ["mon-fri 09:00-17:00"]
[demand.question]
stages = ["active"]
rate = "0.5 / mo"
pool = "desk"
work = "20 min"
[pool.desk]
servers = 2
hours = "office"
wage = "50000 USD / yr"
[touchpoint.call]
stages = ["lead"]
on_entry = true
by = "desk"
work = "30 min"
[touchpoint.call.leads_to.active]
share = { value = 0.3, low = 0.2, high = 0.4, grade = "C" }
segment.large.share = 0.5
[strategy.people]
)";

Loaded read(const std::string& more) { return load_text(world + more, "world.toml"); }

const Touchpoint& contact(const Loaded& loaded, std::size_t index) {
  return loaded.points.at(0).strategies.at(0).touchpoints.at(index);
}

}  // namespace

TEST_CASE("lateness and leads_to are read for each segment; only observed curves are weakened", "[unit][language]") {
  for (const char* evidence : {"observational", "experimental", "corrected", "assumed"}) {
    const Loaded loaded = read("[touchpoint.call.late]\nhalf_at = \"4 h\"\nfloor = 0.1\nevidence = \"" + std::string(evidence) + "\"\n");
    INFO(format(loaded.faults));
    REQUIRE(loaded.ok());
    const Touchpoint& call = contact(loaded, 1);
    CHECK(call.late.half_at == 4 * sim::kHour);
    CHECK(call.late.slope.value == 1.0);
    CHECK(call.late.floor.value == 0.1);
    CHECK(call.late.weight == (std::string(evidence) == "observational" ? 0.4 : 1.0));
    REQUIRE(call.leads_to.size() == 1);
    CHECK(call.leads_to[0].to == 1);
    CHECK(call.leads_to[0].share[0].value == 0.3);
    CHECK(call.leads_to[0].share[1].value == 0.5);
  }
  // a stage that only contacts lead to can be reached, and every key is noted as a parameter
  const Loaded plain = read("");
  bool noted = false;
  for (const Parameter& p : plain.points.at(0).parameters) noted |= p.key == "touchpoint.call.leads_to.active.share";
  CHECK(noted);
}

TEST_CASE("answers that settle nothing are read for each segment; where all settle it there is nothing", "[unit][language]") {
  const auto with = [](const std::string& keys, const std::string& more) {
    std::string text = world;
    text.insert(text.find("work = \"20 min\"\n"), keys);
    Loaded loaded = load_text(text + more, "world.toml");
    INFO(format(loaded.faults));
    REQUIRE(loaded.ok());
    return contact(loaded, 0).resolution;
  };
  CHECK(with("resolved = 1.0\n", "").resolved.empty());
  const Resolution r = with("resolved = 0.7\nreturn_after = \"2 d\"\nreturn_work = 1.5\nmost_returns = 2\n",
                            "[segment.large.demand.question]\nresolved = 0.9\nreturn_after = \"5 d\"\n");
  CHECK(r.resolved[0].value == 0.7);
  CHECK(r.resolved[1].value == 0.9);
  CHECK(r.after[0].a.value == 2.0);
  CHECK(r.after[1].a.value == 5.0);
  CHECK(r.work.value == 1.5);
  CHECK(r.most == 2);
  CHECK(with("resolved = 0.7\nmost_returns = 0\n", "").after.empty());
}

TEST_CASE("self-service may stand at the top, in a strategy, or be laid aside by it", "[unit][language]") {
  const std::string help =
      "[self_service.help]\ndemands = [\"question\"]\ntried = 0.75\nresolved = 0.45\n"
      "[self_service.help.segment.large]\ntried = 0.2\n";
  const Loaded loaded = read(help +
                             "[strategy.fewer]\n[strategy.fewer.self_service.help]\ntried = 0.5\nreturns = 0.2\nreturn_after = "
                             "\"3 d\"\n[strategy.none]\nself_service.help.enabled = false\n");
  INFO(format(loaded.faults));
  REQUIRE(loaded.ok());
  const auto& strategies = loaded.points.at(0).strategies;
  REQUIRE(strategies[0].self_services.size() == 1);
  CHECK(strategies[0].self_services[0].demands == std::vector<int>{0});
  CHECK(strategies[0].self_services[0].tried[0].value == 0.75);
  CHECK(strategies[0].self_services[0].tried[1].value == 0.2);
  CHECK(strategies[0].self_services[0].selects.value == 1.0);
  CHECK(strategies[0].self_services[0].goes_on[0].value == 0.75);
  CHECK(strategies[1].self_services[0].tried[0].value == 0.5);
  CHECK(strategies[1].self_services[0].returns[0].value == 0.2);
  CHECK(strategies[1].self_services[0].return_after[1].a.value == 3.0);
  CHECK(strategies[2].self_services[0].enabled == PerSegment<char>{0, 0});
}
