// tenure decide from its command line: pages, documents, and what is refused.
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "analysis/cli/program.h"
#include "analysis/compare/numbers.h"
#include "analysis/results/sha256.h"
#include "analysis/results/write_results.h"
#include "tests/support/catch.h"
#include "tests/support/drawn.h"
#include "tests/support/sample_results.h"

namespace {

namespace fs = std::filesystem;
using namespace tenure;
using namespace tenure::analysis;

class Folder {
 public:
  Folder() : root_(fs::temp_directory_path() / ("tenure_decide_" + std::to_string(::getpid()))) { fs::create_directories(root_); }
  ~Folder() { fs::remove_all(root_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string path(const std::string& name) const { return (root_ / name).string(); }
  std::string add(const std::string& name, const std::string& text) const {
    std::ofstream(root_ / name, std::ios::binary) << text;
    return path(name);
  }

 private:
  fs::path root_;
};

struct Done {
  int status;
  std::string out, err;
};

Done run(const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  const int status = cli::run_program(arguments, out, err);
  return {status, out.str(), err.str()};
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// Costs, effects and parameters of two strategies in 100 draws: "b" costs 50 more and brings 1 + x more, x normal.
struct Tables {
  std::string costs, effects, parameters;

  explicit Tables(const Folder& folder) {
    std::ostringstream c, e, p;
    c << "a,b\n";
    e << "a,b\n";
    p << "x\n";
    for (int d = 0; d < 100; ++d) {
      const double x = test::normal_at(91, d, 0);
      c << "100,150\n";
      e << "5," << 6.0 + x << "\n";
      p << x << "\n";
    }
    costs = folder.add("costs.csv", c.str());
    effects = folder.add("effects.csv", e.str());
    parameters = folder.add("parameters.csv", p.str());
  }
};

}  // namespace

TEST_CASE("Plain files of draws: a page, or every number as JSON", "[unit][decide]") {
  const Folder folder;
  const Tables tables(folder);
  const Done page = run({"decide", "--csv", tables.costs, tables.effects, "--parameters", tables.parameters, "--value", "100"});
  INFO(page.out << page.err);
  REQUIRE(page.status == 0);
  CHECK(page.err.empty());
  CHECK(contains(page.out, "2 strategies, 100 draws"));
  CHECK(contains(page.out, "Take b."));
  CHECK(contains(page.out, "If x were below -0."));
  CHECK(contains(page.out, "What would change it"));
  CHECK_FALSE(contains(page.out, "\x1b"));

  const Done document = run({"decide", "--csv", tables.costs, tables.effects, "--parameters", tables.parameters, "--value", "100", "--json"});
  REQUIRE(document.status == 0);
  const auto json = nlohmann::json::parse(document.out);
  CHECK(json.at("format") == "tenure decide");
  CHECK(json.at("exit_code") == 0);
  CHECK(json.at("decision").at("choice").at("choice") == "b");
  CHECK(json.at("decision").at("choice").at("ignorance").at("parameters").at(0).at("evppi").at("mean").get<double>() > 0.0);
  // the same bytes again
  CHECK(run({"decide", "--csv", tables.costs, tables.effects, "--parameters", tables.parameters, "--value", "100", "--json"}).out == document.out);

  const Done open = run({"decide", "--csv", tables.costs, tables.effects});
  CHECK(open.status == 0);
  CHECK(contains(open.out, "By cost and effect alone: a up to "));
  CHECK(contains(open.out, "With --value X"));
  const Done curve = run({"decide", "--csv", tables.costs, tables.effects, "--values", "0,40,60", "--json"});
  CHECK(nlohmann::json::parse(curve.out).at("decision").at("curve").size() == 3);
}

TEST_CASE("Faulty files: all faults with their places, exit status 65", "[unit][decide]") {
  const Folder folder;
  const std::string costs = folder.add("c.csv", "a,b\n1,x\n2\n"), effects = folder.add("e.csv", "a,bb\n1,2\n3,4\n");
  const Done done = run({"decide", "--csv", costs, effects});
  CHECK(done.status == 65);
  CHECK(done.out.empty());
  CHECK(contains(done.err, costs + ":2:3: \"x\" in column b"));
  CHECK(contains(done.err, costs + ":3:2: the row has 1 fields"));
  CHECK(contains(done.err, effects + ":1:3: strategy bb has effects but no costs"));
  const Done json = run({"decide", "--csv", costs, effects, "--json"});
  CHECK(nlohmann::json::parse(json.out).at("faults").size() == 3);
  CHECK(run({"decide", "--csv", folder.path("none.csv"), effects}).status == 66);
  // tables of draws are no scenario
  CHECK(contains(done.err, "faults in the tables of draws, nothing was decided"));
  CHECK_FALSE(contains(done.err, "simulated"));
  CHECK_FALSE(contains(done.err, "scenario"));
}

TEST_CASE("Worths of a unit of effect that mean nothing are refused, and the curves reach the one that is given", "[unit][decide]") {
  const Folder folder;
  const Tables tables(folder);
  const auto with = [&](std::vector<std::string> more) {
    std::vector<std::string> all = {"decide", "--csv", tables.costs, tables.effects};
    all.insert(all.end(), more.begin(), more.end());
    return run(all);
  };
  const Done same = run({"decide", "--csv", tables.costs, tables.costs, "--value", "3"});
  CHECK(same.status == 65);
  CHECK(contains(same.err, "the effects are the costs of"));
  for (const auto& wrong : std::vector<std::vector<std::string>>{
           {"--value=-3"}, {"--value=nan"}, {"--value=inf"}, {"--values=0,-5,10"}, {"--value=500", "--values=10,20"}, {"--value=5", "--values=10,20"}}) {
    INFO(wrong.front());
    CHECK(with(wrong).status == 64);
    CHECK(with(wrong).out.empty());
  }
  CHECK(contains(with({"--value=-3"}).err, "--value -3: what one unit of effect is worth is 0 or more"));
  CHECK(contains(with({"--value=500", "--values=10,20"}).err, "--value 500 lies outside of --values, 10 to 20"));
  CHECK(with({"--value=20", "--values=20,10"}).status == 0);
  for (const double value : {60.0, 1e6}) {
    const Done far = with({"--value=" + std::to_string(value), "--json"});
    REQUIRE(far.status == 0);
    const auto curve = nlohmann::json::parse(far.out).at("decision").at("curve");
    CHECK(curve.front().at("value") == 0.0);
    CHECK(curve.back().at("value").get<double>() >= value);
    if (value == 1e6) CHECK(curve.back().at("value") == value);
  }
}

TEST_CASE("A result file: decision, goals, segments", "[unit][decide]") {
  const Folder folder;
  const std::string file = folder.path("results.h5");
  write_results(file, test::sample_draws(60, 2), Replace::never);
  const std::vector<std::string> base = {"decide", file, "--effect", "retention_12m"};
  const auto with = [&](std::vector<std::string> more) {
    std::vector<std::string> all = base;
    all.insert(all.end(), more.begin(), more.end());
    return run(all);
  };
  const Done page = with({"--goal", "operating_cost<=1.2e6", "--goal", "retention_12m>=0.8"});
  INFO(page.out << page.err);
  REQUIRE(page.status == 0);
  CHECK(contains(page.out, "3 strategies, 60 draws of 2 replications"));
  CHECK(contains(page.out, "Take High."));
  CHECK(contains(page.out, "The cheapest strategy that meets all goals is "));
  CHECK(contains(page.out, "By segment: High for Small firms; Low for Large firms."));
  CHECK(contains(page.out, "It is not confirmed"));
  std::istringstream lines(page.out);
  std::size_t widest = 0;
  for (std::string line; std::getline(lines, line);) widest = std::max(widest, display_width(line));
  CHECK(widest <= 100);

  const auto json = nlohmann::json::parse(with({"--json", "--goal", "operating_cost<=1.2e6"}).out);
  CHECK(json.at("goals").at("cheapest") == "low");
  CHECK(json.at("by_segment").at("segments").at(0).at("best") == "high");
  CHECK(json.at("by_segment").at("confirmed_by_simulation") == false);
  CHECK(json.at("decision").at("draws") == 60);

  CHECK(with({"--goal", "operatin_cost<=1"}).status == 64);
  CHECK(contains(with({"--goal", "operatin_cost<=1"}).err, "Did you mean operating_cost?"));
  const Done twice = run({"decide", file, "--effect", "operating_cost"});
  CHECK(twice.status == 64);
  CHECK(contains(twice.err, "cost and effect are both operating_cost"));
  CHECK(with({"--value=-1"}).status == 64);
  CHECK(run({"decide", file}).status == 64);  // the sample has no customer_time
  CHECK(contains(run({"decide", file, "--effect", "retention_12"}).err, "Did you mean retention_12m?"));
  CHECK(run({"decide", folder.path("none.h5")}).status == 66);
  CHECK(run({"decide", file, "--csv", "a", "b"}).status == 64);
  CHECK(run({"decide", file, "--parameters", "a"}).status == 64);
  CHECK(run({"decide", file, "--confidence", "2"}).status == 64);
}

TEST_CASE("Two numbers against each other, and groups of them, are asked for by name", "[unit][decide]") {
  const Folder folder;
  std::ostringstream costs, effects, parameters;
  costs << "a,b\n";
  effects << "a,b\n";
  parameters << "team.speed,team.skill,price,fixed\n";
  for (int d = 0; d < 200; ++d) {
    const double speed = test::normal_at(92, d, 0), skill = test::normal_at(92, d, 1), price = test::normal_at(92, d, 2);
    costs << "100,150\n";
    effects << "5," << 5.6 + speed + skill << "\n";
    parameters << speed << "," << skill << "," << price << ",3\n";
  }
  const std::string c = folder.add("c.csv", costs.str()), e = folder.add("e.csv", effects.str()), p = folder.add("p.csv", parameters.str());
  const auto decide = [&](std::vector<std::string> more) {
    std::vector<std::string> all{"decide", "--csv", c, e, "--parameters", p, "--value", "100"};
    all.insert(all.end(), more.begin(), more.end());
    return run(all);
  };
  const Done page = decide({"--two-way", "team.speed, team.skill", "--two-way", "price,team.skill", "--together", "team", "--together", "price"});
  INFO(page.out << page.err);
  REQUIRE(page.status == 0);
  CHECK(contains(page.out, "Who is best, by team.skill (down) and team.speed (across)"));
  CHECK(contains(page.out, "Who is best, by team.skill (down) and price (across)"));
  CHECK(contains(page.out, "price is not seen to matter in these draws"));
  CHECK(contains(page.out, "team (2 numbers)"));
  CHECK(contains(page.out, "price (1 number)"));

  const nlohmann::json told = nlohmann::json::parse(decide({"--two-way", "team.speed,team.skill", "--together", "team", "--together", "price", "--json"}).out);
  const auto& ignorance = told.at("decision").at("choice").at("ignorance");
  // low speed and skill: a; both high: b.  5.6 + x − 5 > 0.5 where x > −0.1
  const auto& table = ignorance.at("two_way").at(0);
  CHECK(table.at("best").at(0).at(0) == "a");
  CHECK(table.at("best").at(4).at(4) == "b");
  CHECK(table.at("best").at(4).at(0) == "b");  // 1.64 − 1.64: nothing between, the mean decides
  const auto& team = ignorance.at("asked").at(0);
  CHECK(team.at("name") == "team");
  CHECK(team.at("share_of_ignorance").at("mean").get<double>() > 0.95);
  CHECK(ignorance.at("asked").at(1).at("evppi").at("mean") == 0.0);
  // E max(0, 10 + 141 z) − 10 = 141 (φ(.0707) + .0707 Φ(.0707)) − 10
  const double truth = 141.42 * (0.39795 + 0.0707 * 0.5282) - 10.0;
  CHECK(std::fabs(team.at("evppi").at("mean").get<double>() - truth) < 4.0 * team.at("evppi").at("standard_error").get<double>());

  for (const auto& [arguments, words] : std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"--two-way", "team.sped,price"}, "Did you mean team.speed?"},
           {{"--two-way", "team.speed"}, "two different numbers"},
           {{"--two-way", "team,price"}, "two different numbers"},
           {{"--together", "fixed"}, "fixed does not vary"},
           {{"--together", "team.speed,"}, "a name is missing"}}) {
    const Done refused = decide(arguments);
    INFO(refused.err);
    CHECK(refused.status == 64);
    CHECK(contains(refused.err, words));
  }
  const Done none = run({"decide", "--csv", c, e, "--value", "100", "--together", "team"});
  CHECK(none.status == 64);
  CHECK(contains(none.err, "there are 200 draws without numbers"));
}

