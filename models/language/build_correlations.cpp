// Uncertain numbers that hang together.
#include <algorithm>

#include "models/language/build.h"
#include "models/scenario/uncertainty.h"

namespace tenure::models {
namespace {

/// An earlier table that speaks of a pair of this one's numbers, by its name.
std::string pair_stated_twice(const std::vector<Correlation>& earlier, const Correlation& one) {
  const auto has = [](const Correlation& c, const std::string& key) {
    return std::find(c.keys.begin(), c.keys.end(), key) != c.keys.end();
  };
  for (const Correlation& c : earlier)
    for (std::size_t i = 0; i < one.keys.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (has(c, one.keys[i]) && has(c, one.keys[j])) return c.name;
  return {};
}

/// Was the number given its value from outside of the tables that state what may be, by --set or by the sweep's point?  Then it is
/// the same in every draw because somebody wants it so.
bool is_fixed_on_purpose(const Parameter& p, const std::string& sweep_point) {
  return p.where.starts_with("--set ") || sweep_point.find(p.key) != std::string::npos;
}

}  // namespace

void Builder::correlations() {
  Faults& faults = values_.faults();
  std::vector<std::string> uncertain;
  for (const Parameter& p : scenario_.parameters)
    if (is_uncertain(p)) uncertain.push_back(p.key);
  const Node* experiment = child("experiment");
  if (const Node* draws = experiment ? experiment->find("draws") : nullptr; draws && scenario_.experiment.draws > 0 && uncertain.empty())
    faults.add(draws->place, {Values::describe(*draws), "No number of the scenario has low and high, so all draws would be alike.",
                              "Say of the numbers that you are not sure of what they might be: { value = ..., low = ..., high = ... }.",
                              ""});
  const Node* tables = child("correlation");
  if (tables == nullptr || !tables->is_table()) return;
  const std::size_t before = faults.size();
  for (const Entry& e : tables->entries) {
    const Keys keys(values_, "correlation.*", &e.value, e.place);
    const Node *numbers = keys.required("numbers"), *rho = keys.required("rho");
    if (numbers == nullptr || rho == nullptr) continue;
    Correlation c{e.key, values_.name_list(keys.field("numbers"), *numbers), values_.quantity(keys.field("rho"), *rho).value};
    std::vector<std::string> fixed;
    for (std::size_t i = 0; i < c.keys.size() && i < numbers->items.size(); ++i) {
      const std::string& key = c.keys[i];
      if (std::find(uncertain.begin(), uncertain.end(), key) != uncertain.end()) continue;
      const auto found = std::find_if(scenario_.parameters.begin(), scenario_.parameters.end(),
                                      [&](const Parameter& p) { return p.key == key; });
      const bool known = found != scenario_.parameters.end();
      if (known && is_fixed_on_purpose(*found, scenario_.sweep_point)) {
        fixed.push_back(key);
        continue;
      }
      faults.add(numbers->items[i].place,
                 {"the number \"" + key + "\" in [correlation." + e.key + "] is no uncertain number of this scenario",
                  known ? "It has no low and high, so it is the same in every draw."
                        : "Numbers are named by their full keys, as results list them.",
                  known ? "Write { value = ..., low = ..., high = ... } there, or leave it out here."
                        : "Known: the numbers with low and high that the world or a strategy of the scenario uses.",
                  known ? "" : nearest_name(key, uncertain)});
    }
    if (c.keys.size() < 2)
      faults.add(numbers->place,
                 {Values::describe(*numbers), "One number alone cannot be correlated.", "Name at least two numbers.", ""});
    std::erase_if(c.keys, [&](const std::string& key) { return std::find(fixed.begin(), fixed.end(), key) != fixed.end(); });
    if (!fixed.empty() && c.keys.size() < 2) continue;  // nothing is left to hang together
    if (const std::string other = pair_stated_twice(scenario_.correlations, c); !other.empty())
      faults.add(e.place, {"[correlation." + e.key + "] and [correlation." + other + "] speak of the same pair of numbers",
                           "Two numbers have one correlation.", "Leave the pair out of one of the tables.", ""});
    scenario_.correlations.push_back(std::move(c));
    if (faults.size() == before && !copula_of(scenario_.correlations))
      faults.add(e.place,
                 {"[correlation." + e.key + "] cannot hold together with what else is stated",
                  "Numbers that hang together with a third one hang together themselves, and of k numbers no two can have a rho "
                  "much below -1 / (k - 1): the matrix of correlations is not positive definite.",
                  "Bring rho closer to 0, or state the other pairs as well.", ""});
  }
}

}  // namespace tenure::models
