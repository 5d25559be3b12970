#include "models/staff/books.h"

#include <algorithm>

namespace tenure::models {

Books::Books(const Plan& plan) : plan_(plan), books_(plan.pools.size()) {
  for (const SegmentPlan& segment : plan.segments)
    for (const char has : segment.has_book) used_ |= has != 0;
  if (!used_) return;
  for (std::size_t q = 0; q < plan.pools.size(); ++q) {  // the seats of time 0
    std::int32_t seats = 0;
    for (const sim::SeatGroup& group : plan.pools[q].groups)
      for (const sim::PlanStep& step : group.plan)
        if (step.from <= 0) {
          seats += step.seats;
          break;
        }
    books_[q].resize(static_cast<std::size_t>(seats));
    for (Book& book : books_[q]) book.open = true;
  }
}

bool Books::gone(const Customer& c) const {
  const Hot& h = c.hot();
  return h.stage != kUnborn && plan_.segments[h.segment].stages[h.stage].absorbing;
}

std::int32_t Books::smallest(std::size_t pool) const {
  std::int32_t best = sim::kAnyServer;
  for (std::size_t s = 0; s < books_[pool].size(); ++s)
    if (books_[pool][s].open &&
        (best == sim::kAnyServer || books_[pool][s].members < books_[pool][static_cast<std::size_t>(best)].members))
      best = static_cast<std::int32_t>(s);
  return best;
}

void Books::join(const Customer& c, EntityId id) {
  const SegmentPlan& segment = plan_.segments[c.hot().segment];
  for (std::size_t q = 0; q < books_.size(); ++q) {
    if (!segment.has_book[q]) continue;
    const bool may_ask = std::any_of(segment.touches.begin(), segment.touches.end(), [&](const TouchPlan& t) {
      if (t.delivery != Delivery::pool || static_cast<std::size_t>(t.pool) != q) return false;
      if (t.eligible_attribute == no_index) return true;
      const double value = c.attributes()[t.eligible_attribute];
      return t.at_least <= value && value < t.below;
    });
    if (!may_ask) continue;
    const std::int32_t seat = smallest(q);
    c.books()[q] = seat;
    if (seat == sim::kAnyServer) continue;
    Book& book = books_[q][static_cast<std::size_t>(seat)];
    ++book.members;
    book.entities.push_back(id);
  }
}

void Books::change_staff(const Records& records, sim::Clerk& clerk) {
  std::vector<std::pair<std::size_t, std::size_t>> closed;
  for (const sim::StaffChange& change : clerk.staff_changes()) {
    const std::size_t q = change.pool;
    if (!plan_.pools[q].books) continue;
    const auto seat = static_cast<std::size_t>(change.seat);
    if (seat >= books_[q].size()) books_[q].resize(seat + 1);
    Book& book = books_[q][seat];
    if (!change.in_plan) {
      book.open = false;
      closed.emplace_back(q, seat);
      continue;
    }
    book.open = true;
    if (change.left >= 0) book.vacated = true;
    if (change.joined < 0 || !book.vacated) continue;
    book.vacated = false;
    std::erase_if(book.entities, [&](EntityId id) { return gone(records[id]); });
    for (const EntityId id : book.entities) clerk.tell(id, {.topic = static_cast<std::uint32_t>(q), .tag = 0, .change = change});
  }
  for (const auto& [q, seat] : closed) {  // after all openings of this midnight
    Book& book = books_[q][seat];
    std::vector<EntityId> members;
    for (const EntityId id : book.entities)
      if (!gone(records[id])) members.push_back(id);
    std::sort(members.begin(), members.end(),
              [&](EntityId a, EntityId b) { return records[a].hot().key < records[b].hot().key; });
    book = Book{};
    for (const EntityId id : members) {
      const std::int32_t next = smallest(q);
      records[id].books()[q] = next;
      if (next == sim::kAnyServer) continue;
      Book& to = books_[q][static_cast<std::size_t>(next)];
      ++to.members;
      to.entities.push_back(id);
      clerk.tell(id, {.topic = static_cast<std::uint32_t>(q), .tag = 0, .change = {}});
    }
  }
}

}  // namespace tenure::models
