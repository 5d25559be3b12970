// What moves the states of a segment's customers, and what they act on, as flat lists.
#pragma once

#include <string>
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
  /// this, and adds its jumps to `each_jumps`.  Where today's touchpoint and the strategy's have one name (`of`), effects that
  /// both state alike share their state.
  std::vector<Jump> jumps(const std::vector<Influence>& list, SegmentPlan& s, const std::string& of = {});

  /// A declared state that starts at 0 and that nothing moves stays there: nothing needs to know of it.
  void drop_unmoved(SegmentPlan& s);

  /// What multiplies a transition, a decision, or a change.
  enum class Target { transitions, decisions, changes };
  std::vector<Modifier> modifiers(Target target, int index) const;

  /// What being in a stage multiplies it by: [stage]; empty where that is 1 everywhere.
  std::vector<double> by_stage(Target target, int index) const;

  /// Drops the states that move no risk of the segment, so that a contact without consequence leaves no trace.  Declared
  /// ones stay: their levels are reported.  Returns the longest fade step that the rest bears.
  Tick keep_effective(SegmentPlan& s) const;

 private:
  struct Effect {
    int state;
    double log_ratio;
    const std::vector<int>* targets[3];  ///< by Target
  };
  struct Shared {
    std::string of;  ///< touchpoint and outcome
    const Influence* influence;
    int state;
  };
  double log_ratio(const Quantity& ratio, const std::string& owner) const;
  void acts(const std::vector<Act>& list, int state);

  const Scenario& scenario_;
  int segment_ = 0;
  FixedAttributes fixed_;
  std::vector<Effect> effects_;
  std::vector<Shared> shared_;
};

}  // namespace tenure::models
