// Purchase and spend laws fitted to buyers without a contract.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/fit/book.h"
#include "analysis/fit/maximise.h"

namespace tenure::analysis::fit {

/// Repeat purchases after the cut: what the first part foretold, and what came.
struct ForetoldPurchases {
  Interval expected;
  double actual = 0.0;
  [[nodiscard]] bool outside() const { return actual < expected.low || actual > expected.high; }
};

/// Buyers grouped by their purchases before the cut: mean number after it.
struct Calibration {
  double x = 0.0;  ///< repeat purchases before the cut; of the last group: at least so many
  double buyers = 0.0, expected = 0.0, actual = 0.0;
};

struct PurchaseFit {
  Maximum bg, pareto;            ///< fitted to the whole record
  std::optional<Maximum> spend;  ///< gamma-gamma
  double correlation = 0.0;      ///< between x and mean spend of those who bought again
  double buyers = 0.0, again = 0.0, purchases = 0.0;
  double active_bg = 0.0, active_pareto = 0.0;                    ///< expected number still active at the record's end
  std::optional<ForetoldPurchases> foretold_bg, foretold_pareto;  ///< by fits to what was known at the cut
  std::vector<Calibration> by_purchases;                          ///< of the better of the two laws
  bool bg_better = false;  ///< by log L of the whole record (both have four parameters)
  std::vector<Note> notes;
};

struct PurchaseFitResult {
  std::optional<PurchaseFit> fit;
  std::string refused;
};
PurchaseFitResult fit_purchases(const PurchaseBook& book, double confidence);

}  // namespace tenure::analysis::fit
