#include "analysis/decide/mixture_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "analysis/compare/sentence.h"
#include "analysis/compare/spoken.h"
#include "analysis/compare/table_parts.h"
#include "analysis/decide/named_table.h"
#include "analysis/decide/words.h"

namespace tenure::analysis::decision {
namespace {

const std::string& label(const MixtureNames& names, Index strategy) { return names.labels[static_cast<std::size_t>(strategy)]; }

/// As a sentence has it.
std::string said(const MixtureNames& names, Index strategy) { return in_sentence(label(names, strategy), names.labels); }

std::string share_text(const sim::Estimate& share) {
  return share.n == 0 ? "-" : fmt::format("{:.1f}", 100.0 * share.mean);
}

/// "2.83 ± 0.07 M USD".
std::string money(const sim::Estimate& estimate, const std::string& currency, Sign sign = Sign::negative_only) {
  const NumberStyle style = style_for(currency, "", {estimate});
  return with_half_width(estimate, style, sign) + " " + style.unit;
}

/// "High-touch for Enterprise, Hybrid for the rest": each strategy with its segments.
std::string who_gets_what(const MixtureChoice& choice, const MixtureNames& names) {
  std::vector<Index> order;
  for (const SegmentChoice& s : choice.segments)
    if (std::find(order.begin(), order.end(), s.best) == order.end()) order.push_back(s.best);
  std::vector<std::string> parts;
  for (const Index strategy : order) {
    std::vector<std::string> segments;
    for (const SegmentChoice& s : choice.segments)
      if (s.best == strategy) segments.push_back(quoted_where_needed(s.label));
    parts.push_back(said(names, strategy) + " for " + listed(segments));
  }
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : "; ") + part;
  return out;
}

/// The pool that misses more than under the strategies that are followed, by most; nullptr when none does by a point.
const PoolStanding* strained(const Confirmation& confirmation) {
  const PoolStanding* worst = nullptr;
  double most = 0.01;
  for (const PoolStanding& p : confirmation.pools) {
    const double more = p.missed.mean - (p.missed_apart.n > 0 ? p.missed_apart.mean : 0.0);
    if (p.missed.n > 0 && more > most) most = more, worst = &p;
  }
  return worst;
}

/// Why the simulated gain is less than what choosing brings.
std::string reason(const Confirmation& c, const MixtureNames& names) {
  std::vector<std::string> reasons;
  if (c.sharing.high() < 0.0) {
    std::string text = fmt::format("sharing teams costs {}", money(sim::Estimate{-c.sharing.mean, c.sharing.half_width, c.sharing.n, c.sharing.confidence}, names.currency));
    if (const PoolStanding* pool = strained(c))
      text += fmt::format(" ({} now misses {:.1f} % of its requests{})", pool->label, 100.0 * pool->missed.mean,
                          pool->missed_apart.n > 0 ? fmt::format(", at most {:.1f} % under the strategies that are followed", 100.0 * pool->missed_apart.mean)
                                                   : std::string());
    reasons.push_back(text);
  }
  if (c.overhead.high() < 0.0)
    reasons.push_back(fmt::format("idle time, hiring and platforms cost {} more",
                                  money(sim::Estimate{-c.overhead.mean, c.overhead.half_width, c.overhead.n, c.overhead.confidence}, names.currency)));
  if (c.choosing.low() <= 0.0) reasons.push_back("with fresh luck the choice itself is not surely worth anything");
  return listed(reasons);
}

/// Which worlds were simulated, and what ± covers.
std::string what_it_rests_on(const Confirmation& c, const MixtureNames& names) {
  const std::string half = fmt::format("± half-width of the {:g} % interval", 100.0 * names.confidence);
  if (c.draws > 0)
    return fmt::format("The mixture, simulated in {}, one replication in each, with luck that the choice has not seen; {}: chance, and what "
                       "the numbers leave open.",
                       c.draws == c.file_draws ? fmt::format("the {} draws of the file", c.draws)
                                               : fmt::format("{} of the {} draws of the file", c.draws, c.file_draws),
                       half);
  return fmt::format("The mixture, simulated under the scenario's own numbers: {} replications with luck that the choice has not seen; {}: "
                     "chance only, not what the numbers leave open{}.",
                     c.replications, half,
                     c.file_draws > 0 ? fmt::format(" (the {} draws by which it was chosen could not be made again)", c.file_draws) : std::string());
}

/// Whose teams were tuned, and what is left of the gain where all are tuned alike.
std::string how_teams_were_found(const MixtureChoice& choice, const Confirmation& c, const MixtureNames& names) {
  const std::string single = said(names, choice.one_for_all);
  if (!c.searched) return "No head count was searched for: the mixture has the teams of the rule, the others those of the file.";
  const std::string worlds = c.search_draws > 0 ? fmt::format("in the worlds of {} of these draws", c.search_draws) : "under the scenario's own numbers";
  std::string text = fmt::format("Head counts of the mixture were searched for ({} tried, {} kept, {}), those of the other strategies are as "
                                 "the file gives them.",
                                 c.teams_tried, c.teams_changed, worlds);
  if (c.teams_tried == 0)
    text = fmt::format("Head counts of the mixture were searched for: {}, no team is so idle or so busy that another one was tried. Those of the "
                       "other strategies are as the file gives them.",
                       worlds);
  if (c.gain_by_rule) text += fmt::format(" With the teams of the rule the mixture would be worth {}.", money(*c.gain_by_rule, names.currency, Sign::always));
  if (!c.gain_alike) return text;
  if (c.alike_changed == 0) return text + fmt::format(" The same search finds no better teams for {}, so the two are compared alike.", single);
  return text + fmt::format(" The same search changes the teams of {} too ({} kept); against that the mixture is worth {}.",
                            single, c.alike_changed, money(*c.gain_alike, names.currency, Sign::always));
}

nlohmann::ordered_json estimate_json(const sim::Estimate& e) {
  return {{"mean", e.mean}, {"half_width", e.half_width}, {"replications", e.n}};
}

std::string word_of(Verdict verdict) {
  return verdict == Verdict::confirmed ? "confirmed" : verdict == Verdict::refuted ? "refuted" : "not confirmed";
}

std::string quoted(const std::string& text) { return nlohmann::json(text).dump(); }

}  // namespace

