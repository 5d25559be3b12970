// What was fitted, as JSON.
#include <cmath>

#include "analysis/fit/gamma_gamma.h"
#include "analysis/fit/page.h"
#include "sim/time/civil_date.h"

namespace tenure::analysis::fit {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json interval_json(const Interval& i) {
  return {{"value", number(i.value)}, {"low", number(i.low)}, {"high", number(i.high)}};
}

Json law_json(const RetentionFit& f, double confidence) {
  Json parameters = Json::object();
  for (std::size_t i = 0; i < f.maximum.at.size(); ++i)
    parameters[f.family->parameters[i].name] = interval_json(interval_of(f.maximum, i, confidence));
  return {{"family", f.family->name},
          {"parameters", parameters},
          {"log_likelihood", f.maximum.log_likelihood},
          {"curved", f.maximum.curved},
          {"at_bound", f.maximum.at_bound}};
}

Json law_json(const Maximum& m, const std::vector<std::string>& names, double confidence) {
  Json parameters = Json::object();
  for (std::size_t i = 0; i < names.size(); ++i) parameters[names[i]] = interval_json(interval_of(m, i, confidence));
  return {
      {"parameters", parameters}, {"log_likelihood", m.log_likelihood}, {"curved", m.curved}, {"at_bound", m.at_bound}};
}

Json foretold_json(const Foretold& f) {
  if (!f.possible) return nullptr;
  return {{"customers", f.at_risk},
          {"expected", interval_json(f.expected)},
          {"actual", f.actual},
          {"outside", f.outside()}};
}

Json notes_json(const std::vector<Note>& notes) {
  Json out = Json::array();
  for (const Note& n : notes)
    out.push_back({{"kind", n.kind == Note::Kind::refused ? "refused" : "flagged"}, {"text", n.text}});
  return out;
}

Json rate_json(const RateFit& r) {
  return {{"per_month", interval_json(r.rate)},
          {"events", r.events},
          {"customer_months", r.time},
          {"customers_differ", r.differ},
          {"shape", r.differ ? interval_json(r.shape) : Json(nullptr)}};
}

Json arrivals_json(const ArrivalsFit& a, double confidence) {
  Json out = {{"newcomers", a.newcomers},
              {"days", a.days},
              {"level_per_month", interval_json(interval_of(a.maximum, 0, confidence))},
              {"bunching", a.bunching},
              {"growth_p", a.growth_p},
              {"season_p", a.season_p},
              {"weekday_p", a.weekday_p},
              {"weekday", a.weekday}};
  out["growth_factor_per_year"] = a.grows ? interval_json(interval_of(a.maximum, 1, confidence)) : Json(nullptr);
  out["season"] = a.seasonal ? Json(a.season) : Json(nullptr);
  return out;
}

}  // namespace

