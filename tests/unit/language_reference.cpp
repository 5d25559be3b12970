// The table of keys speaks for itself: the reference file equals it, explain and schema follow it, and no key is
// ignored.
#include <algorithm>
#include <fstream>
#include <sstream>

#include "models/language/explain.h"
#include "models/language/fields.h"
#include "models/language/load.h"
#include "models/language/node.h"
#include "models/language/reference.h"
#include "models/language/schema.h"
#include "tests/support/catch.h"
#include "tests/support/scenario_dump.h"

using namespace tenure::models;

namespace {

std::string slurp(const std::string& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Another value that the row allows, as TOML; empty when the kind has none that can be made up here.
std::string other_value(const Field& f, const std::string& value) {
  switch (f.kind) {
    case Kind::text:
      return "\"other words\"";
    case Kind::boolean:
      return value == "true" ? "false" : "true";
    case Kind::integer:
      return f.range.high < 10 ? "3" : f.key == "max_replications" ? "370" : "37";
    case Kind::count:
      return "37";
    case Kind::number:
      return "0.37";
    case Kind::share:
      return "0.62";
    case Kind::duration:
      return f.key == "tick"                                  ? "\"3 us\""
             : f.key == "fade_step" || f.key == "reading_lag" ? "\"3 h\""
             : f.key == "horizon"                             ? "\"1000 d\""
             : f.key == "notice"                              ? "\"20 d\""
                                                              : "\"400 d\"";
    case Kind::rate:
    case Kind::hazard:
      return "\"0.37 / yr\"";
    case Kind::money:
      return "\"37 USD\"";
    case Kind::money_rate:
    case Kind::flow_rate:
      return "\"37 USD / yr\"";
    case Kind::yearly:
      return "\"3 % / yr\"";
    case Kind::date:
      return "2027-03-04";
    case Kind::moment:
      return "\"7 mo\"";
    case Kind::choice:
      return "\"" + (("\"" + f.choices[0] + "\"") == value ? f.choices[1] : f.choices[0]) + "\"";
    case Kind::names:
      if (f.refers == Refers::stage) return value == "[\"active\"]" ? "[\"trial\"]" : "[\"active\"]";
      if (f.refers == Refers::transition) return value == "[\"churn\"]" ? "[\"convert\"]" : "[\"churn\"]";
      return "[]";
    case Kind::name:
      if (f.refers == Refers::stage) return value == "\"lost\"" ? "\"active\"" : "\"lost\"";
      if (f.refers == Refers::pool) return value == "\"support\"" ? "\"advisers\"" : "\"support\"";
      return "\"nobody\"";
    case Kind::spread:
      return "\"36 min\"";
    case Kind::attribute:
      return "\"3 USD / d\"";
    case Kind::stage_shares:
      return value == "\"active\"" ? "\"trial\"" : "\"active\"";
    case Kind::week:
      return "[\"tue 10:00-11:00\"]";
    case Kind::dates:
      return "[2026-05-06]";
    case Kind::season:
      return "[2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]";
    case Kind::measured:
      return "\"37 USD\"";
    case Kind::level:
      return "\"3 USD / mo\"";
    case Kind::plan:
      return "[{ at = \"3 mo\", servers = 1 }]";
    default:
      return {};
  }
}

}  // namespace

TEST_CASE("scenarios/reference.toml is what the table of keys says", "[unit][language]") {
  CHECK(slurp(std::string(TENURE_SOURCE_DIR) + "/scenarios/reference.toml") == reference());
}

TEST_CASE("the reference is a valid scenario", "[unit][language]") {
  const Loaded loaded = load_text(reference(), "reference.toml");
  INFO(format(loaded.faults));
  CHECK(loaded.ok());
}

TEST_CASE("the reference names every key, with its meaning", "[unit][language]") {
  const std::string text = reference();
  std::string words;  // without line breaks and comment marks
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const auto from = line.find_first_not_of("# ");
    if (from != std::string::npos) {
      words += ' ';
      words += line.substr(from);
    }
  }
  int keys = 0;
  for (const Section& s : sections()) {
    for (const Field& f : s.fields) {
      INFO(s.path + "." + f.key);
      CHECK(words.find(f.meaning) != std::string::npos);
      CHECK_FALSE(f.meaning.empty());
      CHECK((f.required || !f.fallback.empty() || !f.absent.empty()));
      CHECK_FALSE((f.required && !f.fallback.empty()));
      if (is_bare_key(f.key)) CHECK(text.find(f.key + " = ") != std::string::npos);
      ++keys;
    }
  }
  CHECK(keys > 150);
}

