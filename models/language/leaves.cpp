// Values that are no numbers with units: words, names, dates, hours, shares of stages, plans.
#include <algorithm>
#include <cmath>

#include "models/language/values.h"

namespace tenure::models {
namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out.empty() ? "none" : out;
}

std::optional<sim::CivilDate> date_of(const Node& node) {
  sim::CivilDate date{0, 0, 0};
  if (node.kind == Node::Kind::date) {
    date = {static_cast<int>(node.integer / 10000), static_cast<int>(node.integer / 100 % 100),
            static_cast<int>(node.integer % 100)};
  } else if (node.is_text() && node.text.size() == 10 && node.text[4] == '-' && node.text[7] == '-') {
    const auto digits = [&](std::size_t from, std::size_t n) {
      int value = 0;
      for (std::size_t i = from; i < from + n; ++i) {
        if (node.text[i] < '0' || node.text[i] > '9') return -1;
        value = value * 10 + (node.text[i] - '0');
      }
      return value;
    };
    date = {digits(0, 4), digits(5, 2), digits(8, 2)};
  }
  if (!sim::is_valid(date)) return std::nullopt;
  return date;
}

constexpr const char* weekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

int weekday_of(std::string_view text) {
  for (int i = 0; i < 7; ++i)
    if (text == weekdays[i]) return i;
  return -1;
}

/// Ticks after midnight of "09:30"; -1 when it is none.
Tick time_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return -1;
  for (const std::size_t i : {0u, 1u, 3u, 4u})
    if (text[i] < '0' || text[i] > '9') return -1;
  const int hour = (text[0] - '0') * 10 + text[1] - '0', minute = (text[3] - '0') * 10 + text[4] - '0';
  if (minute > 59 || hour > 24 || (hour == 24 && minute > 0)) return -1;
  return hour * sim::kHour + minute * sim::kMinute;
}

/// "mon-fri 09:00-17:00" or "mon,wed 09:00-12:00"; empty when it cannot be read.
std::vector<Hours::Span> spans_of(const std::string& text) {
  const auto space = text.find(' ');
  if (space == std::string::npos) return {};
  const std::string_view days = std::string_view(text).substr(0, space);
  std::string_view hours = std::string_view(text).substr(space + 1);
  while (!hours.empty() && hours.front() == ' ') hours.remove_prefix(1);
  if (hours.size() != 11 || hours[5] != '-') return {};
  const Tick from = time_of_day(hours.substr(0, 5)), to = time_of_day(hours.substr(6));
  if (from < 0 || to <= from) return {};
  std::vector<Hours::Span> out;
  std::size_t at = 0;
  while (at <= days.size()) {
    const std::size_t comma = std::min(days.find(',', at), days.size());
    const std::string_view part = days.substr(at, comma - at);
    const auto dash = part.find('-');
    const int first = weekday_of(part.substr(0, dash));
    const int last = dash == std::string_view::npos ? first : weekday_of(part.substr(dash + 1));
    if (first < 0 || last < first) return {};
    for (int day = first; day <= last; ++day) out.push_back({day, from, to});
    at = comma + 1;
  }
  return out;
}

}  // namespace

const std::vector<std::string>& Names::of(Refers refers) const {
  static const std::vector<std::string> none;
  const auto found = lists.find(refers);
  return found == lists.end() ? none : found->second;
}

int Names::find(Refers refers, std::string_view name) const {
  const auto& list = of(refers);
  const auto found = std::find(list.begin(), list.end(), name);
  return found == list.end() ? no_index : static_cast<int>(found - list.begin());
}

std::string Values::text(const Field& field, const Node& node) {
  if (node.is_text()) return node.text;
  complain(field, node, "This is " + kind_in_words(node) + ".");
  return {};
}

std::string Values::word(const Field& field, const Node& node) {
  if (!node.is_text()) {
    complain(field, node, "This is " + kind_in_words(node) + ".");
    return {};
  }
  if (is_bare_key(node.text) && node.text.size() <= 64) return node.text;
  complain(field, node, node.text.empty() ? "An empty name names nothing." : "Names appear in files, tables and results.");
  return {};
}

bool Values::boolean(const Field& field, const Node& node) {
  if (node.kind == Node::Kind::boolean) return node.boolean;
  complain(field, node, field.meaning);
  return false;
}

