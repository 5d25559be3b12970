#include "models/plan/outcomes.h"

#include <algorithm>

#include "sim/base/contract.h"
#include "sim/random/purpose.h"

namespace tenure::models {

void plan_outcomes(const Scenario& scenario, const DimLabels& labels, const Touchpoint& touchpoint, std::size_t segment,
                   FixedAttributes fixed, TouchPlan& plan) {
  const Late& late = touchpoint.late;
  plan.late = {static_cast<double>(late.half_at), late.slope.value, late.floor.value, late.weight};
  const auto& rows = labels.transitions;
  for (const LeadsTo& way : touchpoint.leads_to) {
    const std::string label = way_label(touchpoint.name, scenario.stages[static_cast<std::size_t>(way.to)].name);
    const auto row = std::find(rows.begin(), rows.end(), label) - rows.begin();
    plan.leads_to.push_back({way.to, static_cast<int>(row), plan_number(way.share[segment], fixed)});
  }
  const Resolution& r = touchpoint.resolution;
  if (r.resolved.empty()) return;
  TENURE_ENSURE(touchpoint.mode == RequestMode::open, "only open requests come back: " + touchpoint.name);
  plan.may_fail = true;
  plan.resolved = plan_number(r.resolved[segment], fixed);
  plan.most_returns = std::min(r.most, kMostAttempts);
  plan.return_work = r.work.value;
  if (plan.most_returns > 0) plan.return_after = plan_law(r.after[segment], fixed);
}

SelfServicePlan plan_self_service(const Scenario& scenario, const Strategy& strategy, int index, const std::string& demand, std::size_t segment,
                                  FixedAttributes fixed, const std::vector<Jump>& failed) {
  const SelfService& from = strategy.self_services[static_cast<std::size_t>(index)];
  const auto number = [&](const PerSegment<Quantity>& list) { return plan_number(list[segment], fixed); };
  SelfServicePlan p;
  p.self_service = index;
  p.stream = sim::stream_of(sim::Purpose::response, from.name + ": " + demand);
  p.tried = number(from.tried);
  p.resolved = number(from.resolved);
  p.goes_on = number(from.goes_on);
  p.returns = number(from.returns);
  p.cost = number(from.cost);
  p.selects = from.selects.value;
  if (!from.return_after.empty()) p.return_after = plan_law(from.return_after[segment], fixed);
  p.return_work = from.return_work.value;
  p.failed = failed;
  p.from = from.from;
  p.until = from.until;
  if (scenario.satisfaction) {
    const auto felt = [&](const PerSegment<Quantity>& list) { return list.empty() ? -1.0 : list[segment].value; };
    p.experience = felt(from.experience);
    p.failed_experience = felt(from.failed_experience);
  }
  return p;
}

}  // namespace tenure::models
