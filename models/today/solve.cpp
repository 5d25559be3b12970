#include "models/today/solve.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "models/simulate/simulate.h"
#include "models/simulate/watched.h"
#include "sim/base/cancelled.h"
#include "sim/math/math.h"
#include "sim/run/executor.h"

namespace tenure::models {
namespace {

constexpr int kRoughRounds = 2;         ///< with few years, on the way
constexpr int kRounds = 6;              ///< of watching at most
constexpr double kStandsStill = 2e-3;   ///< of the logarithm of a level
constexpr int kRough = 6, kFewest = 8, kMost = 24;  ///< years watched
constexpr int kLuck = 0x70DA;           ///< draw number of the watched years: luck of their own
constexpr double kNormal95 = 1.96;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// The year's cells, in the order of their numbers.
std::vector<Watched> watch(const Scenario& year, const WatchFor& what, int cells, sim::Executor* executor,
                           const std::atomic<bool>* stop) {
  const Simulation simulation(year, year.today->strategy);
  std::vector<Watched> out(at(cells));
  const auto one = [&](std::size_t i) {
    sim::stop_if(stop);
    SimulateOptions options;
    options.stop = stop;
    out[i] = simulation.watch({kLuck, static_cast<int>(i)}, options, what);
  };
  if (executor != nullptr)
    executor->for_each(out.size(), one);
  else
    for (std::size_t i = 0; i < out.size(); ++i) one(i);
  return out;
}

struct Figures {
  double lost = 0.0;        ///< share of the customers
  double kept = 0.0;        ///< share of the revenue, downsell included
  double kept_whole = 0.0;  ///< share of the revenue if nobody paid less
};

Figures figures(const std::vector<const Watched*>& cells, std::size_t g, double level) {
  double n = 0.0, stay = 0.0, revenue = 0.0, kept = 0.0, whole = 0.0;
  for (const Watched* cell : cells)
    for (const WatchedCustomer& c : cell->customers[g]) {
      const double stays = sim::exp(-level * c.solved - c.other);
      n += 1.0;
      stay += stays;
      revenue += c.rate;
      whole += c.rate * stays;
      kept += c.rate * stays * c.kept;
    }
  if (n == 0.0 || revenue == 0.0) return {};
  return {1.0 - stay / n, kept / revenue, whole / revenue};
}

/// The level at which `lost` of the customers leave; nullopt when none does.
std::optional<double> level_for(const std::vector<const Watched*>& cells, std::size_t g, double lost) {
  if (figures(cells, g, 0.0).lost >= lost) return std::nullopt;
  double low = 0.0, high = 1.0;
  while (figures(cells, g, high).lost < lost) {
    low = high;
    high *= 2.0;
    if (high > 1e9) return std::nullopt;
  }
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (figures(cells, g, middle).lost < lost ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

std::string percent(double share) {
  std::string text = std::to_string(std::llround(share * 1000.0));
  if (text.size() < 2) text.insert(0, "0");
  return text.insert(text.size() - 1, ".") + " %";
}

class Solver {
 public:
  Solver(Scenario& scenario, sim::Executor* executor, const std::atomic<bool>* stop)
      : scenario_(scenario), today_(*scenario.today), executor_(executor), stop_(stop) {}

  std::vector<SolvedLevel> solve() {
    const std::size_t segments = scenario_.segments.size();
    const auto states = [&](const PerSegment<std::optional<Quantity>>& list) {
      return std::any_of(list.begin(), list.end(), [](const auto& q) { return q.has_value(); });
    };
    if (!states(today_.churn) && !states(today_.grr) && !states(today_.contacts)) return {};
    leaving_.assign(segments, 1.0);
    shrinking_.assign(segments, 1.0);
    asking_.assign(segments, 1.0);
    what_.transitions = chosen(scenario_.transitions.size(), today_.solve_transitions);
    what_.decisions = chosen(scenario_.decisions.size(), today_.solve_decisions);
    what_.demands = chosen(scenario_.strategies[at(today_.strategy)].touchpoints.size(), today_.solve_demands);

    // enough years that the smallest segment is seen some thousand times
    double fewest = 1e9;
    for (std::size_t g = 0; g < segments; ++g)
      if (today_.churn[g] || today_.grr[g]) fewest = std::min(fewest, std::max(1.0, scenario_.segments[g].customers.value));
    const int cells = std::clamp(static_cast<int>(2400.0 / fewest), kFewest, kMost);

    for (int round = 0; round < kRounds; ++round) {
      set_levels();
      const bool rough = round < kRoughRounds;
      cells_ = watch(year(), what_, rough ? kRough : cells, executor_, stop_);
      all_.clear();
      for (const Watched& w : cells_) all_.push_back(&w);
      if (step() < kStandsStill && !rough) break;
    }
    set_levels();
    return report();
  }

 private:
  static std::vector<char> chosen(std::size_t n, const std::vector<int>& list) {
    std::vector<char> out(n, 0);
    for (const int i : list) out[at(i)] = 1;
    return out;
  }

  /// A year like the last one: what is dated lies in the future.
  Scenario year() const {
    Scenario year = scenario_;
    year.time.horizon = sim::kYear;
    year.time.run_off = 0;
    year.events.clear();
    year.effect.reset();
    year.flows.erase(std::remove_if(year.flows.begin(), year.flows.end(),
                                    [](const Flow& f) { return f.kind == FlowKind::effect; }),
                     year.flows.end());
    return year;
  }

  void set_levels() {
    for (const int t : today_.solve_transitions) scenario_.transitions[at(t)].level = leaving_;
    for (const int d : today_.solve_decisions) scenario_.decisions[at(d)].level = leaving_;
    for (const int c : today_.solve_changes) scenario_.changes[at(c)].level = shrinking_;
    for (Strategy& s : scenario_.strategies)
      for (const int n : today_.solve_demands) s.touchpoints[at(n)].level = asking_;
  }

  /// Improves the levels by what the last years showed; returns the largest step of a logarithm.
  double step() {
    double largest = 0.0;
    const auto multiply = [&](double& level, double factor) {
      level *= factor;
      largest = std::max(largest, std::fabs(sim::log(factor)));
    };
    factors_.assign(scenario_.segments.size(), 1.0);
    for (std::size_t g = 0; g < scenario_.segments.size(); ++g) {
      const std::string& name = scenario_.segments[g].name;
      double factor = 1.0;
      if (today_.churn[g]) {
        const double target = today_.churn[g]->value;
        const auto solved = level_for(all_, g, target);
        if (!solved)
          throw Unsolvable("[today.segment." + name + "] churn = " + percent(target) +
                           " cannot be met: other ways of leaving alone lose " + percent(figures(all_, g, 0.0).lost) +
                           " of the book in a year, or nothing that is solved can make it leave");
        factor = *solved;
        multiply(leaving_[g], factor);
      }
      factors_[g] = factor;
      if (today_.grr[g]) {
        const double target = today_.grr[g]->value;
        const Figures f = figures(all_, g, factor);
        if (f.kept_whole <= target)
          throw Unsolvable("[today.segment." + name + "] grr = " + percent(target) +
                           " cannot be met: customers who leave alone take it to " + percent(f.kept_whole) +
                           "; what is kept of the revenue is less than 1 - churn by what others pay less");
        if (f.kept >= f.kept_whole)
          throw Unsolvable("[today.segment." + name + "] grr = " + percent(target) +
                           " cannot be met: nothing that today.solve.changes names makes a customer pay less");
        multiply(shrinking_[g], sim::log(target / f.kept_whole) / sim::log(f.kept / f.kept_whole));
      }
      if (today_.contacts[g]) {
        double contacts = 0.0, time = 0.0;
        for (const Watched* w : all_) contacts += w->contacts[g], time += w->time[g];
        if (contacts == 0.0)
          throw Unsolvable("[today.segment." + name + "] contacts cannot be met: nobody of the segment comes with a demand "
                           "that today.solve.demands names");
        multiply(asking_[g], today_.contacts[g]->value * sim::in_units(sim::kMonth, sim::kDay) / (contacts / time));
      }
    }
    return largest;
  }

  /// A figure over all years, and the half-width that differences between the years give.
  template <class Fn>
  std::pair<double, double> over_years(Fn&& figure) const {
    double sum = 0.0, squares = 0.0;
    for (const Watched* w : all_) {
      const double x = figure(std::vector<const Watched*>{w});
      sum += x;
      squares += x * x;
    }
    const auto n = static_cast<double>(all_.size());
    const double variance = std::max(0.0, (squares - sum * sum / n) / (n - 1.0));
    return {figure(all_), kNormal95 * std::sqrt(variance / n)};
  }

  std::vector<SolvedLevel> report() const {
    std::vector<SolvedLevel> out;
    for (std::size_t g = 0; g < scenario_.segments.size(); ++g) {
      const auto add = [&](const char* what, const std::optional<Quantity>& target, double level, auto&& figure) {
        if (!target) return;
        const auto [value, error] = over_years(figure);
        out.push_back({scenario_.segments[g].name, what, target->value, level, value, error});
      };
      using Cells = std::vector<const Watched*>;
      add("churn", today_.churn[g], leaving_[g], [&](const Cells& c) { return figures(c, g, factors_[g]).lost; });
      add("grr", today_.grr[g], shrinking_[g], [&](const Cells& c) { return figures(c, g, factors_[g]).kept; });
      add("contacts", today_.contacts[g], asking_[g], [&](const Cells& cells) {
        double contacts = 0.0, time = 0.0;
        for (const Watched* w : cells) contacts += w->contacts[g], time += w->time[g];
        return contacts / time / sim::in_units(sim::kMonth, sim::kDay);
      });
    }
    return out;
  }

  Scenario& scenario_;
  const Today today_;
  sim::Executor* executor_;
  const std::atomic<bool>* stop_;
  WatchFor what_;
  PerSegment<double> leaving_, shrinking_, asking_;  // levels
  std::vector<double> factors_;                      // of the last step, on what was watched
  std::vector<Watched> cells_;
  std::vector<const Watched*> all_;
};

}  // namespace

void solve_today(Scenario& scenario, sim::Executor* executor, const std::atomic<bool>* stop) {
  if (scenario.today) scenario.solved = Solver(scenario, executor, stop).solve();
}

}  // namespace tenure::models
