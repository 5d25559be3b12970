// Draws: the same bytes at any number of threads, and draw k the same whatever the number of others (but for a Latin hypercube).
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "analysis/cli/program.h"
#include "analysis/results/read_results.h"
#include "tests/support/catch.h"

namespace {

namespace fs = std::filesystem;
using namespace tenure::analysis;

constexpr const char* text = R"(
time = { start = 2026-01-01, horizon = "6 mo", fade_step = "12 d" }
experiment = { replications = 2, seed = 5 }
segment.all = { customers = 60, opening_age = "1 yr", arrivals = { value = "5 / mo", low = "3 / mo", high = "8 / mo" }, start = "member", frailty = 0.5 }
stage.member = {}
stage.gone = { customer = false }
flow.fee = { kind = "revenue", stages = ["member"], rate = { value = "39 USD / mo", low = "30 USD / mo", high = "50 USD / mo", grade = "J" } }
strategy.leave_alone = {}
correlation.both = { numbers = ["flow.fee.rate", "transition.quits.hazard"], rho = 0.5 }

[transition.quits]
from = ["member"]
to = "gone"
hazard = { value = "0.5 / yr", low = "0.3 / yr", high = "0.8 / yr", grade = "C" }
frailty = true

[today]
strategy = "leave_alone"
warm_up = "1 mo"
solve = { transitions = ["quits"] }
segment.all.churn = { value = 0.3, low = 0.2, high = 0.4, grade = "B" }

[strategy.phone.pool.coach]
servers = 1
hours = "always"
wage = "3000 USD / yr"
[strategy.phone.touchpoint.call]
stages = ["member"]
every = "1 mo"
by = "coach"
# a least work beyond the usual one is a fault: such points are rejected
work = { dist = "triangular", low = { value = "8 min", low = "5 min", high = "12 min" }, mode = "10 min", high = "15 min" }
deadline = "7 d"
# a half-life below four fade steps, 48 days, is none in a draw: the step follows
done.talk = { transitions = ["quits"], ratio = 0.8, half_life = { value = "60 d", low = "40 d", high = "90 d" } }
)";

struct Folder {
  fs::path path;
  Folder() {
    std::string name = (fs::temp_directory_path() / "tenure-draws-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path = name;
    std::ofstream(path / "s.toml") << text;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path); }

  fs::path run(const std::string& name, std::vector<std::string> options) const {
    std::vector<std::string> arguments = {"run", (path / "s.toml").string(), "-o", (path / name).string(), "--quiet"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    std::ostringstream out, err;
    const int status = cli::run_program(arguments, out, err);
    INFO(err.str());
    REQUIRE(status == 0);
    return path / name;
  }
};

std::string bytes(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream all;
  all << in.rdbuf();
  return all.str();
}

/// What results and worlds of draw 1, 2, ... are.
std::vector<double> of_draw(const ResultSet& r, std::size_t draw) {
  const std::size_t p = r.parameters.size();
  std::vector<double> out(r.drawn.parameters.begin() + static_cast<std::ptrdiff_t>((draw - 1) * p),
                          r.drawn.parameters.begin() + static_cast<std::ptrdiff_t>(draw * p));
  for (const char* name : {"net_value", "retention_12m", "customers_end"})
    for (std::size_t s = 0; s < r.strategies(); ++s)
      out.push_back(r.variable(name)->draw_values[r.draw_cell(s, draw - 1, 0)]);
  return out;
}

}  // namespace

