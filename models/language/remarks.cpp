#include "models/language/remarks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <set>

#include "models/language/layers.h"
#include "sim/time/tick.h"

namespace tenure::models {
namespace {

/// The text of a duration as it stands, of a distribution that of its middle; nullptr: there is none.
const Node* stated(const Node& value) {
  if (value.is_text()) return &value;
  for (const char* key : {"value", "mean", "median"})
    if (const Node* inner = value.find(key)) return stated(*inner);
  return nullptr;
}

/// "21 d" in days where it is written in days or more; nullopt: in hours or less, or no number with a unit.
std::optional<double> calendar_days(const std::string& text) {
  const auto blank = text.find_first_not_of("0123456789.+");
  if (blank == std::string::npos || blank == 0) return std::nullopt;
  std::string unit = text.substr(blank);
  unit.erase(std::remove(unit.begin(), unit.end(), ' '), unit.end());
  for (const auto& [name, days] : {std::pair{"d", 1.0}, {"wk", 7.0}, {"mo", 30.4375}, {"yr", 365.25}})
    if (unit == name) return days * std::stod(text.substr(0, blank));
  return std::nullopt;
}

/// Hours of an ordinary week in which a pool works; nullopt: round the clock, or by shifts.
std::optional<double> week_of(const Scenario& scenario, const Pool& pool) {
  if (pool.hours == no_index || !pool.shifts.empty()) return std::nullopt;
  double hours = 0.0;
  for (const Hours::Span& span : scenario.hours[static_cast<std::size_t>(pool.hours)].week)
    hours += static_cast<double>(span.to - span.from) / static_cast<double>(sim::kHour);
  return hours;
}

/// Teams that take over nobody, because the strategy keeps everybody where they are.
void look_at_takeovers(const Scenario& scenario, const Strategy& strategy, const Node& layered, Faults& out) {
  const auto people = [](const Strategy& of, const std::string& name) {
    const auto found = std::find_if(of.pools.begin(), of.pools.end(), [&](const Pool& p) { return p.name == name; });
    return found == of.pools.end() ? 0 : found->servers;
  };
  if (!scenario.today) return;
  const Strategy& today = scenario.strategies[static_cast<std::size_t>(scenario.today->strategy)];
  for (const Pool& pool : strategy.pools) {
    if (pool.takes_over.empty() || people(strategy, pool.takes_over) < people(today, pool.takes_over)) continue;
    const Node* table = layered.find("pool") ? layered.find("pool")->find(pool.name) : nullptr;
    if (const Node* given = table ? table->find("takes_over") : nullptr)
      out.add(given->place, {fmt::format("takes_over = \"{}\" in the pool {} of strategy {} moves nobody", pool.takes_over, pool.name, strategy.name),
                             fmt::format("The strategy keeps all {} of today's people there.", people(today, pool.takes_over)),
                             "If some are to change teams, give that pool fewer servers.", ""});
  }
}

/// A name without case, _ and -.
std::string bare(const std::string& name) {
  std::string out;
  for (const char c : name)
    if (c != '_' && c != '-') out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

/// Channels that only case, _ and - tell apart.
class Channels {
 public:
  explicit Channels(Faults& out) : out_(out) {}

  /// Those of the tables below `tables`: "touchpoint", say.
  void look(const Node* tables, const std::string& kind) {
    if (tables == nullptr) return;
    for (const Entry& e : tables->entries) {
      const Node* channel = e.value.find("channel");
      if (channel == nullptr || !channel->is_text()) continue;
      const std::string& first = first_.try_emplace(bare(channel->text), channel->text).first->second;
      if (first == channel->text || !told_.insert(channel->text).second) continue;
      out_.add(channel->place, {fmt::format("channel = \"{}\" in [{}.{}] is another channel than \"{}\"", channel->text, kind, e.key, first),
                                "Channels are told apart by their names, letter by letter.",
                                "If they are one, write the same name.", ""});
    }
  }

 private:
  Faults& out_;
  std::map<std::string, std::string> first_;
  std::set<std::string> told_;
};

}  // namespace

std::vector<Fault> remarks_on(const Scenario& scenario, const Node& document, const Faults& files) {
  Faults out = files;
  const Node* strategies = document.find("strategy");
  Channels channels(out);
  channels.look(document.find("demand"), "demand");
  for (const Strategy& strategy : scenario.strategies) {
    const Entry* entry = strategies == nullptr ? nullptr : strategies->entry(strategy.name);
    if (entry == nullptr) continue;
    Faults unused;
    const Node layered = layered_strategy(document, *entry, unused);
    const Node* touchpoints = layered.find("touchpoint");
    channels.look(touchpoints, "touchpoint");
    channels.look(layered.find("self_service"), "self_service");
    look_at_takeovers(scenario, strategy, layered, out);
    if (touchpoints == nullptr) continue;
    for (const Entry& touchpoint : touchpoints->entries) {
      const Node* deadline = touchpoint.value.find("deadline");
      if (deadline == nullptr || touchpoint.value.find("deadline_clock") != nullptr) continue;
      const Node* text = stated(*deadline);
      const auto days = text == nullptr ? std::nullopt : calendar_days(text->text);
      const auto built = std::find_if(strategy.touchpoints.begin(), strategy.touchpoints.end(),
                                      [&](const Touchpoint& t) { return t.name == touchpoint.key; });
      if (!days || built == strategy.touchpoints.end() || built->pool == no_index) continue;
      const Pool& pool = strategy.pools[static_cast<std::size_t>(built->pool)];
      const auto week = week_of(scenario, pool);
      if (pool.shifts.empty() && (!week || *week > 167.0)) continue;  // working time is calendar time
      std::string message = fmt::format("deadline = \"{}\" in [touchpoint.{}] counts the working time of the pool {}", text->text,
                                        touchpoint.key, pool.name);
      if (week && *week > 0.0) message += fmt::format(": {:.0f} calendar days at {:g} h a week", *days * 168.0 / *week, *week);
      out.add(deadline->place, {message, "Without deadline_clock a deadline runs only while somebody works.",
                                "If calendar days are meant, add deadline_clock = \"wall\"; if not, deadline_clock = \"working\" says so.", ""});
    }
  }
  return out.sorted();
}

}  // namespace tenure::models
