#include "analysis/fit/page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/compare/sentence.h"
#include "analysis/compare/table_parts.h"
#include "sim/time/civil_date.h"

namespace tenure::analysis::fit {
namespace {

constexpr std::size_t kWidth = 100;

std::string paragraph(const std::string& text) {
  std::string out = wrapped(text, kWidth);
  while (!out.empty() && out.back() == '\n') out.pop_back();
  return out + "\n\n";
}

/// "    - text", further lines under the text.
std::string item(const std::string& text) {
  const std::string lines = wrapped(text, kWidth - 4);
  std::string out = "  - ";
  for (const char c : lines) {
    out += c;
    if (c == '\n') out += "    ";
  }
  while (!out.empty() && (out.back() == ' ' || out.back() == '\n')) out.pop_back();
  return out + "\n";
}

std::string value_text(const Interval& i) {
  if (!(i.low > 0.0) || !std::isfinite(i.high)) return fmt::format("{:.4g} (no interval)", i.value);
  return fmt::format("{:.4g} [{:.4g}, {:.4g}]", i.value, i.low, i.high);
}

/// Rows under headings, each column as wide as it needs: names on the left, numbers on the right.
std::string table(const std::vector<std::string>& headings, const std::vector<Row>& rows) {
  std::vector<std::size_t> widths;
  std::size_t names = 0;
  for (const std::string& h : headings) widths.push_back(h.size());
  for (const Row& r : rows) {
    names = std::max(names, display_width(r.name));
    for (std::size_t i = 0; i < r.cells.size(); ++i) widths[i] = std::max(widths[i], display_width(r.cells[i]));
  }
  const auto line = [&](const std::string& name, const std::vector<std::string>& cells) {
    std::string out = padded(name, static_cast<int>(names));
    for (std::size_t i = 0; i < cells.size(); ++i) out += "  " + padded(cells[i], -static_cast<int>(widths[i]));
    return out + "\n";
  };
  std::string out = line("", headings);
  for (const Row& r : rows) out += line(r.name, r.cells);
  return out;
}

/// "chance alone would show as much in 3 % of such records".
std::string by_chance(double p) {
  return p < 0.001 ? "chance alone would hardly ever show as much"
                   : fmt::format("chance alone would show as much in {:.2g} % of such records", 100.0 * p);
}

/// What a chosen law means in words.
std::string meaning(const RetentionFit& f, const std::string& period) {
  const Values& p = f.maximum.at;
  if (f.family == &exponential)
    return fmt::format("the risk of leaving is the same at every tenure, {:.2f} % a {}", 100.0 * -std::expm1(-p[0]),
                       period);
  if (f.family == &weibull)
    return p[0] < 1.0 ? fmt::format("the risk of leaving falls with tenure (shape {:.2f})", p[0])
                      : fmt::format("the risk of leaving rises with tenure (shape {:.2f})", p[0]);
  if (f.family == &shifted_beta_geometric)
    return fmt::format(
        "customers differ in how likely they are to leave ({:.1f} % a {} on average at first, {:.1f} % after twelve): "
        "those at risk go first, so who is left is more loyal",
        100.0 * p[0] / (p[0] + p[1]), period, 100.0 * p[0] / (p[0] + p[1] + 12.0));
  return fmt::format(
      "customers differ in how likely they are to leave, and the risk of each {} with tenure (c = {:.2f})",
      p[2] < 1.0 ? "falls" : "rises", p[2]);
}

std::vector<double> times_shown(double longest) {
  std::vector<double> out;
  for (const double t : {1.0, 2.0, 3.0, 6.0, 9.0, 12.0, 18.0, 24.0, 36.0, 48.0, 60.0, 72.0, 96.0, 120.0})
    if (t <= longest) out.push_back(t);
  return out;
}

void print_segments(std::string& out, const Book& book, const BookFit& fit, double confidence) {
  std::vector<Row> rows;
  bool dated = false;
  for (const SegmentFit& s : fit.segments) dated = dated || s.last_year;
  for (const SegmentFit& s : fit.segments) {
    const Interval next = s.next_year(book.period, book.grain, book.dated, confidence);
    Row row{cut(s.name.label, 30), {grouped(s.there), grouped(s.left), s.there > 0.0 ? percent(next) : "-"}};
    if (dated)
      row.cells.push_back(
          s.last_year ? fmt::format("{} of {}", percent(s.last_year->share.value), grouped(s.last_year->there)) : "-");
    row.cells.push_back(s.foretold.possible ? fmt::format("{:.0f} [{:.0f}, {:.0f}]", s.foretold.expected.value,
                                                          s.foretold.expected.low, s.foretold.expected.high)
                                            : "-");
    row.cells.push_back(
        s.foretold.possible ? fmt::format("{:.0f}{}", s.foretold.actual, s.foretold.outside() ? " !" : "") : "-");
    rows.push_back(std::move(row));
  }
  std::vector<std::string> headings = {"there", "left", "leave next year"};
  if (dated) headings.push_back("left last year");
  headings.insert(headings.end(), {"foretold after the cut", "left then"});
  out += table(headings, rows) + "\n";
}

void print_curves(std::string& out, const Book& book, const BookFit& fit, double confidence) {
  out += wrapped(
      fmt::format("Still there after ... {}s: counted (Kaplan-Meier, {:.0f} % interval by Greenwood) and by the {} law",
                  book.period.words, 100.0 * confidence, fit.choice.candidates[fit.choice.chosen].family->words),
      kWidth);
  if (out.back() != '\n') out += "\n";
  for (const SegmentFit& s : fit.segments) {
    std::vector<Row> rows;
    for (const double t : times_shown(s.retention.totals.longest)) {
      if (s.curve->at_risk(t) < 5.0) break;
      const Interval km = s.curve->at(t, confidence);
      const double law = s.retention.survival(t);
      std::vector<std::string> cells = {
          grouped(s.curve->at_risk(t)),
          fmt::format("{:.1f} % [{:.1f}, {:.1f}]", 100 * km.value, 100 * km.low, 100 * km.high),
          fmt::format("{:.1f} %{}", 100 * law, km.low < km.high && (law < km.low || law > km.high) ? " !" : "")};
      if (s.written) cells.push_back(fmt::format("{:.1f} %", 100 * s.written->survival(t)));
      rows.push_back({fmt::format("  {:g}", t), cells});
    }
    if (rows.empty()) continue;
    std::vector<std::string> headings = {"at risk", "counted", "law"};
    if (s.written) headings.push_back("as written");
    out += s.name.label + "\n" + table(headings, rows);
  }
  out += "!: the law lies outside the interval of what was counted\n\n";
}

void print_choice(std::string& out, const BookFit& fit) {
  out += "Laws tried, by how much worse each says rows that it has not seen than the best does (0: the best)\n";
  for (const Candidate& c : fit.choice.candidates) {
    const bool chosen = &c == &fit.choice.candidates[fit.choice.chosen];
    out += fmt::format(
        "  {:<24} {}{}\n", c.family->words,
        c.possible ? fmt::format("{:8.1f} ± {:.1f}", c.behind, c.standard_error) : std::string("too few ends"),
        chosen ? "   chosen" : "");
  }
  out += "Chosen is the simplest law that is behind by no more than its ±, which chance alone can make.\n\n";
}

void print_parameters(std::string& out, const Book& book, const BookFit& fit, double confidence) {
  out += fmt::format("Parameters ({:.0f} % interval; time in {}s)\n", 100.0 * confidence, book.period.words);
  for (const SegmentFit& s : fit.segments) {
    const auto line = [&](const RetentionFit& f, const char* what) {
      out += "  " + cut(s.name.label, 30) + what + ":";
      for (std::size_t i = 0; i < f.maximum.at.size(); ++i)
        out += fmt::format("  {} {}", f.family->parameters[i].name, value_text(interval_of(f.maximum, i, confidence)));
      out += fmt::format("  (log L {:.2f}{})\n", f.maximum.log_likelihood, s.own ? "" : ", all rows");
    };
    line(s.retention, "");
    if (s.written) line(*s.written, ", as written in a scenario");
    if (s.written)
      out += fmt::format("    the two curves differ by at most {:.2f} points\n", 100.0 * s.written_difference);
  }
  out += "\n";
}

std::string arrivals_text(const Book& book, const BookFit& fit) {
  const ArrivalsFit& a = *fit.arrivals;
  static const char* const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  static const char* const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  double recent = 0.0;
  for (const SegmentFit& s : fit.segments) recent += s.newcomers;
  std::string out = fmt::format("{} newcomers came between {} and {}, {} in the last {:.0f} days ({:.1f} a month).",
                                grouped(a.newcomers), sim::to_string(sim::civil_from_days(book.first)),
                                sim::to_string(sim::civil_from_days(book.as_of)), grouped(recent), fit.arrivals_days,
                                recent / fit.arrivals_days * 30.4375);
  out += a.grows ? fmt::format(" Their number grew by {:.0f} % a year ({}).", 100.0 * (a.maximum.at[1] - 1.0),
                               by_chance(a.growth_p))
                 : fmt::format(" No growth is seen ({}).", by_chance(a.growth_p));
  if (a.seasonal) {
    out += fmt::format(" The months differ ({}):", by_chance(a.season_p));
    for (std::size_t m = 0; m < 12; ++m) out += fmt::format(" {} {:.2f}", months[m], a.season[m]);
    out += ".";
  } else if (a.season_asked) {
    out += fmt::format(" No season is seen ({}).", by_chance(a.season_p));
  }
  if (a.weekday_p < 0.01) {
    out += " By day of the week (not written: the scenario language spreads newcomers evenly over a month):";
    for (std::size_t d = 0; d < 7; ++d) out += fmt::format(" {} {:.2f}", days[d], a.weekday[d]);
    out += ".";
  }
  return out;
}

std::string contacts_text(const Book& book, const BookFit& fit) {
  const ContactBook& c = *book.contacts;
  const RateFit& r = *fit.contacts;
  std::string out = fmt::format(
      "A customer comes {} times a month ({} contacts in {} customer-months{}).", value_text(r.rate), grouped(r.events),
      grouped(r.time),
      r.differ ? fmt::format("; customers differ more than chance makes them, shape {:.2f}: the smaller, the more", r.shape.value) : "");
  static const char* const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  out += " By day of the week:";
  double mean = 0.0, all_days = 0.0;
  for (std::size_t d = 0; d < 7; ++d) {
    mean += c.by_weekday[d];
    all_days += c.days_by_weekday[d];
  }
  for (std::size_t d = 0; d < 7; ++d)
    out += fmt::format(" {} {:.2f}", days[d],
                       c.days_by_weekday[d] > 0.0 ? c.by_weekday[d] / c.days_by_weekday[d] * all_days / mean : 0.0);
  out += ".";
  double in_hours = 0.0, with_hour = 0.0;
  for (std::size_t h = 0; h < 24; ++h) {
    with_hour += c.by_hour[h];
    if (h >= 8 && h < 18) in_hours += c.by_hour[h];
  }
  if (with_hour > 0.0) out += fmt::format(" Between 8 and 18 o'clock come {}.", percent(in_hours / with_hour));
  if (fit.work)
    out += fmt::format(" A contact takes {} minutes of work; its spread is {} times that mean.", value_text(fit.work->mean),
                       value_text(fit.work->cv));
  if (fit.patience)
    out += fit.patience->weibull
               ? fmt::format(" Patience: Weibull, shape {}, scale {} minutes; {} of {} gave up.",
                             value_text(fit.patience->shape), value_text(fit.patience->scale),
                             grouped(fit.patience->gave_up), grouped(fit.patience->waits))
               : fmt::format(
                     " Patience: {} minutes on the mean (exponential); {} of {} gave up, the others had at least so "
                     "much as they waited.",
                     value_text(fit.patience->mean), grouped(fit.patience->gave_up), grouped(fit.patience->waits));
  return out;
}

}  // namespace

std::string grouped(double value) {
  const std::string digits = fmt::format("{:.0f}", value);
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0 && digits[i - 1] != '-') out += ',';
    out += digits[i];
  }
  return out;
}

