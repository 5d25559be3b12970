#include "models/customer/record.h"

#include <algorithm>
#include <new>

#if defined(__linux__)
#include <sys/mman.h>
#endif

#include "sim/base/contract.h"

namespace tenure::models {
namespace {

template <class T>
std::size_t place(std::size_t& end, std::size_t count) {
  end = (end + alignof(T) - 1) / alignof(T) * alignof(T);
  const std::size_t at = end;
  end += count * sizeof(T);
  return at;
}

}  // namespace

Layout::Layout(const Plan& plan) {
  for (const SegmentPlan& segment : plan.segments) {
    for (const StagePlan& stage : segment.stages) risk_count = std::max(risk_count, stage.risks.size());
    decision_count = std::max(decision_count, segment.decisions.size());
    touch_count = std::max(touch_count, segment.touches.size());
    state_count = std::max(state_count, segment.states.size());
    if (segment.satisfaction != no_index) experience_count = 1;
    survey_count = std::max(survey_count, segment.surveys.size());
    change_count = std::max(change_count, segment.changes.size());
    for (const char has : segment.has_book)
      if (has) book_count = plan.pools.size();
  }
  carry_count = static_cast<std::size_t>(plan.carries);
  for (const char stored : plan.stored_attribute)
    if (stored) attribute_count = plan.stored_attribute.size();
  if (plan.revisits) visit_count = static_cast<std::size_t>(plan.stages);

  for (const SegmentPlan& segment : plan.segments)
    for (const StartShare& start : segment.start)
      if (!segment.stages[static_cast<std::size_t>(start.stage)].customer) joined_count = 1;

  recurring_count = plan.recurring ? 1 : 0;
  size_count = plan.sizes ? 1 : 0;

  std::size_t end = 64 + risk_count * sizeof(RiskSlot);
  decisions = place<DecisionSlot>(end, decision_count);
  attributes = place<double>(end, attribute_count);
  states = place<float>(end, state_count);
  experience = place<ExperienceSlot>(end, experience_count);
  books = place<std::int32_t>(end, book_count);
  surveys = place<SurveySlot>(end, survey_count);
  changes = place<ChangeSlot>(end, change_count);
  touch_dues = place<Tick>(end, touch_count);
  warm = end;
  touches = place<TouchSlot>(end, touch_count);
  if (plan.has_slots) appointments = place<Appointment>(end, touch_count);
  carries = place<CarrySlot>(end, carry_count);
  recurring = place<RecurringSlot>(end, recurring_count);
  size = place<SizeSlot>(end, size_count);
  joined = place<Tick>(end, joined_count);
  visits = place<std::uint16_t>(end, visit_count);
  bytes = (end + 63) / 64 * 64;
}

Customer Records::append() {
  TENURE_ENSURE(size_ < 0xFFFFFFFFu, "too many customers");
  if ((size_ & (kChunk - 1)) == 0) {
    const std::size_t bytes = kChunk * layout_.bytes;
    void* memory = ::operator new[](bytes, std::align_val_t{kChunkAlignment});
    chunks_.emplace_back(static_cast<std::byte*>(memory));
#if defined(__linux__)
    // Customers are visited here and there: large pages spare half of the cost of a visit.  A refusal does no harm.
    static_cast<void>(madvise(memory, bytes, MADV_HUGEPAGE));
#endif
  }
  const Customer c = (*this)[size_++];
  new (&c.hot()) Hot{};
  std::uninitialized_value_construct_n(c.risks(), layout_.risk_count);
  std::uninitialized_default_construct_n(c.decisions(), layout_.decision_count);
  for (std::size_t i = 0; i < layout_.decision_count; ++i) c.decisions()[i].left = -1.0;
  std::uninitialized_fill_n(c.touch_dues(), layout_.touch_count, sim::kNever);
  std::uninitialized_default_construct_n(c.touches(), layout_.touch_count);
  std::uninitialized_default_construct_n(c.carries(), layout_.carry_count);
  std::uninitialized_default_construct_n(c.changes(), layout_.change_count);
  std::uninitialized_default_construct_n(&c.recurring(), layout_.recurring_count);
  std::uninitialized_default_construct_n(&c.size_slot(), layout_.size_count);
  std::uninitialized_value_construct_n(c.attributes(), layout_.attribute_count);
  c.join(0);
  std::uninitialized_value_construct_n(c.states(), layout_.state_count);
  std::uninitialized_fill_n(c.books(), layout_.book_count, sim::kAnyServer);
  std::uninitialized_default_construct_n(&c.experience(), layout_.experience_count);
  std::uninitialized_default_construct_n(c.surveys(), layout_.survey_count);
  std::uninitialized_value_construct_n(c.visits(), layout_.visit_count);
  return c;
}

}  // namespace tenure::models
