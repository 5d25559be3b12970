// Files that extend others, layers under strategies, settings, sweeps, and the resolved text.
#include <filesystem>
#include <fstream>

#include "models/language/load.h"
#include "tests/support/catch.h"
#include "tests/support/scenario_dump.h"

using namespace tenure::models;
namespace fs = std::filesystem;

namespace {

const fs::path root = TENURE_SOURCE_DIR;
const fs::path good = root / "tests/scenarios/faulty/base/good.toml";

Scenario load_ok(const Loaded& loaded) {
  INFO(format(loaded.faults));
  REQUIRE(loaded.points.size() == 1);
  return loaded.points[0];
}

/// A folder of its own with the files given, removed at the end.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("tenure_language_" + std::to_string(counter()++))) {
    fs::remove_all(path_);
    fs::create_directories(path_ / "inner");
  }
  ~Folder() { fs::remove_all(path_); }
  fs::path write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name) << text;
    return path_ / name;
  }

 private:
  static int& counter() {
    static int count = static_cast<int>(std::hash<std::string>{}(fs::current_path().string()) % 100000) * 100;
    return count;
  }
  fs::path path_;
};

std::string slurp(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

const Touchpoint& touchpoint(const Strategy& s, const std::string& name) {
  for (const Touchpoint& t : s.touchpoints)
    if (t.name == name) return t;
  FAIL("no touchpoint " + name);
  return s.touchpoints.front();
}

}  // namespace

TEST_CASE("every scenario in the tree loads, and its resolved text is the same scenario", "[unit][language]") {
  int files = 0;
  for (const char* folder : {"scenarios", "tests/scenarios/reference"}) {
    for (const auto& entry : fs::directory_iterator(root / folder)) {
      if (entry.path().extension() != ".toml") continue;
      ++files;
      INFO(entry.path().string());
      const Loaded loaded = load(entry.path());
      INFO(format(loaded.faults));
      REQUIRE(loaded.ok());
      for (const Scenario& s : loaded.points) {
        const Scenario again = load_ok(load_text(s.resolved_text, "resolved.toml"));
        CHECK(again.resolved_text == s.resolved_text);
        CHECK(tenure::test::dump(again) == tenure::test::dump(s));
      }
    }
  }
  CHECK(files >= 8);
}

TEST_CASE("order is the order of the file, not of the alphabet", "[unit][language]") {
  const Scenario s = load_ok(load_text(
      slurp(good) + "[strategy.aaa]\n[segment.aaa]\nstart = \"lost\"\nattribute.price = \"0 EUR / mo\"\n", "x.toml"));
  CHECK(s.segments[0].name == "small");
  CHECK(s.segments[1].name == "large");
  CHECK(s.segments[2].name == "aaa");
  CHECK(s.strategies[0].name == "people");
  CHECK(s.strategies[2].name == "aaa");
  CHECK(s.stages[0].name == "trial");
}

TEST_CASE("adding a strategy changes nothing of the world and of the others", "[unit][language]") {
  const Scenario one = load_ok(load(good));
  const Scenario two = load_ok(load_text(
      slurp(good) +
          "[strategy.aaa]\nmodel = \"m\"\n[strategy.aaa.pool.extra]\nservers = 3\nwage = \"1 EUR / mo\"\nhours = "
          "\"always\"\n"
          "[model.m.touchpoint.mail]\nstages = [\"active\"]\nevery = \"1 mo\"\nby = \"extra\"\nwork = \"5 min\"\n",
      good.string()));
  CHECK(tenure::test::dump_world(one) == tenure::test::dump_world(two));
  tenure::test::Dump before, after;
  for (std::size_t i = 0; i < one.strategies.size(); ++i) {
    before.add("strategy", one.strategies[i]);
    after.add("strategy", two.strategies[i]);
  }
  CHECK(before.text == after.text);
  for (std::size_t i = 0; i < one.parameters.size(); ++i) CHECK(one.parameters[i].key == two.parameters[i].key);
}

