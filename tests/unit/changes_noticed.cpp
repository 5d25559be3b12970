// Occasions that become changes only when somebody notices them, and what changes do to states and risks.
#include <numeric>

#include "tests/support/catch.h"
#include "tests/support/small_world.h"
#include "tests/support/statistical.h"

using namespace tenure;
using namespace tenure::test;

namespace {

constexpr double kRate = 2.0;  // occasions a year

/// Everybody may expand twice a year; `level` of a state that stands still decides who notices.
SmallWorld world(double level, std::optional<std::pair<double, double>> noticed) {
  SmallWorld w({"active", "lost"}, 4000.0, 12 * sim::kMonth);
  w.add_transition("never", {0}, 1, exponential(1e9));
  w.add_flow("fee", FlowKind::revenue, FlowForm::rate, {0}, number(1.0)).sized = true;
  State near;
  near.name = "near";
  near.cap = number(5.0);
  near.start = number(level);
  w.s.states.push_back(near);
  Recurrence c;
  c.name = "expansion";
  c.stages = {0};
  c.enabled = w.all<char>(1);
  c.hazard = w.all(number(kRate / kYearDays));
  c.share = w.all(Quantity{});
  c.size = w.all(number(1.1));
  if (noticed) c.noticed = Noticed{w.all(number(noticed->first)), 0, w.all(number(noticed->second))};
  w.s.changes.push_back(c);
  return w;
}

double total(const CellResult& r, Measure id) { return std::accumulate(r[id].begin(), r[id].end(), 0.0); }

}  // namespace

TEST_CASE("changes: noticed with alone + (full - alone) x level, the rest pass unseen", "[unit][models]") {
  const CellResult all = world(0.0, std::nullopt).run();
  const double occasions = total(all, Measure::change_count);
  CHECK(total(all, Measure::change_unnoticed) == 0.0);
  for (const double level : {0.0, 0.25, 1.0, 3.0}) {
    const CellResult r = world(level, std::pair{0.3, 0.9}).run();
    CHECK(total(r, Measure::change_count) + total(r, Measure::change_unnoticed) == occasions);  // the same occasions
    const double share = 0.3 + 0.6 * std::min(1.0, level);
    const double spread = std::sqrt(share * (1.0 - share) / occasions);
    CHECK(std::fabs(total(r, Measure::change_count) / occasions - share) < 4.0 * spread);  // false alarm 6e-5 each
  }
  // who is nearer notices more, customer by customer: never fewer at a higher level
  CHECK(total(world(0.5, std::pair{0.3, 0.9}).run(), Measure::revenue) > total(world(0.1, std::pair{0.3, 0.9}).run(), Measure::revenue));
  // alone = full = 1 is no mechanism at all
  CHECK(world(0.5, std::pair{1.0, 1.0}).run()[Measure::revenue][0] == all[Measure::revenue][0]);
}

TEST_CASE("changes: what a change does is felt", "[unit][models]") {
  const auto lost = [](double ratio) {
    SmallWorld w = world(0.0, std::nullopt);
    w.s.transitions[0].time = w.all(exponential(kYearDays));
    Influence doubt = w.influence("doubt", {0}, ratio, sim::kNever);
    w.s.changes[0].felt.push_back(doubt);
    return w.run()[Measure::lost][0];
  };
  CHECK(lost(1.0) < 0.9 * lost(3.0));  // cut out, both would be the same
  SmallWorld keeps = world(0.8, std::nullopt);
  Influence reset;
  reset.name = "reset";
  reset.state = 0;
  reset.move = Move::keeps;
  reset.amount = number(0.5);
  keeps.s.changes[0].felt.push_back(reset);
  const double level = keeps.run()[Measure::state_level][0];
  // twice a year on average: E[0.5^N] = exp(-2 (1 - 0.5)) = 0.3679 of 0.8
  CHECK(std::fabs(level - 0.8 * std::exp(-kRate * 0.5)) < 0.02);
}
