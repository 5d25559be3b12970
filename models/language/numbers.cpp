// Numbers with units, uncertainty and source.
#include <algorithm>
#include <cmath>

#include "models/language/values.h"
#include "sim/math/math.h"

namespace tenure::models {
namespace {

const std::vector<std::string>& parameter_keys() {
  static const std::vector<std::string> keys = {"value", "low", "high", "dist", "grade", "source", "note"};
  return keys;
}

const std::vector<std::string>& ignorance_laws() {
  static const std::vector<std::string> laws = {"beta", "gamma",      "lognormal", "normal",
                                                "pert", "triangular", "uniform"};
  return laws;
}

bool is_zero(const Node& node) {
  return node.is_number() && node.number() == 0.0;
}

std::string as_written(const Node& node) {
  return node.is_text() ? node.text : write_value(node);
}

}  // namespace

Values::Want Values::want_of(const Field& field) const {
  Want want{field};
  want.hangs = field.hangs;
  want.range = field.range;
  switch (field.kind) {
    case Kind::duration:
    case Kind::spread:
    case Kind::moment:
      want.dimension = Dimension::time;
      break;
    case Kind::rate:
    case Kind::hazard:
    case Kind::yearly:
      want.dimension = Dimension::per_time;
      break;
    case Kind::money:
      want.dimension = Dimension::money;
      break;
    case Kind::money_rate:
      want.dimension = Dimension::money_per_time;
      break;
    case Kind::flow_rate:
      want.dimension = flow_kind == FlowKind::effect ? Dimension::effect_per_time : Dimension::money_per_time;
      break;
    case Kind::flow_amount:
      want.dimension = flow_kind == FlowKind::effect ? Dimension::effect : Dimension::money;
      break;
    case Kind::attribute:
      want.any_dimension = true;
      break;
    default:
      want.dimension = Dimension::number;
  }
  return want;
}

std::string Values::describe(const Node& node) {
  std::string value = write_value(node);
  if (value.size() > 80) value = value.substr(0, 77) + "...";
  const auto parts = split_key(node.path);
  if (node.path.empty()) return value;
  std::string table;  // members of a list keep their number: precision[1]
  for (std::size_t i = 0; i + 1 < parts.size(); ++i)
    table += (i == 0 ? "" : ".") + (is_bare_key(parts[i].substr(0, parts[i].find('['))) ? parts[i] : join_key({parts[i]}));
  return parts.back() + " = " + value + (table.empty() ? "" : " in [" + table + "]");
}

std::string Values::advice(const Field& field) {
  const std::string range = range_of(field);
  return "Write " + form_of(field) + (range.empty() ? "" : "; " + range) + ".";
}

void Values::complain(const Field& field, const Node& node, const std::string& why, const std::string& nearest) {
  faults_.add(node.place, {describe(node), why, advice(field), nearest});
}

bool Values::known_keys_only(const Field& field, const Node& table, const std::vector<std::string>& known) {
  bool ok = true;
  for (const Entry& e : table.entries) {
    if (std::find(known.begin(), known.end(), e.key) != known.end()) continue;
    ok = false;
    std::string list;
    for (const std::string& name : known) list += (list.empty() ? "" : ", ") + name;
    faults_.add(e.place, {"unknown key " + e.key + " in the value of " + table.path, field.meaning,
                          "Known here: " + list + ".", nearest_name(e.key, known)});
  }
  return ok;
}

bool Values::in_range(const Want& want, const Node& node, double value) {
  const Range& r = want.range;
  const bool low = r.above_low ? value > r.low : value >= r.low;
  const bool high = r.below_high ? value < r.high : value <= r.high;
  if (low && high) return true;
  const std::string why = want.field.reason.empty() ? want.field.meaning : want.field.reason;
  if (want.field.kind == Kind::share && (value < 0 || value > 1))
    complain(want.field, node, "A share lies between 0 and 1.");
  else
    complain(want.field, node, why);
  return false;
}

bool Values::dimension_fits(Want& want, const Amount& amount, const Node& node) {
  const Field& field = want.field;
  if (!amount.currency.empty() && !currency.empty() && amount.currency != currency) {
    faults_.add(node.place, {describe(node), "The scenario's currency is " + currency + "; amounts are not converted.",
                             "Write every amount in " + currency + ", or set money.currency.", ""});
    return false;
  }
  if (want.any_dimension) {
    want.any_dimension = false;
    want.dimension = amount.dimension;
  }
  if (field.kind == Kind::hazard || field.kind == Kind::rate) {
    if (amount.dimension == Dimension::number) {
      faults_.add(node.place,
                  {describe(node),
                   "A " + std::string(field.kind == Kind::hazard ? "hazard" : "rate") +
                       " is a number per time; a bare number or a percentage looks like a probability.",
                   field.kind == Kind::hazard
                       ? "Write \"0.33 / yr\" for a hazard, or { share = 0.28, per = \"1 yr\" } for a probability."
                       : "Write a rate such as \"9 / mo\".",
                   ""});
      return false;
    }
    if (field.kind == Kind::hazard && amount.percent && amount.dimension == Dimension::per_time) {
      Node share;
      share.kind = Node::Kind::real;
      share.real = amount.number / 100.0;
      const std::string number = write_value(share);
      faults_.add(node.place,
                  {describe(node), "A percentage per time may be a hazard or a probability, and the two differ.",
                   "Write \"" + number + " / " + amount.time_unit + "\" for a hazard, or { share = " + number +
                       ", per = \"1 " + amount.time_unit + "\" } for a probability.",
                   ""});
      return false;
    }
  }
  if (want.dimension == Dimension::number && amount.dimension == Dimension::per_time) {
    faults_.add(node.place, {describe(node),
                             field.kind == Kind::share ? "This is a hazard; a probability has no time unit."
                                                       : "This number has no unit of time.",
                             advice(field), ""});
    return false;
  }
  if (field.kind == Kind::yearly && amount.dimension == Dimension::per_time && amount.time_unit != "yr") {
    faults_.add(node.place,
                {describe(node),
                 "This rate is compounded, so a rate per " + amount.time_unit + " is not a twelfth of anything.",
                 advice(field), ""});
    return false;
  }
  if (field.kind == Kind::money_rate && field.key == "wage" && !amount.time_unit.empty() &&
      days_in(amount.time_unit) < 1) {
    faults_.add(
        node.place,
        {describe(node), "A wage is paid per calendar time, busy or idle, so a wage per working hour says nothing yet.",
         "Write what a server costs in a month or a year, such as \"60000 " + currency + " / yr\".", ""});
    return false;
  }
  const bool plain_effect = amount.dimension == Dimension::number && want.dimension == Dimension::effect;
  const bool plain_effect_rate =
      amount.dimension == Dimension::per_time && want.dimension == Dimension::effect_per_time;
  if (amount.dimension == want.dimension || plain_effect || plain_effect_rate) return true;
  complain(field, node, "This is " + in_words(amount.dimension) + "; " + in_words(want.dimension) + " is due here.");
  return false;
}

Values::Number Values::attribute_number(const Want& want, const Node& node, std::string_view name) {
  if (!want.hangs && want.field.kind == Kind::hazard && want.field.key == "hazard") {
    faults_.add(node.place, {describe(node), "A constant hazard is the same for all customers of a segment.",
                             "Let the attribute hold the mean time until it happens, and write time = { dist = "
                             "\"exponential\", mean = \"attribute." +
                                 std::string(name) + "\" } instead of hazard.",
                             ""});
    return {};
  }
  if (!want.hangs) {
    faults_.add(node.place,
                {describe(node), "This number is the same for all customers, so it cannot be an attribute of one.",
                 "Write a value instead; numbers per segment go into [segment.NAME...] tables.", ""});
    return {};
  }
  const int index = names.find(Refers::attribute, name);
  if (index == no_index) {
    faults_.add(node.place, {"unknown attribute " + std::string(name) + " in " + describe(node),
                             "An attribute must be declared in every segment.",
                             "Declare it as [segment.NAME.attribute] " + std::string(name) + " = ...",
                             nearest_name(name, names.of(Refers::attribute))});
    return {};
  }
  const auto known = attribute_dimensions.find(std::string(name));
  if (known != attribute_dimensions.end()) {
    const Dimension is = known->second, due = want.dimension;
    const bool effect = (is == Dimension::number && due == Dimension::effect) ||
                        (is == Dimension::per_time && due == Dimension::effect_per_time);
    if (is != due && !effect) {
      faults_.add(node.place, {describe(node),
                               "The attribute " + std::string(name) + " is " + in_words(is) + "; " + in_words(due) +
                                   " is due here.",
                               advice(want.field), ""});
      return {};
    }
  }
  return {1.0, index, true};
}

Values::Number Values::scalar(Want& want, const Node& node) {
  const Field& field = want.field;
  if (node.is_number()) {
    const double value = node.number();
    if (!std::isfinite(value)) {
      complain(field, node, "Only finite numbers make sense here.");
      return {};
    }
    if (want.any_dimension || is_zero(node)) return {value, no_index, true};
    Amount amount;
    amount.value = amount.number = value;
    if (want.dimension != Dimension::number && want.dimension != Dimension::effect) {
      if (field.kind == Kind::hazard || field.kind == Kind::rate) {
        dimension_fits(want, amount, node);
      } else {
        complain(field, node, "A unit is missing: " + in_words(want.dimension) + " is due here.");
      }
      return {};
    }
    return {value, no_index, true};
  }
  if (!node.is_text()) {
    complain(field, node, "This is " + kind_in_words(node) + ".");
    return {};
  }
  if (node.text.rfind("attribute.", 0) == 0)
    return attribute_number(want, node, std::string_view(node.text).substr(10));
  const bool effect = want.dimension == Dimension::effect || want.dimension == Dimension::effect_per_time;
  const AmountResult result = parse_amount(node.text, effect ? effect_unit : "");
  if (!result.amount) {
    if (want.hangs && names.find(Refers::attribute, node.text) != no_index) {
      complain(field, node, node.text + " is an attribute of the customer; it is written with its family name.",
               "\"attribute." + node.text + "\"");
      return {};
    }
    complain(field, node, "It cannot be read: " + result.error.what + ".", result.error.nearest);
    return {};
  }
  if (!dimension_fits(want, *result.amount, node)) return {};
  const double value = field.kind == Kind::yearly ? result.amount->value * 365.25 : result.amount->value;
  return {field.kind == Kind::yearly && result.amount->percent ? result.amount->number / 100.0 : value, no_index, true};
}

Remark Values::remark(const Field& field, const Node& table, const Remark& outer) {
  Remark out = outer;
  if (const Node* grade = table.find("grade")) {
    const bool ok =
        grade->is_text() && grade->text.size() == 1 && std::string("ABCDJU").find(grade->text) != std::string::npos;
    if (ok) {
      out.grade = grade->text[0];
    } else {
      faults_.add(grade->place, {"grade = " + write_value(*grade) + " in the value of " + table.path,
                                 "Grades say how far a number can be trusted.",
                                 "A peer-reviewed or primary data, B named survey, C vendor or aggregator, D derived, "
                                 "J judgement, U unverified.",
                                 ""});
    }
  }
  for (const auto& [key, target] : {std::pair{"source", &out.source}, std::pair{"note", &out.note}}) {
    const Node* node = table.find(key);
    if (node == nullptr) continue;
    if (node->is_text()) {
      *target = node->text;
    } else {
      faults_.add(node->place, {std::string(key) + " = " + write_value(*node) + " in the value of " + table.path, "",
                                "Write a text in quotes.", ""});
    }
  }
  static_cast<void>(field);
  return out;
}

int Values::note(const Want& want, const Node& node, const Node& value, double number, std::optional<double> low,
                 std::optional<double> high, const std::string& dist, const Remark& remark) {
  if (parameters == nullptr || node.path.empty()) return no_index;
  for (std::size_t i = 0; i < parameters->size(); ++i)
    if ((*parameters)[i].key == node.path) return static_cast<int>(i);
  Parameter p;
  p.key = node.path;
  p.value = number;
  p.low = low;
  p.high = high;
  p.dist = dist;
  p.least = want.range.low;
  p.most = want.range.high;
  p.above_least = want.range.above_low;
  p.below_most = want.range.below_high;
  p.whole = want.field.kind == Kind::count;
  p.unit = want.field.kind == Kind::yearly ? "1 / yr" : canonical_unit(want.dimension, currency, effect_unit);
  p.text = as_written(value);
  p.grade = remark.grade;
  p.source = remark.source;
  p.note = remark.note;
  p.where = faults_.where(node.place);
  if (drawn == nullptr) check_uncertainty(want, node, p);
  parameters->push_back(std::move(p));
  return static_cast<int>(parameters->size()) - 1;
}

Quantity Values::share_per(Want& want, const Node& node, const Remark& remark_of_table) {
  const Field& field = want.field;
  if (field.kind != Kind::hazard) {
    complain(field, node, "A share per time is a way to write a hazard; none is due here.");
    return {};
  }
  if (!known_keys_only(field, node, {"share", "per", "low", "high", "dist", "grade", "source", "note"})) return {};
  const Node* share = node.find("share");
  const Node* per = node.find("per");
  if (share == nullptr || per == nullptr) {
    complain(field, node, "A probability needs both its share and the time that it refers to.");
    return {};
  }
  const Field duration{
      .key = "per", .kind = Kind::duration, .meaning = "The time to which the share refers.", .range = {0, 36525, true, false}};
  const Field part{.key = "share",
                   .kind = Kind::share,
                   .meaning = "The share of those at risk to whom it happens.",
                   .range = {0, 1, false, true},
                   .reason = "A share of 1 would need an infinite hazard."};
  std::vector<Parameter>* const keep = parameters;
  parameters = nullptr;
  const double days = quantity(duration, *per).value;
  const auto hazard = [&](const Node& n) -> std::optional<double> {
    const std::size_t before = faults_.size();
    const double p = quantity(part, n).value;
    if (faults_.size() != before || !(days > 0) || p >= 1) return std::nullopt;
    return -sim::log1p(-p) / days;
  };
  const Node* inner = share;
  Remark remark = remark_of_table;
  const Node *low_node = node.find("low"), *high_node = node.find("high");
  std::string dist = node.find("dist") && node.find("dist")->is_text() ? node.find("dist")->text : "";
  if (share->is_table() && share->find("value")) {
    remark = this->remark(field, *share, remark);
    inner = share->find("value");
    if (share->find("low")) low_node = share->find("low");
    if (share->find("high")) high_node = share->find("high");
    if (share->find("dist") && share->find("dist")->is_text()) dist = share->find("dist")->text;
  }
  std::optional<double> value = hazard(*inner);
  const std::optional<double> low = low_node ? hazard(*low_node) : std::nullopt;
  const std::optional<double> high = high_node ? hazard(*high_node) : std::nullopt;
  parameters = keep;
  if (value && (low_node == nullptr || low) && (high_node == nullptr || high) &&
      !whole_range(field, node, low.has_value(), high.has_value(), dist))
    return {};
  const bool replaced = value && replace_by_drawn(node, *value);
  if (!value || (!replaced && ((low && *low > *value) || (high && *high < *value)))) {
    if (value)
      complain(field, node, "The value must lie between its low (5th percentile) and its high (95th percentile).");
    return {};
  }
  if (!in_range(want, node, *value)) return {};
  return {*value, no_index, note(want, node, node, *value, low, high, dist, remark)};
}

Quantity Values::read_quantity(Want& want, const Node& node, const Remark& outer) {
  const Field& field = want.field;
  if (!node.is_table()) {
    const Number number = scalar(want, node);
    if (!number.ok) return {};
    if (number.attribute != no_index) return {1.0, number.attribute, no_index};
    if (!in_range(want, node, number.value)) return {};
    if (field.kind == Kind::count && number.value != std::floor(number.value)) {
      complain(field, node, "Customers come whole.");
      return {};
    }
    return {number.value, no_index, note(want, node, node, number.value, std::nullopt, std::nullopt, "", outer)};
  }
  const Remark said = remark(field, node, outer);
  if (node.find("share") || node.find("per")) return share_per(want, node, said);
  if (const Node* attribute = node.find("attribute")) {
    if (!known_keys_only(field, node, {"attribute", "times", "grade", "source", "note"})) return {};
    if (!attribute->is_text()) {
      complain(field, node, "attribute must be a name in quotes.");
      return {};
    }
    const Number number = attribute_number(want, node, attribute->text);
    if (!number.ok) return {};
    const Node* times = node.find("times");
    if (times == nullptr) return {1.0, number.attribute, no_index};
    const Field factor{
        .key = "times", .kind = Kind::number, .meaning = "Multiplies the attribute.", .range = between(-1e12, 1e12)};
    Want plain = want_of(factor);
    Quantity out = read_quantity(plain, *times, said);
    out.attribute = number.attribute;
    return out;
  }
  const Node* value = node.find("value");
  if (value == nullptr) {
    if (node.find("dist"))
      complain(field, node, "A distribution makes customers differ; this number is the same for all of them.");
    else
      complain(field, node, "A table for a number holds value, and may hold low, high, dist, grade, source and note.");
    return {};
  }
  if (!known_keys_only(field, node, parameter_keys())) return {};
  std::string dist;
  if (const Node* law = node.find("dist")) {
    if (law->is_text() &&
        std::find(ignorance_laws().begin(), ignorance_laws().end(), law->text) != ignorance_laws().end()) {
      dist = law->text;
    } else {
      std::string list;
      for (const std::string& name : ignorance_laws()) list += (list.empty() ? "" : ", ") + name;
      faults_.add(law->place, {"dist = " + write_value(*law) + " in the value of " + node.path,
                               "Beside value, low and high, dist names the law of what is not known about the number.",
                               "Known: " + list + "; without it median, 5th and 95th percentile are hit exactly.",
                               law->is_text() ? nearest_name(law->text, ignorance_laws()) : ""});
    }
  }
  std::vector<Parameter>* const keep = parameters;
  parameters = nullptr;
  const std::size_t before = faults_.size();
  Quantity out = read_quantity(want, *value, {});
  const bool hanging = out.attribute != no_index;
  std::optional<double> low, high;
  for (const auto& [key, target] : {std::pair{"low", &low}, std::pair{"high", &high}}) {
    const Node* bound = node.find(key);
    if (bound == nullptr) continue;
    if (hanging) {
      faults_.add(bound->place, {std::string(key) + " in the value of " + node.path,
                                 "The value is an attribute, which differs between customers anyway.",
                                 "Write { attribute = \"...\", times = { value = ..., low = ..., high = ... } }.", ""});
      continue;
    }
    const Quantity q = read_quantity(want, *bound, {});
    if (faults_.size() == before) *target = q.value;
  }
  parameters = keep;
  if (faults_.size() != before) return {};
  if (!whole_range(field, node, low.has_value(), high.has_value(), dist)) return {};
  const bool replaced = replace_by_drawn(node, out.value);
  if (!replaced && ((low && *low > out.value) || (high && *high < out.value))) {
    complain(field, node, "The value must lie between its low (5th percentile) and its high (95th percentile).");
    return {};
  }
  if (!hanging) out.parameter = note(want, node, *value, out.value, low, high, dist, said);
  return out;
}

Quantity Values::quantity(const Field& field, const Node& node) {
  Want want = want_of(field);
  return read_quantity(want, node, {});
}

bool Values::is_word(const Field& field, const Node& node) const {
  return !field.word.empty() && node.is_text() && node.text == field.word;
}

Tick Values::duration(const Field& field, const Node& node) {
  if (is_word(field, node)) return sim::kNever;
  const std::size_t before = faults_.size();
  const double ticks = quantity(field, node).value * static_cast<double>(sim::kDay);
  if (faults_.size() != before) return sim::kDay;
  if (!(ticks < 9e17)) {
    complain(field, node, "Nothing that long is simulated.");
    return sim::kDay;
  }
  return std::llround(ticks);
}

double Values::level(const Field& field, const Node& node, const std::string& attribute) {
  Want want = want_of(field);
  const auto known = attribute_dimensions.find(attribute);
  if (known == attribute_dimensions.end()) return 0.0;
  want.dimension = known->second;
  return read_quantity(want, node, {}).value;
}

}  // namespace tenure::models
