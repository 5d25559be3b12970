// All tables of a book: recognised, read, and put together.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>

#include "analysis/fit/raw_tables.h"

namespace tenure::analysis::fit {
namespace {

struct NamedTable {
  Table table;
  TableKind kind;
};

std::string file_name(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

/// Of a table of a customer and the date of her leaving, and no more of an account: where its dates belong; else "".
std::string table_of_leavers(const Table& table, const ColumnWishes& wishes) {
  const Columns columns(table, TableKind::accounts, wishes);
  // a column of customers, not merely one that is called id
  const int customer = Columns(table, TableKind::contracts, wishes)["account"], date = columns["end"];
  if (customer < 0 || date < 0) return {};
  std::set<std::string> different;
  const auto at = static_cast<std::size_t>(customer);
  for (const auto& row : table.rows)
    if (at < row.size()) different.insert(row[at].text);
  const std::string dates = table.header[static_cast<std::size_t>(date)].text;
  std::string text = fmt::format("It has a customer ({}) and a date of leaving ({}): these dates belong into the table of accounts, as "
                                 "a column churn_date; join them there and run again without this table.",
                                 table.header[at].text, dates);
  if (different.size() < table.rows.size())
    text += fmt::format(" Its {} rows are of {} customers: give each the date on which she left for good, none to who came back.",
                        table.rows.size(), different.size());
  return text;
}

/// Reads every file; those that are not there or are nothing that is known are complained of.
std::vector<NamedTable> load(const BookOptions& options, Readings& out) {
  std::vector<NamedTable> tables;
  for (const InputFile& file : options.files) {
    std::string text;
    try {
      text = read_text(file.path);
    } catch (const std::runtime_error& error) {
      out.complaints.add("file", {file.path, 0, 0, error.what(), "", "", ""});
      out.file_missing = true;
      continue;
    }
    Table table = parse_table(file.path, text, options.header, out.complaints);
    if (table.header.empty()) continue;
    TableKind kind = TableKind::accounts;
    if (file.kind) {
      kind = *file.kind;
    } else if (!recognise(table, options.columns, kind)) {
      std::string columns;
      const std::string leavers = table_of_leavers(table, options.columns);
      const std::string nearest = leavers.empty() ? nearest_kind(table, options.columns) : leavers;
      const std::string ask = (nearest.empty() ? "Say" : nearest + " Or say") +
                              " which column is what, as in --column tenure=NAME, or what the table is: --accounts, --contracts, "
                              "--contacts, --purchases, --buyers, --survivors or --stages FILE.";
      for (const std::string& name : table.names()) columns += (columns.empty() ? "" : ", ") + name;
      out.complaints.add(
          "kind",
          {file.path, table.header.front().line, 1, "it is not clear what this table holds; its columns: " + columns,
           "Tables are known by the usual names of their columns (tenure fit --names).",
           ask,
           ""});
      continue;
    }
    const auto same = std::find_if(tables.begin(), tables.end(), [&](const NamedTable& t) { return t.kind == kind; });
    if (same != tables.end()) {
      out.complaints.add(
          "twice",
          {file.path, 1, 1, "a second table of " + std::string(row_of(kind).name) + ", beside " + same->table.file,
           "Two tables of one kind are not put together.",
           "Join them first, or say what this one is: --contracts FILE, for instance.", ""});
      continue;
    }
    tables.push_back({std::move(table), kind});
  }
  return tables;
}

const Table* find(const std::vector<NamedTable>& tables, TableKind kind) {
  for (const NamedTable& t : tables)
    if (t.kind == kind) return &t.table;
  return nullptr;
}

void shorten(std::string& source, const BookOptions& options) {
  for (const InputFile& f : options.files)
    if (const auto at = source.find(f.path); at != std::string::npos)
      source.replace(at, f.path.size(), file_name(f.path));
}

}  // namespace

std::optional<TimeUnit> time_unit(const std::string& name) {
  static const std::array<TimeUnit, 7> all = {TimeUnit{"s", "second", 1.0 / 86400.0},
                                              {"min", "minute", 1.0 / 1440.0},
                                              {"h", "hour", 1.0 / 24.0},
                                              {"d", "day", 1.0},
                                              {"wk", "week", 7.0},
                                              {"mo", "month", 30.4375},
                                              {"yr", "year", 365.25}};
  for (const TimeUnit& u : all)
    if (u.name == name || u.words == name || u.words + "s" == name) return u;
  return std::nullopt;
}

double minutes_of(const BookOptions& options, const std::string& role, const std::string& column) {
  for (const auto& [wish, unit] : options.units)
    if (wish == role)
      if (const auto known = time_unit(unit)) return known->days * 1440.0;
  const std::string name = plain_name(column);
  const auto ends = [&](const char* part) { return name.find(part) != std::string::npos; };
  return ends("sec") ? 1.0 / 60.0 : ends("hour") ? 60.0 : ends("day") ? 1440.0 : 1.0;
}

Readings read_tables(const BookOptions& options) {
  Readings out;
  const std::vector<NamedTable> tables = load(options, out);
  std::vector<const Table*> all;
  for (const NamedTable& t : tables) all.push_back(&t.table);
  if (!all.empty()) check_wishes(options.columns, all, out.complaints);
  Complaints& complaints = out.complaints;
  if (const Table* t = find(tables, TableKind::purchases)) out.purchases = read_purchases(*t, options, complaints);
  if (const Table* t = find(tables, TableKind::buyers); t && !out.purchases)
    out.purchases = read_buyers(*t, options, complaints);
  if (const Table* t = find(tables, TableKind::stages)) out.stages = *t;
  const Table *accounts = find(tables, TableKind::accounts), *contracts = find(tables, TableKind::contracts),
              *contacts = find(tables, TableKind::contacts);
  RawTable a, c;
  RawContacts k;
  if (accounts) a = read_accounts(*accounts, options, complaints);
  if (contracts) c = read_contracts(*contracts, options, complaints);
  if (contacts) k = read_contacts(*contacts, options, complaints);
  if (!complaints.empty()) return out;
  if (accounts || contracts) {
    out.book =
        assemble(accounts ? &a : nullptr, contracts ? &c : nullptr, contacts ? &k : nullptr, options, complaints);
  } else if (contacts) {
    complaints.add("alone", {contacts->file, 0, 0, "contacts, and no customers",
                             "How often one comes hangs on how many there are, and since when.",
                             "Name a table of accounts or contracts too.", ""});
  }
  if (const Table* t = find(tables, TableKind::survivors); t && !out.book)
    out.book = read_survivors(*t, options, complaints);
  if (!complaints.empty()) return out;
  if (out.book) {
    shorten(out.book->source, options);
    if (out.book->contacts) shorten(out.book->contacts->file, options);
    if (out.book->contracts) {
      shorten(out.book->contracts->file, options);
      shorten(out.book->contracts->accounts_file, options);
    }
    for (Note& n : out.book->notes) shorten(n.text, options);
    add_doubts(*out.book);
  }
  if (out.purchases) shorten(out.purchases->source, options);
  return out;
}

}  // namespace tenure::analysis::fit
