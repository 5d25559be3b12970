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
    if (free_.empty()) grow();
    Record* record = free_.back();
    free_.pop_back();
    if (free_.size() >= kAhead) prefetch(free_[free_.size() - kAhead]);
    return record;
  }

  /// Takes a record back; references to its former use become stale.
  void give_back(Record* record) {
    record->state = RecordState::free;
    ++record->generation;
    free_.push_back(record);
  }

  [[nodiscard]] std::size_t in_use() const { return chunks_.size() * kChunk - free_.size(); }
  [[nodiscard]] std::size_t bytes() const {
    return chunks_.size() * kChunk * sizeof(Record) + free_.capacity() * sizeof(Record*);
  }

 private:
  static constexpr std::size_t kChunk = 64;
  static constexpr std::size_t kAhead = 4;  // records are loaded that many uses ahead

  void grow() {
    chunks_.push_back(std::make_unique<Record[]>(kChunk));
    Record* chunk = chunks_.back().get();
    for (std::size_t i = kChunk; i-- > 0;) free_.push_back(&chunk[i]);
  }

  std::vector<std::unique_ptr<Record[]>> chunks_;
  std::vector<Record*> free_;
};

}  // namespace tenure::sim
