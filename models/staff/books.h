// Books of accounts: which customer belongs to which seat of a pool with books.
//
// Who may ever ask such a pool gets the seat with the fewest members (the lowest number among equals), at the midnight before
// she arrives, in the order of keys.  A new server takes over the book of the seat; when the plan closes a seat, its members
// go to the seats with the fewest.  Both are told at that midnight.  Leaving for good takes a customer out of her book.
//
// Where strategies start from today's team, those whom they add take accounts over: who has no server gets one, and the
// fullest books hand accounts to the new ones until no two of them differ by more than one.  Who is handed over is told.
#pragma once

#include <cstdint>
#include <vector>

#include "models/customer/record.h"
#include "sim/engine/concept.h"

namespace tenure::models {

class Books {
 public:
  explicit Books(const Plan& plan);

  bool used() const { return used_; }

  /// Puts a customer into the books of all pools that she may ask.
  void join(const Customer& c, EntityId id);

  /// Takes note of who left and who came at this midnight.
  void change_staff(const Records& records, sim::Clerk& clerk);

  /// A member of a seat's book has left for good.
  void leave(int pool, int seat) { --books_[static_cast<std::size_t>(pool)][static_cast<std::size_t>(seat)].members; }

 private:
  struct Book {
    bool open = false;
    bool vacated = false;              ///< has lost a server whose successor has not come yet
    std::int64_t members = 0;
    std::vector<EntityId> entities;    ///< in order of joining; those who left for good are skipped
  };
  std::int32_t smallest(std::size_t pool) const;
  bool may_ask(const Customer& c, std::size_t pool) const;
  void put(const Customer& c, EntityId id, std::size_t pool, std::int32_t seat);
  void even_out(const Records& records, sim::Clerk& clerk, std::size_t pool, const std::vector<std::size_t>& fresh);
  bool gone(const Customer& c) const;

  const Plan& plan_;
  bool used_ = false;
  std::vector<std::vector<Book>> books_;  ///< [pool][seat]
};

}  // namespace tenure::models