std::int64_t Values::integer(const Field& field, const Node& node) {
  if (field.key == "servers" && node.kind == Node::Kind::real) {
    faults_.add(node.place,
                {describe(node), "Servers come whole.",
                 "Somebody who works part of the time: servers = 1, shorter hours ([hours.NAME] with a week of "
                 "her own) and her share of the wage.",
                 ""});
    return 1;
  }
  if (node.kind != Node::Kind::integer) {
    complain(field, node, "This is " + kind_in_words(node) + "; a whole number is due here.");
    return 0;
  }
  const double value = static_cast<double>(node.integer);
  if (value >= field.range.low && value <= field.range.high) return node.integer;
  complain(field, node, field.reason.empty() ? field.meaning : field.reason);
  return field.range.low <= 1 && field.range.high >= 1 ? 1 : static_cast<std::int64_t>(field.range.low);
}

std::optional<sim::CivilDate> Values::date(const Field& field, const Node& node) {
  const auto date = date_of(node);
  if (!date) complain(field, node, "This is no date that exists.");
  return date;
}

std::vector<sim::CivilDate> Values::dates(const Field& field, const Node& node) {
  std::vector<sim::CivilDate> out;
  if (node.kind != Node::Kind::array) {
    complain(field, node, "This is " + kind_in_words(node) + ".");
    return out;
  }
  for (const Node& item : node.items)
    if (const auto d = date(field, item)) out.push_back(*d);
  return out;
}

Tick Values::moment(const Field& field, const Node& node) {
  if (const auto d = date_of(node)) return sim::Timeline(start).tick_of(*d);
  if (node.kind == Node::Kind::date) {
    complain(field, node, "This is no date that exists.");
    return 0;
  }
  return duration(field, node);
}

std::vector<Tick> Values::moments(const Field& field, const Node& node) {
  std::vector<Tick> out;
  if (node.kind != Node::Kind::array) {
    complain(field, node, "This is " + kind_in_words(node) + ".");
    return out;
  }
  const Field one{.key = field.key, .kind = Kind::moment, .meaning = field.meaning, .range = field.range};
  for (const Node& item : node.items) out.push_back(moment(one, item));
  std::sort(out.begin(), out.end());
  return out;
}

std::size_t Values::choice(const Field& field, const Node& node) {
  if (node.is_text()) {
    const auto found = std::find(field.choices.begin(), field.choices.end(), node.text);
    if (found != field.choices.end()) return static_cast<std::size_t>(found - field.choices.begin());
  }
  complain(field, node, field.meaning, node.is_text() ? nearest_name(node.text, field.choices) : "");
  return 0;
}

std::string Values::name(const Field& field, const Node& node) {
  if (!node.is_text()) {
    complain(field, node, "This is " + kind_in_words(node) + ".");
    return {};
  }
  if (is_word(field, node) || field.refers == Refers::nothing) return node.text;
  if (names.find(field.refers, node.text) != no_index) return node.text;
  const auto& known = names.of(field.refers);
  std::vector<std::string> candidates = known;
  if (!field.word.empty()) candidates.push_back(field.word);
  faults_.add(node.place,
              {"unknown " + in_words(field.refers) + " \"" + node.text + "\" in " + describe(node), field.meaning,
               "Known: " + joined(known) + (field.word.empty() ? "." : "; or \"" + field.word + "\"."),
               nearest_name(node.text, candidates)});
  return {};
}

std::vector<std::string> Values::name_list(const Field& field, const Node& node) {
  std::vector<std::string> out;
  if (node.is_text()) {
    faults_.add(node.place, {describe(node), "Several names may stand here, so it is a list.",
                             "Write " + field.key + " = [\"" + node.text + "\"].", ""});
    return out;
  }
  if (node.kind != Node::Kind::array) {
    complain(field, node, "This is " + kind_in_words(node) + ".");
    return out;
  }
  for (const Node& item : node.items) {
    const std::string one = name(field, item);
    if (one.empty()) continue;
    if (std::find(out.begin(), out.end(), one) != out.end()) {
      faults_.add(item.place, {"\"" + one + "\" stands twice in " + describe(node), "Each name counts once.",
                               "Leave one of them out.", ""});
      continue;
    }
    out.push_back(one);
  }
  return out;
}

std::vector<int> Values::indices(const Field& field, const Node& node) {
  std::vector<int> out;
  for (const std::string& one : name_list(field, node)) out.push_back(names.find(field.refers, one));
  return out;
}

