#include "analysis/decide/goals.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "analysis/decide/chance.h"
#include "analysis/decide/words.h"
#include "models/language/fault.h"
#include "models/language/units.h"

namespace tenure::analysis::decision {
namespace {

std::string without_blanks(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t"), last = text.find_last_not_of(" \t");
  return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

bool number_from(const std::string& text, double& value) {
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  return parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size() && std::isfinite(value);
}

std::string listed_names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

/// Measures that have one value, or one for each member of one axis that is not time.
std::vector<std::string> usable_measures(const ResultSet& results) {
  std::vector<std::string> names;
  for (const ResultVariable& variable : results.variables)
    if (variable.dims.empty() || (variable.dims.size() == 1 && variable.dims[0] != "month" && variable.dims[0] != "year"))
      names.push_back(variable.name);
  return names;
}

/// The amount in the measure's unit; days become hours or months where the measure counts these.
std::optional<double> in_unit_of(const ResultVariable& variable, const std::string& currency, const std::string& text) {
  double bare = 0.0;
  if (number_from(text, bare)) return bare;
  const models::AmountResult read = models::parse_amount(text, "");
  if (!read.amount) return std::nullopt;
  const models::Amount& amount = *read.amount;
  switch (amount.dimension) {
    case models::Dimension::number:
      return amount.value;
    case models::Dimension::time: {
      const double unit = models::days_in(variable.unit);
      return unit > 0.0 ? std::optional<double>(amount.value / unit) : std::nullopt;
    }
    case models::Dimension::money:
      return variable.unit == currency && amount.currency == currency ? std::optional<double>(amount.value) : std::nullopt;
    default:
      return std::nullopt;
  }
}

/// The place of the goal's value in its measure.
std::size_t offset_of(const ResultSet& results, const Goal& goal) {
  const ResultVariable& variable = *results.variable(goal.measure);
  if (variable.dims.empty()) return 0;
  const std::vector<std::string>& members = results.dimension(variable.dims[0])->labels;
  return static_cast<std::size_t>(std::find(members.begin(), members.end(), goal.member) - members.begin());
}

bool keeps(const Goal& goal, double value) {
  return goal.at_most ? value <= goal.limit : value >= goal.limit;
}

/// What each world (with one draw: each replication) has of the goal's measure, [world, strategy].
Matrix worlds_of(const ResultSet& results, const Goal& goal, bool chance_only) {
  const ResultVariable& variable = *results.variable(goal.measure);
  const std::size_t offset = offset_of(results, goal);
  if (chance_only) return base_rows(results, variable, offset);
  const Matrix rows = study_rows(results, variable, offset);
  const Layout layout = layout_of(results);
  Matrix worlds(rows.rows() / layout.replications, rows.cols());
  for (Index s = 0; s < rows.cols(); ++s)
    worlds.col(s) = rows.col(s).allFinite() ? without_chance_alone(rows.col(s), layout)
                                            : Vector(means_of_draws(rows.col(s), layout.replications));
  return worlds;
}

}  // namespace

GoalRead goal_from(const ResultSet& results, Goal goal, const std::string& value) {
  const auto refuse = [](std::string fault, std::string allowed) { return GoalRead{std::nullopt, std::move(fault), std::move(allowed)}; };
  const std::vector<std::string> usable = usable_measures(results);
  if (std::find(usable.begin(), usable.end(), goal.measure) == usable.end()) {
    const std::string nearest = models::nearest_name(goal.measure, usable);
    return refuse(results.variable(goal.measure) ? goal.measure + " is resolved by time or by several axes; a goal needs one value"
                                                 : "the file has no measure " + goal.measure,
                  nearest.empty() ? "See tenure list measures." : "Did you mean " + nearest + "?");
  }
  const ResultVariable& variable = *results.variable(goal.measure);
  if (variable.dims.empty() && !goal.member.empty())
    return refuse(goal.measure + " has one value, none for " + goal.member, "Leave [" + goal.member + "] out.");
  if (!variable.dims.empty()) {
    const std::vector<std::string>& members = results.dimension(variable.dims[0])->labels;
    if (std::find(members.begin(), members.end(), goal.member) == members.end()) {
      const std::string nearest = models::nearest_name(goal.member, members);
      return refuse(goal.member.empty() ? goal.measure + " has a value for each " + variable.dims[0]
                                        : "there is no " + variable.dims[0] + " " + goal.member,
                    (nearest.empty() ? "Name one of them, as in " + goal.measure + "[" + members.front() + "]. "
                                     : "Did you mean " + nearest + "? ") +
                        "Known: " + listed_names(members));
    }
  }
  const std::optional<double> limit = in_unit_of(variable, results.currency, value);
  const std::string unit = variable.unit == "1" ? "a plain number or a share, such as 0.9 or 90 %" : "in " + variable.unit;
  if (!limit) return refuse("\"" + value + "\" is no value of " + goal.measure, "Write it as a number " + unit + ".");
  goal.limit = *limit;
  return {goal, "", ""};
}

GoalRead read_goal(const ResultSet& results, const std::string& text) {
  const std::string form = "Write MEASURE<=VALUE or MEASURE>=VALUE, with [MEMBER] behind a measure that has an axis and @CERTAINTY "
                           "at the end where another than 0.9 is asked for.";
  Goal goal;
  goal.text = text;
  std::size_t sign = text.find("<=");
  if (sign == std::string::npos) {
    sign = text.find(">=");
    goal.at_most = false;
  }
  if (sign == std::string::npos) return {std::nullopt, "\"" + text + "\" has neither <= nor >=", form};
  std::string measure = without_blanks(text.substr(0, sign)), value = without_blanks(text.substr(sign + 2));
  if (const std::size_t open = measure.find('['); open != std::string::npos && measure.ends_with(']')) {
    goal.member = without_blanks(measure.substr(open + 1, measure.size() - open - 2));
    measure = without_blanks(measure.substr(0, open));
  }
  if (const std::size_t at = value.find('@'); at != std::string::npos) {
    const std::string certainty = without_blanks(value.substr(at + 1));
    value = without_blanks(value.substr(0, at));
    const models::AmountResult read = models::parse_amount(certainty, "");
    if (!read.amount || read.amount->dimension != models::Dimension::number || !(read.amount->value > 0.0 && read.amount->value <= 1.0))
      return {std::nullopt, "\"" + certainty + "\" is no certainty", "Write a share above 0 and at most 1, such as 0.9 or 90 %."};
    goal.certainty = read.amount->value;
  }
  goal.measure = measure;
  return goal_from(results, goal, value);
}

GoalsAnswer answer_goals(const ResultSet& results, const Draws& draws, const std::vector<Goal>& goals, double confidence) {
  GoalsAnswer answer;
  answer.goals = goals;
  answer.chance_only = !has_draws(results);
  for (const Goal& goal : goals)
    answer.chance_only = answer.chance_only || !is_kept_for_draws(results, *results.variable(goal.measure));
  const auto strategies = static_cast<Index>(results.strategies());
  answer.units = answer.chance_only ? base_units(results) : static_cast<Index>(results.draws());
  answer.unit_word = answer.chance_only ? base_units_word(results) : "worlds";
  Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic> together =
      Eigen::Array<bool, Eigen::Dynamic, Eigen::Dynamic>::Constant(answer.units, strategies, true);
  for (const Goal& goal : goals) {
    const Matrix worlds = worlds_of(results, goal, answer.chance_only);
    std::vector<GoalStanding> standing;
    for (Index s = 0; s < strategies; ++s) {
      GoalStanding one;
      const Vector column = worlds.col(s);
      Index kept = 0, present = 0;
      double sum = 0.0, squares = 0.0;
      for (Index w = 0; w < column.size(); ++w) {
        const bool ok = std::isfinite(column(w)) && keeps(goal, column(w));
        together(w, s) = together(w, s) && ok;
        if (!std::isfinite(column(w))) continue;
        ++present;
        kept += ok ? 1 : 0;
        sum += column(w);
        squares += column(w) * column(w);
      }
      one.exists = present > 0;
      if (one.exists) {
        const auto n = static_cast<double>(present);
        const double widening = answer.chance_only ? base_layout(results, present).widening : 1.0;
        const double mean = sum / n;
        one.value = {mean, present > 1 ? widening * std::sqrt(std::max(0.0, squares / n - mean * mean) / (n - 1.0)) : std::nan("")};
        one.share = share_of(kept, present);
        one.share.standard_error *= widening;
        if (!answer.chance_only && column.allFinite())
          one.value.standard_error = standard_errors_of(
              study_rows(results, *results.variable(goal.measure), offset_of(results, goal)).col(s), layout_of(results))(0);
        one.met = one.share.mean >= goal.certainty;
        const Estimate estimate = estimate_of(one.share, present, confidence);
        one.surely = one.met && has_interval(estimate) && one.share.mean - estimate.half_width >= goal.certainty;
      }
      standing.push_back(one);
    }
    answer.standing.push_back(std::move(standing));
  }
  const Vector cost = means_of(draws.cost);
  for (Index s = 0; s < strategies; ++s) {
    answer.all.push_back(share_of(together.col(s).count(), answer.units));
    if (answer.chance_only) answer.all.back().standard_error *= base_layout(results).widening;
    answer.meets.push_back(std::all_of(answer.standing.begin(), answer.standing.end(),
                                       [&](const auto& standing) { return standing[static_cast<std::size_t>(s)].met; }));
    if (answer.meets.back() && (!answer.cheapest || cost(s) < cost(*answer.cheapest))) answer.cheapest = s;
  }
  return answer;
}

}  // namespace tenure::analysis::decision
