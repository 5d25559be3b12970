// What customers carry with them, what moves it, and what it acts on: the parts of a scenario.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/scenario/quantity.h"
#include "sim/time/tick.h"

namespace tenure::models {

using sim::Tick;

/// Largest size of a customer, as a multiple of her first; changes make nobody larger.
inline constexpr double kLargestSize = 1000.0;

enum class Evidence : std::uint8_t { experimental, observational, corrected, assumed };
enum class Accumulate : std::uint8_t { add, renew };  ///< every occasion adds 1, or lifts the state back to 1

/// How a state of a customer is moved: to level + amount, to max(level, amount), or to level × amount.
enum class Move : std::uint8_t { adds, lifts_to, keeps };

/// What a contact does to a risk: multiplies it by ratio^x, where x jumps at the contact and halves every half_life.
/// With `state` it moves a declared state instead, which acts on risks by itself and is shared by all that move it.
struct Influence {
  std::string name;
  int state = no_index;  ///< index into Scenario::states; then only `move` and `amount` count
  Move move = Move::adds;
  Quantity amount;
  std::vector<int> transitions;
  std::vector<int> decisions;
  std::vector<int> changes;
  PerSegment<Quantity>
      ratio;  ///< hazard (or speed) ratio at x = 1; causal_discount already applied to its logarithm when observational
  PerSegment<Quantity> stated_ratio;  ///< as the file says, before causal_discount
  Tick half_life = sim::kNever;       ///< kNever: does not fade
  Accumulate accumulate = Accumulate::add;
  double cap = 0.0;  ///< largest x; 0: none
  Evidence evidence = Evidence::assumed;

  friend bool operator==(const Influence&, const Influence&) = default;
};

/// What a state does to risks: multiplies them by ratio^level (satisfaction: ratio^(level − start); being in a stage: ratio).
struct Act {
  std::string name;
  std::vector<int> transitions;
  std::vector<int> decisions;
  std::vector<int> changes;
  PerSegment<Quantity> ratio;         ///< causal_discount already applied to its logarithm when observational
  PerSegment<Quantity> stated_ratio;  ///< as the file says
  Evidence evidence = Evidence::assumed;
};

/// A state that customers carry, between 0 and its cap: contacts move it, it fades, and it acts on risks.
struct State {
  std::string name, label;
  Tick half_life = sim::kNever;
  Quantity cap{1.0, no_index, no_index};
  Quantity start;  ///< level of a newcomer and of the opening book
  std::vector<Act> acts;
};

/// Who notices that a change could be made.
struct Noticed {
  PerSegment<Quantity> alone;  ///< share noticed when the state's level is 0
  int state = no_index;        ///< index into Scenario::states
  PerSegment<Quantity> full;   ///< share noticed at level 1 and above
};

/// Something that happens to a customer again and again while she stays where she is: an expansion, a cutback.
struct Recurrence {
  std::string name, label;
  std::vector<int> stages;         ///< in which it happens; of the decision when it comes with one
  PerSegment<char> enabled;
  PerSegment<Quantity> hazard;     ///< per day; 0 when it comes with a decision
  int with = no_index;             ///< decision at which it happens to a share of those who stay
  PerSegment<Quantity> share;
  bool frailty = false;
  PerSegment<Quantity> size;       ///< factor on the customer's size
  std::optional<Noticed> noticed;  ///< absent: every occasion is
  std::vector<Influence> felt;     ///< what it does to the customer's risks and states
  PerSegment<double> level;        ///< multiplies the hazard or the one that the share stands for; empty: 1
};

/// Satisfaction S in [0, 1]: moved by what contacts are like, against what was expected.
struct Satisfaction {
  Quantity start;        ///< S of everybody at first; what it fades back to
  Quantity expectation;  ///< E of everybody at time 0
  Quantity weight;       ///< a of a first contact
  Quantity settled_after;        ///< number of contacts after which a has halved
  Quantity loss_aversion;        ///< how much more a disappointment weighs
  Quantity expectation_weight;   ///< b
  Quantity drift;                ///< of E, per year
  Tick half_life = sim::kNever;  ///< of S − start
  std::vector<Act> acts;
};

/// What customers are asked now and then, and who answers.
enum class SurveyScale : std::uint8_t { csat, nps };
struct Survey {
  std::string name, label;
  std::vector<int> stages;
  PerSegment<char> enabled;        ///< audience
  Tick every = 0;
  Tick first = -1;                 ///< first invitation after her start; < 0: a share of `every` addressed by the customer
  PerSegment<Quantity> response;   ///< share of the invited who answer when S is at its start
  Quantity tilt;                   ///< log odds of answering, per unit of S − start
  SurveyScale scale = SurveyScale::csat;
  Quantity satisfied_from;         ///< csat: least score that counts as satisfied
  Quantity noise;                  ///< standard deviation between S and what is said
};

}  // namespace tenure::models