int Values::index(const Field& field, const Node& node) {
  return names.find(field.refers, name(field, node));
}

std::vector<StartShare> Values::stage_shares(const Field& field, const Node& node) {
  const Field stage{.key = field.key, .kind = Kind::name, .meaning = field.meaning, .refers = Refers::stage};
  if (node.is_text()) {
    const int one = index(stage, node);
    if (one == no_index) return {};
    return {{one, 1.0}};
  }
  if (!node.is_table() || node.entries.empty()) {
    complain(field, node, "This is " + kind_in_words(node) + ".");
    return {};
  }
  const Field share{
      .key = field.key, .kind = Kind::share, .meaning = "Share that begins in this stage.", .range = between(0, 1)};
  std::vector<StartShare> out;
  double total = 0;
  const std::size_t before = faults_.size();
  for (const Entry& e : node.entries) {
    const int one = names.find(Refers::stage, e.key);
    if (one == no_index) {
      faults_.add(e.place,
                  {"unknown stage \"" + e.key + "\" in " + describe(node), field.meaning,
                   "Known: " + joined(names.of(Refers::stage)) + ".", nearest_name(e.key, names.of(Refers::stage))});
      continue;
    }
    out.push_back({one, quantity(share, e.value).value});
    total += out.back().share;
  }
  if (faults_.size() == before && std::fabs(total - 1.0) > 1e-9) {
    Node sum;
    sum.kind = Node::Kind::real;
    sum.real = static_cast<double>(std::llround(total * 1e6)) / 1e6;
    complain(
        field, node,
        "The shares add up to " + write_value(sum) + "; every customer begins somewhere, so they must add up to 1.");
  }
  return out;
}

PerSegment<std::string> Values::followed(const Field& field, const Node& node) {
  if (!node.is_table() || node.entries.empty()) {
    complain(field, node, "This is " + kind_in_words(node) + (node.is_table() ? " without a segment." : "."));
    return {};
  }
  const Field strategy{.key = field.key, .kind = Kind::name, .meaning = field.meaning, .refers = Refers::strategy};
  const std::vector<std::string>& segments = names.of(Refers::segment);
  PerSegment<std::string> out(segments.size());
  const std::size_t before = faults_.size();
  for (const Entry& e : node.entries) {
    const int g = names.find(Refers::segment, e.key);
    if (g == no_index) {
      faults_.add(e.place, {"unknown segment \"" + e.key + "\" in " + describe(node), field.meaning,
                            "Known: " + joined(segments) + ".", nearest_name(e.key, segments)});
      continue;
    }
    out[static_cast<std::size_t>(g)] = name(strategy, e.value);
  }
  std::vector<std::string> missing;
  for (std::size_t g = 0; g < segments.size(); ++g)
    if (node.find(segments[g]) == nullptr) missing.push_back(segments[g]);
  if (!missing.empty())
    faults_.add(node.place, {describe(node) + " does not say what " + joined(missing) + (missing.size() == 1 ? " follows" : " follow"),
                             "A mixture says of every segment which strategy it follows.",
                             "Write " + missing.front() + " = \"STRATEGY\" there.", ""});
  return faults_.size() == before ? out : PerSegment<std::string>{};
}

std::vector<Hours::Span> Values::week(const Field& field, const Node& node) {
  std::vector<Hours::Span> out;
  if (node.kind != Node::Kind::array || node.items.empty()) {
    complain(field, node, "A week needs at least one line of days and hours.");
    return out;
  }
  for (const Node& item : node.items) {
    const auto spans = item.is_text() ? spans_of(item.text) : std::vector<Hours::Span>{};
    if (spans.empty()) {
      complain(field, item,
               "Days are mon tue wed thu fri sat sun, hours run from 00:00 to 24:00 and end after they begin; over "
               "midnight write two lines.");
      continue;
    }
    for (const Hours::Span& span : spans) {
      const bool overlaps = std::any_of(out.begin(), out.end(), [&](const Hours::Span& s) {
        return s.weekday == span.weekday && s.from < span.to && span.from < s.to;
      });
      if (overlaps) {
        complain(field, item, "These hours overlap others of the same day.");
        break;
      }
      out.push_back(span);
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const Hours::Span& a, const Hours::Span& b) {
    return a.weekday != b.weekday ? a.weekday < b.weekday : a.from < b.from;
  });
  return out;
}

