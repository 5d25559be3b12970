// The histories of one customer as a page of at most 100 columns, and as JSON.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "analysis/trace/history.h"

namespace tenure::analysis {

struct TraceReport {
  const models::Scenario* scenario = nullptr;
  std::string file;
  int number = 0;               ///< of the customer among all who are met, from 1
  int number_in_segment = 0;    ///< among those of her segment, from 1
  int replication = 0;
  std::string chosen;           ///< why she was chosen; empty: she was asked for
  std::size_t baseline = 0;     ///< index into `histories`
  std::vector<History> histories;

  /// "Customer 12 (Enterprise 3, opening book)".
  std::string who() const;
};

std::string as_page(const TraceReport& report);
nlohmann::ordered_json as_json(const TraceReport& report);

}  // namespace tenure::analysis
