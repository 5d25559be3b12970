#include "models/draws/draws.h"

#include <algorithm>
#include <map>
#include <string>

#include "sim/base/contract.h"
#include "sim/math/normal.h"
#include "sim/random/spread_points.h"

namespace tenure::models {

ParameterDraws::ParameterDraws(const Scenario& base)
    : points_(base.experiment.points), draws_(static_cast<std::size_t>(base.experiment.draws)) {
  for (std::size_t i = 0; i < base.parameters.size(); ++i) {
    const Parameter& p = base.parameters[i];
    if (!is_uncertain(p)) continue;
    uncertain_.push_back(i);
    names_.push_back(p.key);
    laws_.emplace_back(p);
  }
  const auto copula = copula_of(base.correlations);
  TENURE_ENSURE(copula.has_value(), "correlations that contradict each other are faults of the file");
  const auto correlated = [&](const Parameter& p) { return std::find(copula->keys.begin(), copula->keys.end(), p.key) != copula->keys.end(); };
  std::map<std::string, std::string> named;  // of what is stated alike, the number that a correlation names; of several the first by name
  for (const std::size_t i : uncertain_) {
    const Parameter& p = base.parameters[i];
    if (!correlated(p)) continue;
    std::string& name = named[stated_alike(p)];
    if (name.empty() || p.key < name) name = p.key;
  }
  const auto address = [](const Parameter& p) { return place_in_strategy(p.key) + '\n' + p.text; };
  std::map<std::string, std::string> plain;  // of several statements of one value at one place, the first in their order has the plain address
  for (const std::size_t i : uncertain_) {
    const std::string statement = stated_alike(base.parameters[i]);
    std::string& which = plain[address(base.parameters[i])];
    if (!statement.empty() && (which.empty() || statement < which)) which = statement;
  }
  std::map<std::string, std::size_t> first;  // coordinate of what is stated
  for (const std::size_t i : uncertain_) {
    const Parameter& p = base.parameters[i];
    const std::string statement = stated_alike(p);
    // two of them that correlations name have been set apart on purpose
    const bool apart = statement.empty() || (correlated(p) && named.at(statement) != p.key);
    if (const auto known = first.find(statement); !apart && known != first.end()) {
      coordinate_.push_back(known->second);
      continue;
    }
    if (!apart) first.emplace(statement, keys_.size());
    coordinate_.push_back(keys_.size());
    // by place and value: never by the name of the strategy that happens to state it first, since another one may come before it in the
    // file; nor by range, grade or source, which may become better known
    keys_.push_back(sim::coordinate_key(base.experiment.seed, apart ? p.key : plain.at(address(p)) == statement ? address(p) : statement));
  }
  for (const std::string& key : copula->keys) {
    const auto found = std::find(names_.begin(), names_.end(), key);
    TENURE_ENSURE(found != names_.end(), "a correlated number that is not uncertain is a fault of the file");
    joined_.push_back(coordinate_[static_cast<std::size_t>(found - names_.begin())]);
  }
  lower_ = copula->lower;

  if (points_ == DrawPoints::sobol) {
    planned_ = sim::sobol_points(keys_, 0, draws_);
  } else {
    for (std::size_t point = 0; point < draws_; ++point) {
      planned_.emplace_back();
      for (const std::uint64_t key : keys_) planned_.back().push_back(sim::random_coordinate(key, point));
    }
  }
  for (std::vector<double>& shares : planned_) correlate(shares);
  if (points_ != DrawPoints::latin_hypercube) return;
  for (std::size_t j = 0; j < keys_.size(); ++j) {
    std::vector<double> column;
    for (const std::vector<double>& shares : planned_) column.push_back(shares[j]);
    column = sim::stratified(keys_[j], column);
    for (std::size_t point = 0; point < draws_; ++point) planned_[point][j] = column[point];
  }
}

void ParameterDraws::correlate(std::vector<double>& shares) const {
  std::vector<double> scores;
  for (const std::size_t j : joined_) scores.push_back(sim::normal_quantile(shares[j]));
  for (std::size_t i = 0; i < joined_.size(); ++i) {
    double score = 0.0;
    for (std::size_t k = 0; k <= i; ++k) score += lower_[i][k] * scores[k];
    shares[joined_[i]] = sim::normal_cdf(score);
  }
}

std::vector<double> ParameterDraws::shares(std::size_t point) const {
  if (point < planned_.size()) return by_number(planned_[point]);
  std::vector<double> shares;
  if (points_ == DrawPoints::sobol) {
    shares = sim::sobol_points(keys_, point, 1).front();
  } else {
    for (const std::uint64_t key : keys_) shares.push_back(sim::random_coordinate(key, point));
  }
  correlate(shares);
  return by_number(shares);
}

std::vector<double> ParameterDraws::by_number(const std::vector<double>& shares) const {
  std::vector<double> all;
  for (const std::size_t coordinate : coordinate_) all.push_back(shares[coordinate]);
  return all;
}

DrawnValues ParameterDraws::values(std::size_t point) const {
  const std::vector<double> all = shares(point);
  DrawnValues out;
  for (std::size_t j = 0; j < all.size(); ++j) out.emplace_back(names_[j], laws_[j].at(all[j]));
  return out;
}

}  // namespace tenure::models