TEST_CASE("extends merges tables key by key and replaces values whole", "[unit][language]") {
  const Folder folder;
  folder.write("base.toml", slurp(good));
  const fs::path file =
      folder.write("inner/own.toml",
                   "extends = \"../base.toml\"\n[segment.small]\ncustomers = { value = 7, grade = \"U\" "
                   "}\n[segment.late]\nstart = \"trial\"\n"
                   "attribute.price = \"1 EUR / mo\"\n[transition.churn]\nhazard = { share = 0.5, per = \"1 yr\" }\n");
  LoadOptions options;
  options.root = file.parent_path().parent_path();
  const Scenario s = load_ok(load(file, options));
  CHECK(s.segments[0].customers.value == 7);
  CHECK(s.segments[0].start[0].stage == 0);
  CHECK(s.segments[1].name == "large");
  CHECK(s.segments[2].name == "late");
  CHECK(s.resolved_text.find("extends") == std::string::npos);
  const Loaded outside = load(file);  // the folder of the file is the root when it is not below the working directory
  REQUIRE(outside.faults.size() == 1);
  CHECK(outside.faults[0].why.find("leads out") != std::string::npos);
}

TEST_CASE("a chain of more than eight files is refused", "[unit][language]") {
  const Folder folder;
  folder.write("f0.toml", slurp(good));
  fs::path last;
  for (int i = 1; i <= 9; ++i) {
    std::string name("f0.toml"), base("extends = \"f0.toml\"\n");
    name[1] = static_cast<char>('0' + i);
    base[12] = static_cast<char>('0' + i - 1);
    last = folder.write(name, base);
  }
  CHECK(load_ok(load(last.parent_path() / "f8.toml")).segments.size() == 2);
  const Loaded loaded = load(last);
  REQUIRE(loaded.faults.size() == 1);
  CHECK(loaded.faults[0].why.find("eight") != std::string::npos);
}

TEST_CASE("layers: top level, model, overlays, frame, own keys; later ones win", "[unit][language]") {
  const std::string text = slurp(good) +
                           "[model.m.touchpoint.call]\nevery = \"2 mo\"\npriority = 1\ncost = \"1 EUR\"\n"
                           "[overlay.o.touchpoint.call]\npriority = 2\nquality_weight = 0.5\n"
                           "[frame.f.touchpoint.call]\nquality_weight = 0.7\ncost = \"3 EUR\"\n"
                           "[strategy.both]\nmodel = \"m\"\noverlays = [\"o\"]\nframe = "
                           "\"f\"\n[strategy.both.touchpoint.call]\ncost = \"4 EUR\"\n";
  const Scenario s = load_ok(load_text(text, "x.toml"));
  const Strategy& both = s.strategies[2];
  const Touchpoint& call = touchpoint(both, "call");
  CHECK(call.every[0] == 2 * tenure::sim::kMonth);     // model over top level
  CHECK(call.priority == 2);                           // overlay over model
  CHECK(call.quality_weight == 0.7);                   // frame over overlay
  CHECK(call.cost[0].value == 4);                      // own over frame
  CHECK(call.work[0].a.value == Approx(30.0 / 1440));  // top level
  CHECK(both.model == "m");
  CHECK(both.overlays == std::vector<std::string>{"o"});
  CHECK(both.frame == "f");
  CHECK(touchpoint(s.strategies[0], "call").priority == 5);
  CHECK(touchpoint(s.strategies[1], "call").delivery == Delivery::automation);
}

TEST_CASE("a number that two strategies take from one model is one parameter", "[unit][language]") {
  const std::string text =
      slurp(good) +
      "[model.m.touchpoint.call]\ncost = { value = \"1 EUR\", low = \"0.5 EUR\", high = \"2 EUR\" }\n"
      "[strategy.x]\nmodel = \"m\"\n[strategy.y]\nmodel = \"m\"\n";
  const Scenario s = load_ok(load_text(text, "x.toml"));
  const Quantity x = touchpoint(s.strategies[2], "call").cost[0], y = touchpoint(s.strategies[3], "call").cost[0];
  REQUIRE(x.parameter >= 0);
  CHECK(x.parameter == y.parameter);
  CHECK(s.parameters[static_cast<std::size_t>(x.parameter)].key == "model.m.touchpoint.call.cost");
}

TEST_CASE("a model of the file wins over the shipped one of the same name", "[unit][language]") {
  const std::string text =
      slurp(good) + "[model.hybrid.touchpoint.call]\npriority = 7\n[strategy.x]\nmodel = \"hybrid\"\n";
  const Scenario s = load_ok(load_text(text, "x.toml"));
  CHECK(touchpoint(s.strategies[2], "call").priority == 7);
  CHECK(s.strategies[2].touchpoints.size() == s.strategies[0].touchpoints.size());
}

