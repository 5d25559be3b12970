// The world: settings, hours, segments, funnel, events.
#include <cmath>
#include <limits>

#include "models/language/build.h"
#include "models/language/idle.h"

namespace tenure::models {
namespace {

const std::vector<Entry>& entries_of(const Node* table) {
  static const std::vector<Entry> none;
  return table && table->is_table() ? table->entries : none;
}

/// A constant hazard as an exponential time with mean 1 / hazard.
Distribution exponential(const Quantity& hazard) {
  Distribution d;
  d.family = Family::exponential;
  d.a.value = hazard.value > 0 ? 1.0 / hazard.value : std::numeric_limits<double>::infinity();
  d.a.parameter = hazard.parameter;
  return d;
}

bool is_hazard_family(Family family) {
  return family == Family::exponential || family == Family::weibull;
}

}  // namespace

void Builder::prepare() {
  const Keys money(values_, "money", child("money"));
  if (const Node* currency = money.given("currency")) {
    const bool ok = currency->is_text() && currency->text.size() == 3 &&
                    currency->text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
    if (ok) {
      values_.currency = currency->text;
    } else {
      values_.currency.clear();  // amounts in any currency are read
      values_.faults().add(currency->place,
                           {Values::describe(*currency), "Amounts are written with the ISO code of their currency.",
                            "Write three capital letters, such as \"EUR\".", ""});
    }
  }
  if (const Node* effect = child("effect"))
    if (const Node* unit = effect->find("unit"); unit && unit->is_text()) values_.effect_unit = unit->text;
  const Keys time(values_, "time", child("time"));
  if (const auto start = values_.date(time.field("start"), time.node("start"))) values_.start = *start;

  // attributes: the first segment that states one sets its dimension
  values_.attribute_dimensions.clear();
  const Field& row = *section("segment.*.attribute").find("*");
  for (const Entry& segment : entries_of(child("segment"))) {
    for (const Entry& e : entries_of(segment.value.find("attribute"))) values_.attribute(row, e.key, e.value);
    for (const std::string& name : values_.names.of(Refers::attribute)) {
      const Node* own = segment.value.find("attribute");
      if (own != nullptr && own->find(name) != nullptr) continue;
      values_.faults().add(segment.place,
                           {"[segment." + segment.key + "] lacks the attribute " + name,
                            "Every segment states every attribute, because any customer may be asked for it.",
                            "Write attribute." + name + " = ... in [segment." + segment.key + "].", ""});
    }
  }
}

void Builder::settings() {
  const Keys scenario(values_, "scenario", child("scenario"));
  scenario_.title = scenario.text("title");
  scenario_.question = scenario.text("question");
  scenario_.sweep_point = scenario.text("point");

  const Place top{document_.place};
  const Keys time(values_, "time", child("time"), child("time") ? Place{} : top);
  TimeSettings& t = scenario_.time;
  t.start_year = values_.start.year;
  t.start_month = values_.start.month;
  t.start_day = values_.start.day;
  if (time.required("horizon")) t.horizon = time.duration("horizon");
  t.reading_lag = time.duration("reading_lag");
  t.fade_step = time.duration("fade_step");
  t.tick = time.duration("tick");
  t.run_off = time.duration("run_off");

  const Keys money(values_, "money", child("money"));
  scenario_.money.currency = values_.currency;
  scenario_.money.discount = money.quantity("discount");

  if (const Node* node = child("effect")) {
    const Keys effect(values_, "effect", node);
    Effect e;
    if (effect.required("name")) e.name = effect.text("name");
    if (effect.required("unit")) e.unit = effect.text("unit");
    e.discount = effect.quantity("discount");
    scenario_.effect = e;
  }

  const Keys experiment(values_, "experiment", child("experiment"));
  scenario_.experiment.replications = experiment.integer("replications");
  scenario_.experiment.draws = experiment.integer("draws");
  scenario_.experiment.draw_replications = experiment.integer("draw_replications");
  scenario_.experiment.points = experiment.choice<DrawPoints>("points");
  scenario_.experiment.luck = experiment.choice<DrawLuck>("luck");
  scenario_.experiment.seed =
      static_cast<std::uint64_t>(values_.integer(experiment.field("seed"), experiment.node("seed")));
  scenario_.experiment.confidence = experiment.quantity("confidence").value;
  if (experiment.has("baseline"))
    scenario_.experiment.baseline = values_.name(experiment.field("baseline"), experiment.node("baseline"));

  const Keys evidence(values_, "evidence", child("evidence"));
  scenario_.causal_discount = evidence.quantity("causal_discount");
}

void Builder::hours() {
  const sim::Timeline timeline(values_.start);
  for (const Entry& e : entries_of(child("hours"))) {
    const Keys keys(values_, "hours.*", &e.value, e.place);
    Hours h;
    h.name = e.key;
    if (const Node* week = keys.required("week")) h.week = values_.week(keys.field("week"), *week);
    for (const sim::CivilDate& day : values_.dates(keys.field("holidays"), keys.node("holidays")))
      h.holidays.push_back(timeline.tick_of(day));
    scenario_.hours.push_back(std::move(h));
  }
}

void Builder::stages() {
  for (const Entry& e : entries_of(child("stage"))) {
    const Keys keys(values_, "stage.*", &e.value, e.place);
    Stage s;
    s.name = e.key;
    s.label = keys.text("label", e.key);
    if (keys.has("funnel")) s.funnel = keys.field("funnel").choices[keys.choice<std::size_t>("funnel")];
    s.customer = keys.boolean("customer");
    scenario_.stages.push_back(std::move(s));
  }
}

void Builder::segments() {
  for (const std::string& name : values_.names.of(Refers::attribute)) {
    const auto dimension = values_.attribute_dimensions.find(name);
    scenario_.attributes.push_back(
        {name, dimension == values_.attribute_dimensions.end()
                   ? "1"
                   : canonical_unit(dimension->second, values_.currency, values_.effect_unit)});
  }
  const Field& attribute_row = *section("segment.*.attribute").find("*");
  for (const Entry& e : entries_of(child("segment"))) {
    const Keys keys(values_, "segment.*", &e.value, e.place);
    Segment s;
    s.name = e.key;
    s.label = keys.text("label", e.key);
    s.customers = keys.quantity("customers");
    s.arrivals = keys.quantity("arrivals");
    s.season = values_.season(keys.field("season"), keys.node("season"));
    s.growth = keys.quantity("growth");
    if (const Node* start = keys.required("start")) s.start = values_.stage_shares(keys.field("start"), *start);
    s.opening = keys.has("opening") ? values_.stage_shares(keys.field("opening"), keys.node("opening")) : s.start;
    if (keys.has("joins")) s.joins = values_.index(keys.field("joins"), keys.node("joins"));
    if (keys.has("opening_age")) {
      s.opening_age = values_.distribution(keys.field("opening_age"), keys.node("opening_age"));
    } else if (s.customers.value > 0) {
      values_.faults().add(
          e.place,
          {keys.name() + " has customers but lacks opening_age",
           "Were all of them new today, whatever is due after entering a stage would fall due for everybody at "
           "once, and their risks would be those of newcomers.",
           "Write how long they have been customers, such as opening_age = { dist = \"exponential\", mean = \"2 "
           "yr\" }; \"0 d\" for a cohort that begins today.",
           ""});
    }
    s.frailty = keys.quantity("frailty");
    const Node* attributes = e.value.find("attribute");
    for (const std::string& name : values_.names.of(Refers::attribute)) {
      const Node* node = attributes ? attributes->find(name) : nullptr;
      s.attributes.push_back(node ? values_.attribute(attribute_row, name, *node) : Distribution{});
    }
    find_idle_in_segment(keys);
    scenario_.segments.push_back(std::move(s));
  }
}

Overrides Builder::segment_overrides(const char* kind, const std::string& name) const {
  Overrides out;
  for (const Entry& e : entries_of(child("segment"))) {
    const Node* tables = e.value.find(kind);
    out.push_back(tables ? tables->find(name) : nullptr);
  }
  return out;
}

void Builder::transitions() {
  for (const Entry& e : entries_of(child("transition"))) {
    const Keys keys(values_, "transition.*", &e.value, e.place);
    const Overrides overrides = segment_overrides("transition", e.key);
    Transition t;
    t.name = e.key;
    if (keys.required("from")) t.from = keys.indices("from");
    if (const Node* to = keys.required("to")) t.to = values_.index(keys.field("to"), *to);
    t.enabled = switches(keys, overrides);
    const bool contagious = e.value.find("contagion") != nullptr;
    int general = -1;
    if (!contagious || keys.has("hazard") || keys.has("time")) general = keys.one_of("hazard", "time");
    for (std::size_t g = 0; g < overrides.size(); ++g) {
      const Keys own(values_, "segment.*.transition.@transition", overrides[g]);
      const int form = own.has("hazard") || own.has("time") ? own.one_of("hazard", "time") : general;
      const Keys& from = own.has("hazard") || own.has("time") ? own : keys;
      if (form == 0) {
        t.time.push_back(exponential(from.quantity("hazard")));
      } else if (form == 1) {
        t.time.push_back(values_.distribution(from.field("time"), from.node("time")));
      } else {
        t.time.push_back(exponential({}));
      }
    }
    t.clock = keys.choice<Clock>("clock");
    bool hazards = true;
    for (const Distribution& d : t.time) hazards = hazards && is_hazard_family(d.family);
    t.acts_on = hazards ? ActsOn::hazard : ActsOn::speed;
    if (keys.has("acts_on")) {
      t.acts_on = keys.choice<ActsOn>("acts_on");
      if (t.acts_on == ActsOn::hazard && !hazards)
        values_.faults().add(keys.given("acts_on")->place,
                             {"acts_on = \"hazard\" in " + keys.name(),
                              "Only exponential and Weibull times have a hazard that can be multiplied in closed form.",
                              "Write acts_on = \"speed\", or an exponential or Weibull time.", ""});
    }
    t.frailty = keys.boolean("frailty");
    if (t.frailty && t.acts_on == ActsOn::speed && keys.has("frailty"))
      values_.faults().add(
          keys.given("frailty")->place,
          {"frailty = true in " + keys.name(),
           "Frailty multiplies a hazard; this transition's effects act on the speed of its time.",
           "Leave frailty out, or write an exponential or Weibull time with acts_on = \"hazard\".", ""});
    if (const Node* node = e.value.find("contagion")) {
      const Keys contagion(values_, "transition.*.contagion", node);
      if (contagion.required("stages")) t.contagion_stages = contagion.indices("stages");
      Overrides inner;
      for (const Node* own : overrides) inner.push_back(own ? own->find("contagion") : nullptr);
      if (contagion.required("hazard")) t.contagion = quantities(contagion, inner, "hazard");
      if (t.acts_on == ActsOn::speed)
        values_.faults().add(node->place,
                             {"[" + node->path + "] on a transition that acts on speed", "Contagion adds to a hazard.",
                              "Give the transition a hazard, or an exponential or Weibull time.", ""});
    }
    find_idle_in_transition(keys, t);
    if (t.contagion.empty()) t.contagion.assign(overrides.size(), Quantity{});
    scenario_.transitions.push_back(std::move(t));
  }
}

void Builder::decisions() {
  for (const Entry& e : entries_of(child("decision"))) {
    const Keys keys(values_, "decision.*", &e.value, e.place);
    const Overrides overrides = segment_overrides("decision", e.key);
    Decision d;
    d.name = e.key;
    if (keys.required("from")) d.from = keys.indices("from");
    d.enabled = switches(keys, overrides);
    const int form = keys.one_of("every", "dates");
    if (form == 0) {
      d.every = keys.duration("every");
      d.first = keys.duration("first", d.every);
    } else if (form == 1) {
      d.dates = values_.moments(keys.field("dates"), keys.node("dates"));
    }
    d.notice = keys.duration("notice");
    if (form == 0 && keys.has("notice") && (d.notice > d.first || d.notice >= d.every))
      values_.faults().add(keys.given("notice")->place,
                           {Values::describe(*keys.given("notice")),
                            "She can decide neither before she has come nor before the decision that goes before.",
                            "Write less than every, and at most first.", ""});
    d.anchor = keys.choice<Anchor>("anchor");
    d.frailty = keys.boolean("frailty");
    const Field& share = *section("decision.*.to").find("@stage");
    const Node* to = e.value.find("to");
    if (entries_of(to).empty())
      values_.faults().add(e.place, {keys.name() + " goes nowhere", "A decision sends shares of customers to stages.",
                                     "Write to.STAGE = SHARE, such as to.lost = 0.1.", ""});
    std::vector<double> total(overrides.size(), 0.0);
    for (const Entry& way : entries_of(to)) {
      Decision::Way w{values_.names.find(Refers::stage, way.key), {}};
      if (w.to == no_index) continue;
      for (std::size_t g = 0; g < overrides.size(); ++g) {
        const Node* own = overrides[g] ? overrides[g]->find("to") : nullptr;
        const Node* node = own ? own->find(way.key) : nullptr;
        w.share.push_back(values_.quantity(share, node ? *node : way.value));
        if (w.share.back().attribute == no_index) total[g] += w.share.back().value;
      }
      d.ways.push_back(std::move(w));
    }
    for (std::size_t g = 0; g < overrides.size(); ++g) {
      const Node* own = overrides[g] ? overrides[g]->find("to") : nullptr;
      for (const Entry& way : entries_of(own))
        if (!to || !to->find(way.key))
          values_.faults().add(way.place, {"[" + own->path + "] names the way " + way.key + ", which [decision." +
                                               e.key + ".to] does not have",
                                           "A segment changes the share of a way; the ways are the same for all.",
                                           "Write " + way.key + " = 0 in [decision." + e.key + ".to].", ""});
      if (total[g] <= 1.0 + 1e-12) continue;
      Node sum;
      sum.kind = Node::Kind::real;
      sum.real = static_cast<double>(std::llround(total[g] * 1e6)) / 1e6;
      values_.faults().add(own ? own->place : to->place,
                           {"the ways of [decision." + e.key + "] add up to " + write_value(sum) + " for segment " +
                                values_.names.of(Refers::segment)[g],
                            "A customer goes one way or stays, so the shares add up to at most 1.",
                            "Lower the shares; what is left of 1 stays.", ""});
    }
    find_idle_in_decision(keys);
    scenario_.decisions.push_back(std::move(d));
  }
}

void Builder::events() {
  for (const Entry& e : entries_of(child("event"))) {
    const Keys keys(values_, "event.*", &e.value, e.place);
    Event v;
    v.name = e.key;
    if (const Node* at = keys.required("at")) {
      v.at = keys.moment("at");
      if (v.at < 0 || (scenario_.time.horizon > 0 && v.at >= scenario_.time.horizon))
        values_.faults().add(at->place,
                             {Values::describe(*at), "This is outside the simulated time, so nothing would happen.",
                              "Write a date from time.start on and before the horizon ends.", ""});
    }
    v.until = keys.moment("until", sim::kNever);
    if (v.until <= v.at)
      values_.faults().add(keys.given("until")->place,
                           {Values::describe(*keys.given("until")), "It ends before it begins.",
                            "Write a later date, or leave until out.", ""});
    v.transitions = keys.indices("transitions");
    v.decisions = keys.indices("decisions");
    v.changes = keys.indices("changes");
    v.arrivals = keys.indices("arrivals");
    v.factor = keys.quantity("factor");
    if (keys.has("pool")) v.pool = values_.name(keys.field("pool"), keys.node("pool"));
    v.servers_lost = keys.integer("servers_lost");
    if (v.transitions.empty() && v.decisions.empty() && v.changes.empty() && v.arrivals.empty() && v.pool.empty())
      values_.faults().add(
          e.place, {keys.name() + " touches nothing",
                    "An event multiplies transitions, decisions, changes or arrivals, or takes servers from a pool.",
                    "Write one of transitions, decisions, changes, arrivals, pool.", ""});
    else
      find_idle_in_event(keys);
    scenario_.events.push_back(std::move(v));
  }
}

}  // namespace tenure::models
