// What moves the states of a segment's customers, and what they act on, as flat lists.
#pragma once

#include <vector>

#include "models/plan/plan.h"

namespace tenure::models {

/// Compiles the states of one segment after another: `begin`, then all `jumps`, `drop_unmoved`, all `modifiers`,
/// `keep_effective`.
class StatePlanner {
 public:
  explicit StatePlanner(const Scenario& scenario) : scenario_(scenario) {}

  /// One state for each declared one, and one for S − start.
  void begin(int segment, FixedAttributes fixed, SegmentPlan& s);

  /// What influences do to states: those that name no state get one of their own.  Whoever owns influences of a kind calls
  /// this, and adds its jumps to `each_jumps`.
  std::vector<Jump> jumps(const std::vector<Influence>& list, SegmentPlan& s);

  /// A declared state that starts at 0 and that nothing moves stays there: nothing needs to know of it.
  void drop_unmoved(SegmentPlan& s);

  /// What multiplies a transition, or a decision.
  std::vector<Modifier> modifiers(bool decision, int index) const;

  /// Drops the states that move no risk of the segment, so that a contact without consequence leaves no trace.  Declared
  /// ones stay: their levels are reported.  Returns the longest fade step that the rest bears.
  Tick keep_effective(SegmentPlan& s) const;

 private:
  struct Effect {
    int state;
    double log_ratio;
    const std::vector<int>*transitions, *decisions;
  };
  double log_ratio(const Quantity& ratio, const std::string& owner) const;
  void acts(const std::vector<Act>& list, int state);

  const Scenario& scenario_;
  int segment_ = 0;
  FixedAttributes fixed_;
  std::vector<Effect> effects_;
};

}  // namespace tenure::models
