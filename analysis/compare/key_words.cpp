#include "analysis/compare/key_words.h"

#include <algorithm>
#include <vector>

namespace tenure::analysis {
namespace {

std::vector<std::string> parts_of(const std::string& key) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= key.size();) {
    const std::size_t to = std::min(key.find('.', from), key.size());
    parts.push_back(key.substr(from, to - from));
    from = to + 1;
  }
  return parts;
}

std::string words(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

/// The label of a member of a dimension, or its name as words where the file has none.
std::string label_of(const ResultSet& results, const std::string& kind, const std::string& name) {
  const Dimension* dimension = results.dimension(kind);
  if (dimension == nullptr) return words(name);
  const auto found = std::find(dimension->labels.begin(), dimension->labels.end(), name);
  if (found == dimension->labels.end()) return words(name);
  const std::string label = results.display_label(kind, static_cast<std::size_t>(found - dimension->labels.begin()));
  return label == name ? words(name) : label;
}

}  // namespace

std::string key_in_words(const ResultSet& results, const std::string& key) {
  const std::vector<std::string> parts = parts_of(without_owner(key));
  if (parts.size() < 3) {
    std::string all;
    for (const std::string& part : parts) all += (all.empty() ? "" : " ") + words(part);
    return all;
  }
  std::string what;
  for (std::size_t i = 2; i < parts.size(); ++i) what += (what.empty() ? "" : " ") + words(parts[i]);
  const std::string label = label_of(results, parts[0], parts[1]);
  // a label says what it is of; a mere name does not
  return what + " of " + (label == words(parts[1]) ? words(parts[0]) + " " : "") + label;
}

std::string without_owner(const std::string& key) {
  for (const char* owner : {"model.", "overlay.", "frame.", "strategy."}) {
    if (!key.starts_with(owner)) continue;
    const std::size_t dot = key.find('.', std::string(owner).size());
    if (dot != std::string::npos) return key.substr(dot + 1);
  }
  return key;
}

std::string grade_in_words(const std::string& grade) {
  if (grade == "A") return "research, an official statistic or data of one's own";
  if (grade == "B") return "a survey or benchmark";
  if (grade == "C") return "relayed by a vendor";
  if (grade == "D") return "derived from graded figures";
  if (grade == "J") return "a judgement within a sourced range";
  return grade == "U" ? "an assumption" : "";
}

}  // namespace tenure::analysis
