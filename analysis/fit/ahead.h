// How many customers the fitted laws lead to expect, month by month after the record's end: those there by the tenure
// that each has reached, and newcomers at the present rate (with growth where the scenario file carries it on).
//
//   n(m) = Σ over those there S(a + m) / S(a) + Σ over months j < m of rate · growth^(j/12) · S(m − j − ½)
//
// By it the team of a complete file is chosen, and what the book grows or shrinks to is told.
#pragma once

#include <string>
#include <vector>

#include "analysis/fit/fit_book.h"

namespace tenure::analysis::fit {

inline constexpr int months_ahead = 36;    ///< the horizon of a complete file
inline constexpr double most_growth = 1.3;  ///< of newcomers, a year; what is above is not carried on

/// Newcomers of a segment a month at the record's end; 0 where they are not known.
double newcomers_a_month(const BookFit& fit, const SegmentFit& segment);

/// Expected customers of each segment at the ends of months 0 (now) to `months_ahead`: [segment][month].
std::vector<std::vector<double>> customers_ahead(const Book& book, const BookFit& fit);

/// Work that customers bring in the month in which it is most.
struct MostWork {
  double hours = 0.0;      ///< in that month
  double hours_now = 0.0;  ///< in a month of today
  double customers = 0.0;  ///< expected then
  int month = 0;           ///< 0: now
};
/// `minutes`: work on one contact; `rate`: contacts of a customer a month where none was fitted.
MostWork most_work(const Book& book, const BookFit& fit, double minutes, double rate);

/// Why a book cannot be simulated: who leaves at renewals with a share of her own is drawn as a survivor of her age, which
/// hardly anybody reaches by this law; "" where it can.
std::string ages_out_of_reach(const Book& book, const BookFit& fit);

/// One sentence where the book as fitted would change by half or more within the horizon; "" where it does not.
std::string change_ahead(const Book& book, const BookFit& fit);

}  // namespace tenure::analysis::fit
