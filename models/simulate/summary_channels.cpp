// Contacts by their channel, added up from what is known of each touchpoint, demand and self-service.
//
//   response          (ticks from asking to the end of demands answered by staff + 0 for each try of self-service that settled
//                     its demand) / how many these are; slot books and automation answer nobody who waits
//   planned response  the same from the due date, of planned contacts by staff
//   cost              cost of contacts and tries + wages of the hours worked for them
#include "models/simulate/summary_parts.h"

namespace tenure::models::summing {
namespace {

/// What happened on one channel.
struct Channel {
  std::int64_t contacts = 0, missed = 0, by_staff = 0;
  Int128 waited = 0, planned = 0;          // ticks
  std::int64_t waiters = 0, planned_by_staff = 0;
  Int128 cost = 0;
  bool stands = false;                     // the strategy has something on it
};

}  // namespace

void Summary::channels() {
  using enum Measure;
  const auto all = [this](const std::vector<std::int64_t>& list, std::size_t row) {
    std::int64_t sum = 0;
    for (std::size_t m = 0; m < months_; ++m) sum += list[row * months_ + m];
    return sum;
  };
  std::vector<char> by_staff(plan_.touch_rows.size(), 0), demand(plan_.touch_rows.size(), 0), planned(plan_.touch_rows.size(), 0);
  for (const SegmentPlan& segment : plan_.segments)
    for (const TouchPlan& touch : segment.touches) {
      const auto t = static_cast<std::size_t>(touch.touchpoint);
      if (touch.until > 0) planned[t] = 1;  // else it is of today's strategy, and what is left of it is being held
      if (touch.delivery == Delivery::pool) by_staff[t] = 1;
      if (touch.trigger == TriggerKind::recurrence) demand[t] = 1;
    }
  std::vector<Channel> channels(plan_.labels.channels.size());
  Int128 paid = 0, used = 0;
  for (std::size_t t = 0; t < plan_.touch_rows.size(); ++t) {
    paid += ledger_.touch_cost[t];
    used += touch_used_[t];
    if (plan_.touch_channels[t] == no_index) continue;
    Channel& channel = channels[static_cast<std::size_t>(plan_.touch_channels[t])];
    const std::int64_t delivered = all(ledger_.delivered, t);
    channel.stands = channel.stands || planned[t] != 0;
    channel.contacts += delivered;
    channel.cost += ledger_.touch_cost[t] + touch_used_[t];
    if (by_staff[t] != 0) {
      channel.by_staff += delivered;
      channel.missed += all(ledger_.missed, t);
    }
    (demand[t] != 0 ? channel.waited : channel.planned) += ledger_.touch_response_ticks[t];
    (demand[t] != 0 ? channel.waiters : channel.planned_by_staff) += ledger_.touch_responses[t];
  }
  for (std::size_t s = 0; s < plan_.self_service_rows.size(); ++s) {
    paid += ledger_.help_cost[s];
    if (plan_.self_service_channels[s] == no_index || plan_.self_service_rows[s] == no_index) continue;
    Channel& channel = channels[static_cast<std::size_t>(plan_.self_service_channels[s])];
    channel.stands = true;
    channel.contacts += all(ledger_.tried, s);
    channel.waiters += all(ledger_.helped, s);
    channel.cost += ledger_.help_cost[s];
  }
  Int128 posted = 0, worked = 0;
  for (std::size_t g = 0; g < segments_; ++g) {
    Int128 contact_steps = 0, acquisition_steps = 0;
    for (std::size_t m = 0; m < months_; ++m) {
      posted += in_month(Account::contact_cost, g, m, contact_steps) + in_month(Account::acquisition_contact, g, m, acquisition_steps);
      worked += used_[g].nominal[m] + winning_used_[g].nominal[m];
    }
  }
  TENURE_ENSURE(paid == posted && used == worked, "what contacts cost, by what they were held for and by segment, agrees");

  for (std::size_t c = 0; c < channels.size(); ++c) {
    const Channel& channel = channels[c];
    if (!channel.stands) {
      for (const Measure id : {channel_contacts, channel_missed, channel_missed_share, channel_response, channel_planned_response,
                               channel_cost, channel_cost_per_contact})
        value(id, c) = kMissing;
      continue;
    }
    const auto contacts = static_cast<double>(channel.contacts), missed = static_cast<double>(channel.missed);
    value(channel_contacts, c) = contacts;
    value(channel_missed, c) = missed;
    value(channel_missed_share, c) = ratio(missed, static_cast<double>(channel.missed + channel.by_staff));
    value(channel_response, c) = ratio(hours(channel.waited), static_cast<double>(channel.waiters));
    value(channel_planned_response, c) = ratio(hours(channel.planned), static_cast<double>(channel.planned_by_staff));
    value(channel_cost, c) = money(channel.cost);
    value(channel_cost_per_contact, c) = ratio(money(channel.cost), contacts);
  }
}

}  // namespace tenure::models::summing
