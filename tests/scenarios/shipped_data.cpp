// What the program ships as data: the scenarios and the engagement models.
//
// Every shipped scenario is free of faults. Every number in it, and in the models that it uses, says how far it may be
// trusted (grade) and where it comes from (source, listed in models/references.md); what a firm or a study decides for
// itself (cadences, head counts, dates, ...) is exempt. The published effect of full coverage is not exceeded by the sum of
// the paths on which it enters. Each rule is also shown a planted breach.
#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "models/language/load.h"
#include "models/library_files.h"
#include "tests/support/catch.h"

namespace {

namespace fs = std::filesystem;
using namespace tenure;

const fs::path root = TENURE_SOURCE_DIR;

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  REQUIRE(in.good());
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The shipped scenarios; reference.toml lists keys and has made-up numbers.
std::vector<fs::path> shipped() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(root / "scenarios"))
    if (entry.path().extension() == ".toml" && entry.path().filename() != "reference.toml") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

/// Names of sources: the first column of the tables in models/references.md.
std::vector<std::string> known_sources() {
  std::vector<std::string> names;
  std::ifstream in(root / "models/references.md");
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("| ", 0) != 0) continue;
    const std::string name = line.substr(2, line.find(" |", 2) - 2);
    if (name != "name") names.push_back(name);
  }
  return names;
}

/// Does the study or the firm decide this number, so that there is nothing to believe or doubt?  A contract's notice is
/// agreed; a contact that moves a state by 1 sets the state's scale.
bool is_decided(const std::string& key, double value) {
  static constexpr std::array<std::string_view, 5> studies = {"scenario.", "time.", "experiment.", "hours.", "today.warm_up"};
  static constexpr std::array<std::string_view, 19> decided = {"every",  "first",  "delay", "deadline",  "priority",    "servers",
                                                               "at",     "at_least", "below", "from",    "until",       "cap",
                                                               "after",  "before", "sitting", "slot_length", "slot_earliest",
                                                               "slot_latest", "notice"};
  if (std::any_of(studies.begin(), studies.end(), [&](std::string_view s) { return key.rfind(s, 0) == 0; })) return true;
  const std::string last = key.substr(key.rfind('.') + 1);
  if (last == "lifts_to" || last == "adds") return value == 1.0;
  return std::find(decided.begin(), decided.end(), last) != decided.end();
}

/// What is wrong with the numbers' provenance.
std::vector<std::string> complaints(const models::Scenario& scenario, const std::vector<std::string>& sources) {
  std::vector<std::string> found;
  for (const models::Parameter& p : scenario.parameters) {
    if (is_decided(p.key, p.value)) continue;
    const auto complain = [&](const std::string& what) { found.push_back(p.where + ": " + p.key + ": " + what); };
    if (p.grade == ' ') complain("no grade");
    if (p.source.empty()) {
      complain("no source");
      continue;
    }
    const bool assumed = p.source.rfind("assumption", 0) == 0;
    const bool judged = p.source.rfind("judgement", 0) == 0;
    if (assumed && p.grade != 'U') complain("an assumption must be graded U");
    if (judged && p.grade != 'J') complain("a judgement must be graded J");
    if (!assumed && !judged &&
        std::none_of(sources.begin(), sources.end(),
                     [&](const std::string& name) { return p.source.find(name) != std::string::npos; }))
      complain("source \"" + p.source + "\" is not in models/references.md");
  }
  return found;
}

