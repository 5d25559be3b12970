#include "analysis/decide/break_even.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>

#include "analysis/decide/words.h"

namespace tenure::analysis::decision {
namespace {

Measured measured(const Vector& rows, const Layout& layout) {
  return {rows.mean(), standard_errors_of(rows, layout)(0)};
}

Vector units_of(const Vector& rows, const Layout& layout) {
  return rows.size() > layout.replications ? Vector(means_of_draws(rows, layout.replications)) : rows;
}

/// Of a year's revenue; less than that is no strategy's doing.
constexpr double kNothing = 1e-5;

/// Three digits and a unit of thousands or millions: sizes are no finer than that.
std::string plain_size(double size) {
  if (!(size > 0.0)) return "0";
  const double step = std::pow(10.0, std::floor(std::log10(size)) - 2.0);
  return plain(std::round(size / step) * step, "");
}

}  // namespace

BreakEven break_even_of(const Vector& more, const Vector& dearer, double of_baseline, double years, double revenue,
                        const Layout& layout, double confidence) {
  BreakEven even;
  const Vector lifts = units_of(more, layout), costs = units_of(dearer, layout);
  const Measured lift = measured(more, layout), cost = measured(dearer, layout), gain = measured(more - dearer, layout);
  even.lift = {lift.mean / of_baseline, lift.standard_error / std::fabs(of_baseline)};
  even.extra_cost = {cost.mean / years, cost.standard_error / years};
  even.gain = {gain.mean / years, gain.standard_error / years};
  // what never varies is known: a cost of exactly nothing, say
  const auto clear = [&](const Measured& m, Index units) {
    return m.standard_error == 0.0 || clear_of_zero(m, units, confidence);
  };
  even.lift_clear = clear(lift, lifts.size());
  even.cost_clear = clear(cost, costs.size());
  if (lift.mean < 0.0) {
    even.pays = cost.mean < 0.0 ? Pays::below : Pays::never;
  } else {
    even.pays = cost.mean <= 0.0 ? Pays::any : lift.mean > 0.0 ? Pays::from : Pays::never;
  }
  const double a_year = std::fabs(revenue) * years;
  if (std::fabs(lift.mean) <= kNothing * a_year && std::fabs(cost.mean) <= kNothing * a_year) even.pays = Pays::same;
  even.pays_at_any = even.pays == Pays::any;
  even.size = std::numeric_limits<double>::quiet_NaN();
  if (even.pays == Pays::from || even.pays == Pays::below) even.size = revenue * cost.mean / lift.mean;
  even.interval = fieller(costs, lifts, confidence, layout.widening);
  even.interval.low *= revenue;
  even.interval.high *= revenue;
  if (!even.lift_clear && even.cost_clear && cost.mean != 0.0)
    if (const auto bound = unbounded_from(costs, lifts, confidence, layout.widening)) even.beyond = revenue * *bound;
  return even;
}

std::string pays_in_words(const BreakEven& even) {
  if (even.pays == Pays::same) return "no difference";
  const bool dearer = even.extra_cost.mean > 0.0;
  if (even.sure()) {
    if (even.pays == Pays::any) return "at any size";
    if (even.pays == Pays::never) return "at none";
    const std::string text = even.pays == Pays::from ? "from " : "below ";
    return text + spanned(even.size, even.interval, "");
  }
  if (even.lift_clear) {  // the cost is about the same: at most a small account is worth it, or not worth it
    const std::string most = plain_size(std::max(0.0, even.interval.high));
    return (even.lift.mean > 0.0 ? "from " : "below ") + most + " at most";
  }
  if (even.cost_clear && even.beyond) return dearer ? "if at all, from " + plain_size(*even.beyond) : "below " + plain_size(*even.beyond) + " at least";
  return "within noise";
}

std::string name_of(Pays pays) {
  switch (pays) {
    case Pays::from:
      return "from";
    case Pays::below:
      return "below";
    case Pays::any:
      return "any";
    case Pays::never:
      return "never";
    case Pays::same:
      return "same";
  }
  return "";
}

}  // namespace tenure::analysis::decision
