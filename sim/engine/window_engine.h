// The window engine: entities run freely between midnights and meetings; the same results as the reference engine.
//
// A day is cut into windows no longer than the reading lag. In each window
//
//   a  blocks, in parallel: an entity without request under way runs alone to the next midnight or her next live
//      request; having made an open request at r, to the end of the window that holds r. One with a request under way
//      runs to the end of this window. What they create for pools goes to the bins of its window;
//   b  live pools, one calendar: an answered entity runs on as in a;
//   c  open pools, in parallel, each its own calendar; answers become letters a reading lag after their end.
//
// Why this is exact: an answer to an open request made at r is read after r + lag, which is not before the end of the
// window that holds r; so nobody runs past a letter that is still to be written, and a pool has all its posts of a window
// when the window runs. Midnights, on which anything may touch anybody, end every window.
//
// An entity with a request under way is looked at only in windows in which something of hers falls due: `due` holds her
// own events, `mail` her letters. An entry of `due` is void when her next own event has moved since.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

#include "sim/engine/core.h"
#include "sim/engine/event_heap.h"
#include "sim/engine/open_calendar.h"
#include "sim/run/executor.h"

namespace tenure::sim {

template <class M>
class WindowEngine : public EngineCore<M, WindowEngine<M>> {
  using Core = EngineCore<M, WindowEngine<M>>;
  using Block = typename Core::Block;

 public:
  WindowEngine(M& model, const std::vector<PoolSpec>& pools, const EngineOptions& options)
      : Core(model, pools, options), open_index_(pools.size(), kNotOpen) {
    for (std::size_t p = 0; p < pools.size(); ++p) {
      if (!this->staffed_[p] || pools[p].mode == Mode::live) {
        any_live_ = true;
        continue;
      }
      open_index_[p] = static_cast<std::uint32_t>(open_.size());
      open_.emplace_back(*this->staffed_[p], options.reading_lag);
    }
    incoming_.resize(open_.size());
    window_ = options.window != 0 ? options.window : open_.empty() ? kDay : options.reading_lag;
    TENURE_ENSURE(options.block_size <= 1U << 26, "a block's size");
    TENURE_ENSURE(window_ > 0 && (open_.empty() || options.unsafe_windows || window_ <= options.reading_lag),
                  "windows are not longer than the reading lag");
    window_ = std::min(window_, kDay);
    windows_ = static_cast<std::size_t>((kDay + window_ - 1) / window_);
    pool_order_ = shuffled(open_.size(), options.shuffle_pools);
  }

  RunReport run() {
    for (Tick m = this->options_.begin; m < this->options_.end; m += kDay) {
      day_ = m;
      day_end_ = std::min(m + kDay, this->options_.end);
      from_ = to_ = m;
      this->run_midnight(m, [&](const Block& block, EntityId) { take_posts(block); });
      if (this->options_.shuffle_entities != 0) {
        block_order_ = shuffled(this->blocks_.size(), this->options_.shuffle_entities);
      }
      for (std::size_t w = 0; w < windows_ && from_ < day_end_; ++w) run_window(w);
    }
    RunReport report = this->finish();
    for (const Lane& lane : lanes_) report.bytes += lane.bytes();
    return report;
  }

  // what live pools say, and all pools at a midnight
  void completion(Tick t, Record* r) { push_live(order_of(t, EventClass::completion, *r), EventKind::completion, r); }
  void deadline(Tick t, Record* r) { push_live(order_of(t, EventClass::deadline, *r), EventKind::deadline, r); }
  void wake(Tick t, const StaffedPool& pool) {
    if (pool.mode() == Mode::open) return;
    live_.push({.order = {t, rank_of(EventClass::shift_change), pool.index(), 0},
                .subject = pool.index(),
                .kind = EventKind::wake});
  }
  void answered(Record* r, Tick) {
    const EntityId e = r->entity;
    if (!this->answer_live(r, cause_, [&](const Block& block) { take_posts(block); })) {
      run_on<Mailbox::look>(lanes_[this->block_of(e)], this->blocks_[this->block_of(e)], e, kNever);
    }
  }
  void handed_over(Record* r, Tick t) {
    if (r->mode == Mode::open) {
      take_over(r);
    } else {
      push_live(order_of(t, EventClass::request, *r), EventKind::request, r);
    }
  }
  void dropped(Record* r) { this->blocks_[this->block_of(r->entity)].slab.give_back(r); }
  [[nodiscard]] Tick lag() const { return this->options_.reading_lag; }

