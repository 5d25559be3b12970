// Who the customers are: the opening book, newcomers, their attributes and frailty.
//
// Opening book: `customers` of them per segment at time 0, each with a tenure from `opening_age`; she entered her stage when
// she started, so tenure and time in stage are the same.  She is a survivor: her frailty follows Gamma(1/v, rate 1/v + H(age))
// with H what the risks (and decisions) that frailty multiplies have cumulated by her age, and durations are those that have
// lasted at least as long.  Attributes that decide how soon she would have left are a survivor's too: candidates are drawn, by
// number, until one is kept, each with the probability of having stayed until her age.
//
// Newcomers: a Poisson process with a rate that follows the season, growth and dated factors.  The number of a day is one share
// addressed by (segment, day), each instant within the day one share of the newcomer; they are made known at the midnight
// before.  Keys: (segment, ordinal) and (segment, day, number that day).
#include <algorithm>
#include <cmath>

#include "models/simulate/population.h"
#include "sim/base/cancelled.h"
#include "sim/random/laws/counts.h"
#include "sim/time/civil_date.h"

namespace tenure::models {
namespace {

using sim::Purpose;

constexpr std::uint32_t kStartStream = sim::stream_of(Purpose::membership, "@start");
constexpr std::uint32_t kAgeStream = sim::stream_of(Purpose::duration, "@age");
constexpr std::uint32_t kFrailtyStream = sim::stream_of(Purpose::frailty);
constexpr std::uint32_t kSurvivalStream = sim::stream_of(Purpose::membership, "@survival");
constexpr std::uint32_t kCandidates = sim::kOccasions - 1;
constexpr std::uint32_t kArrivalStream = sim::stream_of(Purpose::arrival);
constexpr std::uint32_t kArrivalCountStream = sim::stream_of(Purpose::arrival_count);

bool hangs(const LawPlan& law) { return std::max({law.a.attribute, law.b.attribute, law.c.attribute}) >= 0; }

/// Do customers with some attributes leave this stage sooner than others?
bool selects(const SegmentPlan& segment, const StagePlan& stage) {
  for (const int r : stage.risks)
    if (const RiskPlan& risk = segment.risks[static_cast<std::size_t>(r)]; risk.change == no_index && hangs(risk.time)) return true;
  for (const int d : stage.decisions)
    for (const WayPlan& way : segment.decisions[static_cast<std::size_t>(d)].ways)
      if (way.share.attribute >= 0) return true;
  return false;
}

/// Who begins as a customer and came before 0 is in the opening book.
bool nobody_comes_before(const SegmentPlan& segment) {
  return std::all_of(segment.start.begin(), segment.start.end(), [&](const StartShare& share) {
    return segment.stages[static_cast<std::size_t>(share.stage)].customer;
  });
}

}  // namespace

int Population::start_stage(std::uint64_t key, std::span<const StartShare> shares) const {
  if (shares.size() == 1) return shares[0].stage;
  const double u = sim::Draws(luck_, {key, kStartStream, 0, 0}).share();
  double below = 0.0;
  for (const StartShare& s : shares) {
    below += s.share;
    if (u < below) return s.stage;
  }
  return shares.back().stage;
}

void Population::draw_traits(const Customer& c, int segment, std::uint32_t candidate) {
  const SegmentPlan& s = plan_.segments[static_cast<std::size_t>(segment)];
  Hot& h = c.hot();
  h.segment = static_cast<std::uint8_t>(segment);
  if (c.values().empty()) return;
  for (std::size_t i = 0; i < s.attributes.size(); ++i) {
    const LawPlan& law = s.attributes[i];
    const double share = law.family == Family::constant ? 0.5 : sim::Draws(luck_, {h.key, plan_.attribute_streams[i], candidate, 0}).share();
    c.attributes()[i] = quantile(law, share, c.values());
  }
}

void Population::add_opening_book(const std::atomic<bool>* stop) {
  std::uint64_t total = 0;
  for (std::size_t g = 0; g < plan_.segments.size(); ++g) {
    const SegmentPlan& s = plan_.segments[g];
    const auto count = static_cast<std::int64_t>(std::llround(s.customers.value));
    TENURE_ENSURE(count >= 0, "a segment cannot have fewer than no customers");
    total += static_cast<std::uint64_t>(count);
    for (std::int64_t i = 0; i < count; ++i) {
      if ((i & 0xFFF) == 0) sim::stop_if(stop);
      const EntityId id = records_.size();
      const Customer c = records_.append();
      if (id / block_size_ >= ledgers_.size()) ledgers_.push_back(std::make_unique<Ledger>(plan_));
      c.hot().key = sim::listed_key(s.membership & 0xFFFFFFu, static_cast<std::uint64_t>(i));
      draw_traits(c, static_cast<int>(g));
      if (recorder_ != nullptr) meet(id);
      Case k = open(id);
      start_opening(k);
    }
  }
  if (!books_.used()) return;
  std::vector<EntityId> order(static_cast<std::size_t>(total));
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<EntityId>(i);
  std::sort(order.begin(), order.end(), [&](EntityId a, EntityId b) { return key(a) < key(b); });
  for (const EntityId id : order)
    if (const Hot& h = records_[id].hot(); h.stage == kUnborn || !plan_.segments[h.segment].stages[h.stage].absorbing)
      books_.join(records_[id], id, plan_.begin);
}

/// What somebody who entered this stage at `entered` has been through until time 0.
Population::Past Population::past(const Case& k, const StagePlan& stage) const {
  Past past;
  const double lived = sim::in_units(-k.h.entered, sim::kDay);
  const auto in = static_cast<std::uint16_t>(&stage - k.segment.stages.data());
  for (const int r : stage.risks) {
    const RiskPlan& risk = k.segment.risks[static_cast<std::size_t>(r)];
    if (risk.change != no_index) continue;  // it takes nobody away
    const bool own = hangs(risk.time);
    if (risk.acts_on == ActsOn::speed) {
      if (own) past.lasted *= 1.0 - share_below(risk.time, lived * factor_in(in, risk.by_stage), k.c.values());
      continue;
    }
    past.spend(baseline(k, risk).cumulated(lived) * factor_in(in, risk.by_stage), risk.frailty, own);
  }
  for (const int index : stage.decisions) {
    const DecisionPlan& d = k.segment.decisions[static_cast<std::size_t>(index)];
    if (d.every == 0 || -k.h.entered < d.first) continue;
    double p = 0.0;
    bool own = false;
    for (const WayPlan& w : d.ways) {
      p += k.c(w.share);
      own = own || w.share.attribute >= 0;
    }
    const auto terms = static_cast<double>((-k.h.entered - d.first) / d.every + 1);
    if (p < 1.0)
      past.spend(-sim::log1p(-p) * terms * d.level * factor_in(in, d.by_stage), d.frailty, own);
    else if (own)
      past.lasted = 0.0;
  }
  return past;
}

void Population::Past::spend(double hazard, bool by_frailty, bool own) {
  if (by_frailty) frail += hazard;
  if (!own) return;
  (by_frailty ? frail_own : plain_own) += hazard;
}

/// S(age) of somebody with these attributes over S(age) of somebody whose own risks are nil: at most 1.
double Population::Past::survival(double frailty_variance) const {
  const double v = frailty_variance;
  const double frail_part = v > 0.0 ? sim::exp((sim::log1p(v * (frail - frail_own)) - sim::log1p(v * frail)) / v)
                                    : sim::exp(-frail_own);
  return lasted * sim::exp(-plain_own) * frail_part;
}

void Population::start_opening(Case& k) {
  Hot& h = k.h;
  const auto values = k.c.values();
  const int stage = start_stage(h.key, k.segment.opening);
  double age = 0.0;
  if (k.segment.opening_age.family != Family::constant || k.segment.opening_age.a.value != 0.0)
    age = std::max(0.0, quantile(k.segment.opening_age, sim::Draws(luck_, {h.key, kAgeStream, 0, 0}).share(), values));
  TENURE_ENSURE(age < 1e6, "an opening customer is at most a million days old");
  h.born = -sim::ceil_to_tick(static_cast<Tick>(age * static_cast<double>(sim::kDay)), plan_.tick);

  h.entered = h.born;
  const StagePlan& s = k.segment.stages[static_cast<std::size_t>(stage)];
  if (h.born < 0 && selects(k.segment, s)) {  // attributes of a survivor: candidates are kept as often as they survive
    for (std::uint32_t candidate = 0;; ++candidate) {
      TENURE_ENSURE(candidate < kCandidates, "somebody of an opening book can have lived as long as its opening_age says");
      if (candidate > 0) draw_traits(k.c, h.segment, candidate);
      const double kept = past(k, s).survival(k.segment.frailty_variance);
      if (sim::Draws(luck_, {h.key, kSurvivalStream, candidate, 0}).share() < kept) break;
    }
  }
  if (k.segment.frailty_variance > 0.0)  // a survivor's
    h.frailty = static_cast<float>(k.segment.frailty->unscaled(sim::Draws(luck_, {h.key, kFrailtyStream, 0, 0}).share()) /
                                   (1.0 / k.segment.frailty_variance + past(k, s).frail));
  if (plan_.begin < 0) {
    await_start(k, stage);
    return;
  }
  h.standing = Standing::left;
  ++k.ledger.born;
  ++k.ledger.opening[h.segment];
  if (s.customer) {
    h.standing = Standing::kept;
    ++k.ledger.opening_customers[h.segment];
    k.ledger.post_opening_retained(h.segment);
  }
  enter(k, stage, h.born, 0);
  start_recurring(k, 0, true);
  if (recorder_ != nullptr) note_begin(k, 0);
}

void Population::start_newcomer(Case& k, Tick now) {
  Hot& h = k.h;
  if (k.segment.frailty_variance > 0.0)
    h.frailty = static_cast<float>(k.segment.frailty->unscaled(sim::Draws(luck_, {h.key, kFrailtyStream, 0, 0}).share()) *
                                   k.segment.frailty_variance);
  ++k.ledger.born;
  ++k.ledger.events;
  ++k.ledger.newcomers[k.ledger.cell(h.segment, k.ledger.month_of(now))];
  enter(k, start_stage(h.key, k.segment.start), now, now);
  start_recurring(k, now, false);
  if (recorder_ != nullptr) note_begin(k, now);
}

void Population::add_arrivals(Tick midnight, sim::Clerk& clerk) {
  const sim::Timeline timeline({plan_.start_year, plan_.start_month, plan_.start_day});
  const auto month = static_cast<std::size_t>(timeline.date_of(midnight).month - 1);
  const Tick day = sim::day_index(midnight);
  const EntityId first = records_.size();
  for (std::size_t g = 0; g < plan_.segments.size(); ++g) {
    const SegmentPlan& s = plan_.segments[g];
    const double rate = s.arrivals.value * s.season[month] * sim::exp(s.log_growth * static_cast<double>(day));
    if (rate <= 0.0) continue;
    // dated factors cut the day into pieces
    struct Piece {
      double length, factor;
    };
    std::vector<Piece> pieces;
    double weight = 0.0;
    Tick from = midnight;
    double factor = 1.0;
    for (const Change& c : s.arrival_changes) {
      if (c.from >= midnight + sim::kDay) break;
      if (c.from > from) {
        pieces.push_back({sim::in_units(c.from - from, sim::kDay), factor});
        from = c.from;
      }
      factor = c.factor;
    }
    pieces.push_back({sim::in_units(midnight + sim::kDay - from, sim::kDay), factor});
    for (const Piece& p : pieces) weight += p.length * p.factor;

    if (midnight < 0 && nobody_comes_before(s)) continue;

    const std::uint64_t process = s.membership & 0xFFFFu;
    const std::uint64_t name = static_cast<std::uint64_t>(day) & 0xFFFFFu;  // days before 0 count down from 2^20
    const double share = fate_share(sim::Draws(
        luck_, {sim::entity_key(sim::EntityKind::process, process), kArrivalCountStream, static_cast<std::uint32_t>(name), 0}));
    const std::int64_t count = sim::poisson_count(rate * weight, share);
    for (std::int64_t i = 0; i < count; ++i) {
      const std::uint64_t key = sim::arrival_key(process, name, static_cast<std::uint64_t>(i));
      if (midnight < 0 && s.stages[static_cast<std::size_t>(start_stage(key, s.start))].customer) continue;
      const EntityId id = records_.size();
      const Customer c = records_.append();
      if (id / block_size_ >= ledgers_.size()) ledgers_.push_back(std::make_unique<Ledger>(plan_));
      Hot& h = c.hot();
      h.key = key;
      double left = sim::Draws(luck_, {h.key, kArrivalStream, 0, 0}).share() * weight;
      double at = 0.0;
      for (const Piece& p : pieces) {
        if (left <= p.length * p.factor) {
          at += p.factor > 0.0 ? left / p.factor : 0.0;
          break;
        }
        left -= p.length * p.factor;
        at += p.length;
      }
      const Tick within = std::min(static_cast<Tick>(at * static_cast<double>(sim::kDay)), sim::kDay - 1);
      h.born = sim::ceil_to_tick(midnight + within, plan_.tick);
      draw_traits(c, static_cast<int>(g));
      if (recorder_ != nullptr) meet(id);
    }
  }
  const EntityId last = records_.size();
  if (last == first) return;
  clerk.add(last - first);
  if (!books_.used()) return;
  std::vector<EntityId> order;
  for (EntityId id = first; id < last; ++id) order.push_back(id);
  std::sort(order.begin(), order.end(), [&](EntityId a, EntityId b) { return key(a) < key(b); });
  for (const EntityId id : order) {  // who comes as a prospect joins once she is a customer
    const Hot& h = records_[id].hot();
    const SegmentPlan& s = plan_.segments[h.segment];
    if (s.stages[static_cast<std::size_t>(start_stage(h.key, s.start))].customer) books_.join(records_[id], id, midnight);
  }
}

}  // namespace tenure::models
