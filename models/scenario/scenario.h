// A scenario as plain structures: the world, and the strategies to compare in it.
//
// This is what a checked scenario file becomes, and the only thing that the simulation reads.  Everything is resolved:
// files that extend others are merged, models, overlays and frames are laid under each strategy, units are canonical
// (quantity.h), names are indices, and what may differ by segment has one value per segment.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "models/scenario/correlation.h"
#include "models/scenario/quantity.h"
#include "models/scenario/replication_plan.h"
#include "models/scenario/states.h"
#include "sim/time/tick.h"

namespace tenure::models {

using sim::Tick;

/// A number that somebody stated, with its uncertainty and where it comes from.
struct Parameter {
  std::string key;             ///< full dotted key, e.g. "segment.smb.transition.churn.hazard"
  double value = 0.0;          ///< base value, canonical unit
  std::optional<double> low;   ///< 5th percentile
  std::optional<double> high;  ///< 95th percentile
  std::string dist;            ///< named distribution of the uncertainty, or empty: median, P5 and P95 are hit exactly
  double least = -std::numeric_limits<double>::infinity();  ///< allowed by the key; itself excluded when `above_least`
  double most = std::numeric_limits<double>::infinity();    ///< likewise when `below_most`
  bool above_least = false, below_most = false;
  bool whole = false;          ///< whole numbers only
  std::string unit;            ///< canonical unit, e.g. "1 / d"
  std::string text;            ///< the value as the file wrote it, e.g. "0.33 / yr"
  char grade = ' ';            ///< A B C D J U, or ' ' when none is given
  std::string source;
  std::string note;
  std::string where;  ///< file:line:column
};

// ---- the world
// ------------------------------------------------------------------------------------------------------------

struct TimeSettings {
  int start_year = 2026, start_month = 1, start_day = 1;  ///< midnight at which simulated time is 0
  Tick horizon = 0;                                       ///< simulated span [0, horizon)
  Tick reading_lag = 0;  ///< between the end of an open request and the customer reading the answer
  Tick fade_step = 0;    ///< longest piece over which a fading effect is averaged
  Tick tick = 1;         ///< resolution of event times
  Tick run_off = 0;      ///< how long customers live on alone after the horizon
  int months() const { return static_cast<int>((horizon + sim::kMonth - 1) / sim::kMonth); }
  /// Whole years; at least one, which the horizon may cut off.
  int years() const { return horizon < 2 * sim::kYear ? 1 : static_cast<int>(horizon / sim::kYear); }
};

/// Since ever: before every instant.
inline constexpr Tick kAlways = -sim::kNever;

/// One figure of [today] and what was solved for it.
struct SolvedLevel {
  std::string segment;
  std::string what;       ///< "churn", "grr" or "contacts"; or "first_year", for which nothing is solved
  double target = 0.0;    ///< as stated: share, share, per day, customers of the opening book in their first year
  double level = 1.0;     ///< what the stated hazards (or rates) are multiplied by
  double expected = 0.0;  ///< what the watched year gives with it
  double error = 0.0;     ///< half-width of the 95 % interval of `expected`, chance of the watched years
  double in_few = 0.0;    ///< what its first few years alone give; see solve_today_again
};

/// What the firm does today, and for how long the world is simulated under it before the start.
struct Today {
  int strategy = no_index;  ///< in force before time 0
  Tick warm_up = 0;         ///< rounded up to whole days
  // what is known of last year, for the opening book of each segment, and whose level is solved to meet it (models/today)
  PerSegment<std::optional<Quantity>> churn = {};     ///< share of the customers who left within 12 months
  PerSegment<std::optional<Quantity>> grr = {};       ///< share of the recurring revenue kept over 12 months, cutbacks included
  PerSegment<std::optional<Quantity>> contacts = {};  ///< demands per customer and day
  std::vector<int> solve_transitions = {}, solve_decisions = {}, solve_changes = {}, solve_demands = {};
};

struct Money {
  std::string currency;  ///< ISO code
  Quantity discount;     ///< annual effective rate, plain number (0.10)
};

/// One further effect that strategies are judged by, beside money (quality-adjusted life-years, say).
struct Effect {
  std::string name, unit;
  Quantity discount;  ///< annual effective rate
};

/// How draws of the numbers from their uncertainty are spread (models/draws).
enum class DrawPoints : std::uint8_t { latin_hypercube, sobol, random };

/// The word for it in files: "latin_hypercube", "sobol", "random".
inline const char* name_of(DrawPoints points) {
  constexpr std::array<const char*, 3> names = {"latin_hypercube", "sobol", "random"};
  return names[static_cast<std::size_t>(points)];
}

/// Whether every draw has chance of its own, or replication i the same in all of them.
enum class DrawLuck : std::uint8_t { own, shared };

struct Experiment {
  int replications = 100;    ///< under the base values; with `precision` or `select` those of the first look
  int draws = 0;             ///< of the numbers from their uncertainty, beside the base values
  int draw_replications = 1; ///< of each strategy in each draw
  DrawPoints points = DrawPoints::latin_hypercube;
  DrawLuck luck = DrawLuck::own;
  std::uint64_t seed = 1;
  double confidence = 0.95;
  std::string baseline;  ///< name of a strategy; empty: the first
  std::vector<WantedPrecision> precision;  ///< empty: as many as `replications` says
  std::optional<WantedSelection> select;
  bool antithetic = false;        ///< replication 2k + 1 has the luck of 2k mirrored: pairs count, not replications
  bool control_variates = false;  ///< means are regressed on what luck alone says (models/controls)

