// A strategy in its world, compiled into flat tables for simulation.
//
// Everything that can be decided before the first customer exists is decided here: which risks, decisions and touchpoints a
// segment has in each stage, which effects can move which risk, which amounts are the same for everybody.  What depends on a
// customer's own attributes stays as a number times an attribute.  All times are ticks, all rates per day.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "models/measure/measures.h"
#include "models/plan/law.h"
#include "models/scenario/scenario.h"
#include "sim/pool/pool_spec.h"
#include "sim/time/tick.h"
#include "sim/time/working_calendar.h"

namespace tenure::models {

/// From `from` on (until the next change) a hazard is multiplied by `factor`.
struct Change {
  Tick from = 0;
  double factor = 1.0;
};

/// The multiplier that holds at t; 1 before the first change.
inline double factor_at(const std::vector<Change>& changes, Tick t) {
  double factor = 1.0;
  for (const Change& c : changes) {
    if (c.from > t) break;
    factor = c.factor;
  }
  return factor;
}

/// The multiplier of those who are in a stage; 1 where nothing is kept.
inline double factor_in(std::uint16_t stage, const std::vector<double>& by_stage) {
  return by_stage.empty() ? 1.0 : by_stage[stage];
}

/// A multiplier ratio^x of a hazard: the effect's state x, counted within the segment, and log(ratio).
struct Modifier {
  int state = 0;
  double log_ratio = 0.0;
};

/// One way out of stages, for one segment.
struct RiskPlan {
  int transition = 0;            ///< index into Scenario::transitions
  int to = 0;
  int change = no_index;         ///< it strikes again and again, and leads nowhere: index into SegmentPlan::changes
  std::uint32_t stream = 0;      ///< of its budgets
  ActsOn acts_on = ActsOn::hazard;
  Clock clock = Clock::stage;
  bool frailty = false;
  bool weibull = false;          ///< else the cumulative hazard (or progress) is linear in time
  int carry = no_index;          ///< leads out of several stages: where its remaining budget is kept
  LawPlan time;                  ///< exponential or Weibull, or the nominal duration when acts_on = speed
  std::vector<Change> changes;   ///< dated multipliers; empty: always 1
  std::vector<double> by_stage;  ///< [stage] multipliers; empty: always 1
  std::vector<Modifier> modifiers;
  Number contagion;              ///< per day, times the share of all ever born who are in a group of stages
  int contagion_group = no_index;
  bool modulated = false;        ///< its hazard can change while the customer stays: changes, modifiers or contagion
  std::vector<int> flows;        ///< paid when it happens: indices into SegmentPlan::flows
};

struct WayPlan {
  int to = 0;
  int count_row = 0;             ///< row of the measure transition_count
  Number share;
  std::vector<Change> share_changes;   ///< dated multipliers of the share
  std::vector<Change> hazard_changes;  ///< dated multipliers of -log(1 - p), for this way's part
};

/// A decision between several ways, for one segment.
struct DecisionPlan {
  int decision = 0;
  std::uint32_t fate_stream = 0, way_stream = 0;
  Tick every = 0, first = 0;
  Tick notice = 0;               ///< between deciding and the date
  Anchor anchor = Anchor::start;
  std::vector<Tick> dates;
  bool frailty = false;
  double level = 1.0;            ///< multiplies -log(1 - p)
  std::vector<WayPlan> ways;
  std::vector<Change> changes;
  std::vector<double> by_stage;  ///< [stage] multipliers of -log(1 - p); empty: always 1
  std::vector<Modifier> modifiers;
  std::vector<int> flows;
  std::vector<int> on_stay;      ///< happen to a share of those who stay: indices into SegmentPlan::changes
};

/// What happens to a customer again and again, for one segment: when it comes with a decision, and what it does.
struct ChangePlan {
  int change = 0;                ///< index into Scenario::changes
  double size = 1.0;             ///< factor on the customer's size
  bool frailty = false;
  std::uint32_t share_stream = 0;
  Number share;                  ///< of those who stay at the decision
  double level = 1.0;            ///< multiplies -log(1 - share)
  std::vector<Change> factors;   ///< dated multipliers of -log(1 - share)
  std::vector<double> by_stage;  ///< [stage] likewise; empty: always 1
  std::vector<Modifier> modifiers;
  bool noticed = false;          ///< an occasion becomes a change with alone + (full − alone) · min(1, level)
  std::uint32_t notice_stream = 0;
  double alone = 1.0, full = 1.0;
  int notice_state = no_index;   ///< no_index: its level is 0
};

/// What an outcome does to a state.
struct Jump {
  int state = 0;
  Move move = Move::adds;
  double amount = 1.0;           ///< adds and lifts_to: times the size of the occasion
};

/// A fading state of a customer, within a segment: x jumps, and halves every half_life.
struct StatePlan {
  double half_life = 0.0;        ///< ticks; 0: does not fade
  double cap = 0.0;              ///< 0: none
  double start = 0.0;            ///< of a newcomer and of the opening book
  double step_fade = 1.0;        ///< fade and mean_fade over Plan::fade_step, the length of most pieces
  double step_mean = 1.0;
};

/// How lateness weakens a contact; see models/engagement/outcomes.h.
struct LatePlan {
  double half_at = 0.0;          ///< ticks; 0: it does not
  double slope = 1.0, floor = 0.0;
  double weight = 1.0;           ///< of the logarithm of what is left
};

/// A stage to which a contact leads, with its share.
struct WayOut {
  int to = 0;
  int count_row = 0;             ///< row of the measure transition_count
  Number share;
};

/// Returns of one occasion that a request can count.
inline constexpr int kMostAttempts = 255;

/// Self-service of a demand, for one segment.
struct SelfServicePlan {
  int self_service = 0;          ///< index into Strategy::self_services
  std::uint32_t stream = 0;      ///< of its name and the demand's
  Number tried, resolved, goes_on, returns, cost;
  double selects = 0.0;
  LawPlan return_after;          ///< days
  double return_work = 1.0;
  std::vector<Jump> failed;
  Tick from = kAlways, until = sim::kNever;  ///< it stands only in [from, until)
  double experience = -1.0, failed_experience = -1.0;  ///< of a try that settles it, or does not; < 0: satisfaction feels nothing
};

/// A touchpoint or demand, for one segment.
struct TouchPlan {
  int touchpoint = 0;            ///< index into Strategy::touchpoints
  std::uint32_t recurrence_stream = 0, reach_stream = 0, contact_stream = 0, phase_stream = 0, response_stream = 0,
                resolution_stream = 0, retry_stream = 0;
  std::uint32_t topic = 0;       ///< of its requests; differs where today's and the strategy's have one name
  TriggerKind trigger = TriggerKind::cadence;
  Tick every = 0, first = 0, delay = 0;
  Tick from = kAlways, until = sim::kNever;  ///< planned only in [from, until)
  Number rate;
  std::shared_ptr<const sim::WorkingCalendar> hours;  ///< recurrence: it comes only then; null: round the clock
  double share_open = 1.0;             ///< of an ordinary week
  int eligible_attribute = no_index;   ///< only when customers of the segment differ in it
  double at_least = 0.0, below = 0.0;
  Delivery delivery = Delivery::automation;
  int pool = no_index;
  RequestMode mode = RequestMode::open;
  std::uint8_t priority = 0;
  LawPlan work, patience;        ///< days
  double mean_work = 0.0;        ///< days; of a middling customer where it hangs on attributes
  WorkClock patience_clock = WorkClock::working;
  std::uint16_t account = 0;     ///< of the pool's statistics
  Number reach, cost;
  std::vector<Jump> done, missed;
  int under_today = no_index;    ///< the touchpoint of this name under today's strategy, where it asks places too
  double quality_weight = 0.0;
  double experience = -1.0, missed_experience = -1.0, unresolved_experience = -1.0, experience_sd = 0.0;  ///< < 0: satisfaction feels nothing
  std::uint32_t quality_stream = 0;
  LatePlan late;
  std::vector<WayOut> leads_to;
  bool may_fail = false;         ///< some answers settle nothing, in some segment
  Number resolved{1.0, no_index};
  LawPlan return_after;          ///< days
  double return_work = 1.0;
  int most_returns = 0;
  std::vector<Jump> unresolved;
  std::vector<SelfServicePlan> self_service;
  std::vector<char> in_stage;    ///< [stage]
};

struct FlowPlan {
  FlowKind kind = FlowKind::revenue;
  CostOf cost_of = CostOf::other;
  FlowForm form = FlowForm::rate;
  Number amount;
  Tick every = 0;
  Anchor anchor = Anchor::stage;
  LumpAt at = LumpAt::start;
  Tick after = 0, before = sim::kNever, from = 0, until = sim::kNever;
  bool sized = false;            ///< times the customer's size
};

/// What a segment's customers are exposed to in one stage.
struct StagePlan {
  bool customer = true;
  bool absorbing = false;        ///< nothing leads out, nothing is planned
  std::vector<int> risks;        ///< into SegmentPlan::risks, in the scenario's order: ties of risks go by it
  std::vector<int> decisions;
  std::vector<int> touches;
  std::vector<int> flows;        ///< rates and lumps
  std::vector<int> recurring;    ///< those of them that make up recurring revenue
  std::uint64_t states = 0;      ///< set of states that some risk here reads
  bool modulated = false, contagious = false, dated = false;
};

/// How satisfaction follows experience; see models/engagement/satisfaction.cpp.
struct SatisfactionPlan {
  double start = 0.0, expectation = 0.0;
  double weight = 0.0, settled_after = 0.0, loss_aversion = 0.0, expectation_weight = 0.0;
  double drift = 0.0;            ///< of the expectation, per tick
};

/// A survey, for one segment.
struct SurveyPlan {
  int survey = 0;                ///< index into Scenario::surveys
  std::uint32_t stream = 0, phase_stream = 0;
  Tick every = 0, first = 0;
  double log_odds = 0.0, tilt = 0.0;  ///< of answering; ±infinity where nobody or everybody does
  double plus_from = 0.0;        ///< score from which it counts for the firm
  double minus_below = 0.0;      ///< and below which against it
  double noise = 0.0;
  std::vector<char> in_stage;    ///< [stage]
};

struct SegmentPlan {
  std::uint32_t membership = 0;  ///< hash of the name; its low bits are part of the customers' keys
  Number customers, arrivals;
  std::array<double, 12> season{};
  double log_growth = 0.0;       ///< of the arrival rate, per day
  std::vector<Change> arrival_changes;
  std::vector<StartShare> start, opening;
  int joins = no_index;              ///< stage in which one of the opening book who came within the warm-up began
  LawPlan opening_age;
  double frailty_variance = 0.0;
  std::shared_ptr<const sim::Gamma> frailty;  ///< of shape 1 / variance; null when all are alike
  std::vector<LawPlan> attributes;     ///< [attribute]
  std::vector<RiskPlan> risks;
  std::vector<DecisionPlan> decisions;
  std::vector<ChangePlan> changes;
  bool sized = false;                  ///< some flow hangs on the customers' size, and some change moves it
  std::vector<TouchPlan> touches;
  std::vector<FlowPlan> flows;
  std::vector<StatePlan> states;       ///< at most 64
  std::uint64_t fading_states = 0;     ///< set of those that have a half-life
  std::uint64_t started_states = 0;    ///< set of those that do not start at 0
  std::vector<int> declared_states;    ///< [state of the scenario]: index into `states`, or no_index where its level is always 0
  std::vector<SurveyPlan> surveys;
  int satisfaction = no_index;         ///< index into `states` of S − start, when the scenario has satisfaction
  std::vector<StagePlan> stages;
  std::vector<std::vector<Jump>> felt;      ///< [change of the scenario]: when it happens
  std::vector<std::vector<Jump>> handover;  ///< [pool]: when the customer's server changes
  std::vector<char> has_book;          ///< [pool]: somebody of the segment may ask this pool, and it has books
};

/// Within which time after asking a slot is acceptable.
struct SlotTimes {
  Tick earliest = 0, latest = 0;
};

struct PlatformPlan {
  Tick at = 0, runs_from = 0;
  double build = 0.0, running = 0.0;
};

struct Plan {
  // the world's clock
  Tick begin = 0;                                               ///< a midnight; before 0 today's strategy is in force
  Tick horizon = 0, reading_lag = 0, tick = 1, fade_step = 0;   ///< fade_step: at most a quarter of the shortest half-life
  int start_year = 2026, start_month = 1, start_day = 1;
  int months = 0;
  std::uint64_t seed = 1;
  double discount = 0.0, effect_discount = 0.0;                 ///< continuous, per day

