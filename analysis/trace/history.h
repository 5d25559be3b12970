// One customer under several strategies with the same luck: her histories in plain words, and where they part.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "models/scenario/scenario.h"
#include "models/simulate/trace.h"

namespace tenure::analysis {

/// One line of a history.
struct Entry {
  sim::Tick at = 0;
  std::string text;    ///< what happened, to the minute; the same text is the same event
  std::string levels;  ///< what of her states has moved since the entry before; may be empty
  bool asked = false;  ///< a contact has been asked, and nothing has come of it yet
  const models::TraceEvent* event = nullptr;
};

/// Her history under one strategy.
struct History {
  int strategy = 0;            ///< index into Scenario::strategies
  models::Trace trace;
  double labour = 0.0;         ///< wages of the time worked for her, at what an hour on duty costs in this cell; nominal
  std::vector<Entry> entries;  ///< in the order of their instants

  /// Revenue less flow costs and contacts, discounted, less `labour`.
  double value() const;
};

/// Completes a history whose trace has been made: writes its entries.
void write_entries(const models::Scenario& scenario, History& history);

/// Where two histories part.
struct Parting {
  bool parts = false;
  std::size_t first = 0, second = 0;  ///< entries from which on they differ; may be their ends
  sim::Tick at = 0;
  std::string why;                    ///< in plain words
};

/// The first event that differs.
Parting part(const models::Scenario& scenario, const History& one, const History& other);

/// The first event that differs of those that make up her life: stages, decisions to go, changes of her size.
Parting part_lives(const models::Scenario& scenario, const History& one, const History& other);

/// "leaves on 3 March 2027 (churn)", "stays to the end", ...
std::string fate(const models::Scenario& scenario, const models::Trace& trace);

/// The fates of all, in one sentence.
std::string sentence(const models::Scenario& scenario, const std::string& who, const std::vector<History>& histories);

/// "2026-03-03 10:12", "3 March 2026".
std::string instant_text(const models::Scenario& scenario, sim::Tick t);
std::string date_text(const models::Scenario& scenario, sim::Tick t);

/// Names of the file as words: "check_in" becomes "check in".
std::string words(std::string name);

/// What people call a strategy.
std::string label_of(const models::Scenario& scenario, const History& history);

}  // namespace tenure::analysis
