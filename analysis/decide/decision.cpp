#include "analysis/decide/decision.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/decide/information.h"
#include "analysis/decide/parameters.h"
#include "analysis/decide/sensitivity.h"
#include "analysis/results/result_set.h"
#include "sim/base/contract.h"

namespace tenure::analysis::decision {
namespace {

constexpr Index sensitivity_points = 256;
constexpr Index most_in_sensitivity = 20;

/// Response of a strategy among the differences from the choice.
Index response_of(Index strategy, Index choice) {
  return strategy < choice ? strategy : strategy - 1;
}

/// Standard error of an adjusted share of variance (Olkin and Finn 1995).
double share_error(double share, Index draws) {
  return 2.0 * std::sqrt(std::max(share, 0.0)) * (1.0 - share) / std::sqrt(static_cast<double>(draws));
}

/// All that findings about parameters are made from.
struct Material {
  const Draws& draws;
  const Certainty& certainty;
  Matrix responses;     ///< other − choice, draws' means
  Index response;       ///< of the runner-up
  double of_ignorance;  ///< variance between draws over that between worlds, of the lead; 1 where chance is not known

  Finding finding(const std::string& name, const std::vector<Index>& parameters, const Metamodel& model) const {
    Finding found{name, parameters, value_of_knowing(model), {}};
    const double share = model.explained()(response);
    found.share = {std::min(1.0, share * of_ignorance), share_error(share, responses.rows()) * of_ignorance};
    return found;
  }

