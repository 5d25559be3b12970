// Sensitivity indices of the Ishigami function (7, .1), from the function itself and from a metamodel of given draws.
#include <cmath>

#include "analysis/decide/metamodel.h"
#include "analysis/decide/sensitivity.h"
#include "tests/support/catch.h"
#include "tests/support/drawn.h"

namespace {

using namespace tenure;
using namespace tenure::analysis::decision;

double ishigami(const Vector& share, double a = 7.0) {
  const auto x = [&](Index i) { return (2.0 * share(i) - 1.0) * M_PI; };
  const double s = std::sin(x(1));
  return std::sin(x(0)) + a * s * s + 0.1 * std::pow(x(2), 4) * std::sin(x(0));
}

constexpr double first_order[] = {0.313905, 0.442411, 0.0};
constexpr double total_order[] = {0.557589, 0.442411, 0.243684};

}  // namespace

TEST_CASE("Ishigami: first-order and total indices from the function", "[unit][decide]") {
  const SensitivityIndices indices = sensitivity_of([](const Vector& share) { return ishigami(share); }, 3, 4096);
  for (std::size_t i = 0; i < 3; ++i) {
    INFO("input " << i << ": " << indices.first[i].mean << " ± " << indices.first[i].standard_error << ", "
                  << indices.total[i].mean << " ± " << indices.total[i].standard_error);
    // 8 repetitions: 6 standard errors of Student's t with 7 degrees of freedom (false alarm 1 in 1,900), plus rounding
    CHECK(std::fabs(indices.first[i].mean - first_order[i]) < 6.0 * indices.first[i].standard_error + 1e-4);
    CHECK(std::fabs(indices.total[i].mean - total_order[i]) < 6.0 * indices.total[i].standard_error + 1e-4);
    CHECK(indices.first[i].standard_error < 0.005);
    CHECK(indices.total[i].standard_error < 0.005);
  }
  // planted: a = 6 instead of 7 is noticed
  const SensitivityIndices wrong = sensitivity_of([](const Vector& share) { return ishigami(share, 6.0); }, 3, 4096);
  CHECK_FALSE(std::fabs(wrong.first[1].mean - first_order[1]) < 6.0 * wrong.first[1].standard_error + 1e-4);
}

TEST_CASE("Ishigami: first-order indices from given draws", "[unit][decide]") {
  constexpr Index draws = 4000;
  Matrix values(draws, 3), response(draws, 1);
  for (Index d = 0; d < draws; ++d) {
    for (Index k = 0; k < 3; ++k) values(d, k) = test::share_at(51, d, k);
    response(d, 0) = ishigami(values.row(d).transpose());
  }
  for (Index k = 0; k < 3; ++k) {
    const Metamodel alone = fit_alone(values, response, k);
    const auto truth = first_order[static_cast<std::size_t>(k)];
    INFO("input " << k << ": " << alone.explained()(0) << " with " << alone.functions() << " functions");
    // a share of variance from 4,000 draws has a standard error of 0.012 at most
    CHECK(std::fabs(alone.explained()(0) - truth) < 0.04);
  }
  // planted: draws of a = 5 are noticed
  for (Index d = 0; d < draws; ++d) response(d, 0) = ishigami(values.row(d).transpose(), 5.0);
  CHECK(fit_alone(values, response, 1).explained()(0) < first_order[1] - 0.08);
}
