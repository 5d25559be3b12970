#include "models/plan/law.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/contract.h"
#include "sim/math/math.h"
#include "sim/math/normal.h"
#include "sim/math/special.h"
#include "sim/random/laws/pert.h"
#include "sim/random/laws/triangular.h"
#include "sim/random/units.h"

namespace tenure::models {

Number plan_number(const Quantity& quantity, FixedAttributes fixed) {
  if (quantity.attribute == no_index) return {quantity.value, no_index};
  const double value = fixed[static_cast<std::size_t>(quantity.attribute)];
  if (std::isnan(value)) return {quantity.value, quantity.attribute};
  return {quantity.value * value, no_index};
}

LawPlan plan_law(const Distribution& distribution, FixedAttributes fixed) {
  LawPlan law;
  law.family = distribution.family;
  law.a = plan_number(distribution.a, fixed);
  law.b = plan_number(distribution.b, fixed);
  law.c = plan_number(distribution.c, fixed);
  const bool same = law.a.attribute == no_index && law.b.attribute == no_index && law.c.attribute == no_index;
  switch (law.family) {
    case Family::gamma:
      if (law.a.attribute == no_index) law.gamma = std::make_shared<const sim::Gamma>(law.a.value, 1.0);
      break;
    case Family::beta:
      if (same) law.beta = std::make_shared<const sim::Beta>(law.a.value, law.b.value);
      break;
    case Family::pert:
      if (same && law.a.value < law.c.value) {
        const double range = law.c.value - law.a.value;
        law.beta = std::make_shared<const sim::Beta>(1.0 + 4.0 * (law.b.value - law.a.value) / range,
                                                     1.0 + 4.0 * (law.c.value - law.b.value) / range);
      }
      break;
    case Family::empirical: law.empirical = std::make_shared<const sim::Empirical>(distribution.table); break;
    default: break;
  }
  return law;
}

double quantile(const LawPlan& law, double share, std::span<const double> attributes) {
  const auto a = [&] { return number_of(law.a, attributes); };
  const auto b = [&] { return number_of(law.b, attributes); };
  const auto c = [&] { return number_of(law.c, attributes); };
  switch (law.family) {
    case Family::constant: return a();
    case Family::exponential: return a() * sim::unit_exponential_of(share);
    case Family::weibull: return b() * sim::pow(sim::unit_exponential_of(share), 1.0 / a());
    case Family::gamma: {
      const double shape = a();
      return b() / shape * (law.gamma ? law.gamma->unscaled(share) : sim::gamma_quantile(shape, share));
    }
    case Family::lognormal: return a() * sim::exp(b() * sim::standard_normal_of(share));
    case Family::normal: return a() + b() * sim::standard_normal_of(share);
    case Family::beta: return law.beta ? (*law.beta)(share) : sim::beta_quantile(a(), b(), share);
    case Family::uniform: return a() + (b() - a()) * share;
    case Family::triangular: return sim::Triangular(a(), b(), c())(share);
    case Family::pert: {
      const double low = a(), high = c();
      if (low == high) return low;
      return law.beta ? low + (high - low) * (*law.beta)(share) : sim::Pert(low, b(), high)(share);
    }
    case Family::bernoulli: return share > 1.0 - a() ? 1.0 : 0.0;
    case Family::empirical: return (*law.empirical)(share);
  }
  return 0.0;
}

double share_below(const LawPlan& law, double value, std::span<const double> attributes) {
  double low = 0.0, high = 1.0;
  while (high - low > 1e-15) {
    const double middle = 0.5 * (low + high);
    if (middle <= low || middle >= high) break;
    (quantile(law, middle, attributes) <= value ? low : high) = middle;
  }
  return low;
}

bool is_constant(const LawPlan& law) { return law.family == Family::constant && law.a.attribute == no_index; }

}  // namespace tenure::models
