// What the engine costs: each row beside the floor (a hand-written loop), the budget and the aim of the design.
//
//   bench_engine [rows] [entities]     rows: all, or letters of: m (M/M/1, M/M/10), h (hold), f (mini-funnel),
//                                      o (everybody holding an open request), t (two threads), g (growth), c (checks)
//
// Handlers are nearly empty and take their gaps from a table, so that the engine is measured and not the drawing of
// random numbers; the M/M rows draw for real, by address. An event is a call of a handler (own event or answer); in the
// M/M rows it is an arrival or a departure. Times are the best of three runs, in CPU time of the thread; rows on two
// threads in wall-clock time.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include "sim/engine/engine.h"
#include "sim/run/cells.h"
#include "sim/run/executor.h"

using namespace tenure::sim;

namespace {

using WallClock = std::chrono::steady_clock;

double seconds_since(WallClock::time_point start) {
  return std::chrono::duration<double>(WallClock::now() - start).count();
}

/// CPU seconds of this thread: what rows on one thread report, so that a busy machine does not count.
double cpu_seconds() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

/// Unit-exponential gaps by table.
class Gaps {
 public:
  explicit Gaps(double mean) : table_(1U << 16) {
    for (std::uint32_t i = 0; i < table_.size(); ++i) {
      table_[i] = duration_of(Draws({1}, {0, 1, i, 0}).unit_exponential() * mean);
    }
  }
  [[nodiscard]] Tick operator()(std::uint32_t entity, std::uint32_t n) const {
    return table_[(entity * 2654435761U + n * 40503U) >> 16];
  }

 private:
  std::vector<Tick> table_;
};

enum class Asking { never, fifth, always };

/// Entities with own events exp(1 day); a fifth of the events ask one of 20 pools (or: whoever has nothing open asks).
struct Funnel {
  std::uint32_t n;
  Asking asking;
  const Gaps& gaps;
  const Gaps& services;
  struct State {
    Tick next;
    std::uint32_t count;
    std::uint32_t open;
  };
  std::vector<State> state = {};

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(state.size()); }
  [[nodiscard]] std::uint64_t key(EntityId e) const { return listed_key(0, e); }
  void prefetch(EntityId e) const { __builtin_prefetch(&state[e], 1); }
  Tick first_due(EntityId e) { return state[e].next = gaps(e, 77); }
  Tick on_due(EntityId e, Tick due, Tick, Desk& d) {
    State& s = state[e];
    const std::uint32_t count = s.count++;
    const std::uint32_t mixed = (e ^ count * 0x9e3779b9U) * 2654435761U;
    if (asking == Asking::fifth ? (mixed >> 8) % 5 == 0 : asking == Asking::always && s.open == 0) {
      ++s.open;
      Request q{.author_key = listed_key(0, e), .topic = 1, .occasion = count, .tie = mixed};
      q.pool = static_cast<std::uint16_t>((mixed >> 16) % 20);
      q.work = services(e, count);
      d.ask(q);
    }
    return s.next = due + gaps(e, count);
  }
  Tick on_answer(EntityId e, const Answer&, Tick, Desk&) {
    --state[e].open;
    return state[e].next;
  }
  Tick on_told(EntityId e, const Notice&, Tick, Desk&) { return state[e].next; }
  void on_midnight(Clerk& clerk) {
    if (clerk.midnight() == 0) state.resize(n);
  }
};

std::vector<PoolSpec> funnel_pools(Asking asking, std::uint32_t n) {
  std::vector<PoolSpec> pools;
  if (asking == Asking::never) return pools;
  const auto servers = static_cast<std::int32_t>(std::ceil(106.0 * n / 1e6));
  for (int p = 0; p < 20; ++p) {
    PoolSpec pool{.name = "pool " + std::to_string(p), .mode = Mode::open};
    pool.groups = {{nullptr, {{0, servers}}}};
    pools.push_back(pool);
  }
  return pools;
}

enum class Timing { cpu, wall };

struct Timed {
  double ns = 1e300, bytes = 0.0;
};

/// Best of `runs`; ns per event over the days after the first `lead`, whose cost is taken off.
Timed time_funnel(Asking asking, std::uint32_t n, EngineOptions options, int runs = 3, int days = 12, int lead = 2,
                  Timing clock = Timing::cpu) {
  static const Gaps gaps(static_cast<double>(kDay));
  static const Gaps services(0.01 * static_cast<double>(kDay));
  Timed best;
  for (int i = 0; i < runs; ++i) {
    double seconds[2] = {};
    double events[2] = {};
    for (int part = 0; part < 2; ++part) {
      Funnel model{n, asking, gaps, services};
      options.end = (part == 0 ? lead : days) * kDay;
      const auto start = WallClock::now();
      const double cpu = cpu_seconds();
      const RunReport report = run(model, funnel_pools(asking, n), options);
      seconds[part] = clock == Timing::cpu ? cpu_seconds() - cpu : seconds_since(start);
      events[part] = static_cast<double>(report.handled);
      best.bytes = static_cast<double>(report.bytes) / n;
    }
    best.ns = std::min(best.ns, (seconds[1] - seconds[0]) / (events[1] - events[0]) * 1e9);
  }
  return best;
}

void row(const char* name, double measured, const char* unit, const char* floor, const char* budget, const char* aim) {
  std::printf("%-58s %8.2f %-10s %9s %9s %9s\n", name, measured, unit, floor, budget, aim);
  std::fflush(stdout);
}

