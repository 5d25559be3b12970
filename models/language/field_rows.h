// The parts of the table of keys, and rows that several sections share.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "models/language/fields.h"

namespace tenure::models {

std::vector<Section> setting_sections();
std::vector<Section> experiment_sections();  ///< how many replications
std::vector<Section> funnel_sections();
std::vector<Section> world_sections();  ///< with settings and funnel
std::vector<Section> strategy_sections();

std::vector<Section> state_sections();  ///< states that customers carry, and satisfaction

/// What a state does to risks.
Section acts_section(std::string path, std::string meaning, std::string ratio = "Hazard (or speed) ratio at level 1, as published.");

/// The keys of an effect on risks.
Section influence_section(std::string path, Side side, std::string meaning);

/// What comes of a contact: the sections below `head` ("touchpoint", "demand").
std::vector<Section> outcome_sections(const std::string& head, Side side);

std::vector<Section> self_service_sections();
std::vector<Section> staff_sections();

/// A section that replaces some keys of `general` for one segment; what it does not give stays as it is there.
Section override_section(std::string path, Side side, const Section& general, std::initializer_list<const char*> keys);

}  // namespace tenure::models
