#include "analysis/staffing/search.h"

#include <algorithm>
#include <cmath>

namespace tenure::analysis {
namespace {

constexpr int scouts = 4;       // replications of a first look around
constexpr int most_rounds = 6;  // of pools in turn
constexpr int most_people = 100000;

class Search {
 public:
  Search(const models::Scenario& scenario, int strategy, const StaffOptions& options, const Runner& runner,
         const std::function<void(std::size_t)>& more)
      : scenario_(scenario),
        options_(options),
        more_(more),
        trials_(scenario, strategy, runner),
        pools_(trials_.pools().size()),
        limits_(limits_of(scenario.strategies[static_cast<std::size_t>(strategy)], trials_.pools())) {
    answer_.strategy = strategy;
    answer_.looks = plan_looks(options.replications, options.most, options.confidence);
  }

  StrategyAnswer run() {
    if (pools_ == 0) return answer_;
    tell(1.0);
    arithmetic_ = arithmetic_of(trials_, estimates());
    begin();
    tell(0.85);
    scout();
    tell(0.7);
    settle();
    if (!holds_together()) {
      least_kept_ = options_.replications;
      settle();
    }
    tell(options_.explain ? 0.25 : 0.05);
    for (std::size_t p = 0; p < pools_; ++p) answer_.pools.push_back(answer_of(p));
    answer_.cells = trials_.cells();
    return answer_;
  }

 private:
  /// What is known of a pool's smallest head count, the others as they stand.
  struct Found {
    Outcome outcome = Outcome::found;
    int servers = 0, failing = -1;
  };

  int first_look() const { return answer_.looks.sizes.front(); }

  /// Replications of what is told without a verdict.
  int estimates() const { return std::max(std::min(4, first_look()), (first_look() + 1) / 2); }

  void tell(double share_left) {
    left_ = static_cast<std::size_t>(
        share_left * static_cast<double>(cells_likely(scenario_, answer_.strategy, options_)));
    if (more_) more_(left_);
  }

  void begin() {
    for (std::size_t p = 0; p < pools_; ++p) {
      const models::Pool& pool = trials_.pool(p);
      const int guess = std::max(1, static_cast<int>(std::ceil(arithmetic_[p].people)));
      most_.push_back(std::min(8 * std::max(guess, pool.servers) + 8, most_people));
      // generous until it is this pool's turn, so that it does not disturb the others
      team_.push_back({.servers = guess + guess / 4 + 1});
      found_.emplace_back();
      if (!(arithmetic_[p].hours_asked > 0.0)) found_[p].outcome = Outcome::nothing_asked, team_[p].servers = 0;
    }
  }

  Team with(std::size_t p, int servers) const {
    Team team = team_;
    team[p].servers = servers;
    return team;
  }

  /// Nobody answers: simulated only where others take the work over.
  bool is_nobody(std::size_t p, int servers) const { return servers == 0 && trials_.pool(p).overflow_pool < 0; }

  void scout() {
    const int few = std::min(scouts, first_look());
    for (std::size_t p = 0; p < pools_; ++p) {
      if (found_[p].outcome == Outcome::nothing_asked) continue;
      const int guess = static_cast<int>(std::ceil(arithmetic_[p].people));
      const auto n = smallest(0, most_[p], guess, [&](int servers) {
        return !is_nobody(p, servers) && strain(trials_.of(with(p, servers), few), p, limits_[p], few) <= 1.0;
      });
      team_[p].servers = n.value_or(most_[p]);
    }
  }

  std::vector<Promised> promised(const Team& team, std::size_t p, int replications) {
    const std::vector<TrialFacts>& facts = trials_.of(team, replications);
    std::vector<Promised> out;
    const auto take = [&](const std::optional<double>& limit, double PoolFacts::*what) {
      if (!limit) return;
      Promised one{{}, *limit};
      for (int r = 0; r < replications; ++r) one.values.push_back(facts[static_cast<std::size_t>(r)][p].*what);
      out.push_back(std::move(one));
    };
    take(limits_[p].missed, &PoolFacts::missed);
    take(limits_[p].response, &PoolFacts::response);
    return out;
  }

  /// The verdict on `servers` people in pool p, the others as they stand.
  Verdict verdict(std::size_t p, int servers) {
    if (is_nobody(p, servers)) return Verdict::broken;
    const Team team = with(p, servers);
    int before = 0;
    for (const int size : answer_.looks.sizes) {
      if (more_ && size > options_.replications) more_(left_ + static_cast<std::size_t>(size - before));
      before = size;
      const Verdict v = judge(promised(team, p, size), answer_.looks.error);
      if (v == Verdict::broken || (v == Verdict::kept && size >= least_kept_)) return v;
    }
    return Verdict::open;
  }

