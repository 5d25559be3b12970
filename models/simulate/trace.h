// What is written down of customers while a cell is simulated.
//
// One customer is followed event by event: everything that she meets from 0 on, in the order in which she meets it, with what
// it leaves of her states.  Beside it stand, where asked for, a few sums for every customer of the cell.  Writing changes no
// bit of what is simulated, and what is written depends neither on the engine nor on the number of threads.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "models/measure/measures.h"
#include "models/money/ledger.h"
#include "sim/engine/concept.h"

namespace tenure::models {

enum class TraceKind : std::uint8_t {
  begins,         ///< stands in the opening book at 0, or comes
  moves,          ///< to another stage
  asks,           ///< a contact is asked of a pool
  booked,         ///< an appointment has been made; `at` is when it will be
  held,           ///< a contact has been held
  missed,         ///< a contact has not been held
  withdrawn,      ///< a contact that waited is taken back
  helps_herself,  ///< tries self-service
  comes_back,     ///< has not been helped and will ask again at `at`
  decides,        ///< stays at a decision, or decides to go on its date
  changes,        ///< her account grows or shrinks, or could have
  handed_over,    ///< another person looks after her
  surveyed,
  ends            ///< the horizon
};

/// Why somebody moves, or why a contact was not held.
enum class TraceCause : std::uint8_t {
  none,
  transition,   ///< moves
  decision,
  contact,
  no_time,      ///< missed: nobody began it within its limit
  closed,
  full,
  not_reached   ///< sent, but not received
};

/// What has come of self-service.
enum class TraceHelp : std::uint8_t {
  settled,
  goes_on,   ///< to the next one, or to a person, at once
  returns,   ///< to a person, later
  silent     ///< nobody hears of it again
};

/// What a way of leaving is multiplied by: states at work and dated factors, without frailty.
struct TraceRisk {
  std::string name;
  double factor = 1.0;

  friend bool operator==(const TraceRisk&, const TraceRisk&) = default;
};

/// Her states at an instant.
struct TraceLevels {
  std::vector<double> states;      ///< in the order of Trace::states
  double satisfaction = 0.0;       ///< where the scenario has it
  double expectation = 0.0;
  double size = 1.0;               ///< as a multiple of her first
  std::vector<TraceRisk> leaving;  ///< of the present stage, a customer stage

  friend bool operator==(const TraceLevels&, const TraceLevels&) = default;
};

struct TraceEvent {
  TraceKind kind = TraceKind::begins;
  Tick at = 0;                 ///< when it happened
  Tick known = 0;              ///< when she knew
  std::string what;            ///< touchpoint, self-service, decision, change, survey or pool; moves: by what
  std::string from, to;        ///< stages; decides: where she will go, empty when she stays
  TraceCause cause = TraceCause::none;
  std::uint32_t occasion = 0;  ///< of the contact: with `what` and `attempt` its name under every strategy
  std::uint32_t attempt = 0;   ///< which return
  bool demand = false;         ///< she asks by herself; otherwise the firm plans it
  bool automatic = false;      ///< nobody works on it
  std::string pool;            ///< that answered
  Tick asked = 0, begun = 0;   ///< of a contact that was asked
  int server = -1;             ///< seat; -1: nobody
  int person = 0;              ///< which occupant of the seat, from 0
  double quality = 1.0;        ///< of the server
  double late = 1.0;           ///< what lateness left of the contact's worth
  double experience = -1.0;    ///< what it was like, in [0, 1]; -1: satisfaction feels nothing
  bool settled = true;         ///< helped; answered (surveys); noticed (changes); taken back by her leaving (withdrawn)
  TraceHelp help = TraceHelp::settled;  ///< helps_herself; `from` is then the demand
  double amount = 0.0;         ///< decides: chance of going; changes: factor on her size; surveys: score; withdrawn: how many
  TraceLevels after;

  friend bool operator==(const TraceEvent&, const TraceEvent&) = default;
};

/// Sums of a month, by account, nominal; and her states at its end.
struct TraceMonth {
  std::array<double, kAccounts> money{};
  std::string stage;           ///< empty before she comes
  TraceLevels levels;

  friend bool operator==(const TraceMonth&, const TraceMonth&) = default;
};

/// The history of one customer under one strategy.
struct Trace {
  std::uint64_t key = 0;
  std::string segment;
  bool newcomer = false;
  bool met = false;            ///< false: she does not come within the run
  Tick born = 0;               ///< when her tenure begins; before 0 in the opening book
  double frailty = 1.0;
  std::vector<std::pair<std::string, double>> attributes;
  std::vector<std::string> states;  ///< that the scenario declares, for `TraceLevels`
  bool has_satisfaction = false;
  std::vector<TraceEvent> events;
  std::vector<TraceMonth> months;
  std::array<double, kAccounts> discounted{};
  std::vector<std::pair<std::string, Tick>> worked;  ///< pool, and its servers' working time that she heard of

  friend bool operator==(const Trace&, const Trace&) = default;
};

/// A few sums of one customer.
struct CustomerSums {
  std::uint64_t key = 0;
  int segment = 0;
  bool newcomer = false;
  bool met = false;            ///< has come within the run
  bool customer_at_end = false;
  Tick left = sim::kNever;     ///< when she first left the customer stages
  double value = 0.0;          ///< revenue less flow costs and contacts, discounted to the start
  std::vector<Tick> worked;    ///< [pool in force] servers' working time
};

/// Sums of all customers of a cell: the opening book first, then newcomers as they are drawn.
struct CellSums {
  std::vector<std::string> pools;          ///< in force, for `CustomerSums::worked`
  std::vector<CustomerSums> customers;     ///< [entity]; some are not met within the run
};

/// What a simulation writes into; nothing where there is none.
struct Recorder {
  static constexpr std::uint64_t kNobody = ~std::uint64_t{0};
  std::uint64_t key = kNobody;             ///< whom to follow
  sim::EntityId id = ~sim::EntityId{0};    ///< where she is, once she is known
  bool all = false;                        ///< keep sums of everybody
  Trace trace;
  std::vector<CustomerSums> sums;          ///< [entity]
  TraceCause cause = TraceCause::none;     ///< of the move at hand
  std::string by;
  std::int64_t sampled = 0;                ///< months whose end has been written
};

}  // namespace tenure::models
