#include <algorithm>
#include <array>
#include <filesystem>
#include <sstream>

#include <nlohmann/json.hpp>

#include "analysis/cli/commands.h"
#include "analysis/cli/ended.h"
#include "analysis/cli/exit_codes.h"
#include "analysis/cli/plain_text.h"
#include "analysis/cli/result_input.h"
#include "analysis/compare/comparison.h"
#include "analysis/compare/sentence.h"
#include "analysis/export/notebook_sources.h"
#include "analysis/export/notebooks.h"
#include "analysis/results/atomic_file.h"
#include "analysis/results/read_results.h"

namespace tenure::analysis::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* decision_name = "decision.json";
constexpr const char* first_customer_name = "customer_1.json";
constexpr std::array<const char*, 3> kinds_of_customers = {"saved", "lost", "median"};

std::string customer_name(const std::string& kind) { return "customer_" + kind + ".json"; }

/// A document that another command prints with --json, as it prints it.
struct Printed {
  int status = exit_ok;
  std::string document, complaint;
};

Printed print(const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  Printed printed;
  printed.status = run_program(arguments, out, err);
  printed.document = out.str();
  printed.complaint = err.str();
  return printed;
}

/// The one result file that is meant.
std::string file_of(const NotebookOptions& options, Streams streams) {
  if (!options.file.empty()) return options.file;
  const std::vector<std::string> files = results_of_last_run();
  if (files.size() == 1) return files.front();
  streams.err << "tenure notebook: " << (files.empty() ? "there is no results.h5 here" : "there are several results here")
              << "; name a result file" << (files.empty() ? ", or write one with tenure run" : "") << "\n";
  throw Ended{files.empty() ? exit_no_input : exit_usage};
}

/// How the notebooks name the result file.  Where it and the folder were named from here, by the way from the one to the other, so
/// that both may be moved together; otherwise whole.
std::string path_from_notebooks(const std::string& file, const fs::path& folder, Streams streams) {
  const bool movable = fs::path(file).is_relative() && folder.is_relative();
  const std::string path = (movable ? fs::relative(file, folder) : fs::absolute(file).lexically_normal()).string();
  try {
    (void)nlohmann::json(path).dump();
  } catch (const nlohmann::json::type_error&) {
    streams.err << file << ": its path is not UTF-8, which a notebook cannot hold\n    Rename it, or run from its folder.\n";
    throw Ended{exit_cannot_create};
  }
  return path;
}

/// A folder that is there for as long as it is needed: made, and removed again when nothing has come into it.
class Folder {
 public:
  Folder(const fs::path& path, Streams streams) : path_(path) {
    std::error_code error;
    made_ = fs::create_directories(path, error);
    if (fs::is_directory(path)) return;
    streams.err << path.string() << ": no folder can be made here" << (error ? ": " + error.message() : "") << "\n";
    throw Ended{exit_cannot_create};
  }
  ~Folder() {
    std::error_code not_empty;
    if (made_) fs::remove(path_, not_empty);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

 private:
  fs::path path_;
  bool made_ = false;
};

/// Every file that may be written.
std::vector<std::string> names_of_all() {
  std::vector<std::string> names = {decision_name, first_customer_name};
  for (const char* kind : kinds_of_customers) names.push_back(customer_name(kind));
  for (const NotebookSource& source : notebook_sources()) names.emplace_back(source.name);
  return names;
}

/// Looked at before anything is simulated for it.
void check_names(const fs::path& folder, const std::string& input, Replace replace) {
  for (const std::string& name : names_of_all()) {
    std::error_code missing;
    if (fs::equivalent(folder / name, input, missing))
      throw FileError(FileFailure::cannot_create, input + ": is the result that is read, which is never overwritten\n    Choose "
                                                          "another folder with -o.");
    ensure_writable(folder / name, replace);
  }
}

class Writing {
 public:
  Writing(const NotebookOptions& options, Streams streams) : options_(options), streams_(streams), file_(file_of(options, streams)) {}

  int write() {
    if (options_.output.empty()) {
      streams_.err << "tenure notebook: -o \"\" names no folder; write for example -o notebooks\n";
      return exit_usage;
    }
    const ResultSet results = read();
    const Folder folder(options_.output, streams_);
    const fs::path path(options_.output);
    const Replace replace = options_.force ? Replace::always : Replace::never;
    try {
      check_names(path, file_, replace);
      binding_.results = path_from_notebooks(file_, path, streams_);
      binding_.heading = results.title.empty() ? fs::path(file_).filename().string() : results.title;
      binding_.answer = in_plain_words(compare_world(results, "", {"", By::whole}));
      if (!options_.quiet) streams_.remarks << "Looking for customers whose histories tell most ...\n" << std::flush;
      add_customers();
      if (results.draws() > 1) add_decision();
      std::vector<ExportFile> notebooks = bound_notebooks(binding_);
      for (const std::vector<ExportFile>* files : {&documents_, &notebooks})
        for (const ExportFile& one : *files) write_whole(path / one.name, one.text, replace);
      if (options_.force) remove_others(path, notebooks);
      if (!options_.quiet) say(results, notebooks);
    } catch (const FileError& error) {
      refuse(error);
    }
    return exit_ok;
  }

