// Accounts, contracts and contacts put together to one book.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "analysis/fit/page.h"
#include "analysis/fit/raw_tables.h"
#include "sim/time/civil_date.h"

namespace tenure::analysis::fit {
namespace {

constexpr double kMonthDays = 30.4375;
constexpr std::size_t kMostSegments = 24;
constexpr std::int64_t kGap = 31;  ///< days between two contracts that do not count as having been away

std::string date_text(std::int64_t day) {
  return sim::to_string(sim::civil_from_days(day));
}

/// A customer with what all tables say of her.
struct Joined {
  std::string id, account;
  std::vector<std::string> traits;
  std::optional<std::int64_t> start, end;
  std::optional<bool> left;
  std::optional<double> tenure_days, entry_days, price;
};

class Assembler {
 public:
  Assembler(const RawTable* accounts, const RawTable* contracts, const RawContacts* contacts,
            const BookOptions& options, Complaints& complaints)
      : accounts_(accounts), contracts_(contracts), contacts_(contacts), options_(options), complaints_(complaints) {}

  Book make() {
    book_.period = *time_unit(options_.period);
    book_.by = options_.by;
    check_by();
    book_.dated = contracts_ != nullptr || accounts_->has_start;
    book_.source = accounts_ != nullptr && !(contracts_ != nullptr && options_.customer_is_contract) ? accounts_->file
                                                                                                     : contracts_->file;
    if (accounts_ != nullptr && contracts_ != nullptr && !options_.customer_is_contract)
      book_.source = accounts_->file + " and " + contracts_->file;
    find_end();
    join();
    if (!complaints_.empty()) return book_;
    name_segments();
    if (!complaints_.empty()) return book_;
    book_.dated ? add_dated() : add_by_tenure();
    drop_empty_segments();
    if (contracts_ != nullptr && options_.customer_is_contract) note_accounts();
    if (contacts_ != nullptr && complaints_.empty()) add_contacts();
    return book_;
  }

 private:
  void flag(const std::string& text) { book_.notes.push_back({Note::Kind::flagged, text}); }

  void check_by() {
    for (std::size_t i = 0; i < options_.by.size(); ++i) {
      const bool known = (accounts_ != nullptr && accounts_->has_trait[i] != 0) ||
                         (contracts_ != nullptr && contracts_->has_trait[i] != 0);
      if (known) continue;
      std::vector<std::string> columns;
      for (const RawTable* t : {accounts_, contracts_})
        if (t != nullptr) columns.insert(columns.end(), t->columns.begin(), t->columns.end());
      complaints_.add("by", {"--by", 0, 0, options_.by[i] + ": neither accounts nor contracts have such a column",
                             "Segments are the values of a column.", "Name a column of a table as its header does.",
                             models::nearest_name(options_.by[i], columns)});
    }
  }

  void find_end() {
    if (!book_.dated) return;
    std::optional<std::int64_t> last, first;
    const auto see = [&](const std::optional<std::int64_t>& day) {
      if (!day) return;
      last = last ? std::max(*last, *day) : *day;
    };
    for (const RawTable* t : {accounts_, contracts_})
      if (t != nullptr)
        for (const RawCustomer& c : t->rows) {
          see(c.start);
          see(c.end);
          if (c.start) first = first ? std::min(*first, *c.start) : *c.start;
        }
    if (contacts_ != nullptr)
      for (const RawContact& c : contacts_->rows) see(c.at.day);
    if (!last) return;
    if (options_.as_of && first && *options_.as_of <= *first) return early_end(options_, book_.source, *first, *last, complaints_);
    book_.as_of = options_.as_of.value_or(*last);
    book_.first = options_.observed_from.value_or(first.value_or(*last));
    book_.grain = 1.0 / book_.period.days;
    if (!options_.as_of)
      flag("The record is taken to end on " + date_text(book_.as_of) +
           ", the latest date in the tables; --as-of says otherwise.");
  }

  std::vector<std::string> traits_of(const RawCustomer* account, const RawCustomer* contract) const {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < options_.by.size(); ++i) {
      const RawCustomer* first = options_.customer_is_contract ? contract : account;
      const RawCustomer* second = options_.customer_is_contract ? account : contract;
      const auto has = [&](const RawCustomer* c) {
        const RawTable* t = c == account ? accounts_ : contracts_;
        return c != nullptr && t != nullptr && t->has_trait[i] != 0;
      };
      out.push_back(has(first) ? first->traits[i] : has(second) ? second->traits[i] : "");
    }
    return out;
  }

