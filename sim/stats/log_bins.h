// Quantiles of many values in little room: counts in fixed bins, 64 to each factor of two.
//
// The bin of a value is read off its floating-point representation (exponent and the first six bits of its fraction),
// so it costs a shift, and counts are whole numbers: histograms of blocks, pools or replications merge exactly, in any
// order. A quantile is told as the middle of its bin, which is within 1/128 (0.8 %) of the true sample quantile;
// smallest and largest value are exact. Magnitudes below 2^-64 count as 0; values must be finite. Only the octaves in
// use take memory.
//
//   quantile(q)   the value of rank max(1, ceil(q n)) in order of size
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "sim/base/contract.h"

namespace tenure::sim {

class LogBins {
 public:
  static constexpr double relative_error = 1.0 / 128.0;

  void add(double x, std::uint64_t times = 1) {
    TENURE_ENSURE(std::fabs(x) <= std::numeric_limits<double>::max(), "a value to be binned must be finite");
    if (times == 0) return;
    n_ += times;
    min_ = std::min(min_, x);
    max_ = std::max(max_, x);
    const double magnitude = std::fabs(x);
    if (magnitude < kSmallest) {
      zeros_ += times;
    } else {
      (x > 0.0 ? above_ : below_).at(bin_of(magnitude)) += times;
    }
  }

  LogBins& operator+=(const LogBins& other) {
    n_ += other.n_;
    zeros_ += other.zeros_;
    min_ = std::min(min_, other.min_);
    max_ = std::max(max_, other.max_);
    above_ += other.above_;
    below_ += other.below_;
    return *this;
  }

  [[nodiscard]] std::uint64_t count() const { return n_; }

  /// Smallest value (inf without values).
  [[nodiscard]] double min() const { return min_; }

  /// Largest value (-inf without values).
  [[nodiscard]] double max() const { return max_; }

  /// The q-quantile of what was added, to within `relative_error`; q in [0, 1]; NaN without values.
  [[nodiscard]] double quantile(double q) const {
    TENURE_ENSURE(q >= 0.0 && q <= 1.0, "a quantile is asked for a share between 0 and 1");
    if (n_ == 0) return std::numeric_limits<double>::quiet_NaN();
    const double exact = std::ceil(q * static_cast<double>(n_));
    std::uint64_t rank = std::clamp<std::uint64_t>(static_cast<std::uint64_t>(exact), 1, n_);
    if (rank == 1) return min_;
    if (rank == n_) return max_;
    for (std::size_t i = below_.counts.size(); i-- > 0;) {
      if (rank <= below_.counts[i]) return std::clamp(-middle(below_.first + static_cast<std::int64_t>(i)), min_, max_);
      rank -= below_.counts[i];
    }
    if (rank <= zeros_) return 0.0;
    rank -= zeros_;
    for (std::size_t i = 0; i < above_.counts.size(); ++i) {
      if (rank <= above_.counts[i]) return std::clamp(middle(above_.first + static_cast<std::int64_t>(i)), min_, max_);
      rank -= above_.counts[i];
    }
    return max_;
  }

  friend bool operator==(const LogBins& a, const LogBins& b) {
    return a.n_ == b.n_ && a.zeros_ == b.zeros_ && a.min_ == b.min_ && a.max_ == b.max_ && a.above_ == b.above_ &&
           a.below_ == b.below_;
  }

 private:
  static constexpr int kBits = 6;  // 2^6 bins to each factor of two
  static constexpr double kSmallest = 0x1p-64;

  // Consecutive bins that cover what was seen, by whole octaves.
  struct Row {
    std::int64_t first = 0;
    std::vector<std::uint64_t> counts;

    std::uint64_t& at(std::int64_t bin) {
      cover(bin, bin + 1);
      return counts[static_cast<std::size_t>(bin - first)];
    }

    void cover(std::int64_t from, std::int64_t to) {
      constexpr std::int64_t kOctave = 1 << kBits;
      const std::int64_t low = from & ~(kOctave - 1);
      const std::int64_t high = (to + kOctave - 1) & ~(kOctave - 1);
      if (counts.empty()) {
        first = low;
        counts.resize(static_cast<std::size_t>(high - low));
        return;
      }
      if (low < first) {
        counts.insert(counts.begin(), static_cast<std::size_t>(first - low), 0);
        first = low;
      }
      if (const auto size = static_cast<std::size_t>(high - first); size > counts.size()) counts.resize(size);
    }

    Row& operator+=(const Row& other) {
      if (other.counts.empty()) return *this;
      cover(other.first, other.first + static_cast<std::int64_t>(other.counts.size()));
      for (std::size_t i = 0; i < other.counts.size(); ++i)
        counts[static_cast<std::size_t>(other.first - first) + i] += other.counts[i];
      return *this;
    }

    friend bool operator==(const Row&, const Row&) = default;  // which octaves are covered depends on the values alone
  };

  static std::int64_t bin_of(double magnitude) {
    return static_cast<std::int64_t>(std::bit_cast<std::uint64_t>(magnitude) >> (52 - kBits));
  }

  static double middle(std::int64_t bin) {
    return std::bit_cast<double>((static_cast<std::uint64_t>(bin) << (52 - kBits)) | (1ULL << (51 - kBits)));
  }

  std::uint64_t n_ = 0;
  std::uint64_t zeros_ = 0;
  double min_ = std::numeric_limits<double>::infinity();
  double max_ = -std::numeric_limits<double>::infinity();
  Row above_;  // positive values
  Row below_;  // negative values, by magnitude
};

}  // namespace tenure::sim