std::string percent(double share) {
  return fmt::format("{:.1f} %", 100.0 * share);
}

std::string percent(const Interval& share) {
  if (share.low <= 0.0 && share.high >= 1.0) return percent(share.value);
  return fmt::format("{:.1f} % [{:.1f}, {:.1f}]", 100.0 * share.value, 100.0 * share.low, 100.0 * share.high);
}

std::string notes_text(const std::vector<Note>& notes) {
  std::string out;
  for (const Note::Kind kind : {Note::Kind::refused, Note::Kind::flagged}) {
    bool first = true;
    for (const Note& n : notes) {
      if (n.kind != kind) continue;
      if (first) out += kind == Note::Kind::refused ? "Not learnt from these tables\n" : "To be looked at\n";
      first = false;
      out += item(n.text);
    }
  }
  return out;
}

std::string notes_as_comment(const std::string& first, const std::vector<Note>& notes) {
  std::string text = first.empty() ? "" : item(first);
  for (const Note& n : notes)
    if (n.kind == Note::Kind::flagged) text += item(n.text);
  if (text.empty()) return {};
  std::string out = "#\n# To be looked at\n# ";
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const bool control = static_cast<unsigned char>(text[i]) < 0x20 && text[i] != '\n';  // which a comment cannot hold
    out += control ? ' ' : text[i];
    if (text[i] == '\n') out += "# ";
  }
  return out + "\n";
}

