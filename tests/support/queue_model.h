// Textbook queues on the ordinary pools: Poisson arrivals, a service law, a patience law.
//
// Open requests come from a few sources, each with Poisson events (together Poisson again). For live requests every
// customer is an entity of her own, born at the midnight before she calls.
//
// Measured from month 1 on; month 0 (730 mean services of an hour) lets the start fade.
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "sim/engine/engine.h"
#include "sim/math/math.h"
#include "sim/random/address.h"

namespace tenure::test {

using namespace tenure::sim;

enum class ServiceLaw { deterministic, erlang4, exponential, hyperexponential };  // c^2 = 0, 1/4, 1, 2

struct QueueCase {
  double load = 1.0;  ///< arrival rate times mean service
  std::int32_t servers = 1;
  ServiceLaw law = ServiceLaw::exponential;
  double patience = -1.0;  ///< mean, in mean services; negative: unlimited; 0: none
  double urgent = 0.0;     ///< share of arrivals with priority 0 (account 0); the others have 1
  Mode mode = Mode::open;
  Tick mean_service = kHour;
  Tick target_wait = kNever;
  double slower = 1.0;  ///< planted: services take so many times their nominal length
  std::int32_t months = 12;
};

class QueueModel {
 public:
  QueueModel(const QueueCase& c, std::uint64_t replication) : case_(c), luck_(cell_key(20260801, replication, 0)) {
    const double rate = c.load / static_cast<double>(c.mean_service);
    gap_ = (c.mode == Mode::open ? kSources : 1.0) / rate;
  }

  /// What chance has dealt, whatever the pool makes of it: arrivals over expected arrivals, and mean nominal service over
  /// its mean, each less 1. Means are 0: controls for what is measured.
  [[nodiscard]] double surplus_arrivals() const {
    return arrivals_made_ * static_cast<double>(case_.mean_service) /
               (case_.load * static_cast<double>(case_.months * kMonth)) -
           1.0;
  }
  [[nodiscard]] double surplus_work() const { return nominal_work_ / arrivals_made_ - 1.0; }

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(customers_.size()); }
  [[nodiscard]] std::uint64_t key(EntityId e) const {
    return case_.mode == Mode::open ? listed_key(0, e) : listed_key(1, e);
  }
  Tick first_due(EntityId e) {
    if (case_.mode == Mode::live) return customers_[e].next;
    return customers_[e].next = duration_of(gap(e));
  }
  Tick on_due(EntityId e, Tick due, Tick, Desk& d) {
    Customer& c = customers_[e];
    const std::uint32_t n = c.asked++;
    const std::uint64_t k = key(e);
    const Draws draws(luck_, {k, 1, n % kOccasions, n / kOccasions});
    Request q{.author_key = k, .topic = 1, .occasion = n, .tie = draws.bits(Quarter::fourth)};
    q.mode = case_.mode;
    if (q.mode == Mode::open) q.reply = Reply::none;  // sources do not read answers
    const double nominal = service(k, n);
    q.work = duration_of(nominal * static_cast<double>(case_.mean_service) * case_.slower);
    ++arrivals_made_;
    nominal_work_ += nominal;
    if (case_.patience >= 0.0) {
      q.patience = case_.patience == 0.0
                       ? 0
                       : duration_of(draws.unit_exponential() * case_.patience * static_cast<double>(case_.mean_service));
    }
    const bool urgent = draws.share(Quarter::third) < case_.urgent;
    q.priority = urgent ? 0 : 1;
    q.account = urgent || case_.urgent == 0.0 ? 0 : 1;
    d.ask(q);
    return c.next = case_.mode == Mode::live ? kNever : due + duration_of(gap(e));
  }
  Tick on_answer(EntityId e, const Answer&, Tick, Desk&) { return customers_[e].next; }
  Tick on_told(EntityId e, const Notice&, Tick, Desk&) { return customers_[e].next; }
  void on_midnight(Clerk& clerk) {
    const std::uint32_t before = size();
    if (case_.mode == Mode::open) {
      if (clerk.midnight() == 0) customers_.resize(static_cast<std::size_t>(kSources));
    } else {  // the coming day's arrivals; the last gap goes over the midnight
      for (;;) {
        if (arrival_ == kNever) {
          const std::uint32_t n = arrivals_++;
          last_ += duration_of(Draws(luck_, {1, 3, n % kOccasions, n / kOccasions}).unit_exponential() * gap_);
          arrival_ = last_;
        }
        if (arrival_ >= clerk.midnight() + kDay) break;
        customers_.push_back({.next = arrival_});
        arrival_ = kNever;
      }
    }
    if (clerk.midnight() > 0) clerk.add(size() - before);
  }

 private:
  static constexpr double kSources = 64.0;
  struct Customer {
    Tick next = kNever;
    std::uint32_t asked = 0;
  };

  [[nodiscard]] double gap(EntityId e) const {
    const std::uint32_t n = customers_[e].asked;
    return Draws(luck_, {key(e), 2, n % kOccasions, n / kOccasions}).unit_exponential() * gap_;
  }

  /// Nominal service with mean 1.
  [[nodiscard]] double service(std::uint64_t k, std::uint32_t n) const {
    const Draws draws(luck_, {k, 4, n % kOccasions, n / kOccasions});
    switch (case_.law) {
      case ServiceLaw::deterministic:
        return 1.0;
      case ServiceLaw::exponential:
        return draws.unit_exponential(Half::second);
      case ServiceLaw::erlang4: {
        const Draws more(luck_, {k, 5, n % kOccasions, n / kOccasions});
        return 0.25 * (draws.unit_exponential(Half::first) + draws.unit_exponential(Half::second) +
                       more.unit_exponential(Half::first) + more.unit_exponential(Half::second));
      }
      case ServiceLaw::hyperexponential: {  // balanced means, c^2 = 2
        const double p = 0.5 * (1.0 + std::sqrt(1.0 / 3.0));
        const double u = draws.share(Half::first);
        return draws.unit_exponential(Half::second) * 0.5 / (u < p ? p : 1.0 - p);
      }
    }
    return 1.0;
  }

  QueueCase case_;
  StreamKey luck_;
  double gap_;
  std::vector<Customer> customers_;
  std::uint32_t arrivals_ = 0;
  double arrivals_made_ = 0.0, nominal_work_ = 0.0;
  Tick last_ = 0, arrival_ = kNever;
};

[[nodiscard]] inline PoolSpec queue_pool(const QueueCase& c) {
  PoolSpec pool{.name = "queue", .mode = c.mode, .accounts = 2, .target_wait = c.target_wait};
  pool.groups = {{nullptr, {{0, c.servers}}}};
  pool.sitting = kNever;
  return pool;
}

/// One replication.
struct QueueResult {
  PoolStats stats;
  double surplus_arrivals, surplus_work;
};
[[nodiscard]] inline QueueResult play_queue(const QueueCase& c, std::uint64_t replication, EngineOptions options = {}) {
  options.end = c.months * kMonth;
  QueueModel model(c, replication);
  PoolStats stats = run(model, {queue_pool(c)}, options).pools.front();
  return {std::move(stats), model.surplus_arrivals(), model.surplus_work()};
}

}  // namespace tenure::test