Json as_json(const Book& book, const BookFit& fit, double confidence) {
  Json out = {{"source", book.source}, {"rows", book.rows}, {"confidence", confidence}, {"period", book.period.name}};
  if (book.dated) out["as_of"] = sim::to_string(sim::civil_from_days(book.as_of));
  Json laws = Json::array();
  for (const Candidate& c : fit.choice.candidates)
    laws.push_back({{"family", c.family->name},
                    {"held_out_log_likelihood", c.possible ? Json(c.held_out) : Json(nullptr)},
                    {"behind", c.behind},
                    {"standard_error", c.standard_error}});
  out["laws"] = laws;
  out["chosen"] = fit.choice.candidates[fit.choice.chosen].family->name;
  out["cut"] = fit.cut_text;
  out["foretold"] = foretold_json(fit.foretold);
  out["segments"] = Json::array();
  for (const SegmentFit& s : fit.segments) {
    Json one = {{"segment", s.name.key}, {"label", s.name.label}, {"rows", s.rows},
                {"there", s.there},      {"left", s.left},        {"own_fit", s.own}};
    one["law"] = law_json(s.retention, confidence);
    one["written"] = s.written ? law_json(*s.written, confidence) : Json(nullptr);
    one["written_difference"] = s.written_difference;
    one["leave_next_year"] =
        s.there > 0.0 ? interval_json(s.next_year(book.period, book.grain, book.dated, confidence)) : Json(nullptr);
    one["last_year"] = s.last_year ? Json{{"there", s.last_year->there},
                                          {"left", s.last_year->left},
                                          {"share", interval_json(s.last_year->share)}}
                                   : Json(nullptr);
    one["foretold"] = foretold_json(s.foretold);
    one["mean_price"] = s.price.n > 0.0 ? Json(s.price.mean) : Json(nullptr);
    one["newcomers"] = s.newcomers;
    one["contacts"] = s.contacts ? rate_json(*s.contacts) : Json(nullptr);
    Json curve = Json::array();
    for (double t = 1.0; t <= s.retention.totals.longest && s.curve->at_risk(t) >= 1.0; t += 1.0)
      curve.push_back({{"time", t},
                       {"at_risk", s.curve->at_risk(t)},
                       {"kaplan_meier", interval_json(s.curve->at(t, confidence))},
                       {"law", s.retention.survival(t)}});
    one["curve"] = curve;
    out["segments"].push_back(std::move(one));
  }
  out["arrivals"] = fit.arrivals ? arrivals_json(*fit.arrivals, confidence) : Json(nullptr);
  out["contacts"] = fit.contacts ? rate_json(*fit.contacts) : Json(nullptr);
  if (book.contacts)
    out["contacts_by_weekday"] = book.contacts->by_weekday, out["contacts_by_hour"] = book.contacts->by_hour;
  out["work_minutes"] =
      fit.work ? Json{{"mean", interval_json(fit.work->mean)}, {"cv", interval_json(fit.work->cv)}, {"n", fit.work->n}}
               : Json(nullptr);
  if (fit.patience) {
    const PatienceFit& p = *fit.patience;
    out["patience_minutes"] = {{"family", p.weibull ? "weibull" : "exponential"},
                               {"mean", interval_json(p.mean)},
                               {"gave_up", p.gave_up},
                               {"waits", p.waits}};
    if (p.weibull)
      out["patience_minutes"].update({{"shape", interval_json(p.shape)}, {"scale", interval_json(p.scale)}});
  } else {
    out["patience_minutes"] = nullptr;
  }
  out["notes"] = notes_json(fit.notes);
  return out;
}

Json as_json(const PurchaseBook& book, const PurchaseFit& fit, double confidence) {
  Json out = {{"source", book.source}, {"rows", book.rows},         {"confidence", confidence},
              {"buyers", fit.buyers},  {"bought_again", fit.again}, {"repeat_purchases", fit.purchases}};
  out["bg_nbd"] = law_json(fit.bg, {"r", "alpha", "a", "b"}, confidence);
  out["pareto_nbd"] = law_json(fit.pareto, {"r", "alpha", "s", "beta"}, confidence);
  out["bg_nbd"]["active"] = fit.active_bg;
  out["pareto_nbd"]["active"] = fit.active_pareto;
  out["better"] = fit.bg_better ? "bg_nbd" : "pareto_nbd";
  if (fit.spend) {
    out["gamma_gamma"] = law_json(*fit.spend, {"p", "q", "gamma"}, confidence);
    out["gamma_gamma"]["mean_spend"] = number(gamma_gamma::mean_spend(fit.spend->at));
    out["gamma_gamma"]["correlation"] = fit.correlation;
  } else {
    out["gamma_gamma"] = nullptr;
  }
  const auto foretold = [&](const std::optional<ForetoldPurchases>& f) {
    return f ? Json{{"expected", interval_json(f->expected)}, {"actual", f->actual}, {"outside", f->outside()}}
             : Json(nullptr);
  };
  out["foretold"] = {{"weeks", book.weeks_after},
                     {"bg_nbd", foretold(fit.foretold_bg)},
                     {"pareto_nbd", foretold(fit.foretold_pareto)}};
  out["notes"] = notes_json(fit.notes);
  return out;
}

}  // namespace tenure::analysis::fit
