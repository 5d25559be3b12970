#include "analysis/compare/months.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/compare/sentence.h"
#include "analysis/compare/table_parts.h"

namespace tenure::analysis {
namespace {

constexpr std::size_t smallest_column = 20;

/// A row of the page by month.
struct Followed {
  const char* variable;
  const char* words;
};
constexpr std::array<Followed, 5> followed = {{{"monthly_customers", "customers at the month's end"},
                                               {"monthly_lost", "customers lost in the month"},
                                               {"monthly_recurring", "recurring revenue at the month's end"},
                                               {"monthly_operating_cost", "operating cost of the month"},
                                               {"pool_missed", "requests that staff missed in the month"}}};

/// Of each replication, the month's value summed over all other dimensions; NaN where there is none at all.
std::vector<double> month_values(const ResultSet& results, const ResultVariable& variable, std::size_t strategy,
                                 std::size_t month, std::size_t months) {
  const std::size_t width = results.width(variable);
  std::vector<double> values;
  for (std::size_t replication = 0; replication < results.replications(); ++replication) {
    const std::size_t cell = strategy * results.replications() + replication;
    double sum = 0.0;
    bool any = false;
    for (std::size_t i = month; i < width; i += months) {  // the month is the last dimension
      const double value = variable.values[cell * width + i];
      if (std::isnan(value)) continue;
      sum += value;
      any = true;
    }
    values.push_back(any ? sum : std::nan(""));
  }
  return values;
}

}  // namespace

std::vector<ComparedMeasure> compare_months(const ResultSet& results, std::size_t baseline) {
  std::vector<ComparedMeasure> out;
  const Dimension* axis = results.dimension("month");
  if (axis == nullptr) return out;
  const std::size_t months = axis->size();
  for (const Followed& row : followed) {
    const ResultVariable* variable = results.variable(row.variable);
    if (variable == nullptr || variable->dims.empty() || variable->dims.back() != "month") continue;
    for (std::size_t m = 0; m < months; ++m) {
      ComparedMeasure compared;
      compared.name = row.variable;
      compared.unit = variable->unit;
      compared.meaning = variable->long_name;
      compared.month = axis->first + static_cast<int>(m);
      const std::vector<double> base = month_values(results, *variable, baseline, m, months);
      for (std::size_t s = 0; s < results.strategies(); ++s) {
        const std::vector<double> own = month_values(results, *variable, s, m, months);
        compared.by_strategy.push_back(estimate_of(results, own));
        compared.against_baseline.push_back(paired_of(results, own, base));
      }
      out.push_back(std::move(compared));
    }
  }
  return out;
}

void print_months(std::ostringstream& out, const World& world) {
  for (const Followed& row : followed) {
    std::vector<const ComparedMeasure*> months;
    for (const ComparedMeasure& measure : world.measures)
      if (measure.month != 0 && measure.name == row.variable) months.push_back(&measure);
    if (months.empty()) continue;
    std::vector<std::size_t> columns{world.baseline};  // first the baseline, then what differs from it
    for (std::size_t s = 0; s < world.strategies.size(); ++s)
      if (s != world.baseline) columns.push_back(s);
    std::vector<Estimate> own, differences;
    for (const ComparedMeasure* month : months)
      for (const std::size_t s : columns)
        (s == world.baseline ? own : differences)
            .push_back(s == world.baseline ? month->by_strategy[s] : month->against_baseline[s].difference);
    const NumberStyle own_style = style_for(months[0]->unit, row.variable, own);
    const NumberStyle difference_style = style_for(months[0]->unit, row.variable, differences);
    std::vector<std::string> headings;
    for (const std::size_t s : columns) headings.push_back(cut(world.name_of(s), 40));
    std::vector<Row> rows;
    for (const ComparedMeasure* month : months) {
      Row line{"month " + std::to_string(month->month), {}};
      for (const std::size_t s : columns)
        line.cells.push_back(s == world.baseline
                                 ? with_half_width(month->by_strategy[s], own_style)
                                 : with_half_width(month->against_baseline[s].difference, difference_style, Sign::always));
      rows.push_back(std::move(line));
    }
    const auto in = [](const NumberStyle& style) {
      return style.unit.empty() || style.unit == "customer" ? std::string() : " (" + style.unit + ")";
    };
    std::string text = std::string(row.words) + ": " + world.said(world.baseline) + in(own_style);
    if (columns.size() > 1) text += ", and the others' difference from it" + in(difference_style);
    if (world.draws > 1) text += "; base values, chance only";
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
    out << "\n" << wrapped(text, table_width);
    print_rows(out, headings, rows, widths_for(headings, rows, smallest_column));
  }
}

}  // namespace tenure::analysis
