// What the ready engagement models (models/library/) need of a scenario beside customers, as text for a fitted file:
// the states that their contacts move and what those do to leaving and to onboarding, the time of onboarding, and
// [satisfaction]. No table tells any of it: the numbers are those of scenarios/saas_start.toml, with their grades.
#pragma once

#include <string>

namespace tenure::analysis::fit {

/// The ready models state wages and costs in this currency.
inline constexpr const char* ready_currency = "USD";

/// `leaving`: how customers leave, as an effect names it: transitions = ["leaves"].
std::string ready_world(const std::string& leaving);

/// A way in which waiting for an answer too long acts, for [demand.NAME]; with the block [demand.NAME.missed.unresolved].
std::string ready_patience();
std::string ready_unresolved(const std::string& demand, const std::string& leaving);

}  // namespace tenure::analysis::fit
