#include "analysis/fit/fit_purchases.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "analysis/fit/bg_nbd.h"
#include "analysis/fit/gamma_gamma.h"
#include "analysis/fit/pareto_nbd.h"

namespace tenure::analysis::fit {
namespace {

using ExpectedOf = double (*)(const Values&, const Buyer&, double);
using ActiveOf = double (*)(const Values&, const Buyer&);

/// The number of purchases in the next t of all buyers. By chance it varies by Σ of each buyer's variance: active with
/// probability P, then gamma-Poisson with shape r + x (who drops out within t is counted to P, which makes the variance
/// a little too large). Ignorance of the parameters by the delta method.
ForetoldPurchases foretell_purchases(const Maximum& fitted, const std::vector<Buyer>& buyers, double t, double actual,
                                     ExpectedOf expected_of, ActiveOf active_of, double confidence) {
  ForetoldPurchases out;
  out.actual = actual;
  const std::vector<Buyer> rows = merged(buyers);
  const auto total = [&](const Values& p) {
    double sum = 0.0;
    for (const Buyer& b : rows) sum += b.count * expected_of(p, b, t);
    return sum;
  };
  double chance = 0.0;
  for (const Buyer& b : rows) {
    const double mean = expected_of(fitted.at, b, t), alive = std::max(1e-12, active_of(fitted.at, b)),
                 m = mean / alive;
    chance += b.count * (alive * (m + m * m / (fitted.at[0] + b.x) + m * m) - mean * mean);
  }
  const double ignorance = standard_error_of(fitted, total);
  const double half = normal_quantile_two_sided(confidence) *
                      std::sqrt(chance + (std::isfinite(ignorance) ? ignorance * ignorance : 0.0));
  const double value = total(fitted.at);
  out.expected = {value, std::max(0.0, value - half), value + half};
  return out;
}

double expected_active(const Maximum& fitted, const std::vector<Buyer>& buyers, ActiveOf active_of) {
  double sum = 0.0;
  for (const Buyer& b : buyers) sum += b.count * active_of(fitted.at, b);
  return sum;
}

double correlation_of(const std::vector<Buyer>& buyers) {
  double n = 0, x = 0, m = 0, xx = 0, mm = 0, xm = 0;
  for (const Buyer& b : buyers) {
    if (!(b.x > 0.0 && b.spend > 0.0)) continue;
    n += 1;
    x += b.x;
    m += b.spend;
    xx += b.x * b.x;
    mm += b.spend * b.spend;
    xm += b.x * b.spend;
  }
  const double vx = xx / n - x / n * x / n, vm = mm / n - m / n * m / n;
  return vx > 0.0 && vm > 0.0 ? (xm / n - x / n * m / n) / std::sqrt(vx * vm) : 0.0;
}

}  // namespace

PurchaseFitResult fit_purchases(const PurchaseBook& book, double confidence) {
  PurchaseFit out;
  out.notes = book.notes;
  double spenders = 0.0;
  for (const Buyer& b : book.whole) {
    out.buyers += 1.0;
    out.again += b.x > 0.0 ? 1.0 : 0.0;
    out.purchases += b.x;
    spenders += b.x > 0.0 && b.spend > 0.0 ? 1.0 : 0.0;
  }
  if (out.again < 30.0)
    return {std::nullopt, fmt::format("{:.0f} of {:.0f} customers bought again, which is too few to learn from how "
                                      "often they buy and when they stop.",
                                      out.again, out.buyers)};
  const auto note = [&](Note::Kind kind, const std::string& text) { out.notes.push_back({kind, text}); };
  out.bg = bg_nbd::fit(book.whole);
  out.pareto = pareto_nbd::fit(book.whole);
  out.bg_better = out.bg.log_likelihood > out.pareto.log_likelihood;
  out.active_bg = expected_active(out.bg, book.whole, bg_nbd::active);
  out.active_pareto = expected_active(out.pareto, book.whole, pareto_nbd::active);
  for (const auto& [name, m] : {std::pair{"BG/NBD", &out.bg}, {"Pareto/NBD", &out.pareto}})
    if (!m->curved)
      note(Note::Kind::flagged,
           std::string(name) + ": the rows do not pin down every parameter; its numbers have no interval.");
  if (spenders >= 30.0) {
    out.spend = gamma_gamma::fit(book.whole);
    out.correlation = correlation_of(book.whole);
    if (std::fabs(out.correlation) > 0.15)
      note(Note::Kind::flagged,
           fmt::format("Who buys more often spends {} a time (correlation {:.2f}): the gamma-gamma law takes the two "
                       "as independent, and value is misjudged by that much.",
                       out.correlation > 0 ? "more" : "less", out.correlation));
  } else {
    note(Note::Kind::refused, "Spend: too few customers with an amount.");
  }
  note(Note::Kind::refused,
       "Leaving is never seen here: when a customer stopped is inferred from her silence. A change in what the firm "
       "does after the record shows only slowly.");
  if (book.known.empty()) {
    note(Note::Kind::refused, "Foretelling: the table has sums only; a log of purchases with dates can be cut in two.");
    return {std::move(out), {}};
  }
  double known_again = 0.0, actual = 0.0;
  for (const Buyer& b : book.known) known_again += b.x > 0.0 ? 1.0 : 0.0;
  for (const double n : book.later) actual += n;
  if (known_again < 30.0) {
    note(Note::Kind::refused, "Foretelling: too few bought again before the cut.");
    return {std::move(out), {}};
  }
  const Maximum bg = bg_nbd::fit(book.known), pareto = pareto_nbd::fit(book.known);
  out.foretold_bg =
      foretell_purchases(bg, book.known, book.weeks_after, actual, bg_nbd::expected_of, bg_nbd::active, confidence);
  out.foretold_pareto = foretell_purchases(pareto, book.known, book.weeks_after, actual, pareto_nbd::expected_of,
                                           pareto_nbd::active, confidence);
  for (const auto& [name, f] : {std::pair{"BG/NBD", &*out.foretold_bg}, {"Pareto/NBD", &*out.foretold_pareto}})
    if (f->outside())
      note(Note::Kind::flagged,
           fmt::format("{}: {:.0f} repeat purchases came after the cut where the first part foretold {:.0f} ({:.0f} to "
                       "{:.0f}): something besides buying habits was at work.",
                       name, f->actual, f->expected.value, f->expected.low, f->expected.high));
  constexpr double last_group = 7.0;
  for (double x = 0.0; x <= last_group; x += 1.0) {
    Calibration c;
    c.x = x;
    for (std::size_t i = 0; i < book.known.size(); ++i) {
      const Buyer& b = book.known[i];
      if (x < last_group ? b.x != x : b.x < x) continue;
      c.buyers += 1.0;
      c.actual += book.later[i];
      c.expected += out.bg_better ? bg_nbd::expected_of(bg.at, b, book.weeks_after)
                                  : pareto_nbd::expected_of(pareto.at, b, book.weeks_after);
    }
    if (c.buyers > 0.0) out.by_purchases.push_back(c);
  }
  return {std::move(out), {}};
}

}  // namespace tenure::analysis::fit