std::array<double, 12> Values::season(const Field& field, const Node& node) {
  std::array<double, 12> out{};
  out.fill(1.0);
  if (node.kind != Node::Kind::array || node.items.size() != 12) {
    complain(field, node, "A year has twelve months, so twelve multipliers are due.");
    return out;
  }
  const Field one{
      .key = field.key, .kind = Kind::number, .meaning = "Multiplier of a month's arrivals.", .range = field.range};
  for (std::size_t i = 0; i < 12; ++i) out[i] = quantity(one, node.items[i]).value;
  return out;
}

std::vector<Values::PlanStep> Values::plan(const Field& field, const Node& node) {
  std::vector<PlanStep> out;
  if (node.kind != Node::Kind::array) {
    complain(field, node, "This is " + kind_in_words(node) + ".");
    return out;
  }
  const Field at{
      .key = "at", .kind = Kind::moment, .meaning = "When the number of servers changes.", .range = {0, 36525, true, false}};
  const Field servers{
      .key = "servers", .kind = Kind::integer, .meaning = "Number of servers from then on.", .range = between(0, 1e5)};
  for (const Node& item : node.items) {
    if (!item.is_table() || !item.find("at") || !item.find("servers")) {
      complain(field, item, "Each step holds at and servers.");
      continue;
    }
    known_keys_only(field, item, {"at", "servers"});
    const PlanStep step{moment(at, *item.find("at")), static_cast<int>(integer(servers, *item.find("servers")))};
    if (!out.empty() && step.at <= out.back().at) complain(field, item, "Steps follow one another in time.");
    out.push_back(step);
  }
  return out;
}

std::vector<Values::ShiftText> Values::shifts(const Field& field, const Node& node) {
  std::vector<ShiftText> out;
  if (node.kind != Node::Kind::array) {
    complain(field, node, "This is " + kind_in_words(node) + ".");
    return out;
  }
  const Field hours{
      .key = "hours", .kind = Kind::name, .meaning = "Hours of the shift.", .word = "always", .refers = Refers::hours};
  const Field servers{
      .key = "servers", .kind = Kind::integer, .meaning = "Servers in the shift.", .range = between(0, 1e5)};
  for (const Node& item : node.items) {
    if (!item.is_table() || !item.find("hours") || !item.find("servers")) {
      complain(field, item, "Each shift holds hours and servers.");
      continue;
    }
    known_keys_only(field, item, {"hours", "servers"});
    out.push_back({name(hours, *item.find("hours")), static_cast<int>(integer(servers, *item.find("servers")))});
  }
  return out;
}

void Values::check(const Field& field, const Node& node) {
  switch (field.kind) {
    case Kind::text:
      text(field, node);
      break;
    case Kind::word:
      word(field, node);
      break;
    case Kind::boolean:
      boolean(field, node);
      break;
    case Kind::integer:
      integer(field, node);
      break;
    case Kind::count:
    case Kind::number:
    case Kind::share:
    case Kind::rate:
    case Kind::hazard:
    case Kind::money:
    case Kind::money_rate:
    case Kind::yearly:
      quantity(field, node);
      break;
    case Kind::flow_rate:
    case Kind::flow_amount:
      break;  // read where the flow's kind is known
    case Kind::duration:
      duration(field, node);
      break;
    case Kind::date:
      date(field, node);
      break;
    case Kind::moment:
      moment(field, node);
      break;
    case Kind::moments:
      moments(field, node);
      break;
    case Kind::choice:
      choice(field, node);
      break;
    case Kind::name:
      name(field, node);
      break;
    case Kind::names:
      name_list(field, node);
      break;
    case Kind::spread:
      distribution(field, node);
      break;
    case Kind::attribute:
      break;  // read with its name, where dimensions are compared between segments
    case Kind::stage_shares:
      stage_shares(field, node);
      break;
    case Kind::followed:
      followed(field, node);
      break;
    case Kind::week:
      week(field, node);
      break;
    case Kind::dates:
      dates(field, node);
      break;
    case Kind::season:
      season(field, node);
      break;
    case Kind::level:
      break;  // read where its attribute is known
    case Kind::measured:
      break;  // read where its measure is known
    case Kind::plan:
      plan(field, node);
      break;
    case Kind::shifts:
      shifts(field, node);
      break;
    case Kind::sweep:
      break;  // taken out of the document before it is checked
  }
}

}  // namespace tenure::models
