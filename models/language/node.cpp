#include "models/language/node.h"

#include <charconv>
#include <cmath>

namespace tenure::models {
namespace {

std::string quoted(std::string_view text) {
  static const char* const digits = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (c == '\r') {
      out += "\\r";
    } else if (byte < 0x20 || byte == 0x7f) {
      out += "\\u00";
      out += digits[byte >> 4];
      out += digits[byte & 15];
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string real_text(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  char buffer[40];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  std::string out(buffer, end);
  if (out.find_first_of(".e") == std::string::npos) out += ".0";
  return out;
}

}  // namespace

const Entry* Node::entry(std::string_view key) const {
  if (kind != Kind::table) return nullptr;
  for (const Entry& e : entries)
    if (e.key == key) return &e;
  return nullptr;
}

const Node* Node::find(std::string_view key) const {
  const Entry* e = entry(key);
  return e ? &e->value : nullptr;
}

Node* Node::find(std::string_view key) {
  if (kind != Kind::table) return nullptr;
  for (Entry& e : entries)
    if (e.key == key) return &e.value;
  return nullptr;
}

Node text_node(std::string text, Place place) {
  Node node;
  node.kind = Node::Kind::text;
  node.place = place;
  node.text = std::move(text);
  return node;
}

std::string kind_in_words(const Node& node) {
  switch (node.kind) {
    case Node::Kind::table:
      return "a table";
    case Node::Kind::array:
      return "a list";
    case Node::Kind::text:
      return "a text";
    case Node::Kind::integer:
      return "a whole number";
    case Node::Kind::real:
      return "a number";
    case Node::Kind::boolean:
      return "true or false";
    case Node::Kind::date:
      return "a date";
    case Node::Kind::other:
      return "a time of day";
  }
  return {};
}

void set_paths(Node& node, const std::string& prefix) {
  node.path = prefix;
  for (Entry& e : node.entries) {
    const std::string part = is_bare_key(e.key) ? e.key : quoted(e.key);
    set_paths(e.value, prefix.empty() ? part : prefix + "." + part);
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) set_paths(node.items[i], prefix + "[" + std::to_string(i) + "]");
}

bool is_bare_key(std::string_view key) {
  if (key.empty()) return false;
  for (const char c : key) {
    const bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    if (!ok) return false;
  }
  return true;
}

std::vector<std::string> split_key(std::string_view dotted) {
  std::vector<std::string> parts(1);
  bool in_quotes = false;
  for (const char c : dotted) {
    if (c == '"') {
      in_quotes = !in_quotes;
    } else if (c == '.' && !in_quotes) {
      parts.emplace_back();
    } else if (in_quotes || (c != ' ' && c != '\t')) {
      parts.back() += c;
    }
  }
  return parts;
}

std::string join_key(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) {
    if (!out.empty()) out += '.';
    out += is_bare_key(part) ? part : quoted(part);
  }
  return out;
}

std::string write_value(const Node& node) {
  switch (node.kind) {
    case Node::Kind::text:
      return quoted(node.text);
    case Node::Kind::integer:
      return std::to_string(node.integer);
    case Node::Kind::real:
      return real_text(node.real);
    case Node::Kind::boolean:
      return node.boolean ? "true" : "false";
    case Node::Kind::date:
    case Node::Kind::other:
      return node.text;
    case Node::Kind::array: {
      std::string out = "[";
      for (const Node& item : node.items) {
        if (out.size() > 1) out += ", ";
        out += write_value(item);
      }
      return out + "]";
    }
    case Node::Kind::table: {
      if (node.entries.empty()) return "{}";
      std::string out = "{ ";
      for (const Entry& e : node.entries) {
        if (out.size() > 2) out += ", ";
        out += (is_bare_key(e.key) ? e.key : quoted(e.key)) + " = " + write_value(e.value);
      }
      return out + " }";
    }
  }
  return {};
}

}  // namespace tenure::models
