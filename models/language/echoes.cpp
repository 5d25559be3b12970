#include "models/language/echoes.h"

#include <algorithm>
#include <map>
#include <set>

namespace tenure::models {
namespace {

using Noted = std::pair<Place, Complaint>;

bool starts(const std::string& text, const std::string& with) { return text.rfind(with, 0) == 0; }
bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// "stage \"active\"" of "unknown stage \"active\" in ..."; empty: no unknown name. Keys and tables are unknown where they
/// stand, whatever else is called like them.
std::string unknown_name(const std::string& message) {
  static const std::string head = "unknown ";
  if (!starts(message, head) || starts(message, "unknown key ") || starts(message, "unknown table ")) return {};
  const auto in = message.find(" in ", head.size());
  if (in == std::string::npos) return {};
  std::string name = message.substr(head.size(), in - head.size());
  if (starts(name, "attribute ") && name.find('"') == std::string::npos) name = "attribute \"" + name.substr(10) + "\"";
  const auto quote = name.find('"');
  return quote != std::string::npos && name.back() == '"' && name.find('"', quote + 1) == name.size() - 1 ? name : std::string();
}

bool before(const Noted& a, const Noted& b) {
  return std::tie(a.first.file, a.first.line, a.first.column) < std::tie(b.first.file, b.first.line, b.first.column);
}

/// One fault for each unknown name, at its first use.
void tell_names_once(std::vector<Noted>& all) {
  std::map<std::string, std::vector<Noted*>> uses;
  for (Noted& noted : all)
    if (const std::string name = unknown_name(noted.second.message); !name.empty()) uses[name].push_back(&noted);
  for (auto& [name, list] : uses) {
    if (list.size() < 2) continue;
    std::stable_sort(list.begin(), list.end(), [](const Noted* a, const Noted* b) { return before(*a, *b); });
    std::set<int> lines;
    bool elsewhere = false;
    for (std::size_t i = 1; i < list.size(); ++i) {
      if (list[i]->first.file != list.front()->first.file)
        elsewhere = true;
      else if (list[i]->first.line != list.front()->first.line)
        lines.insert(list[i]->first.line);
    }
    std::string where;
    std::size_t n = 0;
    for (const int line : lines) {
      if (++n > 12) break;
      where += (n == 1 ? "" : n == lines.size() ? " and " : ", ") + std::to_string(line);
    }
    if (n > 12) where += " and more";
    std::string& message = list.front()->second.message;
    if (!where.empty()) message += std::string(", and in line") + (lines.size() == 1 ? " " : "s ") + where;
    if (elsewhere) message += ", and in other files";
    for (std::size_t i = 1; i < list.size(); ++i) list[i]->second.message.clear();
  }
}

/// Strategies whose model, overlay or frame is unknown: what else is wrong with them may be its being missing.
void trust_no_headless_strategy(const Node& document, std::vector<Noted>& all) {
  std::set<std::string> headless;
  for (const Noted& noted : all)
    for (const char* kind : {"unknown model \"", "unknown overlay \"", "unknown frame \""})
      if (starts(noted.second.message, kind))
        if (const Node* strategies = document.find("strategy"))
          for (const Entry& s : strategies->entries)
            if (has(noted.second.message, "in [strategy." + s.key + "]")) headless.insert(s.key);
  for (const std::string& s : headless)
    for (Noted& noted : all) {
      const std::string& m = noted.second.message;
      if ((starts(m, "[strategy." + s + ".") && has(m, " lacks ")) || (starts(m, "the pool ") && has(m, " has no work in strategy " + s)))
        noted.second.message.clear();
    }
}

void trust_no_misspelt_table(std::vector<Noted>& all) {
  std::set<std::string> meant;
  for (const Noted& noted : all)
    if (starts(noted.second.message, "unknown table ") && has(noted.second.message, " at the top of the file"))
      meant.insert(noted.second.nearest);
  for (Noted& noted : all)
    for (const std::string& table : meant)
      if (!table.empty() && starts(noted.second.message, "[" + table + "] lacks ")) noted.second.message.clear();
}

/// The strategy that takes the shipped file "model hybrid (shipped)", and where it says so.
const Node* taker_of(const Node& document, const std::string& file, std::string& strategy) {
  const Node* strategies = document.find("strategy");
  const auto blank = file.find(' '), end = file.rfind(" (shipped)");
  if (strategies == nullptr || blank == std::string::npos || end == std::string::npos || end <= blank) return nullptr;
  const std::string kind = file.substr(0, blank), name = file.substr(blank + 1, end - blank - 1);
  for (const Entry& s : strategies->entries) {
    const Node* node = s.value.find(kind == "overlay" ? "overlays" : kind);
    if (node == nullptr) continue;
    strategy = s.key;
    if (node->is_text() && node->text == name) return node;
    for (const Node& item : node->items)
      if (item.is_text() && item.text == name) return &item;
  }
  return nullptr;
}

void tell_currency_once(const Node& document, const Faults& faults, std::vector<Noted>& all) {
  std::set<int> converted;  // shipped files
  for (Noted& noted : all) {
    if (!has(noted.second.why, "amounts are not converted")) continue;
    const auto table = noted.second.message.rfind(" in [");
    if (table != std::string::npos) {
      const std::string at = noted.second.message.substr(table + 4);
      for (Noted& other : all)
        if (starts(other.second.message, at + " admits nobody")) other.second.message.clear();
    }
    std::string strategy;
    const std::string file = faults.file(noted.first.file);
    const Node* taker = taker_of(document, file, strategy);
    if (taker == nullptr) continue;
    if (!converted.insert(noted.first.file).second) {
      noted.second.message.clear();
      continue;
    }
    const std::string head = file.substr(0, file.rfind(' '));
    noted.first = taker->place;
    noted.second.message = "strategy " + strategy + " takes the " + file + ", whose amounts are in another currency";
    noted.second.allowed = "Set money.currency to that of the " + head + ", or copy it, change every amount and take the copy.";
    noted.second.nearest.clear();
  }
}

}  // namespace

void drop_echoes(const Node& document, Faults& faults) {
  faults.rewrite([&](std::vector<Noted>& all) {
    const bool stage_unknown = std::any_of(all.begin(), all.end(), [](const Noted& n) {
      return starts(n.second.message, "unknown stage ") || (has(n.second.message, "which needs ") && has(n.second.message, "the stage "));
    });
    for (Noted& noted : all)
      if (stage_unknown && starts(noted.second.message, "nobody can reach the stage ")) noted.second.message.clear();
    trust_no_headless_strategy(document, all);
    trust_no_misspelt_table(all);
    tell_currency_once(document, faults, all);
    tell_names_once(all);
    std::erase_if(all, [](const Noted& noted) { return noted.second.message.empty(); });
  });
}

}  // namespace tenure::models
