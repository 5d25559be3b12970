// Where recurring revenue comes from and where it goes: from the start over the first 12 months, step by step.
//
//   unit, months
//   steps  [step]: {name, words}; the first is what there was, the last what there is, those between go up or down
//   of     [whole book, segments...]: figures of each step; null where there is no recurring revenue
#include <algorithm>
#include <array>

#include "analysis/report/told.h"
#include "analysis/report/view.h"

namespace tenure::analysis {
namespace {

struct Step {
  const char* variable;
  const char* words;
  double sign;
};
constexpr std::array<Step, 5> steps = {{{"monthly_recurring_new", "new customers", 1.0},
                                        {"monthly_recurring_returned", "returned", 1.0},
                                        {"monthly_recurring_expansion", "expansion", 1.0},
                                        {"monthly_recurring_contraction", "contraction", -1.0},
                                        {"monthly_recurring_lost", "lost", -1.0}}};

Runs times(Runs runs, double factor) {
  for (std::vector<double>& values : runs)
    for (double& value : values) value *= factor;
  return runs;
}

/// What there was, the steps, what there is.  What there was at the start is told by what there is and how it came about.
std::vector<Runs> waterfall(const Source& source, const Whom& whom, std::size_t months) {
  std::vector<Members> at_end = members_of(whom), until = at_end;
  at_end.push_back({"month", months - 1, months});
  until.push_back({"month", 0, months});
  const Runs closing = sum_of(source.results, "monthly_recurring", at_end);
  std::vector<Runs> all{closing};
  for (const Step& step : steps) {
    const Runs change = times(sum_of(source.results, step.variable, until), step.sign);
    if (change.empty()) return {};
    all[0] = minus(all[0], change);
    all.push_back(change);
  }
  all.push_back(closing);
  return all;
}

std::string kept(const Source& source, const Whom& whom) {
  const World& world = source.by_baseline[0];
  const std::string segment = whom ? source.results.dimension("segment")->labels[*whom] : "";
  const std::string prefix = whom ? "segment_" : "";
  const ComparedMeasure* nrr = world.measure(prefix + "nrr_12m", segment);
  const ComparedMeasure* grr = world.measure(prefix + "grr_12m", segment);
  if (nrr == nullptr || grr == nullptr) return "";
  std::vector<std::string> items;
  for (std::size_t s = 0; s < world.strategies.size(); ++s) {
    if (nrr->by_strategy[s].n == 0) continue;
    items.push_back(world.said(s) + " " + told(nrr->by_strategy[s], "1", "nrr") + " net and " +
                    told(grr->by_strategy[s], "1", "grr") + " gross");
  }
  if (items.empty()) return "";
  const double days = source.results.horizon_days;
  return "Of the recurring revenue of the customers at the start" + of_whom(source, whom) + ", there is left after " +
         (days < 365.25 ? "these " + std::to_string(source.size_of("month")) : std::string("12")) + " months: " + listed(items) +
         ". Net counts what they expanded, gross does not; new customers are in neither.";
}

}  // namespace

Json recurring_view(const Source& source) {
  const ResultVariable* recurring = source.results.variable("monthly_recurring");
  const std::size_t months = std::min<std::size_t>(12, source.size_of("month"));
  if (recurring == nullptr || months == 0) return nullptr;
  Json view{{"asks", "Where does recurring revenue come from, and where does it go?"},
            {"unit", recurring->unit},
            {"months", months},
            {"steps", Json::array()},
            {"of", Json::array()}};
  view["steps"].push_back({{"name", "opening"}, {"words", "at the start"}});
  for (const Step& step : steps) view["steps"].push_back({{"name", step.variable}, {"words", step.words}});
  view["steps"].push_back({{"name", "closing"}, {"words", "after " + std::to_string(months) + " months"}});
  bool any = false;
  for (const Whom& whom : everybody_and_each(source)) {
    const std::vector<Runs> all = waterfall(source, whom, months);
    if (all.empty()) return nullptr;
    Json figures = Json::array();
    for (const Runs& runs : all) figures.push_back(figures_of(runs, source.results));
    const bool there = std::any_of(all.begin(), all.end(), [&](const Runs& runs) {
      for (std::size_t s = 0; s < runs.size(); ++s)
        if (estimate_of(runs, s, source.results).mean > 0.0) return true;
      return false;
    });
    any = any || there;
    view["of"].push_back(there ? figures : Json(nullptr));
  }
  if (!any) return nullptr;
  view["sentences"] = sentences_of(source, [&](std::size_t, const Whom& whom) { return kept(source, whom); });
  return view;
}

}  // namespace tenure::analysis
