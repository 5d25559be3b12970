// Chance and ignorance are told apart: on a market whose variance is known in closed form.
//
// 100 members pay two fees a + b per month for a year, newcomers (10 a month, Poisson) pay from their first day, nobody leaves:
//   revenue = (a + b) (100 T + sum of (T - t_i));   mean given a, b: (a + b) M, M = 100 T + 10 T^2 / 2
//   ignorance = M^2 (var a + var b);   chance = E (a + b)^2 * 10 T^3 / 3;   T = 12 months
#include <cmath>

#include "analysis/estimate/over_draws.h"
#include "analysis/results/collect.h"
#include "models/draws/world.h"
#include "models/simulate/simulate.h"
#include "tests/support/catch.h"

using namespace tenure;
using namespace tenure::models;
using namespace tenure::analysis;

namespace {

constexpr const char* text = R"(
time = { start = 2026-01-01, horizon = "12 mo" }
segment.all = { customers = 100, opening_age = "0 d", arrivals = "10 / mo", start = "member" }
stage.member = {}
flow.a = { kind = "revenue", stages = ["member"], rate = { value = "10 USD / mo", low = "8 USD / mo", high = "12 USD / mo", dist = "normal", grade = "U" } }
flow.b = { kind = "revenue", stages = ["member"], rate = { value = "10 USD / mo", low = "9 USD / mo", high = "11 USD / mo", dist = "normal", grade = "A" } }
flow.c = { kind = "revenue", stages = ["member"], rate = { value = "0.001 USD / mo", low = "0.0009 USD / mo", high = "0.0011 USD / mo", grade = "C" } }
strategy.one = {}
strategy.other = { flow = { gift = { kind = "cost", stages = ["member"], rate = "5 USD / mo" } } }
)";

ResultSet simulated(const std::string& settings) {
  const Loaded loaded = load_text(std::string(text) + settings, "toy.toml");
  INFO(format(loaded.faults));
  REQUIRE(loaded.ok());
  const Scenario& base = loaded.points[0];
  ResultCollector collector(base);
  const auto run = [&](const Scenario& scenario, int draw, int replications) {
    for (int s = 0; s < 2; ++s)
      for (int i = 0; i < replications; ++i)
        collector.store(s, draw, i,
                        simulate_cell(scenario, s, base.experiment.luck == DrawLuck::own ? draw : 0, i));
  };
  run(base, 0, base.experiment.replications);
  const ParameterDraws draws(base);
  for (int k = 1; k <= base.experiment.draws; ++k) {
    const DrawnWorld world = drawn_world(base, loaded.sources[0], draws, k);
    collector.store_parameters(k, world.parameters);
    run(world.scenario, k, base.experiment.draw_replications);
  }
  return collector.take();
}

constexpr double kT = 12.0, kMean = 100.0 * kT + 10.0 * kT * kT / 2.0;
constexpr double kVarA = 2.0 * 2.0 / (1.6448536269514722 * 1.6448536269514722), kVarB = kVarA / 4.0;
constexpr double kIgnorance = kMean * kMean * (kVarA + kVarB);
constexpr double kChance = (20.0 * 20.0 + kVarA + kVarB) * 10.0 * kT * kT * kT / 3.0;

/// Of a variance from n values, relative, five standard errors.
double resolution(double n) { return 5.0 * std::sqrt(2.0 / n); }

}  // namespace

