// Customers going through the funnel: the model that the engine runs.
//
// One idea per source file: births and arrivals (models/customer), stages, risks and decisions (models/funnel), touchpoints
// and fading effects (models/engagement), books of accounts (models/staff), money (models/money).
//
// What happens to one customer at one instant happens in this order: letters; decisions; transitions (ties by the order of
// the scenario); the next piece of changing hazards; touchpoints and demands (ties by the order of the strategy).  Lump sums
// are paid by whoever is in the stage after decisions and transitions of that instant.
//
// While a customer waits on a live request, time passes for her risks, but nothing happens to her; what fell due meanwhile
// happens right after the answer, in the order in which it fell due.
#pragma once

#include <array>
#include <atomic>
#include <memory>
#include <span>
#include <vector>

#include "models/customer/occasion.h"
#include "models/customer/record.h"
#include "models/funnel/baseline.h"
#include "models/money/ledger.h"
#include "models/simulate/trace.h"
#include "models/simulate/watched.h"
#include "models/plan/plan.h"
#include "models/staff/books.h"
#include "sim/engine/concept.h"
#include "sim/random/address.h"

namespace tenure::sim {
class Executor;
}

namespace tenure::models {

/// The random numbers of a cell, and whether those that decide who stays and how many come are taken from 1 - u instead of u: the
/// antithetic of the cell with the same key.
struct Luck {
  Luck(sim::StreamKey of, bool as_mirrored = false) : key(of), mirrored(as_mirrored) {}  // NOLINT: a key is the usual luck
  sim::StreamKey key;
  bool mirrored;
};

class Population {
 public:
  /// Draws the opening book.  `block_size` is the engine's: customers of one block share a ledger.
  /// Throws sim::Cancelled once `stop` is set.  `recorder`: what is to be written down, and where to; or nullptr.
  Population(const Plan& plan, Luck luck, std::uint32_t block_size, const std::atomic<bool>* stop = nullptr,
             Recorder* recorder = nullptr);

  /// Before the run: nobody of the opening book leaves, and what she would have left by is kept instead.  Needs a warm-up, and
  /// that one thread runs the cell.
  void watch(const WatchFor& what);
  /// After the run.
  Watched watched();

  // ---- what the engine calls (sim/engine/concept.h)
  std::uint32_t size() const { return records_.size(); }
  std::uint64_t key(EntityId id) const { return records_[id].hot().key; }
  Tick first_due(EntityId id) const;
  Tick on_due(EntityId id, Tick due, Tick now, sim::Desk& desk);
  Tick on_answer(EntityId id, const sim::Answer& answer, Tick now, sim::Desk& desk);
  Tick on_told(EntityId id, const sim::Notice& notice, Tick now, sim::Desk& desk);
  void on_midnight(sim::Clerk& clerk);
  void prefetch(EntityId id) const { records_.prefetch(id); }

  /// Posts what lasts until the horizon and returns the sum of all ledgers.  Checks that customers and their time add up.
  Ledger close();

  /// After close(): those who are customers live on until horizon + run_off.  What they bring, discounted to the start.
  Ledger run_off(sim::Executor* executor, const std::atomic<bool>* stop = nullptr);

 private:
  /// A customer at hand, and where her postings go.
  struct Case {
    Customer c;
    Hot& h;
    const SegmentPlan& segment;
    Ledger& ledger;
    EntityId id = 0;  ///< where it was opened by its number
    const StagePlan& stage() const { return segment.stages[h.stage]; }
  };
  Case open(EntityId id);

  // customer/birth.cpp
  void add_opening_book(const std::atomic<bool>* stop);
  void add_arrivals(Tick midnight, sim::Clerk& clerk);
  void draw_traits(const Customer& c, int segment, std::uint32_t candidate = 0);
  /// What a stay has spent until time 0; `own`: by risks and decisions that hang on the customer's attributes.
  struct Past {
    double frail = 0.0, frail_own = 0.0;  ///< cumulated hazards that frailty multiplies
    double plain_own = 0.0;               ///< and others
    double lasted = 1.0;                  ///< share of the own durations that are longer
    void spend(double hazard, bool by_frailty, bool own);
    double survival(double frailty_variance) const;
  };
  Past past(const Case& k, const StagePlan& stage) const;
  void start_opening(Case& k);
  void start_newcomer(Case& k, Tick now);

