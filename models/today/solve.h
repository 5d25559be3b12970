// The level of hazards, solved so that the simulation under today's strategy reproduces what is known of last year.
//
// A strategist knows which share of her accounts left last year, how much of the revenue was kept, how often customers asked for
// help. She does not know the hazard of an account that nobody looks after. [today] takes the former: with Λ_i the hazard of
// leaving that customer i of the opening book meets in a year under today's strategy (contacts, missed ones, tenure and
// frailty included), B_i that of ways of leaving that are not solved, the level θ of a segment solves
//
//   mean over i of 1 − exp(−θ Λ_i − B_i) = churn
//   Σ rate_i exp(−θ Λ_i − B_i) min(1, size_i)^φ / Σ rate_i = gross revenue retention     (φ the level of the changes)
//   level of the demands: contacts stated over contacts simulated
//
// Λ, B and size come from watching a year in which nobody leaves (models/simulate/watched.h), with luck of its own. A survivor's
// frailty hangs on the level itself, so the year is watched again until levels stand still.
#pragma once

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

#include "models/scenario/scenario.h"

namespace tenure::sim {
class Executor;
}

namespace tenure::models {

/// Sets Transition::level, Decision::level, Recurrence::level and Touchpoint::level of `scenario`, and Scenario::solved, which
/// stays empty where [today] states no figures.  The same for any number of threads.  Throws sim::Cancelled once `stop` is set,
/// and Unsolvable when figures cannot be met.
void solve_today(Scenario& scenario, sim::Executor* executor = nullptr, const std::atomic<bool>* stop = nullptr);

/// The row "first_year" of a segment that newcomers come to tells how many customers of the opening book are in their first year,
/// and how many the watched year leaves of those who join in it.  Whether the two contradict each other: one is more than twice
/// the other, beyond the chance of both.  Then what newcomers bring steps when the simulation begins.
[[nodiscard]] bool contradicts(double stated, double simulated, double half_width);

/// The same for a scenario that is like another one, solved before, but for the values of some numbers: begins with the levels of
/// `like`, watches fewer years, and aims at what the other one's levels give in just these years, so that the chance in them
/// cancels.  A figure that cannot be met is met as nearly as can be; returns whether there is one.
bool solve_today_again(Scenario& scenario, const std::vector<SolvedLevel>& like, const std::atomic<bool>* stop = nullptr);

/// Sets the levels that have been solved before, and Scenario::solved, instead of solving them again.
void restore_levels(Scenario& scenario, const std::vector<SolvedLevel>& solved);

/// A figure of [today] that no level meets.
struct Unmet {
  std::string key;      ///< of the figure, "today.segment.NAME.churn"
  std::string where;    ///< file:line:column, or "--set KEY=VALUE"; empty when the scenario was not read from a file
  std::string what;     ///< in plain words
  std::string allowed;  ///< what to do
};

/// Figures of [today] of which plain arithmetic says that no level meets them, without simulating: more revenue kept than
/// accounts.  A hundredth more may be met, where large accounts stay longer; a segment whose hazards hang on attributes of
/// customers is left to solve_today.
[[nodiscard]] std::vector<Unmet> plainly_unmet(const Scenario& scenario);

/// The figures of [today] that no level meets, all at once; `what()` says the first.
class Unsolvable : public std::runtime_error {
 public:
  explicit Unsolvable(std::vector<Unmet> figures) : std::runtime_error(figures.front().what), figures_(std::move(figures)) {}

  [[nodiscard]] const std::vector<Unmet>& figures() const { return figures_; }

 private:
  std::vector<Unmet> figures_;
};

}  // namespace tenure::models
