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
constexpr int kAgain = 4;               ///< years watched when a like scenario has been solved
constexpr int kRoundsAgain = 4;         ///< of watching them at most
constexpr double kNearAgain = 2e-2;     ///< a step of the logarithm below this is the last one
constexpr double kHardly = 1e-4;        ///< a level instead of none, from which a later round can come back
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
  if (text.size() < 2) text.insert(text.begin(), '0');
  text.insert(text.end() - 1, '.');
  text += " %";
  return text;
}

class Solver {
 public:
  Solver(Scenario& scenario, sim::Executor* executor, const std::atomic<bool>* stop)
      : scenario_(scenario), today_(*scenario.today), executor_(executor), stop_(stop) {}

  /// Begins with the levels of a like scenario; its figures in the few years become the targets.  See solve_today_again.
  void begin_like(const std::vector<SolvedLevel>& like) { like_ = &like; }

  bool unmet() const { return unmet_; }

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

    if (like_ != nullptr) return solve_like();

    // enough years that the smallest segment is seen some thousand times
    double fewest = 1e9;
    for (std::size_t g = 0; g < segments; ++g)
      if (today_.churn[g] || today_.grr[g]) fewest = std::min(fewest, std::max(1.0, scenario_.segments[g].customers.value));
    const int cells = std::clamp(static_cast<int>(2400.0 / fewest), kFewest, kMost);

