#include "analysis/cli/memory.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <string>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace tenure::analysis::cli {
namespace {

/// The number in a file of one number; `otherwise` where there is none ("max", no such file).
double number_in(const char* file, double otherwise) {
  std::ifstream in(file);
  double number = 0.0;
  return in >> number ? number : otherwise;
}

}  // namespace

double available_memory() {
  double bytes = static_cast<double>(::sysconf(_SC_PHYS_PAGES)) * static_cast<double>(::sysconf(_SC_PAGE_SIZE));
  std::ifstream in("/proc/meminfo");
  for (std::string key; in >> key; in.ignore(1000, '\n')) {
    double kib = 0.0;
    if (key == "MemAvailable:" && in >> kib) bytes = std::min(bytes, kib * 1024.0);
  }
  const double group = number_in("/sys/fs/cgroup/memory.max", bytes);
  bytes = std::min(bytes, std::max(0.0, group - number_in("/sys/fs/cgroup/memory.current", 0.0)));
  rlimit limit{};
  if (::getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) {
    bytes = std::min(bytes, static_cast<double>(limit.rlim_cur));
  }
  return bytes;
}

void keep_freed_memory() {
#ifdef __GLIBC__
  constexpr int kMiB = 1 << 20;
  mallopt(M_MMAP_THRESHOLD, 32 * kMiB);  // the most that glibc allows: larger blocks are mapped, and given back, one by one
  mallopt(M_TRIM_THRESHOLD, 64 * kMiB);
  mallopt(M_TOP_PAD, 4 * kMiB);
#endif
}

}  // namespace tenure::analysis::cli
