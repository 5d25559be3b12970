// How much memory a run may take.
#pragma once

namespace tenure::analysis::cli {

/// Bytes that this process can still get: what the machine has free, or less where a limit is set (ulimit -v, cgroup).
double available_memory();

}  // namespace tenure::analysis::cli
