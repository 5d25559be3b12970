// Rows of accounts and of contracts.
#include <cmath>
#include <set>
#include <string_view>
#include <utility>

#include "analysis/fit/raw_tables.h"

namespace tenure::analysis::fit {
namespace {

/// The unit of the tenure column: as --unit says, else as its name says, else months.
TimeUnit tenure_unit(const BookOptions& options, const std::string& column) {
  for (const auto& [role, unit] : options.units)
    if (role == "tenure")
      if (const auto known = time_unit(unit)) return *known;
  const std::string name = plain_name(column);
  for (const auto& [part, unit] : {std::pair{"day", "d"}, {"week", "wk"}, {"year", "yr"}})
    if (name.find(part) != std::string::npos) return *time_unit(unit);
  return *time_unit("mo");
}

std::vector<int> trait_columns(const Table& table, const BookOptions& options, RawTable& out) {
  for (const Cell& cell : table.header) out.columns.push_back(cell.text);
  std::vector<int> columns;
  for (const std::string& name : options.by) {
    columns.push_back(table.column(name));
    out.has_trait.push_back(columns.back() >= 0 ? 1 : 0);
  }
  return columns;
}

}  // namespace

RawTable read_accounts(const Table& table, const BookOptions& options, Complaints& complaints) {
  const Columns columns(table, TableKind::accounts, options.columns);
  const std::size_t before = complaints.size();
  RawTable out;
  out.file = table.file;
  out.has_tenure = columns.has("tenure");
  out.has_start = columns.has("start") && !out.has_tenure;
  out.has_end = columns.has("end") && !out.has_tenure;
  out.has_left = columns.has("left");
  out.has_price = columns.has("price");
  const std::vector<int> traits = trait_columns(table, options, out);
  if (!out.has_tenure && !out.has_start)
    complaints.add(
        "columns",
        missing_column(
            table, TableKind::accounts, "tenure",
            "How long customers stay is learnt from how long each has stayed, or since when she is one (start)."));
  if (out.has_tenure && !out.has_left)
    complaints.add("columns", missing_column(table, TableKind::accounts, "left",
                                             "A tenure that ended and one that goes on are told apart by it alone."));
  if (complaints.size() != before) return out;
  const TimeUnit unit = out.has_tenure
                            ? tenure_unit(options, table.header[static_cast<std::size_t>(columns["tenure"])].text)
                            : *time_unit("d");
  out.grain_days = unit.days;
  const CellReader read(table, complaints);
  std::set<std::string> seen;
  for (const auto& row : table.rows) {
    RawCustomer c;
    c.id = read.text(row, columns["id"]);
    if (!c.id.empty() && !seen.insert(c.id).second)
      read.fault(row[static_cast<std::size_t>(columns["id"])], "twice", "customer " + c.id + " stands a second time",
                 "She would be counted twice.", "Give each customer one row; a table of contracts may have several.");
    for (const int t : traits) c.traits.push_back(read.text(row, t));
    c.left = read.flag(row, columns["left"], out.has_tenure);
    c.price = read.number(row, columns["price"], false, 0.0);
    if (out.has_tenure) {
      const auto tenure = read.number(row, columns["tenure"], true, 0.0);
      if (tenure && *tenure != std::floor(*tenure)) out.grain_days = std::min(out.grain_days, 1.0);
      if (tenure) c.tenure_days = *tenure * unit.days;
      if (const auto entry = read.number(row, columns["entry"], false, 0.0)) {
        c.entry_days = *entry * unit.days;
        if (tenure && *entry > *tenure)
          read.fault(row[static_cast<std::size_t>(columns["entry"])], "entry",
                     read.name(columns["entry"]) + " is more than " + read.name(columns["tenure"]),
                     "Nobody is first seen after she was last seen.", "Both count from when she became a customer.");
      }
    } else {
      if (const auto start = read.instant(row, columns["start"], true)) c.start = start->day;
      if (const auto end = read.instant(row, columns["end"], false)) c.end = end->day;
      if (c.start && c.end && *c.end < *c.start)
        read.fault(row[static_cast<std::size_t>(columns["end"])], "order",
                   read.name(columns["end"]) + " lies before " + read.name(columns["start"]),
                   "Nobody leaves before she comes.", "Mend the dates, or leave the row out.");
    }
    out.rows.push_back(std::move(c));
  }
  return out;
}

RawTable read_contracts(const Table& table, const BookOptions& options, Complaints& complaints) {
  const Columns columns(table, TableKind::contracts, options.columns);
  const std::size_t before = complaints.size();
  RawTable out;
  out.file = table.file;
  out.has_start = columns.has("start");
  out.has_end = columns.has("end");
  out.has_left = columns.has("left");
  out.has_price = columns.has("price");
  const std::vector<int> traits = trait_columns(table, options, out);
  for (const char* role : {"start", "end", "account"}) {
    const bool whose = std::string_view(role) == "account";
    if (columns.has(role) || (whose && options.customer_is_contract)) continue;
    models::Fault fault = missing_column(table, TableKind::contracts, role, "A contract is somebody's, and lasts from a day to a day.");
    if (whose) fault.allowed += " Or let each contract count as a customer: --customer contract.";
    complaints.add("columns", std::move(fault));
  }
  if (complaints.size() != before) return out;
  const CellReader read(table, complaints);
  if (columns.has("id")) out.id_column = read.name(columns["id"]);
  if (columns.has("account")) out.account_column = read.name(columns["account"]);
  for (const auto& row : table.rows) {
    RawCustomer c;
    c.id = read.text(row, columns["id"]);
    c.account = read.text(row, columns["account"]);
    if (c.account.empty() && columns.has("account"))
      read.fault(row[static_cast<std::size_t>(columns["account"])], "account", "a contract of nobody",
                 "It cannot be laid to a customer.", "Fill in " + read.name(columns["account"]) + ".");
    for (const int t : traits) c.traits.push_back(read.text(row, t));
    if (const auto start = read.instant(row, columns["start"], true)) c.start = start->day;
    if (const auto end = read.instant(row, columns["end"], false)) c.end = end->day;
    c.left = read.flag(row, columns["left"], false);
    c.price = read.number(row, columns["price"], false, 0.0);
    if (c.start && c.end && *c.end < *c.start)
      read.fault(row[static_cast<std::size_t>(columns["end"])], "order",
                 read.name(columns["end"]) + " lies before " + read.name(columns["start"]),
                 "No contract ends before it begins.", "Mend the dates, or leave the row out.");
    out.rows.push_back(std::move(c));
  }
  return out;
}

RawContacts read_contacts(const Table& table, const BookOptions& options, Complaints& complaints) {
  const Columns columns(table, TableKind::contacts, options.columns);
  const std::size_t before = complaints.size();
  RawContacts out;
  out.file = table.file;
  for (const char* role : {"account", "date"})
    if (!columns.has(role))
      complaints.add("columns",
                     missing_column(table, TableKind::contacts, role, "A contact is somebody's, and came on a day."));
  if (complaints.size() != before) return out;
  out.has_waits = columns.has("wait") && columns.has("gave_up");
  const CellReader read(table, complaints);
  if (columns.has("work")) out.work_column = read.name(columns["work"]);
  const double work_unit = columns.has("work") ? minutes_of(options, "work", out.work_column) : 1.0;
  const double wait_unit = columns.has("wait") ? minutes_of(options, "wait", read.name(columns["wait"])) : 1.0;
  for (std::size_t i = 0; i < table.header.size(); ++i) {
    const std::string name = plain_name(table.header[i].text);
    if (static_cast<int>(i) != columns["work"] &&
        (name.find("resolution") != std::string::npos || name.find("closed") != std::string::npos) &&
        table.header[i].text != "resolved")
      out.elapsed.push_back(table.header[i].text);
  }
  for (const auto& row : table.rows) {
    RawContact c;
    c.account = read.text(row, columns["account"]);
    if (const auto at = read.instant(row, columns["date"], true)) c.at = *at;
    out.has_hours = out.has_hours || c.at.has_hour;
    if (const auto work = read.number(row, columns["work"], false, 0.0)) c.work_minutes = *work * work_unit;
    if (out.has_waits) {
      if (const auto wait = read.number(row, columns["wait"], false, 0.0)) c.wait_minutes = *wait * wait_unit;
      c.gave_up = read.flag(row, columns["gave_up"], false).value_or(false);
    }
    c.outbound = read.flag(row, columns["outbound"], false).value_or(false);
    out.rows.push_back(std::move(c));
  }
  return out;
}

}  // namespace tenure::analysis::fit
