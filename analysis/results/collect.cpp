#include "analysis/results/collect.h"

#include <algorithm>
#include <cstdio>
#include <limits>

#include "analysis/results/sha256.h"
#include "models/controls/controls.h"
#include "sim/base/contract.h"
#include "sim/time/tick.h"

#ifndef TENURE_VERSION
#error "TENURE_VERSION must be defined by the build"
#endif

namespace tenure::analysis {
namespace {

using models::Dim;
using models::Scenario;

const char* long_name_of(Dim dim) {
  switch (dim) {
    case Dim::segment:
      return "customer segment";
    case Dim::stage:
      return "funnel stage";
    case Dim::transition:
      return "transition, or decision or contact and the way taken";
    case Dim::touchpoint:
      return "touchpoint or demand";
    case Dim::pool:
      return "pool of staff, slots or places";
    case Dim::self_service:
      return "self-service";
    case Dim::change:
      return "change: what happens to customers again and again";
    case Dim::year:
      return "year since the start, 1 = the first";
    case Dim::month:
      return "month since the start, 1 = the first";
    case Dim::state:
      return "state that customers carry";
    case Dim::survey:
      return "survey of satisfaction";
    case Dim::channel:
      return "channel of touchpoints, demands and self-service";
  }
  return "";
}

double days(sim::Tick ticks) {
  return static_cast<double>(ticks) / static_cast<double>(sim::kDay);
}

std::string date_text(const models::TimeSettings& time) {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", time.start_year, time.start_month, time.start_day);
  return text;
}

template <class Named>
void add_display_labels(ResultSet& results, const char* dimension, const std::vector<Named>& named) {
  ResultLabels display{dimension, {}};
  for (const Named& one : named) display.labels.push_back(one.label.empty() ? one.name : one.label);
  results.display_labels.push_back(std::move(display));
}

/// A pool's label is what the first strategy that states one calls it.
void add_pool_labels(ResultSet& results, const Scenario& scenario, const models::DimLabels& labels) {
  if (labels.pools.empty()) return;
  ResultLabels display{"pool", labels.pools};
  for (std::size_t q = 0; q < labels.pools.size(); ++q) {
    for (const models::Strategy& strategy : scenario.strategies) {
      const auto found = std::find_if(strategy.pools.begin(), strategy.pools.end(), [&](const models::Pool& pool) {
        return pool.name == labels.pools[q] && !pool.label.empty() && pool.label != pool.name;
      });
      if (found == strategy.pools.end()) continue;
      display.labels[q] = found->label;
      break;
    }
  }
  results.display_labels.push_back(std::move(display));
}

}  // namespace

bool kept_for_draws(const models::MeasureRow& row) {
  return std::find(row.dims.begin(), row.dims.end(), Dim::month) == row.dims.end();
}

double bytes_needed(const Scenario& scenario) {
  const models::DimLabels labels = models::dim_labels(scenario);
  const models::Experiment& experiment = scenario.experiment;
  double values = 0.0;
  for (const models::MeasureRow& row : models::measures()) {
    if (!applies(row, scenario)) continue;
    const auto width = static_cast<double>(models::value_count(row, labels));
    values += width * experiment.most_replications();
    if (kept_for_draws(row)) values += width * experiment.draws * experiment.draw_replications;
  }
  return values * sizeof(double) * static_cast<double>(scenario.strategies.size());
}

ResultCollector::ResultCollector(const Scenario& scenario) {
  ResultSet& r = results_;
  r.title = scenario.title;
  r.question = scenario.question;
  r.currency = scenario.money.currency;
  r.baseline = scenario.experiment.baseline.empty() ? scenario.strategies.at(0).name : scenario.experiment.baseline;
  r.confidence = scenario.experiment.confidence;
  r.start_date = date_text(scenario.time);
  r.horizon_days = days(scenario.time.horizon);
  r.sweep_point = scenario.sweep_point;
  if (scenario.today) r.today = scenario.strategies[static_cast<std::size_t>(scenario.today->strategy)].name;
  for (const models::SolvedLevel& s : scenario.solved) r.solved.push_back({s.segment, s.what, s.target, s.level, s.expected, s.error});
  r.seed = std::to_string(scenario.experiment.seed);
  r.scenario_text = scenario.resolved_text;
  r.scenario_sha256 = sha256(scenario.resolved_text);
  r.program_version = TENURE_VERSION;

  Dimension strategies{"strategy", "engagement strategy", {}, 0, 0};
  for (const models::Strategy& strategy : scenario.strategies) strategies.labels.push_back(strategy.name);
  r.dimensions = {
      strategies,
      {"draw", "draw of the parameters from their uncertainty, 0 = base values", {}, 0, 1},
      {"replication", "independent run, the same luck for every strategy", {}, 0, scenario.experiment.replications}};
  const models::DimLabels labels = models::dim_labels(scenario);
  for (const Dim dim : {Dim::segment, Dim::stage, Dim::transition, Dim::touchpoint, Dim::pool, Dim::self_service, Dim::change,
                        Dim::year, Dim::month, Dim::state, Dim::survey, Dim::channel}) {
    if (labels.size(dim) == 0) continue;
    Dimension dimension{std::string(models::dim_name(dim)), long_name_of(dim), {}, 0, 0};
    if (dim == Dim::month || dim == Dim::year) {
      dimension.first = 1;
      dimension.count = static_cast<int>(labels.size(dim));
    } else {
      dimension.labels = labels.labels(dim);
    }
    r.dimensions.push_back(std::move(dimension));
  }
  for (int month = 1; month <= labels.months; ++month) {
    r.month_ends.push_back(days(std::min<sim::Tick>(month * sim::kMonth, scenario.time.horizon)));
  }
  add_display_labels(r, "strategy", scenario.strategies);
  add_display_labels(r, "segment", scenario.segments);
  add_display_labels(r, "stage", scenario.stages);
  add_pool_labels(r, scenario, labels);
  if (!scenario.states.empty()) add_display_labels(r, "state", scenario.states);
  if (!scenario.surveys.empty()) add_display_labels(r, "survey", scenario.surveys);

  const models::Experiment& experiment = scenario.experiment;
  if (experiment.draws > 0) {
    r.drawn.count = static_cast<std::size_t>(experiment.draws);
    r.drawn.replications = static_cast<std::size_t>(experiment.draw_replications);
    r.drawn.points = models::name_of(experiment.points);
    r.drawn.luck = experiment.luck == models::DrawLuck::own ? "own" : "shared";
    r.drawn.parameters.assign(r.drawn.count * scenario.parameters.size(), std::numeric_limits<double>::quiet_NaN());
  }
  r.antithetic = experiment.antithetic;
  if (experiment.control_variates) {
    const models::Controls controls(scenario);
    r.controls.names = controls.names();
    r.controls.expectations = controls.expectations();
    r.controls.values.assign(r.replications() * r.controls.names.size(), std::numeric_limits<double>::quiet_NaN());
  }
  const std::size_t cells = r.strategies() * r.replications();
  const std::size_t drawn_cells = r.strategies() * r.drawn.count * r.drawn.replications;
  const double nan = std::numeric_limits<double>::quiet_NaN();
  std::size_t measure = 0;
  for (const models::MeasureRow& row : models::measures()) {
    const std::size_t width = models::value_count(row, labels);
    if (width > 0 && models::applies(row, scenario)) {
      ResultVariable variable;
      variable.name = row.name;
      variable.unit = models::unit_text(row, scenario);
      variable.long_name = row.meaning;
      if (!row.cell_methods.empty()) variable.cell_methods = "time: " + std::string(row.cell_methods);
      for (const Dim dim : row.dims) variable.dims.emplace_back(models::dim_name(dim));
      variable.precision = kept_for_draws(row) ? Precision::float64 : Precision::float32;
      variable.values.assign(cells * width, nan);
      if (kept_for_draws(row)) variable.draw_values.assign(drawn_cells * width, nan);
      r.variables.push_back(std::move(variable));
      widths_.push_back(width);
      measure_of_.push_back(measure);
    }
    ++measure;
  }
  for (const models::Parameter& p : scenario.parameters) {
    r.parameters.push_back({p.key, p.value, p.low.value_or(nan), p.high.value_or(nan), p.dist, p.unit, p.text,
                            p.grade == ' ' ? std::string() : std::string(1, p.grade), p.source, p.note});
  }
  TENURE_ENSURE(inconsistency(r).empty(), inconsistency(r));
}

void ResultCollector::store(int strategy, int draw, int replication, const models::CellResult& cell) {
  const auto s = static_cast<std::size_t>(strategy), d = static_cast<std::size_t>(draw),
             n = static_cast<std::size_t>(replication);
  const std::size_t replications = draw == 0 ? results_.replications() : results_.drawn.replications;
  TENURE_ENSURE(s < results_.strategies() && d <= results_.draws() && n < replications, "no such cell");
  const std::size_t index = d == 0 ? s * replications + n : results_.draw_cell(s, d - 1, n);
  for (std::size_t v = 0; v < results_.variables.size(); ++v) {
    ResultVariable& variable = results_.variables[v];
    if (d > 0 && variable.draw_values.empty()) continue;
    const std::vector<double>& found = cell.values.at(measure_of_[v]);
    TENURE_ENSURE(found.size() == widths_[v], variable.name + " of a cell does not fill its shape");
    std::copy(found.begin(), found.end(),
              (d == 0 ? variable.values : variable.draw_values).begin() + static_cast<std::ptrdiff_t>(index * widths_[v]));
  }
}

void ResultCollector::grow(int replications) {
  const std::size_t before = results_.replications(), after = static_cast<std::size_t>(replications);
  TENURE_ENSURE(after >= before, "replications are not taken back");
  if (after == before) return;
  for (std::size_t v = 0; v < results_.variables.size(); ++v) {
    std::vector<double>& values = results_.variables[v].values;
    std::vector<double> wider(results_.strategies() * after * widths_[v], std::numeric_limits<double>::quiet_NaN());
    const std::size_t row = before * widths_[v];
    for (std::size_t s = 0; s < results_.strategies(); ++s)
      std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(s * row), row,
                  wider.begin() + static_cast<std::ptrdiff_t>(s * after * widths_[v]));
    values = std::move(wider);
  }
  results_.controls.values.resize(after * results_.controls.names.size(), std::numeric_limits<double>::quiet_NaN());
  results_.dimensions[2].count = replications;
}

void ResultCollector::store_controls(int replication, const std::vector<double>& values) {
  const std::size_t width = results_.controls.names.size();
  TENURE_ENSURE(static_cast<std::size_t>(replication) < results_.replications() && values.size() == width, "no such replication");
  std::copy(values.begin(), values.end(), results_.controls.values.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(replication) * width));
}

void ResultCollector::set_chosen(ChosenCounts chosen) { results_.chosen = std::move(chosen); }

void ResultCollector::store_parameters(int draw, const std::vector<double>& values) {
  const auto d = static_cast<std::size_t>(draw);
  TENURE_ENSURE(d >= 1 && d <= results_.draws() && values.size() == results_.parameters.size(), "no such draw");
  std::copy(values.begin(), values.end(),
            results_.drawn.parameters.begin() + static_cast<std::ptrdiff_t>((d - 1) * values.size()));
}

void ResultCollector::store_troubles(std::size_t rejected, std::size_t unmet) {
  results_.drawn.rejected = rejected;
  results_.drawn.unmet = unmet;
}

}  // namespace tenure::analysis
