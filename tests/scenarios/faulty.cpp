// Every file of tests/scenarios/faulty/ gives exactly the faults that its last lines name, and nothing is simulated.
//
//   # expect LINE:COLUMN | message | nearest name       a fault in this file
//   # expect FILE:LINE:COLUMN | message | nearest name  a fault in a file that it extends
#include <sys/wait.h>
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "models/language/load.h"
#include "tests/support/catch.h"

using namespace tenure::models;
namespace fs = std::filesystem;

namespace {

const fs::path folder = fs::path(TENURE_SOURCE_DIR) / "tests/scenarios/faulty";

std::vector<fs::path> faulty_files() {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".toml") out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::string> expected(const fs::path& file) {
  std::vector<std::string> out;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);)
    if (line.rfind("# expect ", 0) == 0) out.push_back(line.substr(9));
  return out;
}

std::string found(const Fault& fault, const fs::path& file) {
  std::string place = std::to_string(fault.line) + ":" + std::to_string(fault.column);
  if (fault.file != file.string()) place = fs::path(fault.file).lexically_relative(folder).string() + ":" + place;
  std::string out = place + " | " + fault.message;
  return fault.nearest.empty() ? out : out + " | " + fault.nearest;
}

int exit_code(const std::string& command) {
  const int status = std::system(command.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("every faulty scenario gives its faults, at their places", "[scenarios][language]") {
  const auto files = faulty_files();
  REQUIRE(files.size() >= 30);
  LoadOptions options;
  options.root = folder;
  for (const fs::path& file : files) {
    INFO(file.filename().string());
    const auto want = expected(file);
    const Loaded loaded = load(file, options);
    CHECK_FALSE(want.empty());
    CHECK(loaded.points.empty());
    CHECK_FALSE(loaded.ok());
    std::vector<std::string> got;
    for (const Fault& fault : loaded.faults) {
      got.push_back(found(fault, file));
      CHECK_FALSE(fault.message.empty());
      CHECK_FALSE((fault.why.empty() && fault.allowed.empty()));
    }
    CHECK(got == want);
  }
}

TEST_CASE("the scenario on which the faulty ones are laid has no fault", "[scenarios][language]") {
  const Loaded loaded = load(folder / "base/good.toml");
  INFO(format(loaded.faults));
  CHECK(loaded.ok());
  CHECK(loaded.points.size() == 1);
}

TEST_CASE("the program refuses every faulty scenario with exit code 65 and writes nothing", "[scenarios][language]") {
  REQUIRE(fs::exists(TENURE_PROGRAM));
  const fs::path out = fs::temp_directory_path() / "tenure_faulty_out";
  fs::remove_all(out);
  fs::create_directories(out);
  for (const fs::path& file : faulty_files()) {
    INFO(file.filename().string());
    const std::string quiet = " >" + (out / "log").string() + " 2>&1";
    CHECK(exit_code(std::string(TENURE_PROGRAM) + " check " + file.string() + quiet) == 65);
    CHECK(exit_code(std::string(TENURE_PROGRAM) + " run " + file.string() + " -o " + (out / "results.h5").string() +
                    quiet) == 65);
    CHECK_FALSE(fs::exists(out / "results.h5"));
  }
  fs::remove_all(out);
}