  Finding group(const std::string& name, const std::vector<Index>& parameters) const {
    if (parameters.size() == 1)
      return finding(name, parameters, fit_alone(draws.parameter_values, responses, parameters[0]));
    return finding(name, parameters, fit_together(draws.parameter_values, responses, parameters));
  }
};

std::string kind_of(const std::string& key) {
  const std::string rest = without_owner(key);
  return rest.substr(0, rest.find('.'));
}

void add_groups(const Material& material, const std::vector<Index>& parameters, Ignorance& ignorance) {
  std::vector<Index> weak, bare, sound;
  std::map<std::string, std::vector<Index>> kinds;
  for (const Index k : parameters) {
    const DrawnParameter& parameter = material.draws.parameters[static_cast<std::size_t>(k)];
    (is_weak_grade(parameter.grade) ? weak : parameter.grade.empty() ? bare : sound).push_back(k);
    kinds[kind_of(parameter.name)].push_back(k);
  }
  if (!weak.empty() || !sound.empty()) {
    if (!weak.empty()) ignorance.by_grade.push_back(material.group("graded C, J or U", weak));
    if (!bare.empty()) ignorance.by_grade.push_back(material.group("no grade", bare));
    if (!sound.empty()) ignorance.by_grade.push_back(material.group("graded A, B or D", sound));
  }
  // a kind per parameter tells nothing new
  if (kinds.size() < 2 || kinds.size() == parameters.size()) return;
  for (const auto& [kind, members] : kinds) ignorance.by_kind.push_back(material.group(kind, members));
  std::stable_sort(ignorance.by_kind.begin(), ignorance.by_kind.end(),
                   [](const Finding& a, const Finding& b) { return a.share.mean > b.share.mean; });
}

/// Sobol indices of the metamodel, inputs resampled one by one from the draws.
void add_sensitivity(const Material& material, const Metamodel& together, Ignorance& ignorance) {
  std::vector<Index> used = together.parameters(material.response);
  if (used.empty()) return;
  if (static_cast<Index>(used.size()) > most_in_sensitivity) used.resize(most_in_sensitivity);
  std::vector<std::vector<double>> sorted;
  for (const Index k : used) sorted.push_back(sorted_values(material.draws.parameter_values.col(k)));
  Vector point = material.draws.parameter_values.colwise().mean();
  const SensitivityIndices indices = sensitivity_of(
      [&](const Vector& share) {
        for (std::size_t i = 0; i < used.size(); ++i)
          point(used[i]) = quantile_of(sorted[i], share(static_cast<Index>(i)));
        return together.at(point, material.response);
      },
      static_cast<Index>(used.size()), sensitivity_points);
  for (ParameterFinding& parameter : ignorance.parameters) {
    const auto it = std::find(used.begin(), used.end(), parameter.bar.parameter);
    if (it == used.end()) continue;
    const auto i = static_cast<std::size_t>(it - used.begin());
    parameter.first = indices.first[i];
    parameter.total = indices.total[i];
  }
}

/// Where every parameter starts: the scenario's value, or the mean of the draws.
Vector base_values(const Draws& draws) {
  Vector base = draws.parameter_values.colwise().mean();
  for (Index k = 0; k < base.size(); ++k)
    if (const auto& stated = draws.parameters[static_cast<std::size_t>(k)].base) base(k) = *stated;
  return base;
}

/// The two of the widest tornado bars that the lead's model uses; none where it uses fewer.
std::optional<std::pair<Index, Index>> widest_two(const Material& material, const Metamodel& together,
                                                  const std::vector<ParameterFinding>& parameters) {
  std::vector<Index> used = together.parameters(material.response);
  const auto swing = [&](Index k) {
    for (const ParameterFinding& p : parameters)
      if (p.bar.parameter == k) return p.bar.swing();
    return 0.0;
  };
  if (used.size() < 2) return std::nullopt;
  std::stable_sort(used.begin(), used.end(), [&](Index a, Index b) { return swing(a) > swing(b); });
  return std::pair{used[0], used[1]};
}

TwoWayTable two_way_of(const Material& material, const Metamodel& together, const Vector& base, Index across, Index down) {
  TwoWayTable table;
  table.across = across;
  table.down = down;
  for (const Index k : {across, down}) {
    bool seen = false;
    for (Index response = 0; response < material.responses.cols(); ++response) {
      const std::vector<Index> used = together.parameters(response);
      seen = seen || std::find(used.begin(), used.end(), k) != used.end();
    }
    if (!seen) table.unseen.push_back(k);
  }
  const auto points = [&](Index k) {
    const std::vector<double> sorted = sorted_values(material.draws.parameter_values.col(k));
    std::vector<double> at;
    for (const double p : {0.05, 0.25, 0.5, 0.75, 0.95}) at.push_back(quantile_of(sorted, p));
    return at;
  };
  table.across_at = points(table.across);
  table.down_at = points(table.down);
  Vector point = base;
  for (const double down_at : table.down_at) {
    table.best.emplace_back();
    for (const double across_at : table.across_at) {
      point(table.down) = down_at;
      point(table.across) = across_at;
      const Vector at = together.at(point);
      Index best = 0;
      const bool other = at.maxCoeff(&best) > 0.0;
      table.best.back().push_back(other ? (best < material.certainty.choice ? best : best + 1)
                                        : material.certainty.choice);
    }
  }
  return table;
}

Ignorance ignorance_of(const Material& material, const DecisionOptions& options) {
  const Draws& draws = material.draws;
  const Matrix& values = draws.parameter_values;
  const Index choice = material.certainty.choice;
  const Vector base = base_values(draws);
  const std::vector<Index> parameters = varying(draws);
  Ignorance ignorance;
  for (Index k = 0; k < values.cols(); ++k) ignorance.stated_alike += varies(draws, k) ? 1 : 0;
  ignorance.stated_alike -= parameters.size();
  for (const Index k : parameters) {
    const Metamodel alone = fit_alone(values, material.responses, k, static_cast<Index>(parameters.size()));
    ParameterFinding found;
    found.finding = material.finding(draws.parameters[static_cast<std::size_t>(k)].name, {k}, alone);
    found.bar = tornado_bar(values, alone, k, material.response);
    found.turn = turning_point(values, alone, k, base(k), choice);
    ignorance.parameters.push_back(std::move(found));
  }
  std::stable_sort(ignorance.parameters.begin(), ignorance.parameters.end(),
                   [](const ParameterFinding& a, const ParameterFinding& b) {
                     if (a.finding.evppi.mean != b.finding.evppi.mean) return a.finding.evppi.mean > b.finding.evppi.mean;
                     return a.finding.share.mean > b.finding.share.mean;
                   });
  const Metamodel together = fit_together(values, material.responses, parameters);
  const double explained = together.explained()(material.response);
  ignorance.explained = {std::min(1.0, explained * material.of_ignorance),
                         share_error(explained, values.rows()) * material.of_ignorance};
  for (Index response = 0; response < material.responses.cols(); ++response) {
    auto joint = nearest_joint_point(values, together, base, response, choice);
    if (joint && (!ignorance.joint || joint->distance < ignorance.joint->distance)) ignorance.joint = std::move(joint);
  }
  for (const auto& [across, down] : options.two_way) {
    ignorance.two_way.push_back(two_way_of(material, together, base, across, down));
    ignorance.two_way.back().asked = true;
  }
  if (options.two_way.empty())
    if (const auto two = widest_two(material, together, ignorance.parameters))
      ignorance.two_way.push_back(two_way_of(material, together, base, two->first, two->second));
  add_sensitivity(material, together, ignorance);
  add_groups(material, parameters, ignorance);
  for (const auto& [name, members] : options.together) ignorance.asked.push_back(material.group(name, members));
  return ignorance;
}

Choice choice_of(const Draws& draws, const Matrix& worth, const DecisionOptions& options) {
  Choice choice;
  choice.chance_only = draws.draw_count() < 2;
  choice.certainty = certainty_of(worth, draws.layout());
  if (!choice.chance_only && draws.replications > 1) choice.raw = certainty_of(means_of_draws(worth, draws.replications));
  const Certainty& certainty = choice.certainty;
  if (certainty.choice == certainty.runner_up) return choice;
  choice.lead = split_variance(worth.col(certainty.choice) - worth.col(certainty.runner_up), draws.layout(), options.confidence);
  if (draws.parameters.empty() || draws.draw_count() < least_draws_for_curves) return choice;
  const Matrix means = means_of_draws(worth, draws.replications);
  const Vector lead = means.col(certainty.choice) - means.col(certainty.runner_up);
  const double between = (lead.array() - lead.mean()).square().sum() / static_cast<double>(lead.size() - 1);
  const double of_ignorance =
      choice.lead.separable ? (choice.lead.ignorance > 0.0 ? between / choice.lead.ignorance : 0.0) : 1.0;
  const Material material{draws, certainty, differences_from(means, certainty.choice),
                          response_of(certainty.runner_up, certainty.choice), of_ignorance};
  choice.ignorance = ignorance_of(material, options);
  return choice;
}

}  // namespace

std::string without_owner(const std::string& key) {
  for (const char* owner : {"model.", "overlay.", "frame.", "strategy.", "segment."}) {
    if (!key.starts_with(owner)) continue;
    const std::size_t dot = key.find('.', std::string(owner).size());
    if (dot != std::string::npos) return key.substr(dot + 1);
  }
  return key;
}

Decision decide(const Draws& draws, const DecisionOptions& options) {
  const std::string wrong = inconsistency(draws);
  TENURE_ENSURE(wrong.empty(), wrong);
  Decision decision;
  decision.table = incremental_table(draws, options.confidence);
  if (draws.draw_count() > 1)
    decision.curve = acceptability(draws, options.values.empty() ? grid_for(decision.table, draws.effect_brings) : options.values);
  if (options.value) {
    decision.choice = choice_of(draws, net_benefit(draws, *options.value), options);
  } else if (draws.net.rows() > 0) {
    decision.choice = choice_of(draws, draws.net, options);
  }
  return decision;
}

}  // namespace tenure::analysis::decision
