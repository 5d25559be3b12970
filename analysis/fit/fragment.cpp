#include "analysis/fit/fragment.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/fit/ahead.h"
#include "analysis/fit/page.h"
#include "analysis/fit/ready_world.h"
#include "analysis/fit/toml_text.h"
#include "sim/time/civil_date.h"

#ifndef TENURE_VERSION
#error "TENURE_VERSION must be defined by the build"
#endif

namespace tenure::analysis::fit {
namespace {

constexpr double kHundredYears = 36525.0;  ///< days; the longest time that a scenario takes
constexpr double assumed_minutes = 20.0, assumed_rate = 0.5;  ///< of a contact; a month and customer
const Origin assumption{'U', "assumption", ""};

class Writer {
 public:
  Writer(const Book& book, const BookFit& fit, const FragmentOptions& options)
      : book_(book), fit_(fit), options_(options) {
    const RetentionFamily* family = fit.choice.candidates[fit.choice.chosen].family;
    renewal_ = family == &shifted_beta_geometric;
    for (const SegmentFit& s : fit.segments) {
      frail_ = frail_ || s.said().family == &gamma_weibull;
    }
    contacts_ = options.models || (fit.contacts && (options.complete || fit.work));
  }

  std::string write() {
    out_ = fragment_head(book_.source, options_) + notes_as_comment(failed_test(fit_), fit_.notes);
    if (options_.complete)
      out_ += completion(book_.dated ? book_.as_of + 1 : sim::days_from_civil({2026, 1, 1}),
                         "Our book as it is: " + book_.source);
    out_ += "\n[money]\ncurrency = \"" + options_.currency + "\"\n";
    if (options_.complete)
      out_ +=
          "discount = { value = \"10 % / yr\", low = \"5 % / yr\", high = \"15 % / yr\", grade = \"U\", source = "
          "\"assumption\" }\n";
    today();
    for (std::size_t g = 0; g < fit_.segments.size(); ++g) segment(g);
    out_ +=
        "\n# ---- how they leave "
        "---------------------------------------------------------------------------------------------------\n";
    out_ +=
        "\n[stage.active]\nlabel = \"Customer\"\nfunnel = \"active\"\n" +
        std::string(options_.models ? "[stage.onboarding]\nlabel = \"Onboarding\"\nfunnel = \"onboarding\"\n" : "") +
        "[stage.left]\nlabel = \"Left\"\nfunnel = "
        "\"lost\"\ncustomer = false\n";
    retention();
    if (pays())
      out_ += "\n[flow.subscription]\nkind = \"revenue\"\nstages = " + stages() + "\nrate = \"attribute." + price_name() + "\"\n";
    if (contacts_) demand();
    if (options_.models) out_ += ready_world(effects());
    out_ += "\n[strategy.as_today]\nlabel = \"As today\"\n";
    return out_;
  }

 private:
  bool pays() const { return has_prices(fit_); }
  /// Where customers are, how they leave as an effect names it, and the attribute of what they pay.
  std::string stages() const { return options_.models ? "[\"onboarding\", \"active\"]" : "[\"active\"]"; }
  std::string effects() const { return renewal_ ? "decisions = [\"renewal\"]" : "transitions = [\"leaves\"]"; }
  std::string price_name() const { return options_.models ? "annual_value" : "price"; }

  Origin origin(const SegmentFit& s, const std::string& what, const std::string& note = {}) const {
    return {'A', fmt::format("{}, {:.0f} rows{}{}", book_.source, s.rows, what.empty() ? "" : ", ", what), note};
  }

  /// Of a number of the retention law: who has too few ends takes that of all, which is derived.
  Origin law_origin(const SegmentFit& s) const {
    std::string note;
    if (s.written) {
      const RetentionFit& f = s.retention;
      note = fmt::format("the {} law that was chosen", f.family->words);
      for (std::size_t i = 0; i < f.maximum.at.size(); ++i)
        note += fmt::format("{} {} {:.4g}", i ? "," : " has", f.family->parameters[i].name, f.maximum.at[i]);
      note += fmt::format("; the two retention curves differ by at most {:.2f} points", 100.0 * s.written_difference);
    }
    Origin out = origin(s, std::string(s.said().family->words) + ", maximum likelihood", note);
    if (!s.own) {
      out.grade = 'D';
      out.source =
          fmt::format("{}, {:.0f} rows, {}, maximum likelihood", book_.source, book_.rows, s.said().family->words);
      out.note = "too few ends of its own: the fit of all segments" + (note.empty() ? "" : "; " + note);
    }
    if (fit_.failed(s)) {
      out.grade = 'U';
      out.note = failure(s) + (out.note.empty() ? "" : "; " + out.note);
    }
    return out;
  }

