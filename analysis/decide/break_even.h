// From which size of account a strategy pays, or up to which.
//
//     size = revenue per account and year · extra service cost / extra contribution,       both against the baseline
//
// Extra contribution is discounted revenue minus flow costs.  Hours do not grow with the size of the account, while a given
// relative lift brings more the larger it is; with a lift f times as large the size is 1/f of that.
//
//     keeps more, costs more     pays from the size on          keeps more, costs no more     pays at any size
//     keeps less, costs less     pays below the size            keeps no more, costs more     pays at none
//     it does nothing here: neither differs by a hundred-thousandth of the baseline's revenue (what is left comes from sharing staff)
//
// Which of these it is goes by the means; whether it is sure, by the intervals of the two.  The interval of the size is
// Fieller's.  Where contribution is not told apart from zero, it has no upper bound, and its lower one is all that is known.
#pragma once

#include <optional>
#include <string>

#include "analysis/decide/incremental.h"

namespace tenure::analysis::decision {

enum class Pays { from, below, any, never, same };

/// One strategy in one segment, against the baseline.
struct BreakEven {
  Index strategy = 0;
  Measured lift;            ///< relative gain of contribution
  Measured extra_cost;      ///< of service, per account-year, discounted
  Measured gain;            ///< contribution less service cost against the baseline, per account-year: does it pay here, at the
                            ///< size that accounts of the segment have?
  Pays pays = Pays::never;  ///< by the means
  bool lift_clear = false, cost_clear = false;  ///< of zero
  double size = 0.0;        ///< revenue per account and year, of `from` and `below`; NaN of the others
  RatioInterval interval;   ///< of the size; of `any` and `never` too, where the lift is clear of zero and the cost is not
  std::optional<double> beyond;  ///< lift not clear, cost clear: the size is no smaller than this, if there is one
  bool pays_at_any = false; ///< it costs no more, and contribution does not shrink

  bool sure() const { return pays == Pays::same || (lift_clear && cost_clear); }
};

/// Of rows [row] of contribution and service cost, strategy less baseline.  `of_baseline`: mean contribution of the baseline;
/// `years`: its account-years; `revenue`: its revenue per account and year.
BreakEven break_even_of(const Vector& more, const Vector& dearer, double of_baseline, double years, double revenue,
                        const Layout& layout, double confidence);

/// "from 453 k [374, 572]", "below 142 k [108, 178]", "at any size", "at none", "no difference", and what noise leaves of these: "from 57 k at
/// most", "below 57 k at most", "if at all, from 210 k", "below 78 k at least", "within noise".
std::string pays_in_words(const BreakEven& even);

/// "from", "below", "any", "never", "same".
std::string name_of(Pays pays);

}  // namespace tenure::analysis::decision
