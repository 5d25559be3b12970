// How several texts become one document: files that extend others, settings from the command line, models under
// strategies.
//
// Tables merge key by key; the value of a key of the language, be it written as an inline table, is replaced as a
// whole. Entries keep the place in the order where they were first named.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "models/language/faults.h"
#include "models/language/load.h"
#include "models/language/node.h"

namespace tenure::models {

/// Lays `over` on `base`; `path` is where both stand.
void merge(Node& base, const Node& over, std::vector<std::string> path = {});

/// Parses a text and everything that it extends.  `folder` is where relative names of files are looked up;
/// `files` receives the canonical paths of all that were read.
std::optional<Node> read_document(std::string_view text, const std::string& name, const std::filesystem::path& folder,
                                  const std::filesystem::path& root, Faults& faults,
                                  std::vector<std::filesystem::path>* files = nullptr);

/// Applies "dotted.key=value" settings, the seed and the replications of the options.
void apply_settings(Node& document, const LoadOptions& options, Faults& faults);

/// Gives a key a value; what leads there is made when it is not there yet.
void set_key(Node& document, const std::string& dotted, const Node& value);

/// Whether every name in a key is one that the scenario declares; a fault at `place` when not.  Below a strategy,
/// what its model, overlays, frame and the top level declare is declared for it.
bool names_exist(const Node& document, const std::string& dotted, Place place, Faults& faults);

/// Adds to the document every shipped model, overlay and frame that its strategies name and it does not declare.
void add_library(Node& document, Faults& faults);

/// What a shipped model, overlay or frame lacks in a scenario is told once for each name, at the strategy that takes it.
void tell_what_shipped_needs(const Node& document, Faults& faults);

/// Names of a head ("model", "overlay", "frame") in the document and in the library.
std::vector<std::string> head_names(const Node& document, const std::string& head);

/// Names of the strategies that a mixture follows, each once, in the order of its table; empty where it is none.
std::vector<std::string> followed_names(const Node& strategy);

/// The keys of one strategy after layering: defaults of the top level, model, overlays, frame, its own.  Of a mixture: those of
/// all strategies that it follows, then its own.
Node layered_strategy(const Node& document, const Entry& strategy, Faults& faults);

/// The keys of a strategy as a mixture follows it: the strategy's, then those of the mixture that speak of what this strategy
/// has, or no followed one.  How many people a shared pool has is the mixture's affair, and left out.
Node followed_strategy(const Node& document, const Entry& mixture, const std::string& followed, Faults& faults);

/// The document as one TOML text.
std::string write_document(const Node& document);

}  // namespace tenure::models
