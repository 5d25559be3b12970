#include "models/language/explain.h"

#include <algorithm>
#include <vector>

#include "models/language/fault.h"
#include "models/language/fields.h"
#include "models/language/node.h"
#include "models/library_files.h"

namespace tenure::models {
namespace {

struct Topic {
  const char* name;
  const char* text;
};

constexpr Topic topics[] = {
    {"units",
     "Amounts are texts: a number, a unit, and for rates \"/\" and a unit of time.\n"
     "  time      us ms s min h d wk mo (30.4375 d) yr (365.25 d)            \"25 min\"  \"30 d\"\n"
     "  rates     \"9 / mo\"  \"0.33 / yr\"\n"
     "  money     ISO code of the scenario's one currency                    \"12 USD\"  \"60000 USD / yr\"\n"
     "  shares    bare numbers or percentages                                0.28  \"28 %\"\n"
     "\"/ customer\" and \"/ server\" may be added for the reader; they change nothing.  Zero needs no unit.\n"},
    {"hazard",
     "A hazard is a rate of leaving per time, for those who are still there: \"0.33 / yr\".\n"
     "A probability says how many have left after some time: { share = 0.28, per = \"1 yr\" }.\n"
     "They differ: a share p per time T is the hazard -log(1 - p) / T, so 28 % a year is 0.3285 / yr.\n"
     "With frailty = true it is the hazard of a customer whose multiplier is 1. A group of newcomers with frailty v "
     "loses\n"
     "less: (1 + v H)^(-1/v) of them are left when the hazard has added up to H, because those at risk leave first. "
     "With "
     "v = 1\n"
     "and a share of 28 % a year, H = 0.3285 and 25 % of them leave in the first year, 17 % of the rest in the third.\n"
     "A percentage per time (\"28 % / yr\") could be either and is refused.\n"},
    {"parameter",
     "A number is written bare, or as a table that says how far to trust it:\n"
     "  { value = \"0.33 / yr\", low = \"0.2 / yr\", high = \"0.5 / yr\", grade = \"C\", source = \"...\", note = "
     "\"...\" }\n"
     "  value       the base value, and the median of what is believed (the mode with dist = \"triangular\" or \"pert\")\n"
     "  low, high   5th and 95th percentile, whatever the law\n"
     "  dist        a law through low and high: beta, gamma, lognormal, normal, pert, triangular, uniform.  Without it the law\n"
     "              passes through all three points, within the range of the key: a share is logit-normal, a positive number\n"
     "              log-normal, any other normal, each with its two sides apart.  low = value: half of the draws stand there\n"
     "  grade       A peer-reviewed or primary data, B named survey, C vendor or aggregator, D derived, J judgement,\n"
     "              U unverified assumption\n"
     "experiment.draws simulates worlds in which such numbers are drawn, [correlation.NAME] says which hang together.\n"
     "A number may hang on the customer: \"attribute.price\", or { attribute = \"price\", times = 0.3 }.\n"},
    {"distribution",
     "Where customers or occasions differ, a distribution may stand for a number:\n"
     "  { dist = \"exponential\", mean = \"30 d\" }\n"
     "  { dist = \"weibull\", shape = 0.7, scale = \"3 yr\" }        or median instead of scale\n"
     "  { dist = \"gamma\", mean = \"30 d\", shape = 2 }             or cv instead of shape\n"
     "  { dist = \"lognormal\", median = \"60 d\", sigma = 0.5 }     or mean and cv\n"
     "  { dist = \"uniform\", low = \"1 d\", high = \"3 d\" }\n"
     "  { dist = \"triangular\", low = ..., mode = ..., high = ... }   and pert\n"
     "  { dist = \"empirical\", values = [...], weights = [...] }    linear between the points\n"
     "and, for attributes without unit, normal (mean, sd), beta (alpha, beta; or mean, sd) and bernoulli (share).\n"
     "A bare value is the same for all.  Each parameter of a distribution may be a table with low and high of its "
     "own.\n"},
    {"layers",
     "What a strategy does is laid together from, later ones winning key by key:\n"
      "  1. strategy keys at the top of the file: [touchpoint.*], [pool.*], [self_service.*],\n"
      "     [promise.*], [platform.*], [scale.*]\n"
     "  2. its model: [model.NAME] of the file, else the shipped one\n"
     "  3. its overlays, which have no order: two that set one key differently are a fault unless the strategy sets "
     "it\n"
     "  4. its frame\n"
     "  5. its own keys: [strategy.NAME.touchpoint.*] ...\n"
     "The world (segments, stages, transitions, decisions, demands, prices) is the same under every strategy.\n"},
    {"extends",
     "extends = \"base.toml\" at the top lays this file on another one: tables merge key by key, a key's value is "
     "replaced\n"
     "as a whole, new names come after the base's.  Up to eight files may extend one another.\n"},
    {"sweep",
     "[sweep]\n"
     "\"segment.small.customers\" = [400, 500]\n"
     "\"demand.question.rate\" = [\"0.5 / mo\", \"1 / mo\"]\n"
     "zip = [[\"segment.small.customers\", \"demand.question.rate\"]]   # together instead of in all combinations\n"
     "Each point of the sweep is a world of its own with its own result file.\n"}};

std::string upper(const std::string& word) {
  std::string out = word;
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

/// How a key is shown that the author names: NAME, or STAGE for the name of a stage.
std::string shown_key(const std::string& key) {
  if (key == "*") return "NAME";
  return key.front() == '@' ? upper(key.substr(1)) : key;
}

/// "pool.NAME.wage".
std::string shown_path(const Section& s, const std::string& key) {
  std::string out;
  for (const std::string& part : s.parts) {
    if (!out.empty()) out += '.';
    out += shown_key(part);
  }
  if (key.empty()) return out;
  if (!out.empty()) out += '.';
  return out + shown_key(key);
}

std::string where_it_stands(const Section& s) {
  const std::string head = s.path.substr(0, s.path.find('.'));
  switch (s.side) {
    case Side::world:
      return is_head(head) || head == "sweep" || head.empty() || head == "experiment" || head == "scenario" || head == "correlation"
                 ? "at the top of the file"
                 : "at the top of the file: the world, the same under every strategy";
    case Side::strategy:
      return head == "flow" ? "at the top of the file (the world's), or below [strategy.NAME], [model.NAME], "
                              "[overlay.NAME], [frame.NAME]"
                            : "below [strategy.NAME], [model.NAME], [overlay.NAME], [frame.NAME], or at the top of the "
                              "file for all strategies";
    case Side::inner:
      return "below [strategy.NAME], [model.NAME], [overlay.NAME], [frame.NAME]";
  }
  return {};
}

void add_line(std::string& out, const std::string& label, const std::string& text) {
  if (!text.empty()) out += "  " + label + std::string(label.size() < 10 ? 10 - label.size() : 1, ' ') + text + "\n";
}

std::string explain_field(const Section& s, const Field& f) {
  std::string out = shown_path(s, f.key) + "\n  " + f.meaning + "\n";
  add_line(out, "write", form_of(f));
  const std::string unit = unit_of(f.kind), range = range_of(f);
  add_line(out, "unit", unit.empty() ? "none" : unit);
  add_line(out, "range", range.empty() ? unit.empty() ? "what write says" : "any value" : range);
  if (f.required)
    add_line(out, "default", "none: it must be given");
  else
    add_line(out, "default", !f.fallback.empty() ? f.fallback : f.absent == "none" ? f.absent : "none: " + f.absent);
  if (!f.example.empty()) add_line(out, "example", shown_key(f.key) + " = " + f.example);
  add_line(out, "stands", where_it_stands(s));
  switch (f.kind) {
    case Kind::hazard:
      add_line(out, "more", "tenure explain hazard, tenure explain parameter");
      break;
    case Kind::spread:
    case Kind::attribute:
      add_line(out, "more", "tenure explain distribution");
      break;
    case Kind::count:
    case Kind::number:
    case Kind::share:
    case Kind::rate:
    case Kind::money:
    case Kind::money_rate:
    case Kind::yearly:
      add_line(out, "more", "tenure explain parameter, tenure explain units");
      break;
    default:
      break;
  }
  return out;
}

/// A few lines that show what a model, overlay, frame or strategy is for.
std::string example_of(const std::string& head) {
  const std::string strategy =
      "  [strategy.mixed]\n  model = \"hybrid\"\n  overlays = [\"newsletter\"]\n  pool.csm.servers = 9\n";
  if (head == "strategy") return "\nExample:\n" + strategy;
  const std::string name = head == "overlay" ? "newsletter" : head == "frame" ? "lean_year" : "steady";
  std::string out = "\nExample:\n";
  if (head == "overlay")
    out +=
        "  [overlay.newsletter.touchpoint.letter]      # one more programme, on top of any model\n"
        "  stages = [\"active\"]\n  every = \"1 mo\"\n  by = \"automation\"\n"
        "  done.read = { transitions = [\"churn\"], ratio = 0.95, half_life = \"30 d\" }\n" +
        strategy;
  else if (head == "frame")
    out +=
        "  [frame.lean_year.pool.csm]                  # what the year allows, whatever the programme\n"
        "  servers = 6\n  [strategy.mixed]\n  model = \"hybrid\"\n  frame = \"lean_year\"\n";
  else
    out +=
        "  [model.steady.touchpoint.call]              # a programme that several strategies take\n"
        "  stages = [\"active\"]\n  every = \"3 mo\"\n  by = \"coach\"\n  work = \"15 min\"\n"
        "  [strategy.one_coach]\n  model = \"steady\"\n"
        "  pool.coach = { servers = 1, hours = \"office\", wage = \"40000 USD / yr\" }\n";
  return out + "Laid in this order: `tenure explain layers`.\n";
}

std::string explain_section(const Section& s) {
  std::string out = "[";
  out += shown_path(s, "") + (s.several ? "], or one or more [[" + shown_path(s, "") + "]]" : "]") + "\n  " + s.meaning + "\n  Stands " + where_it_stands(s) + ".\n\n";
  std::size_t width = 0;
  for (const Field& f : s.fields) width = std::max(width, f.key.size());
  for (const Field& f : s.fields) {
    const std::string key = shown_key(f.key);
    out += "  " + key + std::string(width + 3 > key.size() ? width + 3 - key.size() : 1, ' ') + f.meaning + "\n";
  }
  std::string inner;
  for (const Section& other : sections()) {
    if (other.parts.size() <= s.parts.size() || !std::equal(s.parts.begin(), s.parts.end(), other.parts.begin()))
      continue;
    inner += "  [";
    inner += shown_path(other, "") + "]\n";
  }
  if (!inner.empty()) out += "\nTables below it:\n" + inner;
  const std::string head = s.path.substr(0, s.path.find('.'));
  if (is_head(head)) {
    out += "\nStrategy keys stand in it as they stand in a strategy:\n";
    for (const Section& other : sections())
      if (other.side != Side::world && other.parts.size() == 2)
        out += "  [" + head + ".NAME." + shown_path(other, "") + "]  " + other.meaning + "\n";
    out += example_of(head);
  }
  return out;
}

/// A path without its names: "touchpoint.done.ratio" for touchpoint.NAME.done.NAME.ratio.
std::string without_names(const Section& s, const std::string& key) {
  std::string out;
  for (const std::string& part : s.parts)
    if (part != "*" && part.front() != '@') out += (out.empty() ? "" : ".") + part;
  if (!key.empty()) out += (out.empty() ? "" : ".") + key;
  return out;
}

bool contains(const std::string& text, const std::string& word) {
  return upper(text).find(upper(word)) != std::string::npos;
}

/// Keys whose name or meaning holds a word, one a line.
std::string mentions(std::string_view word) {
  constexpr int most = 12;
  std::string out;
  int found = 0;
  if (word.size() < 3) return out;
  for (const Section& s : sections()) {
    if (s.path.find('@') != std::string::npos || s.side == Side::inner) continue;
    for (const Field& f : s.fields) {
      if (!contains(f.key, std::string(word)) && !contains(f.meaning, std::string(word))) continue;
      if (++found <= most) out += "  " + shown_path(s, f.key) + "  " + f.meaning + "\n";
    }
  }
  if (found > most) out += "  ... and " + std::to_string(found - most) + " more\n";
  return out;
}

std::string overview() {
  std::string out =
      "Tables of a scenario file; `tenure explain TABLE` lists the keys of one, `tenure explain TABLE.KEY` explains a "
      "key.\n\n";
  std::size_t width = 0;
  for (const Section& s : sections())
    if (!s.path.empty()) width = std::max(width, shown_path(s, "").size());
  for (const Section& s : sections()) {
    if (s.path.empty()) continue;
    const std::string path = shown_path(s, "");
    out += "  " + path + std::string(width + 2 - path.size(), ' ') + s.meaning + "\n";
  }
  out += "\nTopics:";
  for (const Topic& t : topics) out += std::string(" ") + t.name;
  out += "\nShipped models:";
  for (const LibraryFile& file : library_files()) {
    out += ' ';
    out += file.name;
  }
  return out + "\n";
}

}  // namespace

Explanation explain(std::string_view key) {
  if (key.empty()) return {true, overview()};
  for (const Topic& t : topics)
    if (key == t.name) return {true, t.text};
  for (const LibraryFile& file : library_files())
    if (key == file.name) return {true, std::string(file.text)};
  const std::vector<std::string> path = split_key(key);
  const Match m = match(path);
  if (m.field != nullptr) return {true, explain_field(*m.section, *m.field)};
  std::string tables, keys;
  const auto append = [](std::string& to, const std::string& text) {
    if (!to.empty()) to += '\n';
    to += text;
  };
  std::vector<std::string> known;
  for (const Section& s : sections()) {
    const bool copy =
        s.path.find("@") != std::string::npos && s.path.find("@stage") == std::string::npos &&
        s.path.rfind("today.", 0) != 0;  // one segment's overrides
    if (!s.path.empty()) known.push_back(without_names(s, ""));
    if (without_names(s, "") == key && !s.path.empty()) append(tables, explain_section(s));
    for (const Field& f : s.fields) {
      known.push_back(without_names(s, f.key));
      if (copy) continue;
      if (f.key == key) known.push_back(f.key);
      if (f.key == key || without_names(s, f.key) == key) append(keys, explain_field(s, f));
    }
  }
  const bool whole_key = path.size() > 1 && !keys.empty();  // touchpoint.deadline, not a touchpoint named deadline
  if (!whole_key && m.section != nullptr && (path.size() > 1 || tables.empty()))
    return {true, explain_section(*m.section)};
  if (!tables.empty()) return {true, tables + (keys.empty() ? "" : "\n") + keys};
  if (!keys.empty()) return {true, keys};
  for (const Topic& t : topics) known.emplace_back(t.name);
  for (const LibraryFile& file : library_files()) known.emplace_back(file.name);
  std::string nearest = nearest_name(key, known);
  if (nearest.empty()) {
    std::vector<std::string> last;
    for (const Section& s : sections())
      for (const Field& f : s.fields) last.push_back(f.key);
    nearest = nearest_name(path.back(), last);
  }
  std::string text = "unknown key \"";
  text += key;
  text += "\".";
  const std::string about = mentions(key);
  if (!about.empty()) return {false, text + "  These keys speak of it:\n" + about, true};
  if (!nearest.empty()) text += "  Did you mean " + nearest + "?";
  return {false, text + "  `tenure explain` lists all tables.\n"};
}

}  // namespace tenure::models