 private:
  friend Core;

  static constexpr std::uint32_t kNotOpen = ~0U;
  static constexpr std::size_t kAhead = 16;  // entities are loaded that many visits before their turn

  /// An own event of the day: its time since midnight, and the entity's place in its block.
  class Due {
   public:
    Due(Tick since_midnight, EntityId place) : packed_(static_cast<std::uint64_t>(since_midnight) << 26 | place) {}
    [[nodiscard]] Tick since_midnight() const { return static_cast<Tick>(packed_ >> 26); }
    [[nodiscard]] EntityId place() const { return static_cast<EntityId>(packed_ & ((1U << 26) - 1)); }

   private:
    std::uint64_t packed_;
  };

  /// The bins of a block: what falls due in each window of the day, and what its entities have posted.
  struct Lane {
    std::vector<std::vector<Due>> due;         // [window] own events of entities with requests under way
    std::vector<std::vector<EntityId>> mail;   // [window] readers of letters
    std::vector<Letter> later_mail;            // of later days
    std::vector<std::vector<Input>> open;      // [window]
    std::vector<std::vector<Event>> live;      // [window]
    std::vector<Post> later_posts;             // of later days
    std::vector<Post> delayed;                 // withdrawals whose time had to move
    std::vector<EntityId> woken;               // who has an event of her own today

    [[nodiscard]] std::uint64_t bytes() const {
      std::uint64_t sum = later_mail.capacity() * sizeof(Letter) + later_posts.capacity() * sizeof(Post) +
                          woken.capacity() * sizeof(EntityId);
      for (const auto& v : due) sum += v.capacity() * sizeof(Due) + sizeof v;
      for (const auto& v : mail) sum += v.capacity() * sizeof(EntityId) + sizeof v;
      for (const auto& v : open) sum += v.capacity() * sizeof(Input) + sizeof v;
      for (const auto& v : live) sum += v.capacity() * sizeof(Event) + sizeof v;
      return sum;
    }
  };

  void block_added() {
    Lane& lane = lanes_.emplace_back();
    lane.due.resize(windows_);
    lane.mail.resize(windows_);
    lane.open.resize(windows_);
    lane.live.resize(windows_);
  }
  void entity_added(EntityId) {}

  [[nodiscard]] std::size_t window_of(Tick t) const { return static_cast<std::size_t>((t - day_) / window_); }
  [[nodiscard]] Tick window_end(Tick t) const {
    return std::min(day_end_, day_ + (static_cast<Tick>(window_of(t)) + 1) * window_);
  }

  [[nodiscard]] static std::vector<std::uint32_t> shuffled(std::size_t n, std::uint64_t seed) {
    std::vector<std::uint32_t> order(n);
    std::iota(order.begin(), order.end(), 0U);
    if (seed == 0) return order;
    for (std::size_t i = n; i > 1; --i) {
      const PhiloxWords words = philox({static_cast<std::uint32_t>(i), 0, 0, 0}, seed);
      std::swap(order[i - 1], order[words[0] % i]);
    }
    return order;
  }

  template <class Fn>
  void in_parallel(std::size_t n, const std::vector<std::uint32_t>& order, Fn&& fn) {
    const auto task = [&](std::size_t i) { fn(order.empty() ? i : order[i]); };
    if (this->options_.executor == nullptr || n < 2) {
      for (std::size_t i = 0; i < n; ++i) task(i);
    } else {
      this->options_.executor->for_each(n, task);
    }
  }

