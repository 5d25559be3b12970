// From ledgers and pool statistics to the measures.
//
//   wages           wage × servers on the payroll, paid whether busy or idle
//   labour used     the month's wages × hours worked for a segment / hours on duty of the pool (on shift, after shrinkage)
//   idle labour     wages − labour used; below 0 only where staff worked overtime
//   run-off         what customers bring after the horizon, less what it costs: their discounted customer-months × (service cost
//                   of the segment + shared cost, per customer-month of the last 12 months; building platforms not counted)
//   discounting     wages, hiring and labour used with the mean discount factor of their month; everything else at its time
//
// Amounts are whole numbers of 1e-6 of the currency, so the sums by segment, month and kind agree exactly; that they do is
// checked in every run.
#pragma once

#include "models/measure/measures.h"
#include "models/money/ledger.h"
#include "models/plan/plan.h"
#include "sim/engine/report.h"

namespace tenure::models {

/// `after`: the ledger of the run-off, or nullptr when there is none.
CellResult summarise(const Plan& plan, const Ledger& ledger, const sim::RunReport& report, const Ledger* after = nullptr);

}  // namespace tenure::models