std::string choice_as_text(const MixtureChoice& choice, const MixtureNames& names) {
  std::ostringstream out;
  std::vector<Estimate> leads;
  for (const SegmentChoice& s : choice.segments) leads.push_back(estimate_of(s.lead, choice.units, names.confidence));
  const NumberStyle style = style_for(names.currency, "", leads);
  std::vector<Row> rows;
  for (std::size_t g = 0; g < choice.segments.size(); ++g) {
    const SegmentChoice& s = choice.segments[g];
    const bool alone = s.best == s.next;
    rows.push_back({s.label, {cut(label(names, s.best), 24), alone ? "-" : cut(label(names, s.next), 24),
                              alone ? "-" : with_half_width(leads[g], style),
                              alone ? "-" : clear_of_zero(s.lead, choice.units, names.confidence) ? "surely" : "within noise"}});
  }
  out << "Who should get which strategy, by direct net value\n\n";
  print_named(out, "segment", {"best", "next", heading_with("ahead by", style), "how sure"}, rows);
  for (const SegmentChoice& s : choice.segments)
    if (s.best != s.next && !clear_of_zero(s.lead, choice.units, names.confidence))
      out << bulleted(fmt::format("{}: {} and {} are within noise of each other; {}.", s.label, said(names, s.best), said(names, s.next),
                                  needed_in_words(s.lead, choice.units, names.confidence, choice.unit_word)));
  out << "\n";
  if (!choice.differs()) {
    const std::string best = said(names, choice.segments.front().best);
    const bool alike = choice.segments.front().best == choice.one_for_all;
    out << wrapped(best + " is best for every segment, so there is nothing to mix." +
                       (alike ? std::string()
                              : fmt::format(" Not confirmed: in net value, {} for all is worth {} against {} for all, because direct net value "
                                            "leaves out what segments share: idle time, hiring and platforms.",
                                            best, amount(choice.same_for_all, choice.units, names.confidence, names.currency, Sign::always),
                                            said(names, choice.one_for_all))),
                   table_width);
    return out.str();
  }
  out << wrapped(fmt::format("By segment: {}. Against {} for all, choosing by segment promises {} in direct net value ({}): what segments "
                             "share is not in it, idle time, hiring and platforms, and neither is that they wait for the same people.",
                             who_gets_what(choice, names), said(names, choice.one_for_all),
                             amount(choice.promised, choice.units, names.confidence, names.currency, Sign::always),
                             fmt::format("{} {}", choice.units, choice.unit_word)),
                 table_width);
  return out.str();
}

