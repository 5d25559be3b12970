// A view of the page: the answer to one question, as numbers for a chart and a table, and as sentences.
//
// A view is made for a result that has the data for it; otherwise it is absent.  Its JSON:
//
//   asks       the question
//   sentences  [baseline or 0][segment + 1 or 0]: sentence 0 of a baseline is of the whole book
//   ...        what the view's chart and table are drawn from; see each view's file
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "analysis/compare/comparison.h"
#include "analysis/report/figures.h"
#include "analysis/results/result_set.h"

namespace tenure::models {
struct Scenario;
}

namespace tenure::analysis {

struct Decided;

/// What views are made from: a result, and its comparison for each strategy as the baseline.
struct Source {
  const ResultSet& results;
  const std::vector<World>& by_baseline;  ///< [baseline], compared by segment
  const Decided* decided = nullptr;       ///< the decision; none where the file lacks what it is made by
  const models::Scenario* scenario = nullptr;  ///< that the file carries; none where it cannot be read
  const Json* traces = nullptr;                ///< of customers who are followed (analysis/report/traces.h)
  const Json* split = nullptr;                 ///< of the differences (analysis/report/splits.h)

  std::size_t strategies() const { return by_baseline.size(); }
  /// As the reader knows it: the label, which need not be the scenario's name of it.
  const std::string& name_of(std::size_t strategy) const { return by_baseline[0].name_of(strategy); }
  /// The name within a sentence.
  std::string said(std::size_t strategy) const { return by_baseline[0].said(strategy); }
  std::size_t size_of(const std::string& dimension) const;
  double confidence() const { return results.confidence; }
};

/// A segment, or the whole book.
using Whom = std::optional<std::size_t>;

/// The members of dimension "segment" that `whom` stands for.
std::vector<Members> members_of(const Whom& whom);

/// The whole book, then each segment.
std::vector<Whom> everybody_and_each(const Source& source);

/// ": Enterprise" or "".
std::string of_whom(const Source& source, const Whom& whom);

/// sentences[baseline][segment + 1] from a function of both.
Json sentences_of(const Source& source, const std::function<std::string(std::size_t, const Whom&)>& sentence);

/// "Hybrid +0.2 M USD [..] and High-touch ..." against `baseline`: what `difference` gives for all others.
std::string others_against(const Source& source, std::size_t baseline,
                           const std::function<std::string(std::size_t)>& difference);

/// A view, or null where the result has no data for it.
using MakeView = Json (*)(const Source& source);

Json decision_view(const Source& source);      ///< how sure the choice is, and what would change it
Json goals_view(const Source& source);         ///< who keeps to the scenario's goals
Json promises_view(const Source& source);      ///< what is promised of the service, and what is kept
Json map_view(const Source& source);           ///< who is ahead in which segment
Json by_segment_view(const Source& source);    ///< what choosing segment by segment is worth
Json break_even_view(const Source& source);    ///< how large an account must be
Json payback_view(const Source& source);       ///< when it has paid back
Json plane_view(const Source& source);         ///< what retention costs
Json retention_view(const Source& source);     ///< who stays how long
Json months_view(const Source& source);        ///< how the strategies part in time
Json recurring_view(const Source& source);     ///< where recurring revenue comes from and goes
Json service_cost_view(const Source& source);  ///< what serving a segment takes of its revenue
Json capacity_view(const Source& source);      ///< whether the staff can keep up
Json contacts_view(const Source& source);      ///< which contacts get through
Json channels_view(const Source& source);      ///< how soon customers are answered on each channel
Json funnel_view(const Source& source);        ///< where customers are lost
Json ways_view(const Source& source);          ///< which ways customers take
Json split_view(const Source& source);         ///< how much is assumed, and how much computed
Json traces_view(const Source& source);        ///< what it looks like for single customers
Json coverage_view(const Source& source);      ///< the coverage model on one page
Json foundation_view(const Source& source);    ///< what all of it rests on

/// All views of a result by name, in the order of the page.
Json views_of(const Source& source);

}  // namespace tenure::analysis
