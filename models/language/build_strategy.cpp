// Strategies: layering, touchpoints, demands, scales, flows.
#include <algorithm>
#include <limits>

#include "models/language/build.h"
#include "models/language/idle.h"
#include "models/language/layers.h"

namespace tenure::models {
namespace {

const std::vector<Entry>& entries_of(const Node* table) {
  static const std::vector<Entry> none;
  return table && table->is_table() ? table->entries : none;
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out.empty() ? "none" : out;
}

}  // namespace

void Builder::build() {
  settings();
  today();
  hours();
  stages();
  segments();
  transitions();
  decisions();
  states();
  surveys();
  changes();
  today_figures();
  std::vector<Overrides> overrides;
  for (const Entry& e : entries_of(child("flow"))) overrides.push_back(segment_overrides("flow", e.key));
  scenario_.flows = flows(child("flow"), overrides);
  events();
  strategies();
  check_losses();
  check_today();
  correlations();
  goals();
  replication_plan();
}

std::vector<Touchpoint> Builder::demands(const std::vector<std::string>& pools, const Entry& strategy) {
  std::vector<Touchpoint> out;
  for (const Entry& e : entries_of(child("demand"))) {
    const Keys keys(values_, "demand.*", &e.value, e.place);
    const Overrides overrides = segment_overrides("demand", e.key);
    const std::size_t n = overrides.size();
    Touchpoint t;
    t.name = e.key;
    t.channel = keys.word("channel");
    t.trigger = TriggerKind::recurrence;
    if (keys.required("stages")) t.stages = keys.indices("stages");
    t.enabled = switches(keys, overrides);
    t.every.assign(n, 0);
    t.first.assign(n, 0);
    t.delay.assign(n, 0);
    if (keys.required("rate")) t.rate = quantities(keys, overrides, "rate");
    if (keys.has("hours")) t.hours = values_.index(keys.field("hours"), keys.node("hours"));
    t.delivery = Delivery::pool;
    if (const Node* pool = keys.required("pool"); pool && pool->is_text()) {
      const auto found = std::find(pools.begin(), pools.end(), pool->text);
      if (found != pools.end()) {
        t.pool = static_cast<int>(found - pools.begin());
      } else if (values_.names.find(Refers::pool, pool->text) != no_index) {
        values_.faults().add(
            strategy.place, {"strategy " + strategy.key + " does not staff the pool \"" + pool->text +
                                 "\", which [demand." + e.key + "] needs",
                             "Customers come with this demand under every strategy, so somebody has to answer.",
                             "Write [strategy." + strategy.key + ".pool." + pool->text + "], or a [pool." + pool->text +
                                 "] for all strategies.",
                             nearest_name(pool->text, pools)});
      }
    }
    t.mode = keys.choice<int>("mode") == 0 ? RequestMode::open : RequestMode::live;
    t.priority = keys.integer("priority");
    if (keys.required("work")) t.work = distributions(keys, overrides, "work");
    t.patience = distributions(keys, overrides, "patience");
    t.patience_clock = keys.choice<int>("patience_clock") == 0 ? WorkClock::working : WorkClock::wall;
    t.reach.assign(n, Quantity{1.0, no_index, no_index});
    t.cost = quantities(keys, overrides, "cost");
    t.quality_weight = keys.quantity("quality_weight").value;
    experience(keys, overrides, t);
    find_idle_in_demand(keys, overrides);
    t.done = influences(e.value.find("done"), "demand.*.done.*");
    t.missed = influences(e.value.find("missed"), "demand.*.missed.*");
    outcomes(e.value, "demand", t);
    resolution(keys, overrides, t);
    out.push_back(std::move(t));
  }
  return out;
}

std::vector<Touchpoint> Builder::touchpoints(const Node& all, const std::vector<std::string>& pools,
                                             const Entry& strategy) {
  std::vector<Entry> sorted = entries_of(all.find("touchpoint"));
  std::stable_sort(sorted.begin(), sorted.end(), [](const Entry& a, const Entry& b) { return a.key < b.key; });
  std::vector<Touchpoint> out;
  for (const Entry& e : sorted) {
    const Keys keys(values_, "touchpoint.*", &e.value, e.place);
    if (keys.has("enabled") && keys.given("enabled")->kind == Node::Kind::boolean && !keys.boolean("enabled") &&
        !e.value.find("stages"))
      continue;
    const Overrides overrides = inner_overrides(&e.value, values_);
    const std::size_t n = overrides.size();
    Touchpoint t;
    t.name = e.key;
    t.channel = keys.word("channel");
    if (keys.required("stages")) t.stages = keys.indices("stages");
    t.enabled = switches(keys, overrides);
    if (keys.has("segments")) {
      const std::vector<int> audience = keys.indices("segments");
      for (std::size_t g = 0; g < n; ++g)
        if (std::find(audience.begin(), audience.end(), static_cast<int>(g)) == audience.end()) t.enabled[g] = 0;
    }
    const auto ticks = [&](const Field& f, const Node& node) { return values_.duration(f, node); };
    const bool on_entry = keys.boolean("on_entry");
    t.every.assign(n, 0);
    t.first.assign(n, -1);
    t.delay.assign(n, 0);
    if (on_entry && keys.has("every")) {
      values_.faults().add(keys.given("every")->place,
                           {keys.name() + " gives both every and on_entry",
                            "A touchpoint is planned either at a cadence or on entering a stage.",
                            "Keep one, or write two touchpoints.", ""});
    } else if (on_entry) {
      t.trigger = TriggerKind::entry;
      t.delay = by_segment<Tick>(keys, overrides, "delay", ticks);
    } else {
      t.trigger = TriggerKind::cadence;
      bool everywhere = n > 0;
      for (const Node* own : overrides) everywhere = everywhere && own && own->find("every");
      if (keys.has("every") || everywhere) {
        t.every = by_segment<Tick>(keys, overrides, "every", ticks);
        t.first = by_segment<Tick>(keys, overrides, "first", [&](const Field& f, const Node& node) {
          return values_.is_word(f, node) ? Tick{-1} : values_.duration(f, node);
        });
      } else {
        values_.faults().add(e.place, {keys.name() + " gives neither every nor on_entry",
                                       "Without one of them the touchpoint is never due.",
                                       "Write every = \"3 mo\" for a cadence, or on_entry = true.", ""});
      }
    }
    if (const Node* node = e.value.find("eligible")) {
      const Keys eligible(values_, "touchpoint.*.eligible", node);
      t.at_least = -std::numeric_limits<double>::infinity();
      t.below = std::numeric_limits<double>::infinity();
      if (const Node* attribute = eligible.required("attribute")) {
        const std::string name = values_.name(eligible.field("attribute"), *attribute);
        t.eligible_attribute = values_.names.find(Refers::attribute, name);
        if (eligible.has("at_least"))
          t.at_least = values_.level(eligible.field("at_least"), *eligible.given("at_least"), name);
        if (eligible.has("below")) t.below = values_.level(eligible.field("below"), *eligible.given("below"), name);
        if (t.eligible_attribute != no_index && !(t.at_least < t.below))
          values_.faults().add(node->place,
                               {"[" + node->path + "] admits nobody", "at_least must be less than below.", "", ""});
      }
    }
    Deliverer deliverer = Deliverer::unknown;
    if (const Node* by = keys.required("by"); by && by->is_text() && by->text == "automation") {
      deliverer = Deliverer::automation;
    } else if (by && by->is_text()) {
      t.delivery = Delivery::pool;
      const auto found = std::find(pools.begin(), pools.end(), by->text);
      if (found != pools.end()) {
        t.pool = static_cast<int>(found - pools.begin());
        const Node* kind = all.find("pool")->find(by->text)->find("kind");
        deliverer = kind && kind->is_text() && kind->text != "staffed" ? Deliverer::book : Deliverer::staff;
      } else if (values_.names.find(Refers::pool, by->text) != no_index) {
        values_.faults().add(
            by->place,
            {"strategy " + strategy.key + " does not staff the pool \"" + by->text + "\" that does " + keys.name(),
             "A planned contact needs somebody to do it.", "Declared in this strategy: " + joined(pools) + ".",
             nearest_name(by->text, pools)});
      }
    }
    t.mode = keys.choice<int>("mode") == 0 ? RequestMode::open : RequestMode::live;
    t.priority = keys.integer("priority");
    bool worked = n > 0;
    for (const Node* own : overrides) worked = worked && own && own->find("work");
    if (deliverer == Deliverer::staff && !worked && !keys.has("work")) static_cast<void>(keys.required("work"));
    if (worked || keys.has("work"))
      t.work = distributions(keys, overrides, "work");
    else
      t.work.assign(n, Distribution{});
    t.patience = distributions(keys, overrides, "deadline");
    t.patience_clock = keys.choice<int>("deadline_clock") == 0 ? WorkClock::working : WorkClock::wall;
    t.reach = quantities(keys, overrides, "reach");
    t.cost = quantities(keys, overrides, "cost");
    t.rate.assign(n, Quantity{});
    t.quality_weight = keys.quantity("quality_weight").value;
    experience(keys, overrides, t);
    t.from = keys.moment("from", kAlways);
    t.until = keys.moment("until", sim::kNever);
    if (t.until <= t.from)
      values_.faults().add(keys.given("until")->place,
                           {keys.name() + " ends before it begins", "until must lie after from.", "", ""});
    else if (keys.has("from") && scenario_.time.horizon > 0 && t.from >= scenario_.time.horizon)
      values_.faults().add(keys.given("from")->place,
                           {Values::describe(*keys.given("from")), "This is after the simulated time, so it would never be due.",
                            "Write a date before the horizon ends.", ""});
    needs_platform(keys, all, t.needs);
    find_idle_in_touchpoint(keys, overrides, deliverer);
    t.done = influences(e.value.find("done"), "touchpoint.*.done.*");
    t.missed = influences(e.value.find("missed"), "touchpoint.*.missed.*");
    outcomes(e.value, "touchpoint", t);
    out.push_back(std::move(t));
  }
  return out;
}

/// The platform without which something cannot be.
void Builder::needs_platform(const Keys& keys, const Node& all, int& needs) {
  if (!keys.has("needs")) return;
  const std::string name = values_.name(keys.field("needs"), keys.node("needs"));
  const std::vector<Entry>& built = entries_of(all.find("platform"));
  const auto found = std::find_if(built.begin(), built.end(), [&](const Entry& p) { return p.key == name; });
  if (found != built.end())
    needs = static_cast<int>(found - built.begin());
  else if (!name.empty())
    values_.faults().add(keys.given("needs")->place,
                         {"strategy " + strategy_at_hand_ + " does not have the platform \"" + name + "\" that " + keys.name() +
                              " needs",
                          "Nobody would build it.",
                          "Write [strategy." + strategy_at_hand_ + ".platform." + name + "], or leave needs out.", ""});
}

std::vector<Platform> Builder::platforms(const Node& all) {
  std::vector<Platform> out;
  for (const Entry& e : entries_of(all.find("platform"))) {
    const Keys keys(values_, "platform.*", &e.value, e.place);
    find_idle_in_platform(keys);
    out.push_back({e.key, keys.quantity("build"), keys.moment("at"), keys.quantity("running"), keys.duration("build_time")});
  }
  return out;
}

std::vector<Scale> Builder::scales(const Node& all) {
  std::vector<Scale> out;
  for (const Entry& e : entries_of(all.find("scale"))) {
    const Keys keys(values_, "scale.*", &e.value, e.place);
    Scale s;
    s.name = e.key;
    s.transitions = keys.indices("transitions");
    s.decisions = keys.indices("decisions");
    s.changes = keys.indices("changes");
    if (!keys.has("transitions") && !keys.has("decisions") && !keys.has("changes"))
      values_.faults().add(e.place, {keys.name() + " scales nothing",
                                     "A scale multiplies the risk of transitions, decisions or changes.",
                                     "Write transitions = [...], decisions = [...] or changes = [...].", ""});
    s.ways = keys.indices("ways");
    if (!s.ways.empty() && !keys.has("decisions"))
      values_.faults().add(keys.given("ways")->place,
                           {Values::describe(*keys.given("ways")), "Only decisions have ways.",
                            "Name decisions, or leave ways out.", ""});
    if (keys.required("factor")) s.factor = quantities(keys, inner_overrides(&e.value, values_), "factor");
    s.on_share = keys.boolean("on_share");
    find_idle_in_scale(keys);
    s.from = keys.moment("from");
    s.until = keys.moment("until", sim::kNever);
    if (s.until <= s.from)
      values_.faults().add(keys.has("until") ? keys.given("until")->place : e.place,
                           {keys.name() + " ends before it begins", "", "Write a later date, or leave until out.", ""});
    out.push_back(std::move(s));
  }
  return out;
}

std::vector<Flow> Builder::flows(const Node* table, const std::vector<Overrides>& overrides) {
  std::vector<Flow> out;
  std::size_t number = 0;
  for (const Entry& e : entries_of(table)) {
    const Keys keys(values_, "flow.*", &e.value, e.place);
    const Overrides& own = overrides[number++];
    Flow f;
    f.name = e.key;
    f.label = keys.text("label", e.key);
    if (!keys.required("kind")) continue;
    f.kind = keys.choice<FlowKind>("kind");
    if (keys.given("counts_as")) f.cost_of = keys.choice<CostOf>("counts_as");
    if (f.kind == FlowKind::effect && !scenario_.effect)
      values_.faults().add(keys.given("kind")->place,
                           {Values::describe(*keys.given("kind")), "The scenario does not say what its effect is.",
                            "Write [effect] with name and unit.", ""});
    f.stages = keys.indices("stages");
    f.transitions = keys.indices("transitions");
    f.decisions = keys.indices("decisions");
    const bool at_moves = keys.has("transitions") || keys.has("decisions");
    if (keys.has("stages") == at_moves)
      values_.faults().add(e.place, {keys.name() + (at_moves ? " names stages and also transitions or decisions"
                                                             : " names neither stages nor transitions nor decisions"),
                                     "A flow runs in stages, or is paid at transitions and decisions.",
                                     "Keep one of them; write two flows for both.", ""});
    f.enabled = switches(keys, own);
    const int form = keys.one_of("rate", "amount");
    values_.flow_kind = f.kind;
    f.form = at_moves ? FlowForm::on_transition : form == 0 ? FlowForm::rate : FlowForm::lump;
    if (at_moves && form == 0)
      values_.faults().add(keys.given("rate")->place,
                           {Values::describe(*keys.given("rate")),
                            "At a transition or decision an amount is paid, not a rate.", "Write amount.", ""});
    if (form >= 0) f.amount = quantities(keys, own, form == 0 ? "rate" : "amount");
    for (const Node* segment : own) {
      const char* other = form == 0 ? "amount" : "rate";
      if (form >= 0 && segment && segment->find(other))
        values_.faults().add(segment->find(other)->place,
                             {Values::describe(*segment->find(other)),
                              keys.name() + " gives " + (form == 0 ? "a rate" : "an amount") +
                                  "; a segment changes the number, not the form.",
                              std::string("Write ") + (form == 0 ? "rate." : "amount."), ""});
    }
    values_.flow_kind.reset();
    find_idle_in_flow_kind(keys, f.kind);
    f.every = keys.duration("every", 0);
    if (f.form == FlowForm::lump && f.every == 0 && form == 1)
      values_.faults().add(e.place, {keys.name() + " gives an amount in stages without saying how often",
                                     "An amount in stages is paid every interval.",
                                     "Write every = \"1 mo\", or a rate instead of an amount.", ""});
    if (f.form != FlowForm::lump && keys.has("every"))
      values_.faults().add(keys.given("every")->place,
                           {Values::describe(*keys.given("every")), "Only an amount in stages is paid at intervals.",
                            "Leave every out, or write an amount in stages.", ""});
    if (form >= 0) find_idle_in_flow(keys, f.form);
    f.anchor = keys.choice<int>("anchor") == 0 ? Anchor::stage : Anchor::start;
    f.at = keys.choice<LumpAt>("at");
    f.sized = keys.boolean("sized");
    f.after = keys.duration("after");
    f.before = keys.duration("before", sim::kNever);
    f.from = keys.moment("from");
    f.until = keys.moment("until", sim::kNever);
    if (f.before <= f.after)
      values_.faults().add(keys.given("before") ? keys.given("before")->place : e.place,
                           {keys.name() + " ends before it begins", "before must be longer than after.", "", ""});
    if (f.until <= f.from)
      values_.faults().add(keys.given("until") ? keys.given("until")->place : e.place,
                           {keys.name() + " ends before it begins", "until must lie after from.", "", ""});
    out.push_back(std::move(f));
  }
  return out;
}

Strategy Builder::strategy(const Entry& entry, const Node& all) {
  const Keys keys(values_, "strategy.*", &entry.value, entry.place);
  Strategy s;
  s.name = strategy_at_hand_ = entry.key;
  s.label = keys.text("label", entry.key);
  if (keys.has("model")) s.model = values_.name(keys.field("model"), keys.node("model"));
  s.overlays = values_.name_list(keys.field("overlays"), keys.node("overlays"));
  if (keys.has("frame")) s.frame = values_.name(keys.field("frame"), keys.node("frame"));
  std::vector<std::string> pool_names;
  for (const Entry& e : entries_of(all.find("pool"))) pool_names.push_back(e.key);
  s.pools = pools(all, pool_names);
  s.touchpoints = demands(pool_names, entry);
  for (Touchpoint& t : touchpoints(all, pool_names, entry)) {
    const bool twice =
        std::any_of(s.touchpoints.begin(), s.touchpoints.end(), [&](const Touchpoint& d) { return d.name == t.name; });
    if (twice)
      values_.faults().add(entry.place,
                           {"strategy " + entry.key + " has a touchpoint and the world a demand named " + t.name,
                            "Contacts are told apart by name.", "Rename one of them.", ""});
    s.touchpoints.push_back(std::move(t));
  }
  check_staffing(entry, all, s);
  s.promises = promises(entry, all, s);
  s.self_services = self_services(all, s.touchpoints);
  s.platforms = platforms(all);
  check_platforms(all, s);
  s.scales = scales(all);
  std::vector<Overrides> overrides;
  for (const Entry& e : entries_of(all.find("flow"))) {
    overrides.push_back(inner_overrides(&e.value, values_));
    if (values_.names.find(Refers::flow, e.key) != no_index)
      values_.faults().add(
          e.place,
          {"the flow " + e.key + " of strategy " + entry.key + " has the name of a flow of the world",
           "The world's flows are the same under every strategy.", "Give the strategy's flow a name of its own.", ""});
  }
  s.flows = flows(all.find("flow"), overrides);
  return s;
}

void Builder::strategies() {
  for (const Entry& e : entries_of(child("strategy"))) {
    const Keys keys(values_, "strategy.*", &e.value, e.place);
    if (!keys.boolean("enabled")) continue;
    scenario_.strategies.push_back(keys.has("follows") ? mixture(e)
                                                       : strategy(e, layered_strategy(document_, e, values_.faults())));
  }
  check_promises();
  if (scenario_.strategies.empty())
    values_.faults().add(
        child("strategy") ? child("strategy")->place : document_.place,
        {"no strategy to simulate", "A scenario compares strategies.", "Write at least one [strategy.NAME].", ""});
}

}  // namespace tenure::models
