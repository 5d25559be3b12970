// A world with two kinds of customers and strategies that treat them differently, as a text that tests add mixtures to.
#pragma once

#include <string>

#include "models/language/load.h"
#include "tests/support/catch.h"

namespace tenure::test {

/// Segments big (60 at the start) and small (300); strategies personal and digital, which both have an "advice" of their own,
/// the pools "desk" (demands), "csm" and, in personal alone, "experts" into which csm overflows.
inline const char* const mixture_world = R"(
[time]
start = 2026-01-01
horizon = "12 mo"
fade_step = "2 d"
[money]
currency = "USD"
discount = "8 % / yr"
[experiment]
replications = 3
seed = 4711
[hours.open]
week = ["mon-fri 08:00-18:00"]
[segment.big]
customers = 60
arrivals = "2 / mo"
opening_age = "3 yr"
start = "active"
attribute.fee = { dist = "lognormal", median = "900 USD / mo", sigma = 0.4 }
[segment.small]
customers = 300
arrivals = "12 / mo"
opening_age = { dist = "exponential", mean = "2 yr" }
start = "active"
frailty = 0.4
attribute.fee = "60 USD / mo"
[stage.active]
[stage.sleepy]
[stage.gone]
customer = false
[transition.dozes]
from = ["active"]
to = "sleepy"
hazard = "0.5 / yr"
[transition.wakes]
from = ["sleepy"]
to = "active"
hazard = "1 / yr"
[transition.leaves]
from = ["active", "sleepy"]
to = "gone"
hazard = "0.3 / yr"
frailty = true
[flow.fee]
kind = "revenue"
stages = ["active", "sleepy"]
rate = "attribute.fee"
[demand.question]
stages = ["active"]
rate = "0.6 / mo"
pool = "desk"
work = { dist = "exponential", mean = "40 min" }
patience = "3 d"
[demand.question.missed.cross]
transitions = ["leaves"]
ratio = 1.5
half_life = "30 d"
[pool.desk]
servers = 3
hours = "open"
wage = "40000 USD / yr"
[promise.heard]
pool = "desk"
missed = 0.1

[strategy.personal]
[strategy.personal.pool.csm]
servers = 6
hours = "open"
wage = "90000 USD / yr"
overflow = { to = "experts", after = "1 d" }
[strategy.personal.pool.experts]
servers = 2
hours = "open"
wage = "120000 USD / yr"
[strategy.personal.platform.crm]
build = "20000 USD"
running = "500 USD / mo"
[strategy.personal.platform.studio]
build = "70000 USD"
[strategy.personal.touchpoint.advice]
stages = ["active", "sleepy"]
every = "1 mo"
by = "csm"
work = { dist = "lognormal", mean = "90 min", cv = 0.5 }
deadline = "10 d"
[strategy.personal.touchpoint.advice.done.value]
transitions = ["leaves"]
ratio = 0.7
half_life = "60 d"
[strategy.personal.touchpoint.advice.missed.let_down]
transitions = ["leaves", "dozes"]
ratio = 1.2
half_life = "20 d"
[strategy.personal.touchpoint.film]
stages = ["active"]
every = "4 mo"
by = "automation"
needs = "studio"
segments = ["small"]
[strategy.personal.touchpoint.film.done.seen]
transitions = ["dozes"]
ratio = 0.9
half_life = "9 d"
[strategy.personal.scale.care]
transitions = ["dozes"]
factor = 0.9
[strategy.personal.flow.gifts]
kind = "cost"
stages = ["active"]
rate = "5 USD / mo"

[strategy.digital]
[strategy.digital.pool.csm]
servers = 2
hours = "open"
wage = "90000 USD / yr"
overflow = { to = "experts", after = "1 d" }
[strategy.digital.pool.experts]
servers = 1
hours = "open"
wage = "120000 USD / yr"
[strategy.digital.platform.crm]
build = "20000 USD"
running = "500 USD / mo"
[strategy.digital.touchpoint.advice]
stages = ["active"]
every = "6 mo"
by = "csm"
work = "30 min"
deadline = "20 d"
[strategy.digital.touchpoint.advice.done.value]
transitions = ["leaves"]
ratio = 0.85
half_life = "40 d"
[strategy.digital.touchpoint.letter]
stages = ["active", "sleepy"]
every = "1 mo"
by = "automation"
reach = 0.4
cost = "1 USD"
[strategy.digital.touchpoint.letter.done.read]
transitions = ["leaves", "dozes"]
ratio = 0.9
half_life = "14 d"
[strategy.digital.self_service.pages]
demands = ["question"]
tried = 0.6
resolved = 0.5
)";

/// The world with this added; no faults.
inline models::Scenario mixture_scenario(const std::string& added, const std::vector<std::string>& sets = {}) {
  models::LoadOptions options;
  options.sets = sets;
  const models::Loaded loaded = models::load_text(mixture_world + added, "mixture.toml", options);
  INFO(models::format(loaded.faults));
  REQUIRE(loaded.points.size() == 1);
  return loaded.points[0];
}

inline int strategy_named(const models::Scenario& s, const std::string& name) {
  for (std::size_t i = 0; i < s.strategies.size(); ++i)
    if (s.strategies[i].name == name) return static_cast<int>(i);
  FAIL("no strategy " + name);
  return 0;
}

}  // namespace tenure::test
