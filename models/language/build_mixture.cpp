// Strategies that follow others, segment by segment.
#include <algorithm>
#include <numeric>
#include <set>

#include "models/language/agree.h"
#include "models/language/build.h"
#include "models/language/layers.h"
#include "models/scenario/mixture.h"
#include "models/scenario/mixture_teams.h"

namespace tenure::models {
namespace {

/// The mixture without what it says of how many people its pools have, where a followed strategy has the pool.
Entry without_head_counts(Entry mixture, const std::vector<Node>& followed) {
  Node* pools = mixture.value.find("pool");
  if (pools == nullptr || !pools->is_table()) return mixture;
  for (Entry& pool : pools->entries) {
    const bool theirs = std::any_of(followed.begin(), followed.end(), [&](const Node& keys) {
      return keys.find("pool") != nullptr && keys.find("pool")->find(pool.key) != nullptr;
    });
    if (theirs)
      std::erase_if(pool.value.entries,
                    [](const Entry& e) { return e.key == "servers" || e.key == "plan" || e.key == "shifts"; });
  }
  return mixture;
}

}  // namespace

void Builder::check_shared(const Entry& mixture, const std::vector<std::string>& names, const std::vector<Node>& followed) {
  struct Shared {
    const char *table, *section;
    std::initializer_list<const char*> apart;
    const char* why;
  };
  const Shared all[] = {
      {"pool", "pool.*", {"servers", "plan", "label", "takes_over"}, "A mixture has one team of that name, shared by its segments."},
      {"platform", "platform.*", {}, "A mixture builds a platform once, for all its segments."},
      {"promise", "promise.*", {}, "A mixture gives one promise of that name."}};
  for (const Shared& shared : all)
    for (std::size_t p = 1; p < followed.size(); ++p) {
      const Node* table = followed[p].find(shared.table);
      if (table == nullptr || !table->is_table()) continue;
      for (const Entry& one : table->entries)
        for (std::size_t q = 0; q < p; ++q) {
          const Node* other = followed[q].find(shared.table);
          const Node* there = other ? other->find(one.key) : nullptr;
          if (there == nullptr) continue;
          const std::string key = first_difference(shared.section, one.value, *there, shared.apart);
          if (!key.empty())
            values_.faults().add(mixture.value.find("follows")->place,
                                 {"[strategy." + mixture.key + "] follows " + names[q] + " and " + names[p] + ", whose " +
                                      shared.table + " " + one.key + " differs in " + key,
                                  shared.why,
                                  "Say in [strategy." + mixture.key + "." + shared.table + "." + one.key + "] which " + key +
                                      " holds, or give one of the two another name.",
                                  ""});
          break;
        }
    }
}

void Builder::staff_as_stated(const Entry& mixture, Strategy& s) {
  const Node* table = mixture.value.find("pool");
  if (table == nullptr || !table->is_table()) return;
  for (const Entry& e : table->entries) {
    const Keys keys(values_, "pool.*", &e.value, e.place);
    const auto found = std::find_if(s.pools.begin(), s.pools.end(), [&](const Pool& p) { return p.name == e.key; });
    if (found == s.pools.end()) continue;
    Pool& pool = *found;
    if (keys.has("shifts")) {
      pool.shifts.clear();
      for (const auto& shift : values_.shifts(keys.field("shifts"), keys.node("shifts")))
        pool.shifts.push_back({values_.names.find(Refers::hours, shift.hours), shift.servers});
      pool.servers = std::accumulate(pool.shifts.begin(), pool.shifts.end(), 0,
                                     [](int sum, const Shift& shift) { return sum + shift.servers; });
      pool.plan.clear();
      if (keys.has("servers"))
        values_.faults().add(keys.given("servers")->place,
                             {Values::describe(*keys.given("servers")), "The shifts say how many servers there are.",
                              "Leave servers or shifts out.", ""});
    } else if (keys.has("servers")) {
      pool.servers = keys.integer("servers");
      share_out(pool.shifts, pool.servers);
      pool.plan.clear();
    }
    if (!keys.has("plan")) continue;
    pool.plan.clear();
    for (const auto& step : values_.plan(keys.field("plan"), keys.node("plan"))) pool.plan.push_back({step.at, step.servers});
  }
}

Strategy Builder::mixture(const Entry& entry) {
  const Keys keys(values_, "strategy.*", &entry.value, entry.place);
  Faults& faults = values_.faults();
  Strategy s;
  s.name = entry.key;
  s.label = keys.text("label", entry.key);
  const std::size_t before = faults.size();
  for (const char* key : {"model", "overlays", "frame"})
    if (keys.has(key))
      faults.add(keys.given(key)->place, {Values::describe(*keys.given(key)) + " beside follows",
                                          "A mixture takes whole strategies, each with its own layers.",
                                          "Leave it out, or write it in the strategies that are followed.", ""});
  const Node& strategies = *child("strategy");
  const Node& follows = keys.node("follows");
  if (follows.is_table())
    for (const Entry& e : follows.entries) {
      if (!e.value.is_text()) continue;
      const Node* followed = strategies.find(e.value.text);
      if (followed != nullptr && followed->find("follows") != nullptr)
        faults.add(e.value.place,
                   {"[strategy." + entry.key + "] follows " + (e.value.text == entry.key ? "itself" : e.value.text + ", a mixture"),
                    "What a segment meets would be said by a mixture in turn, perhaps in a circle.",
                    "Name a strategy that follows none.", ""});
    }
  const PerSegment<std::string> by_segment = values_.followed(keys.field("follows"), follows);
  if (faults.size() != before || by_segment.empty()) return s;

  std::vector<std::string> names;
  for (const std::string& name : by_segment) {
    const auto known = std::find(names.begin(), names.end(), name);
    s.part.push_back(static_cast<int>(known - names.begin()));
    if (known == names.end()) names.push_back(name);
  }
  std::vector<Node> followed;
  for (const std::string& name : names) {
    followed.push_back(followed_strategy(document_, entry, name, faults));
    const Entry* strategy_followed = strategies.entry(name);
    s.parts.push_back(strategy({name, strategy_followed->place, strategy_followed->value}, followed.back()));
  }
  check_shared(entry, names, followed);
  if (!faults.empty()) {  // what is laid side by side must be whole
    s.parts.clear();
    s.part.clear();
    return s;
  }

  strategy_at_hand_ = entry.key;
  const Node all = layered_strategy(document_, without_head_counts(entry, followed), faults);
  std::vector<std::string> pool_names;
  if (const Node* table = all.find("pool"))
    for (const Entry& e : table->entries) pool_names.push_back(e.key);
  s.pools = pools(all, pool_names);
  for (Pool& pool : s.pools) {  // whose people a team takes over is said where it stands
    std::set<std::string> teams;
    for (const Strategy& part : s.parts)
      for (const Pool& own : part.pools)
        if (own.name == pool.name && !own.takes_over.empty()) teams.insert(own.takes_over);
    const Node* here = entry.value.find("pool") ? entry.value.find("pool")->find(pool.name) : nullptr;
    if (here != nullptr && here->find("takes_over") != nullptr) continue;
    if (teams.size() > 1)
      faults.add(entry.place, {"[strategy." + entry.key + "] follows strategies whose pool " + pool.name + " takes over " + *teams.begin() +
                                   " in one and " + *teams.rbegin() + " in another",
                               "A mixture has one team of that name, shared by its segments.",
                               "Say in [strategy." + entry.key + ".pool." + pool.name + "] which takes_over holds.", ""});
    pool.takes_over = teams.empty() ? "" : *teams.begin();
  }
  s.platforms = platforms_needed(platforms(all), s.parts, s.part);
  lay_side_by_side(s, s.parts, s.part);
  staff_by_work(scenario_, s);
  staff_as_stated(entry, s);
  check_staffing(entry, all, s);
  s.promises = promises(entry, all, s);
  return s;
}

}  // namespace tenure::models
