// Reading files that extend others, and writing the merged document.
#include <fstream>
#include <sstream>

#include "models/language/fields.h"
#include "models/language/layers.h"
#include "models/language/parse.h"

namespace tenure::models {
namespace {

namespace fs = std::filesystem;

constexpr int deepest_chain = 8;

bool is_inside(const fs::path& file, const fs::path& root) {
  const auto relative = file.lexically_relative(root);
  return !relative.empty() && *relative.begin() != "..";
}

struct Chain {
  fs::path root;
  std::vector<fs::path> files;
  Faults& faults;
};

std::optional<Node> read(std::string_view text, const std::string& name, const fs::path& file, Chain& chain) {
  auto node = parse_toml(text, chain.faults.add_file(name), chain.faults);
  if (!node) return std::nullopt;
  const Node* found = node->find("extends");
  if (found == nullptr) return node;
  const Node extends = *found;
  for (std::size_t i = 0; i < node->entries.size(); ++i)
    if (node->entries[i].key == "extends") node->entries.erase(node->entries.begin() + static_cast<std::ptrdiff_t>(i));
  const auto complain = [&](const std::string& why, const std::string& allowed) -> std::optional<Node> {
    chain.faults.add(extends.place, {"extends = " + write_value(extends), why, allowed, ""});
    return std::nullopt;
  };
  if (!extends.is_text() || extends.text.empty())
    return complain("A file extends one other file.", "Write extends = \"base.toml\".");
  std::error_code error;
  const fs::path base = fs::weakly_canonical(file.parent_path() / extends.text, error);
  if (error || !is_inside(base, chain.root))
    return complain("It leads out of " + chain.root.string() + ", so the scenario would not be whole where it lies.",
                    "Extend a file inside that folder.");
  for (const fs::path& earlier : chain.files)
    if (earlier == base) return complain("The files extend one another in a circle.", "Let one of them stand alone.");
  if (static_cast<int>(chain.files.size()) > deepest_chain)
    return complain("More than eight files extend one another.", "Shorten the chain.");
  std::ifstream in;
  if (fs::is_regular_file(base, error)) in.open(base, std::ios::binary);  // a pipe would hold up its opening
  if (!in.is_open())
    return complain("There is no such file that can be read.", "Write a path relative to the file that extends it.");
  std::ostringstream all;
  all << in.rdbuf();
  chain.files.push_back(base);
  const std::string shown = (fs::path(name).parent_path() / extends.text).lexically_normal().string();
  auto out = read(all.str(), shown, base, chain);
  if (!out) return std::nullopt;
  merge(*out, *node);
  return out;
}

std::string key_text(const std::string& key) {
  return join_key({key});
}

void write_table(const Node& table, const std::vector<std::string>& path, std::string& out) {
  const auto inner = [&](const Entry& e) {
    std::vector<std::string> p = path;
    p.push_back(e.key);
    return p;
  };
  const auto is_section = [&](const Entry& e) { return e.value.is_table() && match(inner(e)).field == nullptr; };
  bool any = false, header = false;
  for (const Entry& e : table.entries) {
    if (is_section(e)) {
      any = true;
      continue;
    }
    if (!header && !path.empty()) out += (out.empty() ? "[" : "\n[") + join_key(path) + "]\n";
    header = true;
    out += key_text(e.key) + " = " + write_value(e.value) + "\n";
  }
  if (!header && !any && !path.empty()) out += (out.empty() ? "[" : "\n[") + join_key(path) + "]\n";
  for (const Entry& e : table.entries)
    if (is_section(e)) write_table(e.value, inner(e), out);
}

}  // namespace

std::optional<Node> read_document(std::string_view text, const std::string& name, const fs::path& folder,
                                  const fs::path& root, Faults& faults, std::vector<fs::path>* files) {
  std::error_code error;
  Chain chain{fs::weakly_canonical(root, error), {}, faults};
  const fs::path file = fs::weakly_canonical(folder / fs::path(name).filename(), error);
  chain.files.push_back(file);
  auto document = read(text, name, file, chain);
  if (files != nullptr) *files = chain.files;
  return document;
}

std::string write_document(const Node& document) {
  std::string out;
  write_table(document, {}, out);
  return out;
}

}  // namespace tenure::models
