// A scenario as text, field by field, so that two can be compared and a difference seen.
//
// Left out: the places of parameters (file and line), which differ between a file and its resolved text, and the
// resolved text itself.
#pragma once

#include <cstdio>
#include <string>

#include "models/scenario/scenario.h"

namespace tenure::test {

class Dump {
 public:
  std::string text;

  void add(const char* name, double v) {
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%.17g", v);
    line(name, buffer);
  }
  void add(const char* name, std::int64_t v) { line(name, std::to_string(v)); }
  void add(const char* name, int v) { line(name, std::to_string(v)); }
  void add(const char* name, bool v) { line(name, v ? "true" : "false"); }
  void add(const char* name, const std::string& v) { line(name, v); }
  void add(const char* name, const models::Quantity& q) {
    add(name, q.value);
    add(" attribute", q.attribute);
    add(" parameter", q.parameter);
  }
  void add(const char* name, const models::Distribution& d) {
    add(name, static_cast<int>(d.family));
    add(" a", d.a);
    add(" b", d.b);
    add(" c", d.c);
    for (const auto& [value, weight] : d.table) {
      add(" value", value);
      add(" weight", weight);
    }
  }
  template <class T>
  void add(const char* name, const std::vector<T>& list) {
    add(name, static_cast<std::int64_t>(list.size()));
    for (const T& one : list) add("  item", one);
  }
  void add(const char* name, const std::vector<char>& list) {
    add(name, static_cast<std::int64_t>(list.size()));
    for (const char one : list) add("  item", static_cast<int>(one));
  }
  void add(const char* name, const models::Influence& i) {
    line(name, i.name);
    add("state", i.state);
    add("move", static_cast<int>(i.move));
    add("amount", i.amount);
    add("transitions", i.transitions);
    add("decisions", i.decisions);
    add("changes", i.changes);
    add("ratio", i.ratio);
    add("stated_ratio", i.stated_ratio);
    add("half_life", i.half_life);
    add("accumulate", static_cast<int>(i.accumulate));
    add("cap", i.cap);
    add("evidence", static_cast<int>(i.evidence));
  }
  void add(const char* name, const models::Act& a) {
    line(name, a.name);
    add("transitions", a.transitions);
    add("decisions", a.decisions);
    add("stated_ratio", a.stated_ratio);
    add("ratio", a.ratio);
    add("evidence", static_cast<int>(a.evidence));
  }
  void add(const char* name, const models::Flow& f) {
    line(name, f.name);
    add("label", f.label);
    add("kind", static_cast<int>(f.kind));
    add("form", static_cast<int>(f.form));
    add("stages", f.stages);
    add("transitions", f.transitions);
    add("decisions", f.decisions);
    add("enabled", f.enabled);
    add("amount", f.amount);
    add("every", f.every);
    add("anchor", static_cast<int>(f.anchor));
    add("at", static_cast<int>(f.at));
    add("after", f.after);
    add("before", f.before);
    add("from", f.from);
    add("until", f.until);
    add("sized", f.sized);
    add("cost_of", static_cast<int>(f.cost_of));
  }
  void add(const char* name, const models::Touchpoint& t) {
    line(name, t.name);
    add("trigger", static_cast<int>(t.trigger));
    add("stages", t.stages);
    add("enabled", t.enabled);
    add("every", t.every);
    add("first", t.first);
    add("delay", t.delay);
    add("rate", t.rate);
    add("hours", t.hours);
    add("eligible_attribute", t.eligible_attribute);
    add("at_least", t.at_least);
    add("below", t.below);
    add("delivery", static_cast<int>(t.delivery));
    add("pool", t.pool);
    add("mode", static_cast<int>(t.mode));
    add("priority", t.priority);
    add("work", t.work);
    add("patience", t.patience);
    add("patience_clock", static_cast<int>(t.patience_clock));
    add("reach", t.reach);
    add("cost", t.cost);
    add("done", t.done);
    add("missed", t.missed);
    add("quality_weight", t.quality_weight);
    add("experience", t.experience);
    add("experience_sd", t.experience_sd);
    add("missed_experience", t.missed_experience);
    add("from", t.from);
    add("until", t.until);
    add("needs", t.needs);
    add("half_at", t.late.half_at);
    add("slope", t.late.slope);
    add("floor", t.late.floor);
    add("weight", t.late.weight);
    add("evidence", static_cast<int>(t.late.evidence));
    for (const auto& way : t.leads_to) {
      add("leads_to", way.to);
      add("share", way.share);
    }
    add("resolved", t.resolution.resolved);
    add("return_after", t.resolution.after);
    add("return_work", t.resolution.work);
    add("most_returns", t.resolution.most);
    add("unresolved", t.resolution.unresolved);
  }
  void add(const char* name, const models::Pool& p) {
    line(name, p.name);
    add("label", p.label);
    add("kind", static_cast<int>(p.kind));
    add("acquires", p.acquires);
    add("servers", p.servers);
    for (const auto& step : p.plan) {
      add("plan at", step.at);
      add("plan servers", step.servers);
    }
    add("hours", p.hours);
    for (const auto& shift : p.shifts) {
      add("shift hours", shift.hours);
      add("shift servers", shift.servers);
    }
    add("wage", p.wage);
    add("shrinkage", p.shrinkage);
    add("quality_sd", p.quality_sd);
    add("speed_sd", p.speed_sd);
    add("sitting", p.sitting);
    add("overtime", p.overtime);
    add("books", p.books);
    add("overflow_pool", p.overflow_pool);
    add("overflow_after", p.overflow_after);
    add("overflow_clock", static_cast<int>(p.overflow_clock));
    add("attrition", p.attrition);
    add("notice", p.notice);
    add("hire_delay", p.hire_delay);
    add("hire_cost", p.hire_cost);
    add("ramp", p.ramp);
    add("ramp_start", p.ramp_start);
    add("ramp_quality", p.ramp_quality);
    add("training", p.training);
    add("severance", p.severance);
    add("overload_from", p.overload_from);
    add("overload_quality", p.overload_quality);
    add("overload_leaving", p.overload_leaving);
    add("overload_memory", p.overload_memory);
    add("handover", p.handover);
    add("slot_length", p.slot_length);
    add("slot_earliest", p.slot_earliest);
    add("slot_latest", p.slot_latest);
  }
  void add(const char* name, const models::Strategy& s) {
    line(name, s.name);
    add("label", s.label);
    add("model", s.model);
    add("frame", s.frame);
    add("overlays", s.overlays);
    add("touchpoint", s.touchpoints);
    add("pool", s.pools);
    for (const auto& p : s.promises) {
      line("promise", p.name);
      add("pool", p.pool);
      add("missed", p.missed.value_or(-1.0));
      add("response", p.response.value_or(-1));
    }
    for (const auto& one : s.self_services) {
      line("self_service", one.name);
      add("demands", one.demands);
      add("enabled", one.enabled);
      add("tried", one.tried);
      add("resolved", one.resolved);
      add("selects", one.selects);
      add("goes_on", one.goes_on);
      add("returns", one.returns);
      add("return_after", one.return_after);
      add("return_work", one.return_work);
      add("cost", one.cost);
      add("failed", one.failed);
    }
    for (const auto& p : s.platforms) {
      line("platform", p.name);
      add("build", p.build);
      add("at", p.at);
      add("running", p.running);
      add("build_time", p.build_time);
    }
    for (const auto& c : s.scales) {
      line("scale", c.name);
      add("transitions", c.transitions);
      add("decisions", c.decisions);
      add("changes", c.changes);
      add("ways", c.ways);
      add("scale enabled", c.enabled);
      add("factor", c.factor);
      add("on_share", c.on_share);
      add("from", c.from);
      add("until", c.until);
    }
    add("flow", s.flows);
    add("part", s.part);
    add("followed", s.parts);
  }
  void world(const models::Scenario& s);
  void parameters(const models::Scenario& s);

