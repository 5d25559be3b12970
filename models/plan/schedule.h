// Factors that hold between two dates, multiplied where they overlap.
#pragma once

#include <algorithm>
#include <vector>

#include "models/plan/plan.h"

namespace tenure::models {

/// The product of factors that hold between dates, as steps in time.
class Schedule {
 public:
  Schedule(Tick tick, Tick begin) : tick_(tick), begin_(begin) {}

  void multiply(Tick from, Tick until, double factor) {
    if (factor != 1.0 && from < until)
      spans_.push_back({sim::ceil_to_tick(from, tick_), sim::ceil_to_tick(until, tick_), factor});
  }

  /// Steps in order of time, the first one at the beginning; empty when nothing ever changes from 1.
  std::vector<Change> steps() const {
    std::vector<Tick> edges;
    for (const Span& s : spans_) {
      edges.push_back(std::max(s.from, begin_));
      if (s.until != sim::kNever) edges.push_back(std::max(s.until, begin_));
    }
    if (edges.empty()) return {};
    edges.push_back(begin_);
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    std::vector<Change> out;
    for (const Tick edge : edges) {
      std::vector<double> factors;
      for (const Span& s : spans_)
        if (s.from <= edge && edge < s.until) factors.push_back(s.factor);
      std::sort(factors.begin(), factors.end());  // the order in the file must not show in the last bit
      double product = 1.0;
      for (const double factor : factors) product *= factor;
      if (out.empty() || out.back().factor != product) out.push_back({edge, product});
    }
    return out;
  }

 private:
  struct Span {
    Tick from, until;
    double factor;
  };
  Tick tick_, begin_;
  std::vector<Span> spans_;
};

}  // namespace tenure::models