    for (int round = 0; round < kRounds; ++round) {
      set_levels();
      const bool rough = round < kRoughRounds;
      watch_years(rough ? kRough : cells);
      if (step() < kStandsStill && !rough) break;
    }
    set_levels();
    return report();
  }

 private:
  const SolvedLevel* level_like(std::size_t g, const char* what) const {
    for (const SolvedLevel& s : *like_)
      if (s.segment == scenario_.segments[g].name && s.what == what) return &s;
    return nullptr;
  }

  std::vector<SolvedLevel> solve_like() {
    for (std::size_t g = 0; g < scenario_.segments.size(); ++g)
      for (const auto& [what, levels] :
           {std::pair{"churn", &leaving_}, std::pair{"grr", &shrinking_}, std::pair{"contacts", &asking_}})
        if (const SolvedLevel* s = level_like(g, what)) (*levels)[g] = s->level;
    for (int round = 0; round < kRoundsAgain; ++round) {
      set_levels();
      watch_years(kAgain);
      if (step() < kNearAgain) break;
    }
    set_levels();
    return report();
  }

  void watch_years(int cells) {
    cells_ = watch(year(), what_, cells, executor_, stop_);
    all_.clear();
    for (const Watched& w : cells_) all_.push_back(&w);
  }

  /// What is to be met in the years at hand: the figure as stated or, beside a like scenario, moved by as much as its few years
  /// differ from all of them.  `hazard` turns a figure into what is proportional to a level, and `figure` back.
  template <class Hazard, class Figure>
  double aim(std::size_t g, const char* what, double stated, Hazard&& hazard, Figure&& figure) const {
    const SolvedLevel* s = like_ == nullptr ? nullptr : level_like(g, what);
    if (s == nullptr || !(hazard(s->expected) > 0.0) || !(hazard(s->in_few) > 0.0)) return stated;
    return figure(hazard(stated) * hazard(s->in_few) / hazard(s->expected));
  }

  /// Figures that cannot be met end the run, unless the scenario is one of many draws.
  void cannot_meet(std::size_t g, const char* figure, std::string what, std::string allowed) {
    unmet_ = true;
    if (like_ != nullptr) return;
    const std::string& segment = scenario_.segments[g].name;
    std::string key = "today.segment." + segment + "." + figure, where;
    for (const Parameter& p : scenario_.parameters)
      if (p.key == key) where = p.where;
    what.insert(0, " cannot be met: ").insert(0, figure).insert(0, "[today.segment." + segment + "] ");
    figures_unmet_.push_back({std::move(key), std::move(where), std::move(what), std::move(allowed)});
  }

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
    const auto ask = [&](Strategy& s) {
      for (const int n : today_.solve_demands) s.touchpoints[at(n)].level = asking_;
    };
    for (Strategy& s : scenario_.strategies) {
      ask(s);
      for (Strategy& part : s.parts) ask(part);
    }
  }

  /// Improves the levels by what the last years showed; returns the largest step of a logarithm.
  double step() {
    double largest = 0.0;
    unmet_ = false;
    const auto multiply = [&](double& level, double factor) {
      level *= factor;
      largest = std::max(largest, std::fabs(sim::log(factor)));
    };
    factors_.assign(scenario_.segments.size(), 1.0);
    for (std::size_t g = 0; g < scenario_.segments.size(); ++g) {
      double factor = 1.0;
      if (today_.churn[g]) {
        const double target = aim(
            g, "churn", today_.churn[g]->value, [](double x) { return -sim::log1p(-x); },
            [](double x) { return 1.0 - sim::exp(-x); });
        const auto solved = level_for(all_, g, target);
        if (!solved)
          cannot_meet(g, "churn",
                      "other ways of leaving alone lose " + percent(figures(all_, g, 0.0).lost) + " of the book in a year, " +
                          percent(target) + " are stated",
                      "State more, weaken the other ways of leaving, or name what makes customers leave in today.solve.");
        factor = solved && *solved > 0.0 ? *solved : kHardly;
        multiply(leaving_[g], factor);
      }
      factors_[g] = factor;
      if (today_.grr[g]) {
        const double target = aim(
            g, "grr", today_.grr[g]->value, [](double x) { return -sim::log(x); }, [](double x) { return sim::exp(-x); });
        const Figures f = figures(all_, g, factor);
        if (f.kept_whole <= target) {
          cannot_meet(g, "grr",
                      "customers who leave alone take it to " + percent(f.kept_whole) + ", " + percent(target) + " are stated",
                      "What is kept of the revenue is less than 1 - churn, by what others pay less: lower it, or churn.");
          shrinking_[g] = kHardly;
        } else if (f.kept >= f.kept_whole) {
          cannot_meet(g, "grr", "nothing that is solved makes a customer pay less",
                      "Name in today.solve.changes a change by which customers of the segment pay less.");
        } else {
          multiply(shrinking_[g], sim::log(target / f.kept_whole) / sim::log(f.kept / f.kept_whole));
        }
      }
      if (today_.contacts[g]) {
        const double stated = today_.contacts[g]->value;
        const double target = aim(g, "contacts", stated, [](double x) { return x; }, [](double x) { return x; });
        const double simulated = contacts_per_month(all_, g);
        if (simulated > 0.0)
          multiply(asking_[g], target * sim::in_units(sim::kMonth, sim::kDay) / simulated);
        else
          cannot_meet(g, "contacts", "nobody of the segment comes with a demand that is solved",
                      "Name in today.solve.demands a demand that customers of the segment come with.");
      }
    }
    if (!figures_unmet_.empty()) throw Unsolvable(std::move(figures_unmet_));
    return largest;
  }

  static double contacts_per_month(const std::vector<const Watched*>& cells, std::size_t g) {
    double contacts = 0.0, time = 0.0;
    for (const Watched* w : cells) contacts += w->contacts[g], time += w->time[g];
    return contacts / time;
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
        const std::vector<const Watched*> few(all_.begin(), all_.begin() + std::min<std::ptrdiff_t>(kAgain, std::ssize(all_)));
        out.push_back({scenario_.segments[g].name, what, target->value, level, value, error, figure(few)});
      };
      using Cells = std::vector<const Watched*>;
      add("churn", today_.churn[g], leaving_[g], [&](const Cells& c) { return figures(c, g, factors_[g]).lost; });
      add("grr", today_.grr[g], shrinking_[g], [&](const Cells& c) { return figures(c, g, factors_[g]).kept; });
      add("contacts", today_.contacts[g], asking_[g], 
          [&](const Cells& c) { return contacts_per_month(c, g) / sim::in_units(sim::kMonth, sim::kDay); });
      if (like_ == nullptr && scenario_.segments[g].arrivals.value > 0.0 && scenario_.segments[g].customers.value > 0.0) {
        const auto per_year = [&](std::vector<double> Watched::*what) {
          return [g, what](const Cells& c) {
            double sum = 0.0;
            for (const Watched* w : c) sum += (w->*what)[g];
            return sum / static_cast<double>(c.size());
          };
        };
        Quantity young;
        young.value = over_years(per_year(&Watched::young)).first;
        add("first_year", young, 1.0, per_year(&Watched::joined));
      }
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
  const std::vector<SolvedLevel>* like_ = nullptr;
  bool unmet_ = false;
  std::vector<Unmet> figures_unmet_;
};

}  // namespace