  // customer/warm_up.cpp
  void await_start(Case& k, int stage);
  void rest(Case& k, int stage, Tick now);
  void come(Case& k, Tick now);
  void begin_held(Case& k);
  void vanish(Case& k, Tick now, sim::Desk& desk);
  void open_books();
  /// Whoever is not in the opening book is dropped where she would become a customer, or be gone, before 0.
  static bool drops(const Case& k, const StagePlan& next, Tick now) {
    return now < 0 && k.h.standing == Standing::prospect && (next.customer || next.absorbing);
  }
  /// Risks by which customers leave do not run before 0: everybody in the book is there at 0.
  static bool is_held(const Case& k, const RiskPlan& risk, Tick now) {
    return now < 0 && k.stage().customer &&
           (risk.change != no_index || !k.segment.stages[static_cast<std::size_t>(risk.to)].customer);
  }
  static bool is_held(const Case& k, const DecisionPlan& d, Tick now);
  static bool awaits_start(const Case& k) { return k.h.standing >= Standing::resting; }
  int start_stage(std::uint64_t key, std::span<const StartShare> shares) const;

  // funnel/stages.cpp
  void enter(Case& k, int stage, Tick entered, Tick now);
  void move(Case& k, int stage, Tick now, sim::Desk& desk);
  void leave_books(Case& k);
  void post_stay(Case& k, Tick until);
  enum class Flows : std::uint8_t { all, sized };
  void post_flows(Case& k, Tick until, Flows which);
  void pay_flows(Case& k, const std::vector<int>& flows, Tick now);
  Tick next_due(const Case& k) const;

  // funnel/risks.cpp
  Baseline baseline(const Case& k, const RiskPlan& risk) const;
  Tick clock_start(const Case& k, const RiskPlan& risk) const;
  /// The share that decides how long somebody stays, or how many come.
  double fate_share(const sim::Draws& draws) const {
    const double u = draws.share();
    return mirrored_ ? 1.0 - u : u;
  }
  double draw_budget(const Case& k, const RiskPlan& risk, std::uint32_t occasion, Tick now, bool opening) const;
  void start_risks(Case& k, Tick now, bool opening);
  void start_risk(Case& k, std::size_t i, std::uint32_t visit, Tick now, bool opening);
  using Means = std::array<double, 64>;  ///< of fading states; only the entries asked for are set
  Means means(const Case& k, std::uint64_t set, Tick length) const;
  static double pace_alone(const Case& k, const RiskPlan& risk);
  double pace(const Case& k, const RiskPlan& risk, std::uint64_t set, const Means& mean) const;
  /// The states at work that bear on a risk, when one of them fades; none otherwise.
  std::uint64_t fading_of(const Case& k, const RiskPlan& risk) const;
  void settle(Case& k, Tick now);
  enum class Fresh : std::uint8_t { no, yes };  ///< has the stage just been entered?
  void begin_pieces(Case& k, Tick now, Fresh fresh = Fresh::no);
  void keep_carried(Case& k, Tick now);
  void strike(Case& k, Tick due, Tick now, sim::Desk& desk);

  // funnel/recurrences.cpp
  double draw_recurrence(const Case& k, const RiskPlan& risk, std::int64_t month, std::uint32_t count) const;
  void start_recurrence(Case& k, const RiskPlan& risk, Tick now);
  double spent_on(const Case& k, const RiskPlan& risk, double pace_there, std::uint64_t fading, Tick from, Tick to) const;
  ChangeSlot next_month(const Case& k, const RiskPlan& risk, const ChangeSlot& slot) const;
  void find_occasion(const Case& k, const RiskPlan& risk, RiskSlot& slot, std::uint64_t fading, Tick until) const;
  void settle_recurrence(Case& k, const RiskPlan& risk, double pace_there, std::uint64_t fading, Tick now);
  void keep_recurrences(Case& k, Tick now);
  void recur(Case& k, const RiskPlan& risk, RiskSlot& slot, Tick now);
  void happen_on_stay(Case& k, const DecisionPlan& d, std::uint32_t term, Tick when, Tick now);
  bool noticed(const Case& k, const ChangePlan& change, std::uint32_t occasion, Tick now) const;
  void happen(Case& k, const ChangePlan& change, std::uint32_t occasion, Tick now);

