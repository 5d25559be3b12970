// The data of the page: one JSON document that the page's script draws from.
//
//   format, version, program_version
//   in_words   over several worlds; empty with one
//   worlds     of each result file:
//     file, title, question, sweep_point, currency, start_date, span, confidence, replications, seed, scenario_sha256
//     strategies, segments   {name, label}
//     baseline               index of the strategy against which differences are taken at first
//     months                 numbers of the months
//     brief                  [baseline]: {topic, heading, text}, see analysis/report/brief.h
//     answer                 [baseline]: {topic, text}, see analysis/compare/sentence.h
//     choice                 index of the strategy to take, or null
//     measures               {name, words, unit, meaning, segment (-1: the whole book), headline, figures, told: [baseline]}
//     views                  by name, see analysis/report/view.h
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/compare/comparison.h"
#include "analysis/report/decided.h"
#include "analysis/report/figures.h"
#include "analysis/report/view.h"
#include "analysis/results/result_set.h"

namespace tenure::analysis {

inline constexpr int report_version = 1;

/// A result file as the page takes it: its comparison for each strategy as the baseline.
struct ReportedWorld {
  ResultSet results;
  std::size_t baseline = 0;        ///< at first
  std::vector<World> by_baseline;  ///< [baseline], by segment
  std::optional<models::Scenario> scenario = {};  ///< that the file carries
  std::optional<Decided> decided = {};
  Json traces = {};  ///< documents of customers who are followed (analysis/report/traces.h); null: none
  Json split = {};   ///< a point of a split of these results (analysis/report/splits.h); null: none

  /// Valid as long as this is.
  Source source() const {
    return {results, by_baseline, decided ? &*decided : nullptr, scenario ? &*scenario : nullptr, &traces, &split};
  }
};

/// `baseline`: empty for what the file says; otherwise one of its strategies.
ReportedWorld reported_world(ResultSet results, const std::string& file, const std::string& baseline);

Json report_document(const std::vector<ReportedWorld>& worlds);

}  // namespace tenure::analysis
