#include "analysis/decide/mixture.h"

#include <algorithm>
#include <cmath>

namespace tenure::analysis::decision {
namespace {

using models::Measure;

Matrix columns(const Matrix& rows, const std::vector<Index>& chosen) {
  Matrix out(rows.rows(), static_cast<Index>(chosen.size()));
  for (std::size_t i = 0; i < chosen.size(); ++i) out.col(static_cast<Index>(i)) = rows.col(chosen[i]);
  return out;
}

/// Rows of a measure that every plain strategy has; none otherwise.
std::optional<Matrix> rows_of(const ResultSet& results, const char* name, std::size_t offset, const std::vector<Index>& plain) {
  const ResultVariable* variable = results.variable(name);
  if (variable == nullptr || !is_kept_for_draws(results, *variable)) return std::nullopt;
  Matrix rows = columns(study_rows(results, *variable, offset), plain);
  return rows.allFinite() ? std::optional<Matrix>(std::move(rows)) : std::nullopt;
}

double direct(const models::CellResult& cell, std::size_t g) { return cell[Measure::segment_net_value_direct][g]; }

double shared(const models::CellResult& cell, std::size_t segments) {
  double rest = cell[Measure::net_value][0];
  for (std::size_t g = 0; g < segments; ++g) rest -= direct(cell, g);
  return rest;
}

/// Values of one row of a measure that exist.
std::vector<double> existing(const Cells& cells, Measure measure, std::size_t row) {
  std::vector<double> out;
  for (const models::CellResult& cell : cells)
    if (const double value = cell[measure][row]; !std::isnan(value)) out.push_back(value);
  return out;
}

std::vector<PoolStanding> pools_of(const models::Scenario& scenario, int mixture, const Cells& mixed,
                                   const std::vector<const Cells*>& followed, double confidence) {
  const std::vector<std::string> rows = models::dim_labels(scenario).pools;
  std::vector<PoolStanding> out;
  for (const models::Pool& pool : scenario.strategies[static_cast<std::size_t>(mixture)].pools) {
    if (pool.kind != models::PoolKind::staffed) continue;
    const auto row = static_cast<std::size_t>(std::find(rows.begin(), rows.end(), pool.name) - rows.begin());
    PoolStanding p;
    p.name = pool.name;
    p.label = pool.label;
    p.servers = pool.servers;
    p.busy = sim::estimate_mean(existing(mixed, Measure::pool_overall_utilisation, row), confidence);
    p.missed = sim::estimate_mean(existing(mixed, Measure::pool_missed_share, row), confidence);
    for (const Cells* cells : followed) {
      const auto apart = sim::estimate_mean(existing(*cells, Measure::pool_missed_share, row), confidence);
      if (apart.n > 0 && (p.missed_apart.n == 0 || apart.mean > p.missed_apart.mean)) p.missed_apart = apart;
    }
    if (p.busy.n > 0) out.push_back(std::move(p));
  }
  return out;
}

}  // namespace

bool MixtureChoice::differs() const {
  return std::any_of(segments.begin(), segments.end(), [&](const SegmentChoice& s) { return s.best != segments.front().best; });
}

std::optional<MixtureChoice> choose_by_segment(const ResultSet& results, const std::vector<Index>& plain) {
  const Dimension* segments = results.dimension("segment");
  if (segments == nullptr || plain.empty()) return std::nullopt;
  const Layout layout = layout_of(results);
  const auto net = rows_of(results, "net_value", 0, plain);
  if (!net) return std::nullopt;
  MixtureChoice out;
  out.over_draws = has_draws(results);
  out.unit_word = out.over_draws ? "draws" : base_units_word(results);
  const Index one = certainty_of(*net, layout).choice;
  out.one_for_all = plain[static_cast<std::size_t>(one)];
  Vector more = Vector::Zero(net->rows());
  for (std::size_t g = 0; g < segments->size(); ++g) {
    const auto rows = rows_of(results, "segment_net_value_direct", g, plain);
    if (!rows) return std::nullopt;
    const Certainty of_segment = certainty_of(*rows, layout);
    more += rows->col(of_segment.choice) - rows->col(one);
    out.units = of_segment.draws;
    out.segments.push_back({segments->labels[g], results.display_label("segment", g),
                            plain[static_cast<std::size_t>(of_segment.choice)],
                            plain[static_cast<std::size_t>(of_segment.runner_up)], of_segment.lead});
  }
  out.promised = {more.mean(), standard_errors_of(more, layout)(0)};
  if (!out.differs() && !out.segments.empty()) {
    const auto same = std::find(plain.begin(), plain.end(), out.segments.front().best) - plain.begin();
    const Vector apart = net->col(same) - net->col(one);
    out.same_for_all = {apart.mean(), standard_errors_of(apart, layout)(0)};
  }
  return out;
}

Confirmation confirm(const models::Scenario& scenario, int mixture, const Cells& mixed, const std::vector<const Cells*>& followed,
                     const Cells& one_for_all, double confidence, const Cells* by_rule, const Cells* alike) {
  const std::size_t segments = scenario.segments.size();
  std::vector<double> net, single, gain, choosing, sharing, overhead, ruled, tuned;
  for (std::size_t r = 0; r < mixed.size(); ++r) {
    net.push_back(mixed[r][Measure::net_value][0]);
    single.push_back(one_for_all[r][Measure::net_value][0]);
    gain.push_back(net.back() - single.back());
    if (by_rule != nullptr) ruled.push_back((*by_rule)[r][Measure::net_value][0] - single.back());
    if (alike != nullptr) tuned.push_back(net.back() - (*alike)[r][Measure::net_value][0]);
    double chosen = 0.0, together = 0.0;
    for (std::size_t g = 0; g < segments; ++g) {
      const double apart = direct((*followed[g])[r], g);
      chosen += apart - direct(one_for_all[r], g);
      together += direct(mixed[r], g) - apart;
    }
    choosing.push_back(chosen);
    sharing.push_back(together);
    overhead.push_back(shared(mixed[r], segments) - shared(one_for_all[r], segments));
  }
  Confirmation out;
  out.replications = static_cast<int>(mixed.size());
  out.mixture = sim::estimate_mean(net, confidence);
  out.one_for_all = sim::estimate_mean(single, confidence);
  out.gain = sim::estimate_mean(gain, confidence);
  out.choosing = sim::estimate_mean(choosing, confidence);
  out.sharing = sim::estimate_mean(sharing, confidence);
  out.overhead = sim::estimate_mean(overhead, confidence);
  if (by_rule != nullptr) out.gain_by_rule = sim::estimate_mean(ruled, confidence);
  if (alike != nullptr) out.gain_alike = sim::estimate_mean(tuned, confidence);
  out.pools = pools_of(scenario, mixture, mixed, followed, confidence);
  const sim::Estimate& fair = out.gain_alike ? *out.gain_alike : out.gain;
  out.verdict = std::min(out.gain.low(), fair.low()) > 0.0      ? Verdict::confirmed
                : std::min(out.gain.high(), fair.high()) <= 0.0 ? Verdict::refuted
                                                                : Verdict::open;
  return out;
}

}  // namespace tenure::analysis::decision
