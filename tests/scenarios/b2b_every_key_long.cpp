// Every uncertain key of scenarios/b2b_saas_coverage.toml, moved from its low to its high value: its measure moves beyond noise,
// and the way the law says.  A key that is read and ignored moves nothing and fails.
//
// Paired luck over the first 12 months, levels as solved for the base (those of [today] are solved again).  A key of a strategy
// is tried under that strategy, others under hybrid.  10 replications, then 30, 120 and 480 where those do not tell; the false alarm
// of a look is 1e-4 a key for the key's own measure, and for keys whose law has no direction 1e-4 over all measures together.
// That a key which moves nothing fails is tried with one that has no work to do.  TENURE_KEY=part tries the keys that contain it.
#include <fmt/format.h>

#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "models/language/load.h"
#include "models/simulate/simulate.h"
#include "models/today/solve.h"
#include "sim/run/executor.h"
#include "tests/support/catch.h"

using namespace tenure::models;

namespace {

constexpr double kFalseAlarm = 1e-4;
constexpr int kLooks[] = {10, 30, 120, 480};

enum class Law {
  up,      ///< the measure rises with the key
  down,    ///< it falls
  wider,   ///< it differs more between replications (paired, by Pitman and Morgan)
  either,  ///< the law has no direction: any measure may tell
};

struct Rule {
  const char* ends;  ///< of the key
  Measure measure;   ///< of the key's pool, touchpoint, segment, ...; summed over all else that it is resolved by
  Law law;
  std::vector<std::string> beside = {};  ///< settings without which the key has no work in a year; {} is its strategy
  const char* strategy = nullptr;        ///< instead of the key's own
  std::optional<Measure> per = {};       ///< what the measure is divided by
};

const std::vector<std::string> few_agents = {"pool.support.servers=5"}, hardly_agents = {"pool.support.servers=1"};
const std::vector<std::string> few_managers = {"strategy.{}.pool.csm.servers=4"}, hardly_managers = {"strategy.{}.pool.csm.servers=2"},
                               one_manager = {"strategy.{}.pool.csm.servers=1"};  // where people change teams, two are there from the start

// The first rule whose end fits holds.
const Rule rules[] = {
    // how contacts are felt, and the work they take
    {"onboarding_ticket.missed_experience", Measure::satisfaction, Law::up, hardly_agents},
    {"onboarding_ticket.missed.unanswered.ratio", Measure::lost, Law::up, hardly_agents},
    {"ticket.missed_experience", Measure::satisfaction, Law::up, few_agents},
    {"ticket.missed.unanswered.ratio", Measure::lost, Law::up, few_agents},
    {".unresolved_experience", Measure::satisfaction, Law::up},
    {".failed_experience", Measure::satisfaction, Law::up},
    {"low_touch.touchpoint.renewal_large.missed_experience", Measure::satisfaction, Law::up, one_manager},
    {"low_touch.touchpoint.renewal_medium.missed_experience", Measure::satisfaction, Law::up, one_manager},
    {"low_touch.touchpoint.renewal_small.missed_experience", Measure::satisfaction, Law::up, one_manager},
    {"large.missed_experience", Measure::satisfaction, Law::up, hardly_managers},
    {"medium.missed_experience", Measure::satisfaction, Law::up, hardly_managers},
    {"small.missed_experience", Measure::satisfaction, Law::up, hardly_managers},
    {".experience_sd", Measure::satisfaction, Law::down},
    // who has been looked after so for years has come to expect it: what a contact is felt like shows where expectations stand still
    {"large.experience", Measure::satisfaction, Law::up, {"satisfaction.expectation_weight=0"}},
    {".experience", Measure::satisfaction, Law::up},
    {".work.mean", Measure::touchpoint_worked_hours, Law::up},
    {"hybrid.touchpoint.check_in_small.work.cv", Measure::touchpoint_worked_hours, Law::wider,  // two people's speeds would hide it
     {"strategy.{}.pool.csm_shared.speed_sd=0"}, nullptr, Measure::touchpoint_delivered},
    {".work.cv", Measure::touchpoint_worked_hours, Law::wider, {}, nullptr, Measure::touchpoint_delivered},
    {"ticket.return_work", Measure::touchpoint_worked_hours, Law::up},
    {"portal.return_work", Measure::labour_used_cost, Law::up},
    {"ticket.resolved", Measure::demand_contacts, Law::down},
    {"ticket.late.half_at", Measure::satisfaction, Law::up},
    {"ticket.late.floor", Measure::satisfaction, Law::up},
    // winning customers
    {"first_call.late.half_at", Measure::customers_end, Law::up},
    {"first_call.late.floor", Measure::customers_end, Law::up},
    {"first_call.leads_to.opportunity.share", Measure::customers_end, Law::up},
    {"closing.leads_to.onboarding.share", Measure::customers_end, Law::up},
    {"transition.goes_cold.hazard", Measure::customers_end, Law::down},
    {".arrivals", Measure::segment_newcomers, Law::up},
    {".growth", Measure::segment_newcomers, Law::up},
    {"flow.marketing.amount", Measure::acquisition_cost, Law::up},
    {"pool.sales.wage", Measure::acquisition_staff_cost, Law::up},
    {"pool.sales.hire_cost", Measure::acquisition_staff_cost, Law::up},
    // teams
    {"as_is.pool.csm.severance", Measure::severance_cost, Law::up, {}, "low_touch"},
    {"pool.csm.severance", Measure::severance_cost, Law::up, few_managers},
    {"pool.csm_shared.severance", Measure::severance_cost, Law::up, {"strategy.{}.pool.csm_shared.plan=[{at=\"6 mo\", servers=1}]"}},
    {"support.overload_quality", Measure::pool_quality, Law::down, few_agents},
    {"support.overload_leaving", Measure::pool_leavers, Law::up, few_agents},
    {"csm.overload_leaving", Measure::pool_leavers, Law::up, few_managers},
    {"csm_shared.overload_leaving", Measure::pool_leavers, Law::up, {"strategy.{}.pool.csm_shared.servers=1"}},
    {".overload_quality", Measure::pool_quality, Law::down},
    {".overload_from", Measure::pool_overload, Law::down},
    {".wage", Measure::pool_labour_cost, Law::up},
    {".shrinkage", Measure::pool_paid_hours, Law::down},
    {".attrition", Measure::pool_leavers, Law::up},
    {".hire_cost", Measure::hiring_cost, Law::up},
    {".hire_delay", Measure::pool_servers, Law::down},
    {".training", Measure::training_cost, Law::up},
    {".ramp", Measure::pool_busy_hours, Law::up},
    {".ramp_start", Measure::pool_busy_hours, Law::down},
    {".ramp_quality", Measure::pool_quality, Law::up},
    {".quality_sd", Measure::pool_quality, Law::wider},
    {".speed_sd", Measure::pool_busy_hours, Law::wider, {}, nullptr, Measure::pool_served},
    {"handover.new_face.keeps", Measure::state_level, Law::up},
    // platforms and self-service
    {"portal.build", Measure::platform_cost, Law::up},
    {"portal.running", Measure::platform_cost, Law::up},
    {"portal.build_time", Measure::self_service_tried, Law::down},
    {"portal.cost", Measure::contact_cost, Law::up},
    {"portal.tried", Measure::self_service_tried, Law::up},
    {"portal.resolved", Measure::self_service_resolved, Law::up},
    {"portal.goes_on", Measure::self_service_went_on, Law::up},
    {"portal.returns", Measure::self_service_returned, Law::up},
    {"nurture.cost", Measure::contact_cost, Law::up},
    {"tutorial.cost", Measure::contact_cost, Law::up},
    {".reach", Measure::touchpoint_delivered, Law::up},
    {".lifts_to", Measure::state_level, Law::up},
    // states, satisfaction, surveys
    {"relationship.half_life", Measure::state_level, Law::up},
    {"reminded.half_life", Measure::state_level, Law::up},
    {"satisfaction.start", Measure::satisfaction, Law::up},
    {"satisfaction.expectation", Measure::satisfaction, Law::down},
    {"satisfaction.drift", Measure::satisfaction, Law::down},
    {"satisfaction.loss_aversion", Measure::satisfaction, Law::down},
    {".response", Measure::survey_answers, Law::up},
    // leaving and changing
    {"payment_failure.hazard", Measure::lost, Law::up},
    {"state.relationship.acts.loyalty.ratio", Measure::lost, Law::up},
    {"reviews.acts.value_shown.ratio", Measure::lost, Law::up},
    {"commitment.acts.prepared.ratio", Measure::lost, Law::up},
    {"let_down.acts.doubt.ratio", Measure::lost, Law::up},
    {"goal.acts.first_value.ratio", Measure::demand_contacts, Law::down},  // a shorter onboarding, with its questions
    {"onboarding.acts.no_value_yet.ratio", Measure::lost, Law::up},
    {"champion.felt.doubt.ratio", Measure::lost, Law::up},
    {"champion.felt.relationship.keeps", Measure::state_level, Law::up},
    {"expansion.hazard", Measure::change_count, Law::up},
    {"champion.hazard", Measure::change_count, Law::up},
    {"expansion.size", Measure::monthly_recurring_expansion, Law::up},
    {"downsell.size", Measure::monthly_recurring_contraction, Law::down},
    {"noticed.alone", Measure::change_unnoticed, Law::down},
    {"noticed.full", Measure::change_unnoticed, Law::down},
    {".churn", Measure::segment_retention_12m, Law::down},
    {".grr", Measure::segment_grr_12m, Law::up},
    {".contacts", Measure::demand_contacts, Law::up},
    // money
    {"hosting.rate.times", Measure::flow_cost, Law::up},
    {"money.discount", Measure::revenue_discounted, Law::down},
};

const Rule& rule_of(const std::string& key) {
  static const Rule any{"", Measure::net_value, Law::either};
  for (const Rule& r : rules)
    if (key.ends_with(r.ends)) return r;
  return any;
}

std::string strategy_of(const std::string& key) {
  for (const std::string head : {"strategy.", "model."})
    if (key.starts_with(head)) return key.substr(head.size(), key.find('.', head.size()) - head.size());
  return "hybrid";
}

/// Whether the key belongs to another member of the dimension than the one with this label.
bool of_another(const std::string& key, const std::vector<std::string>& labels, std::size_t member) {
  bool named = false;
  for (const std::string& label : labels) named = named || key.find('.' + label + '.') != std::string::npos;
  return named && key.find('.' + labels[member] + '.') == std::string::npos;
}

/// Sum of a measure over all that the key does not name.
double value_of(const CellResult& r, Measure id, const DimLabels& labels, const std::string& key) {
  const MeasureRow& row = row_of(id);
  const std::vector<double>& values = r[id];
  const std::vector<std::string> members = row.dims.empty() ? std::vector<std::string>(1) : labels.labels(row.dims.front());
  double sum = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isfinite(values[i])) continue;
    if (!row.dims.empty() && of_another(key, members, i * members.size() / values.size())) continue;
    sum += values[i];
  }
  return sum;
}

