// Limits that hang on several keys at once; the range of a single key stands in the table of keys.
//
// Postings.  Money is kept in whole millionths, so that totals do not depend on the order of addition, and one posting
// must fit into 64 bits: 9.2e12.  The largest posting of a flow is its amount, or its rate over the whole run, times the
// attribute that it hangs on.  A customer's attribute has no largest value when it is log-normal, for instance, so the
// value is taken that one customer in 1e12 exceeds (exponential: 27.6 means; log-normal: 7.03 sigma; gamma of shape k:
// at most mean (1 + sqrt(2 · 27.6 / k) + 27.6 / k); Boucheron, Lugosi and Massart 2013, section 2.4).
#include "models/language/limits.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/math/math.h"

namespace tenure::models {
namespace {

constexpr double most_posted = 9e12;
constexpr double rare_exponential = 27.6, rare_normal = 7.03;
constexpr std::int64_t most_repeated = 65535;
constexpr std::size_t most_ways = 32, most_segments = 256;
constexpr double most_arrivals = 1e6;  // per day

struct Bounds {
  double low = 0.0, high = 0.0;
};

/// Between what the values of a distribution lie, but for one in 1e12.
Bounds bounds_of(const Distribution& d) {
  const double a = d.a.value, b = d.b.value, c = d.c.value;
  switch (d.family) {
    case Family::constant:
      return {a, a};
    case Family::exponential:
      return {0, a * rare_exponential};
    case Family::weibull:
      return {0, b * sim::pow(rare_exponential, 1.0 / a)};
    case Family::gamma:
      return {0, b * (1.0 + std::sqrt(2.0 * rare_exponential / a) + rare_exponential / a)};
    case Family::lognormal:
      return {a * sim::exp(-rare_normal * b), a * sim::exp(rare_normal * b)};
    case Family::normal:
      return {a - rare_normal * b, a + rare_normal * b};
    case Family::beta:
    case Family::bernoulli:
      return {0, 1};
    case Family::uniform:
      return {a, b};
    case Family::triangular:
    case Family::pert:
      return {a, c};
    case Family::empirical:
      return {d.table.front().first, d.table.back().first};
  }
  return {};
}

std::string short_number(double value) {
  int power = 0;
  double digits = value;
  for (; digits >= 10; digits /= 10) ++power;
  if (power < 6) return std::to_string(std::llround(value));
  const long long tenths = std::llround(digits * 10);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + "e" + std::to_string(power);
}

std::string in_days(Tick horizon) {
  return short_number(std::round(static_cast<double>(horizon) / static_cast<double>(sim::kDay))) + " d";
}

class Limits {
 public:
  Limits(const Scenario& scenario, const Node& document, Faults& faults)
      : scenario_(scenario), document_(document), faults_(faults), horizon_(scenario.time.horizon), followed_(horizon_ + scenario.time.run_off) {}

  void check() {
    world();
    for (const Strategy& s : scenario_.strategies) strategy(s);
  }

 private:
  Place place(const char* table, const std::string& name) const {
    const Node* node = document_.find(table);
    const Entry* entry = node ? node->entry(name) : nullptr;
    return entry ? entry->place : document_.place;
  }

  /// Where a strategy's pool, touchpoint, ... is declared: in the strategy, at top level, or in a layer of the strategy.
  Place place(const Strategy& s, const char* table, const std::string& name) const {
    std::vector<const Node*> layers;
    const auto layer = [&](const char* head, const std::string& which) {
      const Node* heads = document_.find(head);
      if (heads != nullptr && heads->find(which) != nullptr) layers.push_back(heads->find(which));
    };
    layer("strategy", s.name);
    layer("frame", s.frame);
    for (const std::string& overlay : s.overlays) layer("overlay", overlay);
    layer("model", s.model);
    layers.push_back(&document_);
    for (const Node* node : layers)
      if (const Node* all = node->find(table))
        if (const Entry* entry = all->entry(name)) return entry->place;
    return place("strategy", s.name);
  }

  double days() const { return static_cast<double>(horizon_) / static_cast<double>(sim::kDay); }
  double followed_days() const { return static_cast<double>(followed_) / static_cast<double>(sim::kDay); }

