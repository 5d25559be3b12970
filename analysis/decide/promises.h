// What the firm promises of its pools' service, and whether each strategy keeps it.
//
// A promise limits, over the whole horizon, the share of a pool's requests that are missed, or the mean response time.  It is
// kept when the interval of the measure's mean lies within the limit, broken when it lies beyond, and open between.  Over draws
// where the file keeps the measure for them; then it is told as well in which share of the worlds it is kept.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/decide/incremental.h"
#include "analysis/decide/study.h"

namespace tenure::analysis::decision {

/// One limit of a promise.
struct Promise {
  std::string name;     ///< of the promise
  std::string pool;
  bool missed = false;  ///< limits the share missed; else the mean response
  double limit = 0.0;   ///< a share, or hours
  std::vector<std::string> strategies;  ///< that give it
};

enum class Kept { kept, broken, open };

/// One limit under one strategy.
struct PromiseStanding {
  bool given = false;             ///< does the strategy give the promise, and has the file a value?
  Measured value;
  Kept kept = Kept::open;
  std::optional<Measured> share;  ///< of the worlds in which it is kept; none without draws
};

struct PromisesAnswer {
  std::vector<Promise> promises;
  std::vector<std::vector<PromiseStanding>> standing;   ///< [promise][strategy]
  std::vector<std::optional<Measured>> missed_contacts; ///< [strategy]: share of the contacts by staff that found no time
  bool chance_only = true;  ///< no draws, or a measure that is not kept for them
  Index units = 0;
};

PromisesAnswer answer_promises(const ResultSet& results, const std::vector<Promise>& promises, double confidence);

/// "Customer success managers: at most 10 % of requests missed".
std::string promise_in_words(const ResultSet& results, const Promise& promise);

/// "kept", "broken", "open".
std::string name_of(Kept kept);

}  // namespace tenure::analysis::decision
