#include "analysis/fit/stages.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/fit/raw_tables.h"
#include "sim/time/civil_date.h"

namespace tenure::analysis::fit {
namespace {

constexpr double kLeast = 0.5;  ///< days that a visit lasts at least: entries of one day follow one another

struct Entry {
  int stage = 0;
  std::int64_t day = 0;
};

struct Visit {
  int stage = 0, next = -1;  ///< -1: still there
  double days = 0.0;
};

/// Σ over moves from a stage of S(t−) / n(t), by the stage moved to.
std::vector<double> shares_in_the_end(std::vector<Visit> visits, std::size_t stages) {
  std::sort(visits.begin(), visits.end(), [](const Visit& a, const Visit& b) { return a.days < b.days; });
  std::vector<double> out(stages, 0.0);
  double there = static_cast<double>(visits.size()), left = 1.0;
  for (std::size_t i = 0; i < visits.size();) {
    std::size_t j = i;
    double moves = 0.0;
    for (; j < visits.size() && visits[j].days == visits[i].days; ++j)
      if (visits[j].next >= 0) {
        out[static_cast<std::size_t>(visits[j].next)] += left / there;
        moves += 1.0;
      }
    left *= 1.0 - moves / there;
    there -= static_cast<double>(j - i);
    i = j;
  }
  return out;
}

Interval wilson_around(double share, double n, double confidence) {
  const double z = normal_quantile_two_sided(confidence), scale = 1.0 + z * z / n,
               middle = (share + z * z / (2.0 * n)) / scale;
  const double half = z * std::sqrt(share * (1.0 - share) / n + z * z / (4.0 * n * n)) / scale;
  return {share, std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

}  // namespace

StageBook fit_stages(const Table& table, const BookOptions& options, double confidence, Complaints& complaints) {
  StageBook out;
  out.source = std::filesystem::path(table.file).filename().string();
  out.rows = static_cast<double>(table.rows.size());
  const Columns columns(table, TableKind::stages, options.columns);
  const std::size_t before = complaints.size();
  for (const char* role : {"customer", "stage", "date"})
    if (!columns.has(role))
      complaints.add("columns",
                     missing_column(table, TableKind::stages, role, "An entry is somebody's, into a stage, on a day."));
  if (complaints.size() != before) return out;
  const CellReader read(table, complaints);
  std::map<std::string, std::vector<Entry>> customers;
  std::map<std::string, int> number;
  std::vector<std::string> labels;
  std::optional<std::int64_t> earliest, latest;
  for (const auto& row : table.rows) {
    const auto at = read.instant(row, columns["date"], true);
    const std::string stage = read.text(row, columns["stage"]);
    if (stage.empty())
      read.fault(row[static_cast<std::size_t>(columns["stage"])], "stage", "an empty stage",
                 "The row says nothing without it.", "Name the stage that was entered.");
    if (at) {
      earliest = std::min(earliest.value_or(at->day), at->day);
      latest = std::max(latest.value_or(at->day), at->day);
    }
    if (!at || stage.empty() || (options.as_of && at->day > *options.as_of)) continue;
    if (number.emplace(stage, static_cast<int>(labels.size())).second) labels.push_back(stage);
    customers[read.text(row, columns["customer"])].push_back({number[stage], at->day});
  }
  if (earliest && options.as_of && *options.as_of <= *earliest) early_end(options, table.file, *earliest, *latest, complaints);
  if (complaints.size() != before || customers.empty()) return out;
  if (labels.size() > 40) {
    complaints.add("stages",
                   {table.file, 0, 0, fmt::format("{} different stages", labels.size()), "A funnel has a few.",
                    "Name the column with --column stage=NAME, or group the stages first.", ""});
    return out;
  }
  const std::vector<SegmentName> names = segment_names(labels);
  for (const SegmentName& n : names) out.stages.push_back({n, 0, 0, 0, {}, true});
  bool any = false;
  for (auto& [id, entries] : customers) {
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.day < b.day; });
    out.as_of = any ? std::max(out.as_of, entries.back().day) : entries.back().day;
    out.first = any ? std::min(out.first, entries.front().day) : entries.front().day;
    any = true;
  }
  out.as_of = options.as_of.value_or(out.as_of);
  std::vector<std::vector<Visit>> visits(labels.size());
  std::vector<double> begins(labels.size(), 0.0);
  double same_day = 0.0;
  for (const auto& [id, entries] : customers) {
    begins[static_cast<std::size_t>(entries.front().stage)] += 1.0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (i + 1 < entries.size() && entries[i + 1].stage == entries[i].stage) continue;  // told twice
      const bool moved = i + 1 < entries.size();
      std::size_t first = i;
      while (first > 0 && entries[first - 1].stage == entries[i].stage) --first;
      const double days = static_cast<double>((moved ? entries[i + 1].day : out.as_of) - entries[first].day);
      if (moved && days == 0.0) same_day += 1.0;
      StagePlace& place = out.stages[static_cast<std::size_t>(entries[i].stage)];
      place.entered += 1.0;
      place.days += std::max(kLeast, days);
      if (moved) {
        place.last = false;
      } else {
        place.still += 1.0;
        place.ages.push_back(std::max(0.0, days));
      }
      visits[static_cast<std::size_t>(entries[i].stage)].push_back(
          {entries[i].stage, moved ? entries[i + 1].stage : -1, std::max(kLeast, days)});
    }
  }
  out.start = static_cast<int>(std::max_element(begins.begin(), begins.end()) - begins.begin());
  out.begun = begins[static_cast<std::size_t>(out.start)];
  for (std::size_t s = 0; s < visits.size(); ++s) {
    const std::vector<double> shares = shares_in_the_end(visits[s], labels.size());
    double left = 0.0, all = 0.0;
    for (const Visit& v : visits[s]) left += v.next >= 0 ? 1.0 : 0.0;
    for (const double share : shares) all += share;
    for (std::size_t to = 0; to < shares.size(); ++to) {
      if (shares[to] == 0.0) continue;
      StageWay way;
      way.from = static_cast<int>(s);
      way.to = static_cast<int>(to);
      std::vector<Wait> times;
      for (const Visit& v : visits[s]) times.push_back({v.days, v.next == way.to});
      way.time = fit_patience(times, confidence);
      way.moves = way.time.gave_up;
      way.share = wilson_around(std::min(1.0, shares[to] / all), left, confidence);
      way.own = way.moves >= 10.0;
      if (!way.own)
        out.notes.push_back({Note::Kind::flagged, fmt::format("From {} to {}: {:.0f} moves are too few to be sure of.",
                                                              labels[s], labels[to], way.moves)});
      out.ways.push_back(way);
    }
    if (all < 0.98 && left > 0.0)
      out.notes.push_back(
          {Note::Kind::flagged, fmt::format("{}: after the longest stay seen, {:.0f} % are still in it; what becomes "
                                            "of them is not known, and the shares are those of the others.",
                                            labels[s], 100.0 * (1.0 - all))});
  }
  if (same_day > 0.0)
    out.notes.push_back(
        {Note::Kind::flagged,
         fmt::format("{:.0f} moves follow an entry of the same day; they count as half a day.", same_day)});
  if (out.ways.empty())
    complaints.add("ways", {table.file, 0, 0, "nobody moved from one stage to another", "There is nothing to fit.",
                            "Give a row for each entry into a stage, several for a customer.", ""});
  return out;
}

}  // namespace tenure::analysis::fit
