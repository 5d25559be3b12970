// Costs of the foundation: one random block, one unit, one elementary function, one calendar question. Printed, never
// tested.
//
//   measure per call on a 2023 server core: block 10.5 ns (budget), unit exponential and exp beside the maths library's
#include <benchmark/benchmark.h>

#include <cmath>
#include <vector>

#include "sim/math/math.h"
#include "sim/random/address.h"
#include "sim/random/laws/gamma.h"
#include "sim/random/laws/lognormal.h"
#include "sim/stats/exact_sum.h"
#include "sim/stats/log_bins.h"
#include "sim/time/working_calendar.h"

using namespace tenure::sim;

namespace {

constexpr std::size_t kPoints = 4096;

std::vector<double> shares() {
  std::vector<double> out;
  const StreamKey key = cell_key(1, 0, 0);
  for (std::uint32_t i = 0; i < kPoints; ++i) out.push_back(Draws(key, {.entity = i}).share());
  return out;
}

// Time per element of a sweep over 4,096 arguments that stay in the cache.
template <class Function>
void sweep(benchmark::State& state, std::vector<double> in, Function&& function) {
  std::vector<double> out(in.size());
  for (auto _ : state) {
    for (std::size_t i = 0; i < in.size(); ++i) out[i] = function(in[i]);
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(in.size()));
}

std::vector<double> exponents() {
  std::vector<double> out;
  for (const double u : shares()) out.push_back(20.0 * u - 10.0);
  return out;
}

void philox_block(benchmark::State& state) {
  const StreamKey key = cell_key(1, 0, 0);
  Address address{.stream = stream_of(Purpose::fate, "x")};
  for (auto _ : state) {
    ++address.entity;
    benchmark::DoNotOptimize(Draws(key, address).bits(Half::first));
  }
}
BENCHMARK(philox_block);

void addressed_unit_exponential(benchmark::State& state) {
  const StreamKey key = cell_key(1, 0, 0);
  Address address{.stream = stream_of(Purpose::fate, "x")};
  for (auto _ : state) {
    ++address.entity;
    benchmark::DoNotOptimize(Draws(key, address).unit_exponential());
  }
}
BENCHMARK(addressed_unit_exponential);

void unit_exponential(benchmark::State& state) {
  sweep(state, shares(), unit_exponential_of);
}
BENCHMARK(unit_exponential);
void standard_normal(benchmark::State& state) {
  sweep(state, shares(), standard_normal_of);
}
BENCHMARK(standard_normal);
void own_exp(benchmark::State& state) {
  sweep(state, exponents(), [](double x) { return tenure::sim::exp(x); });
}
BENCHMARK(own_exp);
void library_exp(benchmark::State& state) {
  sweep(state, exponents(), [](double x) { return std::exp(x); });
}
BENCHMARK(library_exp);
void own_log(benchmark::State& state) {
  sweep(state, shares(), [](double x) { return tenure::sim::log(x); });
}
BENCHMARK(own_log);
void library_log(benchmark::State& state) {
  sweep(state, shares(), [](double x) { return std::log(x); });
}
BENCHMARK(library_log);
void own_pow(benchmark::State& state) {
  sweep(state, shares(), [](double x) { return tenure::sim::pow(x, 0.7); });
}
BENCHMARK(own_pow);
void library_pow(benchmark::State& state) {
  sweep(state, shares(), [](double x) { return std::pow(x, 0.7); });
}
BENCHMARK(library_pow);

void lognormal_value(benchmark::State& state) {
  sweep(state, shares(), Lognormal(2.0, 0.5));
}
BENCHMARK(lognormal_value);
void gamma_value(benchmark::State& state) {
  const Gamma gamma(0.7, 2.0);
  sweep(state, shares(), [&](double u) { return gamma(u); });
}
BENCHMARK(gamma_value);
void gamma_table(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Gamma(0.7, 2.0));
}
BENCHMARK(gamma_table);

void money_posting(benchmark::State& state) {
  const std::vector<double> amounts = exponents();
  MoneySum sum;
  for (auto _ : state) {
    for (const double x : amounts) sum.post(x);
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(amounts.size()));
}
BENCHMARK(money_posting);

void quantile_posting(benchmark::State& state) {
  const std::vector<double> amounts = exponents();
  LogBins bins;
  for (auto _ : state) {
    for (const double x : amounts) bins.add(x);
    benchmark::DoNotOptimize(bins);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(amounts.size()));
}
BENCHMARK(quantile_posting);

void calendar_advance(benchmark::State& state) {
  std::vector<CivilDate> holidays;
  for (int year = 2026; year < 2030; ++year) {
    for (int month = 1; month <= 12; ++month) holidays.push_back({year, month, 3});
  }
  const WorkingCalendar calendar(WeekPattern::weekdays({9 * kHour, 17 * kHour}), Timeline({2026, 1, 1}), holidays);
  Tick t = 0;
  for (auto _ : state) {
    t = (t + 37 * kHour + 1234567) % kYear;
    benchmark::DoNotOptimize(calendar.advance(t, 5 * kHour));
  }
}
BENCHMARK(calendar_advance);

}  // namespace

BENCHMARK_MAIN();
