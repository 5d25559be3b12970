// Which column of a table is which: by a list of usual names, or as the user says.
//
// The list is the documentation's too: `tenure fit --names` prints it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/fit/tables/table.h"

namespace tenure::analysis::fit {

enum class TableKind { accounts, contracts, contacts, purchases, buyers, survivors, stages };

struct Role {
  std::string_view key;  ///< what --column calls it: "tenure"
  std::string_view meaning;
  std::vector<std::string_view> names;  ///< usual names, plain (plain_name), the likeliest first
};

struct KindRow {
  TableKind kind;
  std::string_view name;  ///< "accounts"
  std::string_view meaning;
  std::vector<Role> roles;
};

const std::vector<KindRow>& kind_rows();
const KindRow& row_of(TableKind kind);

/// What the user says about columns: role -> column, possibly "contracts.price" -> column.
using ColumnWishes = std::vector<std::pair<std::string, std::string>>;

/// The columns of a table by role; -1: not there.
class Columns {
 public:
  Columns(const Table& table, TableKind kind, const ColumnWishes& wishes);
  [[nodiscard]] int operator[](std::string_view role) const;
  [[nodiscard]] bool has(std::string_view role) const { return (*this)[role] >= 0; }

 private:
  std::map<std::string, int, std::less<>> at_;
};

/// What kind a table is by its columns; false when it could be nothing that is known.
bool recognise(const Table& table, const ColumnWishes& wishes, TableKind& kind);

/// Complains of wishes for a role that there is not, or for a column that no table has.
void check_wishes(const ColumnWishes& wishes, const std::vector<const Table*>& tables, Complaints& complaints);

/// For a table that nothing is recognised in: which kind it comes nearest to by its columns, and which --column would make it that.
/// Empty where it has none that any kind knows.
std::string nearest_kind(const Table& table, const ColumnWishes& wishes);

/// A fault at the header: the table lacks a column for `role`.  The nearest of its columns is named where one is like a usual name.
models::Fault missing_column(const Table& table, TableKind kind, std::string_view role, const std::string& why);

/// The list of usual names, for people.
std::string usual_names();

}  // namespace tenure::analysis::fit