  /// That the law failed its own test, for the note of a number that rests on it.
  std::string failure(const SegmentFit& s) const {
    const Foretold& f = s.own && s.foretold.outside() ? s.foretold : fit_.foretold;
    return fmt::format("failed its own test: after the cut {:.0f} left where {:.0f} [{:.0f}, {:.0f}] were foretold, so "
                       "that low and high do not cover how far it may be off",
                       f.actual, f.expected.value, f.expected.low, f.expected.high);
  }

  std::string unit() const { return " " + book_.period.name; }

  void today() {
    out_ += "\n[today]\nstrategy = \"as_today\"\n";
    out_ += contacts_ ? "warm_up = \"2 mo\"\n" : "warm_up = \"1 d\"\n";
    std::string segments;
    for (const SegmentFit& s : fit_.segments) {
      if (s.there == 0.0) continue;
      const Interval churn = s.next_year(book_.period, book_.grain, book_.dated, fragment_confidence);
      if (!(churn.value > 1e-6 && churn.value < 1.0 - 1e-6)) continue;
      std::string note = "of those who are there now, in a year";
      if (s.last_year)
        note +=
            fmt::format("; of the {:.0f} who were there a year ago {:.0f} left", s.last_year->there, s.last_year->left);
      Origin o = law_origin(s);
      o.source =
          fmt::format("{}, {:.0f} rows, {}", book_.source, s.own ? s.rows : book_.rows, s.retention.family->words);
      if (fit_.failed(s)) note += "; " + failure(s);
      o.note = note;
      segments += "[today.segment." + s.name.key + "]\nchurn = " + parameter(churn, "", o, 1e-6, 1.0 - 1e-6) + "\n";
    }
    if (segments.empty()) return;
    out_ += "solve." + effects() +
            "       # what today's contacts do is in the figures: the level is solved, so that they come out under "
            "as_today\n" +
            segments;
  }

  void segment(std::size_t g) {
    const SegmentFit& s = fit_.segments[g];
    out_ += "\n[segment." + s.name.key + "]\nlabel = " + toml_string(s.name.label) + "\n";
    out_ += "customers = " + parameter(s.there, "", origin(s, "counted")) + "\n";
    if (s.there > 0.0)
      out_ += "opening_age = " + distribution(s.opening_age, unit(), origin(s, "tenures of those there")) + "\n";
    out_ += options_.models ? "start = \"onboarding\"\nopening = \"active\"\n" : "start = \"active\"\n";
    if (fit_.arrivals && s.newcomers > 0.0) arrivals(s);
    if (s.said().family == &gamma_weibull) {
      out_ += "frailty = " +
              parameter(interval_of(s.said().maximum, 2, fragment_confidence), "", law_origin(s), 0.0, 100.0) + "\n";
    }
    if (pays())
      out_ += "attribute." + price_name() + " = " +
              distribution(options_.models ? times(s.price, 12.0) : s.price,
                           " " + options_.currency + (options_.models ? " / yr" : " / mo"),
                           origin(s, "prices of those there",
                                  fmt::format("mean {:.6g} {} a month", s.price.mean, options_.currency))) +
              "\n";
    if (renewal_) {
      const Maximum& m = s.said().maximum;
      out_ += "attribute.leaving = { dist = \"beta\", alpha = " +
              parameter(interval_of(m, 0, fragment_confidence), "", law_origin(s), 0.05, 1e5) +
              ", beta = " + parameter(interval_of(m, 1, fragment_confidence), "", law_origin(s), 0.05, 1e5) + " }\n";
    }
  }

  static Points times(Points points, double factor) {
    for (auto& [value, weight] : points.table) value *= factor;
    return points;
  }

