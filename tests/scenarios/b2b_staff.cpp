// `tenure staff` on the cheapest strategy of scenarios/b2b_saas_coverage.toml: it runs, and its reasons are those of the case: the
// shared team is hired from nobody, people leave, and there are no halves of people.
#include "analysis/staffing/report.h"
#include "analysis/staffing/search.h"
#include "models/today/solve.h"
#include "tests/support/b2b_case.h"

using namespace tenure;
using namespace tenure::analysis;
using namespace tenure::test::b2b;

TEST_CASE("SaaS case: the smallest low-touch team beside its arithmetic, with the reasons", "[scenarios]") {
  models::Scenario s = load_case({"time.run_off=\"0 d\""});
  const auto executor = sim::make_executor(sim::Backend::tbb);
  models::solve_today(s, executor.get());
  Runner runner;
  runner.executor = executor.get();
  const StrategyAnswer answer = find_staff(s, index_of(s, "low_touch"), {8, 16, 0.95, true}, runner);
  REQUIRE(answer.pools.size() == 2);
  const std::string text = as_text(s, answer);
  INFO(text);
  for (const PoolAnswer& pool : answer.pools) {
    CHECK((pool.outcome == Outcome::found || pool.outcome == Outcome::undecided));
    CHECK(pool.servers > pool.arithmetic.people);
    double sum = pool.arithmetic.people;
    for (const Part& p : pool.why.parts) sum += p.people;
    CHECK(sum == Approx(pool.servers));
  }
  const std::string& name = s.strategies[static_cast<std::size_t>(answer.strategy)].pools[static_cast<std::size_t>(answer.pools[1].pool)].name;
  CHECK(name == "csm_shared");
  // of the larger desk that is there today nobody has to be hired, nor of the six managers who may change teams
  for (const PoolAnswer& pool : answer.pools)
    for (const Part& p : pool.why.parts) CHECK(p.cause != Part::Cause::hiring);
  // where the team is hired from nothing, nobody is there for two of 36 months
  s.strategies[static_cast<std::size_t>(answer.strategy)].pools[static_cast<std::size_t>(answer.pools[1].pool)].takes_over.clear();
  const StrategyAnswer hired = find_staff(s, index_of(s, "low_touch"), {8, 16, 0.95, true}, runner);
  bool gap = false;
  for (const Part& p : hired.pools[1].why.parts)
    if (p.cause == Part::Cause::hiring) gap = p.people > 0.0;
  CHECK(gap);
  CHECK(as_text(s, hired).find("nobody is there at the start; the others come after 2 months") != std::string::npos);
}