TEST_CASE("Goals that the scenario states are answered without being asked for", "[unit][decide]") {
  const Folder folder;
  ResultSet results = test::sample_results();
  results.scenario_text = "time = { horizon = \"4 mo\" }\nsegment.s = { customers = 5, opening_age = \"1 yr\", start = \"in\" }\n"
                          "stage = { in = {}, out = { customer = false } }\n"
                          "transition.goes = { from = [\"in\"], to = \"out\", hazard = \"1 / yr\" }\nstrategy.low = {}\n"
                          "goal.budget = { measure = \"operating_cost\", at_most = \"1.2e6 USD\" }\n"
                          "goal.kept = { measure = \"retention_12m\", at_least = \"80 %\", certainty = 0.3 }\n";
  results.scenario_sha256 = sha256(results.scenario_text);
  const std::string file = folder.path("goals.h5");
  write_results(file, results, Replace::never);
  const Done done = run({"decide", file, "--effect", "retention_12m", "--json"});
  INFO(done.out << done.err);
  REQUIRE(done.status == 0);
  const auto json = nlohmann::json::parse(done.out);
  REQUIRE(json.at("goals").at("goals").size() == 2);
  CHECK(json.at("goals").at("goals").at(0).at("text") == "budget");
  CHECK(json.at("goals").at("goals").at(1).at("limit").get<double>() == 0.8);
  CHECK(json.at("goals").at("goals").at(1).at("certainty").get<double>() == 0.3);
  CHECK(json.at("goals").at("chance_only") == true);
  CHECK(json.at("decision").at("choice").at("chance_only") == true);
}
