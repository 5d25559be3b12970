// What the simulation keeps of one customer.
//
// One record per customer, contiguous, a whole number of cache lines: first 64 bytes that every event touches, then the
// budgets of the risks of the present stage, then what only some scenarios need (decisions, touchpoints, fading states,
// attributes, ...), present only when the plan uses it.  Records never move.
//
//   hot 64 | risks of the stage, 40 each | decisions, 24 each | touchpoints and demands, 16 each | appointments, 24 each
//          | carried budgets, 16 each | changes, 24 each | recurring revenue, 16 | size, 16 | attributes, 8 each
//          | instant of joining, 8 | fading states, 4 each | books, 4 each | experience so far, 8 | surveys, 16 each
//          | visits by stage, 2 each
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "models/plan/plan.h"
#include "sim/pool/request.h"
#include "sim/time/tick.h"

namespace tenure::models {

using sim::EntityId;

inline constexpr std::uint16_t kUnborn = 0xFFFF;  ///< stage of somebody who has not come yet

/// Where somebody stands between coming and leaving for the first time.
enum class Standing : std::uint8_t {
  prospect,  ///< came after the start and has not been a customer yet
  kept,      ///< a customer since the start (opening book), or since she first became one
  left,      ///< has left once; or was no customer at the start
  // of the opening book, before 0 in a run that begins before 0:
  resting,   ///< stands in her stage of the opening book: nothing of hers happens before 0
  settling   ///< came within the warm-up: moves between customer stages, but does not leave before 0
};

struct Hot {
  std::uint64_t key = 0;
  Tick born = 0;            ///< tenure starts; before 0 in the opening book
  Tick entered = 0;         ///< the present stage was entered; before 0 in the opening book
  Tick since = 0;           ///< fading states, and budgets of modulated risks, are as of this instant
  Tick piece_end = 0;       ///< the present piece of modulated hazards lasts until here at most
  std::uint64_t active = 0; ///< set of fading states that are not 0
  Tick contact_due = sim::kNever;  ///< the first of her touchpoints and demands in this stage
  float frailty = 1.0F;
  std::uint16_t stage = kUnborn;
  std::uint8_t segment = 0;
  Standing standing = Standing::prospect;
};
static_assert(sizeof(Hot) == 64);

struct RiskSlot {
  double left = 0.0;        ///< of the budget, as of `since` (modulated) or of entering the stage
  Tick due = sim::kNever;   ///< when it strikes, if within the present piece
  double pace = 0.0;        ///< what multiplies the baseline in the present piece (with contagion: spending per day)
  double from = 0.0;        ///< the baseline as cumulated at the beginning of the piece
  double to = 0.0;          ///< and at its end, if it has one
};

inline constexpr double kNeverSpent = 1e6;  ///< a budget that nobody spends: of customers who are watched
inline constexpr double kUndrawn = -1.0;  ///< what is left of a budget that has not been drawn

struct DecisionSlot {
  double left = 0.0;        ///< of the budget; kUndrawn: not drawn yet; -2 - w: she has decided to go way w at `due`
  Tick due = sim::kNever;   ///< of the next decision, or of going
  std::uint32_t term = 0;   ///< number of the due date
  std::uint32_t spell = 0;
};

/// An appointment ahead.
struct Appointment {
  Tick at = 0, asked = 0;
  std::uint32_t occasion = 0;
};

/// What is remembered of a touchpoint or demand; when it is due next stands apart, since that is read far more often.
struct TouchSlot {
  std::uint32_t occasion = 0;
  std::uint16_t visit = 0;    ///< how often its stages were entered
  std::uint16_t pending : 15 = 0;  ///< asked, not answered
  std::uint16_t held : 1 = 0;      ///< has a place of a capacity, or an appointment ahead
};

struct CarrySlot {
  double left = -1.0;       ///< < 0: not drawn yet
  std::uint32_t spell = 0;
  std::uint32_t unused = 0;
};

/// What contacts have taught her so far, where the scenario has satisfaction.
struct ExperienceSlot {
  float expectation = 0.0F;     ///< without the drift that everybody has
  std::uint32_t contacts = 0;   ///< felt
};

struct SurveySlot {
  Tick due = sim::kNever;
  std::uint32_t occasion = 0;   ///< number of the due date since her start
  std::uint32_t unused = 0;
};

/// Budget of a change until it happens next; drawn anew each month and after each occasion.
struct ChangeSlot {
  double left = -1.0;       ///< of the budget, as of `at`; < 0: not drawn yet
  Tick at = 0;
  std::int32_t month = 0;   ///< its name: the month, and the count within it
  std::uint32_t count = 0;
  double ahead = -1.0;      ///< the first budget of the month after; < 0: not drawn yet
};

/// What is remembered of a customer's recurring revenue.
struct RecurringSlot {
  std::int64_t base = 0;    ///< when the year at hand began; millionths of money per month
  std::int32_t year = 0;    ///< since the start
  std::int32_t had = 0;     ///< has she brought any before?
};

struct SizeSlot {
  double size = 1.0;
  Tick at = 0;              ///< flows that hang on it, and recurring revenue, are posted until here
};

/// Where the parts of a record lie.
class Layout {
 public:
  Layout() = default;
  explicit Layout(const Plan& plan);

