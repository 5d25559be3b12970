// The recommendation by segment, as text for people, as JSON, and as a scenario of its own.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "analysis/decide/mixture.h"
#include "analysis/decide/mixture_teams.h"

namespace tenure::analysis::decision {

/// What the texts speak of.
struct MixtureNames {
  std::vector<std::string> strategies, labels;  ///< of the file
  std::string mixture;                          ///< name of the new strategy
  std::string currency;
  double confidence = 0.95;
};

/// The choice for each segment and what it promises.
std::string choice_as_text(const MixtureChoice& choice, const MixtureNames& names);

/// What the simulation of the mixture says: the difference and its parts, the teams, and a sentence.
std::string confirmation_as_text(const MixtureChoice& choice, const Confirmation& confirmation, const MixtureNames& names);

/// "Confirmed: ..." or "Not confirmed: ...", with the reason.
std::string verdict_in_words(const MixtureChoice& choice, const Confirmation& confirmation, const MixtureNames& names);

nlohmann::ordered_json as_json(const MixtureChoice& choice, const MixtureNames& names);
nlohmann::ordered_json as_json(const Confirmation& confirmation);

/// "[strategy.mix]" with label and follows; without head counts.
std::string strategy_text(const MixtureChoice& choice, const MixtureNames& names);

/// Tables with the head counts that the mixture's pools have in the scenario.
std::string teams_text(const models::Scenario& scenario, int mixture);

}  // namespace tenure::analysis::decision
