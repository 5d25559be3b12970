// A generated model that meets every mechanism of the engine, and pools to go with it, all drawn from one seed.
//
// Members have due dates on the hour, tickets, live calls, appointments, places, a departure that withdraws what is open,
// a return, and they bring in others. Answers lead to new requests. Each member keeps a hash of all that she was handed
// (calls of handlers with their times, answers, notices); the hash of a run adds them up, so it does not depend on the
// order of visits, only on what happened to whom. Ledgers are one per block, exact.
//
// Four errors can be planted: ties that are the member's slot, a fading state stored at the edges of windows, a
// floating-point total in order of visits (a window longer than the lag is an option of the engine).
#pragma once

#include <bit>
#include <cstdint>
#include <memory>
#include <vector>

#include "sim/engine/engine.h"
#include "sim/math/math.h"
#include "sim/random/address.h"
#include "sim/stats/exact_sum.h"
#include "sim/time/working_calendar.h"

namespace tenure::test {

using namespace tenure::sim;

enum class Planted { nothing, tie_by_slot, decay_at_edge, float_sum };

struct ProbeSetup {
  std::uint64_t seed = 1;
  std::uint32_t members = 300;
  Tick end = 30 * kDay;
  Tick begin = 0;               ///< <= 0: of the run, and of everything in it
  Tick tick = 1;
  bool open_pools = true;       ///< false: live pools only
  std::uint32_t slot_step = 1;  ///< odd: member i sits in slot i * slot_step mod members (a power of two then)
  Planted planted = Planted::nothing;
  Tick edge = 0;  ///< decay_at_edge: the windows' length
};

namespace probe {

enum Pool : std::uint16_t { desk, books, call, backup, slots, places, busy };

[[nodiscard]] inline std::uint64_t mix(std::uint64_t h, std::uint64_t x) {
  h = (h ^ x) * 0x9e3779b97f4a7c15ULL;
  return h ^ (h >> 29);
}

[[nodiscard]] inline std::vector<PoolSpec> pools(const ProbeSetup& setup) {
  const Timeline timeline({2024, 1, 1});
  const auto week = [&](Tick from, Tick to) {
    return std::make_shared<const WorkingCalendar>(WeekPattern::weekdays({from, to}), timeline,
                                                   std::vector<CivilDate>{{2024, 1, 11}});
  };
  const StreamKey luck = cell_key(setup.seed, 77, 0);
  auto pick = [&, n = 0U](std::uint32_t below) mutable {
    return static_cast<std::int32_t>(Draws(luck, {0, 0, n++, 0}).bits(Quarter::first) % below);
  };
  auto size = [&](std::int32_t base) { return base + pick(3); };
  const auto early = week(8 * kHour, 16 * kHour + 30 * kMinute), late = week(12 * kHour, 21 * kHour);
  std::vector<PoolSpec> out(7);
  PoolSpec& a = out[desk];
  a = {.name = "desk", .mode = Mode::open, .accounts = 3, .target_wait = 4 * kHour, .hours = early};
  a.groups = {{early, {{0, size(3)}, {9 * kDay + kHour, size(2)}, {17 * kDay, size(4)}}}, {late, {{0, size(2)}}}};
  a.sitting = (1 + pick(3)) * kHour;
  a.after_hours = pick(2) == 0 ? AfterHours::pause : AfterHours::overtime;
  a.shrinkage = pick(2) == 0 ? 0.0 : 0.25;
  a.quality = {.mean = 1.0, .sd = 0.2};
  a.speed = {.mean = 1.0, .sd = 0.3, .law = SpreadLaw::clipped_normal};
  a.ramp = {.start_speed = 0.5, .start_quality = 0.7, .time = 5 * kDay, .shape = RampShape::exponential};
  a.leave_rate = 0.03;
  a.notice = 2 * kDay;
  a.hire_delay = pick(4) * kDay;
  a.losses = {{6 * kDay, 1}, {20 * kDay + kHour, 2}};
  PoolSpec& b = out[books];
  b = {.name = "books", .mode = Mode::open, .accounts = 3, .hours = early};
  b.groups = {{early, {{0, 6}, {12 * kDay, 4}, {21 * kDay, 7}}}};
  b.books = true;
  b.overflow = {.pool = desk, .after = 6 * kHour, .clock = pick(2) == 0 ? Clock::working : Clock::wall};
  b.overflow.vacant = pick(2) == 0 ? VacantBook::wait : VacantBook::overflow;
  b.leave_rate = 0.04;
  b.hire_delay = 2 * kDay;
  b.ramp = {.start_speed = 0.6, .start_quality = 0.8, .time = 4 * kDay};
  b.speed = {.mean = 1.0, .sd = 0.2};
  PoolSpec& c = out[call];
  c = {.name = "call", .mode = Mode::live, .accounts = 3, .target_wait = kMinute, .hours = late};
  c.groups = {{early, {{0, size(2)}}}, {late, {{0, size(1)}, {10 * kDay, size(2)}}}};
  c.overflow = {.pool = backup, .after = (pick(3)) * kMinute, .clock = Clock::wall};
  c.when_closed = pick(2) == 0 ? WhenClosed::answer : WhenClosed::wait;
  c.shrinkage = pick(2) == 0 ? 0.0 : 0.3;
  c.leave_rate = 0.02;
  PoolSpec& d = out[backup];
  d = {.name = "backup", .mode = Mode::live, .accounts = 3};
  d.groups = {{nullptr, {{0, size(1)}}}};
  d.hours = late;
  out[slots] = {.name = "slots", .kind = PoolKind::slot_book, .mode = Mode::live, .hours = early, .places = size(2)};
  out[places] = {.name = "places", .kind = PoolKind::capacity, .mode = Mode::live, .places = 40};
  PoolSpec& g = out[busy];
  g = {.name = "busy", .mode = Mode::open, .accounts = 3};
  g.groups = {{nullptr, {{0, size(2)}}}};
  for (PoolSpec& spec : out) {
    for (SeatGroup& group : spec.groups) {
      for (PlanStep& step : group.plan) step.from += setup.begin;
    }
    for (DatedLoss& loss : spec.losses) loss.at += setup.begin;
  }
  if (!setup.open_pools) {
    for (const Pool p : {desk, books, busy}) out[p] = out[backup], out[p].overflow = {};
  }
  return out;
}

}  // namespace probe

class ProbeModel {
 public:
  explicit ProbeModel(const ProbeSetup& setup) : setup_(setup), luck_(cell_key(setup.seed, 0, 0)) {}

