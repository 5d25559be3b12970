// Dated multipliers of one thing, laid together.
#pragma once

#include <algorithm>
#include <vector>

#include "models/plan/plan.h"

namespace tenure::models {

/// The product of factors that hold between dates, as steps in time.
class Schedule {
 public:
  explicit Schedule(Tick tick) : tick_(tick) {}

  void multiply(Tick from, Tick until, double factor) {
    if (factor != 1.0 && from < until)
      spans_.push_back({sim::ceil_to_tick(from, tick_), sim::ceil_to_tick(until, tick_), factor});
  }

  /// Steps in order of time, the first one at or before 0; empty when nothing ever changes from 1.
  std::vector<Change> steps() const {
    std::vector<Tick> edges;
    for (const Span& s : spans_) {
      edges.push_back(std::max<Tick>(s.from, 0));
      if (s.until != sim::kNever) edges.push_back(std::max<Tick>(s.until, 0));
    }
    if (edges.empty()) return {};
    edges.push_back(0);
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    std::vector<Change> out;
    for (const Tick edge : edges) {
      double product = 1.0;
      for (const Span& s : spans_)
        if (s.from <= edge && edge < s.until) product *= s.factor;
      if (out.empty() || out.back().factor != product) out.push_back({edge, product});
    }
    return out;
  }

 private:
  struct Span {
    Tick from, until;
    double factor;
  };
  Tick tick_;
  std::vector<Span> spans_;
};

}  // namespace tenure::models
