// Every measure that a simulation reports, in one table.
//
// The result file, its documentation, `tenure list measures` and the comparison are all made from this table: name, unit,
// dimensions, how a value comes from the simulation, and what it means.  A measure's place in the enum is never reused.
//
// Naming: a plain name is one number per cell (strategy, draw, replication); `segment_`, `monthly_`, `stage_`,
// `transition_`, `touchpoint_`, `pool_`, `self_service_` and `channel_` say what it is resolved by.  Monthly values are nominal (not discounted); month m
// covers [m, m + 1) months of 30.4375 d since the start, the last one may be cut off by the horizon.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/scenario/scenario.h"

namespace tenure::models {

/// What a measure is resolved by, in the order in which its values are stored (row-major, last fastest).
enum class Dim : std::uint8_t { segment, stage, transition, touchpoint, pool, month, state, survey, self_service, change, year, channel };

/// What a measure is, for those who choose a column.
enum class Role : std::uint8_t {
  headline,  ///< shown first in a comparison
  total,     ///< one number per cell
  detail     ///< resolved by segment, month, pool, ...
};

// One line per measure: id, name, unit, dimensions, how the value arises in time, role, meaning.
// In units, {money} stands for the scenario's currency and {effect} for the unit of its further effect.
#define TENURE_MEASURES(X)                                                                                                 \
  X(net_value, "{money}", (), "sum", headline,                                                                             \
    "discounted revenue minus discounted flow costs minus discounted operating cost and staff that wins customers")                                      \
  X(clv, "{money} / customer", (), "sum", headline, "net value within the horizon per customer ever met (opening book and newcomers); what customers bring later is not in it") \
  X(retention_end, "1", (), "point", headline,                                                                             \
    "share of the opening customers who never left until the horizon")                                                     \
  X(retention_12m, "1", (), "point", headline,                                                                             \
    "share of the opening customers who never left in the first 12 months (until the horizon if that is nearer)")          \
  X(operating_cost, "{money}", (), "sum", headline,                                                                        \
    "labour on the payroll, contacts, platforms, hiring, training and severance, nominal; without pools that count as acquisition") \
  X(revenue, "{money}", (), "sum", headline, "revenue of all flows, nominal")                                              \
  X(effect, "{effect}", (), "sum", headline, "the scenario's further effect, discounted at its own rate")                  \
  X(customers_end, "customer", (), "point", headline, "customers at the horizon")                                          \
  X(revenue_discounted, "{money}", (), "sum", total, "revenue of all flows, discounted to the start")                      \
  X(flow_cost, "{money}", (), "sum", total, "costs that the scenario states as flows, whatever they are for, nominal")                            \
  X(flow_cost_discounted, "{money}", (), "sum", total, "costs that the scenario states as flows, discounted")              \
  X(contact_cost, "{money}", (), "sum", total, "cost of delivered contacts beside labour, nominal")                        \
  X(labour_cost, "{money}", (), "sum", total, "wages of everybody on the payroll, busy or idle, nominal")                  \
  X(labour_used_cost, "{money}", (), "sum", total, "the part of the wages that was worked for customers")                  \
  X(idle_labour_cost, "{money}", (), "sum", total, "wages minus labour used: idle time, shrinkage and closed hours")       \
  X(platform_cost, "{money}", (), "sum", total, "building and running platforms, nominal")                                 \
  X(hiring_cost, "{money}", (), "sum", total, "cost of hires beside their training, nominal")                              \
  X(operating_cost_discounted, "{money}", (), "sum", total, "operating cost, discounted to the start")                     \
  X(effect_nominal, "{effect}", (), "sum", total, "the scenario's further effect, not discounted")                         \
  X(customers_opening, "customer", (), "point", total, "members of the opening book, and prospects who are under way at the start (today)")                                      \
  X(newcomers, "customer", (), "sum", total, "those who came after the start")                                             \
  X(lost, "customer", (), "sum", total, "departures: leaving the customer stages")                                         \
  X(customer_time, "mo", (), "sum", total, "customer-months lived in customer stages")                                     \
  X(missed_touches, "1", (), "sum", total, "contacts that found no time: abandoned, past their deadline, closed or full")  \
  X(segment_net_value_direct, "{money}", (segment), "sum", detail,                                                         \
    "discounted revenue minus discounted flow, contact and used-labour cost; idle labour, platforms, hiring, training and severance are shared") \
  X(segment_revenue, "{money}", (segment), "sum", detail, "revenue, nominal")                                              \
  X(segment_revenue_discounted, "{money}", (segment), "sum", detail, "revenue, discounted")                                \
  X(segment_flow_cost_discounted, "{money}", (segment), "sum", detail, "costs stated as flows, discounted")                \
  X(segment_service_cost, "{money}", (segment), "sum", detail, "contacts and labour used, nominal")                        \
  X(segment_service_cost_discounted, "{money}", (segment), "sum", detail,                                                  \
    "contacts and labour used, discounted from the month in which they arose")                                             \
  X(segment_effect, "{effect}", (segment), "sum", detail, "the further effect, discounted")                                \
  X(segment_retention_12m, "1", (segment), "point", detail,                                                                \
    "share of the opening customers who never left in the first 12 months")                                                \
  X(segment_retention_end, "1", (segment), "point", detail, "share of the opening customers who never left")               \
  X(segment_customers_start, "customer", (segment), "point", detail, "customers at the start")                      \
  X(segment_customers_opening, "customer", (segment), "point", detail, "members of the opening book, and prospects under way at the start (today)")                      \
  X(segment_newcomers, "customer", (segment), "sum", detail, "those who came after the start")                             \
  X(segment_customers_end, "customer", (segment), "point", detail, "customers at the horizon")                             \
  X(segment_worked_hours, "h", (segment), "sum", detail, "hours that staff worked for this segment")                       \
  X(monthly_customers, "customer", (segment, month), "point", detail, "customers at the month's end")                      \
  X(monthly_customer_time, "mo", (segment, month), "sum", detail, "customer-months lived in customer stages")              \
  X(monthly_newcomers, "customer", (segment, month), "sum", detail, "those who came in the month")                         \
  X(monthly_lost, "customer", (segment, month), "sum", detail, "departures in the month")                                  \
  X(monthly_retained, "1", (segment, month), "point", detail,                                                              \
    "share of the opening customers who never left until the month's end")                                                 \
  X(monthly_revenue, "{money}", (segment, month), "sum", detail, "revenue")                                                \
  X(monthly_flow_cost, "{money}", (segment, month), "sum", detail, "costs stated as flows")                                \
  X(monthly_contact_cost, "{money}", (segment, month), "sum", detail, "cost of delivered contacts beside labour")          \
  X(monthly_labour_used_cost, "{money}", (segment, month), "sum", detail, "wages for the hours worked for the segment")    \
  X(monthly_effect, "{effect}", (segment, month), "sum", detail, "the further effect, not discounted")                     \
  X(monthly_platform_cost, "{money}", (month), "sum", detail, "building and running platforms")                            \
  X(monthly_labour_cost, "{money}", (month), "sum", detail, "wages of everybody on the payroll")                           \
  X(monthly_idle_labour_cost, "{money}", (month), "sum", detail, "wages minus labour used")                                \
  X(monthly_operating_cost, "{money}", (month), "sum", detail, "labour, contacts, platforms, hiring, training and severance") \
  X(stage_occupancy, "customer", (segment, stage, month), "point", detail, "members in the stage at the month's end")      \
  X(transition_count, "1", (transition, month), "sum", detail, "transitions, and decisions and contacts by the way taken")              \
  X(touchpoint_planned, "1", (touchpoint, month), "sum", detail, "contacts that fell due in the month")                    \
  X(touchpoint_delivered, "1", (touchpoint, month), "sum", detail, "contacts delivered, by the month of the answer")       \
  X(touchpoint_missed, "1", (touchpoint, month), "sum", detail,                                                            \
    "contacts abandoned, past their deadline, closed, full or not reached, by the month of the answer")                    \
  X(touchpoint_withdrawn, "1", (touchpoint, month), "sum", detail,                                                         \
    "contacts withdrawn, or finished too late to matter, because the customer had left")                                   \
  X(touchpoint_worked_hours, "h", (touchpoint), "sum", detail, "hours that staff worked on it")                            \
  X(pool_requests, "1", (pool, month), "sum", detail, "requests that reached the pool")                                    \
  X(pool_served, "1", (pool, month), "sum", detail, "requests served to the end")                                          \
  X(pool_missed, "1", (pool, month), "sum", detail, "requests abandoned, past their deadline, closed or full")             \
  X(pool_utilisation, "1", (pool, month), "mean", detail, "busy time over the time on duty")                               \
  X(pool_paid_hours, "h", (pool, month), "sum", detail, "hours on duty: on shift, after shrinkage")                        \
  X(pool_busy_hours, "h", (pool, month), "sum", detail, "hours worked on requests")                                        \
  X(pool_labour_cost, "{money}", (pool, month), "sum", detail, "wages of everybody on the pool's payroll")                 \
  X(pool_servers, "1", (pool, month), "mean", detail, "servers on the payroll")                                            \
  X(pool_hires, "1", (pool, month), "sum", detail, "servers hired")                                                        \
  X(pool_leavers, "1", (pool, month), "sum", detail, "servers who left")                                                   \
  X(pool_hiring_cost, "{money}", (pool, month), "sum", detail, "cost of the hires")                                        \
  X(pool_mean_wait, "h", (pool, month), "mean", detail, "working time from asking to the start of service, served requests")\
  X(pool_mean_response, "h", (pool, month), "mean", detail, "wall-clock time from asking to the end of service, as customers heard of it")           \
  X(pool_queue_length, "1", (pool, month), "mean", detail, "requests waiting")                                             \
  X(pool_wait_p50, "h", (pool), "point", detail, "median of the wall-clock time from asking to the start of service")      \
  X(pool_wait_p90, "h", (pool), "point", detail, "90th percentile of the wall-clock time from asking to the start of service") \
  X(newcomer_retention_3m, "1", (), "point", headline,                                                                     \
    "of the newcomers who became customers at least 3 months before the horizon, the share who had not left 3 months after that (counted from the first entry into a customer stage, on arrival or later)") \
  X(newcomer_retention_12m, "1", (), "point", headline,                                                                    \
    "of the newcomers who became customers at least 12 months before the horizon, the share who had not left 12 months after that (counted from the first entry into a customer stage, on arrival or later)") \
  X(segment_newcomer_retention_3m, "1", (segment), "point", detail, "newcomer_retention_3m of the segment")                \
  X(segment_newcomer_retention_12m, "1", (segment), "point", detail, "newcomer_retention_12m of the segment")              \
  X(segment_clv, "{money} / customer", (segment), "sum", detail,                                                           \
    "direct net value within the horizon per customer of the segment ever met, of the opening book or newcomer")           \
  X(missed_share, "1", (), "mean", headline,                                                                               \
    "of the contacts by staff that were delivered or missed, the share that found no time")                                \
  X(staff_utilisation, "1", (), "mean", total, "busy time over the time on duty, all pools with time on duty together")    \
  X(pool_overall_servers, "1", (pool), "mean", detail, "servers on the payroll, over the whole time")                      \
  X(pool_overall_utilisation, "1", (pool), "mean", detail, "busy time over the time on duty, over the whole time")         \
  X(pool_overall_missed, "1", (pool), "sum", detail, "requests abandoned, past their deadline, closed or full")            \
  X(pool_missed_share, "1", (pool), "mean", detail, "requests missed over requests that reached the pool")                 \
  X(pool_overall_wait, "h", (pool), "mean", detail,                                                                        \
    "working time from asking to the start of service, served requests, over the whole time")                              \
  X(pool_overall_response, "h", (pool), "mean", detail,                                                                    \
    "wall-clock time from asking to the end of service, contacts delivered, over the whole time")                          \
  X(goods_cost, "{money}", (), "sum", total, "the part of flow_cost that counts as cost of goods, nominal")                \
  X(acquisition_cost, "{money}", (), "sum", total,                                                                         \
    "winning customers: flows that count as acquisition, and staff, contacts and hires of pools that do, nominal; not operating cost") \
  X(acquisition_cost_discounted, "{money}", (), "sum", total, "acquisition_cost, discounted to the start")                 \
  X(acquisition_staff_cost, "{money}", (), "sum", total,                                                                   \
    "the part of acquisition_cost that is not a flow: wages, contacts and hires of pools that count as acquisition, nominal") \
  X(segment_acquisition_cost_discounted, "{money}", (segment), "sum", detail,                                              \
    "flows that count as acquisition, contacts and hours used of pools that do, discounted; their idle time is shared")   \
  X(monthly_acquisition_cost, "{money}", (month), "sum", detail, "acquisition_cost")                                     \
  X(satisfaction, "1", (), "mean", total, "true satisfaction of the customers, mean over their time")                      \
  X(satisfaction_end, "1", (), "point", total, "true satisfaction of the customers at the horizon, mean")                  \
  X(segment_satisfaction, "1", (segment), "mean", detail, "true satisfaction of the segment's customers, mean over their time") \
  X(monthly_satisfaction, "1", (segment, month), "mean", detail,                                                           \
    "true satisfaction of the segment's customers, mean over their time in the month")                                     \
  X(state_level, "1", (segment, state), "point", detail, "level of the state, mean of the segment's customers at the horizon") \
  X(training_cost, "{money}", (), "sum", total, "cost of training new servers, nominal")                                   \
  X(severance_cost, "{money}", (), "sum", total, "cost of letting servers go whose seat the plan closes, nominal")         \
  X(monthly_hiring_cost, "{money}", (month), "sum", detail, "cost of hires beside their training")                         \
  X(monthly_training_cost, "{money}", (month), "sum", detail, "cost of training new servers")                              \
  X(monthly_severance_cost, "{money}", (month), "sum", detail, "cost of letting servers go whose seat the plan closes")    \
  X(pool_training_cost, "{money}", (pool, month), "sum", detail, "cost of training the new servers")                       \
  X(pool_severance, "{money}", (pool, month), "sum", detail, "cost of letting servers go whose seat the plan closes")      \
  X(pool_overload, "1", (pool, month), "mean", detail,                                                                     \
    "share of the servers, at midnights, whose lasting load is above overload_from; only where overload acts")             \
  X(pool_quality, "1", (pool, month), "mean", detail,                                                                      \
    "quality of the services ended: 1 is that of a practised server of average quality without overload")                  \
  X(transition_time, "d", (transition), "mean", detail,                                                                    \
    "time in the stage that was left, of those who took this way, what was spent there before the start included")         \
  X(touchpoint_response, "h", (touchpoint), "mean", detail,                                                                \
    "wall-clock time from asking to the end of service, contacts by staff that were delivered, over the whole time")     \
  X(survey_invited, "1", (survey, month), "sum", detail, "invitations to the survey")                                      \
  X(survey_answers, "1", (survey, month), "sum", detail, "answers to the survey")                                          \
  X(survey_measured, "1", (survey, month), "mean", detail,                                                                 \
    "what the answers say: share of satisfied ones (CSAT), or promoters minus detractors as a share (NPS)")                \
  X(survey_true, "1", (survey, month), "mean", detail, "what everybody invited would have said, in the same terms")      \
  X(demand_contacts, "1", (), "sum", total,                                                                                \
    "contacts that customers sought: requests for a person, those who came back included, and tries of self-service")      \
  X(touchpoint_arisen, "1", (touchpoint, month), "sum", detail,                                                            \
    "occasions that arose: due dates, and what customers came with, whether a person was asked or self-service tried")     \
  X(touchpoint_returned, "1", (touchpoint, month), "sum", detail,                                                          \
    "contacts that came back because an answer had settled nothing, by the month of that answer's reading; among planned") \
  X(touchpoint_resolved, "1", (touchpoint, month), "sum", detail,                                                          \
    "answers that settled what customers came with, by the month of the answer; among delivered")                          \
  X(self_service_tried, "1", (self_service, month), "sum", detail, "tries of the self-service")                            \
  X(self_service_resolved, "1", (self_service, month), "sum", detail, "tries that settled what customers came with")       \
  X(self_service_went_on, "1", (self_service, month), "sum", detail,                                                       \
    "tries that settled nothing, after which customers went on to a person at once")                                       \
  X(self_service_returned, "1", (self_service, month), "sum", detail,                                                      \
    "tries that settled nothing, after which customers come back to a person later; contained, but not resolved")          \
  X(self_service_silent, "1", (self_service, month), "sum", detail,                                                        \
    "tries that settled nothing and were never heard of again; contained, but not resolved")                               \
  X(self_service_contained_share, "1", (self_service), "mean", detail,                                                     \
    "share of the tries after which nobody went on to a person at once, over the whole time")                              \
  X(self_service_resolved_share, "1", (self_service), "mean", detail,                                                      \
    "share of the tries that settled what customers came with, over the whole time")                                     \
  X(nrr_12m, "1", (), "point", headline,                                                                                   \
    "net revenue retention: recurring revenue, after 12 months (or at the horizon if that is nearer), of the customers who brought some at the start, over what they brought then; expansions, cutbacks, losses and returns included") \
  X(grr_12m, "1", (), "point", headline,                                                                                   \
    "gross revenue retention: as nrr_12m, but no customer counts for more than she brought at the start; cutbacks included, expansions not") \
  X(segment_nrr_12m, "1", (segment), "point", detail, "nrr_12m of the segment")                                            \
  X(segment_grr_12m, "1", (segment), "point", detail, "grr_12m of the segment")                                            \
  X(yearly_nrr, "1", (segment, year), "point", detail,                                                                     \
    "net revenue retention of each year, over the customers who brought recurring revenue when it began")                  \
  X(yearly_grr, "1", (segment, year), "point", detail,                                                                     \
    "gross revenue retention of each year, customer by customer: nobody counts for more than she brought when it began")    \
  X(recurring_opening, "{money} / mo", (), "point", total, "recurring revenue at the start")                               \
  X(recurring_end, "{money} / mo", (), "point", total, "recurring revenue at the horizon")                                 \
  X(monthly_recurring, "{money} / mo", (segment, month), "point", detail,                                                  \
    "recurring revenue at the month's end: revenue flows by rate, or by amount and interval, of those in their stages")    \
  X(monthly_recurring_new, "{money} / mo", (segment, month), "sum", detail, "of customers who brought none before")        \
  X(monthly_recurring_expansion, "{money} / mo", (segment, month), "sum", detail, "by which customers brought more")       \
  X(monthly_recurring_contraction, "{money} / mo", (segment, month), "sum", detail, "by which customers brought less")     \
  X(monthly_recurring_lost, "{money} / mo", (segment, month), "sum", detail, "of customers who ceased to bring any")       \
  X(monthly_recurring_returned, "{money} / mo", (segment, month), "sum", detail, "of customers who bring some again")      \
  X(change_count, "1", (segment, change, month), "sum", detail, "how often a change happened to customers") \
  X(change_unnoticed, "1", (segment, change, month), "sum", detail, "occasions of the change that nobody noticed")             \
  X(run_off_value, "{money}", (), "sum", total,                                                                            \
    "what those who are customers at the horizon bring during time.run_off, discounted to the start: revenue minus flow costs minus operating cost per customer-month as in the last 12 months; none without run_off") \
  X(segment_run_off_value, "{money}", (segment), "sum", detail,                                                            \
    "the segment's part of run_off_value, without the costs that segments share")                                          \
  X(lifetime_value, "{money}", (), "sum", headline, "net value within the horizon plus run_off_value; none without run_off")\
  X(clv_lifetime, "{money} / customer", (), "sum", headline,                                                               \
    "lifetime value per customer ever met: what is brought within the horizon and, by those who are there at its end, during time.run_off") \
  X(channel_contacts, "1", (channel), "sum", detail,                                                                       \
    "contacts on the channel: planned ones delivered, demands answered and tries of self-service")                         \
  X(channel_missed, "1", (channel), "sum", detail,                                                                         \
    "contacts by staff on the channel that found no time: abandoned, past their deadline, closed or full")                 \
  X(channel_missed_share, "1", (channel), "mean", detail,                                                                  \
    "of the contacts by staff on the channel that were delivered or missed, the share that found no time")                 \
  X(channel_response, "h", (channel), "mean", detail,                                                                      \
    "how long customers wait for an answer on the channel: wall-clock time from asking to the end of service, demands answered by staff and, at once, tries of self-service that settled what they came with; planned contacts, for which nobody waits, are not in it") \
  X(channel_planned_response, "h", (channel), "mean", detail,                                                              \
    "how late planned contacts by staff on the channel are done: wall-clock time from their due date to the end of service, those delivered") \
  X(channel_cost, "{money}", (channel), "sum", detail,                                                                     \
    "cost of the contacts on the channel, and wages of the hours worked for it, missed and withdrawn ones included, nominal; idle labour, platforms and hiring are shared, pools that count as acquisition are in it") \
  X(channel_cost_per_contact, "{money}", (channel), "mean", detail, "channel_cost over channel_contacts")

enum class Measure : std::uint16_t {
#define TENURE_MEASURE_ID(id, ...) id,
  TENURE_MEASURES(TENURE_MEASURE_ID)
#undef TENURE_MEASURE_ID
};

/// A row of the table.
struct MeasureRow {
  Measure id;
  std::string_view name;          ///< identifier in files and on the command line
  std::string_view unit_pattern;  ///< see `unit_text`
  std::vector<Dim> dims;          ///< order of storage, last fastest; empty: one number
  std::string_view cell_methods;  ///< "sum", "mean" or "point" over the time that a value covers
  Role role;
  std::string_view meaning;
};

/// All measures, in the order of the enum.
std::span<const MeasureRow> measures();

/// The row of a measure.
const MeasureRow& row_of(Measure id);

/// The row with this name, or nullptr.
const MeasureRow* find_measure(std::string_view name);

/// Name of a dimension in files: "segment", "stage", "transition", "touchpoint", "pool", "month", "state", "survey",
/// "self_service", "change", "year", "channel".
std::string_view dim_name(Dim dim);

/// Whether a scenario can have the measure at all: those of a further effect or of satisfaction need one.
bool applies(const MeasureRow& row, const Scenario& scenario);

/// The measure's unit in this scenario, e.g. "USD" or "QALY"; "1" for plain numbers.
std::string unit_text(const MeasureRow& row, const Scenario& scenario);

/// Labels along the dimensions, the same for every strategy of a scenario: a touchpoint or pool that a strategy does not
/// have holds NaN there.
struct DimLabels {
  std::vector<std::string> segments;
  std::vector<std::string> stages;
  std::vector<std::string> transitions;  ///< by name; then the ways of decisions, and of contacts: "renewal: churned"
  std::vector<std::string> touchpoints;  ///< union over the strategies, in order of first appearance
  std::vector<std::string> pools;        ///< union over the strategies, in order of first appearance
  std::vector<std::string> surveys;
  std::vector<std::string> states;       ///< that the scenario declares
  std::vector<std::string> self_services;  ///< likewise
  std::vector<std::string> changes;      ///< in the scenario's order
  std::vector<std::string> channels;     ///< of touchpoints, demands and self-service, in order of first appearance
  int months = 0;                        ///< the last may be cut off by the horizon
  int years = 1;                         ///< whole years, at least one

  std::size_t size(Dim dim) const;
  /// Labels of a dimension; for months and years "0", "1", ...
  std::vector<std::string> labels(Dim dim) const;
};

DimLabels dim_labels(const Scenario& scenario);

/// Label of a way out of a decision or contact: "renewal: churned".
std::string way_label(const std::string& name, const std::string& stage);

/// Number of values of a measure: product of its dimensions' sizes, 1 for a plain number.
std::size_t value_count(const MeasureRow& row, const DimLabels& labels);

/// What one simulated cell (strategy, draw, replication) found.
struct CellResult {
  std::vector<std::vector<double>> values;  ///< [measure][row-major in the order of the measure's dims]
  std::uint64_t events = 0;                 ///< contacts, demands, charges, decisions and stage changes simulated

  /// A result of the right shape, filled with `fill`.
  static CellResult shaped(const DimLabels& labels, double fill);

  std::vector<double>& operator[](Measure id) { return values[static_cast<std::size_t>(id)]; }
  const std::vector<double>& operator[](Measure id) const { return values[static_cast<std::size_t>(id)]; }
};

}  // namespace tenure::models
