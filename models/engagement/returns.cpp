// Answers that settle nothing: the customer comes back, later and for longer work.
//
// Whether an answer settles what she came with is one share addressed by the occasion and the number of the return.  If it
// does not, she comes back some time after reading it (in the hours of the demand, if it has any), until she has come back
// `most_returns` times.  A return is a request made ahead: it counts as planned from then on, is pending when the horizon
// comes first, and withdrawn when she leaves.
#include "models/customer/occasion.h"
#include "models/simulate/population.h"

namespace tenure::models {

bool Population::settles(const Case& k, const Tag& tag, std::uint32_t occasion) const {
  const TouchPlan& t = k.segment.touches[tag.touch];
  const std::uint32_t stream = attempt_stream(t.resolution_stream, tag.attempt);
  return sim::Draws(luck_, address_of(k.h.key, stream, occasion)).share() < k.c(t.resolved);
}

/// After an answer, of which it is known whether it has settled what she came with.
void Population::settle_or_return(Case& k, const Tag& tag, const sim::Answer& answer, bool settled, Tick now, sim::Desk& desk) {
  const TouchPlan& t = k.segment.touches[tag.touch];
  if (settled) {
    ++k.ledger.settled[k.ledger.row_cell(t.touchpoint, answer.end)];
    return;
  }
  jump(k, t.unresolved, 1.0, now);
  if (tag.attempt >= static_cast<std::uint32_t>(t.most_returns)) return;
  ++k.ledger.returned[k.ledger.row_cell(t.touchpoint, now)];
  come_back(k, {tag.touch, tag.attempt + 1, tag.via}, answer.occasion, t.return_after, now, desk);
}

/// Makes the request with which she comes back.
void Population::come_back(Case& k, const Tag& tag, std::uint32_t occasion, const LawPlan& after, Tick now, sim::Desk& desk) {
  const TouchPlan& t = k.segment.touches[tag.touch];
  ++k.ledger.planned[k.ledger.row_cell(t.touchpoint, now)];
  if (watching_) note_demand(k, t, now);
  ++k.c.touches()[tag.touch].pending;
  const sim::Draws draws(luck_, address_of(k.h.key, attempt_stream(t.retry_stream, tag.attempt), occasion));
  Tick at = instant_after(now, quantile(after, draws.share(), k.c.values()), plan_.tick);
  if (t.hours && at < plan_.horizon) at = sim::ceil_to_tick(t.hours->next_open(at), plan_.tick);
  if (traced(k, now)) note_contact(k, TraceKind::comes_back, tag, occasion, at, now);
  if (at >= plan_.horizon) return;
  sim::Request q = request(k, tag, occasion, now);
  q.at = at;
  desk.ask(q);
}

}  // namespace tenure::models
