// How often customers come: events of each customer in the time for which she was seen.
//
//   Poisson   everybody at the same rate: rate = events / time, log-scale standard error 1/sqrt(events)
//   NBD       rates differ, Gamma with mean m and shape k (variance between customers m²/k); the number of events of a
//             customer seen for a time e is negative binomial (Greenwood and Yule 1920):
//             P(n) = Γ(k+n)/(Γ(k) n!) (k/(k+me))^k (me/(k+me))^n
//
// The Poisson interval pretends that customers are alike and is too narrow when they are not; the NBD's is used when
// its log L is higher by more than half the 99.5 % point of chi-square (the boundary case of one more parameter).
#pragma once

#include <vector>

#include "analysis/fit/maximise.h"

namespace tenure::analysis::fit {

struct Counted {
  double events = 0.0;
  double time = 0.0;  ///< > 0
};

struct RateFit {
  double events = 0.0, time = 0.0, customers = 0.0;
  bool differ = false;  ///< the NBD is believed
  Interval rate;        ///< per unit of time, over customers' time
  Interval shape;       ///< k of the NBD; meaningful when they differ
  double log_likelihood_poisson = 0.0, log_likelihood_nbd = 0.0;
};

double log_likelihood_nbd(double mean, double shape, const Counted& row);

/// At least one event.
RateFit fit_rate(const std::vector<Counted>& rows, double confidence);

}  // namespace tenure::analysis::fit
