// How many replications: what is to become precise, or who is to be selected.
#include <algorithm>
#include <utility>

#include "models/language/build.h"
#include "models/measure/measures.h"

namespace tenure::models {
namespace {

constexpr double hours_per_day = 24.0;
constexpr double days_per_month = 30.4375;

/// Whether a study can be decided by it: one number, or one of a segment, a pool ...
bool decides(const MeasureRow& row) {
  return row.dims.size() <= 1 && (row.dims.empty() || (row.dims[0] != Dim::month && row.dims[0] != Dim::year));
}

/// The row of a measure; nullptr and a fault when there is none, or none that can be asked for.
const MeasureRow* measure_row(Faults& faults, const Scenario& scenario, const std::string& name, const Node& node) {
  std::vector<std::string> known;
  for (const MeasureRow& row : measures())
    if (decides(row) && applies(row, scenario)) known.emplace_back(row.name);
  const MeasureRow* row = find_measure(name);
  if (row != nullptr && decides(*row) && applies(*row, scenario)) return row;
  const std::string list = "Known: those that `tenure list measures` shows with at most one of segment, stage, pool, touchpoint and the like.";
  if (row == nullptr)
    faults.add(node.place, {"unknown measure: " + Values::describe(node), "Replications are counted by what they show of a measure.", list,
                            nearest_name(name, known)});
  else if (!applies(*row, scenario))
    faults.add(node.place, {Values::describe(node), "This scenario has no such measure: it has no [satisfaction], or no [effect].", list, ""});
  else
    faults.add(node.place, {Values::describe(node), "This measure is a table by month, year or several things at once, not one number.", list,
                            nearest_name(name, known)});
  return nullptr;
}

MeasureOf read_measure(Faults& faults, const Scenario& scenario, const Keys& keys, const MeasureRow*& row) {
  MeasureOf out;
  row = nullptr;
  const bool written = keys.has("measure");
  const Node* measure = written ? keys.given("measure") : keys.field("measure").required ? keys.required("measure") : &keys.node("measure");
  if (measure == nullptr || !measure->is_text()) return out;
  out.measure = measure->text;
  row = measure_row(faults, scenario, out.measure, *measure);
  if (row == nullptr) return out;
  const Node* of = keys.given("of");
  if (of != nullptr && of->is_text()) out.of = of->text;
  if (row->dims.empty()) {
    if (of != nullptr)
      faults.add(of->place, {Values::describe(*of), out.measure + " is one number for the whole book.", "Leave it out.", ""});
    return out;
  }
  const std::string dim(dim_name(row->dims[0]));
  const std::vector<std::string> members = dim_labels(scenario).labels(row->dims[0]);
  std::string list;
  for (const std::string& member : members) list += (list.empty() ? "" : ", ") + member;
  if (of == nullptr)
    faults.add(keys.place(), {keys.name() + " lacks of", out.measure + " has one value for each " + dim + ".", "Name one of: " + list + ".", ""});
  else if (std::find(members.begin(), members.end(), out.of) == members.end())
    faults.add(of->place, {"unknown " + dim + " \"" + out.of + "\": " + Values::describe(*of),
                           out.measure + " has one value for each " + dim + ".", "Known: " + list + ".", nearest_name(out.of, members)});
  return out;
}

/// A value in the unit of the measure.
double measured(Values& values, const MeasureRow& row, const Field& written, const Node& node) {
  Field field = written;
  double times = 1.0;
  if (row.unit_pattern == "{money} / mo") {
    field.kind = Kind::money_rate;
    times = days_per_month;
  } else if (row.unit_pattern.rfind("{money}", 0) == 0) {
    field.kind = Kind::money;
  } else if (row.unit_pattern == "{effect}") {
    field.kind = Kind::flow_amount;
  } else if (row.unit_pattern == "h" || row.unit_pattern == "mo") {
    field.kind = Kind::duration;
    times = row.unit_pattern == "h" ? hours_per_day : 1.0 / days_per_month;
  } else {
    field.kind = Kind::number;
  }
  // a choice, not a number of the world: it is not noted among the parameters
  std::vector<Parameter>* const parameters = std::exchange(values.parameters, nullptr);
  const auto flow_kind = std::exchange(values.flow_kind, field.kind == Kind::flow_amount ? std::optional(FlowKind::effect) : values.flow_kind);
  const double value = values.quantity(field, node).value * times;
  values.parameters = parameters;
  values.flow_kind = flow_kind;
  return value;
}

int most_of(Faults& faults, const Scenario& scenario, const Keys& keys) {
  const int most = keys.integer("max_replications");
  if (most < scenario.experiment.replications)
    faults.add(keys.has("max_replications") ? keys.given("max_replications")->place : keys.place(),
               {keys.name() + " allows fewer replications (" + std::to_string(most) + ") than the first look takes (" +
                    std::to_string(scenario.experiment.replications) + ")",
                "experiment.replications says how many are simulated before anything is looked at.",
                "Raise max_replications, or lower experiment.replications.", ""});
  return most;
}

double share_of(Values& values, const Keys& keys, const char* key) {
  std::vector<Parameter>* const parameters = std::exchange(values.parameters, nullptr);
  const double share = keys.quantity(key).value;
  values.parameters = parameters;
  return share;
}

}  // namespace

WantedPrecision Builder::precision(const Node& table) {
  Faults& faults = values_.faults();
  const Keys keys(values_, "experiment.precision", &table);
  WantedPrecision out;
  const MeasureRow* row = nullptr;
  out.what = read_measure(faults, scenario_, keys, row);
  const int which = keys.one_of("relative_half_width", "half_width");
  if (which == 0) out.relative_half_width = share_of(values_, keys, "relative_half_width");
  if (which == 1 && row != nullptr)
    out.half_width = measured(values_, *row, keys.field("half_width"), *keys.given("half_width"));
  if (const Node* against = keys.given("against"); against != nullptr && against->is_text()) {
    out.against = against->text;
    const bool simulated = std::any_of(scenario_.strategies.begin(), scenario_.strategies.end(),
                                       [&](const Strategy& s) { return s.name == out.against; });
    if (values_.names.find(Refers::strategy, out.against) != no_index && !scenario_.strategies.empty() &&
        (!simulated || scenario_.strategies.size() < 2))
      faults.add(against->place,
                 {Values::describe(*against), simulated ? "It is the only strategy, so there is no difference." : "This strategy is switched off.",
                  "Name a strategy that is simulated beside others, or leave it out.", ""});
  }
  out.max_replications = most_of(faults, scenario_, keys);
  return out;
}

/// Whether everything can be counted in pairs.
void Builder::check_pairs(const Node& antithetic) {
  const Experiment& e = scenario_.experiment;
  const std::string what = Values::describe(antithetic);
  const Node* experiment = child("experiment");
  const auto refuse = [&](const std::string& with, const std::string& why, const std::string& advice) {
    values_.faults().add(antithetic.place, {what + " with " + with, why, advice, ""});
  };
  if (e.replications % 2 != 0)
    refuse("replications = " + std::to_string(e.replications), "Replications come in pairs, one with the luck of the other mirrored.",
           "Write an even number of replications.");
  if (e.draws > 0)
    refuse("draws = " + std::to_string(e.draws), "Draws have a luck of their own, and how much of the variance is chance is read off single runs.",
           "Leave one of them out.");
  if (experiment->find("select") != nullptr)
    refuse("[experiment.select]", "A selection compares single replications.", "Leave one of them out.");
}

void Builder::replication_plan() {
  const Node* experiment = child("experiment");
  if (experiment == nullptr) return;
  Faults& faults = values_.faults();
  const Keys reduction(values_, "experiment.variance_reduction", experiment->find("variance_reduction"));
  scenario_.experiment.control_variates = reduction.boolean("control_variates");
  scenario_.experiment.antithetic = reduction.boolean("antithetic");
  if (scenario_.experiment.antithetic) check_pairs(*reduction.given("antithetic"));
  const Node *precise = experiment->find("precision"), *select = experiment->find("select");
  if (precise != nullptr && precise->is_table()) scenario_.experiment.precision.push_back(precision(*precise));
  if (precise != nullptr && precise->kind == Node::Kind::array)
    for (const Node& table : precise->items)
      if (table.is_table()) scenario_.experiment.precision.push_back(precision(table));
  if (select != nullptr && select->is_table()) {
    const Keys keys(values_, "experiment.select", select);
    WantedSelection out;
    const MeasureRow* row = nullptr;
    out.what = read_measure(faults, scenario_, keys, row);
    out.prefer = keys.choice<Prefer>("prefer");
    if (const Node* node = keys.required("indifference"); node != nullptr && row != nullptr)
      out.indifference = measured(values_, *row, keys.field("indifference"), *node);
    out.confidence = share_of(values_, keys, "confidence");
    out.method = keys.choice<SelectionMethod>("method");
    out.max_replications = most_of(faults, scenario_, keys);
    if (scenario_.strategies.size() == 1)
      faults.add(select->place, {"[experiment.select] with a single strategy", "There is nothing to choose between.",
                                 "Write another strategy, or leave the table out.", ""});
    scenario_.experiment.select = out;
  }
  if (!scenario_.experiment.sequential()) return;
  if (select != nullptr && precise != nullptr)
    faults.add(select->place, {"[experiment] asks both for precision and for a selection",
                               "A selection stops simulating a strategy that falls behind, however imprecise its estimates are.",
                               "Select first; then ask for precision in another run, with the strategies that are left.", ""});
  const int fewest = scenario_.experiment.antithetic ? 2 * fewest_to_decide : fewest_to_decide;
  if (scenario_.experiment.replications < fewest) {
    const Node* stated = experiment->find("replications");
    faults.add(stated != nullptr ? stated->place : experiment->place,
               {"replications = " + std::to_string(scenario_.experiment.replications) + " with [experiment." +
                    (precise != nullptr ? "precision" : "select") + "]",
                "These are the replications before the first look, and a spread judged from a handful is mostly chance.",
                "Write at least " + std::to_string(fewest) + ".", ""});
  }
}

int Experiment::most_replications() const {
  int most = replications;
  for (const WantedPrecision& wanted : precision) most = std::max(most, wanted.max_replications);
  return select ? std::max(most, select->max_replications) : most;
}

}  // namespace tenure::models
