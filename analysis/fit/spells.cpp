#include "analysis/fit/spells.h"

#include <algorithm>
#include <tuple>

namespace tenure::analysis::fit {

std::vector<Spell> merged(std::vector<Spell> spells) {
  const auto key = [](const Spell& s) { return std::tie(s.until, s.before, s.entry, s.left); };
  std::stable_sort(spells.begin(), spells.end(), [&](const Spell& a, const Spell& b) { return key(a) < key(b); });
  std::vector<Spell> out;
  for (const Spell& s : spells) {
    if (!out.empty() && key(out.back()) == key(s))
      out.back().count += s.count;
    else
      out.push_back(s);
  }
  return out;
}

SpellTotals totals(const std::vector<Spell>& spells) {
  SpellTotals out;
  for (const Spell& s : spells) {
    out.spells += s.count;
    out.longest = std::max(out.longest, s.until);
    if (s.left) out.left += s.count;
    const double end = s.left ? 0.5 * (std::max(s.before, s.entry) + s.until) : s.until;
    out.exposure += s.count * std::max(0.0, end - s.entry);
  }
  return out;
}

}  // namespace tenure::analysis::fit