TEST_CASE("segments replace numbers, and only theirs", "[unit][language]") {
  const std::string text =
      slurp(good) +
      "[segment.large.transition.churn]\nhazard = \"0.1 / yr\"\n[segment.large.transition.convert]\nenabled = false\n"
      "[segment.large.demand.question]\nrate = \"2 / mo\"\n[segment.large.decision.renewal.to]\nlost = 0.02\n"
      "[segment.large.flow.subscription]\nrate = \"9 EUR / d\"\n[touchpoint.call.segment.large]\nevery = \"1 mo\"\n"
      "[touchpoint.call.done.reassured.segment.large]\nratio = 0.5\n";
  const Scenario s = load_ok(load_text(text, "x.toml"));
  CHECK(s.transitions[1].time[0].a.value == Approx(365.25 / 0.3));
  CHECK(s.transitions[1].time[1].a.value == Approx(3652.5));
  CHECK(s.transitions[0].enabled == std::vector<char>{1, 0});
  CHECK(s.decisions[0].ways[0].share[0].value == 0.1);
  CHECK(s.decisions[0].ways[0].share[1].value == 0.02);
  CHECK(s.flows[0].amount[0].attribute == 0);
  CHECK(s.flows[0].amount[1].attribute == no_index);
  CHECK(s.flows[0].amount[1].value == 9);
  const Strategy& people = s.strategies[0];
  CHECK(touchpoint(people, "question").rate[1].value == Approx(2 / 30.4375));
  CHECK(touchpoint(people, "call").every == std::vector<Tick>{3 * tenure::sim::kMonth, tenure::sim::kMonth});
  CHECK(touchpoint(people, "call").done[0].ratio[0].value == 0.8);
  CHECK(touchpoint(people, "call").done[0].ratio[1].value == 0.5);
}

TEST_CASE("settings come last, as TOML values or as text", "[unit][language]") {
  LoadOptions options;
  options.sets = {"time.horizon=36 mo", "segment.small.customers = 42", "strategy.people.pool.support.servers=5",
                  "transition.churn.hazard.low=\"0.1 / yr\"", "transition.churn.hazard.high=\"0.6 / yr\""};
  options.seed = 99;
  options.replications = 3;
  const Scenario s = load_ok(load(good, options));
  CHECK(s.time.horizon == 36 * tenure::sim::kMonth);
  CHECK(s.segments[0].customers.value == 42);
  CHECK(s.strategies[0].pools[0].servers == 5);
  CHECK(s.strategies[1].pools[0].servers == 2);
  CHECK(s.experiment.seed == 99);
  CHECK(s.experiment.replications == 3);
  const Scenario again = load_ok(load_text(s.resolved_text, "resolved.toml"));
  CHECK(tenure::test::dump(again) == tenure::test::dump(s));
  for (const Parameter& p : s.parameters) {
    if (p.key == "transition.churn.hazard") {
      CHECK(p.low.value() == Approx(0.1 / 365.25));
    }
  }
}

TEST_CASE("settings that make no sense are faults with the setting as their place", "[unit][language]") {
  LoadOptions options;
  options.sets = {"segment.smal.customers=5", "segment.small.custmers=5", "time.horizon=never", "nonsense"};
  const Loaded loaded = load(good, options);
  REQUIRE(loaded.faults.size() == 4);
  CHECK(loaded.faults[0].file == "--set segment.smal.customers=5");
  CHECK(loaded.faults[0].nearest == "segment.small.customers");
  CHECK(loaded.faults[1].nearest == "customers");
  CHECK(format(loaded.faults[2]).find("--set time.horizon=never: horizon = \"never\" in [time]") == 0);
}

