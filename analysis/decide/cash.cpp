#include "analysis/decide/cash.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "analysis/decide/chance.h"

namespace tenure::analysis::decision {
namespace {

/// A monthly measure, summed over segments where it has them: one [replication, strategy] per month.
std::optional<std::vector<Matrix>> by_month(const ResultSet& results, const char* name) {
  const ResultVariable* variable = results.variable(name);
  const Dimension* month = results.dimension("month");
  if (!variable || !month || variable->dims.empty() || variable->dims.back() != "month") return std::nullopt;
  const std::size_t months = month->size(), groups = results.width(*variable) / months;
  std::vector<Matrix> sums;
  for (std::size_t m = 0; m < months; ++m) {
    Matrix sum = base_rows(results, *variable, m);
    for (std::size_t g = 1; g < groups; ++g) sum += base_rows(results, *variable, g * months + m);
    sums.push_back(std::move(sum));
  }
  return sums;
}

std::optional<Matrix> total_of(const ResultSet& results, const char* name) {
  const ResultVariable* variable = results.variable(name);
  if (!variable || !variable->dims.empty()) return std::nullopt;
  return base_rows(results, *variable);
}

/// The part of acquisition cost that is not a flow (flows are among the flow costs already).
Matrix staff_share(const ResultSet& results) {
  const auto all = total_of(results, "acquisition_cost"), staff = total_of(results, "acquisition_staff_cost");
  if (!all || !staff) return Matrix::Zero(base_units(results), static_cast<Index>(results.strategies()));
  return all->binaryExpr(*staff, [](double a, double s) { return a > 0.0 ? s / a : 0.0; });
}

/// Cash of the whole time under every draw: [row, strategy]; none without draws or a total.
std::optional<Matrix> drawn_cash(const ResultSet& results) {
  if (!has_draws(results)) return std::nullopt;
  std::optional<Matrix> sum;
  for (const auto& [name, sign] : {std::pair{"revenue", 1.0}, {"flow_cost", -1.0}, {"operating_cost", -1.0}, {"acquisition_staff_cost", -1.0}}) {
    const ResultVariable* variable = results.variable(name);
    const bool optional = std::string_view(name) == "acquisition_staff_cost";  // a file without it has no such staff
    if (!variable && optional) continue;
    if (!variable || !variable->dims.empty() || !is_kept_for_draws(results, *variable)) return std::nullopt;
    const Matrix rows = sign * study_rows(results, *variable);
    if (!rows.allFinite()) return std::nullopt;
    sum = sum ? Matrix(*sum + rows) : rows;
  }
  return sum;
}

/// First month from which it stays at or above 0; none when it ends below.
std::optional<int> paid_back(const std::vector<double>& cumulative) {
  int month = 0;
  for (std::size_t m = cumulative.size(); m-- > 0;) {
    if (cumulative[m] < 0.0) break;
    month = static_cast<int>(m) + 1;
  }
  return month > 0 ? std::optional<int>(month) : std::nullopt;
}

}  // namespace

std::optional<Cash> cash_of(const ResultSet& results) {
  auto cash = by_month(results, "monthly_revenue");
  const auto flows = by_month(results, "monthly_flow_cost"), operating = by_month(results, "monthly_operating_cost"),
             winning = by_month(results, "monthly_acquisition_cost");
  if (!cash || !flows || !operating) return std::nullopt;
  Cash all;
  const Matrix share = staff_share(results);
  all.acquisition_spread = winning && (share.array() > 0.0 && share.array() < 1.0).any();
  for (std::size_t m = 0; m < cash->size(); ++m) {
    (*cash)[m] -= (*flows)[m] + (*operating)[m];
    if (winning) (*cash)[m] -= (*winning)[m].cwiseProduct(share);
  }
  const std::vector<std::string>& names = results.dimensions[0].labels;
  all.baseline = std::find(names.begin(), names.end(), results.baseline) - names.begin();
  all.replications = base_units(results);
  all.unit_word = base_units_word(results);
  if (all.baseline >= static_cast<Index>(names.size())) return std::nullopt;
  const auto drawn = drawn_cash(results);
  const Layout layout = layout_of(results), of_base = base_layout(results);
  if (drawn) all.draws = static_cast<Index>(results.draws());
  for (Index s = 0; s < static_cast<Index>(names.size()); ++s) {
    if (s == all.baseline) continue;
    CashPath path;
    path.strategy = s;
    Vector sum = Vector::Zero(all.replications);
    std::vector<double> means;
    for (std::size_t m = 0; m < cash->size(); ++m) {
      sum += (*cash)[m].col(s) - (*cash)[m].col(all.baseline);
      path.cumulative.push_back({sum.mean(), standard_errors_of(sum, of_base)(0)});
      means.push_back(sum.mean());
      if (means.back() < path.deepest) {
        path.deepest = means.back();
        path.deepest_month = static_cast<int>(m) + 1;
      }
    }
    path.pays_back = paid_back(means);
    path.paid_back_share = static_cast<double>((sum.array() >= 0.0).count()) / static_cast<double>(all.replications);
    if (drawn) {
      const Vector apart = drawn->col(s) - drawn->col(all.baseline), worlds = without_chance_alone(apart, layout);
      path.end_over_draws = Measured{apart.mean(), standard_errors_of(apart, layout)(0)};
      path.share_of_draws = share_of((worlds.array() >= 0.0).count(), worlds.size());
    }
    all.paths.push_back(std::move(path));
  }
  return all;
}

}  // namespace tenure::analysis::decision
