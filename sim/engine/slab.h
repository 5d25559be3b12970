// Records of one block: chunks that never move and a free list, so that nothing is allocated in steady state.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "sim/pool/record.h"

namespace tenure::sim {

class Slab {
 public:
  /// A record out of use; only `generation` has a meaning.
  [[nodiscard]] Record* take() {
    if (free_ == nullptr) grow();
    Record* record = free_;
    free_ = record->sibling;
    prefetch(free_);  // a null pointer does no harm
    ++in_use_;
    return record;
  }

  /// Takes a record back; references to its former use become stale.
  void give_back(Record* record) {
    record->state = RecordState::free;
    ++record->generation;
    record->sibling = free_;
    free_ = record;
    --in_use_;
  }

  [[nodiscard]] std::size_t in_use() const { return in_use_; }
  [[nodiscard]] std::size_t bytes() const { return chunks_.size() * kChunk * sizeof(Record); }

  /// Calls fn(record) for every record, in use or not.
  template <class Fn>
  void for_each(Fn&& fn) const {
    for (const auto& chunk : chunks_) {
      for (std::size_t i = 0; i < kChunk; ++i) fn(chunk[i]);
    }
  }

 private:
  static constexpr std::size_t kChunk = 64;

  void grow() {
    chunks_.push_back(std::make_unique<Record[]>(kChunk));
    Record* chunk = chunks_.back().get();
    for (std::size_t i = kChunk; i-- > 0;) {
      chunk[i].sibling = free_;
      free_ = &chunk[i];
    }
  }

  std::vector<std::unique_ptr<Record[]>> chunks_;
  Record* free_ = nullptr;
  std::size_t in_use_ = 0;
};

}  // namespace tenure::sim
