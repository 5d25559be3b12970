#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "analysis/cli/commands.h"
#include "analysis/cli/ended.h"
#include "analysis/cli/exit_codes.h"
#include "analysis/fit/ahead.h"
#include "analysis/fit/fragment.h"
#include "analysis/fit/page.h"
#include "analysis/fit/ready_world.h"
#include "analysis/results/atomic_file.h"
#include "models/language/fault.h"

namespace tenure::analysis::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

[[noreturn]] void usage(Streams streams, const std::string& text, const std::string& advice) {
  streams.err << "tenure: " << text << "\n    " << advice << "\n";
  throw Ended{exit_usage};
}

std::pair<std::string, std::string> key_and_value(const std::string& text, const char* option, const char* example,
                                                  Streams streams) {
  const auto at = text.find('=');
  if (at == std::string::npos || at == 0 || at + 1 == text.size())
    usage(streams, std::string(option) + " " + text + ": no KEY=VALUE",
          std::string("Write for example ") + option + " " + example);
  return {text.substr(0, at), text.substr(at + 1)};
}

std::int64_t day_of(const std::string& text, const char* option, Streams streams) {
  const auto instant = fit::instant_in(text);
  if (!instant) usage(streams, std::string(option) + " " + text + " is no date", "Write it as 2026-01-31.");
  return instant->day;
}

/// "18 mo" in days; nullopt when it is none.
std::optional<double> days_in(const std::string& text) {
  const auto blank = text.find_first_not_of("0123456789.");
  if (blank == std::string::npos || blank == 0) return std::nullopt;
  const auto number = fit::number_in(text.substr(0, blank));
  const auto word = text.find_first_not_of(' ', blank);
  if (!number || word == std::string::npos || !(*number > 0.0)) return std::nullopt;
  const auto unit = fit::time_unit(text.substr(word));
  if (!unit) return std::nullopt;
  return *number * unit->days;
}

std::vector<std::string> comma_separated(const std::string& text) {
  std::vector<std::string> out;
  std::string one;
  for (const char c : text + ",") {
    if (c != ',') {
      one += c;
      continue;
    }
    if (!one.empty()) out.push_back(one);
    one.clear();
  }
  return out;
}

fit::BookOptions book_options(const FitCommandOptions& options, Streams streams) {
  fit::BookOptions out;
  for (const std::string& file : options.files) out.files.push_back({file, std::nullopt});
  for (const auto& [kind, files] : {std::pair{fit::TableKind::accounts, &options.accounts},
                                    {fit::TableKind::contracts, &options.contracts},
                                    {fit::TableKind::contacts, &options.contacts},
                                    {fit::TableKind::purchases, &options.purchases},
                                    {fit::TableKind::buyers, &options.buyers},
                                    {fit::TableKind::survivors, &options.survivors},
                                    {fit::TableKind::stages, &options.stages}})
    if (!files->empty()) out.files.push_back({*files, kind});
  if (out.files.empty())
    usage(streams, "no table is named",
          "tenure fit accounts.csv, for example; tenure fit --names lists the columns that are known.");
  for (const std::string& c : options.columns)
    out.columns.push_back(key_and_value(c, "--column", "tenure=months_active", streams));
  for (const std::string& u : options.units) {
    out.units.push_back(key_and_value(u, "--unit", "tenure=d", streams));
    const auto& [role, unit] = out.units.back();
    if ((role != "tenure" && role != "work" && role != "wait") || !fit::time_unit(unit))
      usage(streams, "--unit " + u + " is not understood",
            "Write tenure, work or wait, and one of s, min, h, d, wk, mo, yr: --unit tenure=d");
  }
  out.header = comma_separated(options.header);
  out.by = comma_separated(options.by);
  out.period = options.period;
  out.customer_is_contract = options.customer == "contract";
  if (!options.as_of.empty()) out.as_of = day_of(options.as_of, "--as-of", streams);
  if (!options.observed_from.empty()) out.observed_from = day_of(options.observed_from, "--observed-from", streams);
  if (!options.observed_for.empty()) {
    out.observed_for = days_in(options.observed_for);
    if (!out.observed_for)
      usage(streams, "--observed-for " + options.observed_for + " is no duration", "Write it as \"1 mo\" or \"90 d\".");
  }
  if (!options.cut.empty()) {
    if (const auto tenure = days_in(options.cut))
      out.cut_tenure = tenure;
    else
      out.cut = day_of(options.cut, "--cut", streams);
  }
  return out;
}

