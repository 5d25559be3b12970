#include "analysis/cli/today_figures.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "analysis/cli/exit_codes.h"
#include "analysis/cli/interrupt.h"
#include "analysis/compare/sentence.h"
#include "models/today/solve.h"
#include "sim/base/cancelled.h"
#include "sim/run/executor.h"

namespace tenure::analysis::cli {
namespace {

/// A figure that no level meets, as a fault of the file at the place where the figure stands.
models::Fault fault_of(const models::Unmet& figure, const std::string& file) {
  models::Fault fault{.file = figure.where.empty() ? file : figure.where,
                      .message = figure.what,
                      .why = "Hazards are solved so that the simulation under today's strategy gives last year's figures.",
                      .allowed = figure.allowed,
                      .nearest = ""};
  for (int* number : {&fault.column, &fault.line}) {  // the place is FILE:LINE:COLUMN
    const std::size_t colon = fault.file.rfind(':');
    if (figure.where.empty() || colon == std::string::npos) break;
    std::from_chars(fault.file.data() + colon + 1, fault.file.data() + fault.file.size(), *number);
    fault.file.resize(colon);
  }
  return fault;
}

/// Adds a fault, unless another point of a sweep has the same.
void note(std::vector<models::Fault>& faults, models::Fault fault) {
  for (const models::Fault& known : faults)
    if (known.file == fault.file && known.line == fault.line && known.column == fault.column && known.message == fault.message) return;
  faults.push_back(std::move(fault));
}

}  // namespace

void refuse_plainly_unmet(std::vector<LoadedFile>& files) {
  for (LoadedFile& file : files) {
    std::vector<models::Fault> faults;
    for (const models::Scenario& scenario : file.loaded.points)
      for (const models::Unmet& figure : models::plainly_unmet(scenario)) note(faults, fault_of(figure, file.name));
    for (models::Fault& fault : faults) note(file.loaded.faults, std::move(fault));
  }
}

int solve_figures(std::vector<LoadedFile>& files, std::size_t threads, bool quiet, Streams streams) {
  bool unmet = false;
  const auto executor = sim::make_executor(sim::Backend::tbb, threads);
  for (LoadedFile& file : files)
    for (models::Scenario& scenario : file.loaded.points) {
      if (!scenario.today) continue;
      const auto start = std::chrono::steady_clock::now();
      try {
        models::solve_today(scenario, executor.get(), &InterruptGuard::stopped());
      } catch (const models::Unsolvable& unsolvable) {
        for (const models::Unmet& figure : unsolvable.figures()) note(file.loaded.faults, fault_of(figure, file.name));
        unmet = true;
      } catch (const sim::Cancelled&) {
        streams.err << "Stopped before the end; nothing was written.\n";
        return InterruptGuard::exit_status();
      }
      if (scenario.solved.empty() || quiet) continue;
      double worst = 0.0;
      std::size_t figures = 0;
      std::vector<FirstYear> first_years;
      for (const models::SolvedLevel& s : scenario.solved) {
        if (s.what != "first_year") {
          worst = std::max(worst, std::fabs(s.expected / s.target - 1.0));
          ++figures;
        } else {
          first_years.push_back({s.segment, s.target, s.expected, s.error});
        }
      }
      const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
      streams.remarks << fmt::format("Solved {} figures of last year in {:.1f} s; each is met to within {:.2g} %\n",
                                     figures, seconds, 100.0 * worst)
                      << std::flush;
      if (const std::string odd = in_their_first_year(first_years); !odd.empty()) streams.remarks << "Note: " << odd << "\n" << std::flush;
    }
  if (!unmet) return exit_ok;
  print_faults(files, streams);
  return exit_data;
}

}  // namespace tenure::analysis::cli
