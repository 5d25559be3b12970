#include "models/simulate/summary_parts.h"

namespace tenure::models {

CellResult summarise(const Plan& plan, const Ledger& ledger, const sim::RunReport& report, const Ledger* after) {
  return summing::Summary(plan, ledger, after, report).make();
}

}  // namespace tenure::models
