// How much memory a run may take, and how it is asked for.
#pragma once

#include <optional>
#include <string>

namespace tenure::analysis::cli {

/// Bytes that this process can still get: what the machine has free, or less where a limit is set (ulimit -v, cgroup).
double available_memory();

/// Lets the process keep memory that a cell has given back, for the next cell: cells ask for the same blocks again and again, and
/// the kernel would hand each of them out anew, page by page.  Costs at most some 10 MB a thread.
void keep_freed_memory();

/// What GLIBC_TUNABLES has to be for memory in large pages, given what it is and what
/// /sys/kernel/mm/transparent_hugepage/enabled says; nothing where there is nothing to change: the user has chosen herself, or
/// the system gives large pages always ("[always]") or never.
[[nodiscard]] std::optional<std::string> large_page_tunables(const char* tunables, const std::string& system_setting);

/// Where the system gives large pages to who asks, starts the program anew with a C library that asks: a tenth of the time of
/// a simulation goes into finding pages. glibc reads the wish only at the start. Returns where there is nothing to do, and
/// where it cannot be done.
void ask_for_large_pages(char* argv[]);

}  // namespace tenure::analysis::cli