  void join() {
    if (contracts_ == nullptr) {
      for (const RawCustomer& a : accounts_->rows)
        joined_.push_back(
            {a.id, a.id, traits_of(&a, nullptr), a.start, a.end, a.left, a.tenure_days, a.entry_days, a.price});
      refuse_undated_leavers();
      return;
    }
    std::map<std::string, const RawCustomer*> account_of;
    if (accounts_ != nullptr)
      for (const RawCustomer& a : accounts_->rows) account_of[a.id] = &a;
    std::map<std::string, std::vector<const RawCustomer*>> contracts_of;
    std::vector<std::string> order;
    double strangers = 0.0;
    for (const RawCustomer& c : contracts_->rows) {
      const auto a = account_of.find(c.account);
      if (accounts_ != nullptr && a == account_of.end()) strangers += 1.0;
      if (options_.customer_is_contract) {
        const RawCustomer* account = a == account_of.end() ? nullptr : a->second;
        joined_.push_back({c.id, c.account, traits_of(account, &c), c.start, c.end, c.left, {}, {}, c.price});
        continue;
      }
      auto& list = contracts_of[c.account];
      if (list.empty()) order.push_back(c.account);
      list.push_back(&c);
    }
    if (strangers > 0.0)
      flag(fmt::format("{:.0f} of {} contracts belong to accounts that {} does not have.", strangers,
                       contracts_->rows.size(), accounts_->file));
    if (!options_.customer_is_contract) join_by_account(account_of, contracts_of, order);
  }

  /// Who is said to have left, but not when, cannot be used, and to leave leavers out would make customers look loyal.
  void refuse_undated_leavers() {
    if (!book_.dated || !accounts_->has_left) return;
    double n = 0.0;
    for (const Joined& j : joined_)
      if (j.left.value_or(false) && !j.end) n += 1.0;
    if (n > 0.0)
      complaints_.add(
          "undated",
          {accounts_->file, 0, 0,
           fmt::format("{:.0f} of {} customers are said to have left, but not when", n, joined_.size()),
           "Without the date nobody knows how long they stayed; without them customers would look loyal.",
           "Add a column with the date on which each left (usual names: end_date, churn_date), or name the table of their contracts too: "
           "tenure fit " + accounts_->file + " CONTRACTS.csv, with --customer contract where an account holds several.", ""});
  }

  void join_by_account(const std::map<std::string, const RawCustomer*>& account_of,
                       const std::map<std::string, std::vector<const RawCustomer*>>& contracts_of,
                       const std::vector<std::string>& order) {
    double said_gone = 0.0, gaps = 0.0, without = 0.0;
    for (const std::string& id : order) {
      const auto& list = contracts_of.at(id);
      const auto found = account_of.find(id);
      const RawCustomer* account = found == account_of.end() ? nullptr : found->second;
      Joined j{id, id, traits_of(account, list.back()), {}, {}, {}, {}, {}, {}};
      bool running = false;
      std::vector<std::pair<std::int64_t, std::int64_t>> spans;
      for (const RawCustomer* c : list) {
        if (!c->start || *c->start > book_.as_of) continue;
        const bool runs = !c->end || *c->end > book_.as_of;
        running = running || runs;
        spans.emplace_back(*c->start, runs ? book_.as_of : *c->end);
      }
      if (spans.empty()) continue;
      std::sort(spans.begin(), spans.end());
      std::int64_t until = spans.front().second;
      bool away = false;
      for (const auto& [from, to] : spans) {
        away = away || from > until + kGap;
        until = std::max(until, to);
      }
      if (away) gaps += 1.0;
      j.start = spans.front().first;
      if (account != nullptr && account->end) j.end = account->end;
      if (!j.end && !running) j.end = until;
      if (account != nullptr && account->left.value_or(false) && !j.end) said_gone += 1.0;
      for (const RawCustomer* c : list) {
        if (!c->start || *c->start > book_.as_of) continue;
        const bool counts = running ? (!c->end || *c->end > book_.as_of) : c->end && *c->end == until;
        if (counts && c->price) j.price = j.price.value_or(0.0) + *c->price;
      }
      joined_.push_back(std::move(j));
    }
    book_.contracts.emplace(Book::Contracts{contracts_->file, contracts_->id_column, contracts_->account_column,
                                            static_cast<double>(contracts_->rows.size()), 0.0, said_gone,
                                            accounts_ != nullptr ? accounts_->file : std::string()});
    for (const RawCustomer& c : contracts_->rows) book_.contracts->ended += c.end && *c.end <= book_.as_of ? 1.0 : 0.0;
    if (accounts_ != nullptr)
      for (const RawCustomer& a : accounts_->rows) without += contracts_of.count(a.id) == 0 ? 1.0 : 0.0;
    if (without > 0.0) flag(fmt::format("{:.0f} accounts have no contract and are left out.", without));
    if (said_gone > 0.0)
      flag(
          fmt::format("{:.0f} accounts are said to have left, but not when, and still have a contract that runs: the "
                      "contracts are believed.",
                      said_gone));
    if (gaps > 0.0)
      flag(fmt::format(
          "{:.0f} accounts were without a contract for more than {} days and came back; they count as having stayed.",
          gaps, kGap));
  }

