#include "analysis/trace/history.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "sim/time/civil_date.h"

namespace tenure::analysis {
namespace {

using models::Account;
using models::Scenario;
using models::Trace;
using models::TraceCause;
using models::TraceEvent;
using models::TraceHelp;
using models::TraceKind;
using models::TraceLevels;
using sim::Tick;

sim::Timeline timeline_of(const Scenario& scenario) {
  return sim::Timeline({scenario.time.start_year, scenario.time.start_month, scenario.time.start_day});
}

std::string stage_label(const Scenario& scenario, const std::string& name) {
  for (const models::Stage& s : scenario.stages)
    if (s.name == name) return s.label.empty() ? words(name) : s.label;
  return words(name);
}

bool is_customer_stage(const Scenario& scenario, const std::string& name) {
  return std::any_of(scenario.stages.begin(), scenario.stages.end(),
                     [&](const models::Stage& s) { return s.name == name && s.customer; });
}

std::string pool_label(const Scenario& scenario, int strategy, const std::string& name) {
  const auto named = [&](const models::Strategy& s) -> const models::Pool* {
    for (const models::Pool& pool : s.pools)
      if (pool.name == name && !pool.label.empty()) return &pool;
    return nullptr;
  };
  if (const models::Pool* pool = named(scenario.strategies[static_cast<std::size_t>(strategy)])) return pool->label;
  for (const models::Strategy& s : scenario.strategies)
    if (const models::Pool* pool = named(s)) return pool->label;
  return words(name);
}

/// "4 min", "2.3 h", "3.1 d".
std::string span(Tick t) {
  const double hours = sim::in_units(t, sim::kHour);
  if (t < sim::kMinute) return "no time";
  if (hours < 1.0) return fmt::format("{:.0f} min", hours * 60.0);
  return hours < 48.0 ? fmt::format("{:.1f} h", hours) : fmt::format("{:.1f} d", hours / 24.0);
}

std::string server_text(const TraceEvent& e) {
  if (e.server < 0) return {};
  std::string text = fmt::format("person {}", e.server + 1);
  if (e.person > 0) text += fmt::format(", the seat's {}{}", e.person + 1, e.person == 1 ? "nd" : e.person == 2 ? "rd" : "th");
  return " (" + text + ")";
}

std::string contact_text(const TraceEvent& e) {
  std::string text = words(e.what);
  if (e.attempt > 0) text += fmt::format(", return {}", e.attempt);
  return text;
}

std::string held_text(const Scenario& scenario, int strategy, const TraceEvent& e) {
  std::string text = contact_text(e) + (e.demand ? " answered" : " held");
  if (e.automatic) return text + ", by automation";
  if (!e.pool.empty()) text += ", " + pool_label(scenario, strategy, e.pool) + server_text(e);
  if (e.begun > e.asked) text += fmt::format("; asked {}, waited {}", instant_text(scenario, e.asked), span(e.begun - e.asked));
  if (std::fabs(e.quality - 1.0) >= 0.005) text += fmt::format("; quality {:.2f}", e.quality);
  if (e.late < 0.995) text += fmt::format("; lateness leaves {:.0f} % of its worth", 100.0 * e.late);
  if (e.experience >= 0.0) text += fmt::format("; like {:.2f}", e.experience);
  if (!e.settled) text += "; settles nothing";
  return text;
}

std::string missed_text(const Scenario& scenario, int strategy, const TraceEvent& e) {
  std::string text = contact_text(e) + " missed: ";
  switch (e.cause) {
    case TraceCause::not_reached: return text + "not received";
    case TraceCause::closed: text += "nobody on duty"; break;
    case TraceCause::full: text += "no place left"; break;
    default: text += "no time"; break;
  }
  text += ", " + pool_label(scenario, strategy, e.pool);
  if (e.at > e.asked) text += fmt::format("; asked {}, given up after {}", instant_text(scenario, e.asked), span(e.at - e.asked));
  return text;
}

std::string moves_text(const Scenario& scenario, const TraceEvent& e) {
  const bool leaves = is_customer_stage(scenario, e.from) && !is_customer_stage(scenario, e.to);
  std::string text = (leaves ? "LEAVES to " : "moves to ") + stage_label(scenario, e.to);
  if (e.what.empty()) return text;
  return text + (e.cause == TraceCause::contact ? ", led there by " : ": ") + words(e.what);
}

std::string text_of(const Scenario& scenario, int strategy, const TraceEvent& e) {
  switch (e.kind) {
    case TraceKind::begins: return (e.at == 0 ? "the start: " : "comes: ") + stage_label(scenario, e.to);
    case TraceKind::moves: return moves_text(scenario, e);
    case TraceKind::asks:
      return contact_text(e) + (e.demand ? " wanted: asks " : " due: asked of ") + pool_label(scenario, strategy, e.pool);
    case TraceKind::booked:
      return fmt::format("{} booked for {}, {}", contact_text(e), instant_text(scenario, e.at), pool_label(scenario, strategy, e.pool));
    case TraceKind::held: return held_text(scenario, strategy, e);
    case TraceKind::missed: return missed_text(scenario, strategy, e);
    case TraceKind::withdrawn:
      return words(e.what) + (e.settled ? " no longer wanted" : " still waits at the end") +
             (e.amount > 1.0 ? fmt::format(" ({:.0f} of them)", e.amount) : "");
    case TraceKind::helps_herself: {
      const std::string text = words(e.from) + ": tries " + words(e.what);
      switch (e.help) {
        case TraceHelp::settled: return text + ", and it is settled";
        case TraceHelp::goes_on: return text + ", and goes on to somebody else";
        case TraceHelp::returns: return text + ", and will come back";
        case TraceHelp::silent: return text + ", and gives up";
      }
      return text;
    }
    case TraceKind::comes_back: return fmt::format("{}: will come back on {}", words(e.what), instant_text(scenario, e.at));
    case TraceKind::decides:
      if (e.to.empty()) return fmt::format("{}: stays (chance of going {:.1f} %)", words(e.what), 100.0 * e.amount);
      return fmt::format("{}: decides to go to {} on {} (chance {:.1f} %)", words(e.what), stage_label(scenario, e.to),
                         date_text(scenario, e.begun), 100.0 * e.amount);
    case TraceKind::changes:
      if (!e.settled) return words(e.what) + " possible, but nobody notices";
      return words(e.what) + (e.amount != 1.0 ? fmt::format(": size × {:.3g}", e.amount) : "");
    case TraceKind::handed_over:
      return e.server < 0 ? pool_label(scenario, strategy, e.pool) + ": nobody looks after her any more"
                          : pool_label(scenario, strategy, e.pool) + ": somebody else looks after her" + server_text(e);
    case TraceKind::surveyed: return words(e.what) + (e.settled ? fmt::format(" answered: {:.2f}", e.amount) : " not answered");
    case TraceKind::ends: return "the end: " + stage_label(scenario, e.to);
  }
  return {};
}

/// What has moved between two instants, as far as it shows in two decimals.
std::string moved(const Trace& trace, const TraceLevels& before, const TraceLevels& after, bool all) {
  std::string text;
  const auto add = [&](const std::string& name, double was, double is, const char* form, bool show) {
    const std::string now = fmt::format(fmt::runtime(form), is);
    if (!show || (!all && fmt::format(fmt::runtime(form), was) == now)) return;
    text += (text.empty() ? "" : ", ") + name + " " + now;
  };
  const auto old = [](const std::vector<double>& list, std::size_t i) { return i < list.size() ? list[i] : 0.0; };
  for (std::size_t i = 0; i < after.states.size(); ++i)
    add(words(trace.states[i]), old(before.states, i), after.states[i], "{:.2f}", !all || after.states[i] != 0.0);
  if (trace.has_satisfaction) add("satisfaction", before.satisfaction, after.satisfaction, "{:.2f}", true);
  add("size", before.size, after.size, "{:.3g}", !all || after.size != 1.0);
  for (const models::TraceRisk& risk : after.leaving) {
    double was = 1.0;
    for (const models::TraceRisk& r : before.leaving)
      if (r.name == risk.name) was = r.factor;
    add("risk of " + words(risk.name), was, risk.factor, "× {:.2f}", true);
  }
  return text;
}

bool is_future(TraceKind kind) { return kind == TraceKind::booked || kind == TraceKind::comes_back; }

}  // namespace

std::string words(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

std::string label_of(const Scenario& scenario, const History& history) {
  const models::Strategy& s = scenario.strategies[static_cast<std::size_t>(history.strategy)];
  return s.label.empty() ? words(s.name) : s.label;
}

std::string instant_text(const Scenario& scenario, Tick t) {
  const Tick minute = sim::floor_div(t - sim::midnight_before(t), sim::kMinute);
  return fmt::format("{} {:02}:{:02}", sim::to_string(timeline_of(scenario).date_of(t)), minute / 60, minute % 60);
}

std::string date_text(const Scenario& scenario, Tick t) {
  static constexpr std::array<const char*, 12> months = {"January", "February", "March",     "April",   "May",      "June",
                                                         "July",    "August",   "September", "October", "November", "December"};
  const sim::CivilDate date = timeline_of(scenario).date_of(t);
  return fmt::format("{} {} {}", date.day, months[static_cast<std::size_t>(date.month - 1)], date.year);
}

double History::value() const {
  double sum = 0.0;
  for (std::size_t a = 0; a < models::kAccounts; ++a) {
    if (a == static_cast<std::size_t>(Account::effect)) continue;
    sum += (a == static_cast<std::size_t>(Account::revenue) ? 1.0 : -1.0) * trace.discounted[a];
  }
  return sum - labour;
}

void write_entries(const Scenario& scenario, History& history) {
  history.entries.clear();
  const TraceLevels* before = nullptr;
  for (const TraceEvent& e : history.trace.events) {
    Entry entry;
    entry.at = is_future(e.kind) ? e.known : e.at;
    entry.text = text_of(scenario, history.strategy, e);
    entry.asked = e.kind == TraceKind::asks;
    entry.event = &e;
    if (!entry.asked) {  // asking moves nothing
      entry.levels = moved(history.trace, before != nullptr ? *before : TraceLevels{}, e.after, before == nullptr);
      before = &e.after;
    }
    history.entries.push_back(std::move(entry));
  }
  std::stable_sort(history.entries.begin(), history.entries.end(), [](const Entry& a, const Entry& b) { return a.at < b.at; });
}

}  // namespace tenure::analysis
