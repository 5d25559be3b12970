// Several worlds side by side: one line for each world and strategy, then which strategy holds up.
#include <algorithm>
#include <array>
#include <set>

#include "analysis/compare/sentence.h"
#include "analysis/compare/table_parts.h"

namespace tenure::analysis {
namespace {

constexpr std::array<const char*, 4> shown = {"net_value", "operating_cost", "missed_share", "staff_utilisation"};
constexpr int narrowest = 16;

std::string name_of(const World& world) {
  return world.sweep_point.empty() ? world.file : world.sweep_point;
}

bool one_value(const std::set<std::string>& values) {
  return values.size() == 1 && !values.begin()->empty();
}

void print_head(std::ostringstream& out, const std::vector<World>& worlds) {
  std::set<std::string> titles, questions;
  for (const World& world : worlds) {
    titles.insert(world.title);
    questions.insert(world.question);
  }
  if (one_value(titles)) out << *titles.begin() << "\n";
  if (one_value(questions)) out << wrapped(*questions.begin(), table_width);
  const World& first = worlds[0];
  const bool alike = std::all_of(worlds.begin(), worlds.end(), [&](const World& world) {
    return world.replications == first.replications && world.horizon_days == first.horizon_days &&
           world.confidence == first.confidence;
  });
  out << worlds.size() << " worlds";
  if (alike) {
    out << ", " << first.replications << (first.replications == 1 ? " replication, " : " replications, ")
        << span_text(first.horizon_days);
    if (first.replications > 1)
      out << "; mean ± half-width of the " << confidence_text(first.confidence) << " interval";
  }
  out << "\n";
}

/// The worlds of one currency: only these can stand under one heading.
void print_lines(std::ostringstream& out, const std::vector<const World*>& worlds) {
  std::vector<std::string> headings;
  std::vector<Row> rows;
  for (const World* world : worlds) {
    for (std::size_t s = 0; s < world->strategies.size(); ++s) rows.push_back({world->name_of(s), {}});
  }
  for (const char* name : shown) {
    std::vector<Estimate> all;
    const ComparedMeasure* any = nullptr;
    for (const World* world : worlds) {
      const ComparedMeasure* measure = world->measure(name);
      if (!measure) {
        all.resize(all.size() + world->strategies.size());
        continue;
      }
      any = measure;
      all.insert(all.end(), measure->by_strategy.begin(), measure->by_strategy.end());
    }
    if (!any || std::none_of(all.begin(), all.end(), [](const Estimate& e) { return e.n > 0; })) continue;
    const NumberStyle style = style_for(any->unit, name, all);
    headings.push_back(row_name(*any, style));
    for (std::size_t i = 0; i < rows.size(); ++i) rows[i].cells.push_back(with_half_width(all[i], style));
  }
  int taken = 0;
  std::vector<int> widths;
  for (std::size_t c = 0; c < headings.size(); ++c) {
    std::size_t width = display_width(headings[c]) + 2;
    for (const Row& row : rows) width = std::max(width, display_width(row.cells[c]) + 2);
    widths.push_back(std::max(narrowest, static_cast<int>(width)));
    taken += widths.back();
  }
  const int name_width = std::clamp(static_cast<int>(table_width) - taken, 14, 36);
  out << padded("", name_width);
  for (std::size_t c = 0; c < headings.size(); ++c) out << padded(headings[c], -widths[c]);
  out << "\n";
  std::size_t line = 0;
  for (const World* world : worlds) {
    const std::string name = name_of(*world), file = world->sweep_point.empty() ? "" : "(" + world->file + ")";
    if (file.empty() || display_width(name) + 3 + display_width(file) <= table_width) {
      out << name << (file.empty() ? "" : "   ") << file << "\n";
    } else {
      out << name << "\n" << file << "\n";
    }
    for (std::size_t s = 0; s < world->strategies.size(); ++s, ++line) {
      out << padded(cut("  " + rows[line].name, static_cast<std::size_t>(name_width)), name_width);
      for (std::size_t c = 0; c < headings.size(); ++c) out << padded(rows[line].cells[c], -widths[c]);
      out << "\n";
    }
  }
}

/// "hybrid   by 2.9 M USD [2.8, 3.0]".
std::string margin_text(const World& world) {
  const Ranking& ranking = *world.by_net_value;
  const std::string best = world.said(ranking.order[0]);
  if (!ranking.margin) return best;
  if (world.tied()) return best + " and " + world.said(ranking.order[1]) + ": the same";
  const Estimate& margin = ranking.margin->difference;
  const ComparedMeasure& net = *world.measure("net_value");
  const NumberStyle style = style_for(net.unit, net.name, {margin});
  return best + " by " + number(margin.mean, style_of(margin, style)) + " " + style.unit + " " +
         interval(margin, style) + (ranking.sure || !has_interval(margin) ? "" : ", not sure");
}

}  // namespace

void print_worlds(std::ostringstream& out, const Comparison& comparison) {
  print_head(out, comparison.worlds);
  std::vector<std::string> currencies;
  for (const World& world : comparison.worlds) {
    if (std::find(currencies.begin(), currencies.end(), world.currency) == currencies.end())
      currencies.push_back(world.currency);
  }
  for (const std::string& currency : currencies) {
    std::vector<const World*> worlds;
    for (const World& world : comparison.worlds) {
      if (world.currency == currency) worlds.push_back(&world);
    }
    out << "\n";
    print_lines(out, worlds);
  }

  out << "\nWhich strategy holds up: ahead on net value, over the next best\n";
  std::size_t width = 0;
  for (const World& world : comparison.worlds) width = std::max(width, display_width(name_of(world)) + 2);
  const std::size_t name_width = std::min<std::size_t>(width, 44);
  for (const World& world : comparison.worlds) {
    const std::string margin = world.by_net_value ? margin_text(world) : "has no net value";
    std::string line = padded(name_of(world), static_cast<int>(name_width));
    if (display_width(name_of(world)) + 2 > name_width) {
      out << name_of(world) << "\n";
      line = padded("", static_cast<int>(name_width));
    }
    out << line << margin << "\n";
  }
  out << "\n"
      << wrapped(in_plain_words_over(comparison) +
                     " The intervals are chance only, where a world has no draws of its uncertain numbers; tenure compare FILE says what a "
                     "world's numbers rest on.",
                 table_width);
}

}  // namespace tenure::analysis
