// The page on buyers without a contract.
#include <fmt/format.h>

#include <cmath>

#include "analysis/compare/sentence.h"
#include "analysis/compare/table_parts.h"
#include "analysis/fit/bg_nbd.h"
#include "analysis/fit/gamma_gamma.h"
#include "analysis/fit/page.h"
#include "analysis/fit/pareto_nbd.h"

namespace tenure::analysis::fit {
namespace {

constexpr std::size_t kWidth = 100;
constexpr double kYearWeeks = 365.25 / 7.0;

std::string value_text(const Maximum& m, std::size_t i, double confidence) {
  const Interval v = interval_of(m, i, confidence);
  if (!m.curved) return fmt::format("{:.4g} (no interval)", v.value);
  return fmt::format("{:.4g} [{:.4g}, {:.4g}]", v.value, v.low, v.high);
}

void print_law(std::string& out, const char* name, const Maximum& m, std::initializer_list<const char*> parameters,
               double confidence) {
  out += fmt::format("  {:<12}", name);
  std::size_t i = 0;
  for (const char* p : parameters) out += fmt::format("{} {}  ", p, value_text(m, i++, confidence));
  out += fmt::format("(log L {:.2f})\n", m.log_likelihood);
}

std::string foretold_text(const char* name, const ForetoldPurchases& f) {
  return fmt::format("{} foretold {} [{}, {}]{}", name, grouped(f.expected.value), grouped(f.expected.low),
                     grouped(f.expected.high), f.outside() ? " (outside)" : "");
}

}  // namespace

std::string page(const PurchaseBook& book, const PurchaseFit& fit, double confidence) {
  const double active = fit.bg_better ? fit.active_bg : fit.active_pareto;
  std::string text = fmt::format(
      "{}: {} customers made {} repeat purchases; {} of them bought again at all. By the {} law, which fits better, "
      "about {} are still active; the others have stopped, which nobody saw. ",
      book.source, grouped(fit.buyers), grouped(fit.purchases), grouped(fit.again),
      fit.bg_better ? "BG/NBD" : "Pareto/NBD", grouped(active));
  if (fit.spend && std::isfinite(gamma_gamma::mean_spend(fit.spend->at)))
    text +=
        fmt::format("A purchase brings {:.2f} on the mean over customers. ", gamma_gamma::mean_spend(fit.spend->at));
  if (fit.foretold_bg)
    text += fmt::format(
        "From the first part of the history, {} repeat purchases by the same customers in the {:.1f} weeks after the "
        "cut, and {}; {} came.",
        foretold_text("BG/NBD", *fit.foretold_bg), book.weeks_after, foretold_text("Pareto/NBD", *fit.foretold_pareto),
        grouped(fit.foretold_bg->actual));
  std::string out = wrapped(text, kWidth);
  while (out.back() == '\n') out.pop_back();
  out += fmt::format("\n\nParameters ({:.0f} % interval; time in weeks)\n", 100.0 * confidence);
  print_law(out, "BG/NBD", fit.bg, {"r", "alpha", "a", "b"}, confidence);
  print_law(out, "Pareto/NBD", fit.pareto, {"r", "alpha", "s", "beta"}, confidence);
  if (fit.spend) print_law(out, "gamma-gamma", *fit.spend, {"p", "q", "gamma"}, confidence);
  out += fmt::format("\nRepeat purchases of a newcomer in her first year: {:.2f} by BG/NBD, {:.2f} by Pareto/NBD\n\n",
                     bg_nbd::expected_purchases(fit.bg.at, kYearWeeks),
                     pareto_nbd::expected_purchases(fit.pareto.at, kYearWeeks));
  if (!fit.by_purchases.empty()) {
    out += "Purchases after the cut, by those before it (mean for each customer)\n";
    std::vector<Row> rows;
    for (const Calibration& c : fit.by_purchases)
      rows.push_back({fmt::format("  {:g}{}", c.x, &c == &fit.by_purchases.back() ? " and more" : ""),
                      {grouped(c.buyers), fmt::format("{:.2f}", c.expected / c.buyers),
                       fmt::format("{:.2f}", c.actual / c.buyers)}});
    const std::vector<std::string> headings = {"customers", "foretold", "came"};
    std::ostringstream table;
    print_rows(table, headings, rows, widths_for(headings, rows, 10));
    out += table.str() + "\n";
  }
  return out + notes_text(fit.notes);
}

}  // namespace tenure::analysis::fit