  void name_segments() {
    std::vector<std::string> labels;
    std::map<std::string, int> number;
    for (const Joined& j : joined_) {
      std::string label;
      for (const std::string& t : j.traits)
        label += (label.empty() ? "" : ", ") + (t.empty() ? std::string("(none)") : t);
      if (options_.by.empty()) label = "Customers";
      if (number.emplace(label, static_cast<int>(labels.size())).second) labels.push_back(label);
      segment_.push_back(number[label]);
    }
    if (labels.size() > kMostSegments)
      complaints_.add("by", {"--by", 0, 0, fmt::format("{} different segments", labels.size()),
                             "Each segment has a retention curve of its own, which needs people enough to see one.",
                             fmt::format("Group the values first; at most {} segments.", kMostSegments), ""});
    std::vector<std::size_t> order(labels.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return labels[a] < labels[b]; });
    std::vector<int> place(labels.size());
    std::vector<std::string> sorted;
    for (std::size_t i = 0; i < order.size(); ++i) {
      place[order[i]] = static_cast<int>(i);
      sorted.push_back(labels[order[i]]);
    }
    for (int& s : segment_) s = place[static_cast<std::size_t>(s)];
    book_.segments = segment_names(sorted);
    book_.rows = static_cast<double>(joined_.size());
  }

  void add_dated() {
    double later = 0.0, before = 0.0, ended_otherwise = 0.0, future = 0.0;
    for (std::size_t i = 0; i < joined_.size(); ++i) {
      const Joined& j = joined_[i];
      if (!j.start) continue;
      if (*j.start > book_.as_of) {
        later += 1.0;
        continue;
      }
      Customer c{j.id, segment_[i], {}, *j.start, book_.as_of, j.price};
      const bool ended = j.end && *j.end <= book_.as_of;
      if (j.end && !ended) future += 1.0;
      if (ended) c.end = *j.end;
      c.spell.left = ended && j.left.value_or(true);
      if (ended && !c.spell.left) ended_otherwise += 1.0;
      if (options_.observed_from) {
        if (c.end < *options_.observed_from) {
          before += 1.0;
          continue;
        }
        c.spell.entry =
            std::max<double>(0.0, static_cast<double>(*options_.observed_from - c.start)) / book_.period.days;
        book_.truncated = true;
      }
      c.spell.until = static_cast<double>(c.end - c.start) / book_.period.days;
      if (c.spell.left) {
        if (c.spell.until <= c.spell.entry) c.spell.until = c.spell.entry + book_.grain;
        c.spell.before = std::max(c.spell.entry, c.spell.until - book_.grain);
      }
      book_.customers.push_back(std::move(c));
    }
    if (later > 0.0)
      flag(fmt::format("{:.0f} customers come after {} and are left out.", later, date_text(book_.as_of)));
    if (before > 0.0)
      flag(fmt::format("{:.0f} customers left before {} and are left out, as --observed-from says.", before,
                       date_text(*options_.observed_from)));
    if (future > 0.0)
      flag(fmt::format("{:.0f} end dates lie after {}: these customers count as still there.", future,
                       date_text(book_.as_of)));
    if (ended_otherwise > 0.0)
      flag(fmt::format("{:.0f} spells ended, but not by leaving, as the table says: they count as seen until then.",
                       ended_otherwise));
  }

