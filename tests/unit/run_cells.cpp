// Executors and cells: everything is run once, reduced in order; failures and cancelling.
#include <atomic>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/run/cells.h"
#include "sim/run/executor.h"
#include "tests/support/catch.h"

using namespace tenure::sim;

namespace {

const std::vector<Backend> kBackends{Backend::serial, Backend::threads, Backend::tbb};

}  // namespace

TEST_CASE("Every task runs exactly once on every executor", "[run]") {
  for (const Backend backend : kBackends) {
    const auto executor = make_executor(backend, 3);
    for (const std::size_t n : {0, 1, 2, 1000}) {
      for (int round = 0; round < 20; ++round) {
        std::vector<std::atomic<int>> calls(n);
        executor->for_each(n, [&](std::size_t i) { ++calls[i]; });
        for (const auto& c : calls) CHECK(c == 1);
      }
    }
  }
}

TEST_CASE("A task list within a task runs too", "[run]") {
  for (const Backend backend : kBackends) {
    const auto executor = make_executor(backend, 3);
    std::atomic<int> sum = 0;
    executor->for_each(8, [&](std::size_t) { executor->for_each(10, [&](std::size_t i) { sum += static_cast<int>(i); }); });
    CHECK(sum == 8 * 45);
  }
}

TEST_CASE("Cells come back in order, whatever order they ran in", "[run]") {
  for (const Backend backend : kBackends) {
    const auto executor = make_executor(backend, 3);
    std::size_t last = 0, reports = 0;
    const CellHooks hooks{.progress = [&](std::size_t done, std::size_t all) {
      CHECK(done == last + 1);
      CHECK(all == 200);
      last = done;
      ++reports;
    }};
    const auto squares = run_cells(200, *executor, hooks, [](std::size_t i) { return i * i; });
    CHECK(reports == 200);
    REQUIRE(squares.size() == 200);
    for (std::size_t i = 0; i < squares.size(); ++i) CHECK(squares[i] == i * i);
  }
}

TEST_CASE("The first exception by index comes through, and nothing is reduced", "[run]") {
  for (const Backend backend : kBackends) {
    const auto executor = make_executor(backend, 3);
    bool taken = false;
    const auto run = [&] {
      run_cells(
          100, *executor, {},
          [](std::size_t i) -> int {
            if (i == 3) throw std::runtime_error("cell 3");
            if (i > 60) throw std::runtime_error("a later cell");
            return 0;
          },
          [&](std::size_t, int) { taken = true; });
    };
    std::string what;
    try {
      run();
    } catch (const std::exception& e) {
      what = e.what();
    }
    CHECK((what == "cell 3" || (backend != Backend::serial && what == "a later cell")));
    CHECK_FALSE(taken);
  }
}

TEST_CASE("After cancelling no further cell begins", "[run]") {
  for (const Backend backend : kBackends) {
    const auto executor = make_executor(backend, 3);
    std::atomic<bool> cancel = false;
    std::atomic<int> begun = 0;
    CHECK_THROWS_AS(run_cells(1000, *executor, {.cancel = &cancel},
                              [&](std::size_t) {
                                if (++begun == 10) cancel = true;
                                return 0;
                              }),
                    Cancelled);
    CHECK(begun < 20);
  }
}
