// Lives in the case scenarios/b2b_saas_coverage.toml, everything switched on, are each customer's own: with people enough, a larger
// book, another segment's newcomers or a seat more change nothing of anybody who was there before. Exact, customer by customer;
// each comparison is shown one that must fail.
#include <map>

#include "tests/support/b2b_case.h"

using namespace tenure;
using namespace tenure::test::b2b;

namespace {

const std::vector<std::string> small = {
    "time.horizon=\"9 mo\"",
    "time.run_off=\"0 d\"",
    "segment.enterprise.customers=20",
    "segment.mid_market.customers=40",
    "segment.smb_annual.customers=60",
    "segment.smb_monthly.customers=60",
    "segment.enterprise.arrivals=\"1 / mo\"",
    "segment.mid_market.arrivals=\"3 / mo\"",
    "segment.smb_annual.arrivals=\"6 / mo\"",
    "segment.smb_monthly.arrivals=\"9 / mo\"",
};

const std::vector<std::string> teams = {"pool.support",
                                        "pool.sales",
                                        "strategy.as_is.pool.csm",
                                        "strategy.high_touch.pool.csm",
                                        "strategy.csm_driven.pool.csm",
                                        "strategy.hybrid.pool.csm",
                                        "strategy.low_touch.pool.csm_shared"};

Scenario case_with(std::vector<std::string> sets, int servers) {
  sets.insert(sets.begin(), small.begin(), small.end());
  for (const std::string& team : teams) sets.push_back(team + ".servers=" + std::to_string(servers));
  return load_case(sets);
}

/// People enough, all alike, who never leave: nobody waits but for office hours, and it is one whoever answers.
Scenario ample(std::vector<std::string> sets = {}, int servers = 1000) {
  for (const std::string& team : teams) {
    sets.push_back(team + ".attrition=\"0 / yr\"");
    sets.push_back(team + ".speed_sd=0");
    if (team != "pool.sales") sets.push_back(team + ".quality_sd=0");
  }
  return case_with(sets, servers);
}

struct Cell {
  std::map<std::uint64_t, CustomerSums> lives;
  const Scenario* scenario;
  Simulation simulation;

  Cell(const Scenario& s, const std::string& strategy, int replication) : scenario(&s), simulation(s, index_of(s, strategy)) {
    for (const CustomerSums& c : simulation.sums({0, replication}, {}).customers)
      if (c.met) lives.emplace(c.key, c);
  }
};

struct Compared {
  std::size_t both = 0, alike = 0, worked = 0, left = 0;
};

/// Customers of one cell who are in the other too, and how many live the very same life there.
Compared compare(const Cell& a, const Cell& b) {
  Compared found;
  for (const auto& [key, one] : a.lives) {
    const auto there = b.lives.find(key);
    if (there == b.lives.end()) continue;
    const CustomerSums& other = there->second;
    ++found.both;
    found.left += one.left != sim::kNever ? 1 : 0;
    for (const Tick t : one.worked) found.worked += t > 0 ? 1 : 0;
    found.alike += one.segment == other.segment && one.newcomer == other.newcomer && one.customer_at_end == other.customer_at_end &&
                           one.left == other.left && one.value == other.value && one.worked == other.worked
                       ? 1
                       : 0;
  }
  return found;
}

/// A history but for the seats of those who answered, all of whom are alike.
Trace unseated(Trace history) {
  for (TraceEvent& e : history.events) e.server = e.server < 0 ? -1 : 0;
  return history;
}

}  // namespace

TEST_CASE("SaaS case: a larger book leaves the earlier accounts' lives as they are, where nobody waits", "[reproducibility]") {
  const Scenario plain = ample(), more = ample({"segment.smb_annual.customers=95", "segment.enterprise.customers=30"});
  const Scenario seat = ample({}, 1001), busier = ample({"segment.smb_monthly.arrivals=\"15 / mo\""});
  for (const char* strategy : {"as_is", "low_touch"}) {
    for (const int replication : {0, 1}) {
      CAPTURE(strategy, replication);
      const Cell base(plain, strategy, replication), larger(more, strategy, replication);
      const Compared found = compare(base, larger);
      CHECK(found.both == base.lives.size());
      CHECK(larger.lives.size() == base.lives.size() + 45);
      CHECK(found.alike == found.both);
      CHECK(found.left > 15);    // some are lost,
      CHECK(found.worked > 150);  // and most meet people
      const Compared seated = compare(base, Cell(seat, strategy, replication));
      CHECK(seated.alike == base.lives.size());
      const Cell newcomers(busier, strategy, replication);
      const Compared joined = compare(base, newcomers);
      CHECK(newcomers.lives.size() > base.lives.size() + 15);
      std::size_t moved = 0;  // of those who pay by the month some come at other times, for more come
      for (const auto& [key, life] : base.lives)
        if (base.scenario->segments[static_cast<std::size_t>(life.segment)].name == "smb_monthly" && life.newcomer) ++moved;
      CHECK(joined.alike + moved >= base.lives.size());
      CHECK_FALSE(compare(base, Cell(plain, strategy, replication + 2)).alike == base.lives.size());  // another luck
    }
  }
}

TEST_CASE("SaaS case: where people are few a larger book is felt by the others", "[reproducibility]") {
  const Scenario plain = case_with({}, 1), more = case_with({"segment.smb_annual.customers=95"}, 1);
  const Cell base(plain, "low_touch", 0), larger(more, "low_touch", 0);
  const Compared found = compare(base, larger);
  CHECK(found.both == base.lives.size());
  CHECK(found.alike < found.both);
  CHECK(found.alike > 0);
  // but nobody's luck has changed: who she is, when she came, and what she brings
  std::size_t looked_at = 0;
  for (const auto& [key, life] : base.lives) {
    if (++looked_at > 12) break;
    const Trace here = base.simulation.trace({0, 0}, {}, key), there = larger.simulation.trace({0, 0}, {}, key);
    CHECK(here.born == there.born);
    CHECK(here.frailty == there.frailty);
    CHECK(here.attributes == there.attributes);
  }
}

TEST_CASE("SaaS case: a history is the same in company, event by event", "[reproducibility]") {
  const Scenario plain = ample(), more = ample({"segment.mid_market.customers=70"});
  const Cell base(plain, "low_touch", 0), larger(more, "low_touch", 0);
  std::size_t seen = 0, eventful = 0;
  for (const auto& [key, life] : base.lives) {
    if (seen++ % 12 != 0) continue;
    const Trace here = unseated(base.simulation.trace({0, 0}, {}, key));
    eventful += here.events.size() > 10 ? 1 : 0;
    CHECK(here == unseated(larger.simulation.trace({0, 0}, {}, key)));
    CHECK_FALSE(here == unseated(larger.simulation.trace({0, 1}, {}, key)));  // another luck
  }
  CHECK(eventful > 5);
}
