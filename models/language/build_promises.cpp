// What the firm promises of its pools' service.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "models/language/build.h"

namespace tenure::models {
namespace {

/// Whether a key was written at the top of the file, for all strategies, and not for one of them.
bool at_top(const Node& node) {
  const auto parts = split_key(node.path);
  return !parts.empty() && parts.front() == "promise";
}

bool is_asked(const Strategy& s, const Touchpoint& t, int pool) {
  return t.delivery == Delivery::pool && t.pool == pool &&
         std::any_of(t.enabled.begin(), t.enabled.end(), [](char on) { return on != 0; }) &&
         s.pools[static_cast<std::size_t>(pool)].kind == PoolKind::staffed;
}

/// Contacts that reach a pool, at once or by overflow.
std::vector<const Touchpoint*> work_of(const Strategy& s, int pool) {
  std::set<int> sources = {pool};
  for (bool more = true; more;) {
    more = false;
    for (std::size_t q = 0; q < s.pools.size(); ++q)
      if (sources.contains(s.pools[q].overflow_pool)) more = sources.insert(static_cast<int>(q)).second || more;
  }
  std::vector<const Touchpoint*> out;
  for (const Touchpoint& t : s.touchpoints)
    if (std::any_of(sources.begin(), sources.end(), [&](int q) { return is_asked(s, t, q); })) out.push_back(&t);
  return out;
}

/// Whether a contact can be missed: its author does not wait for ever, or is turned away outside working hours.
bool can_be_missed(const Touchpoint& t, const Pool& pool) {
  if (t.mode == RequestMode::live && (pool.hours != no_index || !pool.shifts.empty())) return true;
  for (std::size_t g = 0; g < t.patience.size(); ++g) {
    const Distribution& d = t.patience[g];
    if (t.enabled[g] != 0 && !(d.family == Family::constant && std::isinf(d.a.value))) return true;
  }
  return false;
}

}  // namespace

std::vector<Promise> Builder::promises(const Entry& entry, const Node& all, const Strategy& s) {
  std::vector<Promise> out;
  const Node* table = all.find("promise");
  if (table == nullptr || !table->is_table()) return out;
  std::vector<Parameter>* const noted = values_.parameters;
  values_.parameters = nullptr;  // a promise is no assumption that a result could rest on
  for (const Entry& e : table->entries) {
    const Keys keys(values_, "promise.*", &e.value, e.place);
    Faults& faults = values_.faults();
    Promise p;
    p.name = e.key;
    const Node* pool = keys.required("pool");
    if (keys.has("missed")) p.missed = keys.quantity("missed").value;
    if (keys.has("response")) p.response = keys.duration("response");
    if (!keys.has("missed") && !keys.has("response"))
      faults.add(e.place, {keys.name() + " promises nothing", "It names a pool, and no limit that its service keeps.",
                           "Write missed = 0.05, response = \"8 h\", or both.", ""});
    if (pool == nullptr || !pool->is_text()) continue;
    const auto found =
        std::find_if(s.pools.begin(), s.pools.end(), [&](const Pool& one) { return one.name == pool->text; });
    if (found == s.pools.end()) {
      if (!at_top(*pool) && values_.names.find(Refers::pool, pool->text) != no_index) {
        std::vector<std::string> known;
        for (const Pool& one : s.pools) known.push_back(one.name);
        faults.add(pool->place,
                   {"strategy " + entry.key + " does not staff the pool \"" + pool->text + "\" that " + keys.name() +
                        " speaks of",
                    "Only a pool of the strategy can keep what the strategy promises.",
                    "Name a pool of this strategy, or write the promise at the top of the file: there it holds for the "
                    "strategies that have the pool.",
                    nearest_name(pool->text, known)});
      }
      continue;
    }
    if (found->kind != PoolKind::staffed) {
      faults.add(pool->place, {Values::describe(*pool) + ": this pool has no staff",
                               "A promise is kept by people; slots and places answer at once.",
                               "Name a staffed pool.", ""});
      continue;
    }
    p.pool = static_cast<int>(found - s.pools.begin());
    const bool laid_off = found->servers == 0 && found->plan.empty() && work_of(s, p.pool).empty();
    if (!laid_off) out.push_back(p);
  }
  values_.parameters = noted;
  return out;
}

void Builder::check_promises() {
  struct Use {
    bool held = false, can_break = false;
  };
  std::map<std::string, Use> uses;
  for (const Strategy& s : scenario_.strategies)
    for (const Promise& p : s.promises) {
      Use& use = uses[p.name];
      use.held = true;
      const Pool& pool = s.pools[static_cast<std::size_t>(p.pool)];
      for (const Touchpoint* t : work_of(s, p.pool))
        use.can_break = use.can_break || can_be_missed(*t, pool);
    }
  const auto visit = [&](const Node* table, bool of_file) {
    if (table == nullptr || !table->is_table()) return;
    for (const Entry& e : table->entries) {
      const Use& use = uses[e.key];
      const Node *missed = e.value.find("missed"), *pool = e.value.find("pool");
      if (use.held && !use.can_break && missed != nullptr)
        values_.faults().add(missed->place,
                             {Values::describe(*missed),
                              "Whoever asks this pool waits as long as it takes, so nothing is ever missed.",
                              "Promise a response, or give the contacts a deadline or the customers patience.", ""});
      const bool declared = pool != nullptr && pool->is_text() && values_.names.find(Refers::pool, pool->text) != no_index;
      if (of_file && !use.held && declared && values_.faults().empty())
        values_.faults().add(e.place, {"[" + e.value.path + "] holds under no strategy",
                                       "No strategy has the pool " + pool->text + " with work to do.",
                                       "Name a pool that a strategy staffs, or leave it out.", ""});
    }
  };
  visit(child("promise"), true);
  for (const char* head : {"strategy", "model", "overlay", "frame"})
    if (const Node* heads = child(head))
      for (const Entry& e : heads->entries) visit(e.value.find("promise"), false);
}

}  // namespace tenure::models
