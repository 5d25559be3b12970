// Do intervals cover as often as they say? k of n of them do; k is binomial.
#pragma once

#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <string>

#include "analysis/fit/maximise.h"

namespace tenure::test {

class Coverage {
 public:
  explicit Coverage(std::string name) : name_(std::move(name)) {}

  void add(const analysis::fit::Interval& interval, double truth) {
    ++sets_;
    covered_ += interval.low <= truth && truth <= interval.high && std::isfinite(interval.high) ? 1 : 0;
  }

  /// Compatible with the stated rate: false with probability `false_alarm` when intervals cover at just that rate.
  [[nodiscard]] bool at_rate(double stated, double false_alarm) const {
    const boost::math::binomial law(sets_, stated);
    const double below = boost::math::cdf(law, covered_);
    const double above = covered_ == 0 ? 1.0 : boost::math::cdf(boost::math::complement(law, covered_ - 1));
    return below > false_alarm / 2.0 && above > false_alarm / 2.0;
  }

  [[nodiscard]] std::string text() const {
    return name_ + ": " + std::to_string(covered_) + " of " + std::to_string(sets_);
  }

 private:
  std::string name_;
  int sets_ = 0, covered_ = 0;
};

}  // namespace tenure::test
