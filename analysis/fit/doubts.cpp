// What the spells themselves give cause to doubt.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/fit/raw_tables.h"
#include "sim/time/civil_date.h"

namespace tenure::analysis::fit {
namespace {

constexpr double kSurelySeen = 6.0;  ///< ends expected where none is: 1 in 400 by chance

void flag(Book& book, const std::string& text) {
  book.notes.push_back({Note::Kind::flagged, text});
}

/// Ends that crowd at whole years: renewals, or somebody's rounding.
void doubt_heaps(Book& book) {
  const double year = 365.25 / book.period.days;
  if (book.period.days > 200.0) return;
  const double reach = book.dated ? 3.0 / book.period.days : 0.5 * book.grain;
  double near = 0.0, beyond = 0.0, span = 0.0, longest = 0.0;
  for (const Customer& c : book.customers) {
    longest = std::max(longest, c.spell.until);
    if (!c.spell.left || c.spell.until < 0.5 * year) continue;
    beyond += 1.0;
    const double off = std::fabs(c.spell.until - year * std::round(c.spell.until / year));
    if (off <= reach + 1e-9) near += 1.0;
  }
  const double step = book.dated ? 1.0 / book.period.days : book.grain;
  const double steps_of_year = std::max(1.0, std::round(year / step)), steps_near = book.dated ? 7.0 : 1.0;
  span = beyond * steps_near / steps_of_year;
  if (beyond >= 50.0 && near > 2.0 * span && near - span > 4.0 * std::sqrt(span + 1.0))
    flag(book, fmt::format("Tenures are heaped at whole years: {:.0f} of {:.0f} later ends fall there where {:.0f} "
                           "would by chance. If contracts are renewed by the year, --period yr describes them better; "
                           "if somebody rounded, the curve has steps that are not there.",
                           near, beyond, span));
}

/// Rows that crowd at the largest tenure: the record was cut off there.
void doubt_cap(Book& book) {
  std::map<double, double> still;
  double all = 0.0;
  for (const Customer& c : book.customers) {
    if (c.spell.left) continue;
    still[c.spell.until] += 1.0;
    all += 1.0;
  }
  if (book.dated || book.whole_cohorts || still.size() < 10) return;
  auto last = still.rbegin();
  const auto [longest, crowd] = *last;
  double before = 0.0;
  for (int i = 0; i < 4; ++i) before += (++last)->second / 4.0;
  if (crowd > 1.8 * before && crowd > 0.02 * all && crowd - before > 4.0 * std::sqrt(before + 1.0))
    flag(book, fmt::format("{:.0f} customers have the largest tenure, {:g} {}s, where {:.0f} would go with the ones "
                           "before: tenures seem to be cut off there. The fit is not harmed (they have lasted at least "
                           "so long); the ages of the book are too low.",
                           crowd, longest, book.period.words, before));
}

/// A segment that nobody leaves early may be one that nobody is in early.
void doubt_immortals(Book& book) {
  if (book.segments.size() < 2) return;
  for (std::size_t g = 0; g < book.segments.size(); ++g) {
    double left = 0.0, exposure = 0.0, first = HUGE_VAL;
    for (const Customer& c : book.customers) {
      if (c.segment != static_cast<int>(g)) continue;
      exposure += c.spell.until - c.spell.entry;
      if (!c.spell.left) continue;
      left += 1.0;
      first = std::min(first, c.spell.until);
    }
    if (!(left > 0.0)) continue;
    double early = 0.0;
    for (const Customer& c : book.customers)
      if (c.segment == static_cast<int>(g))
        early += std::max(0.0, std::min(c.spell.until, first - book.grain) - c.spell.entry);
    if (early * left / exposure > kSurelySeen)
      flag(book,
           fmt::format("In the segment {} nobody left before {:.3g} {}s. Either its contracts forbid it, or customers "
                       "get into it only after a time: then they had to stay to be counted in it (immortal time), and "
                       "its curve flatters. A segment should be what a customer was from the start.",
                       book.segments[g].label, first, book.period.words));
  }
}

/// Customers from before the first end: the record may lack those who left earlier.
void doubt_missing_leavers(Book& book) {
  if (book.truncated || book.whole_cohorts) return;
  if (!book.dated) {
    flag(book,
         "The table has no dates: it is read as the whole story so far of everybody who ever came. If it holds only "
         "the customers of a recent time and those who left in it, say how long that was (--observed-for \"1 mo\"): "
         "otherwise leaving is far underrated.");
    return;
  }
  std::int64_t first_end = 0;
  double left = 0.0, exposure = 0.0;
  for (const Customer& c : book.customers) {
    exposure += c.spell.until;
    if (!c.spell.left) continue;
    first_end = left == 0.0 ? c.end : std::min(first_end, c.end);
    left += 1.0;
  }
  if (!(left > 0.0)) return;
  double early = 0.0;
  for (const Customer& c : book.customers)
    early +=
        static_cast<double>(std::max<std::int64_t>(0, std::min(c.end, first_end - 1) - c.start)) / book.period.days;
  if (early * left / exposure > kSurelySeen)
    flag(book, fmt::format("Nobody left before {}, although {:.0f} ends would be expected by then: the tables seem to "
                           "lack those who left earlier, and customers look more loyal than they are. Say from when "
                           "leavers are in the record: --observed-from {}",
                           sim::to_string(sim::civil_from_days(first_end)), early * left / exposure,
                           sim::to_string(sim::civil_from_days(first_end))));
}

}  // namespace

void add_doubts(Book& book) {
  doubt_missing_leavers(book);
  doubt_heaps(book);
  doubt_cap(book);
  doubt_immortals(book);
}

}  // namespace tenure::analysis::fit