  // what the engine asks
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(members_.size()); }
  [[nodiscard]] std::uint64_t key(EntityId e) const { return members_[e].key; }
  Tick first_due(EntityId e) { return next_of(members_[e]); }

  Tick on_due(EntityId e, Tick due, Tick now, Desk& d) {
    Member& m = members_[e];
    if (m.edge == due) {  // planted: not an event of the law
      m.edge += setup_.edge;
      fade(m, due);
      if (next_of(m) != due) return next_of(m);
    }
    note(m, 1, static_cast<std::uint64_t>(due), static_cast<std::uint64_t>(now));
    post(d, m, now);
    if (m.visit == due) {
      m.visit = kNever;
      return call_in(e, m, d, 3, m.visits, 40 * kMinute);
    }
    if (m.programme == due) {
      m.programme += 3 * kDay;
      const std::uint32_t n = m.programmes++;
      Request q = request(e, m, 1, n, n % 2 == 0 ? probe::books : probe::desk, kHour);
      q.priority = 2;
      q.patience = 2 * kDay;
      q.patience_clock = n % 3 == 0 ? Clock::working : Clock::wall;
      ask(q, d);
      if (q.mode == Mode::live) return due + 1;
      if (n % 4 == 1) {
        ask(request(e, m, 2, n, probe::busy, 10 * kMinute), d);
      }
    }
    if (m.ticket == due) {
      const std::uint32_t n = m.tickets++;
      m.ticket = at(due + draw(m, 10, m.tickets, 1.2 * kDay));
      const double u = Draws(luck_, {m.key, 11, n, 0}).share();
      if (u < 0.35) return call_in(e, m, d, 4, n, 30 * kMinute);
      Request q = request(e, m, 5, n, u < 0.6 ? probe::desk : u < 0.85 ? probe::busy : probe::books, 30 * kMinute);
      q.priority = u < 0.5 ? 0 : 1;
      if (n % 7 == 3 && q.mode == Mode::open) q.reply = Reply::none;
      ask(q, d);
      if (q.mode == Mode::live) return due + 1;
    }
    if (m.appointment == due) {
      const std::uint32_t n = m.appointments++;
      m.appointment = at(due + draw(m, 12, m.appointments, 6 * kDay));
      Request q = request(e, m, n % 3 == 0 ? 7U : 6U, n, n % 3 == 0 ? probe::places : probe::slots, 1);
      q.mode = Mode::live;
      q.account = 0;
      if (n % 3 != 0) {
        q.earliest = now + kHour;
        q.latest = now + 5 * kDay;
        q.preferred = now + kDay;
      }
      d.ask(q);
      return due + 1;
    }
    if (m.departure == due) {
      d.withdraw_open();
      if (m.has_place) d.release({.pool = probe::places, .author_key = m.key, .occasion = m.spells});
      m.has_place = false;
      m.gone = !m.gone;
      ++m.spells;
      m.departure = at(due + draw(m, 13, m.spells, m.gone ? 3.0 * kDay : 12.0 * kDay));
      if (!m.gone) {  // back: what fell due in between is void
        for (; m.programme <= due; m.programme += 3 * kDay) ++m.programmes;
        if (m.ticket <= due) m.ticket = at(due + draw(m, 10, ++m.tickets, 1.2 * kDay));
        if (m.appointment <= due) m.appointment = at(due + draw(m, 12, ++m.appointments, 6 * kDay));
        m.visit = kNever;
      }
      if (m.gone && Draws(luck_, {m.key, 14, m.spells, 0}).share() < 0.3) {
        if (blocks_.size() <= d.block()) std::abort();
        blocks_[d.block()].brought.push_back({due, descendant_key(EntityKind::descended, m.key, 1, m.spells)});
      }
    }
    return next_of(m);
  }