  void arrivals(const SegmentFit& s) {
    const ArrivalsFit& a = *fit_.arrivals;
    double all = 0.0;
    for (const SegmentFit& other : fit_.segments) all += other.newcomers;
    // the segment's share of the newcomers, and the level of all
    const double level = a.maximum.curved ? a.maximum.covariance[0][0] : 1.0 / all;
    const double variance = a.grows || a.seasonal ? level + 1.0 / s.newcomers - 1.0 / all : 1.0 / s.newcomers;
    const double half = normal_quantile_two_sided(fragment_confidence) * std::sqrt(variance);
    const double rate = newcomers_a_month(fit_, s);
    out_ += "arrivals = " +
            parameter(Interval{rate, rate * std::exp(-half), rate * std::exp(half)}, " / mo",
                      origin(s, fmt::format("{:.0f} newcomers in the last {:.0f} days, Poisson", s.newcomers,
                                            fit_.arrivals_days)),
                      0.0, 1e6) +
            "\n";
    if (a.grows) {
      const Interval g = interval_of(a.maximum, 1, fragment_confidence);
      const auto share = [](double x) {
        return fmt::format("{:.4g} % / yr", std::clamp(100.0 * (x - 1.0), -99.0, 1000.0));
      };
      const bool goes_on = g.value < most_growth;
      if (!goes_on) out_ += "# Newcomers grew too fast in the record to go on so for years; if they do:\n# ";
      out_ += fmt::format(
          "growth = {{ value = \"{}\", low = \"{}\", high = \"{}\", grade = \"A\", source = {}, note = \"as in the "
          "record; nothing says that it goes on\" }}\n",
          share(g.value), share(g.low), share(g.high),
          toml_string(fmt::format("{}, {:.0f} newcomers, Poisson", book_.source, a.newcomers)));
    }
    if (!a.seasonal) return;
    std::string list;
    for (std::size_t m = 0; m < 12; ++m) {
      const Interval f = season_of(a, m, fragment_confidence);
      const Origin o{'A', fmt::format("{}, {:.0f} newcomers, Poisson", book_.source, a.newcomers), ""};
      list += (m ? ",\n  " : "\n  ") + (f.low < f.high ? parameter(f, "", o, 0.0, 1000.0) : parameter(f.value, "", o));
    }
    out_ += "season = [" + list + "]\n";
  }

  /// The value of `hazard` or `time`.
  std::string law(const SegmentFit& s) const {
    const RetentionFit& f = s.said();
    const Origin o = law_origin(s);
    const auto of = [&](std::size_t i) { return interval_of(f.maximum, i, fragment_confidence); };
    if (f.family == &exponential) return "hazard = " + parameter(of(0), " / " + book_.period.name, o, 0.0, 1e6);
    const double longest = kHundredYears / book_.period.days;
    return "time = { dist = \"weibull\", shape = " + parameter(of(0), "", o, 0.1, 20.0) +
           ", scale = " + parameter(of(1), unit(), o, 1e-6, longest) + " }";
  }

  void retention() {
    if (renewal_) {
      out_ +=
          "\n# At the end of each period a customer leaves with a probability of her own "
          "(attribute.leaving).\n[decision.renewal]\nfrom = " +
          stages() + "\nevery = \"1" +
          unit() + "\"\nto.left = \"attribute.leaving\"\n";
      return;
    }
    SegmentFit all;  // all rows together: for segments that state nothing of their own
    all.name.key = "all";
    all.foretold = fit_.foretold;
    all.rows = book_.rows;
    all.retention = fit_.all;
    all.written = fit_.all_written;
    if (all.written)
      all.written_difference = largest_difference(all.retention, *all.written, all.retention.totals.longest);
    const bool one = fit_.segments.size() == 1;
    const SegmentFit& general = one ? fit_.segments.front() : all;
    out_ += "\n[transition.leaves]\nfrom = " + stages() + "\nto = \"left\"\n";
    const bool timed = std::any_of(fit_.segments.begin(), fit_.segments.end(),
                                   [](const SegmentFit& s) { return s.said().family != &exponential; });
    if (timed) out_ += "clock = \"tenure\"\nacts_on = \"hazard\"\n";
    if (frail_) out_ += "frailty = true\n";
    out_ += law(general) + "\n";
    for (const SegmentFit& s : fit_.segments)
      if (!one) out_ += "[segment." + s.name.key + ".transition.leaves]\n" + law(s) + "\n";
  }