  bool sequential() const { return !precision.empty() || select.has_value(); }
  /// Most replications of one strategy under the base values.
  int most_replications() const;
};

/// Opening hours: a weekly pattern and holidays.
struct Hours {
  struct Span {
    int weekday;
    Tick from, to;
  };  ///< 0 = Monday; ticks after midnight, from < to <= 1 day
  std::string name;
  std::vector<Span> week;
  std::vector<Tick> holidays;  ///< midnights (ticks since start) of the days on which nobody works
};

struct Attribute {
  std::string name;
  std::string unit;  ///< canonical unit, e.g. "USD / d"
};

struct StartShare {
  int stage;
  double share;
};

struct Segment {
  std::string name, label;
  Quantity customers;               ///< in the opening book, at time 0
  Quantity arrivals;                ///< newcomers per day
  std::array<double, 12> season{};  ///< multiplier of arrivals by calendar month (January first)
  Quantity growth;  ///< of the arrival rate, per year: (1 + growth)^t after t years (0.05 = +5 % a year)
  std::vector<StartShare> start;    ///< stage of a new customer; shares add up to 1
  std::vector<StartShare> opening;  ///< stage of a customer of the opening book
  int joins = no_index;  ///< stage in which one of the opening book who came within the warm-up began; no_index: as start
  Distribution opening_age;         ///< tenure of the opening book at time 0, days
  Quantity frailty;  ///< variance of the customers' gamma-distributed hazard multiplier (mean 1); 0 = alike
  std::vector<Distribution> attributes;  ///< one per Scenario::attributes
};

struct Stage {
  std::string name, label, funnel;
  bool customer = true;  ///< who is in this stage counts as a customer (retained)
  std::vector<Act> acts; ///< what being in this stage does to risks: multiplies them by ratio
};

enum class Clock : std::uint8_t { stage, tenure };  ///< time since the stage was entered, or since the customer started
enum class ActsOn : std::uint8_t { hazard, speed };  ///< what a multiplier multiplies
enum class WorkClock : std::uint8_t { wall, working };

/// The way out of stages towards one stage: a named risk that competes with the others.
struct Transition {
  std::string name;
  std::vector<int> from;
  int to = no_index;
  PerSegment<char> enabled;
  PerSegment<Distribution> time;  ///< exponential or Weibull when acts_on = hazard, any when acts_on = speed
  Clock clock = Clock::stage;
  ActsOn acts_on = ActsOn::hazard;
  bool frailty = false;  ///< the customer's frailty multiplies it
  PerSegment<double> level;  ///< multiplies the hazard; empty: 1
  std::vector<int>
      contagion_stages;  ///< hazard rises by contagion × share of all customers ever born who are in these stages
  PerSegment<Quantity> contagion;  ///< per day
};

enum class Anchor : std::uint8_t {
  start,
  stage
};  ///< occasions counted from the customer's start, or from entering the stage

/// A decision between several ways, at a date or every cycle.
struct Decision {
  struct Way {
    int to;
    PerSegment<Quantity> share;
  };
  std::string name;
  std::vector<int> from;
  PerSegment<char> enabled;
  Tick every = 0;  ///< 0: only at `dates`
  Tick first = 0;  ///< first occasion after the anchor; default `every`
  Tick notice = 0; ///< decided this long before the date; what happens in between changes nothing
  Anchor anchor = Anchor::start;
  std::vector<Tick> dates;
  bool frailty = false;
  PerSegment<double> level;  ///< multiplies the hazard that the shares stand for; empty: 1
  std::vector<Way> ways;  ///< what is left over of 1 stays
};

enum class FlowKind : std::uint8_t { revenue, cost, effect };
/// What a cost is for: the customers' product, winning customers, or anything else.
enum class CostOf : std::uint8_t { other, goods, acquisition };
enum class FlowForm : std::uint8_t { rate, lump, on_transition };
enum class LumpAt : std::uint8_t { start, end };  ///< of each interval `every`

/// A stream of money or of effect, by stage, time in stage and transition.
struct Flow {
  std::string name;
  FlowKind kind = FlowKind::revenue;
  CostOf cost_of = CostOf::other;  ///< of a cost
  FlowForm form = FlowForm::rate;
  std::vector<int> stages;       ///< for rate and lump
  std::vector<int> transitions;  ///< for on_transition
  std::vector<int> decisions;    ///< for on_transition: any way of these decisions
  PerSegment<char> enabled;
  PerSegment<Quantity> amount;  ///< per day for rate, else per occasion
  Tick every = 0;
  Anchor anchor = Anchor::stage;
  LumpAt at = LumpAt::start;
  Tick after = 0, before = sim::kNever;  ///< only while the time in stage is in [after, before)
  Tick from = 0, until = sim::kNever;    ///< only while simulated time is in [from, until)
  bool sized = false;                    ///< times the customer's size
  std::string label;
};

/// How a contact's worth falls with the time from asking to its service: to half of it after `half_at`.
struct Late {
  Tick half_at = 0;  ///< 0: lateness does not matter
  Quantity slope{1.0, no_index, no_index}, floor;
  Evidence evidence = Evidence::assumed;
  double weight = 1.0;  ///< of the logarithm: causal_discount when the evidence is observational

