#include "analysis/results/read_results.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "analysis/results/counts_group.h"
#include "analysis/results/netcdf_reader.h"
#include "analysis/results/sha256.h"

namespace tenure::analysis {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largest_file = std::uintmax_t{1} << 32;
constexpr unsigned longest_trial_seconds = 60;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif
#else
constexpr bool sanitized = false;
#endif

std::vector<std::byte> bytes_of(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) throw ReadError(ReadFailure::missing, path.string() + ": is a folder");
  if (fs::exists(path, error) && !fs::is_regular_file(path, error))
    throw ReadError(ReadFailure::missing, path.string() + ": is not a plain file");
  if (!fs::is_regular_file(path, error))
    throw ReadError(ReadFailure::missing, path.string() + ": there is no such file");
  const std::uintmax_t size = fs::file_size(path, error);
  if (error || size > largest_file)
    throw ReadError(ReadFailure::damaged, path.string() + ": too large for a result file");
  std::ifstream file(path, std::ios::binary);
  std::vector<std::byte> bytes(size);
  if (!file || !file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size))) {
    throw ReadError(ReadFailure::missing, path.string() + ": cannot be read");
  }
  return bytes;
}

void check_fingerprint(const fs::path& path, const std::vector<std::byte>& bytes) {
  std::error_code error;
  if (!fs::is_regular_file(side_file_of(path), error)) return;
  std::ifstream side(side_file_of(path));
  if (!side) return;
  const nlohmann::json facts = nlohmann::json::parse(side, nullptr, false);
  if (!facts.is_object() || !facts.contains("results_sha256") || !facts["results_sha256"].is_string()) return;
  if (facts["results_sha256"].get<std::string>() != sha256(bytes)) {
    throw ReadError(ReadFailure::damaged,
                    path.string() + ": is not the file that " + side_file_of(path).string() +
                        " describes; it was changed after it was written, or replaced.\n    If it was "
                        "replaced on purpose, remove the side file.");
  }
}

/// What is kept of draws from the numbers' uncertainty; the parameters have been read.
void read_draws(const NetcdfReader& file, ResultSet& results) {
  if (!file.has_group("/draws")) return;
  const NetcdfReader::Group group = file.group("/draws");
  DrawnResults& drawn = results.drawn;
  drawn.points = group.text_attribute("points");
  drawn.luck = group.text_attribute("luck");
  drawn.rejected = static_cast<std::size_t>(std::max(0.0, group.number_attribute("rejected_points")));
  drawn.unmet = static_cast<std::size_t>(std::max(0.0, group.number_attribute("draws_with_unmet_figures")));
  drawn.count = group.dimension("draw").size();
  drawn.replications = group.dimension("replication").size();
  for (ResultVariable& variable : results.variables) {
    if (!group.has(variable.name)) continue;
    NetcdfReader::Group::Numbers numbers = group.numbers(variable.name);
    std::vector<std::string> due = {"strategy", "draw", "replication"};
    due.insert(due.end(), variable.dims.begin(), variable.dims.end());
    if (numbers.dims != due) throw Hdf5Error(variable.name + " of the draws has other axes");
    variable.draw_values = std::move(numbers.values);
  }
  if (results.parameters.empty()) return;
  drawn.parameters = file.group("/parameters").numbers("draw_value").values;
}

ResultSet parse(std::span<const std::byte> image) {
  const NetcdfReader file(image);
  ResultSet results;
  const NetcdfReader::Group root = file.group("/");
  results.title = root.text_attribute("title");
  results.question = root.text_attribute("question");
  results.currency = root.text_attribute("currency");
  results.baseline = root.text_attribute("baseline");
  results.confidence = root.number_attribute("confidence");
  results.start_date = root.text_attribute("start_date");
  results.horizon_days = root.number_attribute("horizon_days");
  results.sweep_point = root.text_attribute("sweep_point");
  results.seed = root.text_attribute("seed");
  results.program_version = root.text_attribute("program_version");
  if (!(results.confidence > 0.0 && results.confidence < 1.0)) throw Hdf5Error("the confidence is not between 0 and 1");

  const NetcdfReader::Group provenance = file.group("/provenance");
  results.scenario_text = provenance.texts("scenario").at(0);
  results.scenario_sha256 = provenance.texts("scenario_sha256").at(0);
  if (sha256(results.scenario_text) != results.scenario_sha256)
    throw Hdf5Error("the scenario does not fit its fingerprint");

  const NetcdfReader::Group group = file.group("/replications");
  const std::vector<std::string> names = group.names();
  for (const std::string& name : names) {
    if (group.is_dimension(name)) results.dimensions.push_back(group.dimension(name));
  }
  for (const std::string& name : names) {
    if (group.is_dimension(name)) continue;
    if (group.is_text(name)) {
      const std::string suffix = "_label";
      if (name.size() > suffix.size() && name.ends_with(suffix)) {
        results.display_labels.push_back({name.substr(0, name.size() - suffix.size()), group.texts(name)});
      }
      continue;
    }
    NetcdfReader::Group::Numbers numbers = group.numbers(name);
    if (name == "month_end") {
      results.month_ends = std::move(numbers.values);
      continue;
    }
    const std::vector<std::string> leading = {"strategy", "draw", "replication"};
    if (numbers.dims.size() < 3 || !std::equal(leading.begin(), leading.end(), numbers.dims.begin())) {
      throw Hdf5Error(name + " is not resolved by strategy, draw and replication");
    }
    results.variables.push_back({name,
                                 numbers.unit,
                                 numbers.long_name,
                                 numbers.cell_methods,
                                 {numbers.dims.begin() + 3, numbers.dims.end()},
                                 numbers.precision,
                                 std::move(numbers.values),
                                 {}});
  }

  const NetcdfReader::Group table = file.group("/parameters");
  if (table.has("parameter")) {
    const std::vector<std::string> keys = table.dimension("parameter").labels;
    const auto column = [&](const char* name) {
      std::vector<std::string> texts = table.texts(name);
      if (texts.size() != keys.size()) throw Hdf5Error("the parameters' columns differ in length");
      return texts;
    };
    const auto number_column = [&](const char* name) {
      std::vector<double> values = table.numbers(name).values;
      if (values.size() != keys.size()) throw Hdf5Error("the parameters' columns differ in length");
      return values;
    };
    const auto value = number_column("value"), low = number_column("low"), high = number_column("high");
    const auto dist = column("dist"), unit = column("unit"), text = column("text"), grade = column("grade"),
               source = column("source"), note = column("note");
    for (std::size_t i = 0; i < keys.size(); ++i) {
      results.parameters.push_back(
          {keys[i], value[i], low[i], high[i], dist[i], unit[i], text[i], grade[i], source[i], note[i]});
    }
  }
  if (file.has_group("/today")) {
    const NetcdfReader::Group today = file.group("/today");
    results.today = today.text_attribute("strategy");
    const std::vector<std::string> segment = today.texts("segment"), what = today.texts("what");
    const auto number_column = [&](const char* name) {
      std::vector<double> values = today.numbers(name).values;
      if (values.size() != segment.size() || what.size() != segment.size())
        throw Hdf5Error("the figures of last year differ in length");
      return values;
    };
    const auto target = number_column("target"), level = number_column("level"), expected = number_column("expected"),
               error = number_column("error");
    for (std::size_t i = 0; i < segment.size(); ++i)
      results.solved.push_back({segment[i], what[i], target[i], level[i], expected[i], error[i]});
  }
  read_draws(file, results);
  if (file.has_group("/controls")) results.controls = read_controls(file.group("/controls"));
  results.antithetic = root.has_attribute("antithetic") && root.number_attribute("antithetic") == 1.0;
  if (file.has_group("/counts")) results.chosen = read_counts(file.group("/counts"));
  if (const std::string wrong = inconsistency(results); !wrong.empty()) throw Hdf5Error(wrong);
  return results;
}