  /// Contracts that count as customers: whose they are, and how many of the new ones are further ones.
  void note_accounts() {
    std::map<std::string, std::string> account_of;
    for (const Joined& j : joined_) account_of[j.id] = j.account;
    if (contracts_->account_column.empty() || account_of.size() < joined_.size()) return;  // nobody knows whose each is
    std::map<std::string, std::int64_t> since;
    double running = 0.0, fresh = 0.0, further = 0.0;
    for (const Customer& c : book_.customers) {
      const std::string& account = account_of[c.id];
      if (account.empty()) return;
      const auto [at, first] = since.emplace(account, c.start);
      if (!first) at->second = std::min(at->second, c.start);
      running += c.spell.left ? 0.0 : 1.0;
    }
    if (static_cast<double>(since.size()) >= static_cast<double>(book_.customers.size())) return;
    for (const Customer& c : book_.customers) {
      if (book_.as_of - c.start >= 365) continue;
      fresh += 1.0;
      further += since[account_of[c.id]] < c.start ? 1.0 : 0.0;
    }
    flag(fmt::format("These {} contracts ({} of them run) belong to {} accounts{}.", grouped(static_cast<double>(book_.customers.size())),
                     grouped(running), grouped(static_cast<double>(since.size())),
                     fresh == 0.0 ? ""
                                  : fmt::format(": {}{} of the {} of the last year",
                                                further > 0.5 * fresh ? "newcomers are mostly further contracts of accounts that you have, "
                                                                      : "some newcomers are further contracts of accounts that you have, ",
                                                grouped(further), grouped(fresh))));
  }

  void add_by_tenure() {
    book_.grain = accounts_->grain_days / book_.period.days;
    for (std::size_t i = 0; i < joined_.size(); ++i) {
      const Joined& j = joined_[i];
      if (!j.tenure_days) continue;
      Customer c{j.id, segment_[i], {}, 0, 0, j.price};
      c.spell.until = *j.tenure_days / book_.period.days;
      c.spell.left = j.left.value_or(false);
      if (c.spell.left) c.spell.until = std::max(c.spell.until, book_.grain);
      if (j.entry_days) c.spell.entry = *j.entry_days / book_.period.days;
      if (options_.observed_for)
        c.spell.entry = std::max(c.spell.entry, c.spell.until - *options_.observed_for / book_.period.days);
      book_.truncated = book_.truncated || j.entry_days || options_.observed_for;
      if (c.spell.left) c.spell.before = std::max({0.0, c.spell.entry, c.spell.until - book_.grain});
      book_.customers.push_back(std::move(c));
    }
  }

  /// Segments whose customers were all left out.
  void drop_empty_segments() {
    std::vector<int> place(book_.segments.size(), 0);
    for (const Customer& c : book_.customers) place[static_cast<std::size_t>(c.segment)] = 1;
    std::vector<SegmentName> kept;
    for (std::size_t g = 0; g < place.size(); ++g) {
      const bool used = place[g] != 0;
      place[g] = static_cast<int>(kept.size());
      if (used) kept.push_back(book_.segments[g]);
    }
    for (Customer& c : book_.customers) c.segment = place[static_cast<std::size_t>(c.segment)];
    book_.segments = std::move(kept);
  }