struct Case {
  std::string key;  ///< as the file has it
  Rule rule;
  DrawnValues low, high;
};

/// Its own measure last, before it all measures.
using Found = std::vector<double>;

class Bench {
 public:
  Bench() : executor_(tenure::sim::make_executor(tenure::sim::Backend::tbb)), base_(read({})) {
    solved_ = base_.points.front();
    solve_today(solved_, executor_.get());
  }

  const Scenario& solved() const { return solved_; }

  /// Whether the case's measure moves as its law says; `text` gets what was found.
  bool moves(const Case& c, std::string& text) const {
    const std::string strategy = c.rule.strategy ? c.rule.strategy : strategy_of(c.key);
    std::vector<std::string> beside = c.rule.beside;
    for (std::string& set : beside) {
      if (const std::size_t at = set.find("{}"); at != std::string::npos) set.replace(at, 2, strategy);
      const std::string named = "pool.csm.";  // low touch has shared managers only
      if (const std::size_t at = set.find(named); at != std::string::npos && strategy == "low_touch") set.replace(at, named.size(), "pool.csm_shared.");
    }
    const Loaded own = beside.empty() ? base_ : read(beside);
    std::vector<Simulation> sides;
    for (const DrawnValues* values : {&c.low, &c.high}) {
      auto read = own.sources.front().with(*values);
      if (!read.scenario) {
        text = read.faults.front().message;
        return false;
      }
      if (!c.key.starts_with("today.")) {
        restore_levels(*read.scenario, solved_.solved);
      } else if (solve_today_again(*read.scenario, solved_.solved)) {
        text = "no level meets it";
        return false;
      }
      std::size_t index = 0;
      while (read.scenario->strategies[index].name != strategy) ++index;
      sides.emplace_back(*read.scenario, static_cast<int>(index));
    }
    std::vector<Found> low, high;
    for (const int look : kLooks) {
      const auto from = low.size();
      low.resize(static_cast<std::size_t>(look));
      high.resize(low.size());
      executor_->for_each(2 * (low.size() - from), [&](std::size_t i) {
        const CellResult r = sides[i % 2].run({0, static_cast<int>(from + i / 2)}, {});
        Found found;
        for (const MeasureRow& row : measures()) found.push_back(value_of(r, row.id, sides[i % 2].labels(), ""));
        found.push_back(value_of(r, c.rule.measure, sides[i % 2].labels(), c.key) /
                        (c.rule.per ? value_of(r, *c.rule.per, sides[i % 2].labels(), c.key) : 1.0));
        (i % 2 ? high : low)[from + i / 2] = std::move(found);
      });
      if (shown(c.rule.law, low, high, text)) return true;
    }
    return false;
  }

