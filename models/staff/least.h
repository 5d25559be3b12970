// Which of many has the least key: a tournament in a tree, so that a change costs a path to the root, not a look at all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace tenure::models {

class Least {
 public:
  static constexpr std::int64_t kOut = std::numeric_limits<std::int64_t>::max();  ///< key of who does not compete

  /// Room for n numbers, 0 to n - 1; those that are new do not compete.
  void resize(std::size_t n) {
    keys_.resize(n, kOut);
    if (n <= room_) return;
    while (room_ < n) room_ = room_ == 0 ? 1 : 2 * room_;
    winners_.assign(2 * room_, kNobody);
    for (std::size_t i = 0; i < n; ++i) winners_[room_ + i] = i;  // those that room was left for come with their first key
    for (std::size_t node = room_; node-- > 1;) play(node);
  }

  void set(std::size_t i, std::int64_t key) {
    keys_[i] = key;
    winners_[room_ + i] = i;
    for (std::size_t node = (room_ + i) / 2; node > 0; node /= 2) play(node);
  }

  /// The number with the least key, the lowest among equals; -1 when nobody competes.
  [[nodiscard]] std::int32_t who() const {
    if (room_ == 0) return -1;
    const std::size_t first = winners_[1];
    return key(first) == kOut ? -1 : static_cast<std::int32_t>(first);
  }

 private:
  static constexpr std::size_t kNobody = ~std::size_t{0};

  [[nodiscard]] std::int64_t key(std::size_t i) const { return i == kNobody ? kOut : keys_[i]; }
  void play(std::size_t node) {
    const std::size_t left = winners_[2 * node], right = winners_[2 * node + 1];
    winners_[node] = key(right) < key(left) ? right : left;
  }

  std::vector<std::int64_t> keys_;
  std::vector<std::size_t> winners_;  // of the matches, the root at 1; the numbers themselves from room_ on
  std::size_t room_ = 0;              // a power of two
};

}  // namespace tenure::models
