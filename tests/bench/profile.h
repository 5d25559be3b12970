// Where the time of a bench goes, by mechanism: samples of this process's own program counter.
//
// A signal every millisecond of processor time notes where the program is; afterwards binutils' addr2line says, from the
// line tables that the build keeps when benches are on, which file that is, and one idea is one file. What the compiler
// wrote into another function counts for the innermost file of the business around it, so that shared helpers count where
// they are used; helpers that are called count for themselves.
#pragma once

#include <link.h>
#include <signal.h>
#include <sys/time.h>
#include <ucontext.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace tenure::bench {

/// Files, by the beginning of their path, and what they are; the first that fits counts.
inline constexpr std::array<std::pair<const char*, const char*>, 31> kMechanisms{{
    {"models/engagement/satisfaction", "satisfaction, expectation, fading effects"},
    {"models/engagement/influences", "satisfaction, expectation, fading effects"},
    {"models/engagement/outcomes", "what a contact does: outcomes"},
    {"models/engagement/returns", "support: repeat contacts"},
    {"models/engagement/self_service", "support: self-service"},
    {"models/engagement/surveys", "surveys"},
    {"models/engagement/touchpoints", "touchpoints: planning and asking"},
    {"models/engagement/appointments", "touchpoints: appointments"},
    {"models/engagement", "other engagement"},
    {"models/funnel/recurrences", "tickets and changes: recurrences"},
    {"models/funnel/decisions", "renewals: decisions at a date"},
    {"models/funnel/risks", "leaving and moving on: risks"},
    {"models/funnel/stages", "stages"},
    {"models/funnel", "hazards: their baselines"},
    {"models/staff", "staff: books, hand-over"},
    {"models/money", "money"},
    {"models/customer/birth", "newcomers and opening book"},
    {"models/customer/warm_up", "newcomers and opening book"},
    {"models/customer", "customers' records"},
    {"models/simulate", "customers' due dates, months, summary"},
    {"models/measure", "measures"},
    {"models/plan", "compiling the plan, reading it"},
    {"models", "other business"},
    {"sim/pool", "staffed queues"},
    {"sim/engine", "calendars and windows"},
    {"sim/time", "working hours"},
    {"sim/random", "random numbers"},
    {"sim/math", "exp, log, pow"},
    {"sim/stats", "sums and bins"},
    {"sim", "other engine"},
    {"/usr/include", "the standard library's containers"},
}};

struct ProfileLine {
  std::string mechanism;
  double share = 0.0;  ///< of all samples, in [0, 1]
};

namespace detail {
inline std::vector<std::uintptr_t> samples;        // room is made before the sampling begins
inline std::atomic<std::size_t> taken{0};

inline void note(int, siginfo_t*, void* context) {
  const auto* machine = &static_cast<const ucontext_t*>(context)->uc_mcontext;
#if defined(__x86_64__)
  const auto at = static_cast<std::uintptr_t>(machine->gregs[REG_RIP]);
#elif defined(__aarch64__)
  const auto at = static_cast<std::uintptr_t>(machine->pc);
#else
  const std::uintptr_t at = 0;
  (void)machine;
#endif
  const std::size_t i = taken.fetch_add(1, std::memory_order_relaxed);
  if (i < samples.size()) samples[i] = at;
}

inline int program_base(dl_phdr_info* info, std::size_t, void* base) {  // the program comes first
  *static_cast<std::uintptr_t*>(base) = info->dlpi_addr;
  return 1;
}

/// A file's path below the project's root, however the compiler was told of it; other paths as they are.
inline std::string below_root(const std::string& file) {
  for (const char* folder : {"/models/", "/sim/"})
    if (const std::size_t found = file.rfind(folder); found != std::string::npos) return file.substr(found + 1);
  return file;
}

/// The mechanism of a chain of files, innermost first.
inline std::string mechanism_of(const std::vector<std::string>& chain) {
  for (const char* wanted : {"models/", "sim/", ""})
    for (const std::string& file : chain) {
      const std::string path = below_root(file);
      if (!path.starts_with(wanted)) continue;
      for (const auto& [prefix, name] : kMechanisms)
        if (path.starts_with(prefix)) return name;
    }
  return "the system's libraries";
}

inline void set_timer(int microseconds) {
  itimerval timer{};
  timer.it_interval.tv_usec = timer.it_value.tv_usec = microseconds;
  ::setitimer(ITIMER_PROF, &timer, nullptr);
}
}  // namespace detail

/// Starts sampling; one at a time in a process.
inline void profile_start() {
  detail::samples.assign(2'000'000, 0);  // half an hour
  detail::taken = 0;
  struct sigaction action {};
  action.sa_sigaction = detail::note;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  ::sigaction(SIGPROF, &action, nullptr);
  detail::set_timer(1000);
}

/// Ends sampling.  The mechanisms by falling share, and the number of samples: a share of p has a standard error of
/// sqrt(p (1 - p) / samples).  Empty when addr2line is missing.
inline std::pair<std::vector<ProfileLine>, std::size_t> profile_stop() {
  detail::set_timer(0);
  const std::size_t n = std::min(detail::taken.load(), detail::samples.size());
  std::uintptr_t base = 0;
  ::dl_iterate_phdr(detail::program_base, &base);
  std::map<std::uintptr_t, std::size_t> at;
  for (std::size_t i = 0; i < n; ++i) ++at[detail::samples[i] - base];

  const std::string stem = "/tmp/tenure_bench_" + std::to_string(::getpid());
  {
    std::ofstream list(stem + ".in");
    for (const auto& [address, count] : at) list << "0x" << std::hex << address << std::dec << "\n";
  }
  std::array<char, 4096> self{};
  if (::readlink("/proc/self/exe", self.data(), self.size() - 1) <= 0) return {};
  const std::string command =
      "addr2line -a -i -e '" + std::string(self.data()) + "' < " + stem + ".in > " + stem + ".out 2>/dev/null";
  const bool done = std::system(command.c_str()) == 0;
  std::ifstream lines(stem + ".out");
  std::map<std::string, std::size_t> by;
  std::vector<std::string> chain;
  auto next = at.begin();
  const auto close = [&] {
    if (chain.empty()) return;
    by[detail::mechanism_of(chain)] += next->second;
    chain.clear();
    ++next;
  };
  for (std::string line; done && std::getline(lines, line);) {
    if (line.starts_with("0x"))
      close();
    else
      chain.push_back(line);
  }
  if (done) close();
  std::remove((stem + ".in").c_str());
  std::remove((stem + ".out").c_str());

  std::vector<ProfileLine> out;
  for (const auto& [mechanism, count] : by)
    out.push_back({mechanism, static_cast<double>(count) / static_cast<double>(std::max<std::size_t>(n, 1))});
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.share > b.share; });
  return {out, n};
}

}  // namespace tenure::bench