  Tick on_answer(EntityId e, const Answer& a, Tick now, Desk& d) {
    Member& m = members_[e];
    note(m, 2, static_cast<std::uint64_t>(now), static_cast<std::uint64_t>(a.outcome));
    for (const std::uint64_t x :
         {static_cast<std::uint64_t>(a.topic), static_cast<std::uint64_t>(a.occasion), static_cast<std::uint64_t>(a.tag),
          static_cast<std::uint64_t>(a.asked), static_cast<std::uint64_t>(a.start), static_cast<std::uint64_t>(a.end),
          static_cast<std::uint64_t>(a.worked), static_cast<std::uint64_t>(a.waited_working),
          static_cast<std::uint64_t>(a.seat), static_cast<std::uint64_t>(a.occupant), static_cast<std::uint64_t>(a.pool),
          static_cast<std::uint64_t>(std::bit_cast<std::uint32_t>(a.quality))}) {
      m.chain = probe::mix(m.chain, x);
    }
    fade(m, now);
    m.state += a.outcome == Outcome::served ? 0.1 * static_cast<double>(a.quality) : -0.15;
    post(d, m, now);
    if (a.topic == 6 && a.outcome == Outcome::served) {
      if (a.occasion % 4 == 1) {
        d.release({.pool = probe::slots, .slot = a.start, .author_key = m.key, .topic = 6, .occasion = a.occasion});
      } else if (m.visit == kNever && a.start > now) {
        m.visit = at(a.start);
        ++m.visits;
      }
    }
    if (a.topic == 7 && a.outcome == Outcome::served) {
      if (m.has_place) {
        d.release({.pool = probe::places, .author_key = m.key, .topic = 7, .occasion = a.occasion});
      } else {
        m.has_place = true;
      }
    }
    const double u = Draws(luck_, {m.key, 20 + a.topic, a.occasion, 0}).share();
    if (!m.gone && a.topic < 6 && u < 0.25) {
      if (u < 0.1) return call_in(e, m, d, 8, m.follow_ups++, 6 * kMinute);
      Request q = request(e, m, 9, m.follow_ups++, u < 0.17 ? probe::busy : probe::books, 90 * kMinute);
      if (q.mode == Mode::open && q.occasion % 2 == 0) q.at = at(now + draw(m, 15, q.occasion, 2.0 * kDay));
      ask(q, d);
    }
    if (!m.gone && u > 0.97) {  // leaves at the answer
      d.withdraw_open();
      note(m, 3, 0, 0);
    }
    return next_of(m);
  }