  /// Days on which contacts came at more than a seventh of the mean rate, and the hours that leave out 1 % at either
  /// end; "" when they came on all days and nobody knows at what hours.
  std::string contact_week() const {
    const ContactBook& c = *book_.contacts;
    static const char* const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    double mean = 0.0, with_hour = 0.0;
    std::vector<double> rate(7, 0.0);
    for (std::size_t d = 0; d < 7; ++d) {
      rate[d] = c.days_by_weekday[d] > 0.0 ? c.by_weekday[d] / c.days_by_weekday[d] : 0.0;
      mean += rate[d] / 7.0;
    }
    for (const double n : c.by_hour) with_hour += n;
    int from = 9, to = 17;
    if (with_hour >= 50.0) {
      double sum = 0.0;
      from = -1;
      for (int h = 0; h < 24; ++h) {
        sum += c.by_hour[static_cast<std::size_t>(h)];
        if (from < 0 && sum > 0.01 * with_hour) from = h;
        if (sum < 0.99 * with_hour) to = h + 2;
      }
      to = std::min(to, 24);
    }
    std::string out;
    std::size_t open = 0;
    for (std::size_t d = 0; d < 7; ++d) {
      if (rate[d] < mean / 7.0) continue;
      ++open;
      out += fmt::format("{}\"{} {:02d}:00-{:02d}:00\"", out.empty() ? "" : ", ", days[d], from, to);
    }
    const bool always = open == 7 && (with_hour < 50.0 || (from == 0 && to == 24));
    return always || open == 0 ? "" : "[" + out + "]";
  }

  void demand() {
    const auto origin_of = [&](const RateFit& r) {
      return Origin{'A',
                    fmt::format("{}, {:.0f} contacts of {:.0f} customers, {}", book_.contacts->file, r.events,
                                r.customers, r.differ ? "NBD" : "Poisson"),
                    r.differ ? fmt::format("customers differ: gamma shape {:.3g}", r.shape.value) : ""};
    };
    const auto in_range = [&](const RateFit& r) { return parameter(r.rate, " / mo", origin_of(r), 0.0, 9000.0); };
    const std::string week = fit_.contacts ? contact_week() : "";
    out_ +=
        "\n# ---- what they come with "
        "------------------------------------------------------------------------------------------------\n";
    // the ready models know tickets of two stages by name
    std::vector<std::pair<std::string, std::string>> demands = {{"contact", "active"}};
    if (options_.models) demands = {{"ticket", "active"}, {"onboarding_ticket", "onboarding"}};
    for (const auto& [name, stage] : demands) {
      out_ += "\n[demand." + name + "]\nstages = [\"" + stage + "\"]\nrate = " +
              (fit_.contacts ? in_range(*fit_.contacts) : assumed(assumed_rate, " / mo")) + "\npool = \"support\"\n";
      if (!week.empty()) out_ += "hours = \"contacts\"\n";
      else if (options_.models) out_ += "hours = \"office\"\n";
      contact();
      if (options_.models) out_ += ready_unresolved(name, effects());
      for (const SegmentFit& s : fit_.segments)
        if (s.contacts && fit_.segments.size() > 1)
          out_ += "[segment." + s.name.key + ".demand." + name + "]\nrate = " + in_range(*s.contacts) + "\n";
    }
    if (!week.empty())
      out_ +=
          "\n# When they came in the record; the rate is spread over these hours.\n[hours.contacts]\nweek = " + week +
          "\n";
    if (!options_.complete) {
      out_ += "# Who answers them stands in the scenario that extends this one: [pool.support].\n";
      return;
    }
    team();
  }

  /// A number that nobody measured, from half to twice as much.
  static std::string assumed(double value, const std::string& unit) {
    return parameter(Interval{value, 0.5 * value, 2.0 * value}, unit, assumption, 0.0, 1e6);
  }

  [[nodiscard]] double minutes() const { return fit_.work ? fit_.work->mean.value : assumed_minutes; }