TEST_CASE("variance: chance and ignorance come out as in closed form, whatever the luck", "[statistical][draws]") {
  for (const std::string& settings :
       {std::string("experiment = { draws = 300, draw_replications = 2, replications = 20 }"),
        std::string("experiment = { draws = 300, draw_replications = 1, replications = 300 }"),
        std::string("experiment = { draws = 300, draw_replications = 4, replications = 4, luck = \"shared\", points = \"sobol\" }"),
        std::string("experiment = { draws = 300, draw_replications = 1, replications = 300, luck = \"shared\", points = \"random\" }")}) {
    CAPTURE(settings);
    const ResultSet results = simulated(settings);
    const VarianceSplitter splitter(results);
    const ResultVariable& revenue = *results.variable("revenue");
    const OverDraws over = value_over_draws(results, splitter, revenue, 0);
    const VarianceSplit& split = over.variance;
    // with shared luck all draws meet the chance of few runs, so their mean has it too
    CHECK(std::fabs(over.mean.mean / (20.001 * kMean) - 1.0) < (results.drawn.luck == "own" ? 0.02 : 0.2));
    CHECK(std::fabs(split.ignorance / kIgnorance - 1.0) < resolution(300.0));
    // shared luck has few values of chance: replications, not draws, are what is independent
    const bool shared = results.drawn.luck == "shared" && results.drawn.replications > 1;
    if (!shared) CHECK(std::fabs(split.chance / kChance - 1.0) < resolution(299.0));
    const double share = kIgnorance / (kIgnorance + kChance);
    if (!shared) CHECK(std::fabs(split.ignorance_share() - share) < 0.06);
    if (results.drawn.luck == "own" && results.drawn.replications == 1) {
      // planted: the variance between the draws alone, taken for ignorance, has the chance in it
      const std::vector<double> means = means_by_draw(drawn_values(results, revenue, 0));
      double mean = 0.0, squares = 0.0;
      for (const double m : means) mean += m / 300.0;
      for (const double m : means) squares += (m - mean) * (m - mean) / 299.0;
      CHECK(squares - split.ignorance == Approx(split.chance).epsilon(1e-9));
    }
    // which numbers: a has four times the variance of b, c none to speak of
    REQUIRE(split.parts.size() >= 2);
    CHECK(results.parameters[split.parts[0].parameter].key == "flow.a.rate");
    CHECK(std::fabs(split.parts[0].part / split.parts[1].part - 4.0) < 1.5);
    CHECK(std::fabs(split.weak / split.explained - 0.8) < 0.06);
    const double noise = results.drawn.luck == "own" ? kChance / static_cast<double>(results.drawn.replications) : 0.0;
    CHECK(std::fabs(split.explained - kIgnorance / (kIgnorance + noise)) < 0.06);
    for (std::size_t i = 2; i < split.parts.size(); ++i) CHECK(std::fabs(split.parts[i].part) < 1e-4);

    // the other strategy meets the same worlds: the difference is a cost that hangs on no uncertain number
    const OverDraws difference = difference_over_draws(results, splitter, revenue, 1, 0);
    CHECK(difference.mean.mean == 0.0);
    CHECK(difference.range.low == 0.0);
    CHECK(std::isnan(difference.variance.ignorance_share()));
  }
}

TEST_CASE("variance: the range of the draws is that of the law, and does not narrow", "[statistical][draws]") {
  const ResultSet results = simulated("experiment = { draws = 400, replications = 2, confidence = 0.9 }");
  const VarianceSplitter splitter(results);
  const OverDraws over = value_over_draws(results, splitter, *results.variable("revenue"), 0);
  const double sd = std::sqrt(kIgnorance + kChance);
  CHECK(std::fabs((over.range.high - over.range.low) / (2.0 * 1.645 * sd) - 1.0) < 0.2);
  CHECK(over.mean.half_width < 0.1 * sd);
  CHECK(over.above_zero == 1.0);
}

TEST_CASE("variance: where no number has an effect, hardly one gets in", "[statistical][draws]") {
  // 200 regressions of noise on 60 numbers: each lets one in with probability 5 %
  ResultSet results;
  results.drawn.count = 50;
  results.drawn.replications = 1;
  const std::size_t p = 60;
  std::uint64_t state = 20261126;
  const auto noise = [&] {
    double sum = -6.0;
    for (int i = 0; i < 12; ++i) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      sum += static_cast<double>(state >> 33) / 2147483648.0;
    }
    return sum;
  };
  for (std::size_t j = 0; j < p; ++j) {
    ResultParameter parameter;
    parameter.grade = "U";
    results.parameters.push_back(parameter);
  }
  for (std::size_t i = 0; i < 50 * p; ++i) results.drawn.parameters.push_back(noise());
  const VarianceSplitter splitter(results);
  int in = 0, found = 0;
  for (int trial = 0; trial < 200; ++trial) {
    DrawnRuns runs{std::vector<std::vector<double>>(50, std::vector<double>(1)), {0.0, 1.0}, false};
    for (auto& draw : runs.by_draw) draw[0] = noise();
    in += splitter.split(runs).parts.empty() ? 0 : 1;
    for (std::size_t d = 0; d < 50; ++d) runs.by_draw[d][0] += 2.0 * results.drawn.parameters[d * p + 7];
    const VarianceSplit split = splitter.split(runs);
    found += !split.parts.empty() && split.parts[0].parameter == 7 ? 1 : 0;
  }
  CHECK(in < 30);      // 10 expected; more than 29 by chance in 1e-7
  CHECK(found == 200);  // what has an effect is found
}