  void run_window(std::size_t w) {
    stop_if(this->options_.stop);
    from_ = day_ + static_cast<Tick>(w) * window_;
    to_ = std::min(from_ + window_, day_end_);
    window_index_ = w;
    in_parallel(this->blocks_.size(), block_order_, [&](std::size_t b) { run_block(b, w); });
    if (any_live_) run_live(w);
    if (open_.empty()) return;
    route_delayed();
    deal_out(w);
    in_parallel(open_.size(), pool_order_, [&](std::size_t p) { run_pool(p); });
    scatter();
  }

  // a: blocks

  void run_block(std::size_t b, std::size_t w) {
    Lane& lane = lanes_[b];
    Block& block = this->blocks_[b];
    if (w == 0) open_day(lane, block, b);
    const std::vector<EntityId>& mail = lane.mail[w];
    for (std::size_t i = 0; i < mail.size(); ++i) {
      if (i + kAhead < mail.size()) load_ahead(mail[i + kAhead]);
      if (i + kAhead / 2 < mail.size()) prefetch(this->records_[mail[i + kAhead / 2]]);
      run_on<Mailbox::look>(lane, block, mail[i], this->next_[mail[i]]);
    }
    lane.mail[w].clear();
    const auto first = static_cast<EntityId>(b << this->block_shift_);
    const std::vector<Due>& due = lane.due[w];  // whoever has letters in this window is done with it now
    for (std::size_t i = 0; i < due.size(); ++i) {
      if (i + kAhead < due.size()) load_ahead(first + due[i + kAhead].place());
      const EntityId e = first + due[i].place();
      const Tick time = day_ + due[i].since_midnight();
      if (this->next_[e] == time) run_on<Mailbox::empty>(lane, block, e, time);
    }
    lane.due[w].clear();
  }

  /// Begins to load what a visit of entity `e` will need.
  void load_ahead(EntityId e) const {
    __builtin_prefetch(&this->next_[e], 1);
    __builtin_prefetch(&this->records_[e], 1);
    if constexpr (requires(const M& model) { model.prefetch(e); }) this->model_.prefetch(e);
  }

  void open_day(Lane& lane, Block& block, std::size_t b) {
    bin_later(lane.later_mail, [&](const Letter& letter) {
      if (letter.time >= day_end_) return false;
      lane.mail[window_of(letter.time)].push_back(letter.reader);
      return true;
    });
    bin_later(lane.later_posts, [&](const Post& post) {
      if (post.time >= day_end_) return false;
      bin(lane, post, post.time);
      return true;
    });
    const auto first = static_cast<EntityId>(b << this->block_shift_);
    const EntityId last = std::min(this->size(), first + this->options_.block_size);
    const std::uint64_t shuffle = this->options_.shuffle_entities;
    if (shuffle == 0) {
      std::vector<EntityId>& woken = lane.woken;  // most sleep through the day: who does not is found without a branch each
      woken.resize(last - first + 1);
      std::size_t n = 0;
      for (EntityId e = first; e < last; ++e) {
        woken[n] = e;
        n += this->next_[e] < day_end_ ? 1U : 0U;
      }
      for (std::size_t i = 0; i < n; ++i) {
        if (i + kAhead < n) load_ahead(woken[i + kAhead]);
        open_day(lane, block, woken[i]);
      }
    } else {  // an odd multiplier permutes the block
      for (std::uint64_t i = 0; i < this->options_.block_size; ++i) {
        const std::uint64_t j = (i * (2 * shuffle + 1) + shuffle) & (this->options_.block_size - 1);
        const auto e = static_cast<EntityId>(first + j);
        if (e < last && this->next_[e] < day_end_) open_day(lane, block, e);
      }
    }
  }

  void open_day(Lane& lane, Block& block, EntityId e) {
    if (this->records_[e] == nullptr) {
      run_on<Mailbox::empty>(lane, block, e, kNever);
    } else {
      bin_due(lane, e);
    }
  }

  void bin_due(Lane& lane, EntityId e) {
    const Tick next = this->next_[e];
    lane.due[window_of(next)].push_back({next - day_, e & (this->options_.block_size - 1)});
  }

