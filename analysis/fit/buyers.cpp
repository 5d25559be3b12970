#include "analysis/fit/buyers.h"

#include <algorithm>
#include <tuple>

namespace tenure::analysis::fit {

std::vector<Buyer> merged(std::vector<Buyer> buyers) {
  const auto key = [](const Buyer& b) { return std::tie(b.x, b.t_x, b.T); };
  std::stable_sort(buyers.begin(), buyers.end(), [&](const Buyer& a, const Buyer& b) { return key(a) < key(b); });
  std::vector<Buyer> out;
  for (const Buyer& b : buyers) {
    if (!out.empty() && key(out.back()) == key(b)) {
      Buyer& o = out.back();
      o.spend = (o.spend * o.count + b.spend * b.count) / (o.count + b.count);
      o.count += b.count;
    } else {
      out.push_back(b);
    }
  }
  return out;
}

}  // namespace tenure::analysis::fit
