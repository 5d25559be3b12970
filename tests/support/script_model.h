// Entities that do as they are told at given instants and write down what they hear: for tests of single mechanisms.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sim/engine/engine.h"
#include "sim/time/working_calendar.h"

namespace tenure::test {

using namespace tenure::sim;

struct Step {
  Tick at = 0;
  std::function<void(Desk&)> act = {};
};

struct Heard {
  EntityId who = 0;
  Tick now = 0;
  Answer answer = {};
};

class ScriptModel {
 public:
  /// Steps of an entity in ascending order of time; entities by order of addition.
  void add(std::vector<Step> steps) { scripts_.push_back({std::move(steps), 0}); }

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(shown_); }
  [[nodiscard]] std::uint64_t key(EntityId e) const { return listed_key(0, e); }
  Tick first_due(EntityId e) { return next(e); }
  Tick on_due(EntityId e, Tick due, Tick now, Desk& d) {
    Script& s = scripts_[e];
    const Step& step = s.steps[s.at++];
    acted.push_back({due, now});
    step.act(d);
    return next(e);
  }
  Tick on_answer(EntityId e, const Answer& a, Tick now, Desk& d) {
    heard.push_back({e, now, a});
    if (on_heard) on_heard(heard.back(), d);
    return next(e);
  }
  Tick on_told(EntityId e, const Notice& notice, Tick now, Desk&) {
    told.push_back({e, now});
    notices.push_back(notice);
    return next(e);
  }
  void on_midnight(Clerk& clerk) {
    shown_ = scripts_.size();
    for (const StaffChange& c : clerk.staff_changes()) changes.push_back({clerk.midnight(), c});
    glances.push_back(clerk.pool(0));
    if (on_clerk) on_clerk(clerk);
  }

  std::vector<Heard> heard;
  std::vector<std::pair<Tick, Tick>> acted;  // due, now
  std::vector<std::pair<EntityId, Tick>> told;
  std::vector<Notice> notices;
  std::vector<std::pair<Tick, StaffChange>> changes;
  std::vector<PoolGlance> glances;
  std::function<void(const Heard&, Desk&)> on_heard;
  std::function<void(Clerk&)> on_clerk;

 private:
  struct Script {
    std::vector<Step> steps;
    std::size_t at;
  };
  [[nodiscard]] Tick next(EntityId e) const {
    const Script& s = scripts_[e];
    return s.at < s.steps.size() ? s.steps[s.at].at : kNever;
  }
  std::vector<Script> scripts_;
  std::size_t shown_ = 0;
};

/// A step that asks.
[[nodiscard]] inline Step asks(Tick at, Request q) {
  return {at, [q](Desk& d) { d.ask(q); }};
}

/// Monday 1 January 2024 is day 0; open from Monday to Friday.
[[nodiscard]] inline std::shared_ptr<const WorkingCalendar> office(Tick from, Tick to) {
  return std::make_shared<const WorkingCalendar>(WeekPattern::weekdays({from, to}), Timeline({2024, 1, 1}));
}

[[nodiscard]] inline PoolSpec staffed(std::string name, Mode mode, std::int32_t seats,
                                      std::shared_ptr<const WorkingCalendar> hours = nullptr) {
  PoolSpec pool{.name = std::move(name), .mode = mode};
  pool.hours = std::move(hours);
  pool.groups = {{nullptr, {{0, seats}}}};
  return pool;
}

/// Runs the same script on both engines; `check(model, report)` sees each.
template <class Setup, class Check>
void on_both_engines(const std::vector<PoolSpec>& pools, Tick end, Setup&& setup, Check&& check, Tick begin = 0) {
  for (const EngineKind kind : {EngineKind::reference, EngineKind::windows}) {
    ScriptModel model;
    setup(model);
    EngineOptions options;
    options.begin = begin;
    options.end = end;
    options.kind = kind;
    options.luck = cell_key(1, 2, 3);
    const RunReport report = run(model, pools, options);
    check(model, report);
  }
}

}  // namespace tenure::test