  int stages = 0;
  std::vector<std::uint32_t> attribute_streams;                 ///< [attribute]
  std::vector<std::string> attribute_names, decision_names;     ///< [attribute], [decision of the scenario]
  std::vector<char> stored_attribute;                           ///< [attribute]: customers of some segment differ in it
  std::vector<SegmentPlan> segments;
  std::vector<std::vector<char>> contagion_groups;              ///< [group][stage]
  int carries = 0;                                              ///< risks that lead out of several stages
  int count_rows = 0;                                           ///< rows of transition_count
  std::optional<SatisfactionPlan> satisfaction;
  int surveys = 0;                                              ///< of the scenario
  int declared_states = 0;                                      ///< states of the scenario
  bool revisits = false;                                        ///< some stage can be entered twice
  bool recurring = false;                                       ///< there is recurring revenue
  bool sizes = false;                                           ///< customers' size moves something
  bool recurring_windows = false;                               ///< recurring revenue may change while nothing happens
  int years = 1;                                                ///< of TimeSettings::years()
  Tick run_off = 0;

  // staff
  std::vector<sim::PoolSpec> pools;
  std::vector<double> wage;                                     ///< [pool] per server and day
  std::vector<double> hire_cost;                                ///< [pool] per hire
  std::vector<char> acquires;                                   ///< [pool] its cost is acquisition, not operation
  std::vector<double> training;                                 ///< [pool] per hire
  std::vector<double> severance;                                ///< [pool] per server whose seat the plan closes
  std::vector<char> wound_up;                                   ///< [pool] nobody is looked after by it from 0 on
  std::vector<SlotTimes> slots;                                 ///< [pool] of slot books; 0, 0 for other kinds
  std::vector<char> places;                                     ///< [pool] a capacity: who has a place keeps it while in the stages
  bool has_places = false;
  bool has_slots = false;                                       ///< some pool is a slot book
  bool serves_missed = false;                                   ///< Scenario::serves_missed
  std::vector<PlatformPlan> platforms;

  // where results go
  DimLabels labels;
  std::vector<int> touch_rows;                                  ///< [touchpoint in force]: row in the labels; two may share one
  std::vector<int> pool_rows;                                   ///< [pool in force]
  std::vector<int> self_service_rows;                           ///< [self-service in force]
  std::vector<int> touch_channels, self_service_channels;       ///< [touchpoint, self-service in force]: row of the channel, or no_index
};

/// Compiles a strategy (index into scenario.strategies).  Throws sim::ContractError when the scenario is not one that the
/// language would have let through (indices out of range, two names with one hash, more than 64 fading effects per segment).
std::shared_ptr<const Plan> compile(const Scenario& scenario, int strategy);

}  // namespace tenure::models
