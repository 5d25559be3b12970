#include "analysis/fit/tables/columns.h"

#include <fmt/format.h>

#include <algorithm>

namespace tenure::analysis::fit {
namespace {

using Names = std::vector<std::string_view>;

const Names customer_names = {"customerid", "accountid", "customer",     "account", "userid",
                              "clientid",   "memberid",  "subscriberid", "id"};
const Names price_names = {"monthlycharges", "mrramount", "mrr", "monthlyrevenue",
                           "monthlyfee",     "price",     "fee", "monthlyprice"};
const Names start_names = {"startdate", "signupdate",    "start", "joindate",    "joined",   "createdat",
                           "created",   "customersince", "since", "activatedat", "startedat"};
const Names end_names = {"enddate",  "churndate", "end",    "cancelledat",     "canceledat", "cancellationdate",
                         "closedat", "leftat",    "lefton", "terminationdate", "endedat"};
const Names left_names = {"churn",     "churned",  "churnflag", "left",  "ischurned",
                          "cancelled", "canceled", "attrition", "exited"};

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

/// A column that has the word of a usual name in it: client_ref for clientid, contract_start for startdate.
std::string like(const Role& role, const Table& table) {
  constexpr std::size_t least_letters = 4;
  for (const std::string_view name : role.names) {
    std::string_view word = name;
    for (const std::string_view end : {"date", "id", "at", "on"})
      if (word.ends_with(end) && word.size() >= end.size() + least_letters) {
        word.remove_suffix(end.size());
        break;
      }
    if (word.size() < least_letters) continue;
    for (const Cell& column : table.header) {
      const std::string plain = plain_name(column.text);
      const bool flag = plain.ends_with("flag") || plain.ends_with("reason") || plain.starts_with("is");  // whether or why, neither who nor when
      if (!flag && plain.find(word) != std::string::npos) return column.text;
    }
  }
  return {};
}

}  // namespace

const std::vector<KindRow>& kind_rows() {
  static const std::vector<KindRow> all = {
      {TableKind::accounts,
       "accounts",
       "one row for each customer that there is or was",
       {{"id", "name or number of the customer", customer_names},
        {"tenure",
         "how long she has been, or was, a customer",
         {"tenure", "tenuremonths", "tenuredays", "tenureyears", "monthsactive", "months", "accountage",
          "accountlength"}},
        {"left", "whether she has left", left_names},
        {"start", "date on which she became one", start_names},
        {"end", "date on which she left; empty: still there", end_names},
        {"entry",
         "tenure at which she was first seen, in the unit of tenure",
         {"entry", "entrytenure", "firstseentenure"}},
        {"price", "what she pays a month", price_names}}},
      {TableKind::contracts,
       "contracts",
       "one row for each contract or subscription, several for a customer",
       {{"id", "name or number of the contract", {"subscriptionid", "contractid", "id"}},
        {"account",
         "the customer whose it is",
         {"accountid", "customerid", "account", "customer", "userid", "clientid"}},
        {"start", "date on which it began", start_names},
        {"end", "date on which it ended; empty: it runs", end_names},
        {"left", "whether it ended by leaving", left_names},
        {"price", "what it brings a month", price_names}}},
      {TableKind::contacts,
       "contacts",
       "one row for each ticket, call or visit",
       {{"id",
         "name or number of the contact",
         {"ticketid", "caseid", "callid", "contactid", "conversationid", "activityid"}},
        {"account",
         "the customer whose it was",
         {"accountid", "customerid", "account", "customer", "userid", "clientid"}},
        {"date",
         "when it came",
         {"submittedat", "createdat", "openedat", "date", "contactdate", "startedat", "timestamp", "created",
          "opened"}},
        {"work",
         "working time that it took",
         {"handletime", "handlingtime", "handletimeminutes", "handleminutes", "worktime", "workminutes", "talktime",
          "duration", "durationminutes", "durationseconds", "handletimeseconds"}},
        {"wait",
         "how long the customer waited until it began, or until she gave up",
         {"wait", "waittime", "waitseconds", "waitminutes", "waitingtime", "queuetime", "firstresponsetimeminutes",
          "waittimeseconds"}},
        {"gave_up", "whether she gave up waiting", {"gaveup", "abandoned", "isabandoned", "reneged"}},
        {"outbound",
         "whether the firm sought the contact",
         {"outbound", "isoutbound", "direction", "initiatedby", "proactive"}}}},
      {TableKind::purchases,
       "purchases",
       "one row for each purchase of customers without a contract",
       {{"customer", "who bought", customer_names},
        {"date",
         "when",
         {"date", "orderdate", "purchasedate", "transactiondate", "invoicedate", "orderedat", "createdat",
          "timestamp"}},
        {"amount",
         "for how much",
         {"amount", "ordervalue", "value", "total", "revenue", "sales", "price", "ordertotal"}}}},
      {TableKind::buyers,
       "buyers",
       "one row for each customer without a contract, her purchases summed up",
       {{"customer", "who", customer_names},
        {"x", "repeat purchases", {"x", "frequency", "repeatpurchases"}},
        {"t_x", "weeks from the first purchase to the last", {"tx", "recency"}},
        {"T", "weeks from the first purchase to the end of the record", {"t", "observed", "ageinweeks"}},
        {"spend", "mean amount of the repeat purchases", {"zbar", "spend", "monetaryvalue", "meanspend"}}}},
      {TableKind::survivors,
       "survivors",
       "one row for each period: how many of a cohort are left at its end, a column for each cohort",
       {{"period", "number of the period, from 0", {"year", "period", "month", "week", "quarter"}}}},
      {TableKind::stages,
       "stages",
       "one row for each entry of a customer into a stage of the funnel",
       {{"customer",
         "who",
         {"leadid", "opportunityid", "customerid", "accountid", "dealid", "customer", "account", "id"}},
        {"stage", "the stage that she entered", {"stage", "stagename", "status", "tostage", "newstage"}},
        {"date", "when", {"entered", "enteredat", "date", "changedat", "stagedate", "timestamp", "createdat"}}}}};
  return all;
}

const KindRow& row_of(TableKind kind) {
  return *std::find_if(kind_rows().begin(), kind_rows().end(), [&](const KindRow& r) { return r.kind == kind; });
}

Columns::Columns(const Table& table, TableKind kind, const ColumnWishes& wishes) {
  const KindRow& row = row_of(kind);
  std::vector<char> taken(table.header.size(), 0);
  const auto take = [&](std::string_view role, int column) {
    at_[std::string(role)] = column;
    taken[static_cast<std::size_t>(column)] = 1;
  };
  for (const Role& role : row.roles)
    for (const auto& [wish, name] : wishes)
      if (wish == role.key || wish == std::string(row.name) + "." + std::string(role.key))
        if (const int column = table.column(name); column >= 0) take(role.key, column);
  for (const Role& role : row.roles) {
    if (at_.count(role.key) != 0) continue;
    for (const std::string_view name : role.names) {
      int column = -1;
      for (std::size_t i = 0; i < table.header.size() && column < 0; ++i)
        if (taken[i] == 0 && plain_name(table.header[i].text) == name) column = static_cast<int>(i);
      if (column < 0) continue;
      take(role.key, column);
      break;
    }
  }
}

int Columns::operator[](std::string_view role) const {
  const auto found = at_.find(role);
  return found == at_.end() ? -1 : found->second;
}

bool recognise(const Table& table, const ColumnWishes& wishes, TableKind& kind) {
  const auto columns = [&](TableKind k) { return Columns(table, k, wishes); };
  const auto is = [&](TableKind k) {
    kind = k;
    return true;
  };
  if (const Columns c = columns(TableKind::buyers); c.has("x") && c.has("t_x") && c.has("T"))
    return is(TableKind::buyers);
  if (const Columns c = columns(TableKind::contacts); c.has("id") && c.has("date")) return is(TableKind::contacts);
  if (const Columns c = columns(TableKind::contracts); c.has("id") && c.has("account") && c.has("start"))
    return is(TableKind::contracts);
  // a contract by its own name and dates, whoever's it is: as a table of accounts each contract would be taken for a customer
  if (const Columns c = columns(TableKind::contracts); c.has("id") && c.has("start") && c.has("end")) {
    const std::string id = plain_name(table.header[static_cast<std::size_t>(c["id"])].text);
    if (id.starts_with("subscription") || id.starts_with("contract")) return is(TableKind::contracts);
  }
  if (const Columns c = columns(TableKind::stages); c.has("stage") && c.has("date")) return is(TableKind::stages);
  if (const Columns c = columns(TableKind::accounts);
      c.has("tenure") || (c.has("start") && (c.has("left") || c.has("end"))))
    return is(TableKind::accounts);
  if (const Columns c = columns(TableKind::purchases); c.has("customer") && c.has("date") && c.has("amount"))
    return is(TableKind::purchases);
  if (const Columns c = columns(TableKind::contacts); c.has("account") && c.has("date")) return is(TableKind::contacts);
  if (const Columns c = columns(TableKind::accounts); c.has("start")) return is(TableKind::accounts);
  if (const Columns c = columns(TableKind::survivors); c.has("period") && table.header.size() >= 2)
    return is(TableKind::survivors);
  return false;
}

std::string nearest_kind(const Table& table, const ColumnWishes& wishes) {
  // what a kind must have; the first ones of its table of columns otherwise
  static const std::vector<std::pair<TableKind, std::vector<std::string_view>>> wanted = {
      {TableKind::contracts, {"id", "account", "start", "end"}}, {TableKind::accounts, {"id", "start", "end"}},
      {TableKind::contacts, {"id", "account", "date"}},          {TableKind::purchases, {"customer", "date", "amount"}},
      {TableKind::stages, {"customer", "stage", "date"}},        {TableKind::buyers, {"customer", "x", "t_x", "T"}}};
  double most = 0.0;
  std::string text;
  for (const auto& [kind, roles] : wanted) {
    const Columns columns(table, kind, wishes);
    std::vector<std::string> found, missing, say;
    for (const std::string_view role : roles) {
      if (columns.has(role)) {
        found.push_back(fmt::format("{} = {}", role, table.header[static_cast<std::size_t>(columns[role])].text));
        continue;
      }
      missing.emplace_back(role);
      const auto& all = row_of(kind).roles;
      const std::string nearest = like(*std::find_if(all.begin(), all.end(), [&](const Role& r) { return r.key == role; }), table);
      say.push_back(fmt::format("--column {}={}", role, nearest.empty() ? "NAME" : nearest));
    }
    const double share = static_cast<double>(found.size()) / static_cast<double>(roles.size());
    if (found.empty() || share <= most) continue;
    most = share;
    std::string flags;
    for (const std::string& one : say) flags += " " + one;
    text = fmt::format("It comes nearest to {} ({}), without {}: --{} {}{}.", row_of(kind).name, listed(found), listed(missing),
                       row_of(kind).name, table.file, flags);
  }
  return text;
}

void check_wishes(const ColumnWishes& wishes, const std::vector<const Table*>& tables, Complaints& complaints) {
  std::vector<std::string> roles, names;
  for (const KindRow& row : kind_rows())
    for (const Role& role : row.roles) {
      roles.emplace_back(role.key);
      roles.push_back(std::string(row.name) + "." + std::string(role.key));
    }
  for (const Table* t : tables)
    for (const std::string& name : t->names()) names.push_back(name);
  for (const auto& [role, name] : wishes) {
    if (std::find(roles.begin(), roles.end(), role) == roles.end())
      complaints.add("wish " + role, {"--column", 0, 0, role + "=" + name + ": nothing is called " + role,
                                      "A column can only be used for what there is a use for.",
                                      "tenure fit --names lists what there is.", models::nearest_name(role, roles)});
    if (std::none_of(tables.begin(), tables.end(), [&](const Table* t) { return t->column(name) >= 0; })) {
      const std::string known = listed(names);
      complaints.add("wish " + role,
                     {"--column", 0, 0, role + "=" + name + ": no table has a column " + name, "It would be ignored.",
                      "Columns: " + known + ".", models::nearest_name(name, names)});
    }
  }
}

models::Fault missing_column(const Table& table, TableKind kind, std::string_view role, const std::string& why) {
  const KindRow& row = row_of(kind);
  const Role& wanted = *std::find_if(row.roles.begin(), row.roles.end(), [&](const Role& r) { return r.key == role; });
  std::string usual, nearest;
  std::vector<std::string> plain;
  for (const std::string& name : table.names()) plain.push_back(name);
  for (std::size_t i = 0; i < wanted.names.size() && i < 4; ++i) usual.append(i ? ", " : "").append(wanted.names[i]);
  for (std::size_t i = 0; i < wanted.names.size() && nearest.empty(); ++i)
    nearest = models::nearest_name(wanted.names[i], plain);
  if (nearest.empty()) nearest = like(wanted, table);
  const std::string columns = listed(plain);
  return {table.file,
          table.header.front().line,
          1,
          "no column for " + std::string(role) + ": " + std::string(wanted.meaning),
          why,
          "Usual names: " + usual + ". Or say which it is: --column " + std::string(role) +
              "=NAME. Columns here: " + columns + ".",
          nearest};
}

std::string usual_names() {
  std::string out =
      "Columns that tenure fit knows by name (case, blanks and signs do not matter); others: --column KEY=NAME\n";
  for (const KindRow& row : kind_rows()) {
    out += fmt::format("\n{}: {}\n", row.name, row.meaning);
    for (const Role& role : row.roles) {
      out += fmt::format("  {:<9}{}\n           ", role.key, role.meaning);
      for (std::size_t i = 0; i < role.names.size(); ++i) out.append(i ? ", " : "").append(role.names[i]);
      out += "\n";
    }
  }
  return out;
}

}  // namespace tenure::analysis::fit
