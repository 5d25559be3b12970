#include "analysis/fit/retention_choice.h"

#include <algorithm>
#include <cmath>

namespace tenure::analysis::fit {
namespace {

constexpr std::size_t kParts = 5;
constexpr double kSurprise = -50.0;  ///< log L of a row that a law calls impossible

/// log L of each row by a fit that has not seen it; false when a part leaves nothing to fit to.
bool held_out(const RetentionFamily& family, const std::vector<Spell>& rows, std::vector<double>& out) {
  const std::size_t before = out.size();
  out.resize(before + rows.size());
  const SpellTotals whole = totals(rows);
  if (!(whole.left > 0.0 && whole.exposure > 0.0)) return false;
  const Values start = fit_retention(family, rows).maximum.at;  // the parts' maxima lie near
  for (std::size_t part = 0; part < kParts; ++part) {
    std::vector<Spell> seen;
    for (std::size_t i = 0; i < rows.size(); ++i)
      if (i % kParts != part) seen.push_back(rows[i]);
    const SpellTotals sum = totals(seen);
    if (!(sum.left > 0.0 && sum.exposure > 0.0)) return false;
    const RetentionFit fitted = fit_retention(family, seen, start);
    for (std::size_t i = part; i < rows.size(); i += kParts)
      out[before + i] = rows[i].count * std::max(kSurprise, log_likelihood(family, fitted.maximum.at, rows[i]));
  }
  return true;
}

}  // namespace

RetentionChoice choose_retention(const std::vector<std::vector<Spell>>& segments, double fewest) {
  std::vector<std::vector<Spell>> groups;
  std::vector<Spell> few;
  for (const auto& rows : segments) {
    if (totals(rows).left >= fewest)
      groups.push_back(rows);
    else
      few.insert(few.end(), rows.begin(), rows.end());
  }
  if (totals(few).left >= fewest || groups.empty()) groups.push_back(few);

  RetentionChoice out;
  std::vector<std::vector<double>> rows;
  for (const RetentionFamily* family : retention_families()) {
    Candidate c;
    c.family = family;
    std::vector<double> each;
    for (const auto& group : groups) c.possible = c.possible && held_out(*family, group, each);
    for (const double x : each) c.held_out += x;
    out.candidates.push_back(c);
    rows.push_back(std::move(each));
  }
  std::size_t best = 0;
  for (std::size_t i = 0; i < out.candidates.size(); ++i)
    if (out.candidates[i].possible &&
        (!out.candidates[best].possible || out.candidates[i].held_out > out.candidates[best].held_out))
      best = i;
  for (std::size_t i = 0; i < out.candidates.size(); ++i) {
    Candidate& c = out.candidates[i];
    if (!c.possible || !out.candidates[best].possible) continue;
    c.behind = out.candidates[best].held_out - c.held_out;
    const auto n = static_cast<double>(rows[i].size());
    double squares = 0.0;
    for (std::size_t k = 0; k < rows[i].size(); ++k) {
      const double d = rows[best][k] - rows[i][k] - c.behind / n;
      squares += d * d;
    }
    c.standard_error = n > 1.0 ? std::sqrt(squares * n / (n - 1.0)) : 0.0;
  }
  out.chosen = best;
  std::size_t fewest_parameters = out.candidates[best].family->parameters.size();
  for (std::size_t i = 0; i < out.candidates.size(); ++i) {
    const Candidate& c = out.candidates[i];
    if (!c.possible || c.behind > c.standard_error) continue;
    const std::size_t parameters = c.family->parameters.size();
    if (parameters > fewest_parameters) continue;
    if (parameters == fewest_parameters && c.held_out <= out.candidates[out.chosen].held_out) continue;
    fewest_parameters = parameters;
    out.chosen = i;
  }
  return out;
}

}  // namespace tenure::analysis::fit