  friend bool operator==(const Late&, const Late&) = default;
};

/// A stage to which a contact leads.
struct LeadsTo {
  int to = no_index;
  PerSegment<Quantity> share;  ///< of the contacts delivered in time

  friend bool operator==(const LeadsTo&, const LeadsTo&) = default;
};

/// Whether an answer settles what the customer came with, and what follows when it does not.
struct Resolution {
  PerSegment<Quantity> resolved;      ///< share of the answers that settle it; empty: all do
  PerSegment<Distribution> after;     ///< she comes back that long after reading the answer, days
  Quantity work{1.0, no_index, no_index};  ///< of a return, times that of the first contact
  int most = 0;                       ///< returns of one occasion
  std::vector<Influence> unresolved;  ///< what each answer that settles nothing does

  friend bool operator==(const Resolution&, const Resolution&) = default;
};

enum class Delivery : std::uint8_t { automation, pool };
enum class RequestMode : std::uint8_t { live, open };
enum class TriggerKind : std::uint8_t { cadence, entry, recurrence };

/// A contact that a strategy plans (cadence, entry), or that customers themselves come with (recurrence: a demand of
/// the world).
struct Touchpoint {
  std::string name;
  std::string channel;        ///< measures by channel add up what has the same one; empty: none
  TriggerKind trigger = TriggerKind::cadence;
  std::vector<int> stages;
  PerSegment<char> enabled;  ///< audience
  PerSegment<Tick> every;    ///< cadence
  PerSegment<Tick>
      first;  ///< first occasion after entering one of the stages; < 0: a share of `every` addressed by the customer
  PerSegment<Tick> delay;     ///< entry: after entering
  PerSegment<Quantity> rate;  ///< recurrence, per day
  PerSegment<double> level;   ///< multiplies the rate; empty: 1
  int hours = no_index;       ///< recurrence: only while these are open, at a rate that keeps the ordinary week's mean
  int eligible_attribute = no_index;  ///< only customers whose attribute is in [at_least, below)
  double at_least = 0.0, below = 0.0;
  Delivery delivery = Delivery::automation;
  int pool = no_index;  ///< index into Strategy::pools
  RequestMode mode = RequestMode::open;
  int priority = 5;                   ///< 0 first .. 9 last
  PerSegment<Distribution> work;      ///< server working time, days (of working time)
  PerSegment<Distribution> patience;  ///< from asking to the start of service, days; constant infinity: unlimited
  WorkClock patience_clock = WorkClock::working;
  PerSegment<Quantity> reach;     ///< automation: share of sendings that arrive
  PerSegment<Quantity> cost;      ///< per contact delivered
  std::vector<Influence> done;    ///< when it is delivered
  std::vector<Influence> missed;  ///< when it is abandoned, missed, closed or full
  double quality_weight = 0.0;    ///< x jumps by 1 + weight × (quality − 1) of the server who did it
  PerSegment<Quantity> experience;         ///< quality in [0, 1] felt when it is delivered; empty: satisfaction feels nothing
  PerSegment<Quantity> missed_experience;  ///< when it is missed; empty: satisfaction feels nothing
  PerSegment<Quantity> unresolved_experience;  ///< when an answer settles nothing; empty: as when it does
  Quantity experience_sd;                  ///< between occasions
  Tick from = kAlways, until = sim::kNever;  ///< planned only in [from, until)
  int needs = no_index;                      ///< index into Strategy::platforms: only once that is built
  Late late;
  std::vector<LeadsTo> leads_to;
  Resolution resolution;