std::vector<Unmet> plainly_unmet(const Scenario& scenario) {
  std::vector<Unmet> out;
  if (!scenario.today) return out;
  constexpr double kLargeStay = 0.01;
  for (std::size_t g = 0; g < scenario.segments.size(); ++g) {
    const auto &churn = scenario.today->churn, &grr = scenario.today->grr;
    if (g >= churn.size() || g >= grr.size() || !churn[g] || !grr[g]) continue;
    const auto hangs = [&](const Transition& t) {
      return t.acts_on == ActsOn::hazard && g < t.time.size() && (t.time[g].a.attribute != no_index || t.time[g].b.attribute != no_index);
    };
    const auto decides = [&](const Decision& d) {
      return std::any_of(d.ways.begin(), d.ways.end(), [&](const Decision::Way& way) { return g < way.share.size() && way.share[g].attribute != no_index; });
    };
    if (std::any_of(scenario.transitions.begin(), scenario.transitions.end(), hangs) ||
        std::any_of(scenario.decisions.begin(), scenario.decisions.end(), decides))
      continue;
    if (grr[g]->value <= 1.0 - churn[g]->value + kLargeStay) continue;
    Unmet figure;
    figure.key = "today.segment." + scenario.segments[g].name + ".grr";
    for (const Parameter& p : scenario.parameters)
      if (p.key == figure.key) figure.where = p.where;
    figure.what = "[today.segment." + scenario.segments[g].name + "] grr cannot be met: customers who leave alone take it to about " +
                  percent(1.0 - churn[g]->value) + ", " + percent(grr[g]->value) + " are stated";
    figure.allowed = "What is kept of the revenue is less than 1 - churn, by what others pay less: lower it, or churn.";
    out.push_back(std::move(figure));
  }
  return out;
}

bool contradicts(double stated, double simulated, double half_width) {
  const double chance = kNormal95 * std::sqrt(stated + simulated) + half_width;  // of one year's count of either
  return std::fabs(stated - simulated) > chance && std::max(stated, simulated) > 2.0 * std::min(stated, simulated);
}

void restore_levels(Scenario& scenario, const std::vector<SolvedLevel>& solved) {
  if (!scenario.today || solved.empty()) return;
  const Today& today = *scenario.today;
  PerSegment<double> leaving(scenario.segments.size(), 1.0), shrinking = leaving, asking = leaving;
  for (const SolvedLevel& s : solved)
    for (std::size_t g = 0; g < scenario.segments.size(); ++g)
      if (scenario.segments[g].name == s.segment && s.what != "first_year")
        (s.what == "churn" ? leaving : s.what == "grr" ? shrinking : asking)[g] = s.level;
  for (const int t : today.solve_transitions) scenario.transitions[at(t)].level = leaving;
  for (const int d : today.solve_decisions) scenario.decisions[at(d)].level = leaving;
  for (const int c : today.solve_changes) scenario.changes[at(c)].level = shrinking;
  const auto ask = [&](Strategy& s) {
    for (const int n : today.solve_demands) s.touchpoints[at(n)].level = asking;
  };
  for (Strategy& s : scenario.strategies) {
    ask(s);
    for (Strategy& part : s.parts) ask(part);
  }
  scenario.solved = solved;
}

void solve_today(Scenario& scenario, sim::Executor* executor, const std::atomic<bool>* stop) {
  if (scenario.today) scenario.solved = Solver(scenario, executor, stop).solve();
}

bool solve_today_again(Scenario& scenario, const std::vector<SolvedLevel>& like, const std::atomic<bool>* stop) {
  if (!scenario.today) return false;
  Solver solver(scenario, nullptr, stop);
  solver.begin_like(like);
  scenario.solved = solver.solve();
  return solver.unmet();
}

}  // namespace tenure::models