  Tick on_told(EntityId e, const Notice& notice, Tick now, Desk& d) {
    Member& m = members_[e];
    note(m, 4, static_cast<std::uint64_t>(now), notice.tag);
    m.chain = probe::mix(m.chain, static_cast<std::uint64_t>(notice.change.left) << 32 |
                                      static_cast<std::uint32_t>(notice.change.joined));
    if (!notice.change.in_plan) m.book = (m.book + 1) % 4;
    if (!m.gone && notice.change.joined >= 0) {
      Request q = request(e, m, 10, static_cast<std::uint32_t>((now - setup_.begin) / kDay), probe::books, 20 * kMinute);
      ask(q, d);
    }
    return next_of(m);
  }

  void on_midnight(Clerk& clerk) {
    if (clerk.midnight() == setup_.begin) {
      members_.resize(setup_.members);
      for (std::uint32_t i = 0; i < setup_.members; ++i) {
        const std::uint32_t slot = (i * setup_.slot_step) % setup_.members;
        members_[slot] = newcomer(listed_key(1, i), setup_.begin, slot);
        members_[slot].book = static_cast<std::int32_t>(i % 7);
      }
    } else {
      std::vector<std::pair<Tick, std::uint64_t>> brought;
      for (Ledger& ledger : blocks_) {
        brought.insert(brought.end(), ledger.brought.begin(), ledger.brought.end());
        ledger.brought.clear();
      }
      std::sort(brought.begin(), brought.end());
      for (const auto& b : brought) {
        members_.push_back(newcomer(b.second, clerk.midnight(), size()));
        members_.back().book = static_cast<std::int32_t>(b.second % 5);
      }
      clerk.add(static_cast<std::uint32_t>(brought.size()));
    }
    blocks_.resize(members_.size());  // more than there are blocks
    for (const StaffChange& change : clerk.staff_changes()) {
      chain_ = probe::mix(chain_, static_cast<std::uint64_t>(change.seat) << 20 | change.pool);
      chain_ = probe::mix(chain_, static_cast<std::uint64_t>(change.left) << 32 ^
                                      static_cast<std::uint64_t>(change.joined));
      if (change.pool != probe::books || clerk.midnight() == setup_.begin || !setup_.open_pools) continue;
      for (EntityId e = 0; e < size(); ++e) {
        if (members_[e].book == change.seat) {
          clerk.tell(e, {.topic = 1, .tag = static_cast<std::uint32_t>((clerk.midnight() - setup_.begin) / kDay), .change = change});
        }
      }
    }
    for (std::size_t p = 0; p < 7; ++p) {
      const PoolGlance& g = clerk.pool(p);
      chain_ = probe::mix(chain_, static_cast<std::uint64_t>(g.waiting * 1000 + g.serving));
      chain_ = probe::mix(chain_, static_cast<std::uint64_t>(g.worked_ticks));
    }
  }

  /// Everything that happened to everybody, in one number.
  [[nodiscard]] std::uint64_t hash() const {
    std::uint64_t sum = chain_;
    for (const Member& m : members_) {
      sum += probe::mix(m.chain, m.key) + std::bit_cast<std::uint64_t>(m.state);
    }
    StateSum states;
    std::uint64_t calls = 0;
    double floating = 0.0;
    for (const Ledger& ledger : blocks_) {
      states += ledger.states;
      calls += ledger.calls;
      floating += ledger.floating;
    }
    sum = probe::mix(sum, static_cast<std::uint64_t>(states.units()));
    sum = probe::mix(sum, calls);
    if (setup_.planted == Planted::float_sum) sum = probe::mix(sum, std::bit_cast<std::uint64_t>(floating));
    return sum;
  }

  [[nodiscard]] std::uint64_t calls() const {
    std::uint64_t calls = 0;
    for (const Ledger& ledger : blocks_) calls += ledger.calls;
    return calls;
  }

