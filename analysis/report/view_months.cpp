// How the strategies part in time, month by month.
//
//   series  {name, words, unit, segment (-1: the whole book), months: figures of each, told: [baseline]}
#include <array>
#include <string_view>

#include "analysis/report/told.h"
#include "analysis/report/view.h"

namespace tenure::analysis {
namespace {

struct Followed {
  const char* variable;
  const char* words;
};
constexpr std::array<Followed, 7> followed = {{{"monthly_customers", "customers at the month's end"},
                                               {"monthly_recurring", "recurring revenue at the month's end"},
                                               {"monthly_revenue", "revenue of the month"},
                                               {"monthly_operating_cost", "operating cost of the month"},
                                               {"monthly_lost", "customers lost in the month"},
                                               {"monthly_newcomers", "newcomers of the month"},
                                               {"pool_missed", "requests that staff missed in the month"}}};
constexpr std::array<const char*, 7> spent = {"monthly_flow_cost",     "monthly_contact_cost",  "monthly_labour_cost",
                                              "monthly_platform_cost", "monthly_hiring_cost",   "monthly_training_cost",
                                              "monthly_severance_cost"};

/// Series of one thing: its runs for each month.
struct Series {
  std::string name, words, unit;
  Whom whom;
  std::vector<Runs> months;
};

bool has_dim(const ResultVariable& variable, std::string_view dim) {
  for (const std::string& own : variable.dims)
    if (own == dim) return true;
  return false;
}

bool exists(const std::vector<Runs>& months, const ResultSet& results) {
  for (const Runs& runs : months)
    for (std::size_t s = 0; s < runs.size(); ++s)
      if (estimate_of(runs, s, results).n > 0) return true;
  return false;
}

/// Revenue minus all costs from the start to each month's end, nominal, the wages of everybody included.
std::vector<Runs> cash_to_date(const Source& source) {
  std::vector<Runs> months;
  Runs sum;
  for (std::size_t m = 0; m < source.size_of("month"); ++m) {
    Runs month = sum_of(source.results, "monthly_revenue", {{"month", m, m + 1}});
    for (const char* cost : spent) {
      if (source.results.variable(cost) == nullptr) return {};
      month = minus(month, sum_of(source.results, cost, {{"month", m, m + 1}}));
    }
    sum = m == 0 ? month : plus(sum, month);
    months.push_back(sum);
  }
  return months;
}

std::string told_at_end(const Source& source, const Series& series, std::size_t baseline) {
  const Runs& last = series.months.back();
  const ResultSet& results = source.results;
  std::string words = series.words;
  words[0] = static_cast<char>(words[0] - 'a' + 'A');
  const std::string others = others_against(source, baseline, [&](std::size_t s) {
    return told_difference(difference_of(last, s, baseline, results).difference, series.unit, series.name);
  });
  return words + ", month " + std::to_string(series.months.size()) + of_whom(source, series.whom) + ": " +
         source.said(baseline) + " " + told(estimate_of(last, baseline, results), series.unit, series.name) +
         (others.empty() ? "" : "; " + others) + ".";
}

Json json_of(const Source& source, const Series& series) {
  Json json{{"name", series.name},
            {"words", series.words},
            {"unit", series.unit},
            {"segment", series.whom ? static_cast<int>(*series.whom) : -1},
            {"months", Json::array()},
            {"told", Json::array()}};
  for (const Runs& runs : series.months) json["months"].push_back(figures_of(runs, source.results));
  for (std::size_t b = 0; b < source.strategies(); ++b) json["told"].push_back(told_at_end(source, series, b));
  return json;
}

}  // namespace

Json months_view(const Source& source) {
  const std::size_t months = source.size_of("month");
  if (months == 0) return nullptr;
  Json view{{"asks", "When do the strategies part, and when does one pay back?"}, {"series", Json::array()}};
  for (const Followed& row : followed) {
    const ResultVariable* variable = source.results.variable(row.variable);
    if (variable == nullptr || variable->dims.empty() || variable->dims.back() != "month") continue;
    for (const Whom& whom : everybody_and_each(source)) {
      if (whom && !has_dim(*variable, "segment")) continue;
      Series series{row.variable, row.words, variable->unit, whom, {}};
      for (std::size_t m = 0; m < months; ++m) {
        std::vector<Members> picked = members_of(whom);
        picked.push_back({"month", m, m + 1});
        series.months.push_back(sum_of(source.results, row.variable, picked));
      }
      if (exists(series.months, source.results)) view["series"].push_back(json_of(source, series));
    }
  }
  const Series cash{"cash_to_date", "revenue minus all costs to date", source.results.currency, std::nullopt, cash_to_date(source)};
  if (!cash.months.empty() && exists(cash.months, source.results)) view["series"].push_back(json_of(source, cash));
  return view["series"].empty() ? Json(nullptr) : view;
}

}  // namespace tenure::analysis
