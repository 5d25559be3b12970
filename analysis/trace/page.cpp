#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "analysis/compare/numbers.h"
#include "analysis/trace/report.h"

namespace tenure::analysis {
namespace {

using models::Account;
using models::Scenario;
using models::TraceKind;
using sim::Tick;

constexpr int kWidth = 100;

/// Breaks a text into lines; the first begins after `first` columns, the others after `rest` blanks.
std::string wrapped(const std::string& text, int first, int rest) {
  std::string out, word;
  int column = first;
  bool begun = false;
  const auto flush = [&] {
    if (word.empty()) return;
    const int width = static_cast<int>(display_width(word));
    if (begun && column + 1 + width > kWidth) {
      out += '\n';
      out.append(static_cast<std::size_t>(rest), ' ');
      column = rest;
    } else if (begun) {
      out += ' ';
      ++column;
    }
    out += word;
    column += width;
    begun = true;
    word.clear();
  };
  for (const char c : text) {
    if (c == ' ')
      flush();
    else
      word += c;
  }
  flush();
  return out + "\n";
}

std::string letter(std::size_t i) { return std::string(1, static_cast<char>('A' + i)); }

std::string money(double amount) {
  std::string digits = fmt::format("{:.0f}", std::fabs(amount));
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, " ");
  if (amount < 0.0 && digits != "0") digits.insert(0, 1, '-');
  return digits;
}

struct Sums {
  int held = 0, missed = 0;
  double hours = 0.0;
  std::array<double, models::kAccounts> money{};
};

Sums sums_of(const History& h) {
  Sums out;
  for (const models::TraceEvent& e : h.trace.events) {
    if (e.kind == TraceKind::held) ++out.held;
    if (e.kind == TraceKind::missed && e.cause != models::TraceCause::not_reached) ++out.missed;
  }
  for (const auto& [pool, worked] : h.trace.worked) out.hours += sim::in_units(worked, sim::kHour);
  for (const models::TraceMonth& m : h.trace.months)
    for (std::size_t a = 0; a < models::kAccounts; ++a) out.money[a] += m.money[a];
  return out;
}

/// What came of her, one column for each strategy.
std::string table(const TraceReport& r) {
  const Scenario& scenario = *r.scenario;
  constexpr int kName = 34;
  const int column = std::min(22, (kWidth - kName) / static_cast<int>(std::max<std::size_t>(1, r.histories.size())));
  std::vector<Sums> sums;
  for (const History& h : r.histories) sums.push_back(sums_of(h));
  std::string out;
  const auto row = [&](const std::string& name, auto&& value) {
    std::string line = padded(name, kName);
    for (std::size_t i = 0; i < r.histories.size(); ++i) line += padded(value(i), -column);
    out += line + "\n";
  };
  const auto of = [](Account account) { return static_cast<std::size_t>(account); };
  row("", letter);
  row("contacts held", [&](std::size_t i) { return std::to_string(sums[i].held); });
  row("contacts missed", [&](std::size_t i) { return std::to_string(sums[i].missed); });
  row("hours of staff for her", [&](std::size_t i) { return fmt::format("{:.1f}", sums[i].hours); });
  const std::string& currency = scenario.money.currency;
  row("revenue, " + currency, [&](std::size_t i) { return money(sums[i].money[of(Account::revenue)]); });
  row("other flows and contacts, " + currency, [&](std::size_t i) {
    const auto& m = sums[i].money;
    return money(-(m[of(Account::other_cost)] + m[of(Account::goods_cost)] + m[of(Account::acquisition_cost)] +
                   m[of(Account::contact_cost)] + m[of(Account::acquisition_contact)]));
  });
  row("wages of those hours, " + currency, [&](std::size_t i) { return money(-r.histories[i].labour); });
  row("value, discounted, " + currency, [&](std::size_t i) { return money(r.histories[i].value()); });
  return out;
}

std::string partings(const TraceReport& r) {
  const Scenario& scenario = *r.scenario;
  std::string out;
  const History& base = r.histories[r.baseline];
  for (std::size_t i = 0; i < r.histories.size(); ++i) {
    if (i == r.baseline) continue;
    const std::string pair = label_of(scenario, r.histories[i]) + " and " + label_of(scenario, base);
    const Parting first = part(scenario, r.histories[i], base);
    if (!first.parts) {
      out += wrapped(pair + ": the same from the start to the end.", 0, 2);
      continue;
    }
    out += wrapped(fmt::format("{} part on {}. {}.", pair, date_text(scenario, first.at), first.why), 0, 2);
    const Parting lives = part_lives(scenario, r.histories[i], base);
    out += wrapped(lives.parts ? fmt::format("Her life itself takes another course on {}. {}.", date_text(scenario, lives.at), lives.why)
                               : std::string("Her life itself (stages, size of the account) takes the same course."),
                   2, 2).insert(0, "  ");
  }
  return out;
}

/// One line of the page: the same event under several strategies.
struct Line {
  const Entry* entry;
  std::vector<const Entry*> under;  ///< [history]; nullptr where it does not happen
};

std::vector<Line> lines_of(const TraceReport& r) {
  std::vector<std::vector<const Entry*>> lists;
  for (const History& h : r.histories) {
    lists.emplace_back();
    for (const Entry& entry : h.entries)
      if (!entry.asked) lists.back().push_back(&entry);
  }
  std::vector<Line> out;
  std::vector<std::size_t> next(lists.size(), 0);
  for (;;) {
    const Entry* first = nullptr;
    for (std::size_t i = 0; i < lists.size(); ++i)
      if (next[i] < lists[i].size() && (first == nullptr || lists[i][next[i]]->at < first->at)) first = lists[i][next[i]];
    if (first == nullptr) return out;
    Line line{first, std::vector<const Entry*>(lists.size(), nullptr)};
    for (std::size_t i = 0; i < lists.size(); ++i) {
      if (next[i] >= lists[i].size()) continue;
      const Entry& entry = *lists[i][next[i]];
      if (sim::floor_div(entry.at, sim::kMinute) != sim::floor_div(first->at, sim::kMinute) || entry.text != first->text) continue;
      line.under[i] = &entry;
      ++next[i];
    }
    out.push_back(std::move(line));
  }
}

/// What has moved, by strategy where it is not the same: " [A B risk of churn × 0.94; C risk of churn × 0.90]".
std::string levels_text(const Line& line) {
  std::vector<std::pair<std::string, std::string>> groups;  // levels, letters
  bool alike = true;
  for (std::size_t i = 0; i < line.under.size(); ++i) {
    if (line.under[i] == nullptr) continue;
    const std::string& levels = line.under[i]->levels;
    alike = alike && levels == line.entry->levels;
    const auto known = std::find_if(groups.begin(), groups.end(), [&](const auto& g) { return g.first == levels; });
    if (known == groups.end())
      groups.emplace_back(levels, letter(i));
    else
      known->second.append(1, ' ').append(letter(i));
  }
  std::string text;
  for (const auto& [levels, letters] : groups)
    if (!levels.empty()) text += (text.empty() ? "" : "; ") + (alike ? "" : letters + ": ") + levels;
  return text.empty() ? text : fmt::format(" [{}]", text);
}

std::string timeline(const TraceReport& r) {
  const Scenario& scenario = *r.scenario;
  std::string out = "                ";
  for (std::size_t i = 0; i < r.histories.size(); ++i) out.append(1, ' ').append(letter(i));
  out += "\n";
  std::vector<std::pair<Tick, std::string>> marks;
  for (std::size_t i = 0; i < r.histories.size(); ++i) {
    if (i == r.baseline) continue;
    if (const Parting p = part(scenario, r.histories[i], r.histories[r.baseline]); p.parts)
      marks.emplace_back(p.at, fmt::format("----- {} and {} part: {}", letter(i), letter(r.baseline), p.why));
  }
  std::stable_sort(marks.begin(), marks.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::size_t mark = 0;
  const int indent = 16 + 2 * static_cast<int>(r.histories.size()) + 2;
  for (const Line& line : lines_of(r)) {
    for (; mark < marks.size() && marks[mark].first <= line.entry->at; ++mark) out += wrapped(marks[mark].second, 0, 6);
    out += instant_text(scenario, line.entry->at);
    for (const Entry* under : line.under) out += under != nullptr ? " x" : " .";
    out.append(2, ' ');
    out += wrapped(line.entry->text + levels_text(line), indent, indent + 2);
  }
  return out;
}

/// An attribute's value with its unit; rates, which are kept per day, by the year.
std::string in_unit(const Scenario& scenario, const std::string& attribute, double value) {
  std::string unit;
  for (const models::Attribute& a : scenario.attributes)
    if (a.name == attribute && a.unit != "1") unit = a.unit;
  if (unit.ends_with(" / d")) {
    unit.replace(unit.size() - 1, 1, "yr");
    value *= 365.25;
  }
  const std::string figure = std::fabs(value) >= 1000.0 ? fmt::format("{:.0f}", value) : fmt::format("{:.4g}", value);
  return figure + (unit.empty() ? "" : " " + unit);
}

}  // namespace

std::string TraceReport::who() const {
  const models::Trace& trace = histories.front().trace;
  std::string label = words(trace.segment);
  for (const models::Segment& s : scenario->segments)
    if (s.name == trace.segment && !s.label.empty()) label = s.label;
  return fmt::format("Customer {} ({} {}, {})", number, label, number_in_segment, trace.newcomer ? "newcomer" : "opening book");
}

std::string as_page(const TraceReport& r) {
  const Scenario& scenario = *r.scenario;
  std::string out = wrapped(sentence(scenario, r.who(), r.histories), 0, 0);
  if (!r.chosen.empty()) out += wrapped(r.chosen, 0, 0);
  out += '\n';
  out += wrapped(fmt::format("{}, replication {}, seed {}: the same customer with the same luck, among all others", r.file, r.replication,
                             scenario.experiment.seed), 0, 0);
  for (std::size_t i = 0; i < r.histories.size(); ++i)
    out += fmt::format("  {}  {}{}\n", letter(i), label_of(scenario, r.histories[i]), i == r.baseline && r.histories.size() > 1 ? " (the baseline)" : "");
  const models::Trace& trace = r.histories.front().trace;
  if (trace.met) {
    std::string facts = (trace.newcomer ? "She comes on " : "Her time as a customer began on ") + date_text(scenario, trace.born);
    if (trace.frailty != 1.0) facts += fmt::format("; her risks are {:.2f} times those of her segment", trace.frailty);
    for (const auto& [name, value] : trace.attributes) facts += fmt::format("; {} {}", words(name), in_unit(scenario, name, value));
    out += wrapped(facts + ".", 0, 2);
  }
  out.append("\n").append(table(r));
  if (r.histories.size() > 1) out.append("\n").append(partings(r));
  return out.append("\n").append(timeline(r));
}

}  // namespace tenure::analysis