/// Poisson customers from 16 sources at once; one random block serves a customer's arrival gap and work.
struct Arrivals {
  double gap;  // between arrivals of one source
  double work;
  std::vector<Tick> next = {};
  std::vector<std::uint32_t> count = {};
  static constexpr std::uint32_t kSources = 16;

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(next.size()); }
  [[nodiscard]] std::uint64_t key(EntityId e) const { return listed_key(0, e); }
  Tick first_due(EntityId e) { return next[e] = duration_of(gap * (e + 0.5) / kSources); }
  Tick on_due(EntityId e, Tick due, Tick, Desk& d) {
    const std::uint32_t n = count[e]++;
    const Draws draws({7}, {listed_key(0, e), 1, n & (kOccasions - 1), n / kOccasions});
    Request q{.author_key = listed_key(0, e), .occasion = n, .tie = n};
    q.reply = Reply::none;
    q.work = duration_of(draws.unit_exponential(Half::first) * work);
    d.ask(q);
    return next[e] = due + duration_of(draws.unit_exponential(Half::second) * gap);
  }
  Tick on_answer(EntityId e, const Answer&, Tick, Desk&) { return next[e]; }
  Tick on_told(EntityId e, const Notice&, Tick, Desk&) { return next[e]; }
  void on_midnight(Clerk& clerk) {
    if (clerk.midnight() == 0) next.resize(kSources), count.resize(kSources);
  }
};

void time_mm(const char* name, std::int32_t servers, const char* floor, const char* budget, const char* aim) {
  PoolSpec pool{.name = "queue", .mode = Mode::open};
  pool.groups = {{nullptr, {{0, servers}}}};
  pool.sitting = kNever;
  const double mean = static_cast<double>(kMinute);
  EngineOptions options;
  options.end = (servers == 1 ? 1600 : 160) * kDay;
  double best = 0.0, wait = 0.0;
  for (int i = 0; i < 3; ++i) {
    Arrivals model{mean * Arrivals::kSources / (.9 * servers), mean};
    const double start = cpu_seconds();
    const RunReport report = run(model, {pool}, options);
    const double seconds = cpu_seconds() - start;
    const PoolCounts all = report.pools[0].total();
    best = std::max(best, static_cast<double>(all.asked + all.served) / seconds / 1e6);
    wait = static_cast<double>(all.waited) / static_cast<double>(all.begun) / mean;
  }
  row(name, best, "M/s", floor, budget, aim);
  std::printf("    mean wait %.4f mean services (theory %.4f)\n", wait, servers == 1 ? 9.0 : 0.6687);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string rows = argc > 1 && std::string(argv[1]) != "all" ? argv[1] : "mhfotg";
  const std::uint32_t n = argc > 2 ? static_cast<std::uint32_t>(std::atoi(argv[2])) : 1'000'000;
  const auto wanted = [&](char c) { return rows.find(c) != std::string::npos; };
  std::printf("%-58s %8s %-10s %9s %9s %9s\n", "bench", "measured", "", "floor", "budget", "aim");
  if (wanted('m')) {
    time_mm("M/M/1, rho .9: arrivals + departures per second", 1, "81", ">= 30", "40");
    time_mm("M/M/10, rho .9", 10, "39", ">= 20", "30");
  }
  const EngineOptions windows;
  if (wanted('h')) {
    const Timed t = time_funnel(Asking::never, n, windows);
    row("hold: own events exp(1 d), no pool", t.ns, "ns", "6-14", "<= 20", "15");
    row("    engine's memory per entity", t.bytes, "B", "", "", "");
  }
  if (wanted('f')) {
    const Timed t = time_funnel(Asking::fifth, n, windows);
    row("mini-funnel: 20 % ask one of 20 pools of 106", t.ns, "ns", "25-39", "<= 60", "40");
    row("    engine's memory per entity", t.bytes, "B", "", "", "");
  }
  if (wanted('o')) {
    const Timed t = time_funnel(Asking::always, n, windows);
    row("mini-funnel, everybody holding an open request, load 1", t.ns, "ns", "-", "<= 90", "60");
    row("    engine's memory per entity", t.bytes, "B", "", "", "");
  }
  if (wanted('t')) {
    for (const Backend backend : {Backend::threads, Backend::tbb}) {
      const auto two = make_executor(backend, 2);
      const char* by = backend == Backend::threads ? "std::thread" : "TBB";
      EngineOptions both = windows;
      both.executor = two.get();
      for (const Asking asking : {Asking::fifth, Asking::always}) {
        const double ratio = time_funnel(asking, n, windows, 2, 12, 2, Timing::wall).ns /
                             time_funnel(asking, n, both, 2, 12, 2, Timing::wall).ns;
        row((std::string("two threads over one, inside a cell, ") + by +
             (asking == Asking::fifth ? ", mini-funnel" : ", all open"))
                .c_str(),
            ratio, "x", "2", ">= 1.8", "");
      }
      const auto cells = [&](Executor& executor) {
        const auto start = WallClock::now();
        run_cells(16, executor, {}, [](std::size_t) { return time_funnel(Asking::fifth, 50'000, {}, 1).ns; });
        return seconds_since(start);
      };
      const auto one = make_executor(Backend::serial, 1);
      const double serial = cells(*one);
      row((std::string("two threads over one, across cells, ") + by).c_str(), serial / cells(*two), "x", "2", ">= 1.9", "");
    }
  }
  if (wanted('g')) {
    for (const Asking asking : {Asking::never, Asking::fifth}) {
      const double small = time_funnel(asking, 10'000, windows, 3, 300, 2).ns;
      const double large = time_funnel(asking, 10 * n, windows, 1, 6, 2).ns;
      row(asking == Asking::never ? "growth of ns per event, 10^4 to 10^7: hold" : "growth of ns per event, 10^4 to 10^7: mini-funnel",
          large / small, "x", "2-3", "<= 2", "1.5");
      std::printf("    %.1f ns to %.1f ns\n", small, large);
    }
  }
  return 0;
}
