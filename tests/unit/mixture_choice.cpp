// The choice by segment, its parts, and the steps of head counts.
#include <cmath>

#include "analysis/decide/mixture_page.h"
#include "analysis/decide/mixture_teams.h"
#include "analysis/results/collect.h"
#include "sim/run/executor.h"
#include "tests/support/catch.h"
#include "tests/support/mixture_world.h"

using namespace tenure;
using namespace tenure::analysis;
using namespace tenure::analysis::decision;
using models::Measure;

namespace {

/// Cells in which only net value and its direct part by segment are set.
Cells cells(const models::Scenario& s, const std::vector<std::vector<double>>& direct, const std::vector<double>& shared) {
  Cells out;
  for (std::size_t r = 0; r < direct.size(); ++r) {
    models::CellResult cell = models::CellResult::shaped(models::dim_labels(s), std::nan(""));
    double sum = shared[r];
    for (std::size_t g = 0; g < direct[r].size(); ++g) {
      cell.values[static_cast<std::size_t>(Measure::segment_net_value_direct)][g] = direct[r][g];
      sum += direct[r][g];
    }
    cell.values[static_cast<std::size_t>(Measure::net_value)][0] = sum;
    out.push_back(std::move(cell));
  }
  return out;
}

const std::string mix = "[strategy.mix]\nfollows = { big = \"personal\", small = \"digital\" }\n";

ResultSet results_of(const models::Scenario& s, const std::vector<Cells>& by_strategy) {
  ResultCollector collector(s);
  for (std::size_t i = 0; i < by_strategy.size(); ++i)
    for (std::size_t r = 0; r < by_strategy[i].size(); ++r)
      collector.store(static_cast<int>(i), 0, static_cast<int>(r), by_strategy[i][r]);
  return collector.take();
}

}  // namespace

TEST_CASE("choice by segment: the best of each in direct net value, against the best in net value", "[unit][mixture]") {
  const models::Scenario s = test::mixture_scenario(mix);
  // personal: big 100, small 10, shared -60; digital: big 70, small 40, shared -20; the mixture itself cannot be followed
  const Cells personal = cells(s, {{101, 10}, {99, 10}, {100, 10}}, {-60, -60, -60});
  const Cells digital = cells(s, {{71, 40}, {69, 40}, {70, 40}}, {-20, -20, -20});
  const Cells best = cells(s, {{500, 500}, {500, 500}, {500, 500}}, {0, 0, 0});
  const ResultSet results = results_of(s, {personal, digital, best});
  const auto choice = choose_by_segment(results, {0, 1});
  REQUIRE(choice.has_value());
  CHECK(choice->one_for_all == 1);  // 90 against 50
  CHECK(choice->segments[0].best == 0);
  CHECK(choice->segments[1].best == 1);
  CHECK(choice->differs());
  CHECK(choice->promised.mean == Approx(30.0));
  CHECK(choice->promised.standard_error == Approx(0.0).margin(1e-9));
  CHECK(choice->segments[0].lead.mean == Approx(30.0));
  CHECK_FALSE(choose_by_segment(results, {1})->differs());
  CHECK_FALSE(choose_by_segment(results, {}).has_value());
  // the same is best for every segment by direct net value, and yet behind in net value
  const Cells dear = cells(s, {{90, 45}, {91, 45}, {89, 45}}, {-70, -70, -70});
  const auto alike = choose_by_segment(results_of(s, {dear, digital, best}), {0, 1});
  REQUIRE_FALSE(alike->differs());
  CHECK(alike->segments[0].best == 0);
  CHECK(alike->one_for_all == 1);
  CHECK(alike->same_for_all.mean == Approx(65.0 - 90.0));
  const std::string text = choice_as_text(*alike, {{"personal", "digital", "mix"}, {"Personal", "Digital", "Mix"}, "mix_2", "USD", 0.95});
  CHECK(text.find("Not confirmed") != std::string::npos);
}

TEST_CASE("choice by segment: the simulated difference is the sum of choosing, sharing and overhead", "[unit][mixture]") {
  const models::Scenario s = test::mixture_scenario(mix);
  const Cells personal = cells(s, {{101, 10}, {99, 12}}, {-60, -60}), digital = cells(s, {{71, 40}, {69, 41}}, {-20, -21});
  const Cells mixed = cells(s, {{96, 38}, {95, 40}}, {-35, -36});
  const Confirmation c = confirm(s, 2, mixed, {&personal, &digital}, digital, 0.95);
  CHECK(c.choosing.mean == Approx(30.0));
  CHECK(c.sharing.mean == Approx(((96 - 101) + (38 - 40) + (95 - 99) + (40 - 41)) / 2.0));
  CHECK(c.overhead.mean == Approx(-15.0));
  CHECK(c.gain.mean == Approx(c.choosing.mean + c.sharing.mean + c.overhead.mean));
  CHECK(c.gain.mean == Approx(c.mixture.mean - c.one_for_all.mean));
}

