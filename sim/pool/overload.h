// What lasting overload does to those who sit in a pool's seats.
//
//   load u    each occupant's own utilisation with an exponential memory, brought forward at the midnight after a day with
//             time on duty:  u <- u k + (1 - k) worked / on duty,  k = 2^(-1 d / memory);  other days leave it alone.
//             Worked: the sittings that ended since the last such midnight; on duty: time on shift, less shrinkage.
//             Whoever takes a seat starts at u = `from`: neither rested nor worn
//   quality   what she begins on a day is done at quality x max(0, 1 - quality max(0, u - from))
//   leaving   her hazard of leaving is multiplied by 1 + leaving max(0, u - from) / (1 - from)
//
// On a day, both read u as it stood at the midnight at which the day began, so an occupant's date of leaving is known a
// midnight ahead of anything that could ask for it. Worked time enters as whole ticks, in the calendar order of the pool.
//
// Leaving at a pace that changes from day to day: `resigns` is the instant at which the budget would run out if she went
// on at the plain hazard; a day at pace p brings it nearer by (p - 1) days. At pace 1 it is the plain law to the tick.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "sim/base/contract.h"
#include "sim/math/math.h"
#include "sim/time/tick.h"

namespace tenure::sim {

/// How overload acts; without effect on quality and leaving nothing is kept of anybody's load.
struct Overload {
  double from = 0.85;       ///< load above which it counts, [0, 1)
  double quality = 0.0;     ///< >= 0
  double leaving = 0.0;     ///< >= 0
  Tick memory = 30 * kDay;  ///< half-life of the load, in days on duty; > 0

  [[nodiscard]] bool acts() const { return quality > 0.0 || leaving > 0.0; }
};

/// The loads of a pool's occupants, by seat.
class Loads {
 public:
  Loads(const Overload& law, double shrinkage) : law_(law), productive_(1.0 - shrinkage) {
    TENURE_ENSURE(law.from >= 0.0 && law.from < 1.0 && law.quality >= 0.0 && law.leaving >= 0.0 && law.memory > 0,
                  "overload begins below full load, harms or does nothing, and fades");
    keep_ = exp2(-static_cast<double>(kDay) / static_cast<double>(law.memory));
  }

  void resize(std::size_t seats) {
    if (law_.acts()) loads_.resize(seats);
  }
  [[nodiscard]] bool used() const { return !loads_.empty(); }
  [[nodiscard]] bool moves_leaving() const { return law_.leaving > 0.0; }

  /// A new occupant, who would leave at `resigns` at the plain hazard (kNever: she stays).
  void join(std::size_t seat, Tick resigns) {
    if (used()) loads_[seat] = {law_.from, 0, resigns};
  }
  /// A sitting of the present occupant has ended.
  void work(std::size_t seat, Tick length) {
    if (used()) loads_[seat].worked += length;
  }

  /// The day before midnight `m` is over; `on_shift`: of its time. Returns when in that day her budget of leaving ran
  /// out; kNever: it did not.
  Tick end_day(std::size_t seat, Tick m, Tick on_shift) {
    Load& load = loads_[seat];
    const Tick resigned = spend_day(load, m - kDay);
    if (on_shift > 0) {
      const double on_duty = productive_ * static_cast<double>(on_shift);
      load.u = load.u * keep_ + (1.0 - keep_) * (static_cast<double>(load.worked) / on_duty);
      load.worked = 0;
    }
    return resigned;
  }

  [[nodiscard]] bool overloaded(std::size_t seat) const { return loads_[seat].u > law_.from; }
  [[nodiscard]] float quality(std::size_t seat) const {
    return static_cast<float>(std::max(0.0, 1.0 - law_.quality * std::max(0.0, loads_[seat].u - law_.from)));
  }

 private:
  struct Load {
    double u = 0.0;
    Tick worked = 0;  ///< since the last midnight that brought u forward
    Tick resigns = kNever;
  };

  Tick spend_day(Load& load, Tick begin) const {
    if (load.resigns == kNever) return kNever;
    const double pace = 1.0 + law_.leaving * std::max(0.0, load.u - law_.from) / (1.0 - law_.from);
    const double spent = pace * static_cast<double>(kDay);
    const auto left = static_cast<double>(load.resigns - begin);
    if (left > spent) {
      load.resigns -= static_cast<Tick>(std::llround(spent - static_cast<double>(kDay)));
      return kNever;
    }
    load.resigns = kNever;
    return begin + std::min(kDay, std::max<Tick>(1, time_until_spent(left / pace)));
  }

  Overload law_;
  double productive_, keep_ = 0.0;
  std::vector<Load> loads_;  // [seat]; empty when overload does not act
};

}  // namespace tenure::sim