  void add_contacts() {
    ContactBook out;
    out.file = contacts_->file;
    out.rows = static_cast<double>(contacts_->rows.size());
    out.work_column = contacts_->work_column;
    out.whole = contracts_ != nullptr && options_.customer_is_contract;
    std::int64_t first = 0, last = 0;
    for (std::size_t i = 0; i < contacts_->rows.size(); ++i) {
      const std::int64_t day = contacts_->rows[i].at.day;
      first = i == 0 ? day : std::min(first, day);
      last = i == 0 ? day : std::max(last, day);
    }
    if (book_.dated) last = std::max(last, book_.as_of);
    // customers of an account, and the time for which each account can have come
    struct Account {
      std::vector<std::size_t> customers;
      double time = 0.0, events = 0.0;
    };
    std::map<std::string, Account> accounts;
    std::map<std::string, std::string> account_of;
    for (const Joined& j : joined_) account_of[j.id] = j.account;
    for (std::size_t i = 0; i < book_.customers.size(); ++i) {
      const Customer& c = book_.customers[i];
      Account& a = accounts[account_of[c.id]];
      if (!book_.dated && c.spell.left) continue;  // nobody knows when she was there
      a.customers.push_back(i);
      const double days = book_.dated
                              ? static_cast<double>(c.end - std::max(c.start, first) + 1)
                              : std::min(c.spell.until * book_.period.days, static_cast<double>(last - first + 1));
      a.time += std::max(0.0, days) / kMonthDays;
    }
    double strangers = 0.0, outside = 0.0;
    for (const RawContact& c : contacts_->rows) {
      if (c.outbound) {
        out.outbound += 1.0;
        continue;
      }
      out.by_weekday[static_cast<std::size_t>(sim::weekday_of_days(c.at.day))] += 1.0;
      if (contacts_->has_hours && c.at.has_hour) out.by_hour[static_cast<std::size_t>(c.at.hour)] += 1.0;
      if (c.work_minutes && *c.work_minutes > 0.0) out.work_minutes.push_back(*c.work_minutes);
      if (c.wait_minutes) out.waits.push_back({*c.wait_minutes, c.gave_up});
      const auto a = accounts.find(c.account);
      if (a == accounts.end()) {
        strangers += 1.0;
        continue;
      }
      const bool there =
          !book_.dated || std::any_of(a->second.customers.begin(), a->second.customers.end(), [&](std::size_t i) {
            return book_.customers[i].start <= c.at.day && c.at.day <= book_.customers[i].end;
          });
      there ? a->second.events += 1.0 : outside += 1.0;
    }
    for (std::int64_t day = first; day <= last && out.rows > 0.0; ++day)
      out.days_by_weekday[static_cast<std::size_t>(sim::weekday_of_days(day))] += 1.0;
    out.counted.resize(out.whole ? 1 : book_.segments.size());
    for (const auto& [id, a] : accounts)
      if (a.time > 0.0 && !a.customers.empty())
        out.counted[out.whole ? 0 : static_cast<std::size_t>(book_.customers[a.customers.front()].segment)].push_back(
            {a.events, a.time});
    if (strangers > 0.0)
      flag(fmt::format(
          "{:.0f} of {:.0f} contacts belong to customers that the other tables do not have; they are not counted.",
          strangers, out.rows));
    if (outside > 0.0)
      flag(fmt::format(
          "{:.0f} of {:.0f} contacts lie before their customer came or after she left; they are not counted.", outside,
          out.rows));
    if (out.outbound > 0.0)
      flag(
          fmt::format("{:.0f} contacts were sought by the firm: they are its decision (a touchpoint of a strategy), "
                      "not the customers' demand, and are not counted.",
                      out.outbound));
    std::string elapsed;
    for (const std::string& column : contacts_->elapsed) elapsed += (elapsed.empty() ? "" : ", ") + column;
    if (!elapsed.empty())
      flag("Time by the clock, waiting included, is not work, and is not used as such: " + elapsed + "." +
           (out.work_column.empty() ? " How much work a contact takes stays unknown." : ""));
    book_.contacts = std::move(out);
  }

  const RawTable* accounts_;
  const RawTable* contracts_;
  const RawContacts* contacts_;
  const BookOptions& options_;
  Complaints& complaints_;
  Book book_;
  std::vector<Joined> joined_;
  std::vector<int> segment_;
};

}  // namespace

Book assemble(const RawTable* accounts, const RawTable* contracts, const RawContacts* contacts,
              const BookOptions& options, Complaints& complaints) {
  return Assembler(accounts, contracts, contacts, options, complaints).make();
}

void early_end(const BookOptions& options, const std::string& source, std::int64_t first, std::int64_t last, Complaints& complaints) {
  complaints.add("as-of", {"--as-of", 0, 0, date_text(*options.as_of) + " lies before everything in " + source,
                           "It says when the record ends, and what comes later is left out: nothing would be left.",
                           "The first date there is " + date_text(first) + ", the last " + date_text(last) + "; without --as-of the last is taken.", ""});
}

std::vector<SegmentName> segment_names(const std::vector<std::string>& labels) {
  std::vector<SegmentName> out;
  std::set<std::string> taken;
  for (const std::string& label : labels) {
    std::string key;
    for (const char c : label) {
      const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (letter)
        key += c;
      else if (c >= 'A' && c <= 'Z')
        key += static_cast<char>(c - 'A' + 'a');
      else if (!key.empty() && key.back() != '_')
        key += '_';
    }
    while (!key.empty() && key.back() == '_') key.pop_back();
    if (key.empty()) key = "segment";
    if (key[0] >= '0' && key[0] <= '9') key.insert(0, "s_");
    key = key.substr(0, 40);
    std::string name = key;
    for (int n = 2; !taken.insert(name).second; ++n) name = key + "_" + std::to_string(n);
    out.push_back({name, label});
  }
  return out;
}

}  // namespace tenure::analysis::fit