TEST_CASE("no key is read and then ignored", "[unit][language]") {
  // Keys whose change cannot show in the reference scenario, and why.
  const std::vector<std::string> silent = {
      "model.steady.title",       "model.steady.fits",
      "overlay.extra_care.title", "overlay.extra_care.fits",
      "frame.lean_year.title",    "frame.lean_year.fits",                    // for readers of the model
      "strategy.people.overlays",                                            // the list is empty, and stays so
      "touchpoint.review.delay",  "touchpoint.review.segment.small.delay"};  // only with on_entry, tested elsewhere
  const std::string text = reference();
  const std::string base = tenure::test::dump(load_text(text, "reference.toml").points.at(0));
  std::istringstream in(text);
  std::string table;
  std::size_t at = 0;
  int tried = 0;
  for (std::string line; std::getline(in, line); at += line.size() + 1) {
    if (line.empty() || line[0] == '#') continue;
    if (line[0] == '[') {
      table = line.substr(1, line.find(']') - 1);
      continue;
    }
    const auto equals = line.find(" = ");
    REQUIRE(equals != std::string::npos);
    const std::string key = line.substr(0, equals), value = line.substr(equals + 3);
    const std::string path = table + "." + key;
    if (std::find(silent.begin(), silent.end(), path) != silent.end()) continue;
    const Match m = match(split_key(path));
    INFO(path);
    REQUIRE(m.field != nullptr);
    const std::string other = other_value(*m.field, value);
    if (other.empty()) continue;
    std::string changed = text;
    changed.replace(at, line.size(), key + " = " + other);
    const Loaded loaded = load_text(changed, "reference.toml");
    ++tried;
    if (loaded.ok()) {
      const bool changes = tenure::test::dump(loaded.points.at(0)) != base;
      CHECK(changes);
    } else {
      // a name or a word that the rest of the scenario does not bear: read, and objected to
      INFO(format(loaded.faults));
      const Kind k = m.field->kind;
      const bool bound_elsewhere = k == Kind::name || k == Kind::names || k == Kind::choice || k == Kind::text ||
                                   k == Kind::boolean || k == Kind::attribute || k == Kind::level ||
                                   format(loaded.faults).find("is no uncertain number") != std::string::npos ||
                                   format(loaded.faults).find("the largest team is") != std::string::npos;
      CHECK(bound_elsewhere);
    }
  }
  CHECK(tried > 120);
}

TEST_CASE("explain knows every key, every table and says what is nearest", "[unit][language]") {
  for (const Section& s : sections()) {
    for (const Field& f : s.fields) {
      if (!is_bare_key(f.key)) continue;
      std::string path = s.path.empty() ? f.key : s.path + "." + f.key;
      INFO(path);
      if (s.side != Side::inner && f.key != "extends") {  // a topic of its own
        const Explanation e = explain(path);
        CHECK(e.known);
        CHECK(e.text.find(f.meaning) != std::string::npos);
      }
      CHECK(explain(f.key).known);
    }
  }
  CHECK(explain("segment.smb.transition.churn.hazard").known);
  CHECK(explain("strategy.hybrid.touchpoint.call.every").known);
  CHECK(explain("distribution").text.find("lognormal") != std::string::npos);
  CHECK(explain("hybrid").text.find("[model.hybrid]") != std::string::npos);
  CHECK(explain("").text.find("touchpoint.NAME") != std::string::npos);
  CHECK(explain("touchpoint.deadline").text.find("touchpoint.NAME.deadline\n") == 0);
  CHECK(explain("pool.servers").text.find("pool.NAME.servers\n") == 0);
  CHECK(explain("segment.opening_age").text.find("segment.NAME.opening_age\n") == 0);
  for (const char* key : {"touchpoint.deadline", "pool.overtime", "transition.clock", "scenario.title"})
    for (const char* row : {"  unit ", "  default ", "  range "})
      CHECK(explain(key).text.find(row) != std::string::npos);
  CHECK(explain("overlay").text.find("[overlay.NAME.touchpoint.NAME]") != std::string::npos);
  CHECK(explain("overlay").text.find("overlays = [\"newsletter\"]") != std::string::npos);
  CHECK(explain("frame").text.find("frame = \"lean_year\"") != std::string::npos);
  CHECK(explain("model").text.find("[model.steady.touchpoint.call]") != std::string::npos);
  CHECK(explain("churning").near == false);
  const Explanation part = explain("patien");
  CHECK(part.near);
  CHECK(part.text.find("demand.NAME.patience_clock") != std::string::npos);
  const Explanation wrong = explain("wagee");
  CHECK_FALSE(wrong.known);
  CHECK(wrong.text.find("wage") != std::string::npos);
}

TEST_CASE("the schema is the same text at every call", "[unit][language]") {
  CHECK(schema() == schema());
}
