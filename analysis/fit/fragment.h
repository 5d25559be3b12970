// A fitted book as a scenario file.
//
// A fragment has what was learnt: segments with their numbers, ages and prices, the hazard or renewal by which they
// leave, newcomers, contacts, and [today]. A scenario of one's own extends it. `complete` adds what it takes to run
// (horizon, a team for the contacts), each such number an assumption of grade U.
//
// How laws are written:
//   exponential              hazard
//   Weibull                  time, clock = "tenure"
//   shifted beta-geometric   exactly: a renewal every period, left with a share of each customer's own, Beta(α, β)
//   beta-discrete-Weibull    time, clock = "tenure", times a frailty: the scenario language's differences between
//   customers
//                            are gamma-distributed. That law is fitted to the same rows; the note says how far the two
//                            curves are apart
#pragma once

#include <string>

#include "analysis/fit/fit_book.h"
#include "analysis/fit/fit_purchases.h"
#include "analysis/fit/stages.h"

namespace tenure::analysis::fit {

struct FragmentOptions {
  std::string currency = "USD";
  bool complete = false;
  bool models = false;  ///< of a book: with what the ready engagement models need (ready_world.h); needs prices
};

/// Low and high are the 5th and 95th percentile, as everywhere in scenario files.
inline constexpr double fragment_confidence = 0.90;

std::string fragment(const Book& book, const BookFit& fit, const FragmentOptions& options);
std::string fragment(const PurchaseBook& book, const PurchaseFit& fit, const FragmentOptions& options);
std::string fragment(const StageBook& book, const FragmentOptions& options);

/// What all kinds of fragment begin with, and what completes them.
std::string fragment_head(const std::string& source, const FragmentOptions& options);
std::string completion(std::int64_t start, const std::string& title);

}  // namespace tenure::analysis::fit
