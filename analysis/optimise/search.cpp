#include "analysis/optimise/search.h"

#include <nlopt.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <type_traits>

#include "sim/base/contract.h"

namespace tenure::analysis::optimise {
namespace {

constexpr int kEvaluations = 4000, kSmoothEvaluations = 500;  ///< of one search
constexpr double kFirstStep = 0.3;

using Solver = std::unique_ptr<std::remove_pointer_t<nlopt_opt>, decltype(&nlopt_destroy)>;

Solver solver_in(nlopt_algorithm algorithm, const Box& box) {
  Solver solver(nlopt_create(algorithm, static_cast<unsigned>(box.low.size())), &nlopt_destroy);
  TENURE_ENSURE(solver != nullptr, "NLopt knows the algorithm");
  nlopt_set_lower_bounds(solver.get(), box.low.data());
  nlopt_set_upper_bounds(solver.get(), box.high.data());
  return solver;
}

double call(unsigned n, const double* x, double* /*gradient*/, void* function) {
  return (*static_cast<const std::function<double(const Point&)>*>(function))(Point(x, x + n));
}

double call_smooth(unsigned n, const double* x, double* gradient, void* function) {
  return (*static_cast<const Smooth*>(function))({x, n}, {gradient, gradient == nullptr ? 0 : n});
}

}  // namespace

Point greatest(Method method, const std::function<double(const Point&)>& function, const Box& box, const Point& start,
               double tolerance) {
  auto wanted = function;  // NLopt takes it as something that it might write to
  const Solver solver = solver_in(method == Method::simplex ? NLOPT_LN_NELDERMEAD : NLOPT_LN_BOBYQA, box);
  nlopt_set_max_objective(solver.get(), call, &wanted);
  nlopt_set_ftol_rel(solver.get(), tolerance);
  nlopt_set_xtol_abs1(solver.get(), 1e-8);
  nlopt_set_maxeval(solver.get(), kEvaluations);
  nlopt_set_initial_step1(solver.get(), kFirstStep);
  Point at = start;
  double value = 0.0;
  nlopt_optimize(solver.get(), at.data(), &value);  // whatever it says, the better of the two ends is kept
  return function(at) >= function(start) ? at : start;
}

std::optional<Least> least_within(const Smooth& objective, const Smooth& constraint, const Box& box, const Point& start,
                                  double tolerance) {
  Smooth wanted = objective, bound = constraint;
  const Solver solver = solver_in(NLOPT_LD_SLSQP, box);
  nlopt_set_min_objective(solver.get(), call_smooth, &wanted);
  nlopt_add_inequality_constraint(solver.get(), call_smooth, &bound, 0.1 * tolerance);
  nlopt_set_xtol_rel(solver.get(), tolerance);
  nlopt_set_maxeval(solver.get(), kSmoothEvaluations);
  Least least{start, 0.0};
  if (nlopt_optimize(solver.get(), least.at.data(), &least.value) < 0) return std::nullopt;
  if (!std::all_of(least.at.begin(), least.at.end(), [](double x) { return std::isfinite(x); })) return std::nullopt;
  return least;
}

}  // namespace tenure::analysis::optimise