  void world() {
    if (scenario_.segments.size() > most_segments)
      faults_.add(document_.find("segment")->place,
                  {std::to_string(scenario_.segments.size()) + " segments", "A customer's segment is kept in one byte.",
                   "Describe at most 256 segments; attributes make customers of one segment differ.", ""});
    for (const Segment& g : scenario_.segments) {
      arrivals(g);
      if (g.frailty.value > 0 && g.frailty.value < 1e-3)
        faults_.add(place("segment", g.name),
                    {"the frailty of [segment." + g.name + "] is less than 0.001",
                     "Multipliers that differ so little cannot be told from none.",
                     "Write 0 for customers who are alike, else at least 0.001.", ""});
    }
    for (const Transition& t : scenario_.transitions) times(t);
    for (const Decision& d : scenario_.decisions) {
      if (d.ways.size() > most_ways)
        faults_.add(place("decision", d.name),
                    {"[decision." + d.name + ".to] has " + std::to_string(d.ways.size()) + " ways",
                     "The ways of a decision are laid side by side each time that it is taken.",
                     "Write at most 32 ways, or two decisions one after the other.", ""});
      repeated(place("decision", d.name), "[decision." + d.name + "]", d.every);
    }
    for (const Flow& f : scenario_.flows) flow(place("flow", f.name), f);
  }

  void strategy(const Strategy& s) {
    for (const Flow& f : s.flows) flow(place(s, "flow", f.name), f);
    for (const Touchpoint& t : s.touchpoints) {
      const bool demand = t.trigger == TriggerKind::recurrence;
      const Place where = demand ? place("demand", t.name) : place(s, "touchpoint", t.name);
      const std::string name = (demand ? "[demand." : "[touchpoint.") + t.name + "]";
      if (t.trigger == TriggerKind::cadence)
        for (std::size_t g = 0; g < t.every.size(); ++g)
          if (t.enabled[g] && repeated(where, name, t.every[g])) break;
      for (std::size_t g = 0; g < t.cost.size(); ++g)
        if (t.enabled[g] && posted(where, name + " cost", t.cost[g], g, 1.0)) break;
    }
    for (const SelfService& one : s.self_services)
      for (std::size_t g = 0; g < one.cost.size(); ++g)
        if (one.enabled[g] &&
            posted(place(s, "self_service", one.name), "[self_service." + one.name + "] cost", one.cost[g], g, 1.0))
          break;
    for (const Pool& p : s.pools) pool(s, p);
    for (const Platform& p : s.platforms)
      if (p.running.value * days() > most_posted) too_much(place(s, "platform", p.name), "[platform." + p.name + "] running");
  }

  bool repeated(Place where, const std::string& name, Tick every) {
    if (every <= 0 || followed_ / every <= most_repeated) return false;
    faults_.add(where, {name + " falls due " + short_number(static_cast<double>(followed_ / every)) + " times in " +
                            in_days(followed_),
                        "Something that is done so often is no single event in a customer's life.",
                        "Write every so long that it falls due at most 65535 times, or a shorter horizon.", ""});
    return true;
  }

  void arrivals(const Segment& g) {
    double most = 0;
    for (const double month : g.season) most = std::max(most, month);
    most *= g.arrivals.value;
    if (g.growth.value > 0) most *= sim::exp(sim::log1p(g.growth.value) * days() / 365.25);
    for (const Event& e : scenario_.events)
      for (const int index : e.arrivals)
        if (&scenario_.segments[static_cast<std::size_t>(index)] == &g) most *= std::max(1.0, e.factor.value);
    if (most > most_arrivals * (1 + 1e-9))
      faults_.add(place("segment", g.name),
                  {"the arrivals of [segment." + g.name + "] would rise to " + short_number(most) + " a day",
                   "Season, growth and events multiply the arrivals.", "At most 1e6 newcomers a day can be simulated.",
                   ""});
  }

  /// Laws of time whose scale hangs on an attribute: the attribute is positive for everybody.
  void times(const Transition& t) {
    for (std::size_t g = 0; g < t.time.size(); ++g) {
      const Distribution& d = t.time[g];
      const Quantity& scale = d.family == Family::weibull || d.family == Family::gamma ? d.b : d.a;
      const bool scaled = d.family == Family::exponential || d.family == Family::weibull || d.family == Family::gamma ||
                          d.family == Family::lognormal;
      if (!t.enabled[g] || !scaled || scale.attribute == no_index) continue;
      const Segment& segment = scenario_.segments[g];
      const Distribution& law = segment.attributes[static_cast<std::size_t>(scale.attribute)];
      const bool positive = law.family == Family::exponential || law.family == Family::weibull ||
                            law.family == Family::gamma || law.family == Family::lognormal ||
                            law.family == Family::beta || bounds_of(law).low > 0;
      if (positive && scale.value > 0) continue;
      const std::string& name = scenario_.attributes[static_cast<std::size_t>(scale.attribute)].name;
      faults_.add(place("transition", t.name),
                  {"the time of [transition." + t.name + "] hangs on the attribute " + name +
                       ", which may be zero or negative in segment " + segment.name,
                   "The mean, median or scale of a time is longer than zero for everybody.",
                   "Give the attribute a distribution of positive values, such as a log-normal one.", ""});
      return;
    }
  }

