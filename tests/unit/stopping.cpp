// A run that is called off ends soon, in both engines: between days where nothing happens, and within an instant that would
// never end.
#include <atomic>

#include "sim/base/cancelled.h"
#include "tests/support/catch.h"
#include "tests/support/script_model.h"

namespace {

using namespace tenure::test;

/// One entity with an own event every `gap`; sets the flag at event number `stop_at`.
struct Ticker {
  Tick gap;
  std::uint64_t stop_at;
  std::atomic<bool>& flag;
  std::uint64_t events = 0, midnights = 0;
  std::uint32_t shown = 0;

  [[nodiscard]] std::uint32_t size() const { return shown; }
  [[nodiscard]] std::uint64_t key(EntityId) const { return listed_key(0, 1); }
  Tick first_due(EntityId) { return gap; }
  Tick on_due(EntityId, Tick due, Tick, Desk&) {
    if (++events == stop_at) flag = true;
    return due + gap;
  }
  Tick on_answer(EntityId, const Answer&, Tick, Desk&) { return kNever; }
  Tick on_told(EntityId, const Notice&, Tick, Desk&) { return kNever; }
  void on_midnight(Clerk&) {
    shown = 1;
    ++midnights;
  }
};

EngineOptions options_for(EngineKind kind, Tick end, const std::atomic<bool>* flag) {
  EngineOptions options;
  options.kind = kind;
  options.end = end;
  options.stop = flag;
  return options;
}

}  // namespace

TEST_CASE("A run stops within a few thousand events of the signal", "[unit][engine]") {
  for (const EngineKind kind : {EngineKind::reference, EngineKind::windows}) {
    std::atomic<bool> flag = false;
    Ticker endless{1, 100000, flag};  // a day of these would be 86,400,000,000 events
    CHECK_THROWS_AS(run(endless, {}, options_for(kind, kDay, &flag)), Cancelled);
    CHECK(endless.events < 110000);
  }
}

TEST_CASE("A run stops at the next midnight when hardly anything happens", "[unit][engine]") {
  for (const EngineKind kind : {EngineKind::reference, EngineKind::windows}) {
    std::atomic<bool> flag = false;
    Ticker rare{kDay, 10, flag};
    CHECK_THROWS_AS(run(rare, {}, options_for(kind, 1000 * kDay, &flag)), Cancelled);
    CHECK(rare.midnights <= 12);
    // without a signal it goes on to the end
    Ticker whole{kDay, 0, flag};
    flag = false;
    run(whole, {}, options_for(kind, 1000 * kDay, &flag));
    CHECK(whole.events == 999);
    Ticker alone{kDay, 10, flag};
    run(alone, {}, options_for(kind, 1000 * kDay, nullptr));
    CHECK(alone.events == 999);
  }
}
