#include "analysis/decide/study.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "analysis/compare/key_words.h"
#include "analysis/compare/table_parts.h"
#include "analysis/estimate/estimates.h"
#include "models/language/fault.h"
#include "models/language/units.h"
#include "sim/base/contract.h"
#include "sim/math/special.h"

namespace tenure::analysis::decision {
namespace {

constexpr double months_in_year = 12.0;

std::vector<std::string> names_without_axes(const ResultSet& results) {
  std::vector<std::string> names;
  for (const ResultVariable& variable : results.variables)
    if (variable.dims.empty()) names.push_back(variable.name);
  return names;
}

/// The unit that the scenario's author wrote, and how many of it make one canonical unit.
void read_unit(const ResultParameter& from, DrawnParameter& to) {
  to.unit = from.unit == "1" ? "" : from.unit.starts_with("1 / ") ? from.unit.substr(2) : from.unit;
  std::size_t end = 0;
  while (end < from.text.size() && (std::isdigit(static_cast<unsigned char>(from.text[end])) || std::string_view("+-.eE").find(from.text[end]) != std::string_view::npos))
    ++end;
  if (end == 0) return;
  const std::size_t begin = from.text.find_first_not_of(' ', end);
  const std::string unit = begin == std::string::npos ? "" : from.text.substr(begin);
  const models::AmountResult one = models::parse_amount(unit.empty() ? "1" : "1 " + unit, "");
  const models::AmountResult whole = models::parse_amount(from.text, "");
  // a share over a time, say, is not proportional to what is stored: then the stored unit is told
  if (!one.amount || !whole.amount || !(one.amount->value > 0.0)) return;
  if (std::fabs(whole.amount->value - from.value) > 1e-9 * std::fabs(from.value) + 1e-300) return;
  to.unit = unit;
  to.scale = 1.0 / one.amount->value;
}

/// The measure as rows, or what is wrong with it.
std::variant<Matrix, MeasureFault> rows_of(const ResultSet& results, const std::string& name) {
  const ResultVariable* variable = results.variable(name);
  if (!variable)
    return MeasureFault{name, "the file has no such measure", models::nearest_name(name, names_without_axes(results))};
  if (!variable->dims.empty())
    return MeasureFault{name, "it has a value for each " + variable->dims.front() + ", and a decision needs one for all",
                        models::nearest_name(name, names_without_axes(results))};
  if (!is_kept_for_draws(results, *variable)) return MeasureFault{name, "the file does not keep it for its draws", ""};
  Matrix rows = study_rows(results, *variable);
  if (!rows.allFinite()) return MeasureFault{name, "it does not exist under every strategy", ""};
  return rows;
}

/// A total of every draw and strategy; none where the file has none that is whole.
std::optional<Matrix> whole(const ResultSet& results, const char* name) {
  std::variant<Matrix, MeasureFault> rows = rows_of(results, name);
  if (auto* matrix = std::get_if<Matrix>(&rows)) return std::move(*matrix);
  return std::nullopt;
}

/// Net value in its parts: what is not revenue, flow or operating cost is staff that wins customers.
void add_net_parts(const ResultSet& results, Draws& draws) {
  const auto revenue = whole(results, "revenue_discounted"), flows = whole(results, "flow_cost_discounted"),
             operating = whole(results, "operating_cost_discounted");
  if (!revenue || !flows || !operating) return;
  draws.net_parts = {{"revenue", *revenue}, {"costs stated as flows", -*flows}, {"operating cost", -*operating}};
  const Matrix rest = draws.net - *revenue + *flows + *operating;
  if (rest.cwiseAbs().maxCoeff() > 1e-9 * revenue->cwiseAbs().maxCoeff())
    draws.net_parts.push_back({"staff that wins customers", rest});
}

/// What a customer-year brings in this file: revenue less the flows that are not paid for winning customers, nominal, over
/// all strategies and draws.
void add_what_a_year_brings(const ResultSet& results, Draws& draws) {
  const auto revenue = whole(results, "revenue"), flows = whole(results, "flow_cost");
  if (!revenue || !flows || !(draws.effect.mean() > 0.0)) return;
  Matrix margin = *revenue - *flows;
  const auto winning = whole(results, "acquisition_cost"), staff = whole(results, "acquisition_staff_cost");
  if (winning && staff) margin += *winning - *staff;
  draws.effect_brings = margin.mean() / draws.effect.mean();
  draws.effect_brings_words = "revenue less the running costs that the scenario states as flows";
}

/// The drawn values of every parameter, [draw, parameter].
void add_parameter_values(const ResultSet& results, Draws& draws) {
  const auto count = static_cast<Index>(results.parameters.size());
  draws.parameter_values.resize(draws.draw_count(), has_draws(results) ? count : 0);
  if (!has_draws(results)) {
    draws.parameters.clear();
    return;
  }
  for (Index d = 0; d < draws.draw_count(); ++d)
    for (Index k = 0; k < count; ++k)
      draws.parameter_values(d, k) = results.drawn.parameters[static_cast<std::size_t>(d * count + k)];
}

}  // namespace

bool has_draws(const ResultSet& results) {
  return results.draws() > 1;
}

Index base_units(const ResultSet& results) {
  return static_cast<Index>(results.replications()) / (results.antithetic ? 2 : 1);
}

std::string base_units_word(const ResultSet& results) {
  return results.antithetic ? "pairs of replications" : "replications";
}

Layout base_layout(const ResultSet& results) {
  return base_layout(results, base_units(results));
}

Layout base_layout(const ResultSet& results, Index rows) {
  const double nominal = results.interval_confidence(), degrees = static_cast<double>(rows) - 1.0;
  if (nominal == results.confidence || rows < 2) return {rows, Luck::own};
  return {rows, Luck::own,
          sim::student_t_quantile(degrees, 0.5 + nominal / 2.0) / sim::student_t_quantile(degrees, 0.5 + results.confidence / 2.0)};
}

Layout layout_of(const ResultSet& results) {
  if (!has_draws(results)) return base_layout(results);
  return {static_cast<Index>(results.drawn.replications), results.drawn.luck == "shared" ? Luck::shared : Luck::own};
}

bool is_kept_for_draws(const ResultSet& results, const ResultVariable& variable) {
  return !has_draws(results) || !variable.draw_values.empty();
}

Matrix study_rows(const ResultSet& results, const ResultVariable& variable, std::size_t offset) {
  if (!has_draws(results)) return base_rows(results, variable, offset);
  const std::size_t draws = results.draws(), replications = results.drawn.replications;
  const std::vector<double>& values = variable.draw_values;
  const std::size_t width = results.width(variable);
  TENURE_ENSURE(offset < width && values.size() == results.strategies() * draws * replications * width,
                variable.name + " has no such element");
  Matrix rows(static_cast<Index>(draws * replications), static_cast<Index>(results.strategies()));
  for (std::size_t s = 0; s < results.strategies(); ++s)
    for (std::size_t cell = 0; cell < draws * replications; ++cell)
      rows(static_cast<Index>(cell), static_cast<Index>(s)) = values[(s * draws * replications + cell) * width + offset];
  return rows;
}

Matrix base_rows(const ResultSet& results, const ResultVariable& variable, std::size_t offset) {
  Matrix rows(base_units(results), static_cast<Index>(results.strategies()));
  for (std::size_t s = 0; s < results.strategies(); ++s) {
    const std::vector<double> values = independent_values(results, replication_values(results, variable, s, offset));
    for (std::size_t r = 0; r < values.size(); ++r) rows(static_cast<Index>(r), static_cast<Index>(s)) = values[r];
  }
  return rows;
}

std::variant<Draws, MeasureFault> draws_of(const ResultSet& results, const MeasureNames& names) {
  Draws draws;
  const Dimension& strategies = results.dimensions.at(0);
  draws.strategies = strategies.labels;
  for (std::size_t s = 0; s < strategies.size(); ++s) draws.labels.push_back(results.display_label("strategy", s));
  const Layout layout = layout_of(results);
  draws.replications = layout.replications;
  draws.luck = layout.luck;
  draws.widening = layout.widening;
  draws.pairs = !has_draws(results) && results.antithetic;
  for (const auto& [name, matrix] : {std::pair{&names.cost, &draws.cost}, {&names.effect, &draws.effect}, {&names.worth, &draws.net}}) {
    std::variant<Matrix, MeasureFault> rows = rows_of(results, *name);
    if (auto* fault = std::get_if<MeasureFault>(&rows)) return std::move(*fault);
    *matrix = std::get<Matrix>(std::move(rows));
  }
  draws.cost_name = words_for(names.cost);
  draws.cost_unit = results.variable(names.cost)->unit;
  draws.effect_name = words_for(names.effect);
  draws.effect_unit = results.variable(names.effect)->unit;
  if (draws.effect_unit == "1") draws.effect_unit.clear();
  if (draws.cost_unit == "1") draws.cost_unit.clear();
  if (names.effect == "customer_time" && draws.effect_unit == "mo") {
    draws.effect /= months_in_year;
    draws.effect_name = "retained customer-years";
    draws.effect_unit = "customer-year";
    add_what_a_year_brings(results, draws);
  }
  if (names.worth == "net_value") add_net_parts(results, draws);
  for (const ResultParameter& from : results.parameters) {
    DrawnParameter to;
    to.name = from.key;
    to.words = key_in_words(results, from.key);
    to.grade = from.grade;
    to.base = from.value;
    to.text = from.text;
    read_unit(from, to);
    draws.parameters.push_back(std::move(to));
  }
  add_parameter_values(results, draws);
  return draws;
}

}  // namespace tenure::analysis::decision
