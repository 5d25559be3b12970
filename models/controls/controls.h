// Control variates: what a replication's luck alone says, with an expectation that is known in closed form.
//
// Computed from the addressed random numbers of a replication without simulating it, so it is the same under every strategy, costs
// microseconds, and knows nothing of staff and queues:
//
//   opening_luck.SEGMENT   mean over the opening book of  sum over risks r of min(E_r, H_r)
//                          E_r  the customer's first budget of a hazard or decision by which customers leave (a unit exponential)
//                          H_r  what the risk adds up to until the horizon without any contact, held within [0.05, 1.5]
//                          expectation  sum (1 - exp(-H_r))  : the uncontended exposure
//   arrivals.SEGMENT       newcomers that the daily Poisson counts give at the stated rate, season and growth, dated events left out;
//                          expectation: the sum of the daily rates
//
// The expectations are exact whatever H_r is; how well H_r fits decides only how much a control explains.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "models/scenario/scenario.h"

namespace tenure::models {

class Controls {
 public:
  explicit Controls(const Scenario& scenario);

  const std::vector<std::string>& names() const { return names_; }
  const std::vector<double>& expectations() const { return expectations_; }

  /// Values in a replication of the base draw; `mirrored`: with the budgets and counts of an antithetic replication.
  std::vector<double> values(int replication, bool mirrored) const;

 private:
  struct Exposure {
    std::uint32_t stream;
    double hazard;
  };
  struct OpeningLuck {
    std::uint64_t group;
    std::int64_t customers;
    std::vector<Exposure> risks;
  };
  struct Arrivals {
    std::uint64_t process;
    std::vector<double> rates;  ///< by day
  };

  void add_opening_luck(const Scenario& scenario, std::size_t segment);
  void add_arrivals(const Scenario& scenario, std::size_t segment);

  std::uint64_t seed_;
  std::vector<std::string> names_;
  std::vector<double> expectations_;
  std::vector<OpeningLuck> opening_;
  std::vector<Arrivals> arrivals_;
};

}  // namespace tenure::models
