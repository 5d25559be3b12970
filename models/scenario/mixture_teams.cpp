#include "models/scenario/mixture_teams.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "models/scenario/expected_work.h"

namespace tenure::models {
namespace {

/// A followed strategy's pool, and the share of its work that comes from the segments that follow it.
struct Source {
  const Pool* pool;
  double share;
};

/// To the nearest whole person, but somebody where there is work.
int whole(double people) { return people > 0.0 ? std::max(1, static_cast<int>(std::floor(people + 0.5))) : 0; }

int planned(const Pool& pool, std::optional<Tick> when) {
  int servers = pool.servers;
  if (!when) return servers;
  std::vector<HeadcountStep> steps = pool.plan;
  std::stable_sort(steps.begin(), steps.end(), [](const HeadcountStep& a, const HeadcountStep& b) { return a.at < b.at; });
  for (const HeadcountStep& step : steps)
    if (step.at <= *when) servers = step.servers;
  return servers;
}

int people(const std::vector<Source>& sources, std::optional<Tick> when) {
  double sum = 0.0;
  for (const Source& s : sources) sum += s.share * planned(*s.pool, when);
  return whole(sum);
}

/// Numbers in these proportions that add up to `total`, by largest remainder.
std::vector<int> apportion(const std::vector<double>& weights, int total) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  std::vector<int> out(weights.size(), 0);
  if (sum <= 0.0) return out;
  std::vector<std::pair<double, std::size_t>> rest;
  int given = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double exact = weights[i] / sum * total;
    out[i] = static_cast<int>(std::floor(exact + 1e-9));
    given += out[i];
    rest.emplace_back(exact - out[i], i);
  }
  std::stable_sort(rest.begin(), rest.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  for (int i = 0; given < total; ++i, ++given) ++out[rest[static_cast<std::size_t>(i) % rest.size()].second];
  return out;
}

void staff(Pool& pool, const std::vector<Source>& sources) {
  if (sources.size() == 1 && sources.front().share == 1.0) {
    const Pool& only = *sources.front().pool;
    pool.servers = only.servers;
    pool.plan = only.plan;
    pool.shifts = only.shifts;
    return;
  }
  pool.plan.clear();
  const bool shifts = std::any_of(sources.begin(), sources.end(), [](const Source& s) { return !s.pool->shifts.empty(); });
  pool.servers = people(sources, {});
  if (shifts) {
    std::vector<Shift> all;  // of all sources, each hours once
    std::vector<double> weights;
    for (const Source& s : sources)
      for (const Shift& shift : s.pool->shifts) {
        auto found = std::find_if(all.begin(), all.end(), [&](const Shift& one) { return one.hours == shift.hours; });
        if (found == all.end()) {
          all.push_back({shift.hours, 0});
          weights.push_back(0.0);
          found = all.end() - 1;
        }
        weights[static_cast<std::size_t>(found - all.begin())] += s.share * shift.servers;
      }
    const std::vector<int> counts = apportion(weights, pool.servers);
    for (std::size_t i = 0; i < all.size(); ++i) all[i].servers = counts[i];
    pool.shifts = std::move(all);
    return;
  }
  std::vector<Tick> dates;
  for (const Source& s : sources)
    for (const HeadcountStep& step : s.pool->plan) dates.push_back(step.at);
  std::sort(dates.begin(), dates.end());
  dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
  int now = pool.servers;
  for (const Tick date : dates) {
    const int then = people(sources, date);
    if (then != now) pool.plan.push_back({date, then});
    now = then;
  }
}

}  // namespace

void staff_by_work(const Scenario& scenario, Strategy& mixture) {
  std::vector<std::vector<PerSegment<double>>> work;  // [part][pool][segment]
  for (const Strategy& part : mixture.parts) work.push_back(expected_work(scenario, part));
  for (Pool& pool : mixture.pools) {
    std::vector<Source> sources;
    for (std::size_t p = 0; p < mixture.parts.size(); ++p) {
      const std::vector<Pool>& pools = mixture.parts[p].pools;
      const auto found = std::find_if(pools.begin(), pools.end(), [&](const Pool& one) { return one.name == pool.name; });
      if (found == pools.end()) continue;
      const PerSegment<double>& brought = work[p][static_cast<std::size_t>(found - pools.begin())];
      const bool none = std::all_of(brought.begin(), brought.end(), [](double w) { return w == 0.0; });
      double own = 0.0, all = 0.0;
      for (std::size_t g = 0; g < brought.size(); ++g) {
        const double weight = none ? 1.0 : brought[g];
        all += weight;
        if (mixture.part[g] == static_cast<int>(p)) own += weight;
      }
      sources.push_back({&*found, own / all});
    }
    if (!sources.empty()) staff(pool, sources);
  }
}

void keep_teams(const Scenario& base, Scenario& drawn) {
  for (std::size_t i = 0; i < drawn.strategies.size(); ++i) {
    if (drawn.strategies[i].parts.empty()) continue;
    std::vector<Pool>& pools = drawn.strategies[i].pools;
    for (std::size_t q = 0; q < pools.size(); ++q) {
      const Pool& of_base = base.strategies[i].pools[q];
      pools[q].servers = of_base.servers;
      pools[q].plan = of_base.plan;
      pools[q].shifts = of_base.shifts;
    }
  }
}

void share_out(std::vector<Shift>& shifts, int servers) {
  std::vector<double> weights;
  for (const Shift& shift : shifts) weights.push_back(shift.servers);
  const std::vector<int> counts = apportion(weights, servers);
  for (std::size_t i = 0; i < shifts.size(); ++i) shifts[i].servers = counts[i];
}

}  // namespace tenure::models