TEST_CASE("a setting changes what a strategy takes from its layers, and declares nothing new", "[unit][language]") {
  const std::string text =
      slurp(good) +
      "[overlay.more.pool.trainers]\nservers = 2\nhours = \"office\"\nwage = \"40000 EUR / yr\"\n"
      "[overlay.more.touchpoint.lesson]\nstages = [\"active\"]\nevery = \"1 mo\"\nby = \"trainers\"\n"
      "work = \"1 h\"\ndone.learnt = { transitions = [\"churn\"], ratio = 0.9 }\n"
      "[strategy.calls]\noverlays = [\"more\"]\n[strategy.lessons]\noverlays = [\"more\"]\n";
  LoadOptions options;
  options.sets = {"strategy.calls.pool.trainers.servers=5",
                  "strategy.calls.pool.support.servers=7",
                  "strategy.calls.touchpoint.lesson.done.learnt.ratio=0.7",
                  "strategy.calls.touchpoint.call.every=\"6 mo\"",
                  "overlay.more.touchpoint.lesson.work=\"2 h\"",
                  "segment.small.transition.churn.hazard=\"0.1 / yr\""};
  const Scenario s = load_ok(load_text(text, "x.toml", options));
  const Strategy &calls = s.strategies[2], &lessons = s.strategies[3];
  const auto servers = [](const Strategy& strategy, const std::string& name) {
    for (const Pool& p : strategy.pools)
      if (p.name == name) return p.servers;
    return -1;
  };
  CHECK(servers(calls, "trainers") == 5);
  CHECK(servers(lessons, "trainers") == 2);
  CHECK(servers(calls, "support") == 7);
  CHECK(servers(lessons, "support") == 2);
  CHECK(touchpoint(calls, "lesson").done[0].ratio[0].value == 0.7);
  CHECK(touchpoint(calls, "call").every[0] == 6 * tenure::sim::kMonth);
  CHECK(touchpoint(lessons, "lesson").work[0].a.value == Approx(2.0 / 24));
  CHECK(s.transitions[1].time[0].a.value == Approx(3652.5));

  const struct {
    const char *set, *message, *nearest;
  } wrong[] = {
      {"strategy.calls.pool.trainer.servers=5", "unknown pool \"trainer\"", "strategy.calls.pool.trainers.servers"},
      {"strategy.people.pool.trainers.servers=5", "unknown pool \"trainers\"", ""},
      {"strategy.cals.pool.trainers.servers=5", "unknown strategy \"cals\"", "strategy.calls.pool.trainers.servers"},
      {"model.hybrid.pool.csm.servers=5", "unknown model \"hybrid\"", ""},
      {"hours.nights.week=[\"mon 00:00-06:00\"]", "unknown hours \"nights\"", ""},
      {"segment.small.attribute.prise=\"1 EUR / mo\"", "unknown attribute \"prise\"", "segment.small.attribute.price"}};
  for (const auto& w : wrong) {
    INFO(w.set);
    LoadOptions one;
    one.sets = {w.set};
    const Loaded loaded = load_text(text, "x.toml", one);
    REQUIRE(loaded.faults.size() == 1);
    CHECK(loaded.faults[0].message.find(w.message) == 0);
    CHECK(loaded.faults[0].nearest == w.nearest);
  }
  LoadOptions top;
  top.sets = {"pool.trainers.servers=5"};
  const Loaded misplaced = load_text(text, "x.toml", top);
  REQUIRE(misplaced.faults.size() == 1);
  CHECK(misplaced.faults[0].allowed.find("strategy.calls.pool.trainers.servers") != std::string::npos);
}

TEST_CASE("a later layer may make keys of an earlier one idle, not its own", "[unit][language]") {
  const std::string staff = "[touchpoint.call]\ndeadline = \"14 d\"\npriority = 2\n";
  const Scenario s =
      load_ok(load_text(slurp(good).replace(slurp(good).find("[touchpoint.call]\n"), 18, staff), "x.toml"));
  CHECK(touchpoint(s.strategies[0], "call").priority == 2);
  CHECK(touchpoint(s.strategies[1], "call").delivery == Delivery::automation);
  const Loaded own = load_text(slurp(good) + "deadline = \"14 d\"\n", "x.toml");  // [strategy.machines.touchpoint.call]
  REQUIRE(own.faults.size() == 1);
  CHECK(own.faults[0].message == "deadline = \"14 d\" in [strategy.machines.touchpoint.call]");
}

TEST_CASE("contacts with slots and places are live, and take no staff's time", "[unit][language]") {
  const Scenario s = load_ok(load_text(
      slurp(good) + "[pool.visits]\nkind = \"slots\"\nservers = 2\nslot_length = \"1 h\"\nslot_latest = \"7 d\"\n"
                    "[touchpoint.visit]\nstages = [\"trial\"]\non_entry = true\nby = \"visits\"\n",
      "x.toml"));
  CHECK(touchpoint(s.strategies[0], "visit").mode == RequestMode::live);
}

