// Buyers without a contract as a scenario file.
//
// Pareto/NBD is a way of leaving that the scenario language has: a hazard s/β per week times a gamma-distributed
// multiplier of variance 1/s (frailty), which for those of the opening book is that of a survivor. What an active
// customer brings a week is written as the law of what each of today's customers is expected to bring, (r + x) / (α +
// T) times her mean spend.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/fit/fragment.h"
#include "analysis/fit/gamma_gamma.h"
#include "analysis/fit/pareto_nbd.h"
#include "analysis/fit/toml_text.h"
#include "sim/time/civil_date.h"

namespace tenure::analysis::fit {
namespace {

constexpr double kMostYears = 5217.0;  ///< weeks in a hundred years

/// `values`, each as often as its weight says (in twentieths).
std::vector<double> weighted(const std::vector<std::pair<double, double>>& values) {
  std::vector<double> out;
  for (const auto& [value, weight] : values)
    for (int i = 0; i < static_cast<int>(std::lround(20.0 * weight)); ++i) out.push_back(value);
  return out;
}

}  // namespace

std::string fragment(const PurchaseBook& book, const PurchaseFit& fit, const FragmentOptions& options) {
  const Values& p = fit.pareto.at;
  const bool failed = fit.foretold_pareto && fit.foretold_pareto->outside();
  const Origin law{failed ? 'U' : 'A', fmt::format("{}, {:.0f} rows, Pareto/NBD", book.source, book.rows),
                   failed ? fmt::format("failed its own test: after the cut {:.0f} purchases came where {:.0f} [{:.0f}, {:.0f}] were foretold",
                                        fit.foretold_pareto->actual, fit.foretold_pareto->expected.value,
                                        fit.foretold_pareto->expected.low, fit.foretold_pareto->expected.high)
                          : std::string()};
  std::vector<std::pair<double, double>> ages, brings;
  for (const Buyer& b : book.whole) {
    const double active = pareto_nbd::active(p, b);
    ages.emplace_back(std::min(b.T, kMostYears), active);
    const double rate = (p[0] + b.x) / (p[1] + b.T);
    const double spend = !fit.spend                   ? 1.0
                         : b.x > 0.0 && b.spend > 0.0 ? gamma_gamma::expected_of(fit.spend->at, b)
                                                      : gamma_gamma::mean_spend(fit.spend->at);
    brings.emplace_back(rate * spend, active);
  }
  std::string out = fragment_head(book.source, options);
  if (options.complete)
    out += completion(book.dated ? book.as_of + 1 : sim::days_from_civil({2026, 1, 1}),
                      "Our buyers as they are: " + book.source);
  out += "\n[money]\ncurrency = \"" + options.currency + "\"\n";
  if (options.complete)
    out +=
        "discount = { value = \"10 % / yr\", low = \"5 % / yr\", high = \"15 % / yr\", grade = \"U\", source = "
        "\"assumption\" }\n";
  out += "\n[today]\nstrategy = \"as_today\"\nwarm_up = \"1 d\"\n";
  Origin alive = law;
  alive.note = fmt::format("expected number still active of {:.0f}", fit.buyers) + (failed ? "; " + law.note : "");
  out += "\n[segment.buyers]\nlabel = \"Buyers\"\ncustomers = " +
         parameter(std::max(1.0, std::round(fit.active_pareto)), "", alive) + "\n";
  out +=
      "opening_age = " +
      distribution(points_of(weighted(ages), 0.0), " wk",
                   {'A', fmt::format("{}, {:.0f} rows, weeks since the first purchase", book.source, book.rows), ""}) +
      "\nstart = \"buying\"\n";
  out += "frailty = " +
         parameter(derived_positive(
                       fit.pareto, [](const Values& v) { return 1.0 / v[2]; }, fragment_confidence),
                   "", law, 0.0, 100.0) +
         "\n";
  const bool money = fit.spend.has_value();
  if (money)
    out += "attribute.brings = " +
           distribution(points_of(weighted(brings), 0.0), " " + options.currency + " / wk",
                        {law.grade, fmt::format("{}, {:.0f} rows, Pareto/NBD and gamma-gamma", book.source, book.rows),
                         "expected spend of each customer while active" + (failed ? "; " + law.note : "")}) +
           "\n";
  out +=
      "\n[stage.buying]\nlabel = \"Buying\"\nfunnel = \"active\"\n[stage.stopped]\nlabel = \"Stopped\"\nfunnel = "
      "\"lost\"\ncustomer = false\n";
  out +=
      "\n# Nobody sees it happen: a customer stops.\n[transition.stops]\nfrom = [\"buying\"]\nto = "
      "\"stopped\"\nfrailty = true\nhazard = " +
      parameter(derived_positive(
                    fit.pareto, [](const Values& v) { return v[2] / v[3]; }, fragment_confidence),
                " / wk", law, 0.0, 1e6) +
      "\n";
  if (money) out += "\n[flow.purchases]\nkind = \"revenue\"\nstages = [\"buying\"]\nrate = \"attribute.brings\"\n";
  return out + "\n[strategy.as_today]\nlabel = \"As today\"\n";
}

}  // namespace tenure::analysis::fit
