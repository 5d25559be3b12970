// What single tables say, before they are put together.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/fit/book.h"

namespace tenure::analysis::fit {

/// A row of accounts or contracts.
struct RawCustomer {
  std::string id, account;                 ///< account: of a contract
  std::vector<std::string> traits;         ///< values of the columns of --by; empty text where the table lacks one
  std::optional<std::int64_t> start, end;  ///< days
  std::optional<bool> left;
  std::optional<double> tenure_days, entry_days;
  std::optional<double> price;
};

struct RawTable {
  std::string file;
  std::vector<RawCustomer> rows;
  std::string id_column, account_column;  ///< names; empty where the table has none
  bool has_tenure = false, has_start = false, has_end = false, has_left = false, has_price = false;
  double grain_days = 1.0;      ///< step of recorded tenures
  std::vector<char> has_trait;  ///< by column of --by
  std::vector<std::string> columns;  ///< all, as the header names them
};

struct RawContact {
  std::string account;
  Instant at;
  std::optional<double> work_minutes, wait_minutes;
  bool gave_up = false, outbound = false;
};

struct RawContacts {
  std::string file;
  std::vector<RawContact> rows;
  std::string work_column;
  bool has_waits = false;
  bool has_hours = false;
  std::vector<std::string> elapsed;  ///< columns that look like work and are elapsed time
};

RawTable read_accounts(const Table& table, const BookOptions& options, Complaints& complaints);
RawTable read_contracts(const Table& table, const BookOptions& options, Complaints& complaints);
RawContacts read_contacts(const Table& table, const BookOptions& options, Complaints& complaints);
PurchaseBook read_purchases(const Table& table, const BookOptions& options, Complaints& complaints);
PurchaseBook read_buyers(const Table& table, const BookOptions& options, Complaints& complaints);
Book read_survivors(const Table& table, const BookOptions& options, Complaints& complaints);

/// Puts accounts, contracts and contacts together. At least one of the first two.
Book assemble(const RawTable* accounts, const RawTable* contracts, const RawContacts* contacts,
              const BookOptions& options, Complaints& complaints);

/// Complains that the record is said to end (--as-of) before anything in it; `first` and `last`: its days.
void early_end(const BookOptions& options, const std::string& source, std::int64_t first, std::int64_t last,
               Complaints& complaints);

/// Minutes in the unit of a column: as --unit says, else as its name ends, else minutes.
double minutes_of(const BookOptions& options, const std::string& role, const std::string& column);

/// Keys of the scenario language for labels, all different: "Month-to-month" -> "month_to_month".
std::vector<SegmentName> segment_names(const std::vector<std::string>& labels);

/// Adds what the spells themselves give cause to doubt: heaps, segments that nobody leaves early, a record without its
/// early leavers.
void add_doubts(Book& book);

}  // namespace tenure::analysis::fit