  void flow(Place where, const Flow& f) {
    for (std::size_t g = 0; g < f.amount.size(); ++g)
      if (f.enabled[g] && posted(where, "[flow." + f.name + "] " + (f.form == FlowForm::rate ? "rate" : "amount"),
                                 f.amount[g], g, (f.form == FlowForm::rate ? followed_days() : 1.0) * (f.sized ? kLargestSize : 1.0)))
        return;
  }

  /// Whether a quantity of a segment, held for so many days or occasions, is beyond what can be posted.
  bool posted(Place where, const std::string& name, const Quantity& q, std::size_t segment, double times) {
    double most = std::fabs(q.value);
    std::string attribute;
    if (q.attribute != no_index) {
      const Bounds b = bounds_of(scenario_.segments[segment].attributes[static_cast<std::size_t>(q.attribute)]);
      most *= std::max(std::fabs(b.low), std::fabs(b.high));
      attribute = scenario_.attributes[static_cast<std::size_t>(q.attribute)].name;
    }
    if (most * times <= most_posted) return false;
    too_much(where, name, attribute);
    return true;
  }

  void too_much(Place where, const std::string& name, const std::string& attribute = {}) {
    faults_.add(where, {name + " may post more than 9e12 at once",
                        attribute.empty()
                            ? "Amounts are summed exactly, in millionths, which leaves room for 9e12 in one posting."
                            : "It hangs on the attribute " + attribute +
                                  ", and amounts are summed exactly, in millionths, up to 9e12 in one posting.",
                        "Write smaller amounts or a narrower attribute, or reckon in thousands.", ""});
  }

  void pool(const Strategy& s, const Pool& p) {
    int most = p.servers;
    for (const HeadcountStep& step : p.plan) most = std::max(most, step.servers);
    const double month = static_cast<double>(sim::kMonth) / static_cast<double>(sim::kDay);
    const Place where = place(s, "pool", p.name);
    if (p.wage.value * most * month > most_posted) too_much(where, "[pool." + p.name + "] wage");
    const double overload = p.overload_leaving.value / (1.0 - p.overload_from.value);  // at a load of 1 + overload_from
    const double hires = most * (1.0 + p.attrition.value * (1.0 + overload) * month);
    for (const auto& [key, amount] :
         {std::pair{"hire_cost", &p.hire_cost}, {"training", &p.training}, {"severance", &p.severance}})
      if (amount->value * hires > most_posted) too_much(where, "[pool." + p.name + "] " + key);
    if (p.plan.empty() || p.overflow_pool != no_index) return;
    const auto last = std::find_if(p.plan.rbegin(), p.plan.rend(),
                                   [this](const HeadcountStep& step) { return step.at < horizon_; });
    if (last == p.plan.rend() || last->servers > 0) return;
    const auto index = static_cast<int>(&p - s.pools.data());
    for (const Touchpoint& t : s.touchpoints) {
      if (t.pool != index || std::find(t.enabled.begin(), t.enabled.end(), 1) == t.enabled.end()) continue;
      faults_.add(where, {"the pool " + p.name + " is unstaffed from " +
                              short_number(std::round(static_cast<double>(last->at) / static_cast<double>(sim::kDay))) +
                              " d on in strategy " + s.name + ", but " + t.name + " needs it",
                          "From then on nobody would ever answer.",
                          "Let the last step of plan leave servers, or let the pool overflow into another one.", ""});
      return;
    }
  }

  const Scenario& scenario_;
  const Node& document_;
  Faults& faults_;
  Tick horizon_;
  Tick followed_;  ///< with the run-off
};

}  // namespace

void check_limits(const Scenario& scenario, const Node& document, Faults& faults) {
  Limits(scenario, document, faults).check();
}

}  // namespace tenure::models
