// Keys that leave the number of replications to what they show.
#include "models/language/field_rows.h"

namespace tenure::models {
namespace {

constexpr const char* which_measure = "Measure in question, one number or one resolved by segment, pool and the like: `tenure list measures`.";
constexpr const char* which_member = "Segment, pool, touchpoint ... of a measure that is resolved by one.";

}  // namespace

std::vector<Section> experiment_sections() {
  using K = Kind;
  const Field of{.key = "of", .kind = K::text, .meaning = which_member, .absent = "the measure is one number", .example = "\"support\""};
  const Field most{.key = "max_replications",
                   .kind = K::integer,
                   .meaning = "Most replications of a strategy, if it takes that many; those of experiment.replications come first.",
                   .fallback = "1000",
                   .range = between(10, 1e6)};
  std::vector<Section> all;
  all.push_back({"experiment.precision",
                 Side::world,
                 "An estimate that is to become precise: replications are added until its interval is narrow enough under every "
                 "strategy. It is looked at only at counts fixed beforehand, and the intervals allow for that. A list of such tables "
                 "asks for several at once.",
                 {{.key = "measure", .kind = K::text, .meaning = which_measure, .example = "\"net_value\"", .required = true},
                  of,
                  {.key = "relative_half_width",
                   .kind = K::share,
                   .meaning = "Half-width wanted of the interval, as a share of the mean (of the mean difference, with against).",
                   .absent = "half_width is given",
                   .example = "0.02",
                   .range = {1e-6, 0.9, false, false},
                   .reason = "An interval as wide as its mean says nothing, and no number of runs gives none at all."},
                  {.key = "half_width",
                   .kind = K::measured,
                   .meaning = "Half-width wanted of the interval.",
                   .absent = "relative_half_width is given",
                   .example = "\"20000 USD\"",
                   .range = above(0)},
                  {.key = "against",
                   .kind = K::name,
                   .meaning = "Strategy from which the others' differences are to be precise, under the same luck.",
                   .absent = "the values themselves are to be",
                   .example = "\"people\"",
                   .refers = Refers::strategy},
                  most}});
  all.push_back({"experiment.select",
                 Side::world,
                 "Which strategy is best is to be found out: replications go where that is open, and strategies that fall behind get no "
                 "more of them. Excludes [experiment.precision].",
                 {{.key = "measure", .kind = K::text, .meaning = which_measure, .fallback = "\"net_value\""},
                  of,
                  {.key = "prefer",
                   .kind = K::choice,
                   .meaning = "Whether the best has most or least of it.",
                   .fallback = "\"most\"",
                   .choices = {"most", "least"}},
                  {.key = "indifference",
                   .kind = K::measured,
                   .meaning = "Least difference that matters; strategies nearer than that to the best are as good.",
                   .example = "\"50000 USD\"",
                   .range = above(0),
                   .required = true},
                  {.key = "confidence",
                   .kind = K::share,
                   .meaning = "Probability with which the best is selected if it is better than the others by the indifference.",
                   .fallback = "0.95",
                   .range = {0.5, 1.0, false, true}},
                  {.key = "method",
                   .kind = K::choice,
                   .meaning = "kn drops strategies that fall behind and guarantees the confidence (Kim & Nelson); ocba shares a budget out by "
                              "what is most in doubt and stops at an estimated probability (Chen et al.).",
                   .fallback = "\"kn\"",
                   .choices = {"kn", "ocba"}},
                  most}});
  all.push_back({"experiment.variance_reduction",
                 Side::world,
                 "Ways to surer means from as many replications. Comparisons say how much they gained.",
                 {{.key = "control_variates",
                   .kind = K::boolean,
                   .meaning = "Means are regressed on what a replication's luck alone says, whose expectation is known: how long the opening "
                              "book would stay without contacts, and how many newcomers come.",
                   .fallback = "false"},
                  {.key = "antithetic",
                   .kind = K::boolean,
                   .meaning = "Every second replication has the luck of the one before mirrored (budgets of risks and decisions, durations, "
                              "numbers of newcomers). Each pair counts as one independent value. Excludes draws and [experiment.select].",
                   .fallback = "false"}}});
  all[0].several = true;
  return all;
}

}  // namespace tenure::models
