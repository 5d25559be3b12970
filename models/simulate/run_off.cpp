// The run-off: what customers bring who are still there at the horizon.
//
// They live on alone until horizon + run_off, with their own luck.  Nobody comes, nobody is contacted; what multiplies their
// risks stays as it stands at the horizon (contagion too), but for dated factors, which are known.  Transitions, decisions and
// changes go on, and so do flows.  Who was no customer at the horizon is not followed.
//
// Nothing is kept by month: one ledger for each block of customers, for sums discounted to the start.
#include <algorithm>

#include "models/simulate/population.h"
#include "sim/base/cancelled.h"
#include "sim/run/executor.h"

namespace tenure::models {

/// Brings somebody to the horizon, where contacts end.
void Population::stop_contacts(Case& k) {
  settle(k, plan_.horizon);
  k.h.contact_due = sim::kNever;
  for (std::size_t i = 0; i < k.segment.touches.size(); ++i) {
    k.c.touch_dues()[i] = sim::kNever;
    k.c.touches()[i] = TouchSlot{};
  }
  for (std::size_t i = 0; i < k.segment.surveys.size(); ++i) k.c.surveys()[i].due = sim::kNever;
}

void Population::live_on(Case& k) {
  if (!k.stage().customer) return;
  sim::Desk desk;  // nobody is asked any more
  const StagePlan& stage = k.stage();
  for (std::size_t i = 0; i < stage.risks.size(); ++i) {  // occasions have been looked for up to the horizon only
    const RiskPlan& risk = k.segment.risks[static_cast<std::size_t>(stage.risks[i])];
    RiskSlot& slot = k.c.risks()[i];
    if (risk.change != no_index && !risk.modulated && slot.due == sim::kNever) find_occasion(k, risk, slot, 0, sim::kNever);
  }
  begin_pieces(k, plan_.horizon);
  for (Tick due = next_due(k); due < follow_until_; due = next_due(k)) {
    const Tick now = std::max(due, plan_.horizon);  // what fell due while she stood still
    if (!decide(k, due, now, desk)) strike(k, due, now, desk);
    if (k.h.piece_end <= due) {
      settle(k, now);
      begin_pieces(k, now);
    }
  }
  post_stay(k, follow_until_);
}

Ledger Population::run_off(sim::Executor* executor, const std::atomic<bool>* stop) {
  const auto each_block = [&](const std::function<void(std::size_t)>& block) {
    if (executor != nullptr)
      executor->for_each(ledgers_.size(), block);
    else
      for (std::size_t b = 0; b < ledgers_.size(); ++b) block(b);
  };
  const auto each_member = [&](std::size_t block, Ledger& ledger, void (Population::*visit)(Case&)) {
    const std::size_t first = block * block_size_, last = std::min<std::size_t>(first + block_size_, records_.size());
    for (std::size_t id = first; id < last; ++id) {
      const Customer c = records_[static_cast<EntityId>(id)];
      Hot& h = c.hot();
      if (h.stage == kUnborn) continue;
      Case k{c, h, plan_.segments[h.segment], ledger};
      (this->*visit)(k);
    }
  };
  each_block([&](std::size_t block) { each_member(block, *ledgers_[block], &Population::stop_contacts); });
  alone_ = true;
  follow_from_ = plan_.horizon;
  follow_until_ = plan_.horizon + plan_.run_off;
  std::vector<std::unique_ptr<Ledger>> after(ledgers_.size());
  each_block([&](std::size_t block) {
    sim::stop_if(stop);
    after[block] = std::make_unique<Ledger>(plan_, Ledger::Beyond{follow_until_});
    each_member(block, *after[block], &Population::live_on);
  });
  Ledger total(plan_, Ledger::Beyond{follow_until_});
  for (const auto& ledger : after) total.add(*ledger);
  return total;
}

}  // namespace tenure::models
