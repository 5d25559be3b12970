#include "analysis/compare/foundation.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "models/scenario/uncertainty.h"

namespace tenure::analysis {

Foundation foundation_of(const std::vector<ResultParameter>& parameters) {
  Foundation found;
  found.numbers = parameters.size();
  std::set<std::string> drawn;
  for (const ResultParameter& p : parameters) {
    const bool weak = is_weak_grade(p.grade), ranged = p.low < p.high;
    found.weak += weak ? 1 : 0;
    found.ungraded += p.grade.empty() ? 1 : 0;
    if (!ranged) continue;
    if (const std::string statement = models::stated_alike(p); !statement.empty() && !drawn.insert(statement).second) {
      ++found.repeated;
      continue;
    }
    ++found.ranged;
    found.ranged_weak += weak ? 1 : 0;
  }
  return found;
}

std::string ranged_in_words(const Foundation& foundation) {
  if (foundation.ranged == 0) return "None of these numbers has a range (low and high), so draws have nothing to vary.";
  const std::string weak = foundation.ranged_weak == 0                    ? "none of these is weakly founded"
                           : foundation.ranged_weak == foundation.ranged ? "all of these are weakly founded"
                           : foundation.ranged_weak == 1                 ? "1 of these is weakly founded"
                                                         : fmt::format("{} of these are weakly founded", foundation.ranged_weak);
  const std::string once = foundation.repeated == 0 ? "" : ", each that several strategies state alike once";
  return fmt::format("Draws vary {} of the {}, those with a range (low and high){}; {}.", foundation.ranged, foundation.numbers, once, weak);
}

std::string unmet_in_words(std::size_t unmet, std::size_t draws) {
  return fmt::format(
      "In {} of {} draws a figure of last year cannot be met beside the others. It is met as nearly as can be, so {} from another "
      "year than the one drawn, and yet count{} like all others. For draws whose figures agree, bring low and high in [today] nearer to each "
      "other, or let [correlation] say how the figures hang together.",
      unmet, draws, unmet == 1 ? "this draw starts" : "these draws start", unmet == 1 ? "s" : "");
}

nlohmann::ordered_json as_json(const Foundation& foundation) {
  return {{"numbers", foundation.numbers},
          {"weak", foundation.weak},
          {"without_grade", foundation.ungraded},
          {"with_range", foundation.ranged},
          {"weak_with_range", foundation.ranged_weak},
          {"stated_alike", foundation.repeated}};
}

}  // namespace tenure::analysis
