#include "sim/pool/staff.h"

#include <algorithm>
#include <cmath>

#include "sim/base/contract.h"
#include "sim/math/math.h"

namespace tenure::sim {

namespace {

/// Well before the run: the first occupants know their work.
constexpr Tick kLongAgo = -kNever / 4;

}  // namespace

Staff::Staff(const PoolSpec& spec, StreamKey luck, Tick begin, PoolStats& stats)
    : stats_(&stats),
      luck_(luck),
      begin_(begin),
      quality_(spec.quality),
      speed_(spec.speed),
      ramp_(spec.ramp),
      loads_(spec.overload, spec.shrinkage),
      leave_rate_(spec.leave_rate),
      notice_(spec.notice),
      hire_delay_(spec.hire_delay),
      losses_(spec.losses),
      quality_stream_(stream_of(Purpose::occupant_quality, spec.name)),
      speed_stream_(stream_of(Purpose::occupant_speed, spec.name)),
      leave_stream_(stream_of(Purpose::leave, spec.name)),
      tie_stream_(stream_of(Purpose::tie, spec.name)),
      next_change_(begin) {
  TENURE_ENSURE(spec.leave_rate >= 0.0 && spec.notice >= 0 && spec.hire_delay >= 0, "staff times are not negative");
  TENURE_ENSURE(spec.quality.mean > 0.0 && spec.quality.sd >= 0.0 && spec.speed.mean > 0.0 && spec.speed.sd >= 0.0,
                "quality and speed are positive");
  TENURE_ENSURE(spec.ramp.time >= 0 && spec.ramp.start_speed > 0.0 && spec.ramp.start_quality > 0.0,
                "a ramp starts above zero");
  std::sort(losses_.begin(), losses_.end(), [](const DatedLoss& a, const DatedLoss& b) { return a.at < b.at; });
  const auto hours = spec.hours ? spec.hours : std::make_shared<const WorkingCalendar>();
  for (const SeatGroup& from : spec.groups) {
    Group group;
    group.shift = from.shift ? from.shift : hours;
    group.plan = from.plan;
    group.first_seat = count();
    for (std::size_t i = 0; i < group.plan.size(); ++i) {
      TENURE_ENSURE(group.plan[i].seats >= 0 && (i == 0 || group.plan[i - 1].from <= group.plan[i].from),
                    "a headcount plan ascends and is not negative");
      group.seats = std::max(group.seats, group.plan[i].seats);
    }
    for (std::int32_t s = 0; s < group.seats; ++s) {
      Seat seat;
      seat.group = static_cast<std::uint16_t>(groups_.size());
      seats_.push_back(seat);
    }
    groups_.push_back(std::move(group));
  }
  loads_.resize(seats_.size());
}

std::int32_t Staff::planned() const {
  std::int32_t sum = 0;
  for (const Group& g : groups_) sum += g.planned;
  return sum;
}

double Staff::ramped(double start, Tick age) const {
  const double x = static_cast<double>(age) / static_cast<double>(ramp_.time);
  const double risen = ramp_.shape == RampShape::linear ? std::min(1.0, x) : (x > 1000.0 ? 1.0 : 1.0 - exp2(-x));
  return start + (1.0 - start) * risen;
}

double Staff::draw(const Spread& spread, std::uint32_t stream, std::int32_t seat, std::int32_t occupant) const {
  if (spread.sd == 0.0) return spread.mean;
  const std::uint64_t who = occupant_key(0, static_cast<std::uint64_t>(seat), static_cast<std::uint64_t>(occupant));
  const double z = Draws(luck_, {who, stream, 0, 0}).standard_normal();
  if (spread.law == SpreadLaw::clipped_normal) {
    return std::clamp(spread.mean + spread.sd * z, spread.mean / 10.0, 2.0 * spread.mean);
  }
  const double ratio = spread.sd / spread.mean;
  const double s2 = log1p(ratio * ratio);
  return spread.mean * exp(std::sqrt(s2) * z - 0.5 * s2);
}

void Staff::fill(std::int32_t s, Tick m) {
  Seat& seat = seats_[index(s)];
  const std::int32_t occupant = seat.next_occupant++;
  const std::uint64_t who = occupant_key(0, static_cast<std::uint64_t>(s), static_cast<std::uint64_t>(occupant));
  seat.occupant = occupant;
  seat.joined = m;
  seat.ramp_from = m == begin_ || seat.moved_in ? kLongAgo : m;
  seat.refill = kNever;
  seat.speed = draw(speed_, speed_stream_, s, occupant);
  seat.quality = static_cast<float>(draw(quality_, quality_stream_, s, occupant));
  seat.loss_tie = Draws(luck_, {who, tie_stream_, 0, 0}).bits(Half::first);
  seat.strain = 1.0F;
  seat.leaves = kNever;
  Tick resigns = kNever;
  if (leave_rate_ > 0.0) {
    const double budget = Draws(luck_, {who, leave_stream_, 0, 0}).unit_exponential();
    const Tick stays = time_until_spent(budget / leave_rate_ * static_cast<double>(kDay));
    resigns = add_time(m, std::max<Tick>(stays, 1));
    if (!loads_.moves_leaving()) seat.leaves = ceil_to_tick(add_time(resigns, notice_), kDay);
  }
  loads_.join(index(s), loads_.moves_leaving() ? resigns : kNever);
  ++occupied_;
  if (m > begin_ && !seat.moved_in) ++stats_->month(m).hires;
  seat.moved_in = false;
}

void Staff::bring_loads_forward(Tick m) {
  for (const Group& g : groups_) {
    Tick on_shift = -1;
    for (std::int32_t s = g.first_seat; s < g.first_seat + g.seats; ++s) {
      Seat& seat = seats_[index(s)];
      if (seat.occupant < 0) continue;
      PoolMonth& month = stats_->month(m - 1);  // somebody was there: not before the run
      if (on_shift < 0) on_shift = g.shift->working_between(m - kDay, m);
      if (const Tick resigned = loads_.end_day(index(s), m, on_shift); resigned != kNever) {
        seat.leaves = ceil_to_tick(add_time(resigned, notice_), kDay);
        next_change_ = std::min(next_change_, seat.leaves);
      }
      seat.strain = loads_.quality(index(s));
      ++month.watched;
      if (loads_.overloaded(index(s))) ++month.overloaded;
    }
  }
}

std::vector<std::int32_t> Staff::lost(std::int32_t number) const {
  std::vector<std::int32_t> present;
  for (std::int32_t s = 0; s < count(); ++s) {
    if (seats_[index(s)].occupant >= 0) present.push_back(s);
  }
  std::sort(present.begin(), present.end(), [this](std::int32_t a, std::int32_t b) {
    const std::uint64_t x = seats_[index(a)].loss_tie;
    const std::uint64_t y = seats_[index(b)].loss_tie;
    return x != y ? x < y : a < b;
  });
  if (static_cast<std::size_t>(number) < present.size()) present.resize(static_cast<std::size_t>(number));
  return present;
}

void Staff::post_time_sheet(const Seat& seat, Tick until) {
  const WorkingCalendar& shift = shift_of(seat);
  split_by_month(seat.joined, until, [&](Tick from, Tick to) {
    PoolMonth& month = stats_->month(from);
    month.headcount_ticks += to - from;
    month.on_shift_ticks += shift.working_between(from, to);
  });
}

void Staff::finish(Tick end) {
  for (const Seat& seat : seats_) {
    if (seat.occupant >= 0) post_time_sheet(seat, end);
  }
}

void Staff::find_next_change() {
  next_change_ = next_loss_ < losses_.size() ? losses_[next_loss_].at : kNever;
  for (const Group& g : groups_) {
    if (g.next_step < g.plan.size()) next_change_ = std::min(next_change_, g.plan[g.next_step].from);
  }
  for (const Seat& seat : seats_) {
    if (seat.occupant >= 0) next_change_ = std::min(next_change_, seat.leaves);
    if (seat.state == SeatState::vacant) next_change_ = std::min(next_change_, seat.refill);
  }
}

}  // namespace tenure::sim
