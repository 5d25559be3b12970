#include "analysis/results/write_results.h"

#include <algorithm>
#include <limits>

#include "analysis/estimate/estimates.h"
#include "analysis/results/counts_group.h"
#include "analysis/results/netcdf_writer.h"
#include "analysis/results/sha256.h"
#include "analysis/results/uncertainty_group.h"
#include "sim/base/contract.h"

namespace tenure::analysis {
namespace {

using Group = NetcdfWriter::Group;
using Variable = NetcdfWriter::Group::Variable;

enum class CellAxes { kept, averaged, drawn };

constexpr const char* draw_meaning = "draw of the uncertain numbers, 1 = the first; the base values are none of them";

/// The draws' own axes stand for those of the base draw, and what is resolved by month is not kept for them.
Dimension in_draws(const Dimension& dimension, const ResultSet& results) {
  if (dimension.name == "draw") return {"draw", draw_meaning, {}, 1, static_cast<int>(results.drawn.count)};
  if (dimension.name == "replication")
    return {"replication", dimension.long_name, {}, dimension.first, static_cast<int>(results.drawn.replications)};
  return dimension;
}

/// One replication gives no interval: NaN.
double half_width_of(const Estimate& estimate) {
  return estimate.n > 1 ? estimate.half_width : std::numeric_limits<double>::quiet_NaN();
}

/// The dimensions of a group, the month ends, and the names for people.
void add_coordinates(Group& group, const ResultSet& results, CellAxes axes) {
  for (const Dimension& dimension : results.dimensions) {
    const bool of_cells = dimension.name == "draw" || dimension.name == "replication";
    if (axes == CellAxes::drawn) {
      if (dimension.name != "month") group.add_dimension(in_draws(dimension, results));
    } else if (axes == CellAxes::kept || !of_cells) {
      group.add_dimension(dimension);
    }
  }
  if (!results.month_ends.empty() && axes != CellAxes::drawn) {
    group.add_variable({"month_end", "d", "end of the month, days since the start", "", {"month"}, Precision::float64},
                       results.month_ends);
  }
  for (const ResultLabels& display : results.display_labels) {
    group.add_texts({display.dimension + "_label", "", "name for people", "", {display.dimension}, Precision::float64},
                    display.labels);
  }
}

void add_summary(Group& group, const ResultSet& results) {
  for (const ResultVariable& variable : results.variables) {
    std::vector<std::string> dims = {"strategy"};
    dims.insert(dims.end(), variable.dims.begin(), variable.dims.end());
    std::vector<double> mean, half_width;
    for (std::size_t strategy = 0; strategy < results.strategies(); ++strategy) {
      for (std::size_t offset = 0; offset < results.width(variable); ++offset) {
        const Estimate estimate = estimate_of(results, variable, strategy, offset);
        mean.push_back(estimate.mean);
        half_width.push_back(half_width_of(estimate));
      }
    }
    group.add_variable(
        {variable.name, variable.unit, variable.long_name, variable.cell_methods, dims, variable.precision}, mean);
    group.add_variable({variable.name + "_half_width", variable.unit,
                        "half-width of the confidence interval of " + variable.name, "", dims, Precision::float32},
                       half_width);
  }
}

void add_pairs(Group& group, const ResultSet& results, std::size_t baseline) {
  for (const ResultVariable& variable : results.variables) {
    std::vector<std::string> dims = {"strategy"};
    dims.insert(dims.end(), variable.dims.begin(), variable.dims.end());
    std::vector<double> mean, half_width, gain;
    for (std::size_t strategy = 0; strategy < results.strategies(); ++strategy) {
      for (std::size_t offset = 0; offset < results.width(variable); ++offset) {
        const PairedEstimate paired = paired_of(results, variable, strategy, baseline, offset);
        mean.push_back(paired.difference.mean);
        half_width.push_back(half_width_of(paired.difference));
        // against itself there is nothing to pair
        gain.push_back(strategy == baseline ? std::numeric_limits<double>::quiet_NaN() : paired.gain);
      }
    }
    group.add_variable(
        {variable.name, variable.unit, "strategy minus baseline: " + variable.long_name, "", dims, variable.precision},
        mean);
    group.add_variable({variable.name + "_half_width", variable.unit,
                        "half-width of the confidence interval of the paired difference", "", dims, Precision::float32},
                       half_width);
    group.add_variable({variable.name + "_variance_gain", "1", "variance of the difference unpaired over paired", "",
                        dims, Precision::float32},
                       gain);
  }
}

/// Totals under numbers drawn from their uncertainty.
void add_draws(Group& group, const ResultSet& results) {
  const DrawnResults& drawn = results.drawn;
  group.add_attribute("points", drawn.points);
  group.add_attribute("luck", drawn.luck);
  group.add_attribute("rejected_points", static_cast<std::int32_t>(drawn.rejected));
  group.add_attribute("draws_with_unmet_figures", static_cast<std::int32_t>(drawn.unmet));
  add_coordinates(group, results, CellAxes::drawn);
  for (const ResultVariable& variable : results.variables) {
    if (variable.draw_values.empty()) continue;
    std::vector<std::string> dims = {"strategy", "draw", "replication"};
    dims.insert(dims.end(), variable.dims.begin(), variable.dims.end());
    group.add_variable(
        {variable.name, variable.unit, variable.long_name, variable.cell_methods, dims, variable.precision},
        variable.draw_values);
  }
}

void add_parameters(Group& group, const ResultSet& results) {
  if (results.parameters.empty()) return;
  Dimension keys{"parameter", "key of the number in the scenario", {}, 0, 0};
  for (const ResultParameter& parameter : results.parameters) keys.labels.push_back(parameter.key);
  group.add_dimension(keys);
  const auto add_numbers = [&](const char* name, const char* long_name, double ResultParameter::*field) {
    std::vector<double> values;
    for (const ResultParameter& parameter : results.parameters) values.push_back(parameter.*field);
    group.add_variable({name, "", long_name, "", {"parameter"}, Precision::float64}, values);
  };
  const auto add_texts = [&](const char* name, const char* long_name, std::string ResultParameter::*field) {
    std::vector<std::string> texts;
    for (const ResultParameter& parameter : results.parameters) texts.push_back(parameter.*field);
    group.add_texts({name, "", long_name, "", {"parameter"}, Precision::float64}, texts);
  };
  add_numbers("value", "base value, in the unit of `unit`", &ResultParameter::value);
  add_numbers("low", "5th percentile of what is known about it", &ResultParameter::low);
  add_numbers("high", "95th percentile of what is known about it", &ResultParameter::high);
  add_texts("dist", "named distribution of the uncertainty", &ResultParameter::dist);
  add_texts("unit", "unit of value, low and high", &ResultParameter::unit);
  add_texts("text", "the value as the scenario wrote it", &ResultParameter::text);
  add_texts("grade", "grade of the evidence: A B C D J U", &ResultParameter::grade);
  add_texts("source", "where the number comes from", &ResultParameter::source);
  add_texts("note", "remark", &ResultParameter::note);
  if (results.drawn.count == 0) return;
  group.add_dimension({"draw", draw_meaning, {}, 1, static_cast<int>(results.drawn.count)});
  group.add_variable({"draw_value", "", "value in each draw, in the unit of `unit`", "", {"draw", "parameter"}, Precision::float64},
                     results.drawn.parameters);
}

/// What was solved to meet the figures of last year.
void add_today(Group& group, const ResultSet& results) {
  Dimension figures{"figure", "figure of last year that the scenario states", {}, 0, 0};
  for (const ResultSolved& s : results.solved) figures.labels.push_back(s.segment + " " + s.what);
  group.add_attribute("strategy", results.today);
  group.add_dimension(figures);
  const auto numbers = [&](const char* name, const char* long_name, double ResultSolved::*field) {
    std::vector<double> values;
    for (const ResultSolved& s : results.solved) values.push_back(s.*field);
    group.add_variable({name, "", long_name, "", {"figure"}, Precision::float64}, values);
  };
  const auto texts = [&](const char* name, const char* long_name, std::string ResultSolved::*field) {
    std::vector<std::string> values;
    for (const ResultSolved& s : results.solved) values.push_back(s.*field);
    group.add_texts({name, "", long_name, "", {"figure"}, Precision::float64}, values);
  };
  texts("segment", "segment whose opening book it is of", &ResultSolved::segment);
  texts("what", "churn: share lost in 12 months; grr: share of the revenue kept; contacts: per customer and day; "
        "first_year: customers of the opening book who came within a year, for which nothing is solved", &ResultSolved::what);
  numbers("target", "the figure as stated", &ResultSolved::target);
  numbers("level", "what the stated hazards or rates were multiplied by", &ResultSolved::level);
  numbers("expected", "what the simulation of a year gives with it", &ResultSolved::expected);
  numbers("error", "half-width of the 95 % interval of expected", &ResultSolved::error);
}

void add_provenance(Group& group, const ResultSet& results) {
  const auto add = [&](const char* name, const char* long_name, const std::string& text) {
    group.add_texts({name, "", long_name, "", {}, Precision::float64}, std::span(&text, 1));
  };
  add("scenario", "the whole scenario as one TOML text: running it gives this file again", results.scenario_text);
  add("scenario_sha256", "SHA-256 of the scenario text", results.scenario_sha256);
  add("seed", "seed of all randomness", results.seed);
  add("program_version", "version of the program that wrote the file", results.program_version);
  add("sweep_point", "which point of the sweep this is", results.sweep_point);
}

}  // namespace

std::vector<std::byte> results_image(const ResultSet& results) {
  TENURE_ENSURE(inconsistency(results).empty(), inconsistency(results));
  const std::vector<std::string>& names = results.dimensions[0].labels;
  const auto baseline =
      static_cast<std::size_t>(std::find(names.begin(), names.end(), results.baseline) - names.begin());
  TENURE_ENSURE(baseline < names.size(), "the baseline is not one of the strategies");

  NetcdfWriter file;
  {
    Group root = file.root();
    root.add_attribute("filetype", "tenure results");
    root.add_attribute("format_version", results_format_version);
    root.add_attribute("program_version", results.program_version);
    root.add_attribute("title", results.title);
    root.add_attribute("question", results.question);
    root.add_attribute("currency", results.currency);
    root.add_attribute("baseline", results.baseline);
    root.add_attribute("confidence", results.confidence);
    root.add_attribute("replications", static_cast<std::int32_t>(results.replications()));
    root.add_attribute("draws", static_cast<std::int32_t>(results.draws()));
    if (results.antithetic) root.add_attribute("antithetic", std::int32_t{1});
    root.add_attribute("seed", results.seed);
    root.add_attribute("start_date", results.start_date);
    root.add_attribute("horizon_days", results.horizon_days);
    root.add_attribute("sweep_point", results.sweep_point);
    // what a viewer such as H5Web shows first
    if (const ResultVariable* curve = results.variable("monthly_retained")) {
      root.add_attribute("NX_class", "NXdata");
      root.add_attribute("signal", curve->name);
      std::vector<std::string> axes = {"strategy"};
      axes.insert(axes.end(), curve->dims.begin(), curve->dims.end());
      root.add_attribute("axes", axes);
    }
    add_coordinates(root, results, CellAxes::averaged);
    add_summary(root, results);
  }
  {
    Group group = file.add_group("replications");
    add_coordinates(group, results, CellAxes::kept);
    for (const ResultVariable& variable : results.variables) {
      std::vector<std::string> dims = {"strategy", "draw", "replication"};
      dims.insert(dims.end(), variable.dims.begin(), variable.dims.end());
      group.add_variable(
          {variable.name, variable.unit, variable.long_name, variable.cell_methods, dims, variable.precision},
          variable.values);
    }
  }
  {
    Group group = file.add_group("paired");
    group.add_attribute("baseline", results.baseline);
    add_coordinates(group, results, CellAxes::averaged);
    add_pairs(group, results, baseline);
  }
  if (results.draws() > 0) {
    Group group = file.add_group("draws");
    add_draws(group, results);
  }
  if (results.draws() > 1) {
    Group group = file.add_group("uncertainty");
    add_uncertainty(group, results, baseline);
  }
  if (!results.controls.names.empty()) {
    Group group = file.add_group("controls");
    add_controls(group, results);
  }
  if (results.chosen) {
    Group group = file.add_group("counts");
    add_counts(group, results);
  }
  {
    Group group = file.add_group("parameters");
    add_parameters(group, results);
  }
  {
    if (!results.solved.empty()) {
      Group today = file.add_group("today");
      add_today(today, results);
    }
    Group group = file.add_group("provenance");
    add_provenance(group, results);
  }
  return file.finish();
}

std::string write_results(const std::filesystem::path& path, const ResultSet& results, Replace replace) {
  const std::vector<std::byte> image = results_image(results);
  write_whole(path, image, replace);
  return sha256(image);
}

}  // namespace tenure::analysis