std::string verdict_in_words(const MixtureChoice& choice, const Confirmation& c, const MixtureNames& names) {
  const std::string single = said(names, choice.one_for_all);
  const std::string gain = money(c.gain, names.currency, Sign::always);
  const std::string units = c.draws > 0 ? fmt::format("{} draws", c.draws) : fmt::format("{} replications", c.replications);
  if (c.verdict != Verdict::confirmed && c.gain.low() > 0.0 && c.gain_alike)
    return fmt::format("Not confirmed: simulated as one firm, the mixture is worth {} against {} for all with the teams that the file gives it, "
                       "but {} against it with teams found by the same search, {}: the gain lies in the teams, not in choosing by segment.",
                       gain, single, money(*c.gain_alike, names.currency, Sign::always),
                       c.gain_alike->high() <= 0.0 ? "which is no gain" : "which " + units + " cannot tell from nothing");
  if (c.verdict == Verdict::confirmed) {
    std::string text = fmt::format("Confirmed: simulated as one firm, the mixture is worth {} against {} for all", gain, single);
    if (c.choosing.low() <= 0.0)
      return text + fmt::format(". Who gets what is not surely worth anything by itself ({} with fresh luck): the gain lies in {}.",
                                money(c.choosing, names.currency, Sign::always),
                                c.overhead.mean > c.sharing.mean ? "less idle time, hiring and platforms" : "teams that serve better together");
    const std::string but = c.choosing.mean > c.gain.mean ? reason(c, names) : "";
    return text + (but.empty() ? "." : "; it would be more, but " + but + ".");
  }
  const std::string why = reason(c, names);
  if (c.verdict == Verdict::refuted)
    return fmt::format("Not confirmed: simulated as one firm, the mixture is worth {} against {} for all, which is no gain{}.", gain, single,
                       why.empty() ? "" : ": " + why);
  return fmt::format("Not confirmed: simulated as one firm, the mixture is worth {} against {} for all, which {} cannot tell "
                     "from nothing{}.",
                     gain, single, units, why.empty() ? "" : ": " + why);
}

std::string confirmation_as_text(const MixtureChoice& choice, const Confirmation& c, const MixtureNames& names) {
  std::ostringstream out;
  out << wrapped(what_it_rests_on(c, names), table_width) << "\n";
  const NumberStyle style = style_for(names.currency, "", {c.gain, c.choosing, c.sharing, c.overhead});
  const NumberStyle whole = style_for(names.currency, "", {c.mixture, c.one_for_all});
  print_named(out, "net value", {heading_with("over the horizon", whole)},
              {{"mixture", {with_half_width(c.mixture, whole)}},
               {cut(label(names, choice.one_for_all), 40) + " for all", {with_half_width(c.one_for_all, whole)}}});
  out << "\n";
  const auto line = [&](const char* name, const sim::Estimate& e) { return Row{name, {with_half_width(e, style, Sign::always)}}; };
  print_named(out, "mixture less one for all, same luck", {heading_with("net value", style)},
              {line("  choosing by segment", c.choosing), line("  sharing teams (waiting, missed contacts)", c.sharing),
               line("  idle time, hiring, platforms", c.overhead), line("in all", c.gain)});
  std::vector<Row> rows;
  for (const PoolStanding& p : c.pools)
    rows.push_back({p.label, {std::to_string(p.servers), share_text(p.busy), share_text(p.missed), share_text(p.missed_apart)}});
  out << wrapped(how_teams_were_found(choice, c, names), table_width);
  if (!rows.empty()) {
    out << "\n";
    print_named(out, "team", {"people", "busy, %", "missed, %", "missed apart, %"}, rows);
    out << wrapped("people: at the start; missed apart: the most that it misses under a strategy that is followed, alone.", table_width);
  }
  out << "\n" << wrapped(verdict_in_words(choice, c, names), table_width);
  return out.str();
}

