#include "analysis/fit/tables/complaints.h"

#include <algorithm>

namespace tenure::analysis::fit {

void Complaints::add(const std::string& kind, models::Fault fault) {
  ++noted_;
  Kind& k = kinds_[{fault.file, kind}];
  if (++k.seen > told_of_a_kind) return;
  k.last = faults_.size();
  faults_.push_back(std::move(fault));
}

std::vector<models::Fault> Complaints::all() const {
  std::vector<models::Fault> out = faults_;
  for (const auto& [key, k] : kinds_)
    if (k.seen > told_of_a_kind)
      out[k.last].message += " (and " + std::to_string(k.seen - told_of_a_kind) + " more like it further down)";
  std::vector<std::string> files;
  for (const models::Fault& f : out)
    if (std::find(files.begin(), files.end(), f.file) == files.end()) files.push_back(f.file);
  const auto number = [&](const models::Fault& f) {
    return std::find(files.begin(), files.end(), f.file) - files.begin();
  };
  std::stable_sort(out.begin(), out.end(), [&](const models::Fault& a, const models::Fault& b) {
    if (number(a) != number(b)) return number(a) < number(b);
    return a.line != b.line ? a.line < b.line : a.column < b.column;
  });
  return out;
}

}  // namespace tenure::analysis::fit
