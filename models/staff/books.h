// Books of accounts: which customer belongs to which seat of a pool with books.
//
// Who may ask such a pool gets the seat with the least work (the lowest number among equals), in the order of keys: at the
// midnight before she comes, or, who comes as a prospect, at the one after she has become a customer.  Work is what the pool's
// touchpoints and demands expect of her in a year, so that a book of few large accounts counts as much as one of many small ones.
// A new server takes over the book of the seat; when the plan closes a seat, its members go to the seats with the least work.
// Both are told at that midnight.  Leaving for good takes a customer out of her book.
//
// Where strategies start from today's team, books are those of today until 0; then work is what the strategy expects, and who
// may ask now and has no server gets one.  Those whom the strategy adds take accounts over: the fullest books hand accounts to the
// new ones as long as that evens them out.  Who is handed over is told.
#pragma once

#include <cstdint>
#include <vector>

#include "models/customer/record.h"
#include "models/staff/least.h"
#include "sim/engine/concept.h"

namespace tenure::models {

class Books {
 public:
  explicit Books(const Plan& plan);

  bool used() const { return used_; }

  /// Puts a customer into the books of all pools that she may ask as of `now`, where she has none yet.
  void join(const Customer& c, EntityId id, Tick now);

  /// At 0, after a warm-up: the strategy's touchpoints instead of today's.
  void turn(const Records& records);

  /// Takes note of who left and who came at this midnight.
  void change_staff(const Records& records, sim::Clerk& clerk);

  /// A member of a seat's book has left for good.
  void leave(int pool, int seat, const Customer& c);

 private:
  struct Book {
    bool open = false;
    bool vacated = false;              ///< has lost a server whose successor has not come yet
    std::int64_t work = 0;             ///< of its members, in ticks a year; at least one each
    std::vector<EntityId> entities;    ///< in order of joining; those who left for good are skipped
  };
  /// After every change of a book's work, and of whether it is open.
  void weigh(std::size_t pool, std::size_t seat);
  /// Work that a pool expects of her in a year as of `now`, and one tick; 0 when she may not ask it.
  std::int64_t work_of(const Customer& c, std::size_t pool, Tick now) const;
  void put(const Customer& c, EntityId id, std::size_t pool, std::int32_t seat);
  void even_out(const Records& records, sim::Clerk& clerk, std::size_t pool, const std::vector<std::size_t>& fresh);
  bool gone(const Customer& c) const;

  const Plan& plan_;
  bool used_ = false;
  std::vector<std::vector<Book>> books_;  ///< [pool][seat]
  std::vector<Least> smallest_;           ///< [pool], by work; closed books do not compete
  Tick as_of_;                            ///< whose touchpoints are in force
};

}  // namespace tenure::models
