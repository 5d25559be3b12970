#include "models/staff/books.h"

#include <algorithm>

namespace tenure::models {

Books::Books(const Plan& plan) : plan_(plan), books_(plan.pools.size()), smallest_(plan.pools.size()), as_of_(plan.begin) {
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
    smallest_[q].resize(books_[q].size());
    for (std::size_t s = 0; s < books_[q].size(); ++s) {
      books_[q][s].open = true;
      weigh(q, s);
    }
  }
}

bool Books::gone(const Customer& c) const {
  const Hot& h = c.hot();
  if (h.stage == kUnborn) return h.born == sim::kNever;  // dropped before 0
  return plan_.segments[h.segment].stages[h.stage].absorbing;
}

void Books::weigh(std::size_t pool, std::size_t seat) {
  const Book& book = books_[pool][seat];
  smallest_[pool].set(seat, book.open ? book.work : Least::kOut);
}

void Books::join(const Customer& c, EntityId id, Tick now) {
  for (std::size_t q = 0; q < books_.size(); ++q)
    if (c.books()[q] == sim::kAnyServer && work_of(c, q, now) > 0) put(c, id, q, smallest_[q].who());
}

void Books::leave(int pool, int seat, const Customer& c) {
  const auto q = static_cast<std::size_t>(pool);
  books_[q][static_cast<std::size_t>(seat)].work -= work_of(c, q, as_of_);
  weigh(q, static_cast<std::size_t>(seat));
}

std::int64_t Books::work_of(const Customer& c, std::size_t pool, Tick now) const {
  const SegmentPlan& segment = plan_.segments[c.hot().segment];
  if (!segment.has_book[pool]) return 0;
  bool may_ask = false;
  double work = 0.0;  // ticks a year
  for (const TouchPlan& t : segment.touches) {
    if (t.delivery != Delivery::pool || static_cast<std::size_t>(t.pool) != pool || t.until <= now || t.from > std::max<Tick>(now, 0))
      continue;
    if (now < 0 && t.from >= 0) continue;
    if (t.eligible_attribute != no_index) {
      const double value = c.attributes()[t.eligible_attribute];
      if (value < t.at_least || value >= t.below) continue;
    }
    may_ask = true;
    const double a_year = t.trigger == TriggerKind::cadence
                              ? static_cast<double>(sim::kYear) / static_cast<double>(t.every)
                              : (t.trigger == TriggerKind::recurrence ? c(t.rate) * sim::in_units(sim::kYear, sim::kDay) : 0.0);
    work += a_year * t.mean_work * static_cast<double>(sim::kDay);
  }
  return may_ask ? static_cast<std::int64_t>(work) + 1 : 0;
}

/// Puts a customer into the book of a seat, if there is one.
void Books::put(const Customer& c, EntityId id, std::size_t pool, std::int32_t seat) {
  c.books()[pool] = seat;
  if (seat == sim::kAnyServer) return;
  Book& book = books_[pool][static_cast<std::size_t>(seat)];
  book.work += work_of(c, pool, as_of_);
  book.entities.push_back(id);
  weigh(pool, static_cast<std::size_t>(seat));
}

void Books::turn(const Records& records) {
  as_of_ = 0;
  std::vector<EntityId> order;
  for (EntityId id = 0; id < records.size(); ++id)
    if (const Hot& h = records[id].hot(); h.stage != kUnborn && plan_.segments[h.segment].stages[h.stage].customer) order.push_back(id);
  std::sort(order.begin(), order.end(), [&](EntityId a, EntityId b) { return records[a].hot().key < records[b].hot().key; });
  for (std::size_t q = 0; q < books_.size(); ++q)
    for (std::size_t s = 0; s < books_[q].size(); ++s) {
      Book& book = books_[q][s];
      book.work = 0;
      std::erase_if(book.entities, [&](EntityId id) { return gone(records[id]); });
      for (const EntityId id : book.entities) book.work += work_of(records[id], q, 0);
      weigh(q, s);
    }
  for (const EntityId id : order) join(records[id], id, 0);
}

void Books::change_staff(const Records& records, sim::Clerk& clerk) {
  std::vector<std::pair<std::size_t, std::size_t>> closed;
  std::vector<std::vector<std::size_t>> fresh(books_.size());
  for (const sim::StaffChange& change : clerk.staff_changes()) {
    const std::size_t q = change.pool;
    if (!plan_.pools[q].books) continue;
    const auto seat = static_cast<std::size_t>(change.seat);
    if (seat >= books_[q].size()) {
      books_[q].resize(seat + 1);
      smallest_[q].resize(seat + 1);
    }
    Book& book = books_[q][seat];
    if (!change.in_plan) {
      book.open = false;
      weigh(q, seat);
      closed.emplace_back(q, seat);
      continue;
    }
    if (plan_.begin < 0 && !book.open) fresh[q].push_back(seat);
    book.open = true;
    weigh(q, seat);
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
    weigh(q, seat);
    for (const EntityId id : members) {
      // who serves her notice in a team that is wound up is given nobody to look after
      const std::int32_t next = plan_.wound_up[q] && clerk.midnight() >= 0 ? sim::kAnyServer : smallest_[q].who();
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
  std::vector<Book>& books = books_[pool];
  std::vector<char> sorted(books.size(), 0);
  Least emptiest, fullest;
  emptiest.resize(books.size());
  fullest.resize(books.size());
  std::vector<char> is_fresh(books.size(), 0);
  for (const std::size_t s : fresh) is_fresh[s] = 1;
  const auto compare = [&](std::size_t s) {
    if (is_fresh[s]) emptiest.set(s, books[s].work);
    if (books[s].open) fullest.set(s, -books[s].work);
  };
  for (std::size_t s = 0; s < books.size(); ++s) compare(s);
  for (;;) {
    if (fullest.who() < 0) return;
    const auto to = static_cast<std::size_t>(emptiest.who()), from = static_cast<std::size_t>(fullest.who());
    Book& donor = books[from];
    if (!sorted[from]) {
      std::erase_if(donor.entities, [&](EntityId id) { return gone(records[id]); });
      std::sort(donor.entities.begin(), donor.entities.end(), [&](EntityId a, EntityId b) { return key(a) < key(b); });
      sorted[from] = 1;
    }
    // the last account that is not larger than what parts the two books
    const std::int64_t apart = donor.work - books[to].work;
    const auto moved = std::find_if(donor.entities.rbegin(), donor.entities.rend(),
                                    [&](EntityId id) { return work_of(records[id], pool, as_of_) < apart; });
    if (moved == donor.entities.rend()) return;
    const EntityId id = *moved;
    donor.entities.erase(std::next(moved).base());
    donor.work -= work_of(records[id], pool, as_of_);
    weigh(pool, from);
    put(records[id], id, pool, static_cast<std::int32_t>(to));
    compare(from);
    compare(to);
    clerk.tell(id, {.topic = static_cast<std::uint32_t>(pool), .tag = 0, .change = {}});
  }
}

}  // namespace tenure::models
