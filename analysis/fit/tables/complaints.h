// What is wrong with a table, told with its place. A mistake that stands in thousands of rows is told a few times and
// then counted.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "models/language/fault.h"

namespace tenure::analysis::fit {

class Complaints {
 public:
  static constexpr int told_of_a_kind = 3;

  /// `kind` says which complaints are alike; file, line and column stand in the fault.
  void add(const std::string& kind, models::Fault fault);

  [[nodiscard]] bool empty() const { return faults_.empty(); }
  /// How often was complained: whether reading something went well shows in its not growing.
  [[nodiscard]] std::size_t size() const { return noted_; }
  /// In the order of files (as first complained of), lines and columns; with what was counted only.
  [[nodiscard]] std::vector<models::Fault> all() const;

 private:
  struct Kind {
    int seen = 0;
    std::size_t last = 0;  ///< the last one that is told
  };
  std::size_t noted_ = 0;
  std::vector<models::Fault> faults_;
  std::map<std::pair<std::string, std::string>, Kind> kinds_;
};

}  // namespace tenure::analysis::fit
