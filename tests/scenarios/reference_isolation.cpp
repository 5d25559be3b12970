// Nobody inherits anything from whoever was simulated before: not the next customer, not the next segment, not the next cell.
// A published model was 29 % too high because each simulated person began with the state in which the one before had ended.
//
// Everything here is exact (bytes), and each comparison is shown one that must fail.
#include <algorithm>

#include "tests/support/reference_case.h"
#include "tests/support/same_result.h"

using namespace tenure::test;

namespace {

/// The scenario with these of its segments, in this order.
Scenario with_segments(const Scenario& s, const std::vector<std::size_t>& order) {
  Scenario out = s;
  const auto pick = [&](auto& list) {
    if (list.empty()) return;
    const auto all = list;
    list.clear();
    for (const std::size_t g : order) list.push_back(all[g]);
  };
  pick(out.segments);
  for (Transition& t : out.transitions) pick(t.enabled), pick(t.time), pick(t.contagion);
  for (Decision& d : out.decisions) {
    pick(d.enabled);
    for (Decision::Way& way : d.ways) pick(way.share);
  }
  const auto flows = [&](std::vector<Flow>& list) {
    for (Flow& f : list) pick(f.enabled), pick(f.amount);
  };
  flows(out.flows);
  for (Strategy& strategy : out.strategies) {
    flows(strategy.flows);
    for (Scale& scale : strategy.scales) pick(scale.factor);
  }
  return out;
}

/// What the result says of one segment, byte for byte.
std::string bytes_of(const Scenario& s, const CellResult& r, const std::string& segment) {
  std::string out;
  std::size_t g = 0;
  while (s.segments[g].name != segment) ++g;
  for (const Measure m : {Measure::segment_net_value_direct, Measure::segment_revenue, Measure::segment_revenue_discounted,
                          Measure::segment_flow_cost_discounted, Measure::segment_retention_end, Measure::segment_customers_end,
                          Measure::monthly_customers, Measure::monthly_customer_time, Measure::monthly_lost,
                          Measure::monthly_retained, Measure::monthly_revenue, Measure::monthly_flow_cost, Measure::monthly_effect,
                          Measure::stage_occupancy}) {
    const std::vector<double>& values = r[m];
    const std::size_t share = values.size() / s.segments.size();
    out.append(reinterpret_cast<const char*>(values.data() + g * share), share * sizeof(double));
  }
  return out;
}

CellResult once(const Scenario& s, int replication = 0) { return simulate_cell(s, 0, 0, replication); }

}  // namespace

TEST_CASE("isolation: a segment alone, in company and in another order") {
  for (const char* name : {"margin_multiple", "markov_recency"}) {
    const Scenario s = reference_case(name, {});
    const CellResult together = once(s);
    std::vector<std::size_t> order;
    for (std::size_t g = s.segments.size(); g-- > 0;) order.push_back(g);
    std::rotate(order.begin(), order.begin() + 1, order.end());
    const Scenario turned = with_segments(s, order);
    const CellResult other_order = once(turned);
    for (std::size_t g = 0; g < 4; ++g) {
      const std::string& segment = s.segments[g].name;
      const Scenario alone = with_segments(s, {g});
      const std::string wanted = bytes_of(s, together, segment);
      CHECK(bytes_of(alone, once(alone), segment) == wanted);
      CHECK(bytes_of(turned, other_order, segment) == wanted);
      CHECK_FALSE(bytes_of(s, together, s.segments[(g + 1) % 4].name) == wanted);
      CHECK_FALSE(bytes_of(alone, once(alone, 1), segment) == wanted);  // another replication is other luck
    }
  }
}

TEST_CASE("isolation: segments that do act on each other are seen to") {
  // Planted: customers leave faster the more have left, whatever their segment.
  Scenario s = reference_case("margin_multiple", {"time.horizon=\"10.1 yr\""});
  Transition talk;
  talk.name = "talk";
  talk.from = {0};
  talk.to = 1;
  talk.enabled.assign(4, 1);
  talk.time.assign(4, {Family::exponential, {.value = 36525.0}, {}, {}, {}});
  talk.contagion_stages = {1};
  s.transitions.push_back(talk);
  s.transitions[0].contagion.assign(4, {});
  {
    const Scenario alone = with_segments(s, {3});
    CHECK(bytes_of(alone, once(alone), "r90") == bytes_of(s, once(s), "r90"));  // as long as nobody listens
  }
  s.transitions[0].contagion.assign(4, {.value = 0.5 / 365.25});
  const Scenario alone = with_segments(s, {3});
  CHECK_FALSE(bytes_of(alone, once(alone), "r90") == bytes_of(s, once(s), "r90"));
}

TEST_CASE("isolation: one customer more changes nobody else") {
  // 40 and 41 customers differ by what one customer can bring: 0, 1, 2 ... margins, which whole sums show.
  double last = -1.0;
  int steps = 0;
  for (int customers = 40; customers <= 60; ++customers) {
    const Scenario s = reference_case("margin_multiple", {"segment.r60.customers=" + std::to_string(customers)});
    const CellResult r = once(s);
    const double margins = r[Measure::segment_revenue][0];
    if (last >= 0.0) {
      const double more = margins - last;
      CHECK(more == std::round(more));
      CHECK(more >= 0.0);
      CHECK(more < 40.0);  // 0.6^40 is 1e-9
      if (more > 0.0) ++steps;
    }
    last = margins;
  }
  CHECK(steps > 3);   // 60 % bring something,
  CHECK(steps < 20);  // not all do
}

TEST_CASE("isolation: customers visited in another order, cells played in another order") {
  const Scenario s = reference_case("markov_recency", {});
  const Simulation simulation(s, 0);
  std::vector<CellResult> forward, backward;
  for (int r = 0; r < 4; ++r) forward.push_back(simulation.run({0, r}, {}));
  for (int r = 4; r-- > 0;) backward.push_back(simulation.run({0, r}, {.engine = EngineKind::reference, .shuffle_entities = 7}));
  for (std::size_t r = 0; r < 4; ++r) {
    CHECK(same(forward[r], backward[3 - r]));
    CHECK_FALSE(same(forward[r], forward[(r + 1) % 4]));  // every replication has luck of its own
  }
}