std::string lines_of(const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

/// `text` with the first `from` replaced by `to`.
std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("every shipped scenario is free of faults, and so are the published examples", "[shipped]") {
  std::vector<fs::path> files = shipped();
  CHECK(files.size() >= 2);
  files.push_back(root / "docs/ten_lines.toml");
  for (const auto& entry : fs::directory_iterator(root / "tests/scenarios/reference"))
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  for (const fs::path& file : files) {
    const models::Loaded loaded = models::load(file);
    INFO(models::format(loaded.faults));
    CHECK(loaded.ok());
    CHECK(!loaded.points.empty());
  }
}

TEST_CASE("the index names every shipped scenario, its question and its strategies", "[shipped]") {
  const std::string index = text_of(root / "scenarios/README.md");
  for (const fs::path& file : shipped()) {
    INFO(file);
    const auto at = index.find("](" + file.filename().string() + ")");
    REQUIRE(at != std::string::npos);
    const std::string row = index.substr(at, index.find('\n', at) - at);
    for (const models::Scenario& scenario : models::load(file).points) {
      CHECK(!scenario.question.empty());
      for (const models::Strategy& strategy : scenario.strategies) CHECK(row.find(strategy.name) != std::string::npos);
    }
  }
}

TEST_CASE("every shipped number has a grade and a listed source", "[shipped]") {
  const std::vector<std::string> sources = known_sources();
  REQUIRE(sources.size() > 20);
  for (const fs::path& file : shipped()) {
    const models::Loaded loaded = models::load(file);
    REQUIRE(loaded.ok());
    for (const models::Scenario& scenario : loaded.points) {
      CHECK(scenario.parameters.size() > 20);
      const std::vector<std::string> found = complaints(scenario, sources);
      INFO(lines_of(found));
      CHECK(found.empty());
    }
  }
}

TEST_CASE("a number without grade, without source or from nowhere is refused", "[shipped]") {
  const std::vector<std::string> sources = known_sources();
  const std::string sound = text_of(root / "scenarios/saas_start.toml");
  const std::string grade = "grade = \"D\", source = \"Recurly 2025\"";
  const std::array<std::pair<std::string, std::string>, 5> planted = {{
      {"source = \"Recurly 2025\"", "no grade"},
      {"grade = \"D\"", "no source"},
      {"grade = \"D\", source = \"a friend\"", "is not in models/references.md"},
      {"grade = \"B\", source = \"assumption\"", "graded U"},
      {"grade = \"U\", source = \"judgement\"", "graded J"},
  }};
  for (const auto& [changed, complaint] : planted) {
    const models::Loaded loaded = models::load_text(replaced(sound, grade, changed), "planted.toml");
    INFO(models::format(loaded.faults));
    REQUIRE(loaded.ok());
    const std::vector<std::string> found = complaints(loaded.points.front(), sources);
    REQUIRE(found.size() == 1);
    CHECK(found.front().find(complaint) != std::string::npos);
    CHECK(found.front().find("payment_failure") != std::string::npos);
  }
  const models::Loaded bare = models::load_text(
      replaced(sound, "rate = { value = \"2 / mo\", low", "rate = \"2 / mo\" # { value = \"2 / mo\", low"), "planted.toml");
  INFO(models::format(bare.faults));
  REQUIRE(bare.ok());
  CHECK(complaints(bare.points.front(), sources).size() >= 1);
}

TEST_CASE("every shipped engagement model is used by a shipped scenario", "[shipped]") {
  std::vector<std::string> used;
  for (const fs::path& file : shipped())
    for (const models::Scenario& scenario : models::load(file).points)
      for (const models::Strategy& strategy : scenario.strategies) used.push_back(strategy.model);
  CHECK(!models::library_files().empty());
  for (const models::LibraryFile& file : models::library_files()) {
    INFO(file.name);
    CHECK(std::find(used.begin(), used.end(), file.name) != used.end());
  }
}

namespace {

/// Mean level of `state` in an account of `segment` and `value` a year, when everything planned for it is held.
double mean_level(const models::Scenario& scenario, const models::Strategy& strategy, std::size_t segment, double value, int state) {
  constexpr int days = 7300;
  const models::State& kind = scenario.states.at(static_cast<std::size_t>(state));
  const double kept = kind.half_life == sim::kNever
                          ? 1.0
                          : std::exp2(-1.0 / (static_cast<double>(kind.half_life) / static_cast<double>(sim::kDay)));
  double level = 0.0, sum = 0.0;
  for (int day = 0; day < days; ++day) {
    level *= kept;
    for (const models::Touchpoint& touch : strategy.touchpoints) {
      if (touch.trigger != models::TriggerKind::cadence || touch.enabled[segment] == 0) continue;
      const double per_day = value / 365.25;
      if (touch.eligible_attribute != models::no_index && (per_day < touch.at_least || per_day >= touch.below)) continue;
      const auto every = static_cast<int>(touch.every[segment] / sim::kDay);
      if (day % every != 0) continue;
      for (const models::Influence& influence : touch.done) {
        REQUIRE(influence.state != models::no_index);  // an effect of its own would have to be added up as well
        if (influence.state != state) continue;
        level = influence.move == models::Move::adds       ? std::min(kind.cap.value, level + influence.amount.value)
                : influence.move == models::Move::lifts_to ? std::max(level, influence.amount.value)
                                                           : level * influence.amount.value;
      }
    }
    if (2 * day >= days) sum += level;
  }
  return sum / (days / 2);
}

/// Mean of satisfaction minus its start over three years of such an account, each contact felt as its mean experience.
double mean_satisfaction(const models::Scenario& scenario, const models::Strategy& strategy, std::size_t segment, double value) {
  constexpr int days = 1096;
  const models::Satisfaction& law = *scenario.satisfaction;
  double s = law.start.value, e = law.expectation.value, sum = 0.0;
  const double kept = law.half_life == sim::kNever ? 1.0 : std::exp2(-static_cast<double>(sim::kDay) / static_cast<double>(law.half_life));
  int felt = 0;
  for (int day = 0; day < days; ++day) {
    s = law.start.value + (s - law.start.value) * kept;
    e += law.drift.value / 365.25;
    for (const models::Touchpoint& touch : strategy.touchpoints) {
      if (touch.trigger != models::TriggerKind::cadence || touch.enabled[segment] == 0 || touch.experience.empty()) continue;
      const double per_day = value / 365.25;
      if (touch.eligible_attribute != models::no_index && (per_day < touch.at_least || per_day >= touch.below)) continue;
      if (day % static_cast<int>(touch.every[segment] / sim::kDay) != 0) continue;
      const double gap = touch.experience[segment].value - e;
      const double a = law.weight.value / (1.0 + felt++ / law.settled_after.value);
      s = std::clamp(s + a * gap * (gap < 0.0 ? law.loss_aversion.value : 1.0), 0.0, 1.0);
      e += law.expectation_weight.value * gap;
    }
    sum += s - law.start.value;
  }
  return sum / days;
}

/// By what the published effects of everything planned for an account of `segment` and `value` a year multiply the hazard
/// of the way of leaving, a transition or a decision, when nothing is missed.  With what is felt, or without.
enum class Felt { no, yes };
double published_lift(const models::Scenario& scenario, const models::Strategy& strategy, const std::string& segment, double value,
                      const std::string& leaving, Felt felt = Felt::no) {
  std::size_t s = 0;
  while (scenario.segments.at(s).name != segment) ++s;
  const auto number = [&](const auto& list) {
    const auto it = std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.name == leaving; });
    return it == list.end() ? -1 : static_cast<int>(it - list.begin());
  };
  const int t = number(scenario.transitions), d = number(scenario.decisions);
  REQUIRE((t >= 0 || d >= 0));
  const auto acts_on = [&](const models::Act& act) {
    return std::find(act.transitions.begin(), act.transitions.end(), t) != act.transitions.end() ||
           std::find(act.decisions.begin(), act.decisions.end(), d) != act.decisions.end();
  };
  double log_ratio = 0.0;
  for (std::size_t i = 0; i < scenario.states.size(); ++i)
    for (const models::Act& act : scenario.states[i].acts)
      if (acts_on(act))
        log_ratio += std::log(act.stated_ratio[s].value) * mean_level(scenario, strategy, s, value, static_cast<int>(i));
  if (felt == Felt::yes && scenario.satisfaction)
    for (const models::Act& act : scenario.satisfaction->acts)
      if (acts_on(act)) log_ratio += std::log(act.stated_ratio[s].value) * mean_satisfaction(scenario, strategy, s, value);
  return std::exp(log_ratio);
}

}  // namespace

