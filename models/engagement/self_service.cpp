// Self-service: what customers try before they ask a person.
//
// Which tickets arise is the world's; a self-service decides how many of them reach a person, and which.  A share of them
// tries it.  The easy ones are settled there (see self_service.h), so staff keep the hard ones.  Of those that are not, some
// go on to a person at once (or to the next self-service of the demand, in the order of the strategy), some come back to a
// person later with dearer work, and the rest is never heard of: contained, but not resolved.
//
// Luck: one block per self-service, demand and occasion, 32 bits each for trying, being settled, going on and coming back;
// the rank of the work is the share that the occasion's work is drawn from.
#include "models/engagement/self_service.h"

#include "models/customer/occasion.h"
#include "models/simulate/population.h"

namespace tenure::models {

bool Population::help_herself(Case& k, int index, std::uint32_t occasion, Tick now, sim::Desk& desk) {
  const TouchPlan& t = k.segment.touches[static_cast<std::size_t>(index)];
  Ledger& ledger = k.ledger;
  for (std::size_t i = 0; i < t.self_service.size(); ++i) {
    const SelfServicePlan& s = t.self_service[i];
    if (now < s.from || now >= s.until) continue;
    const sim::Draws draws(luck_, address_of(k.h.key, s.stream, occasion));
    if (draws.share(sim::Quarter::first) >= k.c(s.tried)) continue;
    const std::size_t cell = ledger.row_cell(s.self_service, now);
    ++ledger.tried[cell];
    if (const double cost = k.c(s.cost); cost != 0.0) {
      pay(k, Account::contact_cost, cost, now);
      Ledger::post_contact(ledger.help_cost, s.self_service, cost, now);
    }
    const double rank = sim::Draws(luck_, address_of(k.h.key, t.contact_stream, occasion)).share();
    if (draws.share(sim::Quarter::second) < chance_resolved(k.c(s.resolved), s.selects, rank)) {
      ++ledger.helped[cell];
      feel(k, {}, 1.0, s.experience, now);
      if (traced(k, now)) note_help(k, t, s, occasion, TraceHelp::settled, now);
      ++ledger.unasked[ledger.row_cell(t.touchpoint, now)];
      return true;
    }
    feel(k, {}, 1.0, s.failed_experience, now);
    if (draws.share(sim::Quarter::third) < k.c(s.goes_on)) {
      ++ledger.went_on[cell];
      if (traced(k, now)) note_help(k, t, s, occasion, TraceHelp::goes_on, now);
      continue;
    } else if (draws.share(sim::Quarter::fourth) < k.c(s.returns)) {
      ++ledger.returning[cell];
      if (traced(k, now)) note_help(k, t, s, occasion, TraceHelp::returns, now);
      come_back(k, {static_cast<std::uint32_t>(index), 0, static_cast<std::uint32_t>(i + 1)}, occasion, s.return_after, now,
                desk);
      return true;
    } else {
      ++ledger.silent[cell];
      jump(k, s.failed, 1.0, now);
      if (traced(k, now)) note_help(k, t, s, occasion, TraceHelp::silent, now);
    }
    ++ledger.unasked[ledger.row_cell(t.touchpoint, now)];
    return true;
  }
  return false;
}

}  // namespace tenure::models