  Found search(std::size_t p) {
    const auto kept = smallest(0, most_[p], team_[p].servers, [&](int n) { return verdict(p, n) == Verdict::kept; });
    if (!kept) return {Outcome::never, most_[p], verdict(p, most_[p]) == Verdict::broken ? most_[p] : -1};
    if (*kept == 0) return {Outcome::found, 0, -1};
    const auto unbroken =
        smallest(0, *kept - 1, *kept - 1, [&](int n) { return verdict(p, n) != Verdict::broken; });
    const int failing = unbroken ? *unbroken - 1 : *kept - 1;
    return {failing == *kept - 1 ? Outcome::found : Outcome::undecided, *kept, failing};
  }

  /// Pools in turn until a round changes nothing.
  void settle() {
    answer_.settled = false;
    for (int round = 0; round < most_rounds && !answer_.settled; ++round) {
      const Team before = team_;
      for (std::size_t p = 0; p < pools_; ++p) {
        if (found_[p].outcome == Outcome::nothing_asked) continue;
        found_[p] = search(p);
        team_[p].servers = found_[p].servers;
      }
      answer_.settled = team_ == before || pools_ == 1;
    }
  }

  /// Whether all promises are kept at once, with all replications.
  bool holds_together() {
    least_kept_ = options_.replications;
    bool all = true;
    for (std::size_t p = 0; p < pools_; ++p)
      if (found_[p].outcome == Outcome::found || found_[p].outcome == Outcome::undecided)
        all = all && verdict(p, team_[p].servers) == Verdict::kept;
    return all;
  }

  Measured measured(const Team& team, std::size_t p, int least) {
    const std::vector<TrialFacts>& facts = trials_.of(team, least);
    Measured m;
    m.servers = team[p].servers;
    const auto estimate = [&](double PoolFacts::*what) {
      std::vector<double> values;
      for (const TrialFacts& f : facts) values.push_back(f[p].*what);
      return sim::estimate_mean(values, options_.confidence);
    };
    m.missed = estimate(&PoolFacts::missed);
    m.response = estimate(&PoolFacts::response);
    m.utilisation = estimate(&PoolFacts::utilisation);
    m.present = estimate(&PoolFacts::present);
    m.cost = estimate(&PoolFacts::cost);
    return m;
  }

  PoolAnswer answer_of(std::size_t p) {
    PoolAnswer out;
    out.pool = trials_.pools()[p];
    out.limits = limits_[p];
    out.outcome = found_[p].outcome;
    out.servers = found_[p].servers;
    out.failing = found_[p].failing;
    out.arithmetic = arithmetic_[p];
    if (out.outcome == Outcome::nothing_asked) return out;
    if (out.outcome == Outcome::never || !is_nobody(p, out.servers))
      out.at = measured(team_, p, options_.replications);
    answer_.replications = static_cast<int>(out.at.missed.n);
    const bool found = out.outcome == Outcome::found || out.outcome == Outcome::undecided;
    if (found && out.servers > 0 && !is_nobody(p, out.servers - 1))
      out.below = measured(with(p, out.servers - 1), p, first_look());
    if (options_.explain && !(found && out.servers == 0))
      out.why = why_of(trials_, team_, p, limits_[p], arithmetic_[p], found, most_[p], estimates());
    return out;
  }

  const models::Scenario& scenario_;
  StaffOptions options_;
  const std::function<void(std::size_t)>& more_;
  Trials trials_;
  std::size_t pools_;
  std::vector<Limits> limits_;
  std::vector<Arithmetic> arithmetic_;
  std::vector<int> most_;     // people that are tried at most
  Team team_;                 // as it stands
  std::vector<Found> found_;
  std::size_t left_ = 0;      // cells that are likely still to come
  int least_kept_ = 0;        // replications without which nothing counts as kept
  StrategyAnswer answer_;
};

}  // namespace

StrategyAnswer find_staff(const models::Scenario& scenario, int strategy, const StaffOptions& options,
                          const Runner& runner, const std::function<void(std::size_t)>& more) {
  return Search(scenario, strategy, options, runner, more).run();
}

std::size_t cells_likely(const models::Scenario& scenario, int strategy, const StaffOptions& options) {
  std::vector<int> pools;
  for (const models::Promise& p : scenario.strategies[static_cast<std::size_t>(strategy)].promises)
    if (std::find(pools.begin(), pools.end(), p.pool) == pools.end()) pools.push_back(p.pool);
  if (pools.empty()) return 0;
  const auto all = static_cast<std::size_t>(options.replications), first = (all + 3) / 4;
  const std::size_t search = 5 * scouts + 2 * first + all / 2, why = options.explain ? 3 * first : 0;
  return first + all + pools.size() * (search + why);
}

}  // namespace tenure::analysis
