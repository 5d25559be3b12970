// What stands in a cell: a number, an ISO date, a yes or no. What is none of these is a fault.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/fit/tables/table.h"

namespace tenure::analysis::fit {

/// Days since 1970-01-01, with the time of the day as a fraction.
struct Instant {
  std::int64_t day = 0;
  double hour = 0.0;  ///< [0, 24)
  bool has_hour = false;
};

std::optional<double> number_in(const std::string& text);
/// 2024-10-16, 20241016, 2024-10-16T03:00:00Z, 2024-10-16 3:00; time zones are read and ignored.
std::optional<Instant> instant_in(const std::string& text);
std::optional<bool> flag_in(const std::string& text);

/// Reads cells of one table; a cell that is not what it should be is complained of once for its kind and column.
class CellReader {
 public:
  CellReader(const Table& table, Complaints& complaints) : table_(table), complaints_(complaints) {}

  /// The cell's value; nullopt when it is empty (complained of if `needed`) or a fault.
  std::optional<double> number(const std::vector<Cell>& row, int column, bool needed, double least) const;
  std::optional<Instant> instant(const std::vector<Cell>& row, int column, bool needed) const;
  std::optional<bool> flag(const std::vector<Cell>& row, int column, bool needed) const;
  [[nodiscard]] std::string text(const std::vector<Cell>& row, int column) const;

  void fault(const Cell& cell, const std::string& kind, const std::string& message, const std::string& why,
             const std::string& allowed) const;
  [[nodiscard]] const std::string& name(int column) const {
    return table_.header[static_cast<std::size_t>(column)].text;
  }

 private:
  bool missing(const Cell& cell, int column, bool needed) const;

  const Table& table_;
  Complaints& complaints_;
};

}  // namespace tenure::analysis::fit