  friend bool operator==(const Touchpoint&, const Touchpoint&) = default;
};

struct Event {
  std::string name;
  Tick at = 0, until = sim::kNever;
  std::vector<int> transitions, decisions, changes;
  Quantity factor;            ///< on the transitions', decisions' and changes' hazard, or on arrivals
  std::vector<int> arrivals;  ///< segments whose arrivals are multiplied
  std::string pool;           ///< pool that loses servers; strategies without it are untouched
  int servers_lost = 0;
};

// ---- strategies
// -----------------------------------------------------------------------------------------------------------

enum class PoolKind : std::uint8_t { staffed, slots, capacity };

struct HeadcountStep {
  Tick at;
  int servers;
  int moved = 0;  ///< of those who come or go then, who come from another team of the firm, or go to one (today.h)
};
struct Shift {
  int hours = no_index;  ///< index into Scenario::hours; no_index = round the clock
  int servers = 0;
  std::vector<HeadcountStep> plan = {};  ///< later head counts: from today's team to the strategy's own (today.h)
};

/// Staff of one kind.
struct Pool {
  std::string name, label;
  PoolKind kind = PoolKind::staffed;
  bool acquires = false;            ///< it wins customers: its cost is acquisition, not operation
  int servers = 0;                  ///< at time 0
  std::vector<HeadcountStep> plan;  ///< later head counts
  bool wound_up = false;            ///< only today's strategy has it, another one is in force (today.h)
  std::string takes_over;           ///< pool of today's strategy whose people begin here as far as it does not keep them; empty: none
  int places_before = -1;           ///< slots and capacity: those of today, before time 0; -1: the same
  int hours = no_index;             ///< index into Scenario::hours; no_index = round the clock
  std::vector<Shift> shifts;        ///< instead of `hours`: servers by shift (then servers = their sum)
  Quantity wage;                    ///< loaded, per server and day (calendar), paid whether busy or idle
  Quantity shrinkage;               ///< share of paid hours lost to meetings, training, absence; in [0, 1)
  Quantity quality_sd, speed_sd;    ///< between servers, coefficient of variation
  Tick sitting = 0;                 ///< long open work is cut into pieces of this length; 0: never
  bool overtime = false;            ///< open work goes on past closing time
  bool books = false;               ///< every customer has a server of her own
  int overflow_pool = no_index;
  Tick overflow_after = sim::kNever;
  WorkClock overflow_clock = WorkClock::working;
  Quantity attrition;  ///< servers' hazard of leaving, per day
  Tick notice = 0, hire_delay = 0;
  Quantity hire_cost;               ///< per hire
  Tick ramp = 0;                    ///< until full speed
  Quantity ramp_start;              ///< share of full speed on the first day, in (0, 1]
  Quantity ramp_quality{1.0};       ///< share of full quality on the first day, in (0, 1]
  Quantity training;                ///< money per hire, beside hire_cost
  Quantity severance;               ///< money per server whose seat the plan closes
  Quantity overload_from{0.85};     ///< load above which overload counts, in [0, 1)
  Quantity overload_quality;        ///< quality lost per unit of load above it
  Quantity overload_leaving;        ///< how far the hazard of leaving rises at full load
  Tick overload_memory = 30 * sim::kDay;  ///< half-life of a server's load
  std::vector<Influence> handover;  ///< felt by a customer whose server changes
  // slots and capacity
  Tick slot_length = 0;
  Tick slot_earliest = 0, slot_latest = 0;  ///< window in which a slot is acceptable, after asking
};

/// What a strategy must keep to; read by those who choose between strategies, never by the simulation.
struct Goal {
  std::string name;
  std::string measure;     ///< a row of the table of measures without axes, or with one that is not time
  std::string member;      ///< of that axis; empty: it has none
  bool at_most = true;     ///< else at least
  std::string value;       ///< as written: a number in the measure's unit, or an amount with its own
  double certainty = 0.9;  ///< share of the worlds in which it must be met, (0, 1]
};

/// What is promised of a pool's service over the whole horizon; read by those who look for head counts.
struct Promise {
  std::string name;
  int pool = no_index;               ///< a staffed pool, index into Strategy::pools
  std::optional<double> missed;      ///< largest share of requests missed
  std::optional<Tick> response;      ///< longest mean response, by the clock
};

/// Help that customers find without staff: before a demand reaches its pool, some try it.
struct SelfService {
  std::string name;
  std::string channel;       ///< as that of a touchpoint
  std::vector<int> demands;  ///< indices into Strategy::touchpoints, which begin with the demands
  PerSegment<char> enabled;
  PerSegment<Quantity> tried;     ///< share of the occasions that try it
  PerSegment<Quantity> resolved;  ///< mean share of the tries that are settled there
  Quantity selects;               ///< how much the easy ones prevail among these
  PerSegment<Quantity> goes_on;   ///< share of the others that go on to a person at once
  PerSegment<Quantity> returns;   ///< share of the rest that come back to a person later
  PerSegment<Distribution> return_after;  ///< days
  Quantity return_work{1.0, no_index, no_index};
  PerSegment<Quantity> cost;      ///< per try
  PerSegment<Quantity> experience, failed_experience;  ///< quality in [0, 1] of a try that settles it, or not; < 0: not felt
  int needs = no_index;           ///< index into Strategy::platforms: only once that is built
  Tick from = kAlways, until = sim::kNever;  ///< only in [from, until)
  std::vector<Influence> failed;  ///< what a try does that neither settles nor goes on nor comes back