  // money/recurring.cpp
  std::int64_t recurring(const Case& k, Tick t) const;
  std::int64_t follow_recurring(Case& k, Tick until);
  void move_recurring(Case& k, std::int64_t before, std::int64_t after, Tick t);
  void close_years(Case& k, std::int64_t rate, Tick t);
  void start_recurring(Case& k, Tick now, bool opening);
  void resize(Case& k, double factor, Tick now);

  // simulate/run_off.cpp
  void stop_contacts(Case& k);
  void live_on(Case& k);

  // funnel/decisions.cpp
  void plan_decisions(Case& k, Tick now);
  void plan_decision(Case& k, int index, Tick now);
  void next_term(const Case& k, const DecisionPlan& d, DecisionSlot& slot, Tick after) const;
  bool decide(Case& k, Tick due, Tick now, sim::Desk& desk);
  Tick date_of(const Case& k, const DecisionPlan& d, const DecisionSlot& slot) const;
  void go(Case& k, const DecisionPlan& d, DecisionSlot& slot, std::size_t way, Tick now, sim::Desk& desk);
  double total_hazard(const Case& k, const DecisionPlan& d, Tick now, double p) const;

  // engagement/touchpoints.cpp
  void plan_touches(Case& k, int old_stage, Tick now);
  static void find_contact_due(Case& k);
  bool touch(Case& k, int index, Tick now, sim::Desk& desk);  ///< true: she stands still now
  sim::Request request(const Case& k, const Tag& tag, std::uint32_t occasion, Tick now) const;
  void deliver(Case& k, const TouchPlan& t, std::uint32_t occasion, Tick when, Tick now, double quality = 1.0, double late = 1.0,
               bool settled = true);
  void miss(Case& k, const TouchPlan& t, Tick when, Tick now);
  void not_reached(Case& k, int index, std::uint32_t occasion, Tick now);
  void deliver_at_once(Case& k, const TouchPlan& t, std::uint32_t occasion, Tick now, sim::Desk& desk);
  Tick recurrence_after(const Case& k, const TouchPlan& t, TouchSlot& slot, Tick from) const;
  void withdraw(Case& k, Tick now, sim::Desk& desk);
  void give_back_places(Case& k, int next_stage, sim::Desk& desk);
  static void take_over_place(Case& k, const TouchPlan& t, TouchSlot& slot);
  static void give_back_place(Case& k, std::size_t index, sim::Desk& desk);

  // engagement/appointments.cpp
  void keep_appointments(Case& k, Tick due, Tick now, sim::Desk& desk);
  void cancel_appointments(Case& k, Tick now, sim::Desk& desk);
  bool by_appointment(const TouchPlan& t) const {
    return t.delivery == Delivery::pool && plan_.slots[static_cast<std::size_t>(t.pool)].latest > 0;
  }

  // engagement/outcomes.cpp
  void lead_on(Case& k, const TouchPlan& t, std::uint32_t occasion, double late, Tick now, sim::Desk& desk);

  // engagement/returns.cpp
  bool settles(const Case& k, const Tag& tag, std::uint32_t occasion) const;
  void settle_or_return(Case& k, const Tag& tag, const sim::Answer& answer, bool settled, Tick now, sim::Desk& desk);
  void come_back(Case& k, const Tag& tag, std::uint32_t occasion, const LawPlan& after, Tick now, sim::Desk& desk);

  // engagement/self_service.cpp
  bool help_herself(Case& k, int index, std::uint32_t occasion, Tick now, sim::Desk& desk);  ///< true: no person is asked now

