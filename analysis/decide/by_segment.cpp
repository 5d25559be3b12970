#include "analysis/decide/by_segment.h"

#include <algorithm>
#include <cmath>

#include "analysis/decide/words.h"

namespace tenure::analysis::decision {
namespace {

/// Per-row quantities of one segment, [row, strategy].
struct SegmentRows {
  Matrix contribution, service, customers, revenue;
};

std::optional<Matrix> rows_if(const ResultSet& results, const char* name, std::size_t offset) {
  const ResultVariable* variable = results.variable(name);
  if (!variable || variable->dims != std::vector<std::string>{"segment"} || !is_kept_for_draws(results, *variable))
    return std::nullopt;
  Matrix rows = study_rows(results, *variable, offset);
  return rows.allFinite() ? std::optional<Matrix>(std::move(rows)) : std::nullopt;
}

std::optional<SegmentRows> segment_rows(const ResultSet& results, std::size_t segment) {
  const auto revenue = rows_if(results, "segment_revenue_discounted", segment);
  const auto flows = rows_if(results, "segment_flow_cost_discounted", segment);
  const auto service = rows_if(results, "segment_service_cost_discounted", segment);
  const auto nominal = rows_if(results, "segment_revenue", segment);
  const auto opening = rows_if(results, "segment_customers_opening", segment);
  const auto newcomers = rows_if(results, "segment_newcomers", segment);
  if (!revenue || !flows || !service || !nominal || !opening || !newcomers) return std::nullopt;
  return SegmentRows{*revenue - *flows, *service, *opening + *newcomers, *nominal};
}

/// Account-years of a segment under a strategy, [replication] of the scenario's own numbers: months are kept for these only.
std::optional<Vector> account_years(const ResultSet& results, std::size_t segment, Index strategy) {
  const ResultVariable* time = results.variable("monthly_customer_time");
  const Dimension* month = results.dimension("month");
  if (!time || !month || time->dims != std::vector<std::string>{"segment", "month"}) return std::nullopt;
  Vector years = Vector::Zero(base_units(results));
  for (std::size_t m = 0; m < month->size(); ++m)
    years += base_rows(results, *time, segment * month->size() + m).col(strategy) / 12.0;
  return years.minCoeff() > 0.0 ? std::optional<Vector>(years) : std::nullopt;
}

Measured measured(const Vector& rows, const Layout& layout) {
  return {rows.mean(), standard_errors_of(rows, layout)(0)};
}

}  // namespace

std::optional<BySegment> by_segment(const ResultSet& results, Index one_for_all, double confidence) {
  const Dimension* segments = results.dimension("segment");
  if (!segments || segments->size() < 2 || results.strategies() < 2) return std::nullopt;
  const Layout layout = layout_of(results);
  const std::vector<std::string>& names = results.dimensions[0].labels;
  const Index baseline = std::find(names.begin(), names.end(), results.baseline) - names.begin();
  BySegment by;
  by.one_for_all = one_for_all;
  Vector gain;
  for (std::size_t g = 0; g < segments->size(); ++g) {
    const auto direct = rows_if(results, "segment_net_value_direct", g);
    if (!direct) return std::nullopt;
    SegmentDecision decision;
    decision.segment = segments->labels[g];
    decision.label = results.display_label("segment", g);
    decision.certainty = certainty_of(*direct, layout);
    decision.surely = decision.certainty.choice != decision.certainty.runner_up &&
                      clear_of_zero(decision.certainty.lead, decision.certainty.draws, confidence);
    const Vector more = direct->col(decision.certainty.choice) - direct->col(one_for_all);
    gain = g == 0 ? more : Vector(gain + more);
    by.differs = by.differs || (g > 0 && decision.certainty.choice != by.segments[0].certainty.choice);
    const bool known = baseline < static_cast<Index>(names.size());
    const auto rows = known ? segment_rows(results, g) : std::nullopt;
    const auto years = known ? account_years(results, g, baseline) : std::nullopt;
    if (rows && years) {
      decision.customers = measured(rows->customers.col(baseline), layout);
      const Vector revenue = base_rows(results, *results.variable("segment_revenue"), g).col(baseline);
      decision.revenue_per_account = measured(revenue.cwiseQuotient(*years), base_layout(results));
      for (Index s = 0; s < static_cast<Index>(names.size()); ++s) {
        if (s == baseline) continue;
        decision.break_even.push_back(break_even_of(rows->contribution.col(s) - rows->contribution.col(baseline),
                                                    rows->service.col(s) - rows->service.col(baseline),
                                                    rows->contribution.col(baseline).mean(), years->mean(),
                                                    decision.revenue_per_account.mean, layout, confidence));
        decision.break_even.back().strategy = s;
      }
    }
    by.units = decision.certainty.draws;
    by.base_units = base_units(results);
    by.segments.push_back(std::move(decision));
  }
  by.gain = measured(gain, layout);
  const ResultVariable* net = results.variable("net_value");
  if (!by.differs && net && net->dims.empty() && is_kept_for_draws(results, *net)) {
    const Matrix rows = study_rows(results, *net);
    by.net_gain = measured(rows.col(by.segments[0].certainty.choice) - rows.col(one_for_all), layout);
  }
  return by;
}

}  // namespace tenure::analysis::decision
