// Numbers and distributions of a plan: what is the same for a whole segment is folded in, the rest stays a number times an
// attribute of the customer.
//
// A variate is a transform of a share in (0, 1) that the customer's address gives; it grows with the share, whatever the
// family, so that a parameter that moves a little moves every customer a little.
#pragma once

#include <memory>
#include <span>

#include "models/scenario/quantity.h"
#include "sim/random/laws/beta.h"
#include "sim/random/laws/empirical.h"
#include "sim/random/laws/gamma.h"

namespace tenure::models {

/// `value`, or `value` × the customer's attribute.
struct Number {
  double value = 0.0;
  int attribute = no_index;
};

/// A distribution whose parameters may hang on the customer's attributes.
struct LawPlan {
  Family family = Family::constant;
  Number a, b, c;
  // tables of the inverse, where the shape is the same for everybody
  std::shared_ptr<const sim::Gamma> gamma;
  std::shared_ptr<const sim::Beta> beta;            ///< of `beta`, and of `pert` between 0 and 1
  std::shared_ptr<const sim::Empirical> empirical;
};

/// A number, given the customer's attributes.
inline double number_of(const Number& number, std::span<const double> attributes) {
  return number.attribute < 0 ? number.value : number.value * attributes[static_cast<std::size_t>(number.attribute)];
}

/// The value below which the law lies with probability `share` in (0, 1).
double quantile(const LawPlan& law, double share, std::span<const double> attributes);

/// The probability that the law lies at or below `value`; found on the quantile function to within 1e-15 of the share.
double share_below(const LawPlan& law, double value, std::span<const double> attributes);

/// Is it one value for everybody?
bool is_constant(const LawPlan& law);

/// What is the same for all customers of a segment: the value of each attribute, NaN where customers differ.
using FixedAttributes = std::span<const double>;

/// Folds the attributes that are the same for everybody into the number.
Number plan_number(const Quantity& quantity, FixedAttributes fixed);
LawPlan plan_law(const Distribution& distribution, FixedAttributes fixed);

}  // namespace tenure::models