  // engagement/influences.cpp
  void jump(Case& k, const std::vector<Jump>& jumps, double size, Tick now);
  void move_states(Case& k, const std::vector<Jump>& jumps, double size);
  static void set_state(const Case& k, int state, double x);
  void start_states(Case& k);
  std::uint32_t contacts_before(const Case& k) const;
  double log_modifier(const Case& k, const std::vector<Modifier>& modifiers, Tick now) const;

  // engagement/surveys.cpp
  void plan_surveys(Case& k, Tick now) const;
  void survey(Case& k, std::size_t index, Tick now) const;

  // engagement/satisfaction.cpp
  void feel(Case& k, const std::vector<Jump>& jumps, double size, double quality, Tick now);
  double quality_felt(const Case& k, const TouchPlan& t, std::uint32_t occasion, double experience) const;
  void experience(const Case& k, double quality, Tick now);
  void post_satisfaction(Case& k, Tick now) const;
  void post_levels(Case& k) const;

  const Plan& plan_;
  sim::StreamKey luck_;
  bool mirrored_;
  Tick follow_from_ = 0, follow_until_;            ///< lives are followed, and flows posted, within these
  // simulate/watch.cpp
  bool leads_out(const Case& k, const RiskPlan& risk) const {
    return risk.change == no_index && risk.acts_on == ActsOn::hazard && k.stage().customer &&
           !k.segment.stages[static_cast<std::size_t>(risk.to)].customer;
  }
  bool is_watched(const Case& k) const {
    return watching_ != nullptr && k.h.key >> 60 == static_cast<std::uint64_t>(sim::EntityKind::listed);
  }
  void note_spent(Case& k, Tick now);
  void note_rate(Case& k, EntityId id);
  void note_demand(const Case& k, const TouchPlan& t, Tick now);

  // simulate/trace.cpp: nothing of it is called where nothing is to be written down
  [[gnu::cold]] void meet(EntityId id);
  const std::string& touch_name(const TouchPlan& t) const {
    return plan_.labels.touchpoints[static_cast<std::size_t>(plan_.touch_rows[static_cast<std::size_t>(t.touchpoint)])];
  }
  bool traced(const Case& k, Tick now) const { return recorder_ != nullptr && recorder_->id == k.id && now >= 0; }
  [[gnu::cold]] TraceLevels levels(const Case& k, Tick t) const;
  [[gnu::cold]] TraceEvent& note(const Case& k, TraceKind kind, Tick at, Tick now) const;
  [[gnu::cold]] TraceEvent& note_contact(const Case& k, TraceKind kind, const Tag& tag, std::uint32_t occasion, Tick at, Tick now) const;
  [[gnu::cold]] void note_answer(const Case& k, const Tag& tag, const sim::Answer& answer, double late, bool settled, Tick now) const;
  [[gnu::cold]] void note_help(const Case& k, const TouchPlan& t, const SelfServicePlan& s, std::uint32_t occasion, TraceHelp help, Tick now) const;
  [[gnu::cold]] void note_begin(const Case& k, Tick now) const;
  [[gnu::cold]] void note_months(const Case& k, Tick now) const;
  [[gnu::cold]] void note_money(const Case& k, Account account, double amount, double discounted, Tick t) const;
  [[gnu::cold]] void note_rate_paid(const Case& k, Account account, double per_day, Tick from, Tick to) const;
  [[gnu::cold]] void note_end(const Case& k) const;
  void because(const Case& k, TraceCause cause, const std::string& by) const {
    if (recorder_ == nullptr || recorder_->id != k.id) return;
    recorder_->cause = cause;
    recorder_->by = by;
  }
  /// An amount that this customer pays, or costs.
  void pay(const Case& k, Account account, double amount, Tick t) const;

  struct Watching {
    WatchFor what;
    Watched out;
    std::vector<WatchedCustomer> customers;  // [entity] of the opening book
  };
  std::unique_ptr<Watching> watching_;
  Recorder* recorder_;

  bool alone_ = false;                             ///< in the run-off: nothing reaches customers any more
  std::uint32_t block_size_;
  Records records_;
  std::vector<std::unique_ptr<Ledger>> ledgers_;   ///< [block]
  std::vector<double> contagion_;                  ///< [group] share of all ever born, as of the last midnight
  Books books_;
};

}  // namespace tenure::models