/// Complains when an option says something that these tables have no use for.
void check_uses(const fit::BookOptions& options, bool models, const fit::Readings& readings, Streams streams) {
  const bool book = readings.book.has_value();
  const bool log = readings.purchases && readings.purchases->dated,
             dated = book ? readings.book->dated : log || readings.stages;
  const auto unused = [&](bool given, bool used, const char* option, const char* why) {
    if (given && !used)
      usage(streams, std::string(option) + " is of no use with these tables: " + why, "Leave it out.");
  };
  unused(options.as_of.has_value(), dated, "--as-of", "they have no dates");
  unused(options.observed_from.has_value(), book && dated, "--observed-from",
         "they have no dates on which customers came");
  unused(options.observed_for.has_value(), book && !dated, "--observed-for",
         "it is for tables with a tenure and no dates");
  unused(options.cut.has_value(), book ? dated : log, "--cut DATE",
         "they have no dates; cut at a tenure, --cut \"12 mo\"");
  unused(options.cut_tenure.has_value(), book && !dated, "--cut DURATION",
         "they have dates; cut at one, --cut 2026-01-31");
  unused(!options.by.empty(), book, "--by", "only customers with contracts are fitted by segment");
  unused(models, book, "--models", "the ready models look after customers with contracts");
  unused(options.customer_is_contract, book && dated, "--customer contract", "there are no contracts");
}

std::string read_failure(const fit::Readings& readings) {
  std::string out;
  const auto faults = readings.complaints.all();
  for (const models::Fault& f : faults) out += models::format(f);
  return out + fmt::format(
                   "{} fault{}, nothing was fitted.  What tables hold and how columns are named: tenure fit --names, "
                   "docs/fit.md\n",
                   faults.size(), faults.size() == 1 ? "" : "s");
}

Json faults_json(const fit::Readings& readings) {
  Json out = Json::array();
  for (const models::Fault& f : readings.complaints.all())
    out.push_back({{"file", f.file},
                   {"line", f.line},
                   {"column", f.column},
                   {"message", f.message},
                   {"why", f.why},
                   {"allowed", f.allowed},
                   {"nearest", f.nearest}});
  return out;
}

void check_output(const FitCommandOptions& options, const fit::BookOptions& book, Streams streams) {
  if (options.models && !options.complete)
    usage(streams, "--models says what --complete writes, and there is no --complete", "Add --complete -o book.toml.");
  if (options.models && options.currency != fit::ready_currency)
    usage(streams, std::string("--models: the ready models state wages and costs in ") + fit::ready_currency + ", the currency is " + options.currency,
          std::string("Fit with --currency ") + fit::ready_currency + " and prices in it, or copy a model, change its amounts and write [model.NAME] (docs/guide.md).");
  if (options.output.empty()) {
    if (options.complete) usage(streams, "--complete says what -o writes, and there is no -o", "Add -o book.toml.");
    return;
  }
  try {
    for (const fit::InputFile& input : book.files) {
      std::error_code missing;
      if (fs::equivalent(options.output, input.path, missing))
        throw FileError(
            FileFailure::cannot_create,
            options.output + ": is a table that is read, which is never overwritten\n    Choose another name with -o.");
    }
    ensure_writable(options.output, options.force ? Replace::always : Replace::never);
  } catch (const FileError& error) {
    end_with(error, streams);
  }
}

