// Everything that is fitted to a book.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analysis/fit/arrivals.h"
#include "analysis/fit/book.h"
#include "analysis/fit/foretell.h"
#include "analysis/fit/kaplan_meier.h"
#include "analysis/fit/retention_choice.h"
#include "analysis/fit/retention_fit.h"

namespace tenure::analysis::fit {

inline constexpr double fewest_ends = 10.0;  ///< with fewer a segment has no curve of its own

/// A distribution by points of its distribution function, as the scenario language's empirical takes it.
struct Points {
  std::vector<std::pair<double, double>> table;  ///< value, weight between the one before and it; values ascending
  double mean = 0.0;
  double n = 0.0;
};
/// Points at equal shares of `values` (>= 0), which were recorded in steps of `grain` (0: exactly), and at the means
/// between them: quantiles at the shares are those of the values, and so is the mean, within 1 in 10 000.
Points points_of(std::vector<double> values, double grain);

struct YearSeen {
  double there = 0.0, left = 0.0;  ///< of those there a year before the record's end
  Interval share;                  ///< Wilson's interval
};

struct SegmentFit {
  SegmentName name;
  double rows = 0.0, there = 0.0, left = 0.0, exposure = 0.0;
  bool own = true;  ///< false: too few ends; the fit of all rows is taken
  RetentionFit retention;
  std::optional<RetentionFit> written;  ///< as the scenario language can say it, where that is another law
  double written_difference = 0.0;      ///< largest difference of the two curves
  std::optional<KaplanMeier> curve;
  Foretold foretold;
  std::vector<double> ages;  ///< of those there, in periods
  Points opening_age, price;
  std::optional<YearSeen> last_year;
  double newcomers = 0.0;           ///< in the record's last year (or all of it when shorter)
  std::optional<RateFit> contacts;  ///< per month

  /// The law as the scenario language can say it.
  [[nodiscard]] const RetentionFit& said() const { return written ? *written : retention; }
  /// Share of those there who leave within the next year, by the fitted law.
  [[nodiscard]] Interval next_year(const TimeUnit& period, double grain, bool dated, double confidence) const;
};

struct BookFit {
  RetentionChoice choice;
  RetentionFit all;  ///< all rows together
  std::optional<RetentionFit> all_written;
  std::vector<SegmentFit> segments;
  std::string cut_text;  ///< where the history was cut
  Foretold foretold;     ///< all segments together
  std::optional<ArrivalsFit> arrivals;
  double arrivals_days = 0.0;       ///< that `newcomers` of segments were counted over
  std::optional<RateFit> contacts;  ///< all customers
  std::optional<LognormalFit> work;
  std::optional<PatienceFit> patience;
  std::vector<Note> notes;

  /// Whether the law of a segment (or of all rows, with `foretold` of all) failed its test on the rest of the history.
  /// Where only the sum over segments failed, all of them did; who has too few ends of its own takes the law of all.
  [[nodiscard]] bool failed(const SegmentFit& segment) const;
};

/// One sentence where what left after the cut lies outside of what the history before it foretold, for all or for some
/// segments; "" where the test was passed or could not be made.
std::string failed_test(const BookFit& fit);

/// Whether every segment has prices, and somebody pays.
bool has_prices(const BookFit& fit);

/// How often customers come, work and patience, with intervals of that confidence.
void fit_contact_laws(const Book& book, BookFit& fit, double confidence);

/// Fits a book; what cannot be learnt is refused in the notes. When nothing can be learnt
/// at all, `refused` has the reason and there is no fit.
struct BookFitResult {
  std::optional<BookFit> fit;
  std::string refused;
};
BookFitResult fit_book(const Book& book, const BookOptions& options, double confidence);

}  // namespace tenure::analysis::fit