TEST_CASE("a pool that a strategy has laid off needs no work", "[unit][language]") {
  const std::string pool = "[strategy.people.pool.extra]\nhours = \"always\"\nwage = \"1 EUR / yr\"\nservers = ";
  CHECK(load_text(slurp(good) + pool + "0\n", "x.toml").ok());
  const Loaded idle = load_text(slurp(good) + pool + "1\n", "x.toml");
  REQUIRE(idle.faults.size() == 1);
  CHECK(idle.faults[0].message == "the pool extra has no work in strategy people");
}

TEST_CASE("more contacts than the accounts of pools can tell apart are a fault", "[unit][language]") {
  std::string text = slurp(good);
  for (int i = 0; i < 64; ++i)
    text += "[segment.s" + std::to_string(i) + "]\nstart = \"active\"\nattribute.price = \"1 EUR / mo\"\n";
  for (int i = 0; i < 1000; ++i)
    text += "[strategy.people.touchpoint.t" + std::to_string(i) +
            "]\nstages = [\"active\"]\nevery = \"1 yr\"\nby = \"automation\"\n";
  const Loaded loaded = load_text(text, "x.toml");
  REQUIRE(loaded.faults.size() == 1);
  CHECK(loaded.faults[0].message == "strategy people has 1002 touchpoints and demands for 66 segments");
}

TEST_CASE("a sweep gives one scenario per combination, each of which stands alone", "[unit][language]") {
  const std::string sweep =
      "[sweep]\n\"segment.small.customers\" = [1, 2, 3]\n\"transition.churn.hazard\" = [\"0.1 / yr\", \"0.2 / yr\"]\n";
  const Loaded loaded = load_text(slurp(good) + sweep, "x.toml");
  INFO(format(loaded.faults));
  REQUIRE(loaded.points.size() == 6);
  CHECK(loaded.points[1].sweep_point == "segment.small.customers = 1, transition.churn.hazard = 0.2 / yr");
  CHECK(loaded.points[5].segments[0].customers.value == 3);
  const Scenario alone = load_ok(load_text(loaded.points[5].resolved_text, "resolved.toml"));
  CHECK(tenure::test::dump(alone) == tenure::test::dump(loaded.points[5]));
  CHECK(alone.sweep_point == loaded.points[5].sweep_point);
  CHECK(alone.resolved_text == loaded.points[5].resolved_text);
  const Loaded zipped = load_text(slurp(good) +
                                      "[sweep]\n\"segment.small.customers\" = [1, 2]\n\"segment.large.customers\" = "
                                      "[3, 4]\nzip = [[\"segment.small.customers\", \"segment.large.customers\"]]\n",
                                  "x.toml");
  INFO(format(zipped.faults));
  REQUIRE(zipped.points.size() == 2);
  CHECK(zipped.points[1].segments[0].customers.value == 2);
  CHECK(zipped.points[1].segments[1].customers.value == 4);
}

TEST_CASE("what a file extends is no matter of settings or sweeps", "[unit][language]") {
  LoadOptions options;
  options.sets = {"extends=\"other.toml\""};
  const Loaded set = load(good, options);
  REQUIRE(set.faults.size() == 1);
  CHECK(set.faults[0].message == "a setting cannot change extends");
  const Loaded swept = load_text(slurp(good) + "[sweep]\nextends = [\"a.toml\"]\n", "x.toml");
  REQUIRE(swept.faults.size() == 1);
  CHECK(swept.faults[0].message == "extends in [sweep]");
}

TEST_CASE("a file that is not there is told apart", "[unit][language]") {
  const Loaded loaded = load(root / "scenarios/no_such_file.toml");
  CHECK(loaded.missing);
  CHECK(loaded.faults.size() == 1);
}

TEST_CASE("the nearest name is near, or none", "[unit][language]") {
  const std::vector<std::string> known = {"churn", "convert", "customers", "churn_rate"};
  CHECK(nearest_name("chrun", known) == "churn");
  CHECK(nearest_name("custmers", known) == "customers");
  CHECK(nearest_name("Convert", known) == "convert");
  CHECK(nearest_name("horizon", known).empty());
  CHECK(nearest_name("", known).empty());
}
