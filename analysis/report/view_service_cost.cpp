// What serving a segment takes of its revenue, over the whole time, beside the rule of thumb of 15 to 20 %.
//
//   line    [0.15, 0.2]
//   whole, segment  {parts: words of each, figures: [part], total: figures}; `segment` is a list, one for each segment
#include <array>
#include <utility>

#include "analysis/report/told.h"
#include "analysis/report/view.h"

namespace tenure::analysis {
namespace {

constexpr double line_low = 0.15, line_high = 0.20;

using Part = std::pair<const char*, const char*>;  // variable, words
constexpr std::array<Part, 7> whole_parts = {{{"labour_used_cost", "labour, worked for customers"},
                                              {"idle_labour_cost", "labour, idle"},
                                              {"contact_cost", "contacts"},
                                              {"platform_cost", "platforms"},
                                              {"hiring_cost", "hiring"},
                                              {"training_cost", "training"},
                                              {"severance_cost", "severance"}}};
constexpr std::array<Part, 2> segment_parts = {{{"monthly_labour_used_cost", "labour, worked for customers"},
                                                {"monthly_contact_cost", "contacts"}}};

/// Shares of revenue, part by part, and their sum.
struct Shares {
  std::vector<std::string> words;
  std::vector<Runs> parts;
  Runs total;
};

template <std::size_t n>
Shares shares_of(const Source& source, const std::array<Part, n>& parts, const Runs& revenue, const Whom& whom) {
  Shares shares;
  for (const auto& [variable, words] : parts) {
    const Runs share = over(sum_of(source.results, variable, members_of(whom)), revenue);
    if (share.empty()) continue;
    shares.words.push_back(words);
    shares.parts.push_back(share);
    shares.total = shares.total.empty() ? share : plus(shares.total, share);
  }
  return shares;
}

Json json_of(const Source& source, const Shares& shares) {
  if (shares.total.empty() || figures_of(shares.total, source.results).is_null()) return nullptr;
  Json json{{"parts", shares.words}, {"figures", Json::array()}};
  for (const Runs& part : shares.parts) json["figures"].push_back(figures_of(part, source.results));
  json["total"] = figures_of(shares.total, source.results);
  return json;
}

std::string sentence_of(const Source& source, const Shares& shares, const std::string& begin, const std::string& end) {
  std::vector<std::string> items;
  for (std::size_t s = 0; s < source.strategies(); ++s) {
    const Estimate total = estimate_of(shares.total, s, source.results);
    if (total.n == 0) continue;
    const char* side = total.mean > line_high ? " (above the line)" : total.mean < line_low ? "" : " (on the line)";
    items.push_back(told(total, "1", "cost_share") + " under " + source.said(s) + side);
  }
  return items.empty() ? "" : begin + " " + listed(items) + end;
}

}  // namespace

Json service_cost_view(const Source& source) {
  const Runs revenue = sum_of(source.results, "revenue");
  const Shares whole = revenue.empty() ? Shares{} : shares_of(source, whole_parts, revenue, std::nullopt);
  const Json whole_json = json_of(source, whole);
  if (whole_json.is_null()) return nullptr;
  Json view{{"asks", "What does it cost to serve a segment, measured by what it pays?"},
            {"line", {line_low, line_high}},
            {"whole", whole_json},
            {"segment", Json::array()}};
  std::vector<Shares> segments;
  for (std::size_t g = 0; g < source.size_of("segment"); ++g) {
    segments.push_back(shares_of(source, segment_parts, sum_of(source.results, "monthly_revenue", members_of(g)), g));
    view["segment"].push_back(json_of(source, segments.back()));
  }
  const Runs winning = sum_of(source.results, "acquisition_staff_cost");
  bool wins = false;
  for (const std::vector<double>& values : winning)
    for (const double value : values) wins = wins || value > 0.0;
  const std::string rule = ". The usual line is 15 to 20 % of revenue.";
  view["sentences"] = Json::array({Json::array(
      {sentence_of(source, whole,
                   "Of revenue, staff, contacts and platforms" +
                       std::string(wins ? ", staff that wins customers included," : "") + " take",
                   rule)})});
  for (std::size_t g = 0; g < segments.size(); ++g)
    view["sentences"][0].push_back(segments[g].total.empty() ? "" : sentence_of(
        source, segments[g], source.results.display_label("segment", g) + ": of the segment's revenue, contacts and the hours worked take",
        "; idle time, platforms and hiring are shared" + rule));
  return view;
}

}  // namespace tenure::analysis