/// Refuses other kinds of files and other versions before anything else is believed.
void check_kind(const std::string& path, std::span<const std::byte> image) {
  const NetcdfReader file(image);
  const NetcdfReader::Group root = file.group("/");
  if (!root.has_attribute("filetype") || root.text_attribute("filetype") != "tenure results") {
    throw ReadError(ReadFailure::damaged, path + ": is an HDF5 file, but not one of Tenure's results");
  }
  const double version = root.number_attribute("format_version");
  if (version != results_format_version) {
    throw ReadError(ReadFailure::wrong_version,
                    path + ": has format version " + std::to_string(std::lround(std::clamp(version, -1e6, 1e6))) +
                        ", this program reads version " + std::to_string(results_format_version) +
                        ".\n    It carries its scenario (/provenance/scenario): run that again with this program.");
  }
}

/// Reads the image in a child process with limits, so that a crash inside HDF5 is that child's.
bool survives_trial(const std::string& path, std::span<const std::byte> image) {
  const pid_t child = ::fork();
  if (child < 0) return true;  // no processes to be had: the checks of this process have to do
  if (child == 0) {
    for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL}) ::signal(signal, SIG_DFL);
    const rlimit no_core{0, 0};
    ::setrlimit(RLIMIT_CORE, &no_core);
    const rlimit seconds{longest_trial_seconds, longest_trial_seconds};
    ::setrlimit(RLIMIT_CPU, &seconds);
    ::alarm(2 * longest_trial_seconds);
    if (!sanitized) {  // sanitizers reserve terabytes of address space
      const rlim_t room = static_cast<rlim_t>(image.size()) * 64 + (rlim_t{2} << 30);
      const rlimit memory{room, room};
      ::setrlimit(RLIMIT_AS, &memory);
    }
    if (const int null = ::open("/dev/null", O_WRONLY); null >= 0) ::dup2(null, STDERR_FILENO);
    try {
      check_kind(path, image);
      parse(image);
    } catch (...) {
      // an orderly refusal; the parent comes to the same one and has the words for it
    }
    ::_exit(0);
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return true;
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

fs::path side_file_of(const fs::path& results) {
  fs::path side = results;
  return side.replace_extension(".run.json");
}

ResultSet read_results(const fs::path& path) {
  const std::vector<std::byte> bytes = bytes_of(path);
  constexpr unsigned char signature[] = {0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  const bool hdf5 = bytes.size() > sizeof(signature) &&
                    std::equal(std::begin(signature), std::end(signature), bytes.begin(),
                               [](unsigned char due, std::byte found) { return static_cast<std::byte>(due) == found; });
  if (!hdf5) throw ReadError(ReadFailure::damaged, path.string() + ": is not an HDF5 file, so not a result file");
  check_fingerprint(path, bytes);
  if (!survives_trial(path.string(), bytes)) {
    throw ReadError(ReadFailure::damaged, path.string() + ": is damaged: reading it crashes or never ends");
  }
  try {
    check_kind(path.string(), bytes);
    return parse(bytes);
  } catch (const Hdf5Error& error) {
    throw ReadError(ReadFailure::damaged, path.string() + ": is damaged: " + error.what());
  } catch (const std::bad_alloc&) {
    throw ReadError(ReadFailure::damaged, path.string() + ": is damaged: it claims more data than memory can hold");
  }
}

}  // namespace tenure::analysis
