#include "models/plan/revisits.h"

namespace tenure::models {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

}  // namespace

bool has_revisits(const Plan& plan) {
  const std::size_t n = at(plan.stages);
  std::vector<std::vector<char>> reach(n, std::vector<char>(n, 0));
  for (const SegmentPlan& s : plan.segments)
    for (std::size_t i = 0; i < n; ++i) {
      for (const int r : s.stages[i].risks)
        if (s.risks[at(r)].change == no_index) reach[i][at(s.risks[at(r)].to)] = 1;
      for (const int d : s.stages[i].decisions)
        for (const WayPlan& w : s.decisions[at(d)].ways) reach[i][at(w.to)] = 1;
      for (const int t : s.stages[i].touches)
        for (const WayOut& w : s.touches[at(t)].leads_to) reach[i][at(w.to)] = 1;
    }
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        if (reach[i][k] && reach[k][j]) reach[i][j] = 1;
  for (std::size_t i = 0; i < n; ++i)
    if (reach[i][i]) return true;
  return false;
}

}  // namespace tenure::models
