#include "models/scenario/mixture.h"

#include <algorithm>

#include "sim/base/contract.h"

namespace tenure::models {
namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

template <class T>
int place_of(const std::vector<T>& list, const std::string& name) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const T& one) { return one.name == name; });
  TENURE_ENSURE(found != list.end(), "a mixture has what its parts need: " + name);
  return static_cast<int>(found - list.begin());
}

bool anywhere(const PerSegment<char>& enabled) {
  return std::any_of(enabled.begin(), enabled.end(), [](char on) { return on != 0; });
}

/// Leaves of `enabled` the segments that follow part `p`; says whether any is left.
bool restrict_to(PerSegment<char>& enabled, const PerSegment<int>& part, int p) {
  if (enabled.empty()) enabled.assign(part.size(), 1);
  for (std::size_t g = 0; g < part.size(); ++g)
    if (part[g] != p) enabled[g] = 0;
  return anywhere(enabled);
}

}  // namespace

void lay_side_by_side(Strategy& whole, const std::vector<Strategy>& parts, const PerSegment<int>& part) {
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Strategy& from = parts[i];
    const auto p = static_cast<int>(i);
    // all of a strategy that every segment follows, contacts that nobody meets included
    const auto stays = [&](auto& one) { return restrict_to(one.enabled, part, p) || parts.size() == 1; };
    const auto needs = [&](int& platform) {
      if (platform != no_index) platform = place_of(whole.platforms, from.platforms[at(platform)].name);
    };
    for (Touchpoint t : from.touchpoints) {
      const bool demand = t.trigger == TriggerKind::recurrence;
      if (demand ? i > 0 : !stays(t)) continue;
      if (t.pool != no_index) t.pool = place_of(whole.pools, from.pools[at(t.pool)].name);
      needs(t.needs);
      whole.touchpoints.push_back(std::move(t));
    }
    for (SelfService one : from.self_services) {
      if (!stays(one)) continue;
      needs(one.needs);
      whole.self_services.push_back(std::move(one));
    }
    for (Scale scale : from.scales)
      if (stays(scale)) whole.scales.push_back(std::move(scale));
    for (Flow flow : from.flows)
      if (stays(flow)) whole.flows.push_back(std::move(flow));
  }
}

std::vector<Platform> platforms_needed(const std::vector<Platform>& all, const std::vector<Strategy>& parts,
                                       const PerSegment<int>& part) {
  std::vector<Platform> out;
  for (const Platform& platform : all) {
    bool needed = false;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      bool hangs = false, met = false;
      const auto look = [&](const auto& list) {
        for (const auto& one : list) {
          if (one.needs == no_index || parts[i].platforms[at(one.needs)].name != platform.name) continue;
          hangs = true;
          for (std::size_t g = 0; g < part.size(); ++g) met = met || (part[g] == static_cast<int>(i) && one.enabled[g] != 0);
        }
      };
      look(parts[i].touchpoints);
      look(parts[i].self_services);
      const bool has = std::any_of(parts[i].platforms.begin(), parts[i].platforms.end(),
                                   [&](const Platform& own) { return own.name == platform.name; });
      needed = needed || (has && (met || !hangs || parts.size() == 1));
    }
    if (needed) out.push_back(platform);
  }
  return out;
}

}  // namespace tenure::models