  template <class T, class Fn>
  static void bin_later(std::vector<T>& later, Fn&& fn) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < later.size(); ++i) {
      const T item = later[i];
      if (!fn(item)) later[kept++] = item;
    }
    later.resize(kept);
  }

  /// Runs an entity as far as she may. `binned` is the time of her entry in `due` (kNever: none). With an empty mailbox
  /// there is no letter for her before the end of the window, and she does not stand still.
  enum class Mailbox { look, empty };
  template <Mailbox mailbox>
  void run_on(Lane& lane, Block& block, EntityId e, Tick binned) {
    Tick limit = this->records_[e] == nullptr ? day_end_ : to_;
    for (;;) {
      bool still = false;
      if (mailbox == Mailbox::empty || this->records_[e] == nullptr) {
        if (this->next_[e] >= limit) break;
        still = this->call_due(block, e, Core::own_cause(this->next_[e]));
      } else {
        const typename Core::Mail mail = this->mail_of(e);
        if (mail.stands_still) return;
        if (mail.time < limit && mail.time <= this->next_[e]) {
          still = this->call_answer(block, mail.letter, Core::own_cause(mail.time));
        } else if (this->next_[e] < limit) {
          still = this->call_due(block, e, Core::own_cause(this->next_[e]));
        } else {
          break;
        }
      }
      for (const Post& post : Core::posts(block)) {
        bin(lane, post, block.desk.now());
        if (post.mode == Mode::open && post.time < limit && this->records_[e] != nullptr) limit = window_end(post.time);
      }
      if (still) return;
      if (this->records_[e] == nullptr) limit = day_end_;
    }
    const Tick next = this->next_[e];
    if (next != binned && next < day_end_ && this->records_[e] != nullptr) bin_due(lane, e);
  }

  void take_posts(const Block& block) {
    Lane& lane = lanes_[block.desk.block()];
    for (const Post& post : Core::posts(block)) bin(lane, post, block.desk.now());
  }

  void bin(Lane& lane, const Post& post, Tick made) {
    TENURE_ENSURE(post.pool < open_index_.size(), "requests go to a pool");
    TENURE_ENSURE(post.time >= from_, "nobody asks in a window that has passed");
    if (post.time != made && post.mode == Mode::open && class_of(post.rank) == EventClass::withdrawal) {
      lane.delayed.push_back(post);
    } else if (post.time >= day_end_) {
      lane.later_posts.push_back(post);
    } else if (post.mode == Mode::open) {
      TENURE_ENSURE(open_index_[post.pool] != kNotOpen, "open requests go to an open pool");
      lane.open[window_of(post.time)].push_back(
          {post.time, post.rank, post.record, post.generation, static_cast<std::uint16_t>(open_index_[post.pool])});
    } else {
      TENURE_ENSURE(open_index_[post.pool] == kNotOpen, "live requests go to a live pool");
      const Record& r = *post.record;
      const Event event{{post.time, post.rank, r.key, minor_of(r.occasion, r.topic)},
                        post.record,
                        post.generation,
                        post.pool,
                        kind_of(class_of(post.rank), r)};
      if (in_live_ && post.time < to_) {
        live_.push(event);
      } else {
        lane.live[window_of(post.time)].push_back(event);
      }
    }
  }

  // b: live pools

  void push_live(const Order& order, EventKind kind, Record* r) { live_.push({order, r, r->generation, r->pool, kind}); }

  void run_live(std::size_t w) {
    for (Lane& lane : lanes_) {
      live_posts_.insert(live_posts_.end(), lane.live[w].begin(), lane.live[w].end());
      lane.live[w].clear();
    }
    std::sort(live_posts_.begin(), live_posts_.end(),
              [](const Event& a, const Event& b) { return a.order < b.order; });
    in_live_ = true;
    std::size_t at = 0;
    for (;;) {
      const bool have_post = at < live_posts_.size();
      const bool have_own = !live_.empty() && live_.top().order.time < to_;
      if (!have_post && !have_own) break;
      const bool post = have_post && (!have_own || live_posts_[at].order < live_.top().order);
      handle_live(post ? live_posts_[at++] : live_.pop());
    }
    in_live_ = false;
    live_posts_.clear();
  }

  void handle_live(const Event& event) {
    const Tick t = event.order.time;
    Record* r = event.record;
    StaffedPool* pool = this->staffed_[event.subject].get();
    cause_ = event.order;
    switch (event.kind) {
      case EventKind::completion:
        pool->complete(r, t, *this);
        break;
      case EventKind::deadline:
        pool->deadline(r, event.generation, t, *this);
        break;
      case EventKind::request:
        if (pool != nullptr) {
          pool->enter(r, t, *this);
        } else {
          this->instant_[event.subject]->answer(r, t);
          answered(r, t);
        }
        break;
      case EventKind::release:
        this->instant_[event.subject]->take_back(r, t);
        dropped(r);
        break;
      case EventKind::wake:
        if (pool->wake_at() == t) pool->wake(t, *this);
        break;
      default:
        TENURE_ENSURE(false, "no such event in the calendar of live pools");
    }
  }

  // c: open pools

  /// Hands the window's posts of all blocks to their pools.
  void deal_out(std::size_t w) {
    for (Lane& lane : lanes_) {
      for (const Input& post : lane.open[w]) open_[post.pool].inputs.push_back(post);
      lane.open[w].clear();
    }
  }

  void run_pool(std::size_t p) {
    OpenCalendar& calendar = open_[p];
    bin_later(incoming_[p], [&](const Input& input) {
      if (input.time >= to_) return false;
      calendar.inputs.push_back(input);
      return true;
    });
    calendar.run(from_, to_);
  }

  /// A withdrawal whose time had to move may find its request in another pool, if it was handed over in an earlier window.
  void route_delayed() {
    for (Lane& lane : lanes_) {
      bin_later(lane.delayed, [&](const Post& post) {
        if (post.time >= to_) return false;
        const Record& r = *post.record;
        if (r.generation == post.generation) {
          incoming_[open_index_[r.pool]].push_back({post.time, post.rank, post.record, post.generation, 0});
        }
        return true;
      });
    }
  }

  /// Enters a record that one open pool hands over into the other's future.
  void take_over(Record* r) {
    incoming_[open_index_[r->pool]].push_back({r->entered, rank_of(EventClass::request, *r), r, r->generation, 0});
  }

  /// Brings what open pools have produced to where it belongs.
  void scatter() {
    for (OpenCalendar& calendar : open_) {
      for (const Letter& letter : calendar.letters) {
        Lane& lane = lanes_[this->block_of(letter.reader)];
        if (letter.time >= day_end_) {
          lane.later_mail.push_back(letter);
        } else {  // (a window beyond the lag, if one is planted, would have passed its letters by)
          lane.mail[std::max(window_of(letter.time), std::min(window_index_ + 1, windows_ - 1))].push_back(letter.reader);
        }
      }
      calendar.letters.clear();
      for (Record* r : calendar.dropped_records) dropped(r);
      calendar.dropped_records.clear();
      for (Record* r : calendar.handed_over_records) take_over(r);
      calendar.handed_over_records.clear();
    }
  }

  std::vector<Lane> lanes_;                   // [block]
  std::vector<std::uint32_t> open_index_;     // [pool] position in open_
  std::vector<OpenCalendar> open_;            // [open pool]
  std::vector<std::vector<Input>> incoming_;  // [open pool] handed over by others
  EventHeap live_;
  std::vector<Event> live_posts_;
  Order cause_;  // event of a live pool being handled
  bool any_live_ = false, in_live_ = false;
  std::vector<std::uint32_t> block_order_, pool_order_;
  Tick window_ = kDay;
  std::size_t windows_ = 1, window_index_ = 0;
  Tick day_ = 0, day_end_ = 0, from_ = 0, to_ = 0;
};

}  // namespace tenure::sim
