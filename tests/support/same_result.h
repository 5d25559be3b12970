// Two results of a cell, bit by bit.
#pragma once

#include <cstring>

#include "models/measure/measures.h"
#include "models/simulate/simulate.h"
#include "tests/support/catch.h"

namespace tenure::test {

/// Equal bytes in every measure, and as many events; says which measure differs first.
inline bool same(const models::CellResult& a, const models::CellResult& b) {
  if (a.events != b.events || a.values.size() != b.values.size()) return false;
  for (std::size_t i = 0; i < a.values.size(); ++i) {
    if (a.values[i].size() == b.values[i].size() &&
        std::memcmp(a.values[i].data(), b.values[i].data(), a.values[i].size() * sizeof(double)) == 0)
      continue;
    UNSCOPED_INFO("first difference in " << models::measures()[i].name);
    return false;
  }
  return true;
}

}  // namespace tenure::test
