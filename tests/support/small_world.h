// Small scenarios built in code, for tests of mechanisms.
#pragma once

#include <string>
#include <vector>

#include "models/scenario/scenario.h"
#include "models/simulate/simulate.h"

namespace tenure::test {

using namespace tenure::models;  // NOLINT: a test's own vocabulary

inline Quantity number(double value) { return {value, no_index, no_index}; }
inline Quantity times_attribute(double value, int attribute) { return {value, attribute, no_index}; }
inline Distribution constant(double value) { return {Family::constant, number(value), {}, {}, {}}; }
inline Distribution exponential(double mean) { return {Family::exponential, number(mean), {}, {}, {}}; }
inline Distribution law(Family family, double a, double b = 0.0, double c = 0.0) {
  return {family, number(a), number(b), number(c), {}};
}
inline constexpr double kYearDays = 365.25;

/// One segment, named stages, one strategy that does nothing.  Helpers append mechanisms for all segments alike.
struct SmallWorld {
  Scenario s;

  explicit SmallWorld(const std::vector<std::string>& stages, double customers, Tick horizon) {
    s.time = {2026, 1, 1, horizon, sim::kHour, 7 * sim::kDay, 1};
    s.money.currency = "USD";
    s.experiment.seed = 20261122;
    for (const std::string& name : stages) {
      s.stages.push_back({name, name, "active", true, {}});
      if (name == "lost" || name == "dead") s.stages.back().customer = false;
    }
    Segment g;
    g.name = g.label = "all";
    g.customers = number(customers);
    g.season.fill(1.0);
    g.start = {{0, 1.0}};
    g.opening = {{0, 1.0}};
    g.opening_age = constant(0.0);
    s.segments.push_back(g);
    add_strategy("base");
  }

  Strategy& strategy(std::size_t i = 0) { return s.strategies[i]; }
  Segment& segment() { return s.segments[0]; }

  Strategy& add_strategy(const std::string& name) {
    Strategy strategy;
    strategy.name = strategy.label = name;
    s.strategies.push_back(strategy);
    return s.strategies.back();
  }
  template <class T>
  PerSegment<T> all(T value) const {
    return PerSegment<T>(s.segments.size(), value);
  }

  int add_attribute(const std::string& name, const Distribution& d) {
    s.attributes.push_back({name, "1"});
    for (Segment& g : s.segments) g.attributes.push_back(d);
    return static_cast<int>(s.attributes.size()) - 1;
  }

  Transition& add_transition(const std::string& name, std::vector<int> from, int to, const Distribution& time) {
    Transition t;
    t.name = name;
    t.from = std::move(from);
    t.to = to;
    t.enabled = all<char>(1);
    t.time = all(time);
    t.acts_on = time.family == Family::exponential || time.family == Family::weibull ? ActsOn::hazard : ActsOn::speed;
    s.transitions.push_back(t);
    return s.transitions.back();
  }

  Decision& add_decision(const std::string& name, std::vector<int> from, Tick every, std::vector<std::pair<int, Quantity>> ways) {
    Decision d;
    d.name = name;
    d.from = std::move(from);
    d.enabled = all<char>(1);
    d.every = d.first = every;
    for (const auto& [to, share] : ways) d.ways.push_back({to, all(share)});
    s.decisions.push_back(d);
    return s.decisions.back();
  }

  /// Happens with a rate per day in these stages; multiplies the size.
  Recurrence& add_change(const std::string& name, std::vector<int> stages, double rate, double size) {
    Recurrence c;
    c.name = c.label = name;
    c.stages = std::move(stages);
    c.enabled = all<char>(1);
    c.hazard = all(number(rate));
    c.share = all(number(0.0));
    c.size = all(number(size));
    s.changes.push_back(c);
    return s.changes.back();
  }

  Flow& add_flow(const std::string& name, FlowKind kind, FlowForm form, std::vector<int> stages, const Quantity& amount) {
    Flow f;
    f.name = name;
    f.kind = kind;
    f.form = form;
    f.stages = std::move(stages);
    f.enabled = all<char>(1);
    f.amount = all(amount);
    s.flows.push_back(f);
    return s.flows.back();
  }

  /// A touchpoint by automation that always arrives; `every` 0: on entry.
  Touchpoint touchpoint(const std::string& name, std::vector<int> stages, Tick every) const {
    Touchpoint t;
    t.name = name;
    t.trigger = every > 0 ? TriggerKind::cadence : TriggerKind::entry;
    t.stages = std::move(stages);
    t.enabled = all<char>(1);
    t.every = all(every);
    t.first = all(every);
    t.delay = all(Tick{0});
    t.work = all(constant(0.0));
    t.patience = all(constant(HUGE_VAL));
    t.reach = all(number(1.0));
    t.cost = all(number(0.0));
    return t;
  }

  Influence influence(const std::string& name, std::vector<int> transitions, double ratio, Tick half_life) const {
    Influence i;
    i.name = name;
    i.transitions = std::move(transitions);
    i.ratio = i.stated_ratio = all(number(ratio));
    i.half_life = half_life;
    return i;
  }

  /// Staff round the clock.
  Pool pool(const std::string& name, int servers) const {
    Pool p;
    p.name = p.label = name;
    p.servers = servers;
    p.ramp_start = number(1.0);
    return p;
  }

  CellResult run(int replication = 0, int strategy_index = 0, const SimulateOptions& options = {}) const {
    return simulate_cell(s, strategy_index, 0, replication, options);
  }
  /// One value per replication.
  template <class Fn>
  std::vector<double> replicate(int replications, Fn&& value, int strategy_index = 0) const {
    const Simulation simulation(s, strategy_index);
    std::vector<double> out;
    for (int r = 0; r < replications; ++r) out.push_back(value(simulation.run({0, r}, {})));
    return out;
  }
};

}  // namespace tenure::test
