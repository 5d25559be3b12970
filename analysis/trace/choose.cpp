#include "analysis/trace/choose.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "analysis/compare/numbers.h"

namespace tenure::analysis {
namespace {

using models::Scenario;

double value_of(const Scenario& scenario, const Candidates& from, std::size_t place) {
  const models::CustomerSums& c = from.sums.customers[place];
  double value = c.value;
  for (std::size_t q = 0; q < c.worked.size(); ++q)
    if (c.worked[q] != 0)
      value -= sim::in_units(c.worked[q], sim::kHour) * hourly_cost(scenario, from.cell, from.sums.pools[q]);
  return value;
}

bool leaves(const models::CustomerSums& c) { return c.left != sim::kNever && !c.customer_at_end; }
bool stays(const models::CustomerSums& c) { return c.left == sim::kNever && c.customer_at_end; }

bool is_of_kind(Pick pick, const models::CustomerSums& base, const models::CustomerSums& other) {
  switch (pick) {
    case Pick::median: return true;
    case Pick::saved: return leaves(base) && stays(other);
    case Pick::lost: return stays(base) && leaves(other);
  }
  return false;
}

struct Ranked {
  double difference;
  Person person;
};

std::string label(const Scenario& scenario, const Candidates& c) {
  const models::Strategy& s = scenario.strategies[static_cast<std::size_t>(c.strategy)];
  return s.label.empty() ? words(s.name) : s.label;
}

}  // namespace

std::vector<Person> people(const models::CellSums& sums) {
  std::vector<Person> out;
  std::vector<int> in_segment;
  for (std::size_t i = 0; i < sums.customers.size(); ++i) {
    const models::CustomerSums& c = sums.customers[i];
    if (!c.met) continue;
    const auto g = static_cast<std::size_t>(c.segment);
    if (g >= in_segment.size()) in_segment.resize(g + 1, 0);
    out.push_back({c.key, c.segment, c.newcomer, static_cast<int>(out.size()) + 1, ++in_segment[g], i});
  }
  return out;
}

double hourly_cost(const Scenario& scenario, const models::CellResult& cell, const std::string& pool) {
  const models::DimLabels labels = models::dim_labels(scenario);
  const auto row = static_cast<std::size_t>(std::find(labels.pools.begin(), labels.pools.end(), pool) - labels.pools.begin());
  if (row == labels.pools.size()) return 0.0;
  double cost = 0.0, hours = 0.0;
  const auto months = static_cast<std::size_t>(labels.months);
  for (std::size_t m = 0; m < months; ++m) {
    const double labour = cell[models::Measure::pool_labour_cost][row * months + m], paid = cell[models::Measure::pool_paid_hours][row * months + m];
    if (std::isfinite(labour)) cost += labour;
    if (std::isfinite(paid)) hours += paid;
  }
  return hours > 0.0 ? cost / hours : 0.0;
}

std::optional<Choice> choose(const Scenario& scenario, Pick pick, const Candidates& baseline, const std::vector<Candidates>& others,
                             int segment) {
  const std::vector<Person> all = people(baseline.sums);
  std::vector<Ranked> best;
  const Candidates* best_other = nullptr;
  for (const Candidates& other : others) {
    std::vector<Ranked> found;
    for (const Person& p : all) {
      if (segment != models::no_index && p.segment != segment) continue;
      if (is_of_kind(pick, baseline.sums.customers[p.place], other.sums.customers[p.place]))
        found.push_back({value_of(scenario, other, p.place) - value_of(scenario, baseline, p.place), p});
    }
    if (found.size() > best.size()) {
      best = std::move(found);
      best_other = &other;
    }
  }
  if (best.empty()) return std::nullopt;
  const auto middle = best.begin() + static_cast<std::ptrdiff_t>((best.size() - 1) / 2);
  std::nth_element(best.begin(), middle, best.end(), [](const Ranked& a, const Ranked& b) {
    return a.difference != b.difference ? a.difference < b.difference : a.person.key < b.person.key;
  });
  const std::string base = label(scenario, baseline), there = label(scenario, *best_other);
  const std::string of = segment == models::no_index ? std::string() : " of " + words(scenario.segments[static_cast<std::size_t>(segment)].name);
  std::string kind;
  switch (pick) {
    case Pick::median: kind = fmt::format("all {} customers{}", best.size(), of); break;
    case Pick::saved: kind = fmt::format("the {} customers{} who leave under {} and stay to the end under {}", best.size(), of, base, there); break;
    case Pick::lost: kind = fmt::format("the {} customers{} who stay to the end under {} and leave under {}", best.size(), of, base, there); break;
  }
  std::string why = best.size() == 1 ? "Chosen as the only one of " + kind + "; what she"
                                     : "Chosen as the middle one of " + kind + " by what a customer";
  why += fmt::format(" is worth under {} more than under {}: {:+.0f} {}.", there, base, middle->difference, scenario.money.currency);
  if (best.size() == 1 && pick != Pick::median) {
    const std::size_t at = why.find("the 1 customers");
    if (at != std::string::npos) why.replace(at, 15, "those");
  }
  return Choice{middle->person, why};
}

}  // namespace tenure::analysis
