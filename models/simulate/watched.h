// A year in which nobody leaves: the hazards of leaving that each customer of the opening book meets, cumulated.
//
// What is watched instead of counted has no noise of who happened to leave: with Λ the cumulated hazard of one customer, the
// share of the book that leaves within the year is the mean of 1 − exp(−Λ).
#pragma once

#include <cstddef>
#include <vector>

namespace tenure::models {

/// One customer of the opening book.
struct WatchedCustomer {
  double solved = 0.0;   ///< cumulated hazard of the transitions and decisions whose level is asked for
  double other = 0.0;    ///< of the other ways of leaving
  double rate = 0.0;     ///< recurring revenue at the start; 1 where the scenario has none
  double kept = 1.0;     ///< share of it that a customer who stays still pays: min(1, now / then)
};

/// What one cell showed.
struct Watched {
  std::vector<std::vector<WatchedCustomer>> customers;  ///< [segment]
  std::vector<double> contacts;                         ///< [segment] demands that were planned, of those asked for
  std::vector<double> time;                             ///< [segment] customer-months of the opening book
  std::vector<double> young;                            ///< [segment] of the opening book: came in the year before the start
  std::vector<double> joined;                           ///< [segment] newcomers who are customers when the year ends
};

/// What to watch for: indices into the scenario's transitions and decisions, and demands by their place among them.
struct WatchFor {
  std::vector<char> transitions, decisions, demands;
};

}  // namespace tenure::models