TEST_CASE("draws: the same bytes at any number of threads", "[reproducibility][draws]") {
  const Folder folder;
  const std::string one = bytes(folder.run("1.h5", {"--draws", "12", "--draw-replications", "2", "--threads", "1"}));
  CHECK(one == bytes(folder.run("2.h5", {"--draws", "12", "--draw-replications", "2", "--threads", "2"})));
  CHECK(one == bytes(folder.run("7.h5", {"--draws", "12", "--draw-replications", "2", "--threads", "7"})));
  CHECK(one != bytes(folder.run("s.h5", {"--draws", "12", "--draw-replications", "2", "--seed", "6"})));
  const ResultSet results = read_results(folder.path / "1.h5");
  CHECK(results.draws() == 12);
  CHECK(results.drawn.replications == 2);
  CHECK(results.drawn.rejected > 0);  // the least work is drawn beyond 10 minutes now and then ...
  double shortest = 1e9;
  for (std::size_t d = 0; d < 12; ++d)
    for (std::size_t j = 0; j < results.parameters.size(); ++j) {
      const double value = results.drawn.parameters[d * results.parameters.size() + j];
      if (results.parameters[j].key.ends_with("work.low")) CHECK(value <= 10.0 / 1440.0);  // ... and never simulated so
      if (results.parameters[j].key.ends_with("half_life")) shortest = std::min(shortest, value);
    }
  CHECK(shortest < 48.0);  // half-lives keep their law, whatever the fade step
  // run again from what the file carries: the same world
  std::ofstream(folder.path / "s.toml") << results.scenario_text;
  CHECK(one == bytes(folder.run("again.h5", {})));
}

TEST_CASE("draws: a draw is the same beside any number of others", "[reproducibility][draws]") {
  const Folder folder;
  for (const char* points : {"sobol", "random", "latin_hypercube"}) {
    CAPTURE(points);
    const std::string set = std::string("experiment.points=\"") + points + "\"";
    const ResultSet few = read_results(folder.run(std::string(points) + "6.h5", {"--draws", "6", "--set", set}));
    const ResultSet many = read_results(folder.run(std::string(points) + "9.h5", {"--draws", "9", "--set", set}));
    std::size_t alike = 0;
    for (std::size_t draw = 1; draw <= 6; ++draw) alike += of_draw(few, draw) == of_draw(many, draw) ? 1 : 0;
    // a draw whose point is rejected takes point k + n, which hangs on n
    if (std::string(points) == "latin_hypercube")
      CHECK(alike == 0);
    else
      CHECK(alike >= 4);
    // and the base is the same with and without draws
    CHECK(few.variable("net_value")->values == many.variable("net_value")->values);
  }
  const ResultSet none = read_results(folder.run("none.h5", {}));
  CHECK(none.draws() == 0);
  CHECK(none.variable("net_value")->values ==
        read_results(folder.path / "sobol6.h5").variable("net_value")->values);
}

TEST_CASE("draws: shared luck is the base's, own luck is not", "[reproducibility][draws]") {
  const Folder folder;
  const auto contacts = [&](const char* luck) {
    // no uncertain number touches who comes back: with shared luck the arrivals of equal rates would be equal
    const std::string set = std::string("experiment.luck=\"") + luck + "\"";
    return read_results(folder.run(std::string(luck) + ".h5",
                                   {"--draws", "3", "--set", set, "--set", "segment.all.arrivals=\"5 / mo\"", "--set",
                                    "transition.quits.hazard=\"0.5 / yr\"", "--set", "today.segment.all.churn=0.3", "--set",
                                    "correlation.both.numbers=[\"flow.fee.rate\", "
                                    "\"strategy.phone.touchpoint.call.done.talk.half_life\"]"}));
  };
  const ResultSet shared = contacts("shared"), own = contacts("own");
  const auto differing = [](const ResultSet& r) {
    std::size_t n = 0;
    const ResultVariable& end = *r.variable("customers_end");
    for (std::size_t d = 0; d < 3; ++d) n += end.draw_values[r.draw_cell(0, d, 0)] != end.values[0] ? 1 : 0;
    return n;
  };
  CHECK(differing(own) >= 2);
  // levels are solved from fewer years in draws, so a customer or two may differ, but not the whole world
  const ResultVariable& born = *shared.variable("customers_opening");
  CHECK(born.draw_values[shared.draw_cell(0, 1, 0)] == born.values[0]);
  CHECK(differing(shared) <= 1);
}