void write_fragment(const FitCommandOptions& options, const std::string& text, Streams streams) {
  if (options.output.empty()) return;
  try {
    write_whole(options.output, text, options.force ? Replace::always : Replace::never);
  } catch (const FileError& error) {
    end_with(error, streams);
  }
  streams.report["output"] = options.output;
  streams.out << std::flush;  // where both go to one place, the page comes first
  streams.remarks << "Wrote " << options.output
                  << (options.complete ? ". Next: tenure run " + options.output
                                       : ": lay a scenario on it with extends = \"" +
                                             fs::path(options.output).filename().string() + "\"")
                  << "\n";
}

int fit_all(const FitCommandOptions& options, Streams streams) {
  if (options.names) {
    streams.out << fit::usual_names();
    return exit_ok;
  }
  const fit::BookOptions book_of = book_options(options, streams);
  check_output(options, book_of, streams);
  fit::Readings readings = fit::read_tables(book_of);
  std::optional<fit::StageBook> stages;
  if (readings.stages && readings.complaints.empty())
    stages = fit::fit_stages(*readings.stages, book_of, options.confidence, readings.complaints);
  streams.report["faults"] = faults_json(readings);
  if (!readings.complaints.empty()) {
    streams.err << read_failure(readings);
    return readings.file_missing ? exit_no_input : exit_data;
  }
  check_uses(book_of, options.models, readings, streams);
  if ((readings.book ? 1 : 0) + (readings.purchases ? 1 : 0) + (readings.stages ? 1 : 0) > 1)
    usage(streams, "tables of customers with a contract, of purchases and of stages are fitted one after the other",
          "Name the tables of one kind only.");
  const fit::FragmentOptions fragment_options{options.currency, options.complete, options.models};
  const auto refuse = [&](const std::string& source, const std::string& why) {
    streams.err << source << ": " << why << "\n    Nothing was fitted.\n";
    return exit_data;
  };
  if (readings.book) {
    const fit::BookFitResult result = fit::fit_book(*readings.book, book_of, options.confidence);
    if (!result.fit) return refuse(readings.book->source, result.refused);
    if (options.models && !fit::has_prices(*result.fit))
      return refuse(readings.book->source,
                    "--models: the ready models choose by what an account pays, and not every segment has prices. Name the column: "
                    "--column price=NAME, or fit without --models.");
    streams.report["book"] = fit::as_json(*readings.book, *result.fit, options.confidence);
    if (!options.json) streams.out << fit::page(*readings.book, *result.fit, options.confidence);
    if (const std::string why = fit::ages_out_of_reach(*readings.book, *result.fit); !why.empty() && !options.output.empty()) {
      streams.out << std::flush;
      streams.err << why << "\n    " << options.output << " was not written.\n";
      return exit_data;
    }
    write_fragment(options, fit::fragment(*readings.book, *result.fit, fragment_options), streams);
    return exit_ok;
  }
  if (stages) {
    streams.report["stages"] = fit::as_json(*stages, options.confidence);
    if (!options.json) streams.out << fit::page(*stages, options.confidence);
    write_fragment(
        options,
        fit::fragment(options.confidence == fit::fragment_confidence
                          ? *stages
                          : fit::fit_stages(*readings.stages, book_of, fit::fragment_confidence, readings.complaints),
                      fragment_options),
        streams);
    return exit_ok;
  }
  if (!readings.purchases) return refuse(book_of.files.front().path, "holds neither customers nor purchases");
  const fit::PurchaseFitResult result = fit::fit_purchases(*readings.purchases, options.confidence);
  if (!result.fit) return refuse(readings.purchases->source, result.refused);
  streams.report["purchases"] = fit::as_json(*readings.purchases, *result.fit, options.confidence);
  if (!options.json) streams.out << fit::page(*readings.purchases, *result.fit, options.confidence);
  write_fragment(options, fit::fragment(*readings.purchases, *result.fit, fragment_options), streams);
  return exit_ok;
}

}  // namespace

int fit_tables(const FitCommandOptions& options, Streams streams) {
  return status_of_command([&] { return fit_all(options, streams); });
}

}  // namespace tenure::analysis::cli
