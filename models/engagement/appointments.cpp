// Appointments: a touchpoint that asks a slot book is held when its slot begins, not when it is booked.
//
// While an appointment is ahead it counts as pending, and further due dates of its touchpoint are not planned.  Moving between
// stages keeps it; leaving as a customer, or for good, cancels it and gives the slot back.
#include "models/engagement/outcomes.h"
#include "models/simulate/population.h"

namespace tenure::models {

void Population::keep_appointments(Case& k, Tick due, Tick now, sim::Desk& desk) {
  for (std::size_t i = 0; i < k.segment.touches.size(); ++i) {
    const TouchPlan& t = k.segment.touches[i];
    TouchSlot& slot = k.c.touches()[i];
    if (!slot.held || !by_appointment(t) || k.c.appointments()[i].at > due) continue;
    const Appointment kept = k.c.appointments()[i];
    slot.held = 0;
    --slot.pending;
    ++k.ledger.events;
    deliver(k, t, static_cast<std::uint32_t>(kept.at / sim::kMinute), kept.at, now, 1.0,  // known by its time
            late_factor(t.late, kept.at - kept.asked));
    if (traced(k, now)) {
      TraceEvent& event = note_contact(k, TraceKind::held, {static_cast<std::uint32_t>(i), 0, 0}, kept.occasion, kept.at, now);
      event.asked = kept.asked;
      event.begun = kept.at;
      event.late = late_factor(t.late, kept.at - kept.asked);
      if (t.experience >= 0.0)
        event.experience = quality_felt(k, t, static_cast<std::uint32_t>(kept.at / sim::kMinute), t.experience * event.late);
    }
    lead_on(k, t, kept.occasion, late_factor(t.late, kept.at - kept.asked), now, desk);
  }
}

/// Before the customer goes: slots still ahead are given back.
void Population::cancel_appointments(Case& k, Tick now, sim::Desk& desk) {
  for (std::size_t i = 0; i < k.segment.touches.size(); ++i) {
    const TouchPlan& t = k.segment.touches[i];
    TouchSlot& slot = k.c.touches()[i];
    if (!slot.held || !by_appointment(t)) continue;
    slot.held = 0;
    if (k.c.appointments()[i].at <= now) continue;
    desk.release({.pool = static_cast<std::uint16_t>(t.pool),
                  .slot = k.c.appointments()[i].at,
                  .author_key = k.h.key,
                  .topic = t.topic,
                  .occasion = slot.occasion,
                  .tie = 0});
  }
}

}  // namespace tenure::models
