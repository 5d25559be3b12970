// Purchases of customers without a contract: a log of them, or their sums by customer.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "analysis/fit/raw_tables.h"
#include "sim/time/civil_date.h"

namespace tenure::analysis::fit {
namespace {

constexpr double kWeek = 7.0;

/// What a customer bought, by day: several purchases of one day are one.
using Days = std::map<std::int64_t, double>;

/// Her purchases up to and with `until`; the first counts for nobody.
Buyer buyer_until(const Days& days, std::int64_t until) {
  Buyer out;
  const std::int64_t first = days.begin()->first;
  out.T = static_cast<double>(until - first) / kWeek;
  double spent = 0.0;
  for (const auto& [day, amount] : days) {
    if (day == first || day > until) continue;
    out.x += 1.0;
    out.t_x = static_cast<double>(day - first) / kWeek;
    spent += amount;
  }
  if (out.x > 0.0) out.spend = spent / out.x;
  return out;
}

}  // namespace

PurchaseBook read_purchases(const Table& table, const BookOptions& options, Complaints& complaints) {
  PurchaseBook out;
  out.source = table.file;
  out.rows = static_cast<double>(table.rows.size());
  out.dated = true;
  const Columns columns(table, TableKind::purchases, options.columns);
  const std::size_t before = complaints.size();
  for (const char* role : {"customer", "date", "amount"})
    if (!columns.has(role))
      complaints.add("columns", missing_column(table, TableKind::purchases, role,
                                               "A purchase is somebody's, on a day, for an amount."));
  if (complaints.size() != before) return out;
  const CellReader read(table, complaints);
  std::map<std::string, Days> customers;
  std::vector<std::string> order;
  std::int64_t first = 0, last = 0, earliest = 0, latest = 0;
  bool any = false, any_row = false;
  for (const auto& row : table.rows) {
    const std::string id = read.text(row, columns["customer"]);
    const auto at = read.instant(row, columns["date"], true);
    const auto amount = read.number(row, columns["amount"], true, 0.0);
    if (!at || !amount) continue;
    earliest = any_row ? std::min(earliest, at->day) : at->day;
    latest = any_row ? std::max(latest, at->day) : at->day;
    any_row = true;
    if (options.as_of && at->day > *options.as_of) continue;
    first = any ? std::min(first, at->day) : at->day;
    last = any ? std::max(last, at->day) : at->day;
    any = true;
    Days& days = customers[id];
    if (days.empty()) order.push_back(id);
    days[at->day] += *amount;
  }
  if (any_row && options.as_of && *options.as_of <= earliest) early_end(options, table.file, earliest, latest, complaints);
  if (complaints.size() != before || !any) return out;
  out.as_of = options.as_of.value_or(last);
  const std::int64_t cut = options.cut.value_or(first + (out.as_of - first) / 2);
  if (cut <= first || cut >= out.as_of) {
    complaints.add("cut", {"--cut", 0, 0, "the history cannot be cut on " + sim::to_string(sim::civil_from_days(cut)),
                           "There must be purchases before and after.",
                           fmt::format("Name a day between {} and {}.", sim::to_string(sim::civil_from_days(first)),
                                       sim::to_string(sim::civil_from_days(out.as_of))),
                           ""});
    return out;
  }
  double late = 0.0;
  for (const std::string& id : order) {
    const Days& days = customers[id];
    out.whole.push_back(buyer_until(days, out.as_of));
    if (days.begin()->first > cut) {
      late += 1.0;
      continue;
    }
    out.known.push_back(buyer_until(days, cut));
    out.later.push_back(static_cast<double>(std::distance(days.upper_bound(cut), days.end())));
  }
  out.weeks_after = static_cast<double>(out.as_of - cut) / kWeek;
  if (late > 0.0)
    out.notes.push_back({Note::Kind::flagged,
                         fmt::format("{:.0f} customers came after the cut; they are fitted, but not foretold.", late)});
  return out;
}

PurchaseBook read_buyers(const Table& table, const BookOptions& options, Complaints& complaints) {
  PurchaseBook out;
  out.source = table.file;
  out.rows = static_cast<double>(table.rows.size());
  const Columns columns(table, TableKind::buyers, options.columns);
  const CellReader read(table, complaints);
  for (const auto& row : table.rows) {
    const auto x = read.number(row, columns["x"], true, 0.0), t_x = read.number(row, columns["t_x"], true, 0.0),
               T = read.number(row, columns["T"], true, 0.0);
    const auto spend = read.number(row, columns["spend"], false, 0.0);
    if (!x || !t_x || !T) continue;
    if (*t_x > *T + 1e-9)
      read.fault(row[static_cast<std::size_t>(columns["t_x"])], "order",
                 read.name(columns["t_x"]) + " is more than " + read.name(columns["T"]),
                 "Nobody bought after the end of the record.", "Both count in weeks from the first purchase.");
    else if (*x > 0.0 && *t_x == 0.0)
      read.fault(row[static_cast<std::size_t>(columns["t_x"])], "zero",
                 "repeat purchases, and none of them after the first day", "Purchases of the first day are no repeats.",
                 "Count purchases on later days only.");
    else
      out.whole.push_back({*x, *x > 0.0 ? *t_x : 0.0, *T, spend.value_or(0.0), 1.0});
  }
  return out;
}

Book read_survivors(const Table& table, const BookOptions& options, Complaints& complaints) {
  Book out;
  out.source = table.file;
  out.period = *time_unit(options.period);
  out.grain = 1.0;
  const Columns columns(table, TableKind::survivors, options.columns);
  const CellReader read(table, complaints);
  std::vector<std::string> labels;
  for (std::size_t k = 0; k < table.header.size(); ++k) {
    if (static_cast<int>(k) == columns["period"]) continue;
    labels.push_back(table.header[k].text);
    double before = 0.0, at = 0.0;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      const auto& row = table.rows[i];
      const auto period = read.number(row, columns["period"], true, 0.0),
                 n = read.number(row, static_cast<int>(k), true, 0.0);
      if (!period || !n) break;
      const Cell& cell = row[k];
      if (i > 0 && *period <= at) {
        read.fault(row[static_cast<std::size_t>(columns["period"])], "periods", "periods do not rise",
                   "Survivors are counted at the end of one period after another.", "Sort the rows.");
        break;
      }
      if (i == 0 ? *n < 2.0 || *period != 0.0 : *n > before) {
        read.fault(cell, "survivors",
                   table.header[k].text + " = " + cell.text + " in period " +
                       row[static_cast<std::size_t>(columns["period"])].text,
                   i == 0
                       ? "The first row is the whole cohort, in period 0: how many it was decides how sure the fit is."
                       : "A cohort cannot grow.",
                   "Write the number of customers that are left, not shares.");
        break;
      }
      if (i > 0)
        for (double c = *n; c < before; c += 1.0)
          out.customers.push_back({"", static_cast<int>(labels.size()) - 1, {0.0, at, *period, true, 1.0}, 0, 0, {}});
      before = *n;
      at = *period;
    }
    for (double c = 0.0; c + 1.0 <= before; c += 1.0)
      out.customers.push_back({"", static_cast<int>(labels.size()) - 1, {0.0, 0.0, at, false, 1.0}, 0, 0, {}});
    if (out.customers.size() > 5000000) {
      complaints.add("size", {table.file, 0, 0, "more than five million customers", "Each is a spell of its own.",
                              "Divide the numbers; a thousand say enough.", ""});
      break;
    }
  }
  out.segments = segment_names(labels);
  out.rows = static_cast<double>(out.customers.size());
  out.by = {"cohort"};
  out.whole_cohorts = true;
  return out;
}

}  // namespace tenure::analysis::fit
