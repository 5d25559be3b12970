#include "models/staff/books.h"

#include <algorithm>

namespace tenure::models {

Books::Books(const Plan& plan) : plan_(plan), books_(plan.pools.size()) {
  for (const SegmentPlan& segment : plan.segments)
    for (const char has : segment.has_book) used_ |= has != 0;
  if (!used_) return;
  for (std::size_t q = 0; q < plan.pools.size(); ++q) {  // the seats at the beginning
    std::int32_t seats = 0;
    for (const sim::SeatGroup& group : plan.pools[q].groups)
      for (const sim::PlanStep& step : group.plan)
        if (step.from <= plan.begin) {
          seats += step.seats;
          break;
        }
    books_[q].resize(static_cast<std::size_t>(seats));
    for (Book& book : books_[q]) book.open = true;
  }
}

bool Books::gone(const Customer& c) const {
  const Hot& h = c.hot();
  if (h.stage == kUnborn) return h.born == sim::kNever;  // dropped before 0
  return plan_.segments[h.segment].stages[h.stage].absorbing;
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
  for (std::size_t q = 0; q < books_.size(); ++q)
    if (may_ask(c, q)) put(c, id, q, smallest(q));
}

bool Books::may_ask(const Customer& c, std::size_t pool) const {
  const SegmentPlan& segment = plan_.segments[c.hot().segment];
  return segment.has_book[pool] &&
         std::any_of(segment.touches.begin(), segment.touches.end(), [&](const TouchPlan& t) {
           if (t.delivery != Delivery::pool || static_cast<std::size_t>(t.pool) != pool) return false;
           if (t.eligible_attribute == no_index) return true;
           const double value = c.attributes()[t.eligible_attribute];
           return t.at_least <= value && value < t.below;
         });
}

/// Puts a customer into the book of a seat, if there is one.
void Books::put(const Customer& c, EntityId id, std::size_t pool, std::int32_t seat) {
  c.books()[pool] = seat;
  if (seat == sim::kAnyServer) return;
  Book& book = books_[pool][static_cast<std::size_t>(seat)];
  ++book.members;
  book.entities.push_back(id);
}

void Books::change_staff(const Records& records, sim::Clerk& clerk) {
  std::vector<std::pair<std::size_t, std::size_t>> closed;
  std::vector<std::vector<std::size_t>> fresh(books_.size());
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
    if (plan_.begin < 0 && !book.open) fresh[q].push_back(seat);
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
      put(records[id], id, q, next);
      if (next == sim::kAnyServer) continue;
      clerk.tell(id, {.topic = static_cast<std::uint32_t>(q), .tag = 0, .change = {}});
    }
  }
  for (std::size_t q = 0; q < books_.size(); ++q)
    if (!fresh[q].empty()) even_out(records, clerk, q, fresh[q]);
}

void Books::even_out(const Records& records, sim::Clerk& clerk, std::size_t pool, const std::vector<std::size_t>& fresh) {
  const auto key = [&](EntityId id) { return records[id].hot().key; };
  const auto by_key = [&](EntityId a, EntityId b) { return key(a) < key(b); };
  std::vector<EntityId> without;
  for (EntityId id = 0; id < records.size(); ++id)
    if (records[id].books()[pool] == sim::kAnyServer && !gone(records[id]) && may_ask(records[id], pool)) without.push_back(id);
  std::sort(without.begin(), without.end(), by_key);
  for (const EntityId id : without) put(records[id], id, pool, smallest(pool));

  std::vector<Book>& books = books_[pool];
  std::vector<char> sorted(books.size(), 0);
  for (;;) {
    std::size_t to = fresh.front(), from = books.size();
    for (const std::size_t s : fresh)
      if (books[s].members < books[to].members) to = s;
    for (std::size_t s = 0; s < books.size(); ++s)
      if (books[s].open && (from == books.size() || books[s].members > books[from].members)) from = s;
    if (from == books.size() || books[from].members < books[to].members + 2) return;
    Book& donor = books[from];
    if (!sorted[from]) {
      std::erase_if(donor.entities, [&](EntityId id) { return gone(records[id]); });
      std::sort(donor.entities.begin(), donor.entities.end(), by_key);
      sorted[from] = 1;
    }
    if (donor.entities.empty()) return;
    const EntityId id = donor.entities.back();
    donor.entities.pop_back();
    --donor.members;
    put(records[id], id, pool, static_cast<std::int32_t>(to));
    clerk.tell(id, {.topic = static_cast<std::uint32_t>(pool), .tag = 0, .change = {}});
  }
}

}  // namespace tenure::models
