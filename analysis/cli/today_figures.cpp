#include "analysis/cli/today_figures.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "analysis/cli/exit_codes.h"
#include "analysis/cli/interrupt.h"
#include "models/today/solve.h"
#include "sim/base/cancelled.h"
#include "sim/run/executor.h"

namespace tenure::analysis::cli {

int solve_figures(std::vector<LoadedFile>& files, std::size_t threads, bool quiet, Streams streams) {
  const auto executor = sim::make_executor(sim::Backend::tbb, threads);
  for (LoadedFile& file : files)
    for (models::Scenario& scenario : file.loaded.points) {
      if (!scenario.today) continue;
      const auto start = std::chrono::steady_clock::now();
      try {
        models::solve_today(scenario, executor.get(), &InterruptGuard::stopped());
      } catch (const models::Unsolvable& unsolvable) {
        streams.err << file.name << ": " << unsolvable.what() << "\n";
        return exit_data;
      } catch (const sim::Cancelled&) {
        streams.err << "Stopped before the end; nothing was written.\n";
        return InterruptGuard::exit_status();
      }
      if (scenario.solved.empty() || quiet) continue;
      double worst = 0.0;
      for (const models::SolvedLevel& s : scenario.solved)
        worst = std::max(worst, std::fabs(s.expected / s.target - 1.0));
      const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
      streams.remarks << fmt::format("Solved {} figures of last year in {:.1f} s; each is met to within {:.2g} %\n",
                                     scenario.solved.size(), seconds, 100.0 * worst)
                      << std::flush;
    }
  return exit_ok;
}

}  // namespace tenure::analysis::cli
