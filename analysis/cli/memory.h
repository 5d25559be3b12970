// How much memory a run may take, and how it is asked for.
#pragma once

namespace tenure::analysis::cli {

/// Bytes that this process can still get: what the machine has free, or less where a limit is set (ulimit -v, cgroup).
double available_memory();

/// Lets the process keep memory that a cell has given back, for the next cell: cells ask for the same blocks again and again, and
/// the kernel would hand each of them out anew, page by page.  Costs at most some 10 MB a thread.
void keep_freed_memory();

}  // namespace tenure::analysis::cli
