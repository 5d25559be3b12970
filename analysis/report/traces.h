// Single customers under every strategy, for the page: what `tenure trace` tells, event by event.
#pragma once

#include "analysis/report/figures.h"
#include "analysis/trace/report.h"

namespace tenure::analysis {

/// {who, chosen, sentence, baseline: index among histories, histories: [{strategy: name, fate, value, entries: [[day, date and
/// time, text, kind, parts]]}]}; `parts`: from here on the history differs from the baseline's.
Json trace_document(const TraceReport& report);

}  // namespace tenure::analysis