TEST_CASE("choice by segment: confirmed, refuted or open by the interval, with a reason", "[unit][mixture]") {
  const models::Scenario s = test::mixture_scenario(mix);
  const Cells personal = cells(s, {{101, 10}, {99, 10}, {100, 10}}, {-60, -60, -60});
  const Cells digital = cells(s, {{71, 40}, {69, 40}, {70, 40}}, {-20, -20, -20});
  MixtureChoice choice;
  choice.segments = {{"big", "Big", 0, 1, {}}, {"small", "Small", 1, 0, {}}};
  choice.one_for_all = 1;
  const MixtureNames names{{"personal", "digital", "mix"}, {"Personal", "Digital", "Mix"}, "mix_2", "USD", 0.95};
  const auto verdict = [&](const std::vector<double>& overhead) {
    const Confirmation c = confirm(s, 2, cells(s, {{101, 40}, {99, 40}, {100, 40}}, overhead), {&personal, &digital}, digital, 0.95);
    return std::pair{c.verdict, verdict_in_words(choice, c, names)};
  };
  CHECK(verdict({-25, -25, -25}).first == decision::Verdict::confirmed);
  CHECK(verdict({-25, -25, -25}).second.find("Confirmed: simulated as one firm, the mixture is worth +25 USD against Digital for all") == 0);
  const auto refuted = verdict({-60, -60, -61});
  CHECK(refuted.first == decision::Verdict::refuted);
  CHECK(refuted.second.find("Not confirmed") == 0);
  CHECK(refuted.second.find("idle time, hiring and platforms cost 40.3") != std::string::npos);
  CHECK(verdict({20, -120, -50}).first == decision::Verdict::open);
  // ahead of what the file has, and not of the same firm with better teams: no reason to mix
  const Cells mixed = cells(s, {{101, 40}, {99, 40}, {100, 40}}, {-25, -25, -25});
  const Cells tuned = cells(s, {{71, 40}, {69, 40}, {70, 40}}, {6, 6, 6.5});
  Confirmation fair = confirm(s, 2, mixed, {&personal, &digital}, digital, 0.95, nullptr, &tuned);
  CHECK(fair.gain.low() > 0.0);
  CHECK(fair.gain_alike->mean == Approx(-1.0).margin(0.2));
  CHECK(fair.verdict == decision::Verdict::refuted);
  CHECK(verdict_in_words(choice, fair, names).find("the gain lies in the teams, not in choosing by segment") != std::string::npos);
  fair.searched = true;
  fair.teams_tried = 5;
  fair.teams_changed = 2;
  fair.alike_changed = 1;
  fair.file_draws = 24;
  std::string text = confirmation_as_text(choice, fair, names);
  const auto says = [&](const std::string& part) {
    std::string one;
    for (const char c : text) one += c == '\n' ? ' ' : c;
    return one.find(part) != std::string::npos;
  };
  CHECK(says("chance only, not what the numbers leave open (the 24 draws by which it was chosen could not be made again)"));
  CHECK(says("Head counts of the mixture were searched for (5 tried, 2 kept, under the scenario's own numbers), those of the other"));
  CHECK(says("The same search changes the teams of Digital too (1 kept); against that the mixture is worth -1"));
  fair.draws = 24;
  text = confirmation_as_text(choice, fair, names);
  CHECK(says("simulated in the 24 draws of the file, one replication in each"));
  fair.search_draws = 12;
  text = confirmation_as_text(choice, fair, names);
  CHECK(says("(5 tried, 2 kept, in the worlds of 12 of these draws)"));
  const Cells poor = cells(s, {{71, 40}, {69, 40}, {70, 40}}, {-21, -22, -21});
  CHECK(confirm(s, 2, mixed, {&personal, &digital}, digital, 0.95, nullptr, &poor).verdict == decision::Verdict::confirmed);
  CHECK(strategy_text(choice, names) ==
        "\n[strategy.mix_2]\nlabel = \"By segment\"\nfollows = { big = \"personal\", small = \"digital\" }\n");
}

TEST_CASE("teams: idle people go one by one, overloaded teams grow, and nothing is kept that does not pay", "[unit][mixture]") {
  const auto executor = sim::make_executor(sim::Backend::serial);
  Runner runner;
  runner.executor = executor.get();
  models::Scenario idle = test::mixture_scenario(mix + "pool.csm.servers = 5\n");
  const auto tried = improve_teams(idle, 2, {3, 12}, runner);
  const auto servers = [](const models::Scenario& s, const std::string& name) {
    for (const models::Pool& p : s.strategies[2].pools)
      if (p.name == name) return p.servers;
    return -1;
  };
  CHECK(servers(idle, "csm") < 5);
  CHECK(servers(idle, "csm") >= 1);
  for (const TriedTeam& t : tried) CHECK((!t.kept || t.gain > 0.0));
  models::Scenario as_it_is = test::mixture_scenario(mix + "pool.csm.servers = 5\n");
  CHECK(improve_teams(as_it_is, 2, {3, 0}, runner).empty());
  CHECK(servers(as_it_is, "csm") == 5);
  models::Scenario two = test::mixture_scenario(mix + "pool.csm.servers = 5\n");
  CHECK(improve_teams(two, 2, {3, 2}, runner).size() == 2);
  // a desk that cannot cope with questions, whose being missed makes customers leave
  models::Scenario busy = test::mixture_scenario(mix + "pool.desk.servers = 1\n", {"demand.question.rate=\"6 / mo\""});
  improve_teams(busy, 2, {3, 12}, runner);
  CHECK(servers(busy, "desk") > 1);
}

TEST_CASE("teams: what is written is read again as it was", "[unit][mixture]") {
  models::Scenario s = test::mixture_scenario(mix);
  for (models::Pool& p : s.strategies[2].pools)
    if (p.name == "csm") {
      step(p, 4);
      p.plan = {{6 * sim::kMonth, 9}};
    }
  const models::Scenario again = test::mixture_scenario(mix + teams_text(s, 2));
  for (std::size_t q = 0; q < s.strategies[2].pools.size(); ++q) {
    const models::Pool &a = s.strategies[2].pools[q], &b = again.strategies[2].pools[q];
    CHECK(a.servers == b.servers);
    REQUIRE(a.plan.size() == b.plan.size());
    for (std::size_t i = 0; i < a.plan.size(); ++i) {
      CHECK(a.plan[i].at == b.plan[i].at);
      CHECK(a.plan[i].servers == b.plan[i].servers);
    }
  }
}
