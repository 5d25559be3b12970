#include "models/language/reference.h"

#include <algorithm>
#include <map>
#include <set>

#include "models/language/fields.h"
#include "models/language/node.h"

namespace tenure::models {
namespace {

/// Names that the reference gives to what an author would name.
std::string example_name(const std::string& container, const std::string& wildcard) {
  static const std::map<std::string, std::string> names = {
      {"hours", "office"},     {"segment", "small"},      {"stage", "trial"},     {"transition", "churn"},
      {"decision", "renewal"}, {"change", "upgrade"},     {"flow", "subscription"},  {"demand", "question"}, {"touchpoint", "review"},
      {"pool", "support"},     {"promise", "answered"},   {"goal", "quick_answers"},   {"platform", "crm"},       {"scale", "push"},      {"event", "recession"},
      {"model", "steady"},     {"overlay", "extra_care"}, {"frame", "lean_year"}, {"strategy", "people"},
      {"attribute", "price"},  {"done", "reassured"},     {"missed", "let_down"}, {"handover", "stranger"},
      {"to", "lost"},          {"state", "relationship"}, {"acts", "loyal"},
      {"survey", "pulse"},     {"correlation", "growth"},     {"leads_to", "trial"},
      {"self_service", "help_centre"}, {"failed", "frustrated"}, {"unresolved", "annoyed"}, {"felt", "unsettled"}};
  const auto found = names.find(container);
  if (found != names.end()) return found->second;
  return wildcard.substr(1);
}

std::string example_path(const Section& s) {
  std::string out = s.side == Side::inner ? "strategy.people" : "";
  std::string container;
  for (const std::string& part : s.parts) {
    std::string name = part;
    if (part == "*" || part.front() == '@')
      name = s.side == Side::inner && container == "flow" ? "gift" : example_name(container, part);
    out += (out.empty() ? "" : ".") + name;
    container = part;
  }
  return out;
}

/// Words cut into comment lines of at most 118 characters.
void comment(std::string& out, const std::string& text, const std::string& indent) {
  std::string line = "#" + indent;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t space = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, space - at);
    if (line.size() + 1 + word.size() > 118) {
      out += line + "\n";
      line = "#" + indent + "  ";
    }
    line += " " + word;
    at = space + 1;
  }
  out += line + "\n";
}

/// A table that excludes one in force.
constexpr const char* idle_table = "experiment.select.";

/// Keys that would mean nothing beside those in force.
bool is_idle_in_example(const std::string& key) {
  static const std::set<std::string> keys = {"transition.*.clock", "flow.*.anchor",      "flow.*.at",
                                             "touchpoint.*.delay", "touchpoint.*.reach", "pool.*.slot_earliest", "pool.*.takes_over",
                                             "experiment.precision.of", "experiment.precision.half_width", "experiment.precision.against",
                                             "scale.*.on_share",    "goal.*.at_least",   "strategy.*.follows"};
  return keys.count(key) != 0 || key.rfind(idle_table, 0) == 0;
}

void write_field(std::string& out, const Section& s, const Field& f, const std::string& container) {
  comment(out, f.meaning, "");
  std::string facts = form_of(f);
  const std::string unit = unit_of(f.kind), range = range_of(f);
  if (!unit.empty()) facts += "; unit: " + unit;
  if (!range.empty()) facts += "; range: " + range;
  facts += f.required ? "; default: none, it must be given"
                      : "; default: " + (!f.fallback.empty()  ? f.fallback
                                         : f.absent == "none" ? f.absent
                                                              : "none, " + f.absent);
  comment(out, facts, "  ");
  std::string key = f.key;
  if (!is_bare_key(key)) key = example_name(container, key);
  const bool apart = s.path.empty() || s.path == "sweep";
  if (s.path == "sweep") {
    out += f.key == "zip" ? "# zip = [[\"segment.small.customers\", \"segment.small.arrivals\"]]\n"
                          : "# \"segment.small.customers\" = [400, 500]\n";
  } else if (is_idle_in_example(s.path + "." + f.key)) {
    out += "# " + key + " = " + (f.example.empty() ? f.fallback : f.example) + "\n";
  } else if (!apart && !f.example.empty()) {
    out += key + " = " + f.example + "\n";
  } else if (!apart && !f.fallback.empty()) {
    out += key + " = " + f.fallback + "\n";
  } else {
    out += "# " + key + " = " + (f.example.empty() ? "..." : f.example) + "\n";
  }
}

const char* const opening =
    "# Every key of the scenario language: meaning, how it is written, unit, range and default.\n"
    "#\n"
    "# This file is written by the program from its own table of keys, and a test holds the two equal.  It is a valid "
    "scenario\n"
    "# itself, though one that nobody would simulate: its purpose is that each key stands here once.  Keys that "
    "exclude those\n"
    "# in force stand in comments.  `tenure explain KEY` says the same for one key.\n"
    "#\n"
    "# World keys describe market, customers and product and stand at the top.  Strategy keys (touchpoint, pool, "
    "self_service, promise,\n"
    "# platform, scale) say what the firm decides: at the top they hold for all strategies, and [model.NAME.pool.NAME],\n"
    "# [overlay.NAME...], [frame.NAME...] and [strategy.NAME...] lay them together, later ones winning.\n"
    "#\n"
    "# A number may be a table: { value, low, high, dist, grade, source, note }; median, 5th and 95th percentile.\n"
    "# A distribution is { dist = \"exponential | weibull | gamma | lognormal | uniform | triangular | pert | "
    "empirical\", ... },\n"
    "# for attributes without unit also normal, beta, bernoulli: `tenure explain distribution`.\n";

const char* const rest =
    "\n# ---- what the examples above name, as shortly as possible ----\n"
    "[stage.active]\n"
    "[stage.lost]\n"
    "customer = false\n"
    "[transition.convert]\n"
    "from = [\"trial\"]\n"
    "to = \"active\"\n"
    "time = { dist = \"gamma\", mean = \"20 d\", cv = 0.5 }\n"
    "[segment.large]\n"
    "start = \"active\"\n"
    "attribute.price = \"400 USD / mo\"\n"
    "[touchpoint.review.done.closer]\n"
    "state = \"relationship\"\n"
    "adds = 0.3\n"
    "[pool.advisers]\n"
    "servers = 3\n"
    "hours = \"always\"\n"
    "wage = \"120000 USD / yr\"\n"
    "[strategy.mixed]\n"
    "follows = { small = \"people\", large = \"people\" }\n"
    "[strategy.people.flow.gift]\n"
    "kind = \"cost\"\n"
    "stages = [\"active\"]\n"
    "rate = \"1 USD / mo\"\n";

}  // namespace

std::string reference() {
  std::string out = opening;
  const auto write = [&out](const Section& s) {
    out += "\n";
    comment(out,
            (s.path.empty()             ? ""
             : s.side == Side::world    ? ""
             : s.side == Side::strategy ? "Strategy keys. "
                                        : "Strategy keys, below a strategy, model, overlay or frame. ") +
                s.meaning,
            " ----");
    const std::string container = s.parts.empty() ? "" : s.parts.back();
    if (!s.path.empty()) out += (s.path == "sweep" || s.path + "." == idle_table ? "# [" : "[") + example_path(s) + "]\n";
    for (const Field& f : s.fields) write_field(out, s, f, container);
  };
  for (const Section& s : sections())
    if (s.side != Side::inner) write(s);
  out += rest;
  for (const Section& s : sections())
    if (s.side == Side::inner) write(s);
  return out;
}

}  // namespace tenure::models