std::string page(const Book& book, const BookFit& fit, double confidence) {
  double there = 0.0, left = 0.0, next = 0.0;
  for (const SegmentFit& s : fit.segments) {
    there += s.there;
    left += s.left;
    next += s.there * s.next_year(book.period, book.grain, book.dated, confidence).value;
  }
  const Candidate& chosen = fit.choice.candidates[fit.choice.chosen];
  std::string text =
      fmt::format("{}: {} customers are there and {} have left. ", book.source, grouped(there), grouped(left));
  if (there > 0.0)
    text +=
        fmt::format("If everything goes on as it did, {} of those there leave within a year. ", percent(next / there));
  text += fmt::format(
      "Of four laws of retention the {} is believed, the simplest of those that foretell unseen rows best: {}",
      chosen.family->words,
      fit.segments.size() == 1 ? meaning(fit.segments.front().retention, book.period.words)
                               : "for all customers together, " + meaning(fit.all, book.period.words));
  text += ". ";
  const Foretold& f = fit.foretold;
  if (f.possible)
    text += fmt::format(
        "The history was cut {}: from the part before, {:.0f} [{:.0f}, {:.0f}] were foretold to leave after it, and "
        "{:.0f} did, {}.",
        fit.cut_text, f.expected.value, f.expected.low, f.expected.high, f.actual,
        f.outside() ? "outside the interval: the first part does not foretell the rest" : "inside the interval");
  else
    text += fmt::format("Cut {}, the history has too little on one side to foretell the other.", fit.cut_text);
  std::string out = paragraph(text);
  print_segments(out, book, fit, confidence);
  print_curves(out, book, fit, confidence);
  print_choice(out, fit);
  print_parameters(out, book, fit, confidence);
  if (fit.arrivals) out += paragraph(arrivals_text(book, fit));
  if (fit.contacts) out += paragraph(contacts_text(book, fit));
  out += notes_text(fit.notes);
  const std::string failed = failed_test(fit);
  if (!failed.empty()) out += "\n" + wrapped(failed, kWidth);
  if (out.back() != '\n') out += "\n";
  return out;
}

}  // namespace tenure::analysis::fit