 private:
  struct Member {
    std::uint64_t key = 0, chain = 0;
    double state = 1.0;
    Tick state_time = 0;
    Tick departure = kNever, ticket = kNever, programme = kNever, appointment = kNever, visit = kNever, edge = kNever;
    Tick last = 0;
    std::uint32_t spells = 0, tickets = 0, programmes = 0, appointments = 0, visits = 0, follow_ups = 0, slot = 0;
    std::int32_t book = 0;
    bool gone = false, has_place = false;
  };

  struct Ledger {
    StateSum states;
    double floating = 0.0;
    std::uint64_t calls = 0;
    std::vector<std::pair<Tick, std::uint64_t>> brought;
  };

  [[nodiscard]] Tick at(Tick t) const { return ceil_to_tick(t, setup_.tick); }

  [[nodiscard]] Tick draw(const Member& m, std::uint32_t stream, std::uint32_t n, double mean) const {
    return duration_of(Draws(luck_, {m.key, stream, n, 0}).unit_exponential() * mean);
  }

  [[nodiscard]] Member newcomer(std::uint64_t key, Tick now, std::uint32_t slot) const {
    Member m;
    m.key = key;
    m.slot = slot;
    m.state_time = m.last = now;
    m.programme = now + static_cast<Tick>(Draws(luck_, {key, 9, 0, 0}).bits(Quarter::first) % 72) * kHour;
    m.ticket = at(now + draw(m, 10, 0, 1.2 * kDay));
    m.appointment = at(now + draw(m, 12, 0, 6 * kDay));
    m.departure = at(now + draw(m, 13, 0, 12 * kDay));
    if (setup_.planted == Planted::decay_at_edge) m.edge = now + setup_.edge;
    return m;
  }

  [[nodiscard]] static Tick next_of(const Member& m) {
    Tick next = std::min(m.departure, m.edge);
    if (!m.gone) next = std::min({next, m.ticket, m.programme, m.appointment, m.visit});
    return next;
  }

  void note(Member& m, std::uint64_t what, std::uint64_t a, std::uint64_t b) {
    m.chain = probe::mix(probe::mix(probe::mix(m.chain, what), a), b);
  }

  /// state' = -state / 5 d, kept at events of the law only.
  static void fade(Member& m, Tick now) {
    m.state *= exp(-static_cast<double>(now - m.state_time) / (5.0 * kDay));
    m.state_time = now;
  }

  void post(Desk& d, const Member& m, Tick now) {
    Ledger& ledger = blocks_[d.block()];
    const double value = m.state * exp(-static_cast<double>(now - m.state_time) / (5.0 * kDay));
    ledger.states.post(value);
    ledger.floating += value;
    ++ledger.calls;
  }

  [[nodiscard]] Request request(EntityId e, const Member& m, std::uint32_t topic, std::uint32_t n, probe::Pool pool,
                                Tick mean) const {
    const Draws draws(luck_, {m.key, 100 + topic, n, 0});
    Request q{.author_key = m.key, .topic = topic, .occasion = n, .tie = draws.bits(Quarter::third), .tag = topic * 10};
    if (setup_.planted == Planted::tie_by_slot) q.tie = e;
    q.pool = pool;
    q.account = static_cast<std::uint16_t>(topic % 3);
    q.priority = 1;
    q.mode = setup_.open_pools && (pool == probe::desk || pool == probe::books || pool == probe::busy) ? Mode::open
                                                                                                      : Mode::live;
    if (pool == probe::books) q.book = m.book;
    q.work = duration_of(draws.unit_exponential() * static_cast<double>(mean));
    return q;
  }

  void ask(const Request& q, Desk& d) { d.ask(q); }

  Tick call_in(EntityId e, Member& m, Desk& d, std::uint32_t topic, std::uint32_t n, Tick mean) {
    Request q = request(e, m, topic, n, probe::call, mean);
    q.patience = n % 5 == 0 ? 0 : draw(m, 30 + topic, n, 4.0 * kMinute);
    q.priority = static_cast<std::uint8_t>(n % 2);
    d.ask(q);
    return kNever;
  }

  ProbeSetup setup_;
  StreamKey luck_;
  std::vector<Member> members_;
  std::vector<Ledger> blocks_;
  std::uint64_t chain_ = 0;
};

}  // namespace tenure::test
