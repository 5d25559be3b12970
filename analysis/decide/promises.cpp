#include "analysis/decide/promises.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/decide/chance.h"
#include "analysis/decide/words.h"

namespace tenure::analysis::decision {
namespace {

const ResultVariable* measure_of(const ResultSet& results, const Promise& promise) {
  const ResultVariable* variable = results.variable(promise.missed ? "pool_missed_share" : "pool_overall_response");
  return variable && variable->dims == std::vector<std::string>{"pool"} ? variable : nullptr;
}

std::optional<std::size_t> place_of(const ResultSet& results, const std::string& pool) {
  const Dimension* pools = results.dimension("pool");
  if (!pools) return std::nullopt;
  const auto found = std::find(pools->labels.begin(), pools->labels.end(), pool);
  return found == pools->labels.end() ? std::nullopt : std::optional<std::size_t>(found - pools->labels.begin());
}

/// Rows of one strategy; of replications alone those that exist.
Vector rows_of(const ResultSet& results, const ResultVariable& variable, std::size_t offset, Index strategy, bool chance_only) {
  const Vector rows = chance_only ? Vector(base_rows(results, variable, offset).col(strategy)) : Vector(study_rows(results, variable, offset).col(strategy));
  if (!chance_only) return rows;
  std::vector<double> kept;
  for (const double value : rows)
    if (!std::isnan(value)) kept.push_back(value);
  return Eigen::Map<const Vector>(kept.data(), static_cast<Index>(kept.size()));
}

}  // namespace

PromisesAnswer answer_promises(const ResultSet& results, const std::vector<Promise>& promises, double confidence) {
  PromisesAnswer answer;
  const ResultVariable* missed = results.variable("missed_share");
  if (missed && !missed->dims.empty()) missed = nullptr;
  answer.chance_only = !has_draws(results) || (missed && !is_kept_for_draws(results, *missed));
  for (const Promise& promise : promises) {
    const ResultVariable* variable = measure_of(results, promise);
    if (!variable || !place_of(results, promise.pool)) continue;
    answer.chance_only = answer.chance_only || !is_kept_for_draws(results, *variable);
    answer.promises.push_back(promise);
  }
  answer.units = answer.chance_only ? base_units(results) : static_cast<Index>(results.draws());
  const auto layout_for = [&](const Vector& rows) { return answer.chance_only ? base_layout(results, rows.size()) : layout_of(results); };
  const std::vector<std::string>& names = results.dimensions[0].labels;
  for (const Promise& promise : answer.promises) {
    std::vector<PromiseStanding> standing(names.size());
    for (std::size_t s = 0; s < names.size(); ++s) {
      if (std::find(promise.strategies.begin(), promise.strategies.end(), names[s]) == promise.strategies.end()) continue;
      const Vector rows = rows_of(results, *measure_of(results, promise), *place_of(results, promise.pool), static_cast<Index>(s), answer.chance_only);
      if (rows.size() == 0 || !rows.allFinite()) continue;
      PromiseStanding& one = standing[s];
      one.given = true;
      one.value = {rows.mean(), standard_errors_of(rows, layout_for(rows))(0)};
      const Estimate estimate = estimate_of(one.value, answer.units, confidence);
      if (has_interval(estimate))
        one.kept = estimate.high() <= promise.limit ? Kept::kept : estimate.low() > promise.limit ? Kept::broken : Kept::open;
      if (!answer.chance_only) {
        const Vector worlds = without_chance_alone(rows, layout_for(rows));
        one.share = share_of((worlds.array() <= promise.limit).count(), worlds.size());
      }
    }
    answer.standing.push_back(std::move(standing));
  }
  for (std::size_t s = 0; s < names.size(); ++s) {
    answer.missed_contacts.emplace_back();
    if (!missed) continue;
    const Vector rows = rows_of(results, *missed, 0, static_cast<Index>(s), answer.chance_only);
    if (rows.size() > 0 && rows.allFinite())
      answer.missed_contacts.back() =
          Measured{rows.mean(), standard_errors_of(rows, layout_for(rows))(0)};
  }
  return answer;
}

std::string promise_in_words(const ResultSet& results, const Promise& promise) {
  const auto place = place_of(results, promise.pool);
  const std::string pool = place ? results.display_label("pool", *place) : promise.pool;
  return promise.missed ? fmt::format("{}: at most {:.4g} % of requests missed", pool, 100.0 * promise.limit)
                        : fmt::format("{}: mean response at most {:.4g} h", pool, promise.limit);
}

std::string name_of(Kept kept) {
  return kept == Kept::kept ? "kept" : kept == Kept::broken ? "broken" : "open";
}

}  // namespace tenure::analysis::decision
