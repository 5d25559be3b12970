// How long things take: work on a contact, and how long a customer waits before giving up.
//
//   lognormal   log of the time ~ Normal(μ, σ²); mean exp(μ + σ²/2), cv² = exp(σ²) − 1. Interval of the mean by Cox's
//               method on its logarithm: ± z sqrt(σ²/n + σ⁴/(2(n−1)))
//   patience    who was answered had at least so much patience: right-censored. Exponential and Weibull by maximum
//               likelihood, the Weibull when log L says so (twice the difference beyond 3.84)
#pragma once

#include <vector>

#include "analysis/fit/maximise.h"

namespace tenure::analysis::fit {

struct LognormalFit {
  double n = 0.0;
  double mu = 0.0, sigma = 0.0;
  Interval mean, cv;
  double largest_gap = 0.0;  ///< largest distance between the distribution of the data and the law's (Kolmogorov)
};

/// Times > 0, at least two that differ.
LognormalFit fit_lognormal(const std::vector<double>& times, double confidence);

struct Wait {
  double time = 0.0;
  bool gave_up = false;
};

struct PatienceFit {
  double waits = 0.0, gave_up = 0.0;
  bool weibull = false;
  Interval mean;          ///< of the exponential
  Interval shape, scale;  ///< of the Weibull
};

/// At least one who gave up.
PatienceFit fit_patience(const std::vector<Wait>& waits, double confidence);

}  // namespace tenure::analysis::fit
