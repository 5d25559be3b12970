// What is tried with every input: load it, and whatever comes out must be whole.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "models/language/explain.h"
#include "models/language/load.h"
#include "models/language/units.h"

namespace tenure::test {

/// Throws when a promise of the loader is broken: both scenarios and faults, a fault without message, a resolved text
/// that does not load to itself.
inline void try_scenario(std::string_view input) {
  models::LoadOptions options;
  options.root = "/nonexistent";  // `extends` reaches no file of the machine
  const models::Loaded loaded = models::load_text(input, "input.toml", options);
  if (loaded.points.empty() == loaded.faults.empty()) throw std::string("neither or both of scenarios and faults");
  for (const models::Fault& fault : loaded.faults)
    if (fault.message.empty() || models::format(fault).empty()) throw std::string("a fault without message");
  if (loaded.points.empty() || loaded.points.size() > 4) return;
  for (const models::Scenario& scenario : loaded.points) {
    const models::Loaded again = models::load_text(scenario.resolved_text, "resolved.toml", options);
    if (!again.ok() || again.points.at(0).resolved_text != scenario.resolved_text)
      throw "the resolved text does not load to itself: " + models::format(again.faults);
  }
}

/// The same bytes as an amount, as a key to explain and as a setting.
inline void try_words(std::string_view input) {
  static_cast<void>(models::parse_amount(input, "QALY"));
  static_cast<void>(models::explain(input));
  models::LoadOptions options;
  options.sets = {std::string(input)};
  static_cast<void>(models::load_text("[time]\nhorizon = \"1 yr\"\n", "input.toml", options));
}

}  // namespace tenure::test
