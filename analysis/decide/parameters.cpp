#include "analysis/decide/parameters.h"

#include <algorithm>

#include "models/language/fault.h"
#include "models/scenario/uncertainty.h"

namespace tenure::analysis::decision {
namespace {

const std::string& name_of(const Draws& draws, Index k) { return draws.parameters[static_cast<std::size_t>(k)].name; }

/// Is `k` what the earlier number `j` is, stated alike for another strategy?
bool is_same(const Draws& draws, Index j, Index k) {
  const std::string place = models::place_in_strategy(name_of(draws, k));
  return !place.empty() && models::place_in_strategy(name_of(draws, j)) == place &&
         draws.parameter_values.col(j) == draws.parameter_values.col(k);
}

std::string without_spaces(const std::string& text) {
  const std::size_t from = text.find_first_not_of(" \t"), to = text.find_last_not_of(" \t");
  return from == std::string::npos ? "" : text.substr(from, to - from + 1);
}

}  // namespace

bool varies(const Draws& draws, Index k) {
  return draws.parameter_values.col(k).maxCoeff() > draws.parameter_values.col(k).minCoeff();
}

std::vector<Index> varying(const Draws& draws) {
  std::vector<Index> found;
  for (Index k = 0; k < draws.parameter_values.cols(); ++k)
    if (varies(draws, k) && std::none_of(found.begin(), found.end(), [&](Index j) { return is_same(draws, j, k); })) found.push_back(k);
  return found;
}

NamedParameters parameters_named(const Draws& draws, const std::string& text) {
  NamedParameters read;
  const std::vector<Index> all = varying(draws);
  std::vector<bool> wanted(all.size(), false);
  std::vector<std::string> names;
  for (const DrawnParameter& parameter : draws.parameters) names.push_back(parameter.name);
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t to = std::min(text.find(',', from), text.size());
    const std::string name = without_spaces(text.substr(from, to - from));
    from = to + 1;
    bool known = false, any = false;
    for (Index k = 0; k < draws.parameter_values.cols(); ++k) {
      if (name.empty() || (name_of(draws, k) != name && !name_of(draws, k).starts_with(name + "."))) continue;
      known = true;
      for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i] == k || is_same(draws, all[i], k)) wanted[i] = any = true;
    }
    if (any) continue;
    read.fault = name.empty() ? "a name is missing" : known ? name + " does not vary between the draws" : "no number is called " + name;
    if (!known && !name.empty()) read.nearest = models::nearest_name(name, names);
    return read;
  }
  for (std::size_t i = 0; i < all.size(); ++i)
    if (wanted[i]) read.parameters.push_back(all[i]);
  return read;
}

}  // namespace tenure::analysis::decision
