// Where two histories of one customer part, and why.
#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "analysis/trace/history.h"

namespace tenure::analysis {
namespace {

using models::Scenario;
using models::TraceCause;
using models::TraceEvent;
using models::TraceKind;
using sim::Tick;

Tick minute_of(Tick t) { return sim::floor_div(t, sim::kMinute); }

bool same(const Entry& a, const Entry& b) {
  return minute_of(a.at) == minute_of(b.at) && a.text == b.text && a.levels == b.levels;
}

bool is_contact(TraceKind kind) {
  return kind == TraceKind::asks || kind == TraceKind::held || kind == TraceKind::missed || kind == TraceKind::booked ||
         kind == TraceKind::helps_herself;
}

/// The touchpoint or demand that a contact is of.
const std::string& contact_of(const TraceEvent& e) { return e.kind == TraceKind::helps_herself ? e.from : e.what; }

bool same_contact(const TraceEvent& a, const TraceEvent& b) {
  return contact_of(a) == contact_of(b) && a.occasion == b.occasion && a.attempt == b.attempt;
}

/// What has come of a contact in the other world: its end, or its first mention.
const TraceEvent* find(const History& history, const TraceEvent& contact) {
  const TraceEvent* mention = nullptr;
  for (const Entry& entry : history.entries) {
    if (!is_contact(entry.event->kind) || !same_contact(*entry.event, contact)) continue;
    if (entry.event->kind == TraceKind::held || entry.event->kind == TraceKind::missed) return entry.event;
    if (mention == nullptr) mention = entry.event;
  }
  return mention;
}

bool has_touchpoint(const Scenario& scenario, int strategy, const std::string& name) {
  const models::Strategy& s = scenario.strategies[static_cast<std::size_t>(strategy)];
  return std::any_of(s.touchpoints.begin(), s.touchpoints.end(), [&](const models::Touchpoint& t) { return t.name == name; });
}

std::string reason_missed(const TraceEvent& e) {
  switch (e.cause) {
    case TraceCause::closed: return "nobody on duty";
    case TraceCause::full: return "no place left";
    case TraceCause::not_reached: return "not received";
    default: return "no time";
  }
}

std::string hours(Tick t) {
  const double h = sim::in_units(t, sim::kHour);
  return h < 48.0 ? fmt::format("{:.1f} hours", h) : fmt::format("{:.1f} days", h / 24.0);
}

/// How one contact has gone in two worlds.
std::string compare_contact(const Scenario& scenario, const std::string& here, const TraceEvent& a, const std::string& there,
                            const TraceEvent& b) {
  const std::string name = words(contact_of(a)) + " of " + date_text(scenario, a.kind == TraceKind::helps_herself ? a.at : a.asked);
  const auto outcome = [](const TraceEvent& e) {
    if (e.kind == TraceKind::missed) return "missed: " + reason_missed(e);
    if (e.kind == TraceKind::helps_herself) return "taken to " + words(e.what);
    if (e.kind == TraceKind::booked) return std::string("booked");
    if (e.kind == TraceKind::asks) return std::string("asked, and never answered");
    return std::string(e.demand ? "answered" : "held");
  };
  const std::string x = outcome(a), y = outcome(b);
  if (x != y) return fmt::format("{}: the {} is {}; {}: it is {}", here, name, x, there, y);
  if (a.kind == TraceKind::held && a.settled != b.settled)
    return fmt::format("the {} settles things under {} only", name, a.settled ? here : there);
  if (minute_of(a.at) != minute_of(b.at)) {
    const Tick wait_here = a.at - a.asked, wait_there = b.at - b.asked;
    return fmt::format("the {} takes {} under {} and {} under {}", name, hours(wait_here), here, hours(wait_there), there);
  }
  if (std::fabs(a.quality - b.quality) >= 0.005)
    return fmt::format("the {} is done by a person of quality {:.2f} under {} and {:.2f} under {}", name, a.quality, here, b.quality, there);
  return fmt::format("the {} does not do the same under {} and {}", name, here, there);
}

/// Why histories part at this entry of `one`, which `other` does not have.
std::string why(const Scenario& scenario, const History& one, const Entry& entry, const History& other) {
  const std::string here = label_of(scenario, one), there = label_of(scenario, other);
  const TraceEvent& e = *entry.event;
  if (is_contact(e.kind)) {
    if (const TraceEvent* twin = find(other, e); twin != nullptr) {
      const TraceEvent* own = find(one, e);
      return compare_contact(scenario, here, own != nullptr ? *own : e, there, *twin);
    }
    const std::string name = words(contact_of(e));
    if (!has_touchpoint(scenario, other.strategy, contact_of(e)))
      return fmt::format("{} plans a contact, {}, for {}, which {} does not have", here, name, date_text(scenario, entry.at), there);
    return fmt::format("{}: {} on {}; {}: none then", here, name, date_text(scenario, entry.at), there);
  }
  return fmt::format("{}: {} on {}; {}: not then", here, entry.text, date_text(scenario, entry.at), there);
}

bool of_life(const Entry& entry) {
  const TraceEvent& e = *entry.event;
  return e.kind == TraceKind::begins || e.kind == TraceKind::moves || (e.kind == TraceKind::decides && !e.to.empty()) ||
         (e.kind == TraceKind::changes && e.settled);
}

/// Her states as they were told last before t.
const models::TraceLevels* levels_before(const History& history, Tick t) {
  const models::TraceLevels* levels = nullptr;
  for (const Entry& entry : history.entries) {
    if (entry.at >= t) break;
    levels = &entry.event->after;
  }
  for (std::size_t m = 0; m < history.trace.months.size(); ++m) {  // a month's end may be nearer
    const Tick end = static_cast<Tick>(m + 1) * sim::kMonth;
    if (end >= t || history.trace.months[m].stage.empty()) continue;
    const bool newer = std::none_of(history.entries.begin(), history.entries.end(),
                                    [&](const Entry& entry) { return entry.at >= end && entry.at < t; });
    if (newer) levels = &history.trace.months[m].levels;
  }
  return levels;
}

/// Contacts held and missed before t.
std::pair<int, int> contacts_before(const History& history, Tick t) {
  std::pair<int, int> count{0, 0};
  for (const Entry& entry : history.entries) {
    if (entry.at >= t) break;
    if (entry.event->kind == TraceKind::held) ++count.first;
    if (entry.event->kind == TraceKind::missed && entry.event->cause != TraceCause::not_reached) ++count.second;
  }
  return count;
}

/// What stood behind the same luck when lives parted.
std::string circumstances(const Scenario& scenario, const History& one, const History& other, Tick t) {
  const std::string here = label_of(scenario, one), there = label_of(scenario, other);
  const auto [held, missed] = contacts_before(one, t);
  const auto [held_there, missed_there] = contacts_before(other, t);
  std::string text = fmt::format("By then {} had held {} contact{} with her and missed {}, {} {} and {}", here, held, held == 1 ? "" : "s",
                                 missed, there, held_there, missed_there);
  const models::TraceLevels* a = levels_before(one, t);
  const models::TraceLevels* b = levels_before(other, t);
  if (a != nullptr && b != nullptr)
    for (const models::TraceRisk& risk : a->leaving)
      for (const models::TraceRisk& twin : b->leaving)
        if (twin.name == risk.name && std::fabs(twin.factor - risk.factor) >= 0.005)
          text += fmt::format("; her risk of {} stood at {:.2f} times the plain one under {}, at {:.2f} under {}", words(risk.name),
                              risk.factor, here, twin.factor, there);
  return text;
}

template <class Chosen>
Parting part_by(const Scenario& scenario, const History& one, const History& other, Chosen&& chosen, bool with_levels) {
  Parting out;
  std::vector<std::size_t> a, b;
  for (std::size_t i = 0; i < one.entries.size(); ++i)
    if (chosen(one.entries[i])) a.push_back(i);
  for (std::size_t i = 0; i < other.entries.size(); ++i)
    if (chosen(other.entries[i])) b.push_back(i);
  std::size_t i = 0;
  const auto alike = [&](const Entry& x, const Entry& y) {
    return with_levels ? same(x, y) : minute_of(x.at) == minute_of(y.at) && x.text == y.text;
  };
  while (i < a.size() && i < b.size() && alike(one.entries[a[i]], other.entries[b[i]])) ++i;
  if (i == a.size() && i == b.size()) return out;
  out.parts = true;
  out.first = i < a.size() ? a[i] : one.entries.size();
  out.second = i < b.size() ? b[i] : other.entries.size();
  const Entry* x = i < a.size() ? &one.entries[a[i]] : nullptr;
  const Entry* y = i < b.size() ? &other.entries[b[i]] : nullptr;
  const bool first = y == nullptr || (x != nullptr && x->at <= y->at);
  out.at = first ? x->at : y->at;
  if (x != nullptr && y != nullptr && x->text == y->text && minute_of(x->at) == minute_of(y->at))
    out.why = fmt::format("{} on {} does not do the same: {} under {}, {} under {}", words(x->event->what), date_text(scenario, x->at),
                          x->levels.empty() ? "nothing" : x->levels, label_of(scenario, one),
                          y->levels.empty() ? "nothing" : y->levels, label_of(scenario, other));
  else
    out.why = first ? why(scenario, one, *x, other) : why(scenario, other, *y, one);
  if (out.why.starts_with("the ")) out.why[0] = 'T';
  return out;
}

}  // namespace

Parting part(const Scenario& scenario, const History& one, const History& other) {
  return part_by(scenario, one, other, [](const Entry&) { return true; }, true);
}

Parting part_lives(const Scenario& scenario, const History& one, const History& other) {
  Parting out = part_by(scenario, one, other, of_life, false);
  if (out.parts) out.why += ". " + circumstances(scenario, one, other, out.at);
  return out;
}

std::string fate(const Scenario& scenario, const models::Trace& trace) {
  const auto customer = [&](const std::string& name) {
    return std::any_of(scenario.stages.begin(), scenario.stages.end(), [&](const models::Stage& s) { return s.name == name && s.customer; });
  };
  if (!trace.met) return "is never met";
  const TraceEvent* left = nullptr;
  bool ever = false, now = false;
  for (const TraceEvent& e : trace.events) {
    if (e.kind != TraceKind::begins && e.kind != TraceKind::moves) continue;
    if (now && !customer(e.to) && left == nullptr) left = &e;
    now = customer(e.to);
    ever = ever || now;
  }
  if (!ever) return "never becomes a customer";
  if (left == nullptr) return "stays to the end";
  return fmt::format("leaves on {}{}{}", date_text(scenario, left->at), left->what.empty() ? "" : " (" + words(left->what) + ")",
                     now ? ", and is back at the end" : "");
}

std::string sentence(const Scenario& scenario, const std::string& who, const std::vector<History>& histories) {
  std::vector<std::pair<std::string, std::string>> fates;  // what, under which strategies
  for (const History& h : histories) {
    const std::string what = fate(scenario, h.trace), label = label_of(scenario, h);
    const auto known = std::find_if(fates.begin(), fates.end(), [&](const auto& f) { return f.first == what; });
    if (known == fates.end())
      fates.emplace_back(what, label);
    else
      known->second += "\n" + label;
  }
  const auto listed = [](std::string names) {
    if (const std::size_t last = names.rfind('\n'); last != std::string::npos) names.replace(last, 1, " and ");
    for (std::size_t at = names.find('\n'); at != std::string::npos; at = names.find('\n')) names.replace(at, 1, ", ");
    return names;
  };
  if (fates.size() == 1) {
    std::string text = who + " " + fates[0].first;
    text += histories.size() > 1 ? " under every strategy" : " under " + label_of(scenario, histories[0]);
    return text + ".";
  }
  std::string text = who;
  for (std::size_t i = 0; i < fates.size(); ++i)
    text += (i == 0 ? " " : i + 1 == fates.size() ? ", and " : ", ") + fates[i].first + " under " + listed(fates[i].second);
  return text + ".";
}

}  // namespace tenure::analysis