nlohmann::ordered_json as_json(const MixtureChoice& choice, const MixtureNames& names) {
  nlohmann::ordered_json json;
  json["one_for_all"] = names.strategies[static_cast<std::size_t>(choice.one_for_all)];
  json["differs"] = choice.differs();
  json["over_draws"] = choice.over_draws;
  json["units"] = choice.units;
  json["promised"] = {{"mean", choice.promised.mean}, {"standard_error", choice.promised.standard_error}};
  if (!choice.differs())
    json["same_for_all"] = {{"mean", choice.same_for_all.mean}, {"standard_error", choice.same_for_all.standard_error}};
  json["segments"] = nlohmann::ordered_json::array();
  for (const SegmentChoice& s : choice.segments)
    json["segments"].push_back({{"segment", s.segment},
                                {"best", names.strategies[static_cast<std::size_t>(s.best)]},
                                {"next", names.strategies[static_cast<std::size_t>(s.next)]},
                                {"lead", {{"mean", s.lead.mean}, {"standard_error", s.lead.standard_error}}}});
  return json;
}

nlohmann::ordered_json as_json(const Confirmation& c) {
  nlohmann::ordered_json json;
  json["verdict"] = word_of(c.verdict);
  json["replications"] = c.replications;
  json["mixture"] = estimate_json(c.mixture);
  json["one_for_all"] = estimate_json(c.one_for_all);
  json["gain"] = estimate_json(c.gain);
  json["choosing"] = estimate_json(c.choosing);
  json["sharing"] = estimate_json(c.sharing);
  json["overhead"] = estimate_json(c.overhead);
  if (c.gain_alike) json["gain_alike"] = estimate_json(*c.gain_alike);
  json["draws"] = c.draws;
  json["draws_of_the_file"] = c.file_draws;
  json["teams"] = {{"searched", c.searched}, {"draws", c.search_draws}, {"tried", c.teams_tried}, {"kept", c.teams_changed}, {"kept_alike", c.alike_changed}};
  if (c.gain_by_rule) json["gain_by_rule"] = estimate_json(*c.gain_by_rule);
  json["pools"] = nlohmann::ordered_json::array();
  for (const PoolStanding& p : c.pools) {
    nlohmann::ordered_json one = {{"pool", p.name}, {"servers", p.servers}, {"busy", estimate_json(p.busy)}};
    if (p.missed.n > 0) one["missed"] = estimate_json(p.missed);
    if (p.missed_apart.n > 0) one["missed_apart"] = estimate_json(p.missed_apart);
    json["pools"].push_back(std::move(one));
  }
  return json;
}

std::string strategy_text(const MixtureChoice& choice, const MixtureNames& names) {
  std::string follows;
  for (const SegmentChoice& s : choice.segments)
    follows += fmt::format("{}{} = {}", follows.empty() ? "" : ", ", s.segment, quoted(names.strategies[static_cast<std::size_t>(s.best)]));
  return fmt::format("\n[strategy.{}]\nlabel = \"By segment\"\nfollows = {{ {} }}\n", names.mixture, follows);
}

std::string teams_text(const models::Scenario& scenario, int mixture) {
  const models::Strategy& strategy = scenario.strategies[static_cast<std::size_t>(mixture)];
  std::string out;
  for (const models::Pool& pool : strategy.pools) {
    if (pool.servers == 0 && pool.plan.empty()) continue;
    out += fmt::format("[strategy.{}.pool.{}]\n", strategy.name, pool.name);
    if (!pool.shifts.empty()) {
      std::string shifts;
      for (const models::Shift& shift : pool.shifts)
        shifts += fmt::format("{}{{ hours = {}, servers = {} }}", shifts.empty() ? "" : ", ",
                              quoted(shift.hours < 0 ? "always" : scenario.hours[static_cast<std::size_t>(shift.hours)].name), shift.servers);
      out += "shifts = [" + shifts + "]\n";
      continue;
    }
    out += fmt::format("servers = {}\n", pool.servers);
    std::string plan;
    for (const models::HeadcountStep& later : pool.plan)
      plan += fmt::format("{}{{ at = \"{} d\", servers = {} }}", plan.empty() ? "" : ", ", sim::in_units(later.at, sim::kDay), later.servers);
    if (!plan.empty()) out += "plan = [" + plan + "]\n";
  }
  return out;
}

}  // namespace tenure::analysis::decision