 private:
  ResultSet read() const {
    try {
      ResultSet results = read_results(file_);
      make_plain(results);
      return results;
    } catch (const ReadError& error) {
      streams_.err << error.what() << "\n";
      throw Ended{status_of(error.failure())};
    }
  }

  [[noreturn]] void refuse(const FileError& error) const {
    streams_.err << error.what() << "\n";
    if (error.failure() == FileFailure::exists)
      streams_.err << "    Choose another folder with -o, or overwrite it with --force.\n";
    throw Ended{error.failure() == FileFailure::input_output ? exit_io : exit_cannot_create};
  }

  /// What an earlier set left here and this one has no data for: it would be of another result file.
  void remove_others(const fs::path& folder, const std::vector<ExportFile>& notebooks) {
    for (const std::string& name : names_of_all()) {
      const auto is_this = [&](const ExportFile& one) { return one.name == name; };
      if (std::any_of(notebooks.begin(), notebooks.end(), is_this) || std::any_of(documents_.begin(), documents_.end(), is_this)) continue;
      std::error_code error;
      if (fs::remove(folder / name, error)) removed_.push_back(name);
      if (error) throw FileError(FileFailure::input_output, (folder / name).string() + ": is of an earlier set and cannot be removed: " + error.message());
    }
  }

  /// The file as an argument, also if it begins with a dash.
  std::string argument() const { return file_.starts_with('-') ? "./" + file_ : file_; }

  /// Takes the document of `tenure trace`; false when there is no such customer, and why is kept.
  bool add_customer(const std::string& name, const std::vector<std::string>& which) {
    std::vector<std::string> arguments = {"trace", argument(), "--json"};
    arguments.insert(arguments.end(), which.begin(), which.end());
    Printed printed = print(arguments);
    if (printed.status == exit_interrupted || printed.status == exit_terminated) {
      streams_.err << printed.complaint;
      throw Ended{printed.status};
    }
    if (printed.status != exit_ok) {
      untraced_ = printed.complaint;
      return false;
    }
    documents_.push_back({name, std::move(printed.document)});
    binding_.customers.push_back(name);
    return true;
  }

  void add_customers() {
    for (const char* kind : kinds_of_customers) add_customer(customer_name(kind), {"--pick", kind});
    if (binding_.customers.empty()) add_customer(first_customer_name, {"--customer", "1"});  // a single strategy
  }

  void add_decision() {
    Printed printed = print({"decide", argument(), "--json"});
    if (printed.status != exit_ok) {
      undecided_ = printed.complaint;
      return;
    }
    documents_.push_back({decision_name, std::move(printed.document)});
    binding_.decision = decision_name;
  }

  void say(const ResultSet& results, const std::vector<ExportFile>& notebooks) const {
    std::vector<std::string> names;
    for (const ExportFile& one : notebooks)
      if (one.name.ends_with(".ipynb")) names.push_back(one.name);
    std::ostream& out = streams_.remarks;
    out << "Wrote " << names.size() << " notebooks on " << file_ << " to " << options_.output << ",\nand beside them what they read:\n";
    for (const std::string& name : names) out << "    " << name << "\n";
    if (!removed_.empty()) {
      out << "Removed what an earlier set had and this file has no data for:\n";
      for (const std::string& name : removed_) out << "    " << name << "\n";
    }
    if (binding_.customers.empty()) out << "No histories of customers are among them:\n" << untraced_;
    if (results.draws() < 2)
      out << "None on how sure the choice is; that takes draws of the uncertain numbers:\n"
             "    tenure run SCENARIO --draws 200 --draw-replications 2\n";
    if (!undecided_.empty()) out << "None on how sure the choice is:\n" << undecided_;
    out << "They need Debian's own Python with these packages (as root):\n"
           "    apt-get install --no-install-recommends jupyter-notebook python3-xarray python3-h5netcdf \\\n"
           "        python3-pandas python3-matplotlib\n"
           "Open them in a browser:\n"
           "    cd " << shell_word(options_.output) << " && /usr/bin/python3 -m notebook " << names.front() << "\n"
           "or run them all and make pages to mail:\n"
           "    cd " << shell_word(options_.output) << " && /usr/bin/python3 -m jupyter nbconvert --to html --execute *.ipynb\n";
  }

  /// As a shell takes it for one word.
  static std::string shell_word(const std::string& text) {
    const auto plain = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("/._-+").find(c) != std::string_view::npos;
    };
    if (std::all_of(text.begin(), text.end(), plain)) return text.starts_with('-') ? "./" + text : text;
    std::string word = "'";
    for (const char c : text) word += c == '\'' ? "'\\''" : std::string(1, c);
    return word + "'";
  }

  const NotebookOptions& options_;
  Streams streams_;
  const std::string file_;
  NotebookBinding binding_;
  std::vector<ExportFile> documents_;
  std::vector<std::string> removed_;
  std::string untraced_, undecided_;
};

}  // namespace

int notebook(const NotebookOptions& options, Streams streams) {
  return status_of_command([&] { return Writing(options, streams).write(); });
}

}  // namespace tenure::analysis::cli