TEST_CASE("all paths of a coverage programme, with what is felt of it, give the published effect together, no more", "[shipped]") {
  for (const char* file : {"scenarios/saas_start.toml", "scenarios/b2b_saas_coverage.toml"}) {
    const models::Loaded loaded = models::load(root / file);
    REQUIRE(loaded.ok());
    const models::Scenario& scenario = loaded.points.front();
    const bool today = scenario.today.has_value();
    const auto lift = [&](std::string_view name, const std::string& segment, double value, Felt felt = Felt::yes) {
      const auto strategy = std::find_if(scenario.strategies.begin(), scenario.strategies.end(),
                                         [&](const models::Strategy& s) { return s.name == name; });
      REQUIRE(strategy != scenario.strategies.end());
      return published_lift(scenario, *strategy, segment, value, today ? "renewal" : "churn", felt);
    };
    for (const auto& [strategy, segment, value] : {std::tuple{"high_touch", "enterprise", 120000.0}, std::tuple{"hybrid", "enterprise", 120000.0},
                                                   std::tuple{"high_touch", "mid_market", 30000.0}}) {
      const double of_states = lift(strategy, segment, value, Felt::no), of_all = lift(strategy, segment, value);
      INFO(file << ", " << strategy << ", " << segment << ": " << of_states << ", with what is felt " << of_all);
      CHECK(of_all == Approx(0.75).epsilon(0.01));  // full coverage, all paths together
      CHECK(of_states > of_all);                    // one of them is what is felt
    }
    CHECK(lift("low_touch", "enterprise", 120000.0) > 0.75);
    if (today) {
      CHECK(lift("as_is", "enterprise", 120000.0) > 0.75);
      continue;
    }
    // less contact, less effect; and never more than full coverage
    const double high = lift("high_touch", "smb", 6000.0), hybrid = lift("hybrid", "smb", 6000.0), low = lift("low_touch", "smb", 6000.0);
    CHECK(high > 0.75);
    CHECK(hybrid > high);
    CHECK(low >= hybrid);
    CHECK(low < 1.0);
  }
}