  friend bool operator==(const SelfService&, const SelfService&) = default;
};

struct Platform {
  std::string name;
  Quantity build;  ///< once, at `at`
  Tick at = 0;
  Quantity running;     ///< per day, once it is built
  Tick build_time = 0;  ///< it is built, and runs, from `at` + `build_time` on
};

/// A strategy multiplies the hazard of transitions and decisions between two instants.
struct Scale {
  std::string name;
  std::vector<int> transitions, decisions, changes;
  std::vector<int> ways;  ///< of decisions: only the ways that lead to these stages; empty: all
  PerSegment<char> enabled;  ///< empty: in all segments
  PerSegment<Quantity> factor;
  bool on_share = false;  ///< decisions: multiplies the share itself (p × factor) instead of −log(1−p)
  Tick from = 0, until = sim::kNever;
};

/// What a firm does.  Of a mixture, everything above `parts` is already the whole of it: contacts laid side by side, shared
/// pools with their head counts, each platform once.
struct Strategy {
  std::string name, label, model, frame;
  std::vector<std::string> overlays;
  std::vector<Touchpoint>
      touchpoints;  ///< demands of the world first, in the world's order, then the strategy's own by name
  std::vector<Pool> pools;
  std::vector<Promise> promises;
  std::vector<SelfService> self_services;
  std::vector<Platform> platforms;
  std::vector<Scale> scales;
  std::vector<Flow> flows;  ///< the strategy's own, beside the world's
  // a mixture: customers of segment g meet what parts[part[g]] has for them (mixture.h); empty: none
  std::vector<Strategy> parts;
  PerSegment<int> part;
};

struct Scenario {
  std::string title, question, file;
  TimeSettings time;
  std::optional<Today> today;
  std::vector<SolvedLevel> solved;  ///< for the figures of [today], by models/today
  Money money;
  std::optional<Effect> effect;
  Experiment experiment;
  Quantity causal_discount;
  std::vector<Hours> hours;
  std::vector<Attribute> attributes;
  std::vector<Segment> segments;
  std::vector<Stage> stages;
  std::vector<Transition> transitions;
  std::vector<Decision> decisions;
  std::vector<Recurrence> changes;
  std::vector<Flow> flows;
  std::vector<State> states;
  std::optional<Satisfaction> satisfaction;
  std::vector<Survey> surveys;
  std::vector<Event> events;
  std::vector<Strategy> strategies;
  bool serves_missed = false;  ///< what a pool misses is held all the same when it is given up (models/scenario/without.h)
  std::vector<Parameter> parameters;
  std::vector<Correlation> correlations;
  std::vector<Goal> goals;
  std::string resolved_text;  ///< the whole scenario as one TOML text without `extends`, library models included:
                              ///< rerunning it gives the same bytes
  std::string sweep_point;    ///< "key = value, ..." of this point of a sweep, or empty

  /// Where simulated time begins: 0, or a midnight before it.
  Tick begin() const { return today ? -sim::ceil_to_tick(today->warm_up, sim::kDay) : 0; }
};

}  // namespace tenure::models
