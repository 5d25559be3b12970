#include "analysis/fit/fit_book.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/fit/ahead.h"
#include "analysis/fit/page.h"
#include "sim/time/civil_date.h"

namespace tenure::analysis::fit {
namespace {

constexpr double kYearDays = 365.25;
constexpr double kFewWaits = 10.0;
constexpr double kHardlyAny = 0.05;  ///< share that reaches the tenure of half of those there
constexpr double kManyFree = 0.05;  ///< share of customers with the price 0 that is told
constexpr double longest_time = 36525.0;  ///< days, of a time in a scenario

std::string date_text(std::int64_t day) {
  return sim::to_string(sim::civil_from_days(day));
}

Interval wilson(double k, double n, double confidence) {
  const double z = normal_quantile_two_sided(confidence), p = k / n, scale = 1.0 + z * z / n;
  const double middle = (p + z * z / (2.0 * n)) / scale;
  const double half = z * std::sqrt(p * (1.0 - p) / n + z * z / (4.0 * n * n)) / scale;
  return {p, std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

class Fitter {
 public:
  Fitter(const Book& book, const BookOptions& options, double confidence)
      : book_(book), options_(options), confidence_(confidence), groups_(book.segments.size()) {
    for (const Customer& c : book.customers) groups_[static_cast<std::size_t>(c.segment)].push_back(&c);
  }

  BookFitResult run() {
    if (std::string why = refusal(); !why.empty()) return {std::nullopt, why};
    out_.notes = book_.notes;
    retention();
    foretelling();
    for (std::size_t g = 0; g < groups_.size(); ++g) describe(g);
    note_free();
    note_short_record();
    newcomers();
    if (const std::string text = change_ahead(book_, out_); !text.empty()) note(Note::Kind::flagged, text);
    contacts();
    return {std::move(out_), {}};
  }

 private:
  void note(Note::Kind kind, const std::string& text) { out_.notes.push_back({kind, text}); }

  std::string refusal() const {
    double left = 0.0, there = 0.0;
    for (const Customer& c : book_.customers) (c.spell.left ? left : there) += 1.0;
    if (left < 5.0)
      return fmt::format("{:.0f} of {:.0f} customers left, which is too few to learn from how long customers stay.{}",
                         left, left + there, book_.contracts ? by_contract(*book_.contracts) : std::string());
    if (there == 0.0)
      return fmt::format(
          "All {:.0f} customers have left: the table seems to hold only leavers, and how long the others have stayed "
          "is missing (no censoring). A curve from leavers alone would be far too low.",
          left);
    return {};
  }

  /// What the contracts would say, and how to ask them.
  static std::string by_contract(const Book::Contracts& contracts) {
    std::string text = fmt::format(" A customer ({}) counts as gone when the last of her contracts has ended; of the {:.0f} contracts in {} "
                                   "{:.0f} have ended.",
                                   contracts.account, contracts.rows, contracts.file, contracts.ended);
    if (contracts.said_gone > 0.0)
      text += fmt::format(" {} flags {:.0f} as left, but does not say when, and they have contracts that run: add the date as a column "
                          "(churn_date) to {} and run again, or --customer contract.",
                          contracts.accounts_file, contracts.said_gone, contracts.accounts_file);
    if (contracts.ended >= 5.0)
      text += fmt::format(" To learn how long contracts last, let each of them{} count as a customer: --customer contract.",
                          contracts.id.empty() ? "" : " (" + contracts.id + ")");
    return text + fmt::format(" If {} does not say whose a contract is, name the column that does: --column account=NAME.", contracts.account);
  }

  static std::vector<Spell> spells_of(const std::vector<const Customer*>& customers) {
    std::vector<Spell> out;
    for (const Customer* c : customers) out.push_back(c->spell);
    return out;
  }

  /// A law fitted, and the law in which the scenario language can say it.
  void fit_law(const std::vector<Spell>& spells, RetentionFit& fit, std::optional<RetentionFit>& written) const {
    fit = fit_retention(*out_.choice.candidates[out_.choice.chosen].family, spells);
    if (fit.family == &beta_discrete_weibull) {
      written = fit_retention(gamma_weibull, spells);
      if (written->maximum.at_bound) written = fit_retention(weibull, spells);
    }
    const RetentionFit& said = written ? *written : fit;
    const bool timed = said.family == &weibull || said.family == &gamma_weibull;
    if (timed && said.maximum.at[1] * book_.period.days > longest_time) written = fit_retention(exponential, spells);
  }

  void retention() {
    std::vector<std::vector<Spell>> segments;
    std::vector<Spell> all;
    for (const auto& group : groups_) {
      segments.push_back(spells_of(group));
      all.insert(all.end(), segments.back().begin(), segments.back().end());
    }
    out_.choice = choose_retention(segments, fewest_ends);
    fit_law(all, out_.all, out_.all_written);
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      SegmentFit s;
      s.name = book_.segments[g];
      s.rows = static_cast<double>(groups_[g].size());
      const SpellTotals sum = totals(segments[g]);
      s.left = sum.left;
      s.there = sum.spells - sum.left;
      s.exposure = sum.exposure;
      s.own = sum.left >= fewest_ends;
      if (s.own) {
        fit_law(segments[g], s.retention, s.written);
      } else {
        s.retention = out_.all;
        s.written = out_.all_written;
        note(
            Note::Kind::flagged,
            fmt::format("{}: {:.0f} ends are too few for a curve of its own; it takes that of all customers (grade D).",
                        s.name.label, s.left));
      }
      if (s.written) s.written_difference = largest_difference(s.retention, *s.written, sum.longest);
      if (s.written_difference > 0.02)
        note(Note::Kind::flagged,
             fmt::format(
                 "{}: the scenario file has the {} law instead, and the two curves differ by up to {:.1f} points.",
                 s.name.label, s.written->family->words, 100.0 * s.written_difference));
      if (!s.retention.maximum.curved)
        note(Note::Kind::flagged,
             fmt::format(
                 "{}: the rows do not pin down every parameter of the {} law{}; its numbers have no interval.",
                 s.name.label, s.retention.family->words,
                 s.retention.maximum.at_bound ? " (one lies at its bound: customers may not differ at all)" : ""));
      s.curve.emplace(segments[g]);
      out_.segments.push_back(std::move(s));
    }
  }

  /// The history of a segment, cut at a date or at a tenure.
  CutHistory cut(std::size_t g, std::int64_t day, double tenure) const {
    if (!book_.dated) return cut_at_tenure(spells_of(groups_[g]), tenure);
    CutHistory out;
    for (const Customer* c : groups_[g]) {
      if (c->start >= day) continue;
      const double at = static_cast<double>(day - c->start) / book_.period.days;
      if (c->end <= day) {
        out.known.push_back(c->spell);
        continue;
      }
      if (c->spell.entry < at) {
        Spell known = c->spell;
        known.left = false;
        known.until = at;
        out.known.push_back(known);
      }
      Spell rest = c->spell;
      rest.entry = std::max(rest.entry, at);
      rest.before = std::max(rest.before, rest.entry);
      out.rest.push_back(rest);
    }
    return out;
  }

  void foretelling() {
    std::int64_t day = 0;
    double tenure = 0.0;
    if (book_.dated) {
      day = options_.cut.value_or(book_.first + (book_.as_of - book_.first) * 2 / 3);
      out_.cut_text = "on " + date_text(day);
    } else {
      double longest = 0.0;
      for (const Customer& c : book_.customers) longest = std::max(longest, c.spell.until);
      tenure = options_.cut_tenure ? *options_.cut_tenure / book_.period.days
                                   : std::max(book_.grain, std::round(longest / 2.0 / book_.grain) * book_.grain);
      out_.cut_text = fmt::format("at a tenure of {:g} {}s", tenure, book_.period.words);
    }
    const RetentionFamily& family = *out_.choice.candidates[out_.choice.chosen].family;
    double low = 0.0, high = 0.0;
    out_.foretold.possible = true;
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      SegmentFit& s = out_.segments[g];
      s.foretold = foretell(family, cut(g, day, tenure), book_.grain, confidence_);
      const Foretold& f = s.foretold;
      if (!f.possible) continue;
      out_.foretold.at_risk += f.at_risk;
      out_.foretold.exposure += f.exposure;
      out_.foretold.actual += f.actual;
      out_.foretold.expected.value += f.expected.value;
      const double half = f.expected.high - f.expected.value;
      low += half * half;
      if (f.outside())
        note(Note::Kind::flagged,
             fmt::format(
                 "{}: after the cut {:.0f} left where the first part of the history foretold {:.0f} ({:.0f} to "
                 "{:.0f}): what drives leaving has changed, or the {} law is not theirs. Do not rely on it far ahead.",
                 s.name.label, f.actual, f.expected.value, f.expected.low, f.expected.high, family.words));
    }
    high = std::sqrt(low);  // segments are fitted apart
    out_.foretold.possible = out_.foretold.at_risk > 0.0;
    out_.foretold.expected.low = std::max(0.0, out_.foretold.expected.value - high);
    out_.foretold.expected.high = out_.foretold.expected.value + high;
  }

  void describe(std::size_t g) {
    SegmentFit& s = out_.segments[g];
    std::vector<double> prices;
    YearSeen year;
    const std::int64_t back = book_.as_of - 365;
    for (const Customer* c : groups_[g]) {
      if (!c->spell.left && (!book_.dated || c->end >= book_.as_of)) {
        s.ages.push_back(c->spell.until);
        if (c->price) prices.push_back(*c->price);
      }
      if (book_.dated && c->start <= back && c->end > back &&
          (!options_.observed_from || *options_.observed_from <= back)) {
        year.there += 1.0;
        if (c->spell.left) year.left += 1.0;
      }
    }
    s.there = static_cast<double>(s.ages.size());
    s.opening_age = points_of(s.ages, book_.dated ? 0.0 : book_.grain);
    s.price = points_of(prices, 0.0);
    if (s.price.n > 0.0 && s.price.n < s.there)
      note(Note::Kind::flagged,
           fmt::format("{}: {:.0f} of {:.0f} customers have no price; the prices are those of the others.",
                       s.name.label, s.there - s.price.n, s.there));
    if (year.there >= 20.0) {
      year.share = wilson(year.left, year.there, confidence_);
      s.last_year = year;
    }
  }

  /// Where leavers are said to be in the record for a time only (left truncation): would customers by this law ever have
  /// reached the tenures that those there have?
  void note_short_record() {
    if (!book_.truncated) return;
    for (const SegmentFit& s : out_.segments) {
      if (s.ages.size() < 20) continue;
      std::vector<double> ages = s.ages;
      std::nth_element(ages.begin(), ages.begin() + static_cast<std::ptrdiff_t>(ages.size() / 2), ages.end());
      const double half = ages[ages.size() / 2], reach = s.retention.survival(half);
      if (reach >= kHardlyAny) continue;
      note(Note::Kind::flagged,
           fmt::format("{}: half of those there have been customers for {:.3g} {}s or more, and by this law {} of customers ever "
                       "stay so long. Leavers are probably in the record for longer than {} says: then far too many leave. "
                       "Say the true time, or leave the option out if the table has everybody who ever came.",
                       s.name.label, half, book_.period.words, reach < 5e-4 ? "hardly any" : percent(reach),
                       options_.observed_for ? "--observed-for" : options_.observed_from ? "--observed-from" : "the column of entries"));
    }
  }

  /// Who pays nothing is in the mean price, and may be no customer yet.
  void note_free() {
    double priced = 0.0, free = 0.0;
    for (const Customer& c : book_.customers)
      if (!c.spell.left && c.price) {
        priced += 1.0;
        if (*c.price == 0.0) free += 1.0;
      }
    if (free >= kManyFree * priced && free > 0.0 && free < priced)
      note(Note::Kind::flagged, fmt::format("{:.0f} % of those there pay nothing (trials?): {} of {} have the price 0, which is in "
                                            "the prices of the file. Leave out rows that are no customers yet.",
                                            100.0 * free / priced, grouped(free), grouped(priced)));
  }

  void newcomers() {
    if (!book_.dated) {
      note(Note::Kind::refused, "Newcomers: the table has no dates on which customers came.");
      return;
    }
    std::vector<std::int64_t> days;
    const std::int64_t from = std::max(book_.first, options_.observed_from.value_or(book_.first));
    out_.arrivals_days = std::min<double>(365.0, static_cast<double>(book_.as_of - from + 1));
    for (const Customer& c : book_.customers) {
      if (c.start < from) continue;
      days.push_back(c.start);
      if (static_cast<double>(book_.as_of - c.start) < out_.arrivals_days)
        out_.segments[static_cast<std::size_t>(c.segment)].newcomers += 1.0;
    }
    if (days.empty() || book_.as_of - from < 60) {
      note(Note::Kind::refused, "Newcomers: fewer than two months of the record, or nobody came in it.");
      return;
    }
    out_.arrivals = fit_arrivals(days, from, book_.as_of);
    const ArrivalsFit& a = *out_.arrivals;
    if (!a.season_asked)
      note(Note::Kind::refused,
           "Season of newcomers: the record covers less than two years, so that a season and a trend cannot be told "
           "apart.");
    if (a.grows && a.maximum.at[1] > most_growth)
      note(Note::Kind::flagged, fmt::format("Newcomers grew by {:.0f} % a year, which no market does for long: the "
                                            "file has the present rate and no growth.",
                                            100.0 * (a.maximum.at[1] - 1.0)));
    if (a.bunching > 1.5)
      note(Note::Kind::flagged, fmt::format("Newcomers come in bunches: their daily number varies {:.1f} times as much "
                                            "as a Poisson process would; intervals of their rate are too narrow.",
                                            a.bunching));
  }

  void contacts() {
    if (!book_.contacts) return;
    const ContactBook& c = *book_.contacts;
    fit_contact_laws(book_, out_, confidence_);
    if (!out_.contacts)
      note(Note::Kind::refused, "How often customers come: fewer than five contacts of theirs could be counted.");
    note(Note::Kind::refused,
         "What contacts do to retention: who has contacts has a reason to, a trouble or somebody's choice, so that a "
         "difference between customers with and without is not the effect of contact. No effect is estimated; it takes "
         "an experiment in which lots were drawn.");
    if (!out_.work)
      note(Note::Kind::refused, "Work on a contact: no column of working times, or too few of them.");
    else if (out_.work->largest_gap > 1.5 / std::sqrt(out_.work->n))
      note(Note::Kind::flagged, fmt::format("Work on a contact is not quite lognormal (largest distance of the "
                                            "distributions {:.2f}); its mean may be off, and so may its tail.",
                                            out_.work->largest_gap));
    if (!out_.patience)
      note(Note::Kind::refused, c.waits.empty()
                                    ? "Patience: it takes a column of waits and one that says who gave up waiting."
                                    : "Patience: too few gave up waiting.");
  }

  const Book& book_;
  const BookOptions& options_;
  double confidence_;
  std::vector<std::vector<const Customer*>> groups_;
  BookFit out_;
};

double events_of(const std::vector<Counted>& list) {
  double n = 0.0;
  for (const Counted& x : list) n += x.events;
  return n;
}

}  // namespace

bool has_prices(const BookFit& fit) {
  const auto is = [&](auto what) { return std::all_of(fit.segments.begin(), fit.segments.end(), what); };
  return is([](const SegmentFit& s) { return s.price.n > 0.0; }) && !is([](const SegmentFit& s) { return !(s.price.mean > 0.0); });
}

bool BookFit::failed(const SegmentFit& segment) const {
  if (segment.own && segment.foretold.outside()) return true;
  if (!foretold.outside()) return false;
  return !segment.own || std::none_of(segments.begin(), segments.end(), [](const SegmentFit& s) { return s.foretold.outside(); });
}

std::string failed_test(const BookFit& fit) {
  const auto told = [](const Foretold& f) {
    return fmt::format("{:.0f} [{:.0f}, {:.0f}] were foretold to leave, {:.0f} did", f.expected.value, f.expected.low,
                       f.expected.high, f.actual);
  };
  std::string text;
  if (fit.foretold.outside()) {
    text = told(fit.foretold);
  } else {
    for (const SegmentFit& s : fit.segments)
      if (s.foretold.outside()) text += (text.empty() ? "" : "; ") + s.name.label + ": " + told(s.foretold);
  }
  if (text.empty()) return {};
  return "The fit failed its own test (" + text +
         "): the ranges do not cover that; net value may be off by far more than they say. What rests on it has grade U in the file.";
}

void fit_contact_laws(const Book& book, BookFit& out, double confidence) {
  if (!book.contacts) return;
  const ContactBook& c = *book.contacts;
  std::vector<Counted> all;
  for (const auto& list : c.counted) all.insert(all.end(), list.begin(), list.end());
  if (events_of(all) >= 5.0) {
    out.contacts = fit_rate(all, confidence);
    for (std::size_t g = 0; g < out.segments.size(); ++g)
      if (!c.whole && events_of(c.counted[g]) >= fewest_ends)
        out.segments[g].contacts = fit_rate(c.counted[g], confidence);
  }
  if (c.work_minutes.size() >= 10 && *std::min_element(c.work_minutes.begin(), c.work_minutes.end()) <
                                         *std::max_element(c.work_minutes.begin(), c.work_minutes.end()))
    out.work = fit_lognormal(c.work_minutes, confidence);
  double gave_up = 0.0;
  for (const Wait& w : c.waits) gave_up += w.gave_up ? 1.0 : 0.0;
  if (gave_up >= kFewWaits) out.patience = fit_patience(c.waits, confidence);
}

Interval SegmentFit::next_year(const TimeUnit& period, double grain, bool dated, double confidence) const {
  const double ahead = kYearDays / period.days, shift = dated ? 0.0 : 0.5 * grain;
  const auto share = [&](const Values& p) {
    double sum = 0.0;
    for (const double a : ages) sum += leaving(*retention.family, p, a + shift, ahead);
    return sum / static_cast<double>(ages.size());
  };
  if (ages.empty()) return {};
  return derived_share(retention.maximum, share, confidence);
}

BookFitResult fit_book(const Book& book, const BookOptions& options, double confidence) {
  return Fitter(book, options, confidence).run();
}

}  // namespace tenure::analysis::fit
