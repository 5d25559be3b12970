#include "analysis/staffing/report.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "analysis/compare/numbers.h"
#include "analysis/compare/sentence.h"
#include "analysis/compare/table_parts.h"

namespace tenure::analysis {
namespace {

using Json = nlohmann::ordered_json;

const NumberStyle as_percent{0.01, 0, "%"};
const NumberStyle as_hours{1.0, 0, "h"};

std::string people(int n) { return n == 1 ? "1 person" : fmt::format("{} people", n); }

std::string plain(double value) { return fmt::format("{:.10g}", value); }

std::string percent(double share) { return plain(std::round(share * 1e8) / 1e6) + " %"; }

std::string hours_text(double hours) {
  return hours < 1.0 ? plain(std::round(hours * 6e6) / 1e5) + " min" : plain(std::round(hours * 1e5) / 1e5) + " h";
}

/// "12,345".
std::string grouped(double value) {
  const std::string digits = fmt::format("{:.0f}", value);
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out;
}

std::string limits_text(const Limits& limits) {
  std::string text;
  if (limits.missed) text = "at most " + percent(*limits.missed) + " missed";
  if (limits.response)
    text += fmt::format("{}a mean response of at most {}", text.empty() ? "" : " and ", hours_text(*limits.response));
  return text;
}

std::string measured_text(const Measured& m) {
  return fmt::format("missed {} %, response {} h, busy {} %", with_half_width(m.missed, as_percent),
                     with_half_width(m.response, as_hours), with_half_width(m.utilisation, as_percent));
}

std::string signed_people(double n) {
  const std::string text = fmt::format("{:+.1f}", n);
  return text == "-0.0" ? "+0.0" : text;
}

std::string cause_text(const Part& part, const PoolAnswer& answer, const models::Pool& pool) {
  switch (part.cause) {
    case Part::Cause::leaving: {
      const double vacant = 1.0 - answer.at.present.mean / static_cast<double>(answer.at.servers);
      return fmt::format("people leave: {:.1f} % of the posts are vacant on average, and newcomers work slowly at first",
                         100.0 * vacant);
    }
    case Part::Cause::hiring:
      return fmt::format("{}; the others come after {}, and what is missed until then weighs on the whole time",
                         answer.why.before == 0 ? "nobody is there at the start" : "today's team has " + people(answer.why.before),
                         span_text(static_cast<double>(pool.hire_delay) / static_cast<double>(sim::kDay)));
    case Part::Cause::books:
      return "named books: what waits for one cannot be done by a colleague who has time";
    case Part::Cause::unevenness: {
      const std::string peak =
          fmt::format("busiest month {:.1f} people", answer.arithmetic.busiest_month);
      return part.people >= 0.0 ? "work comes unevenly and by chance (" + peak + ")"
                                : "deadlines and the promise leave slack, more than uneven demand takes (" + peak + ")";
    }
    case Part::Cause::rounding:
      return "rounded up to whole people";
  }
  return {};
}

std::string arithmetic_text(const Arithmetic& a) {
  return fmt::format("{:.1f} = {} h asked a year / {} productive h a person", a.people, grouped(a.hours_asked),
                     grouped(a.productive_hours));
}

void print_why(std::string& out, const PoolAnswer& answer, const models::Pool& pool) {
  if (!answer.why.parts.empty()) {
    out += fmt::format("    Why {} and not {:.1f}:\n", answer.servers, answer.arithmetic.people);
    for (const Part& part : answer.why.parts)
      out += fmt::format("      {:>6}  {}\n", signed_people(part.people), cause_text(part, answer, pool));
    return;
  }
  if (answer.outcome != Outcome::never) return;
  const auto hint = [&](const std::optional<int>& n, const std::string& when) {
    if (n) out += "    " + when + ", " + people(*n) + " would do (by the means of a few replications).\n";
  };
  hint(answer.why.if_nobody_left, "If nobody left");
  hint(answer.why.if_nobody_left_and_shared,
       answer.why.if_nobody_left ? "If nobody left and books were shared" : "If books were shared");
}

void print_pool(std::string& out, const models::Strategy& strategy, const PoolAnswer& answer,
                const std::string& currency) {
  const models::Pool& pool = strategy.pools[static_cast<std::size_t>(answer.pool)];
  out += "  " + cut(pool.label, 50) + ": " + limits_text(answer.limits) + "\n";
  const int n = answer.servers;
  switch (answer.outcome) {
    case Outcome::nothing_asked:
      out += "    Nothing is asked of it, so nobody is needed.\n";
      return;
    case Outcome::never:
      out += "    No head count up to " + std::to_string(n) + " was shown to keep it.\n";
      out += fmt::format("    {:>4}  {}\n", n, measured_text(answer.at));
      break;
    case Outcome::undecided:
      out += n - answer.failing == 2
                 ? fmt::format("    Undecided between {} and {}: {} surely {} it, {} surely {} not; {} is too close.\n", n - 1, n, n,
                               n == 1 ? "keeps" : "keep", answer.failing, answer.failing == 1 ? "does" : "do", n - 1)
                 : fmt::format("    Undecided between {} and {}: {} surely {} it, {} surely do not; between them it is too "
                               "close.\n",
                               answer.failing + 1, n, n, n == 1 ? "keeps" : "keep", std::max(answer.failing, 0));
      break;
    case Outcome::found:
      out += "    " + people(n) + (n == 1 ? " keeps it" : " keep it");
      if (answer.failing > 0) out += fmt::format(", {} {} not", answer.failing, answer.failing == 1 ? "does" : "do");
      out += ".\n";
      break;
  }
  if (answer.outcome != Outcome::never && n > 0) {
    out += fmt::format("    {:>4}  {}\n", n, measured_text(answer.at));
    if (answer.below.servers > 0)
      out += fmt::format("    {:>4}  {}\n", answer.below.servers, measured_text(answer.below));
  }
  if (n > 0) {
    const NumberStyle style = style_for(currency, "cost", {answer.at.cost});
    out += fmt::format("    cost  {} {} a year, wages, hiring and training\n", with_half_width(answer.at.cost, style), style.unit);
  }
  out += "    Arithmetic: " + arithmetic_text(answer.arithmetic) +
         (pool.shrinkage.value > 0.0 ? " (shrinkage of " + percent(pool.shrinkage.value) + " taken off)" : "") + "\n";
  print_why(out, answer, pool);
}

Json estimate_json(const sim::Estimate& e) {
  Json json;
  json["mean"] = e.mean;
  if (std::isfinite(e.half_width)) json["half_width"] = e.half_width;
  json["n"] = e.n;
  json["confidence"] = e.confidence;
  return json;
}

Json measured_json(const Measured& m) {
  return {{"servers", m.servers},
          {"missed_share", estimate_json(m.missed)},
          {"response_hours", estimate_json(m.response)},
          {"utilisation", estimate_json(m.utilisation)},
          {"servers_present", estimate_json(m.present)},
          {"cost_per_year", estimate_json(m.cost)}};
}

const char* word_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::found: return "found";
    case Outcome::undecided: return "undecided";
    case Outcome::never: return "never";
    case Outcome::nothing_asked: return "nothing_asked";
  }
  return "";
}