  std::size_t bytes = 64;
  std::size_t decisions = 0, touch_dues = 0, touches = 0, appointments = 0, carries = 0, attributes = 0, joined = 0, states = 0, books = 0, surveys = 0, experience = 0, visits = 0;
  std::size_t risk_count = 0, decision_count = 0, touch_count = 0, carry_count = 0, attribute_count = 0, state_count = 0,
              book_count = 0, visit_count = 0, joined_count = 0, experience_count = 0, survey_count = 0;
  std::size_t changes = 0, recurring = 0, size = 0;
  std::size_t warm = 64;         ///< up to here lies what most visits read
  std::size_t change_count = 0, recurring_count = 0, size_count = 0;
};

/// View of one customer's record.
class Customer {
 public:
  Customer(std::byte* at, const Layout& layout) : at_(at), layout_(&layout) {}

  Hot& hot() const { return *reinterpret_cast<Hot*>(at_); }
  RiskSlot* risks() const { return reinterpret_cast<RiskSlot*>(at_ + 64); }
  DecisionSlot* decisions() const { return reinterpret_cast<DecisionSlot*>(at_ + layout_->decisions); }
  Appointment* appointments() const { return reinterpret_cast<Appointment*>(at_ + layout_->appointments); }
  /// [touchpoint or demand] when it is due next, in this stage.
  Tick* touch_dues() const { return reinterpret_cast<Tick*>(at_ + layout_->touch_dues); }
  TouchSlot* touches() const { return reinterpret_cast<TouchSlot*>(at_ + layout_->touches); }
  CarrySlot* carries() const { return reinterpret_cast<CarrySlot*>(at_ + layout_->carries); }
  ChangeSlot* changes() const { return reinterpret_cast<ChangeSlot*>(at_ + layout_->changes); }
  RecurringSlot& recurring() const { return *reinterpret_cast<RecurringSlot*>(at_ + layout_->recurring); }
  SizeSlot& size_slot() const { return *reinterpret_cast<SizeSlot*>(at_ + layout_->size); }
  double size() const { return layout_->size_count ? size_slot().size : 1.0; }
  double* attributes() const { return reinterpret_cast<double*>(at_ + layout_->attributes); }
  /// When a newcomer became a customer: on arrival, unless the plan has newcomers who start as prospects.
  Tick joined() const { return layout_->joined_count ? *joined_slot() : hot().born; }
  void join(Tick t) const {
    if (layout_->joined_count) *joined_slot() = t;
  }
  float* states() const { return reinterpret_cast<float*>(at_ + layout_->states); }
  std::int32_t* books() const { return reinterpret_cast<std::int32_t*>(at_ + layout_->books); }
  ExperienceSlot& experience() const { return *reinterpret_cast<ExperienceSlot*>(at_ + layout_->experience); }
  SurveySlot* surveys() const { return reinterpret_cast<SurveySlot*>(at_ + layout_->surveys); }
  std::uint16_t* visits() const { return reinterpret_cast<std::uint16_t*>(at_ + layout_->visits); }

  /// A number of the plan, for this customer.
  double operator()(const Number& number) const {
    return number.attribute < 0 ? number.value : number.value * attributes()[number.attribute];
  }
  std::span<const double> values() const { return {attributes(), layout_->attribute_count}; }

 private:
  Tick* joined_slot() const { return reinterpret_cast<Tick*>(at_ + layout_->joined); }

  std::byte* at_;
  const Layout* layout_;
};

/// All records of a cell.
class Records {
 public:
  explicit Records(const Plan& plan) : layout_(plan) {}

  std::uint32_t size() const { return size_; }
  Customer operator[](EntityId id) const {
    return {chunks_[id >> kChunkBits].get() + (id & (kChunk - 1)) * layout_.bytes, layout_};
  }
  /// Begins to load what most events of a customer touch: everything up to her carried budgets.
  void prefetch(EntityId id) const {
    const std::byte* at = chunks_[id >> kChunkBits].get() + (id & (kChunk - 1)) * layout_.bytes;
    for (std::size_t line = 0; line < layout_.warm; line += 64) __builtin_prefetch(at + line, 1);
  }
  /// Appends a blank record.
  Customer append();

  const Layout& layout() const { return layout_; }

 private:
  static constexpr unsigned kChunkBits = 12;
  static constexpr std::uint32_t kChunk = 1u << kChunkBits;
  static constexpr std::size_t kChunkAlignment = std::size_t{1} << 21;  ///< of a large page
  struct Free {
    void operator()(std::byte* p) const { ::operator delete[](p, std::align_val_t{kChunkAlignment}); }
  };

  Layout layout_;
  std::uint32_t size_ = 0;
  std::vector<std::unique_ptr<std::byte[], Free>> chunks_;
};

}  // namespace tenure::models
