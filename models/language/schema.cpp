#include "models/language/schema.h"

#include <memory>
#include <vector>

#include "models/language/fields.h"

namespace tenure::models {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

/// Tables by name: literal children first, then the one that any name matches.
struct Tree {
  std::string part;
  const Section* section = nullptr;
  std::vector<std::unique_ptr<Tree>> children;

  Tree& child(const std::string& name) {
    for (const auto& c : children)
      if (c->part == name) return *c;
    children.push_back(std::make_unique<Tree>());
    children.back()->part = name;
    return *children.back();
  }
};

bool is_wildcard(const std::string& part) {
  return part == "*" || part.front() == '@';
}

constexpr const char* name_pattern = "^[A-Za-z0-9_-]+$";

std::string leaf(const Field& f) {
  std::string out = "{\"description\": " + quoted(f.meaning);
  const auto ref = [](const std::string& name) { return "{\"$ref\": \"#/$defs/" + name + "\"}"; };
  std::string form;
  switch (f.kind) {
    case Kind::text:
    case Kind::name:
      form = "{\"type\": \"string\"}";
      break;
    case Kind::word:
      form = std::string("{\"type\": \"string\", \"maxLength\": 64, \"pattern\": ") + quoted(name_pattern) + "}";
      break;
    case Kind::boolean:
      form = "{\"type\": \"boolean\"}";
      break;
    case Kind::integer:
      form = "{\"type\": \"integer\"}";
      break;
    case Kind::count:
    case Kind::number:
    case Kind::share:
      form = ref("number");
      break;
    case Kind::hazard:
      form = ref("hazard");
      break;
    case Kind::duration:
    case Kind::rate:
    case Kind::money:
    case Kind::money_rate:
    case Kind::yearly:
    case Kind::flow_rate:
    case Kind::flow_amount:
    case Kind::level:
    case Kind::measured:
      form = ref("amount");
      break;
    case Kind::date:
      form = ref("date");
      break;
    case Kind::moment:
      form = "{\"anyOf\": [" + ref("date") + ", " + ref("amount") + "]}";
      break;
    case Kind::moments:
      form = "{\"type\": \"array\", \"items\": {\"anyOf\": [" + ref("date") + ", " + ref("amount") + "]}}";
      break;
    case Kind::choice: {
      form = "{\"enum\": [";
      for (std::size_t i = 0; i < f.choices.size(); ++i) form += (i ? ", " : "") + quoted(f.choices[i]);
      form += "]}";
      break;
    }
    case Kind::names:
    case Kind::week:
      form = "{\"type\": \"array\", \"items\": {\"type\": \"string\"}}";
      break;
    case Kind::spread:
    case Kind::attribute:
      form = ref("distribution");
      break;
    case Kind::stage_shares:
      form = "{\"anyOf\": [{\"type\": \"string\"}, {\"type\": \"object\", \"additionalProperties\": " + ref("number") +
             "}]}";
      break;
    case Kind::followed:
      form = "{\"type\": \"object\", \"additionalProperties\": {\"type\": \"string\"}}";
      break;
    case Kind::dates:
      form = "{\"type\": \"array\", \"items\": " + ref("date") + "}";
      break;
    case Kind::season:
      form = "{\"type\": \"array\", \"minItems\": 12, \"maxItems\": 12, \"items\": " + ref("number") + "}";
      break;
    case Kind::plan:
      form =
          "{\"type\": \"array\", \"items\": {\"type\": \"object\", \"required\": [\"at\", \"servers\"], "
          "\"additionalProperties\": false, \"properties\": {\"at\": {\"anyOf\": [" +
          ref("date") + ", " + ref("amount") + "]}, \"servers\": {\"type\": \"integer\"}}}}";
      break;
    case Kind::shifts:
      form =
          "{\"type\": \"array\", \"items\": {\"type\": \"object\", \"required\": [\"hours\", \"servers\"], "
          "\"additionalProperties\": false, \"properties\": {\"hours\": {\"type\": \"string\"}, \"servers\": "
          "{\"type\": \"integer\"}}}}";
      break;
    case Kind::sweep:
      form = "{\"type\": \"array\"}";
      break;
  }
  if (!f.word.empty() && f.kind != Kind::name)
    form = "{\"anyOf\": [{\"const\": " + quoted(f.word) + "}, " + form + "]}";
  if (!f.fallback.empty()) {
    std::string note = f.fallback;
    out += ", \"$comment\": " + quoted("default " + note);
  }
  return out + ", \"allOf\": [" + form + "]}";
}

void write_object(const Tree& tree, int depth, std::string& out) {
  const std::string pad(static_cast<std::size_t>(depth) * 2, ' ');
  out += "{\n" + pad + "  \"type\": \"object\",\n";
  if (tree.section != nullptr && !tree.section->meaning.empty())
    out += pad + "  \"description\": " + quoted(tree.section->meaning) + ",\n";
  std::vector<std::pair<std::string, std::string>> properties, patterns;
  if (tree.section != nullptr)
    for (const Field& f : tree.section->fields)
      (is_wildcard(f.key) ? patterns : properties).emplace_back(f.key, leaf(f));
  for (const auto& child : tree.children) {
    std::string text;
    if (child->part.front() == '#') {  // strategy tables are written once
      properties.emplace_back(child->part.substr(1), "{\"$ref\": \"#/$defs/table_" + child->part.substr(1) + "\"}");
      continue;
    }
    write_object(*child, depth + 2, text);
    if (child->section != nullptr && child->section->several)
      text = "{\"anyOf\": [" + text + ", {\"type\": \"array\", \"items\": " + text + "}]}";
    (is_wildcard(child->part) ? patterns : properties).emplace_back(child->part, text);
  }
  const auto write = [&](const char* name, const auto& list, const auto& key_of) {
    out += pad + "  \"" + name + "\": {\n";
    for (std::size_t i = 0; i < list.size(); ++i)
      out +=
          pad + "    " + quoted(key_of(list[i].first)) + ": " + list[i].second + (i + 1 < list.size() ? ",\n" : "\n");
    out += pad + "  },\n";
  };
  if (!properties.empty()) write("properties", properties, [](const std::string& k) { return k; });
  if (!patterns.empty()) {
    const bool sweep = tree.section != nullptr && tree.section->path == "sweep";
    write(
        "patternProperties", std::vector<std::pair<std::string, std::string>>{patterns.front()},
        [&](const std::string&) { return std::string(sweep ? "^[A-Za-z0-9_-]+([.][A-Za-z0-9_-]+)+$" : name_pattern); });
  }
  out += pad + "  \"additionalProperties\": false\n" + pad + "}";
}

const char* const value_forms =
    R"x(    "date": {"anyOf": [{"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}]},
    "grade": {"enum": ["A", "B", "C", "D", "J", "U"]},
    "law": {"enum": ["beta", "gamma", "lognormal", "normal", "pert", "triangular", "uniform"]},
    "amount_text": {"type": "string", "pattern": "^(attribute[.][A-Za-z0-9_-]+|[€$£]? *[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)? *[^ /]*( */ *[A-Za-z]+)*)$"},
    "hanging": {"type": "object", "required": ["attribute"], "additionalProperties": false, "properties": {"attribute": {"type": "string"}, "times": {"$ref": "#/$defs/number"}, "grade": {"$ref": "#/$defs/grade"}, "source": {"type": "string"}, "note": {"type": "string"}}},
    "share_per": {"type": "object", "required": ["share", "per"], "additionalProperties": false, "properties": {"share": {"$ref": "#/$defs/number"}, "per": {"$ref": "#/$defs/amount"}, "low": {"$ref": "#/$defs/number"}, "high": {"$ref": "#/$defs/number"}, "dist": {"$ref": "#/$defs/law"}, "grade": {"$ref": "#/$defs/grade"}, "source": {"type": "string"}, "note": {"type": "string"}}},
    "number": {"anyOf": [{"type": "number"}, {"$ref": "#/$defs/amount_text"}, {"$ref": "#/$defs/hanging"}, {"type": "object", "required": ["value"], "additionalProperties": false, "properties": {"value": {"$ref": "#/$defs/number"}, "low": {"$ref": "#/$defs/number"}, "high": {"$ref": "#/$defs/number"}, "dist": {"$ref": "#/$defs/law"}, "grade": {"$ref": "#/$defs/grade"}, "source": {"type": "string"}, "note": {"type": "string"}}}]},
    "amount": {"$ref": "#/$defs/number"},
    "hazard": {"anyOf": [{"const": 0}, {"$ref": "#/$defs/amount_text"}, {"$ref": "#/$defs/hanging"}, {"$ref": "#/$defs/share_per"}, {"type": "object", "required": ["value"], "additionalProperties": false, "properties": {"value": {"$ref": "#/$defs/hazard"}, "low": {"$ref": "#/$defs/hazard"}, "high": {"$ref": "#/$defs/hazard"}, "dist": {"$ref": "#/$defs/law"}, "grade": {"$ref": "#/$defs/grade"}, "source": {"type": "string"}, "note": {"type": "string"}}}]},
    "distribution": {"anyOf": [{"$ref": "#/$defs/number"}, {"type": "object", "required": ["dist"], "properties": {"dist": {"enum": ["exponential", "weibull", "gamma", "lognormal", "normal", "beta", "uniform", "triangular", "pert", "bernoulli", "empirical"]}}}, {"type": "object", "required": ["value"], "additionalProperties": false, "properties": {"value": {"$ref": "#/$defs/distribution"}, "grade": {"$ref": "#/$defs/grade"}, "source": {"type": "string"}, "note": {"type": "string"}}}]})x";

}  // namespace

std::string schema() {
  Tree top;
  Tree strategic;  // touchpoint, pool, platform, scale, and flows below heads
  for (const Section& s : sections()) {
    const auto insert = [&s](Tree& tree) {
      Tree* at = &tree;
      for (const std::string& part : s.parts) at = &at->child(part);
      at->section = &s;
    };
    if (s.side != Side::world) insert(strategic);
    if (s.side == Side::world || s.parts.front() == "flow") {
      if (s.side != Side::inner) insert(top);
    } else {
      top.child("#" + s.parts.front());
    }
  }
  for (const auto& head : top.children) {
    if (!is_head(head->part)) continue;
    for (const auto& table : strategic.children) head->children.front()->child("#" + table->part);
  }
  std::string out =
      "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"title\": \"Tenure scenario\",\n";
  out += "  \"$defs\": {\n" + std::string(value_forms);
  for (const auto& table : strategic.children) {
    out += ",\n    \"table_" + table->part + "\": ";
    write_object(*table, 2, out);
  }
  out += "\n  },\n";
  std::string body;
  write_object(top, 0, body);
  out += body.substr(2);  // goes on in the object opened above
  return out + "\n";
}

}  // namespace tenure::models
