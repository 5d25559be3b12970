#include "analysis/report/figures.h"

#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

#include "analysis/compare/numbers.h"

namespace tenure::analysis {

Json number_of(double value) {
  if (!std::isfinite(value)) return nullptr;
  const double rounded = std::strtod(fmt::format("{:.9g}", value).c_str(), nullptr);
  if (rounded == std::floor(rounded) && std::fabs(rounded) < 1e15) return static_cast<std::int64_t>(rounded);
  return rounded;
}

Json triple_of(const Estimate& estimate) {
  return Json::array({number_of(estimate.mean), has_interval(estimate) ? number_of(estimate.half_width) : Json(nullptr),
                      estimate.n});
}

Json figures_of(std::size_t strategies, const std::function<Estimate(std::size_t)>& own,
                const std::function<Estimate(std::size_t, std::size_t)>& difference) {
  Json json{{"own", Json::array()}, {"pairs", Json::array()}};
  for (std::size_t s = 0; s < strategies; ++s) json["own"].push_back(triple_of(own(s)));
  for (std::size_t s = 1; s < strategies; ++s)
    for (std::size_t t = 0; t < s; ++t) json["pairs"].push_back(triple_of(difference(s, t)));
  return json;
}

Json figures_of(const Runs& runs, const ResultSet& results) {
  bool any = false;
  for (std::size_t s = 0; s < runs.size(); ++s) any = any || estimate_of(runs, s, results).n > 0;
  if (!any) return nullptr;
  return figures_of(
      runs.size(), [&](std::size_t s) { return estimate_of(runs, s, results); },
      [&](std::size_t s, std::size_t t) { return difference_of(runs, s, t, results).difference; });
}

}  // namespace tenure::analysis
