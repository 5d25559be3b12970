// Contacts that lead to another stage.
//
// A contact that is delivered while its customer is still in one of its stages moves her with the share of each way, times
// what lateness has left of it.  One share decides, addressed by customer, contact and occasion: whatever competes (a risk
// that strikes before the answer is read) has taken her away by then.
#include "models/engagement/outcomes.h"

#include <algorithm>

#include "models/customer/occasion.h"
#include "models/simulate/population.h"

namespace tenure::models {

void Population::lead_on(Case& k, const TouchPlan& t, std::uint32_t occasion, double late, Tick now, sim::Desk& desk) {
  if (t.leads_to.empty() || !t.in_stage[k.h.stage]) return;
  const double share = sim::Draws(luck_, address_of(k.h.key, t.response_stream, occasion)).share();
  double below = 0.0;
  for (const WayOut& way : t.leads_to) {
    below += std::clamp(k.c(way.share), 0.0, 1.0) * late;
    if (share >= below) continue;
    if (way.to == k.h.stage) return;
    ++k.ledger.events;
    k.ledger.go(way.count_row, k.h.entered, now);
    if (recorder_ != nullptr) because(k, TraceCause::contact, touch_name(t));
    move(k, way.to, now, desk);
    return;
  }
}

}  // namespace tenure::models
