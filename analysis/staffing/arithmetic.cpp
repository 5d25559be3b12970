#include "analysis/staffing/arithmetic.h"

#include <algorithm>
#include <cmath>

namespace tenure::analysis {
namespace {

constexpr int most_people = 100000;
constexpr double idle_enough = 0.5;
constexpr double least_strain = 1e-3;  // a measure of nothing has no logarithm

int head_count(const models::Pool& pool) {
  int most = pool.servers;
  for (const models::HeadcountStep& step : pool.plan) most = std::max(most, step.servers);
  return most;
}

bool anybody_leaves(const models::Pool& pool) { return pool.attrition.value > 0.0; }

double mean_of(const std::vector<TrialFacts>& facts, std::size_t pool, double PoolFacts::*what, int replications) {
  double sum = 0.0;
  for (int r = 0; r < replications; ++r) sum += facts[static_cast<std::size_t>(r)][pool].*what;
  return sum / static_cast<double>(replications);
}

/// Where between n - 1 and n the strain is 1.
double people_between(double below, double at, int n) {
  const double high = std::log(std::max(below, least_strain)), low = std::log(std::max(at, least_strain));
  if (!(high > 0.0 && low <= 0.0)) return n;
  return n - 1 + high / (high - low);
}

}  // namespace

std::vector<Limits> limits_of(const models::Strategy& strategy, const std::vector<int>& pools) {
  std::vector<Limits> out;
  for (const int pool : pools) {
    Limits limits;
    for (const models::Promise& p : strategy.promises) {
      if (p.pool != pool) continue;
      if (p.missed) limits.missed = std::min(limits.missed.value_or(1.0), *p.missed);
      if (p.response) {
        const double hours = static_cast<double>(*p.response) / static_cast<double>(sim::kHour);
        limits.response = std::min(limits.response.value_or(hours), hours);
      }
    }
    out.push_back(limits);
  }
  return out;
}

std::vector<Arithmetic> arithmetic_of(Trials& trials, int replications) {
  const std::size_t pools = trials.pools().size();
  Team team;
  for (std::size_t p = 0; p < pools; ++p)
    team.push_back({2 * head_count(trials.pool(p)) + 4, true, true, true, true});
  const int few = std::min(replications, 2);
  for (bool enough = false; !enough;) {
    enough = true;
    const std::vector<TrialFacts>& facts = trials.of(team, few);
    Team more = team;
    for (std::size_t p = 0; p < pools; ++p) {
      if (mean_of(facts, p, &PoolFacts::utilisation, few) <= idle_enough || team[p].servers >= most_people) continue;
      more[p].servers = std::min(2 * team[p].servers, most_people);
      enough = false;
    }
    team = more;
  }
  const std::vector<TrialFacts>& facts = trials.of(team, replications);
  std::vector<Arithmetic> out;
  for (std::size_t p = 0; p < pools; ++p) {
    Arithmetic a;
    a.replications = replications;
    a.hours_asked = mean_of(facts, p, &PoolFacts::busy_hours, replications);
    const double present = mean_of(facts, p, &PoolFacts::present, replications);
    a.productive_hours = mean_of(facts, p, &PoolFacts::productive_hours, replications) / present;
    a.people = a.productive_hours > 0.0 ? a.hours_asked / a.productive_hours : 0.0;
    const std::size_t months = facts.front()[p].busy_by_month.size();
    for (std::size_t m = 0; m < months; ++m) {
      double busy = 0.0, productive = 0.0;
      for (int r = 0; r < replications; ++r) {
        const PoolFacts& f = facts[static_cast<std::size_t>(r)][p];
        busy += f.busy_by_month[m];
        productive += f.productive_by_month[m];
      }
      if (productive > 0.0) a.busiest_month = std::max(a.busiest_month, busy / productive * present);
    }
    out.push_back(a);
  }
  return out;
}

double strain(const std::vector<TrialFacts>& facts, std::size_t pool, const Limits& limits, int replications) {
  double worst = 0.0;
  const auto take = [&](const std::optional<double>& limit, double PoolFacts::*what) {
    if (!limit) return;
    const double mean = mean_of(facts, pool, what, replications);
    worst = std::max(worst, mean <= *limit ? (*limit > 0.0 ? mean / *limit : 0.0)
                                           : (*limit > 0.0 ? mean / *limit : HUGE_VAL));
  };
  take(limits.missed, &PoolFacts::missed);
  take(limits.response, &PoolFacts::response);
  return worst;
}

Why why_of(Trials& trials, const Team& team, std::size_t pool, const Limits& limits, const Arithmetic& arithmetic,
           bool found, int most_servers, int replications) {
  Why why;
  const models::Pool& of = trials.pool(pool);
  const auto strain_of = [&](Crew crew, int servers) {
    if (servers < 1) return limits.missed && !limits.response && *limits.missed > 0.0 ? 1.0 / *limits.missed : HUGE_VAL;
    Team tried = team;
    crew.servers = servers;
    tried[pool] = crew;
    return strain(trials.of(tried, replications), pool, limits, replications);
  };
  struct Need {
    std::optional<int> whole;
    double people = 0.0;
  };
  int start = found ? team[pool].servers : std::max(1, static_cast<int>(std::ceil(arithmetic.people)));
  const auto need_of = [&](const Crew& crew) {
    Need need;
    need.whole = smallest(1, most_servers, start, [&](int n) { return strain_of(crew, n) <= 1.0; });
    if (!need.whole) return need;
    start = *need.whole;
    const double below = strain_of(crew, start - 1), at = strain_of(crew, start);
    need.people = std::isfinite(below) ? people_between(below, at, start) : start;
    return need;
  };
  Crew crew;
  Need last;
  if (found) {
    last = need_of(crew);
    last.people = std::min(last.people, static_cast<double>(team[pool].servers));  // a verdict says that they are enough
  }
  double sum = arithmetic.people;
  const auto part = [&](Part::Cause cause, double people) {
    if (!found) return;
    why.parts.push_back({cause, people});
    sum += people;
  };
  if (anybody_leaves(of)) {
    crew.stays = true;
    const Need need = need_of(crew);
    why.if_nobody_left = need.whole;
    part(Part::Cause::leaving, last.people - need.people);
    last = need;
  }
  if (const auto before = trials.today(pool); found && before && *before < team[pool].servers && of.hire_delay > 0) {
    crew.ready = true;
    const Need need = need_of(crew);
    why.before = *before;
    part(Part::Cause::hiring, last.people - need.people);
    last = need;
  }
  if (of.books) {
    crew.shares = true;
    const Need need = need_of(crew);
    why.if_nobody_left_and_shared = need.whole;
    part(Part::Cause::books, last.people - need.people);
    last = need;
  }
  part(Part::Cause::unevenness, last.people - arithmetic.people);
  part(Part::Cause::rounding, team[pool].servers - sum);
  return why;
}

}  // namespace tenure::analysis
