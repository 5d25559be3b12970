#include "models/controls/controls.h"

#include <algorithm>
#include <cmath>

#include "models/customer/occasion.h"
#include "sim/math/math.h"
#include "sim/random/address.h"
#include "sim/random/laws/counts.h"
#include "sim/time/civil_date.h"

namespace tenure::models {
namespace {

using sim::Purpose;

constexpr double least_hazard = 0.05, most_hazard = 1.5;

double days(Tick t) { return sim::in_units(t, sim::kDay); }

bool leaves(const Scenario& scenario, const std::vector<int>& from, int to) {
  const auto customer = [&](int stage) { return scenario.stages[static_cast<std::size_t>(stage)].customer; };
  return to != no_index && !customer(to) && std::any_of(from.begin(), from.end(), customer);
}

/// What a constant or Weibull hazard adds up to over `time` days.
double cumulated(const Distribution& law, double level, double time) {
  const double scale = law.family == Family::weibull ? law.b.value : law.a.value;
  if (!(scale > 0.0)) return 0.0;
  return level * (law.family == Family::weibull ? sim::pow(time / scale, law.a.value) : time / scale);
}

double share_in(const sim::Draws& draws, bool mirrored) {
  const double u = draws.share();
  return mirrored ? 1.0 - u : u;
}

}  // namespace

Controls::Controls(const Scenario& scenario) : seed_(scenario.experiment.seed) {
  for (std::size_t g = 0; g < scenario.segments.size(); ++g) add_opening_luck(scenario, g);
  for (std::size_t g = 0; g < scenario.segments.size(); ++g) add_arrivals(scenario, g);
}

void Controls::add_opening_luck(const Scenario& scenario, std::size_t segment) {
  const Segment& s = scenario.segments[segment];
  const std::int64_t customers = std::llround(s.customers.value);
  if (customers < 2) return;
  OpeningLuck luck{sim::stream_of(Purpose::membership, s.name) & 0xFFFFFFu, customers, {}};
  const auto level = [&](const PerSegment<double>& levels) { return levels.empty() ? 1.0 : levels[segment]; };
  double expectation = 0.0;
  const auto add = [&](std::uint32_t stream, double hazard) {
    if (!(hazard > 0.0)) return;
    const double held = std::clamp(hazard, least_hazard, most_hazard);
    luck.risks.push_back({stream, held});
    expectation += 1.0 - sim::exp(-held);
  };
  const double horizon = days(scenario.time.horizon);
  for (const Transition& t : scenario.transitions)
    if (t.enabled[segment] && t.acts_on == ActsOn::hazard && leaves(scenario, t.from, t.to))
      add(sim::stream_of(Purpose::fate, t.name), cumulated(t.time[segment], level(t.level), horizon));
  for (const Decision& d : scenario.decisions) {
    if (!d.enabled[segment]) continue;
    double going = 0.0;
    for (const Decision::Way& way : d.ways)
      if (leaves(scenario, d.from, way.to)) going += way.share[segment].value;
    const double terms = d.every > 0 ? std::max(1.0, std::floor(horizon / days(d.every))) : static_cast<double>(d.dates.size());
    if (going > 0.0) add(sim::stream_of(Purpose::decision, d.name), -sim::log1p(-std::min(going, 0.99)) * terms * level(d.level));
  }
  if (luck.risks.empty()) return;
  names_.push_back("opening_luck." + s.name);
  expectations_.push_back(expectation);
  opening_.push_back(std::move(luck));
}

void Controls::add_arrivals(const Scenario& scenario, std::size_t segment) {
  const Segment& s = scenario.segments[segment];
  if (!(s.arrivals.value > 0.0)) return;
  const sim::Timeline timeline({scenario.time.start_year, scenario.time.start_month, scenario.time.start_day});
  Arrivals out{sim::stream_of(Purpose::membership, s.name) & 0xFFFFu, {}};
  const double log_growth = sim::log1p(s.growth.value) / 365.25;
  double expectation = 0.0;
  for (Tick midnight = 0; midnight < scenario.time.horizon; midnight += sim::kDay) {
    const auto month = static_cast<std::size_t>(timeline.date_of(midnight).month - 1);
    out.rates.push_back(s.arrivals.value * s.season[month] * sim::exp(log_growth * static_cast<double>(sim::day_index(midnight))));
    expectation += out.rates.back();
  }
  names_.push_back("arrivals." + s.name);
  expectations_.push_back(expectation);
  arrivals_.push_back(std::move(out));
}

std::vector<double> Controls::values(int replication, bool mirrored) const {
  const sim::StreamKey luck = sim::cell_key(seed_, static_cast<std::uint64_t>(replication), 0);
  std::vector<double> out;
  for (const OpeningLuck& opening : opening_) {
    double sum = 0.0;
    for (std::int64_t i = 0; i < opening.customers; ++i) {
      const std::uint64_t key = sim::listed_key(opening.group, static_cast<std::uint64_t>(i));
      for (const Exposure& risk : opening.risks)
        sum += std::min(sim::unit_exponential_of(share_in(sim::Draws(luck, address_of(key, risk.stream, 0)), mirrored)), risk.hazard);
    }
    out.push_back(sum / static_cast<double>(opening.customers));
  }
  for (const Arrivals& arrivals : arrivals_) {
    std::int64_t count = 0;
    for (std::size_t day = 0; day < arrivals.rates.size(); ++day) {
      if (arrivals.rates[day] <= 0.0) continue;
      const sim::Draws draws(luck, {sim::entity_key(sim::EntityKind::process, arrivals.process), sim::stream_of(Purpose::arrival_count),
                                    static_cast<std::uint32_t>(day), 0});
      count += sim::poisson_count(arrivals.rates[day], share_in(draws, mirrored));
    }
    out.push_back(static_cast<double>(count));
  }
  return out;
}

}  // namespace tenure::models