TEST_CASE("the ten-line scenario stands in README and guide as it is", "[shipped]") {
  const std::string ten = text_of(root / "docs/ten_lines.toml");
  CHECK(std::count(ten.begin(), ten.end(), '\n') == 10);
  for (const char* page : {"README.md", "docs/guide.md"})
    CHECK(text_of(root / page).find("```toml\n" + ten + "```") != std::string::npos);
}

TEST_CASE("the pieces of the guide's steps make a sound scenario", "[shipped]") {
  std::string guide = text_of(root / "docs/guide.md");
  guide = guide.substr(guide.find("## Step by step"));
  std::string whole;
  const std::string open = "```toml\n";
  for (auto at = guide.find(open); at != std::string::npos; at = guide.find(open, at)) {
    at += open.size();
    whole += guide.substr(at, guide.find("```", at) - at) + "\n";
  }
  CHECK(whole.find("[strategy.coach]") != std::string::npos);
  const models::Loaded loaded = models::load_text(whole, "guide.toml");
  INFO(models::format(loaded.faults));
  CHECK(loaded.ok());
}

TEST_CASE("the opening book of the first scenario loses what its sources say, without any programme", "[shipped]") {
  const models::Loaded loaded = models::load(root / "scenarios/saas_start.toml");
  REQUIRE(loaded.ok());
  const models::Scenario& scenario = loaded.points.front();
  const auto first_year_loss = [&](std::size_t segment, double scale_factor) {
    double scale = 0.0, shape = 0.0, involuntary = 0.0;  // days, plain, per day
    for (const models::Transition& t : scenario.transitions) {
      if (t.name == "churn") {
        shape = t.time[segment].a.value;
        scale = t.time[segment].b.value * scale_factor;
      }
      if (t.name == "payment_failure" && t.enabled[segment] != 0) involuntary = 1.0 / t.time[segment].a.value;
    }
    const double variance = scenario.segments[segment].frailty.value;
    const double mean_age = scenario.segments[segment].opening_age.a.value;
    const auto hazard = [&](double days) { return std::pow(days / scale, shape); };
    // survivors of age a: gamma frailty with shape 1/v and rate 1/v + H(a)
    double stay = 0.0;
    constexpr int ages = 2000;
    for (int i = 0; i < ages; ++i) {
      const double age = -mean_age * std::log(1.0 - (i + 0.5) / ages);
      stay += std::pow((1.0 / variance + hazard(age)) / (1.0 / variance + hazard(age + 365.25)), 1.0 / variance) / ages;
    }
    return 1.0 - stay * std::exp(-365.25 * involuntary);
  };
  CHECK(first_year_loss(0, 1.0) == Approx(0.06).margin(0.001));
  CHECK(first_year_loss(1, 1.0) == Approx(0.11).margin(0.001));
  CHECK(first_year_loss(2, 1.0) == Approx(0.28).margin(0.002));
  CHECK(first_year_loss(2, 0.95) != Approx(0.28).margin(0.002));  // a scale 5 % off is noticed
}