 private:
  void line(const char* name, const std::string& value) {
    text += name;
    text += ": ";
    text += value;
    text += '\n';
  }
};

inline void Dump::world(const models::Scenario& s) {
  add("title", s.title);
  add("question", s.question);
  add("sweep point", s.sweep_point);
  add("start", s.time.start_year * 10000 + s.time.start_month * 100 + s.time.start_day);
  add("horizon", s.time.horizon);
  add("reading_lag", s.time.reading_lag);
  add("fade_step", s.time.fade_step);
  add("tick", s.time.tick);
  if (s.today) {
    add("today", s.today->strategy);
    add("warm_up", s.today->warm_up);
  }
  add("run_off", s.time.run_off);
  add("currency", s.money.currency);
  add("discount", s.money.discount);
  if (s.effect) {
    add("effect", s.effect->name);
    add("effect unit", s.effect->unit);
    add("effect discount", s.effect->discount);
  }
  add("replications", s.experiment.replications);
  add("draws", s.experiment.draws);
  add("draw_replications", s.experiment.draw_replications);
  add("points", static_cast<int>(s.experiment.points));
  add("luck", static_cast<int>(s.experiment.luck));
  for (const auto& p : s.experiment.precision) {
    line("precision", p.what.measure + " " + p.what.of + " against " + p.against);
    add("half_width", p.half_width);
    add("relative_half_width", p.relative_half_width);
    add("max_replications", p.max_replications);
  }
  add("antithetic", s.experiment.antithetic);
  add("control_variates", s.experiment.control_variates);
  if (const auto& c = s.experiment.select) {
    line("select", c->what.measure + " " + c->what.of + " by " + models::name_of(c->method));
    add("prefer", static_cast<int>(c->prefer));
    add("indifference", c->indifference);
    add("selection confidence", c->confidence);
    add("max_replications", c->max_replications);
  }
  add("seed", static_cast<std::int64_t>(s.experiment.seed));
  add("confidence", s.experiment.confidence);
  add("baseline", s.experiment.baseline);
  add("causal_discount", s.causal_discount);
  for (const auto& h : s.hours) {
    line("hours", h.name);
    for (const auto& span : h.week) {
      add("weekday", span.weekday);
      add("from", span.from);
      add("to", span.to);
    }
    add("holidays", h.holidays);
  }
  for (const auto& a : s.attributes) line("attribute", a.name + " in " + a.unit);
  for (const auto& g : s.segments) {
    line("segment", g.name);
    add("label", g.label);
    add("customers", g.customers);
    add("arrivals", g.arrivals);
    for (const double m : g.season) add("season", m);
    add("growth", g.growth);
    for (const auto& share : g.start) {
      add("start", share.stage);
      add("share", share.share);
    }
    for (const auto& share : g.opening) {
      add("opening", share.stage);
      add("share", share.share);
    }
    add("joins", g.joins);
    add("opening_age", g.opening_age);
    add("frailty", g.frailty);
    add("attributes", g.attributes);
  }
  for (const auto& stage : s.stages) {
    line("stage", stage.name + " " + stage.label + " " + stage.funnel);
    add("customer", stage.customer);
    add("act", stage.acts);
  }
  for (const auto& t : s.transitions) {
    line("transition", t.name);
    add("from", t.from);
    add("to", t.to);
    add("enabled", t.enabled);
    add("time", t.time);
    add("clock", static_cast<int>(t.clock));
    add("acts_on", static_cast<int>(t.acts_on));
    add("frailty", t.frailty);
    add("contagion_stages", t.contagion_stages);
    add("contagion", t.contagion);
  }
  for (const auto& d : s.decisions) {
    line("decision", d.name);
    add("from", d.from);
    add("enabled", d.enabled);
    add("every", d.every);
    add("first", d.first);
    add("anchor", static_cast<int>(d.anchor));
    add("dates", d.dates);
    add("notice", d.notice);
    add("frailty", d.frailty);
    for (const auto& way : d.ways) {
      add("to", way.to);
      add("share", way.share);
    }
  }
  for (const auto& c : s.changes) {
    line("change", c.name);
    add("label", c.label);
    add("stages", c.stages);
    add("enabled", c.enabled);
    add("hazard", c.hazard);
    add("with", c.with);
    add("share", c.share);
    add("frailty", c.frailty);
    add("size", c.size);
    if (c.noticed) {
      add("alone", c.noticed->alone);
      add("noticed by", c.noticed->state);
      add("full", c.noticed->full);
    }
    add("felt", c.felt);
  }
  add("flow", s.flows);
  for (const auto& state : s.states) {
    line("state", state.name);
    add("label", state.label);
    add("half_life", state.half_life);
    add("cap", state.cap);
    add("start", state.start);
    add("act", state.acts);
  }
  if (s.satisfaction) {
    add("start", s.satisfaction->start);
    add("expectation", s.satisfaction->expectation);
    add("weight", s.satisfaction->weight);
    add("settled_after", s.satisfaction->settled_after);
    add("loss_aversion", s.satisfaction->loss_aversion);
    add("expectation_weight", s.satisfaction->expectation_weight);
    add("drift", s.satisfaction->drift);
    add("half_life", s.satisfaction->half_life);
    add("act", s.satisfaction->acts);
  }
  for (const auto& survey : s.surveys) {
    line("survey", survey.name);
    add("label", survey.label);
    add("stages", survey.stages);
    add("enabled", survey.enabled);
    add("every", survey.every);
    add("first", survey.first);
    add("response", survey.response);
    add("tilt", survey.tilt);
    add("scale", static_cast<int>(survey.scale));
    add("satisfied_from", survey.satisfied_from);
    add("noise", survey.noise);
  }
  for (const auto& e : s.events) {
    line("event", e.name);
    add("at", e.at);
    add("until", e.until);
    add("transitions", e.transitions);
    add("decisions", e.decisions);
    add("changes", e.changes);
    add("factor", e.factor);
    add("arrivals", e.arrivals);
    add("pool", e.pool);
    add("servers_lost", e.servers_lost);
  }
}

inline void Dump::parameters(const models::Scenario& s) {
  for (const auto& g : s.goals) {
    line("goal", g.name);
    line("measure", g.measure);
    line("of", g.member);
    add("at_most", g.at_most);
    line("value", g.value);
    add("certainty", g.certainty);
  }
  for (const auto& p : s.parameters) {
    line("parameter", p.key);
    add("value", p.value);
    add("low", p.low.value_or(-1.0));
    add("high", p.high.value_or(-1.0));
    line("rest", p.dist + "|" + p.unit + "|" + p.text + "|" + p.grade + "|" + p.source + "|" + p.note);
  }
  for (const auto& c : s.correlations) {
    line("correlation", c.name);
    for (const auto& key : c.keys) line("number", key);
    add("rho", c.rho);
  }
}

/// The whole scenario.
inline std::string dump(const models::Scenario& s) {
  Dump out;
  out.world(s);
  out.add("strategy", s.strategies);
  out.parameters(s);
  return out.text;
}

/// One strategy alone, with the values of its parameters but not their numbers in the list.
inline std::string dump_world(const models::Scenario& s) {
  Dump out;
  out.world(s);
  return out.text;
}

}  // namespace tenure::test
