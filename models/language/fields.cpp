#include "models/language/fields.h"

#include <algorithm>
#include <cmath>

#include "models/language/field_rows.h"
#include "models/language/node.h"
#include "sim/base/contract.h"

namespace tenure::models {
namespace {

bool is_wildcard(std::string_view part) {
  return part == "*" || (!part.empty() && part.front() == '@');
}

bool begins_with(const std::vector<std::string>& parts, const std::vector<std::string>& path) {
  if (parts.size() < path.size()) return false;
  for (std::size_t i = 0; i < path.size(); ++i)
    if (!is_wildcard(parts[i]) && parts[i] != path[i]) return false;
  return true;
}

/// A path below a head, without the head; and whether it stands below one.
struct Local {
  std::vector<std::string> path;
  bool below_head = false;
};

Local local_path(const std::vector<std::string>& path) {
  if (path.size() < 3 || !is_head(path[0])) return {path, false};
  return {{path.begin() + 2, path.end()}, true};
}

bool stands(const Section& s, bool below_head) {
  return below_head ? s.side != Side::world : s.side != Side::inner;
}

Refers refers_of(std::string_view wildcard) {
  for (int i = 1; i <= static_cast<int>(Refers::strategy); ++i) {
    const auto refers = static_cast<Refers>(i);
    if (wildcard.substr(1) == in_words(refers)) return refers;
  }
  return Refers::nothing;
}

std::string plain(double value) {
  if (value == std::floor(value) && std::fabs(value) < 1e15) return std::to_string(static_cast<long long>(value));
  Node node;
  node.kind = Node::Kind::real;
  node.real = value;
  std::string text = write_value(node);
  if (text.size() > 2 && text.substr(text.size() - 2) == ".0") text.resize(text.size() - 2);
  return text;
}

/// 1e9 for 1000000000.
std::string amount_in_words(double value) {
  const double size = std::fabs(value);
  int power = 0;
  for (double rest = size; rest >= 10; rest /= 10) ++power;
  if (power < 6 || size != std::floor(size)) return plain(value);
  double one = 1;
  for (int i = 0; i < power; ++i) one *= 10;
  return one == size ? (value < 0 ? "-1e" : "1e") + std::to_string(power) : plain(value);
}

/// A bound in the unit in which people write it.
std::string bound(const Field& field, double value) {
  if (field.kind == Kind::duration || field.kind == Kind::spread) {
    if (value == 0) return "0";
    const double us = value * 86400e6;
    if (us < 1000) return plain(us) + " us";
    if (us < 3600e6 * 0.999) return plain(static_cast<double>(static_cast<long long>(us / 60e6 + 0.5))) + " min";
    if (value < 1) return plain(value * 24) + " h";
    return value >= 36525 ? "100 yr" : plain(value) + " d";
  }
  if (field.kind == Kind::yearly) return plain(value * 100) + " % / yr";
  if (field.kind == Kind::moment || field.kind == Kind::moments) return value >= 36525 ? "100 yr" : plain(value) + " d";
  const bool per_day = field.kind == Kind::rate || field.kind == Kind::hazard || field.kind == Kind::money_rate ||
                       field.kind == Kind::flow_rate;
  if (per_day && value != 0) return amount_in_words(value) + " / d";
  if (std::fabs(value) >= 1e6) return amount_in_words(value);
  return plain(value);
}

/// The range of a row: where it leaves an end open, the kind's own, so that no amount is beyond what can be reckoned.
Range bounded(const Field& field) {
  const auto most = [&field]() -> double {
    switch (field.kind) {
      case Kind::share:
        return 1;
      case Kind::duration:
      case Kind::spread:
      case Kind::moment:
      case Kind::moments:
        return 36525;
      case Kind::rate:
        return 300;
      case Kind::hazard:
        return 1440;
      case Kind::money:
      case Kind::flow_amount:
      case Kind::attribute:
        return 1e12;
      case Kind::money_rate:
      case Kind::flow_rate:
        return 1e9;
      case Kind::number:
      case Kind::season:
        return 1000;
      default:
        return std::numeric_limits<double>::infinity();
    }
  }();
  const bool signless = field.kind == Kind::flow_amount || field.kind == Kind::flow_rate || field.kind == Kind::attribute;
  Range out = field.range;
  if (out.high == std::numeric_limits<double>::infinity()) out.high = most;
  if (out.low == -std::numeric_limits<double>::infinity()) {
    if (signless)
      out.low = -most;
    else if (most < std::numeric_limits<double>::infinity())
      out.low = 0;
  }
  return out;
}

}  // namespace

Range at_least(double low) {
  return {.low = low};
}
Range above(double low) {
  return {.low = low, .above_low = true};
}
Range between(double low, double high) {
  return {.low = low, .high = high};
}

const Field* Section::find(std::string_view key) const {
  const Field* wildcard = nullptr;
  for (const Field& field : fields) {
    if (field.key == key) return &field;
    if (is_wildcard(field.key)) wildcard = &field;
  }
  return wildcard;
}

const std::vector<Section>& sections() {
  static const std::vector<Section> all = [] {
    std::vector<Section> out = world_sections();
    for (Section& s : strategy_sections()) out.push_back(std::move(s));
    for (Section& s : out) {
      if (!s.path.empty()) s.parts = split_key(s.path);
      for (Field& f : s.fields) {
        f.range = bounded(f);
      }
    }
    return out;
  }();
  return all;
}

const Section& section(std::string_view path) {
  for (const Section& s : sections())
    if (s.path == path) return s;
  TENURE_ENSURE(false, "no such section of the scenario language");
  return sections().front();
}

bool is_head(std::string_view table) {
  return table == "model" || table == "overlay" || table == "frame" || table == "strategy";
}

Match match(const std::vector<std::string>& path) {
  Match out;
  if (path.size() == 3 && is_head(path[0])) {  // the head's own keys: model, label, title ...
    const Section& head = section(path[0] + ".*");
    if (const Field* field = head.find(path[2])) return {&head, field, false};
  }
  const Local local = local_path(path);
  const std::vector<std::string> parent(local.path.begin(), local.path.end() - (local.path.empty() ? 0 : 1));
  for (const Section& s : sections()) {
    if (!stands(s, local.below_head)) continue;
    if (begins_with(s.parts, local.path)) {
      out.table = true;
      if (s.parts.size() == local.path.size()) out.section = &s;
    }
  }
  if (out.table) return out;
  for (const Section& s : sections()) {
    if (local.path.empty() || !stands(s, local.below_head) || s.parts.size() != parent.size()) continue;
    if (!begins_with(s.parts, parent)) continue;
    if (const Field* field = s.find(local.path.back())) return {&s, field, false};
  }
  return out;
}

std::vector<std::string> known_keys(const std::vector<std::string>& path) {
  std::vector<std::string> out;
  const auto add = [&out](const std::string& name) {
    if (!is_wildcard(name) && std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  };
  const bool head = path.size() == 2 && is_head(path[0]);
  const Local local = local_path(path);
  for (const Section& s : sections()) {
    if (head && s.side != Side::world) add(s.parts.front());
    if (!stands(s, local.below_head) || !begins_with(s.parts, local.path)) continue;
    if (s.parts.size() == local.path.size()) {
      for (const Field& field : s.fields) add(field.key);
    } else {
      add(s.parts[local.path.size()]);
    }
  }
  return out;
}

Refers refers_below(const std::vector<std::string>& path) {
  const Local local = local_path(path);
  for (const Section& s : sections()) {
    if (!stands(s, local.below_head) || !begins_with(s.parts, local.path)) continue;
    if (s.parts.size() == local.path.size()) {
      for (const Field& field : s.fields)
        if (field.key.front() == '@') return refers_of(field.key);
    } else if (s.parts[local.path.size()].front() == '@') {
      return refers_of(s.parts[local.path.size()]);
    }
  }
  return Refers::nothing;
}

std::string in_words(Refers refers) {
  switch (refers) {
    case Refers::nothing:
      return "name";
    case Refers::stage:
      return "stage";
    case Refers::transition:
      return "transition";
    case Refers::decision:
      return "decision";
    case Refers::change:
      return "change";
    case Refers::segment:
      return "segment";
    case Refers::attribute:
      return "attribute";
    case Refers::hours:
      return "hours";
    case Refers::flow:
      return "flow";
    case Refers::demand:
      return "demand";
    case Refers::state:
      return "state";
    case Refers::pool:
      return "pool";
    case Refers::model:
      return "model";
    case Refers::overlay:
      return "overlay";
    case Refers::frame:
      return "frame";
    case Refers::platform:
      return "platform";
    case Refers::strategy:
      return "strategy";
  }
  return {};
}

std::string form_of(const Field& field) {
  std::string out;
  switch (field.kind) {
    case Kind::text:
      out = "a text in quotes";
      break;
    case Kind::word:
      out = "a name of your own such as \"phone\" (up to 64 letters, digits, _ and -)";
      break;
    case Kind::boolean:
      out = "true or false";
      break;
    case Kind::integer:
      out = "a whole number";
      break;
    case Kind::count:
      out = "a whole number";
      break;
    case Kind::number:
      out = "a plain number such as 0.9";
      break;
    case Kind::share:
      out = "a share such as 0.28 or \"28 %\"";
      break;
    case Kind::duration:
      out = "a duration such as \"30 d\" (us ms s min h d wk mo yr)";
      break;
    case Kind::rate:
      out = "a rate such as \"9 / mo\"";
      break;
    case Kind::hazard:
      out = "a hazard such as \"0.33 / yr\", or a probability as { share = 0.28, per = \"1 yr\" }";
      break;
    case Kind::money:
      out = "an amount such as \"12 USD\"";
      break;
    case Kind::money_rate:
      out = "money per time such as \"60000 USD / yr\"";
      break;
    case Kind::yearly:
      out = "a rate per year such as \"5 % / yr\"";
      break;
    case Kind::date:
      out = "a date such as 2026-01-31";
      break;
    case Kind::moment:
      out = "a date such as 2026-01-31, or a time after the start such as \"18 mo\"";
      break;
    case Kind::moments:
      out = "a list of dates, or of times after the start, such as [\"6 mo\", \"18 mo\"]";
      break;
    case Kind::choice:
      out = "one of";
      break;
    case Kind::name:
      out = "the name of a " + in_words(field.refers);
      break;
    case Kind::names:
      out = field.refers == Refers::nothing
                ? "a list of full keys"
                : "a list of names of " + in_words(field.refers) + (field.refers == Refers::hours ? "" : "s");
      break;
    case Kind::spread:
      out =
          "a duration such as \"30 min\", or a distribution such as { dist = \"lognormal\", median = \"30 min\", sigma "
          "= 0.5 }";
      break;
    case Kind::attribute:
      out =
          "a number, an amount such as \"40 USD / mo\", or a distribution such as { dist = \"lognormal\", median = "
          "\"40 USD / mo\", sigma = 0.3 }";
      break;
    case Kind::stage_shares:
      out = "a stage, or shares of stages such as { trial = 0.1, active = 0.9 }";
      break;
    case Kind::followed:
      out = "a table of all segments with the strategy that each follows, such as { large = \"personal\", small = \"digital\" }";
      break;
    case Kind::week:
      out = "a list such as [\"mon-fri 09:00-17:00\", \"sat 10:00-14:00\"]";
      break;
    case Kind::dates:
      out = "a list of dates such as [2026-12-25]";
      break;
    case Kind::season:
      out = "twelve numbers, January first";
      break;
    case Kind::flow_rate:
      out = "money per time such as \"40 USD / mo\", or effect per time such as \"0.8 QALY / yr\"";
      break;
    case Kind::flow_amount:
      out = "money such as \"40 USD\", or an amount of effect such as \"0.1 QALY\"";
      break;
    case Kind::level:
      out = "a number, or an amount in the unit of what it is compared with, such as \"8 h\" or \"12 USD\"";
      break;
    case Kind::plan:
      out = "a list such as [{ at = \"6 mo\", servers = 10 }]";
      break;
    case Kind::shifts:
      out = "a list such as [{ hours = \"day\", servers = 4 }]";
      break;
    case Kind::measured:
      out = "a value in the measure's unit such as \"20000 USD\", \"2 h\" or 0.01";
      break;
    case Kind::sweep:
      out = "a list of values";
      break;
  }
  for (std::size_t i = 0; i < field.choices.size(); ++i) out += (i == 0 ? " \"" : ", \"") + field.choices[i] + "\"";
  if (!field.word.empty()) out += ", or \"" + field.word + "\"";
  if (field.hangs) out += ", or an attribute of the customer such as \"attribute.NAME\"";
  return out;
}

std::string unit_of(Kind kind) {
  switch (kind) {
    case Kind::duration:
    case Kind::spread:
      return "time (d)";
    case Kind::rate:
    case Kind::hazard:
      return "per time (1 / d)";
    case Kind::money:
      return "money";
    case Kind::money_rate:
      return "money per time (per d)";
    case Kind::yearly:
      return "per year";
    case Kind::flow_rate:
      return "money or effect per time (per d)";
    case Kind::flow_amount:
      return "money or effect";
    case Kind::number:
    case Kind::season:
      return "plain number";
    case Kind::share:
    case Kind::stage_shares:
      return "share";
    case Kind::count:
    case Kind::integer:
      return "whole number";
    case Kind::attribute:
      return "any unit, the same in every segment";
    case Kind::level:
      return "that of what it is compared with";
    case Kind::measured:
      return "the measure's unit";
    default:
      return {};
  }
}

std::string range_of(const Field& field) {
  const bool low = field.range.low > -std::numeric_limits<double>::infinity();
  const bool high = field.range.high < std::numeric_limits<double>::infinity();
  std::string out;
  if (low) out = (field.range.above_low ? "more than " : "at least ") + bound(field, field.range.low);
  if (high)
    out += (low ? ", " : "") + std::string(field.range.below_high ? "less than " : "at most ") +
           bound(field, field.range.high);
  if (field.key == "horizon") return "more than 0, at most 100 yr";
  return out;
}

}  // namespace tenure::models