  /// Work and patience of a contact.
  void contact() {
    if (fit_.work) {
      const LognormalFit& w = *fit_.work;
      const Origin o{'A', fmt::format("{}, {:.0f} times, lognormal", book_.contacts->file, w.n), ""};
      out_ += "work = { dist = \"lognormal\", mean = " + parameter(w.mean, " min", o, 1e-3, 1e6) +
              ", cv = " + parameter(w.cv, "", o, 1e-3, 100.0) + " }\n";
    } else {
      out_ += "work = " + assumed(assumed_minutes, " min") + "\n";
    }
    if (fit_.patience) {
      const PatienceFit& p = *fit_.patience;
      const Origin o{'A', fmt::format("{}, {:.0f} waits, {:.0f} given up", book_.contacts->file, p.waits, p.gave_up),
                     ""};
      out_ += "mode = \"live\"\npatience_clock = \"wall\"\n";
      if (p.weibull)
        out_ += "patience = { dist = \"weibull\", shape = " + parameter(p.shape, "", o, 0.1, 20.0) +
                ", scale = " + parameter(p.scale, " min", o, 1e-3, 1e6) + " }\n";
      else
        out_ += "patience = { dist = \"exponential\", mean = " + parameter(p.mean, " min", o, 1e-3, 1e6) + " }\n";
    } else if (options_.models) {
      out_ += ready_patience();
    }
  }

  void team() {
    const MostWork most = most_work(book_, fit_, minutes(), assumed_rate);
    const double paid = 2087.0 / 12.0, productive = paid * 0.7 * 0.8;
    out_ += "\n[hours.office]\nweek = [\"mon-fri 09:00-17:00\"]\n\n[pool.support]\nlabel = \"Support\"\n";
    out_ += fmt::format(
        "# An assumption: {:.0f} h of work in {}, with {} customers{}. A person has {:.0f} h a month for it: of\n"
        "# the {:.0f} paid she is there for 70 %, and busy in 80 % of those. Write the team that you have instead.\n"
        "servers = {:.0f}\n",
        most.hours, most.month == 0 ? "a month of today" : fmt::format("month {}, when it is most", most.month),
        grouped(most.customers), most.month == 0 ? "" : fmt::format(" ({:.0f} h today)", most.hours_now), productive,
        paid, std::max(1.0, std::ceil(most.hours / productive)));
    out_ += "hours = \"office\"\nwage = { value = \"50000 " + options_.currency + " / yr\", low = \"30000 " +
            options_.currency + " / yr\", high = \"90000 " + options_.currency +
            " / yr\", grade = \"U\", source = \"assumption\" }\nshrinkage = { value = 0.3, low = 0.2, high = 0.4, "
            "grade = \"U\", source = \"assumption\" }\n";
  }

  const Book& book_;
  const BookFit& fit_;
  const FragmentOptions& options_;
  std::string out_;
  bool renewal_ = false, frail_ = false, contacts_ = false;
};

}  // namespace

std::string fragment_head(const std::string& source, const FragmentOptions& options) {
  std::string out =
      "# Fitted to " + source + " by tenure fit " TENURE_VERSION ". docs/fit.md explains each number.\n#\n";
  out += "# Grade A: a fit to these rows, with its 5th and 95th percentile (low, high). D: taken from other rows. U: ";
  out += options.complete ? "an assumption, or a\n# law that did not foretell the later part of its own rows; look at these first.\n"
                          : "a law that did\n# not foretell the later part of its own rows.\n";
  out += options.complete
             ? "#\n# Only one strategy stands here, today's. Add yours: [strategy.NAME] (docs/guide.md, step 5).\n"
             : "#\n# It is no scenario by itself. Lay one of your own on it, with [time] and [strategy.*]:  extends = "
               "\"this file\"\n";
  return out;
}

std::string completion(std::int64_t start, const std::string& title) {
  return "\n[scenario]\ntitle = " + toml_string(title) +
         "\nquestion = \"What becomes of the book if everything goes on as it does?\"\n\n[time]\nstart = " +
         sim::to_string(sim::civil_from_days(start)) +
         "\nhorizon = \"" + std::to_string(months_ahead) + " mo\"\n\n[experiment]\nreplications = 40\nbaseline = \"as_today\"\n";
}

std::string fragment(const Book& book, const BookFit& fit, const FragmentOptions& options) {
  BookFit own = fit;
  fit_contact_laws(book, own, fragment_confidence);
  return Writer(book, own, options).write();
}

}  // namespace tenure::analysis::fit