 private:
  static Loaded read(std::vector<std::string> sets) {
    LoadOptions options;
    options.sets = std::move(sets);
    options.sets.insert(options.sets.end(), {"time.horizon=\"12 mo\"", "time.run_off=\"0 d\""});
    Loaded loaded = load(TENURE_SOURCE_DIR "/scenarios/b2b_saas_coverage.toml", options);
    for (const Fault& fault : loaded.faults) UNSCOPED_INFO(fault.message);
    REQUIRE(loaded.ok());
    return loaded;
  }

  static std::pair<double, double> moments(const std::vector<double>& values) {
    double mean = 0.0, squares = 0.0;
    for (const double x : values) mean += x / static_cast<double>(values.size());
    for (const double x : values) squares += (x - mean) * (x - mean);
    return {mean, squares / (static_cast<double>(values.size()) - 1.0)};
  }

  static bool shown(Law law, const std::vector<Found>& low, const std::vector<Found>& high, std::string& text) {
    const auto n = static_cast<double>(low.size());
    const std::size_t columns = low[0].size();
    std::vector<double> t(columns);
    for (std::size_t m = 0; m < columns; ++m) {
      std::vector<double> differences;
      for (std::size_t i = 0; i < low.size(); ++i) differences.push_back(high[i][m] - low[i][m]);
      const auto [mean, variance] = moments(differences);
      t[m] = variance > 0.0 ? mean / std::sqrt(variance / n) : mean > 0.0 ? 1e9 : mean < 0.0 ? -1e9 : 0.0;
    }
    const auto beyond = [&](double share) {
      return boost::math::quantile(boost::math::complement(boost::math::students_t(n - 1.0), share));
    };
    const double own = t.back();
    text = fmt::format("{} replications: t = {:.1f}", low.size(), own);
    if (law == Law::up) return own > beyond(kFalseAlarm);
    if (law == Law::down) return -own > beyond(kFalseAlarm);
    if (law == Law::wider) {
      // Pitman and Morgan: of pairs, the one with the larger variance goes with the difference
      std::vector<double> difference, sum;
      for (std::size_t i = 0; i < low.size(); ++i) {
        if (!std::isfinite(low[i].back() + high[i].back())) continue;  // of no contact there is no mean
        difference.push_back(high[i].back() - low[i].back());
        sum.push_back(high[i].back() + low[i].back());
      }
      const auto pairs = static_cast<double>(sum.size());
      if (pairs < 3.0) return false;
      const auto [d, of_d] = moments(difference);
      const auto [u, of_u] = moments(sum);
      double together = 0.0;
      for (std::size_t i = 0; i < sum.size(); ++i) together += (difference[i] - d) * (sum[i] - u) / (pairs - 1.0);
      if (!(of_d > 0.0 && of_u > 0.0)) return false;
      const double r = together / std::sqrt(of_d * of_u);
      text = fmt::format("{} replications: correlation of difference and sum {:.2f}", low.size(), r);
      const boost::math::students_t pairing(pairs - 2.0);
      return r / std::sqrt((1.0 - r * r) / (pairs - 2.0)) > boost::math::quantile(boost::math::complement(pairing, kFalseAlarm));
    }
    double largest = 0.0;
    for (const double x : t) largest = std::max(largest, std::fabs(x));
    text = fmt::format("{} replications: largest t of all measures {:.1f}", low.size(), largest);
    return largest > beyond(0.5 * kFalseAlarm / static_cast<double>(columns));
  }

