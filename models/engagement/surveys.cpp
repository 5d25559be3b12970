// Surveys: what customers say of their satisfaction, when asked, and who says anything at all.
//
//   due         start + first + n · every, while in one of the survey's stages; `first` may be a share of the interval of her own
//   answers     with probability 1 / (1 + exp(−(logit(response) + tilt · (S − start))))
//   says        clamp(S + noise · standard normal, 0, 1): CSAT counts scores from a threshold on; NPS counts 9 and 10 out of 10
//               for the firm and 0 to 6 against it
//
// What everybody invited would have said is counted as well.  Asking costs nothing and changes nobody: states are read as they
// have faded by now, without storing them, so a survey changes no byte of the rest.
//
// Luck: one block per invitation, addressed by the number of the due date since her start: first half whether she answers,
// second half what she says.
#include <algorithm>

#include "models/customer/occasion.h"
#include "models/simulate/population.h"

namespace tenure::models {

/// On entering a stage: the next invitations there.
void Population::plan_surveys(Case& k, Tick now) const {
  for (std::size_t i = 0; i < k.segment.surveys.size(); ++i) {
    const SurveyPlan& s = k.segment.surveys[i];
    SurveySlot& slot = k.c.surveys()[i];
    slot.due = sim::kNever;
    if (!s.in_stage[k.h.stage]) continue;
    Tick first = s.first;
    if (first < 0) {
      const double share = sim::Draws(luck_, {k.h.key, s.phase_stream, 0, 0}).share();
      first = static_cast<Tick>(share * static_cast<double>(s.every));
    }
    const Tick anchor = k.h.born + first;
    std::int64_t n = std::max<std::int64_t>(0, sim::floor_div(now - anchor, s.every));
    while (sim::ceil_to_tick(anchor + n * s.every, plan_.tick) < now) ++n;
    slot.due = sim::ceil_to_tick(anchor + n * s.every, plan_.tick);
    slot.occasion = static_cast<std::uint32_t>(n);
  }
}

void Population::survey(Case& k, std::size_t index, Tick now) const {
  const SurveyPlan& s = k.segment.surveys[index];
  SurveySlot& slot = k.c.surveys()[index];
  double above = 0.0;
  if (const int state = k.segment.satisfaction; state != no_index)
    above = static_cast<double>(k.c.states()[state]) *
            fade(std::max<Tick>(0, now - k.h.since), k.segment.states[static_cast<std::size_t>(state)].half_life);
  const sim::Draws draws(luck_, address_of(k.h.key, s.stream, slot.occasion));
  const double response = 1.0 / (1.0 + sim::exp(-(s.log_odds + s.tilt * above)));
  double score = plan_.satisfaction->start + above;
  if (s.noise > 0.0) score += s.noise * draws.standard_normal(sim::Half::second);
  score = std::clamp(score, 0.0, 1.0);
  ++k.ledger.events;
  k.ledger.post_survey(s.survey, now, draws.share() < response, (score >= s.plus_from) - (score < s.minus_below));
  if (traced(k, now)) {
    TraceEvent& event = note(k, TraceKind::surveyed, slot.due, now);
    event.what = plan_.labels.surveys[static_cast<std::size_t>(s.survey)];
    event.settled = draws.share() < response;
    event.amount = score;
  }
  slot.due = sim::ceil_to_tick(sim::add_time(slot.due, s.every), plan_.tick);
  ++slot.occasion;
}

}  // namespace tenure::models