const char* word_of(Part::Cause cause) {
  switch (cause) {
    case Part::Cause::leaving: return "leaving";
    case Part::Cause::hiring: return "hiring";
    case Part::Cause::books: return "books";
    case Part::Cause::unevenness: return "unevenness";
    case Part::Cause::rounding: return "rounding";
  }
  return "";
}

}  // namespace

std::vector<std::string> keys_not_used(const models::Experiment& experiment) {
  std::vector<std::string> keys;
  if (!experiment.precision.empty()) keys.push_back("experiment.precision");
  if (experiment.select) keys.push_back("experiment.select");
  if (experiment.antithetic || experiment.control_variates) keys.push_back("experiment.variance_reduction");
  if (experiment.draws > 0) keys.push_back("experiment.draws");
  return keys;
}

/// That some keys of [experiment] do nothing here, and why.
std::string not_used_text(const models::Experiment& experiment) {
  const std::vector<std::string> keys = keys_not_used(experiment);
  if (keys.empty()) return "";
  std::string list;
  for (std::size_t i = 0; i < keys.size(); ++i) list += (i == 0 ? "" : i + 1 == keys.size() ? " and " : ", ") + keys[i];
  return fmt::format(
      " Not used here: {}. How often a team is simulated follows from how close its promise is (--replications, --most), with independent "
      "replications of the scenario's own numbers.",
      list);
}

std::string method_text(const models::Scenario& scenario, const StaffOptions& options, const Looks& looks) {
  std::string sizes;
  for (std::size_t i = 0; i < looks.sizes.size(); ++i)
    sizes += (i == 0 ? "" : i + 1 == looks.sizes.size() ? " or " : ", ") + std::to_string(looks.sizes[i]);
  return wrapped(
      fmt::format(
          "Smallest head counts, the same from the start to the horizon ({}), that keep what is promised over all of it. "
          "Found by simulation with {} confidence for each answer, which rests on two verdicts: so many people keep the "
          "promise, one fewer break it. A verdict looks at the one-sided Student bound after {} replications, all teams "
          "with the same luck, and each of the {} looks may err by {:.2g} % (Bonferroni).",
          span_text(static_cast<double>(scenario.time.horizon) / static_cast<double>(sim::kDay)),
          confidence_text(options.confidence), sizes, looks.sizes.size(), 100.0 * looks.error) +
          not_used_text(scenario.experiment),
      table_width);
}

