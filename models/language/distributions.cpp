// Distributions: { dist = "lognormal", median = "60 d", sigma = 0.5 } and its relatives.
#include <algorithm>
#include <cmath>
#include <limits>

#include "models/language/values.h"
#include "sim/math/math.h"

namespace tenure::models {
namespace {

struct FamilyRow {
  const char* name;
  const char* form;
  bool for_durations;
};
constexpr FamilyRow family_rows[] = {
    {"exponential", "{ dist = \"exponential\", mean = ... }", true},
    {"weibull", "{ dist = \"weibull\", shape = ..., scale = ... } or shape and median", true},
    {"gamma", "{ dist = \"gamma\", mean = ..., shape = ... } or mean and cv", true},
    {"lognormal", "{ dist = \"lognormal\", median = ..., sigma = ... } or mean and cv", true},
    {"normal", "{ dist = \"normal\", mean = ..., sd = ... }", false},
    {"beta", "{ dist = \"beta\", alpha = ..., beta = ... } or mean and sd", false},
    {"uniform", "{ dist = \"uniform\", low = ..., high = ... }", true},
    {"triangular", "{ dist = \"triangular\", low = ..., mode = ..., high = ... }", true},
    {"pert", "{ dist = \"pert\", low = ..., mode = ..., high = ... }", true},
    {"bernoulli", "{ dist = \"bernoulli\", share = ... }", false},
    {"empirical", "{ dist = \"empirical\", values = [...], weights = [...] }", true}};

Quantity scaled(Quantity q, double factor) {
  q.value *= factor;
  return q;
}

Quantity constant_of(double value, int parameter) {
  return {value, no_index, parameter};
}

}  // namespace

Distribution Values::family(Want& want, const Node& node, const Remark& said) {
  const Field& field = want.field;
  const Node& dist = *node.find("dist");
  const FamilyRow* row = nullptr;
  std::vector<std::string> all;
  for (const FamilyRow& r : family_rows) {
    if (field.kind == Kind::spread && !r.for_durations) continue;
    all.emplace_back(r.name);
    if (dist.is_text() && dist.text == r.name) row = &r;
  }
  if (row == nullptr) {
    std::string list;
    for (const std::string& name : all) list += (list.empty() ? "" : ", ") + name;
    const bool elsewhere = dist.is_text() && (dist.text == "normal" || dist.text == "beta" || dist.text == "bernoulli");
    faults_.add(dist.place,
                {"dist = " + write_value(dist) + " in the value of " + node.path,
                 elsewhere ? "A duration is positive and has a unit; this family is not for durations."
                           : "No such family of distributions.",
                 "Known here: " + list + ".", dist.is_text() && !elsewhere ? nearest_name(dist.text, all) : ""});
    return {};
  }
  const std::string name = row->name;
  if (name == "empirical") return empirical(want, node);

  const std::size_t before = faults_.size();
  // a parameter in the unit of what is drawn, or a plain one
  const auto has = [&](const char* key) { return node.find(key) != nullptr; };
  const auto fits = [&](std::vector<std::string> keys) {
    for (const std::string& key : keys)
      if (!has(key.c_str())) return false;
    keys.insert(keys.end(), {"dist", "grade", "source", "note"});
    return std::all_of(node.entries.begin(), node.entries.end(),
                       [&](const Entry& e) { return std::find(keys.begin(), keys.end(), e.key) != keys.end(); });
  };
  const auto own = [&](const char* key) { return read_quantity(want, *node.find(key), said); };
  const auto positive = [&](const char* key, Range range) {
    const Field plain{
        .key = key, .kind = Kind::number, .meaning = "A parameter of the distribution without unit.", .range = range};
    Want w = want_of(plain);
    return read_quantity(w, *node.find(key), said);
  };
  const Range weibull_shape = between(0.1, 20), gamma_shape = between(0.01, 1e6), beta_shape = between(0.05, 1e5);
  Distribution d;
  if (name == "exponential" && fits({"mean"})) {
    d = {Family::exponential, own("mean"), {}, {}, {}};
  } else if (name == "weibull" && fits({"shape", "scale"})) {
    d = {Family::weibull, positive("shape", weibull_shape), own("scale"), {}, {}};
  } else if (name == "weibull" && fits({"shape", "median"})) {
    const Quantity shape = positive("shape", weibull_shape), median = own("median");
    const double factor = shape.value > 0 ? sim::pow(sim::log(2.0), -1.0 / shape.value) : 1.0;
    d = {Family::weibull, shape, scaled(median, factor), {}, {}};
  } else if (name == "gamma" && fits({"mean", "shape"})) {
    d = {Family::gamma, positive("shape", gamma_shape), own("mean"), {}, {}};
  } else if (name == "gamma" && fits({"mean", "cv"})) {
    const Quantity cv = positive("cv", between(0.001, 10));
    d = {Family::gamma,
         constant_of(cv.value > 0 ? 1.0 / (cv.value * cv.value) : 1.0, cv.parameter),
         own("mean"),
         {},
         {}};
  } else if (name == "lognormal" && fits({"median", "sigma"})) {
    d = {Family::lognormal, own("median"), positive("sigma", between(0, 5)), {}, {}};
  } else if (name == "lognormal" && fits({"mean", "cv"})) {
    const Quantity mean = own("mean"), cv = positive("cv", between(0, 100));
    const double square = 1.0 + cv.value * cv.value;
    d = {Family::lognormal,
         scaled(mean, 1.0 / std::sqrt(square)),
         constant_of(std::sqrt(sim::log(square)), cv.parameter),
         {},
         {}};
  } else if (name == "normal" && fits({"mean", "sd"})) {
    d = {Family::normal, own("mean"), own("sd"), {}, {}};
  } else if (name == "beta" && fits({"alpha", "beta"})) {
    d = {Family::beta, positive("alpha", beta_shape), positive("beta", beta_shape), {}, {}};
  } else if (name == "beta" && fits({"mean", "sd"})) {
    const Quantity mean = positive("mean", {0, 1, true, true}), sd = positive("sd", {0, 0.5, true, false});
    const double count = mean.value * (1.0 - mean.value) / (sd.value * sd.value) - 1.0;
    if (faults_.size() == before && !(count > 0))
      complain(field, node, "The standard deviation of a beta distribution is less than sqrt(mean × (1 − mean)).");
    for (const double shape : {mean.value * count, (1.0 - mean.value) * count})
      if (faults_.size() == before && !(shape >= beta_shape.low && shape <= beta_shape.high))
        complain(field, node, "Mean and sd give a beta distribution a shape outside 0.05 to 100000.");
    d = {Family::beta,
         constant_of(mean.value * count, mean.parameter),
         constant_of((1.0 - mean.value) * count, sd.parameter),
         {},
         {}};
  } else if (name == "uniform" && fits({"low", "high"})) {
    d = {Family::uniform, own("low"), own("high"), {}, {}};
  } else if ((name == "triangular" || name == "pert") && fits({"low", "mode", "high"})) {
    want.hangs = false;  // for some customer the ends could fall out of order
    d = {name == "pert" ? Family::pert : Family::triangular, own("low"), own("mode"), own("high"), {}};
  } else if (name == "bernoulli" && fits({"share"})) {
    d = {Family::bernoulli, positive("share", between(0, 1)), {}, {}, {}};
  } else {
    faults_.add(node.place, {describe(node), "The " + name + " distribution is written with its own parameters.",
                             "Write " + std::string(row->form) + ".", ""});
    return {};
  }
  if (name == "beta" || name == "bernoulli") {
    if (want.any_dimension) {
      want.any_dimension = false;
      want.dimension = Dimension::number;
    } else if (want.dimension != Dimension::number) {
      complain(field, node, "A share is drawn; " + in_words(want.dimension) + " is due here.");
    }
  }
  if (faults_.size() != before) return {};
  const bool hanging = d.a.attribute != no_index || d.b.attribute != no_index || d.c.attribute != no_index;
  const auto objects = [&](const std::string& why) { complain(field, node, why); };
  if (!hanging) {
    if (d.family == Family::uniform && d.a.value > d.b.value) objects("low must not exceed high.");
    if (d.family == Family::triangular || d.family == Family::pert) {
      if (!(d.a.value <= d.b.value && d.b.value <= d.c.value) || d.a.value == d.c.value)
        objects("It must hold that low ≤ mode ≤ high, and low < high.");
    }
    if (d.family == Family::normal && d.b.value < 0) objects("A standard deviation is at least 0.");
    const double scale = d.family == Family::weibull || d.family == Family::gamma ? d.b.value : d.a.value;
    const bool scale_family = d.family == Family::exponential || d.family == Family::weibull ||
                              d.family == Family::gamma || d.family == Family::lognormal;
    if (scale_family && !(scale > 0)) objects("Mean, median and scale must be longer or larger than zero.");
  }
  return faults_.size() == before ? d : Distribution{};
}

Distribution Values::empirical(Want& want, const Node& node) {
  const Field& field = want.field;
  const std::size_t before = faults_.size();
  known_keys_only(field, node, {"dist", "values", "weights", "grade", "source", "note"});
  const Node *values = node.find("values"), *weights = node.find("weights");
  const auto list = [](const Node* n) { return n != nullptr && n->kind == Node::Kind::array && !n->items.empty(); };
  if (!list(values) || (weights != nullptr && (!list(weights) || weights->items.size() != values->items.size()))) {
    complain(field, node, "An empirical distribution needs a list of values, and as many weights or none.");
    return {};
  }
  std::vector<Parameter>* const keep = parameters;
  parameters = nullptr;
  Want fixed = want;
  fixed.hangs = false;
  Distribution d;
  d.family = Family::empirical;
  const Field weight{.key = "weights", .kind = Kind::number, .meaning = "Weight of a value.", .range = between(0, 1e12)};
  double total = 0;
  for (std::size_t i = 0; i < values->items.size(); ++i) {
    const double v = read_quantity(fixed, values->items[i], {}).value;
    const double w = weights ? quantity(weight, weights->items[i]).value : 1.0;
    d.table.emplace_back(v, w);
    total += w;
  }
  parameters = keep;
  want.any_dimension = fixed.any_dimension;
  want.dimension = fixed.dimension;
  if (!(total > 0)) complain(field, node, "At least one weight must be larger than zero.");
  std::stable_sort(d.table.begin(), d.table.end(), [](const auto& x, const auto& y) { return x.first < y.first; });
  std::vector<std::pair<double, double>> merged;  // a value that stands twice has both weights
  for (const auto& [value, value_weight] : d.table) {
    if (!merged.empty() && merged.back().first == value)
      merged.back().second += value_weight;
    else
      merged.emplace_back(value, value_weight);
  }
  d.table = std::move(merged);
  return faults_.size() == before ? d : Distribution{};
}

Distribution Values::read_distribution(Want& want, const Node& node, const Remark& outer) {
  const Field& field = want.field;
  if (is_word(field, node)) {
    Distribution d;
    d.a.value = std::numeric_limits<double>::infinity();
    return d;
  }
  if (node.is_table() && node.find("value") == nullptr && node.find("dist") != nullptr)
    return family(want, node, remark(field, node, outer));
  if (node.is_table()) {
    const Node* value = node.find("value");
    if (value != nullptr && value->is_table() && value->find("dist") != nullptr && value->find("value") == nullptr) {
      known_keys_only(field, node, {"value", "grade", "source", "note"});
      return family(want, *value, remark(field, node, outer));
    }
  }
  Distribution d;
  d.a = read_quantity(want, node, outer);
  return d;
}

Distribution Values::distribution(const Field& field, const Node& node) {
  Want want = want_of(field);
  return read_distribution(want, node, {});
}

Distribution Values::attribute(const Field& field, const std::string& name, const Node& node) {
  Want want = want_of(field);
  const Distribution d = read_distribution(want, node, {});
  const auto [known, fresh] = attribute_dimensions.try_emplace(name, want.dimension);
  if (!fresh && known->second != want.dimension) {
    faults_.add(node.place, {describe(node),
                             "In another segment this attribute is " + in_words(known->second) + "; here it is " +
                                 in_words(want.dimension) + ".",
                             "Use one unit of the same kind in every segment.", ""});
  }
  return d;
}

}  // namespace tenure::models