  std::unique_ptr<tenure::sim::Executor> executor_;
  Loaded base_;
  Scenario solved_;
};

const Parameter& parameter(const Scenario& s, const std::string& key) {
  for (const Parameter& p : s.parameters)
    if (p.key == key) return p;
  throw std::runtime_error("no key " + key);
}

/// Last year's figures of a segment hang together: less churn goes with more revenue kept, and with the churn of the base only
/// what is kept between low and base can be met.
Case case_of(const Scenario& s, const Parameter& p) {
  Case c{p.key, rule_of(p.key), {{p.key, *p.low}}, {{p.key, *p.high}}};
  if (p.key.ends_with(".churn")) {
    const Parameter& grr = parameter(s, p.key.substr(0, p.key.size() - 5) + "grr");
    c.low.emplace_back(grr.key, *grr.high);
    c.high.emplace_back(grr.key, *grr.low);
  } else if (p.key.ends_with(".grr")) {
    c.low = {{p.key, 0.5 * (*p.low + p.value)}};
    c.high = {{p.key, p.value}};
  }
  return c;
}

}  // namespace

TEST_CASE("SaaS case: every uncertain key moves its measure the way its law says", "[scenarios]") {
  const Bench bench;
  const char* chosen = std::getenv("TENURE_KEY");
  int tried = 0;
  for (const Parameter& p : bench.solved().parameters) {
    if (!is_uncertain(p) || (chosen && p.key.find(chosen) == std::string::npos)) continue;
    ++tried;
    std::string text;
    const bool moved = bench.moves(case_of(bench.solved(), p), text);
    INFO(p.key << " on " << row_of(rule_of(p.key).measure).name << ", " << text);
    CHECK(moved);
  }
  CHECK((chosen || tried > 400));
}

TEST_CASE("SaaS case: a key without work moves nothing, and is found", "[scenarios]") {
  const Bench bench;
  const Parameter& p = parameter(bench.solved(), "model.high_touch.pool.csm.severance");  // nobody of that team is let go
  std::string text;
  CHECK_FALSE(bench.moves({p.key, {"", Measure::net_value, Law::either}, {{p.key, *p.low}}, {{p.key, *p.high}}}, text));
}
