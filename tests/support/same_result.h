// Two results of a cell, bit by bit.
#pragma once

#include <cstring>
#include <span>

#include "models/measure/measures.h"
#include "models/simulate/simulate.h"
#include "tests/support/catch.h"

namespace tenure::test {

/// Equal numbers to the byte: NaN is NaN, and 0 is not -0.
inline bool same_bytes(std::span<const double> a, std::span<const double> b) {
  return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size_bytes()) == 0);
}

/// Equal bytes in every measure, and as many events; says which measure differs first.
inline bool same(const models::CellResult& a, const models::CellResult& b) {
  if (a.events != b.events || a.values.size() != b.values.size()) return false;
  for (std::size_t i = 0; i < a.values.size(); ++i) {
    if (same_bytes(a.values[i], b.values[i])) continue;
    UNSCOPED_INFO("first difference in " << models::measures()[i].name);
    return false;
  }
  return true;
}

}  // namespace tenure::test
