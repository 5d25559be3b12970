// Two engines, several window lengths, thread counts and orders of visit: one result, to the last bit; also with a tick
// of one hour, where most events collide. Four planted errors, each of which must be seen.
#include <memory>
#include <string>

#include "sim/run/executor.h"
#include "tests/support/catch.h"
#include "tests/support/probe_model.h"

using namespace tenure::test;

namespace {

struct Result {
  std::uint64_t hash = 0;
  RunReport report;
  std::string broken;  // contract that stopped the run, if one did

  friend bool operator==(const Result& a, const Result& b) {
    return a.broken == b.broken && a.hash == b.hash && a.report.pools == b.report.pools &&
           a.report.wait_bins == b.report.wait_bins && a.report.handled == b.report.handled;
  }
};

Result play(const ProbeSetup& setup, EngineOptions options) {
  options.begin = setup.begin;
  options.end = setup.end;
  options.tick = setup.tick;
  options.luck = cell_key(setup.seed, 5, 0);
  Result result;
  try {
    ProbeModel model(setup);
    result.report = run(model, probe::pools(setup), options);
    result.hash = model.hash();
    CHECK(result.report.handled > 2000);
  } catch (const ContractError& error) {
    result.broken = error.what();
  }
  return result;
}

Result reference(const ProbeSetup& setup) {
  return play(setup, {.kind = EngineKind::reference});
}

constexpr Tick kTicks[] = {1, kHour};

}  // namespace

TEST_CASE("Window lengths, orders of visit and block sizes change no bit", "[reproducibility]") {
  for (const Tick tick : kTicks) {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
      const ProbeSetup setup{.seed = seed, .members = 256, .tick = tick};
      const Result expected = reference(setup);
      REQUIRE(expected.broken.empty());
      ProbeSetup moved = setup;
      moved.slot_step = 37;
      CHECK(play(moved, {.kind = EngineKind::reference}) == expected);
      for (const Tick window : {5 * kMinute, 20 * kMinute, Tick{0}}) {
        CAPTURE(tick, seed, window);
        CHECK(play(setup, {.window = window, .block_size = 64}) == expected);
        CHECK(play(moved, {.window = window, .block_size = 16, .shuffle_entities = seed, .shuffle_pools = 3}) ==
              expected);
      }
    }
  }
}

TEST_CASE("A run that begins before 0 is the same on every engine", "[reproducibility]") {
  for (const Tick tick : kTicks) {
    for (const Tick begin : {-kDay, -16 * kDay, -70 * kDay}) {
      const ProbeSetup setup{.seed = 3, .members = 256, .end = 12 * kDay, .begin = begin, .tick = tick};
      const Result expected = reference(setup);
      REQUIRE(expected.broken.empty());
      CAPTURE(tick, begin);
      CHECK(play(setup, {.window = 20 * kMinute, .block_size = 64}) == expected);
      CHECK(play(setup, {.block_size = 16, .shuffle_entities = 7, .shuffle_pools = 3}) == expected);
      ProbeSetup later = setup;
      later.begin -= kDay;
      CHECK_FALSE(reference(later) == expected);
    }
  }
}

TEST_CASE("Without open pools a whole day is one window", "[reproducibility]") {
  for (const Tick tick : kTicks) {
    const ProbeSetup setup{.seed = 9, .members = 256, .tick = tick, .open_pools = false};
    const Result expected = reference(setup);
    REQUIRE(expected.broken.empty());
    for (const Tick window : {Tick{0}, kDay, 7 * kHour, kHour}) {
      CAPTURE(tick, window);
      CHECK(play(setup, {.window = window, .block_size = 32, .shuffle_entities = 5}) == expected);
    }
  }
}

TEST_CASE("A longer reading lag allows longer windows", "[reproducibility]") {
  for (const Tick lag : {5 * kMinute, 7 * kHour, 26 * kHour}) {
    const ProbeSetup setup{.seed = 6, .members = 256};
    const Result expected = play(setup, {.reading_lag = lag, .kind = EngineKind::reference});
    REQUIRE(expected.broken.empty());
    CAPTURE(lag);
    CHECK(play(setup, {.reading_lag = lag, .block_size = 64}) == expected);
    CHECK(play(setup, {.reading_lag = lag, .window = std::min(lag, 100 * kMinute), .block_size = 64}) == expected);
  }
}

TEST_CASE("Thread counts and executors change no bit", "[reproducibility][threads]") {
  for (const Tick tick : kTicks) {
    const ProbeSetup setup{.seed = 5, .members = 512, .tick = tick};
    const Result expected = reference(setup);
    REQUIRE(expected.broken.empty());
    for (const Backend backend : {Backend::threads, Backend::tbb}) {
      for (std::size_t width = 1; width <= 3; ++width) {
        const auto executor = make_executor(backend, width);
        CAPTURE(tick, static_cast<int>(backend), width);
        CHECK(play(setup, {.window = 20 * kMinute, .block_size = 32, .executor = executor.get()}) == expected);
      }
    }
  }
}

TEST_CASE("Planted: a window three times the reading lag is seen", "[reproducibility][planted]") {
  const ProbeSetup setup{.seed = 1, .members = 256};
  const Result expected = reference(setup);
  CHECK_FALSE(play(setup, {.window = 3 * kHour, .block_size = 64, .unsafe_windows = true}) == expected);
  CHECK(play(setup, {.window = 3 * kHour}).broken.find("reading lag") != std::string::npos);
}

TEST_CASE("Planted: ties by slot are seen", "[reproducibility][planted]") {
  for (const Tick tick : kTicks) {
    const ProbeSetup setup{.seed = 1, .members = 256, .tick = tick, .planted = Planted::tie_by_slot};
    ProbeSetup moved = setup;
    moved.slot_step = 37;
    CHECK_FALSE(play(moved, {}) == play(setup, {}));
  }
}

TEST_CASE("Planted: a fading state stored at the windows' edges is seen", "[reproducibility][planted]") {
  ProbeSetup setup{.seed = 1, .members = 256, .planted = Planted::decay_at_edge, .edge = kHour};
  const Result hour = play(setup, {.window = kHour});
  setup.edge = 20 * kMinute;
  const Result third = play(setup, {.window = 20 * kMinute});
  REQUIRE(hour.broken.empty());
  CHECK(hour.hash != third.hash);
  CHECK(hour.report.pools == third.report.pools);  // only the stored state differs
}

TEST_CASE("Planted: a floating-point total in order of visits is seen", "[reproducibility][planted]") {
  const ProbeSetup setup{.seed = 1, .members = 256, .planted = Planted::float_sum};
  const Result expected = play(setup, {.block_size = 64});
  int seen = 0;  // one order alone may round alike
  for (const std::uint32_t order : {3U, 5U, 9U, 11U}) {
    if (!(play(setup, {.block_size = 64, .shuffle_entities = order}) == expected)) ++seen;
    if (!(play(setup, {.block_size = 1U << order}) == expected)) ++seen;
  }
  CHECK(seen >= 3);
  CHECK(play(setup, {.block_size = 64}) == expected);
}
