#include "analysis/cli/memory.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

#ifdef __GLIBC__
#include <malloc.h>
#include <sys/auxv.h>
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

std::optional<std::string> large_page_tunables(const char* tunables, const std::string& system_setting) {
  if (system_setting.find("[madvise]") == std::string::npos) return std::nullopt;
  const std::string given = tunables == nullptr ? "" : tunables;
  if (given.find("glibc.malloc.hugetlb") != std::string::npos) return std::nullopt;
  return given + (given.empty() ? "" : ":") + "glibc.malloc.hugetlb=1";
}

void ask_for_large_pages(char* argv[]) {
#ifdef __GLIBC__
  if (::getauxval(AT_SECURE) != 0) return;  // the C library would not read it, and the program would start for ever
  std::ifstream in("/sys/kernel/mm/transparent_hugepage/enabled");
  std::string setting;
  std::getline(in, setting);
  const std::optional<std::string> wanted = large_page_tunables(std::getenv("GLIBC_TUNABLES"), setting);
  if (!wanted) return;
  std::error_code none;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", none);
  if (none || ::setenv("GLIBC_TUNABLES", wanted->c_str(), 1) != 0) return;
  ::execv(self.c_str(), argv);
#else
  static_cast<void>(argv);
#endif
}

}  // namespace tenure::analysis::cli
