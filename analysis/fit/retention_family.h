// The shelf of retention laws: how the share of customers that is left falls with their tenure.
//
// Each law is one file with one row: its parameters and log S(t). What is done with a law (likelihood, fit, choice,
// forecast) is written once, for all of them, in terms of log S.
//
//   exponential             one hazard, the same for all and at any tenure
//   weibull                 hazard that rises or falls with tenure
//   shifted_beta_geometric  every customer leaves with a probability of her own at each period's end; it differs
//   between
//                           customers, so the curve flattens although nobody becomes more loyal
//   beta_discrete_weibull   the same, and each customer's own risk also rises or falls with tenure
//   gamma_weibull           Weibull hazard times a gamma-distributed multiplier: the scenario language's own form of
//                           customers that differ (frailty); not among those chosen from, but what
//                           beta_discrete_weibull is written as
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/fit/maximise.h"

namespace tenure::analysis::fit {

struct RetentionFamily {
  std::string_view name;
  std::string_view words;                     ///< for prose: "Weibull"
  std::vector<PositiveParameter> parameters;  ///< time in periods
  double (*log_survival)(const Values& parameters, double time);
  std::vector<Values> (*starts)(double hazard);  ///< from which the search begins, given the mean hazard per period
};

extern const RetentionFamily exponential;
extern const RetentionFamily weibull;
extern const RetentionFamily shifted_beta_geometric;
extern const RetentionFamily beta_discrete_weibull;
extern const RetentionFamily gamma_weibull;

/// Those that are chosen from, the simplest first.
const std::array<const RetentionFamily*, 4>& retention_families();

/// S(t).
double survival(const RetentionFamily& family, const Values& parameters, double time);

/// The probability of having left by `time + ahead`, of somebody who is there at `time`.
double leaving(const RetentionFamily& family, const Values& parameters, double time, double ahead);

}  // namespace tenure::analysis::fit