std::string as_text(const models::Scenario& scenario, const StrategyAnswer& answer) {
  const models::Strategy& strategy = scenario.strategies[static_cast<std::size_t>(answer.strategy)];
  std::string out = cut(strategy.label, table_width) + "\n";
  if (answer.pools.empty()) return out + "  Nothing is promised of a pool that it has.\n";
  for (const PoolAnswer& pool : answer.pools) print_pool(out, strategy, pool, scenario.money.currency);
  if (answer.pools.size() > 1) {
    const bool all = std::all_of(answer.pools.begin(), answer.pools.end(), [](const PoolAnswer& p) {
      return p.outcome != Outcome::never;
    });
    if (all && answer.settled)
      out += fmt::format("  Together: with these head counts all promises are kept at once ({} replications).\n",
                         answer.replications);
    if (!answer.settled)
      out += "  The pools influence each other so much that the search did not come to rest; take these head counts as a "
             "guess.\n";
  }
  return out;
}

Json as_json(const models::Scenario& scenario, const StrategyAnswer& answer) {
  const models::Strategy& strategy = scenario.strategies[static_cast<std::size_t>(answer.strategy)];
  Json json;
  json["strategy"] = strategy.name;
  json["label"] = strategy.label;
  json["settled"] = answer.settled;
  json["replications"] = answer.replications;
  json["looks"] = answer.looks.sizes;
  json["error_per_look"] = answer.looks.error;
  json["cells"] = answer.cells;
  json["pools"] = Json::array();
  for (const PoolAnswer& p : answer.pools) {
    Json one;
    one["pool"] = strategy.pools[static_cast<std::size_t>(p.pool)].name;
    if (p.limits.missed) one["promised"]["missed_share"] = *p.limits.missed;
    if (p.limits.response) one["promised"]["response_hours"] = *p.limits.response;
    one["outcome"] = word_of(p.outcome);
    one["servers"] = p.servers;
    if (p.failing >= 0) one["not_kept_by"] = p.failing;
    if (p.at.servers > 0) one["at"] = measured_json(p.at);
    if (p.below.servers > 0) one["below"] = measured_json(p.below);
    one["arithmetic"] = {{"servers", p.arithmetic.people},
                         {"hours_asked_per_year", p.arithmetic.hours_asked},
                         {"productive_hours_per_server_year", p.arithmetic.productive_hours},
                         {"busiest_month_servers", p.arithmetic.busiest_month},
                         {"replications", p.arithmetic.replications}};
    one["why"] = Json::array();
    for (const Part& part : p.why.parts)
      one["why"].push_back({{"cause", word_of(part.cause)}, {"servers", part.people}});
    if (p.why.if_nobody_left) one["if_nobody_left"] = *p.why.if_nobody_left;
    if (p.why.if_nobody_left_and_shared) one["if_nobody_left_and_books_were_shared"] = *p.why.if_nobody_left_and_shared;
    json["pools"].push_back(std::move(one));
  }
  return json;
}

std::string fragment(const models::Scenario& scenario, const std::vector<StrategyAnswer>& answers,
                     const std::string& base, const std::string& file, const std::vector<std::string>& settings) {
  std::string out = "# Head counts that keep the promises, found by tenure staff " TENURE_VERSION ", seed " +
                    std::to_string(scenario.experiment.seed) + ".\n";
  if (!settings.empty()) {
    out += "# Found with these settings, which are not in this file; give them again:\n";
    for (const std::string& set : settings) out += "#   --set " + nlohmann::json(set).dump() + "\n";
  }
  if (!base.empty())
    out += "extends = " + nlohmann::json(base).dump() + "\n";
  else
    out += "# It lies where it cannot extend its scenario: move it into that folder, and take away the # of the next line.\n# extends = " +
           nlohmann::json(file).dump() + "\n";
  for (const StrategyAnswer& answer : answers) {
    const models::Strategy& strategy = scenario.strategies[static_cast<std::size_t>(answer.strategy)];
    for (const PoolAnswer& p : answer.pools) {
      const models::Pool& pool = strategy.pools[static_cast<std::size_t>(p.pool)];
      const std::string table = "\n[strategy." + strategy.name + ".pool." + pool.name + "]\n";
      if (p.outcome == Outcome::never) {
        out += "\n# strategy." + strategy.name + ".pool." + pool.name + ": no head count up to " + std::to_string(p.servers) +
               " keeps the promise; left as it is\n";
        continue;
      }
      if (p.outcome == Outcome::nothing_asked || p.servers == 0) continue;
      out += table;
      if (p.outcome == Outcome::undecided)
        out += "# undecided between " + std::to_string(p.failing + 1) + " and " + std::to_string(p.servers) + "\n";
      if (pool.shifts.empty()) {
        out += "servers = " + std::to_string(p.servers) + "\n";
        if (!pool.plan.empty()) out += "plan = []\n";
        continue;
      }
      std::string shifts;
      for (const models::Shift& shift : staffed_shifts(pool.shifts, p.servers))
        shifts += fmt::format("{}{{ hours = \"{}\", servers = {} }}", shifts.empty() ? "" : ", ",
                            shift.hours < 0 ? "always" : scenario.hours[static_cast<std::size_t>(shift.hours)].name,
                            shift.servers);
      out += "shifts = [" + shifts + "]\n";
    }
  }
  return out;
}

}  // namespace tenure::analysis
