// The result file: what is written is read back, equal results are equal bytes, and broken files are refused with
// words.
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <thread>

#include "analysis/estimate/estimates.h"
#include "analysis/results/read_results.h"
#include "analysis/results/write_results.h"
#include "tests/support/catch.h"
#include "tests/support/sample_results.h"

namespace {

namespace fs = std::filesystem;
using namespace tenure;
using namespace tenure::analysis;

/// A folder of its own for each test, gone afterwards.
struct TemporaryFolder {
  fs::path path;
  TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "tenure-test-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() { fs::remove_all(path); }
};

/// Equal, NaN being equal to itself.
bool same(const std::vector<double>& a, const std::vector<double>& b, bool narrow) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double due = narrow ? static_cast<double>(static_cast<float>(a[i])) : a[i];
    if (!(due == b[i] || (std::isnan(due) && std::isnan(b[i])))) return false;
  }
  return true;
}

std::string refusal(const fs::path& path) {
  try {
    read_results(path);
  } catch (const ReadError& error) {
    return error.what();
  }
  return "";
}

void overwrite(const fs::path& path, const std::vector<std::byte>& bytes) {
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace

TEST_CASE("A result file gives back what was written", "[unit][results]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path / "results.h5";
  const ResultSet written = test::sample_results();
  write_results(path, written, Replace::never);
  const ResultSet read = read_results(path);

  CHECK(read.title == written.title);
  CHECK(read.question == written.question);
  CHECK(read.baseline == "low");
  CHECK(read.seed == "18446744073709551615");
  CHECK(read.confidence == 0.95);
  CHECK(read.scenario_text == written.scenario_text);
  CHECK(read.month_ends == written.month_ends);
  REQUIRE(read.dimensions.size() == written.dimensions.size());
  for (std::size_t i = 0; i < read.dimensions.size(); ++i) {
    CHECK(read.dimensions[i].name == written.dimensions[i].name);
    CHECK(read.dimensions[i].labels == written.dimensions[i].labels);
    CHECK(read.dimensions[i].size() == written.dimensions[i].size());
    CHECK(read.dimensions[i].first == written.dimensions[i].first);
  }
  REQUIRE(read.variables.size() == written.variables.size());
  for (std::size_t i = 0; i < read.variables.size(); ++i) {
    CAPTURE(written.variables[i].name);
    CHECK(read.variables[i].name == written.variables[i].name);
    CHECK(read.variables[i].unit == written.variables[i].unit);
    CHECK(read.variables[i].long_name == written.variables[i].long_name);
    CHECK(read.variables[i].cell_methods == written.variables[i].cell_methods);
    CHECK(read.variables[i].dims == written.variables[i].dims);
    CHECK(read.variables[i].precision == written.variables[i].precision);
    CHECK(
        same(written.variables[i].values, read.variables[i].values, read.variables[i].precision == Precision::float32));
  }
  REQUIRE(read.parameters.size() == 3);
  CHECK(read.parameters[1].key == "transition.churn.hazard");
  CHECK(read.parameters[1].high == 0.002);
  CHECK(std::isnan(read.parameters[0].low));
  CHECK(read.parameters[1].note == "a note");
  CHECK(read.display_label("segment", 1) == "Large firms");
}

TEST_CASE("Draws of the numbers are read back, and never mix with the base values", "[unit][results]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path / "results.h5";
  ResultSet written = test::sample_draws(7, 3);
  written.drawn.rejected = 5;
  written.drawn.unmet = 2;
  write_results(path, written, Replace::never);
  const ResultSet read = read_results(path);
  CHECK(read.draws() == 7);
  CHECK(read.replications() == 20);
  CHECK(read.drawn.replications == 3);
  CHECK(read.drawn.points == "latin_hypercube");
  CHECK(read.drawn.luck == "own");
  CHECK(read.drawn.rejected == 5);
  CHECK(read.drawn.unmet == 2);
  CHECK(read.drawn.parameters == written.drawn.parameters);
  for (const ResultVariable& variable : written.variables) {
    CAPTURE(variable.name);
    CHECK(read.variable(variable.name)->draw_values == variable.draw_values);
    CHECK(variable.draw_values.empty() == (variable.precision == Precision::float32));
  }
  const ResultVariable& net = *read.variable("net_value");
  CHECK(drawn_values(read, net, 2)[4][1] == net.draw_values[read.draw_cell(2, 4, 1)]);
  const Estimate base = estimate_of(read, net, 0), over = estimate_over_draws(read, net, 0);
  CHECK(base.n == 20);
  CHECK(over.n == 7);
  CHECK(base.mean == estimate_of(written, net, 0).mean);  // as without draws
  double sum = 0.0;
  for (std::size_t d = 0; d < 7; ++d)
    for (std::size_t i = 0; i < 3; ++i) sum += net.draw_values[read.draw_cell(0, d, i)];
  CHECK(std::fabs(over.mean - sum / 21.0) < 1e-6);

  // what does not fit is named
  ResultSet wrong = written;
  wrong.drawn.parameters.pop_back();
  CHECK(inconsistency(wrong).find("every draw") != std::string::npos);
  wrong = written;
  wrong.variables[0].draw_values.pop_back();
  CHECK(inconsistency(wrong).find("net_value") != std::string::npos);
}

TEST_CASE("Equal results are equal bytes, also later and from another thread", "[unit][results]") {
  const std::vector<std::byte> first = results_image(test::sample_results());
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // file formats that store the time do so in seconds
  std::vector<std::byte> second;
  std::thread([&] { second = results_image(test::sample_results()); }).join();
  CHECK(first == second);
  // the planted difference: one value by its last bit
  ResultSet changed = test::sample_results();
  changed.variables[0].values[5] = std::nextafter(changed.variables[0].values[5], 0.0);
  CHECK(first != results_image(changed));
}

TEST_CASE("A file that exists is kept unless it is to be replaced", "[unit][results]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path / "results.h5";
  write_results(path, test::sample_results(5), Replace::never);
  CHECK_THROWS_AS(write_results(path, test::sample_results(6), Replace::never), FileError);
  CHECK(read_results(path).replications() == 5);
  write_results(path, test::sample_results(6), Replace::always);
  CHECK(read_results(path).replications() == 6);
  CHECK_THROWS_AS(write_whole(folder.path / "none" / "x", "text", Replace::never), FileError);
  CHECK_THROWS_AS(write_whole(folder.path, "text", Replace::always), FileError);
}

TEST_CASE("What a dead writer left behind is removed, a living one's is not", "[unit][results]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path / "results.h5";
  std::array<char, 256> host{};
  REQUIRE(::gethostname(host.data(), host.size() - 1) == 0);
  const std::string prefix = path.string() + ".tmp." + host.data() + ".";
  const fs::path dead = prefix + "999999999", alive = prefix + "1",
                 foreign = path.string() + ".tmp.elsewhere.999999999";
  for (const fs::path& left : {dead, alive, foreign}) std::ofstream(left) << "left";
  write_whole(path, "text", Replace::never);
  CHECK_FALSE(fs::exists(dead));
  CHECK(fs::exists(alive));
  CHECK(fs::exists(foreign));
}

TEST_CASE("Files that are no results are refused with a reason", "[unit][results]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path / "results.h5";
  CHECK(refusal(path).find("no such file") != std::string::npos);
  overwrite(path, {});
  CHECK(refusal(path).find("not an HDF5 file") != std::string::npos);
  const std::vector<std::byte> good = results_image(test::sample_results());
  overwrite(path, {good.begin(), good.begin() + static_cast<std::ptrdiff_t>(good.size() / 2)});
  CHECK(refusal(path).find("damaged") != std::string::npos);

  // another format version, and another program's file: patch the attribute in place
  std::vector<std::byte> other = good;
  const std::string kind = "tenure results";
  const auto at = std::search(other.begin(), other.end(), kind.begin(), kind.end(),
                              [](std::byte a, char b) { return static_cast<char>(a) == b; });
  REQUIRE(at != other.end());
  *at = std::byte{'T'};
  overwrite(path, other);
  CHECK(refusal(path).find("not one of Tenure's results") != std::string::npos);

  // a side file that describes other bytes
  overwrite(path, good);
  std::ofstream(side_file_of(path)) << "{\"results_sha256\": \"" << sha256("other") << "\"}";
  CHECK(refusal(path).find("changed after it was written") != std::string::npos);
  std::ofstream(side_file_of(path)) << "{\"results_sha256\": \"" << sha256(good) << "\"}";
  CHECK(refusal(path).empty());
}

TEST_CASE("Flipped bytes never crash the reader", "[unit][results]") {
  const TemporaryFolder folder;
  const fs::path path = folder.path / "results.h5";
  const std::vector<std::byte> good = results_image(test::sample_results(3));
  std::uint64_t state = 20261122;
  const auto next = [&] { return (state = state * 6364136223846793005u + 1442695040888963407u) >> 33; };
  int refused = 0, survived = 0;
  for (int trial = 0; trial < 150; ++trial) {
    std::vector<std::byte> bad = good;
    for (int flips = 0; flips < 1 + trial % 8; ++flips) bad[next() % bad.size()] = static_cast<std::byte>(next());
    overwrite(path, bad);
    (refusal(path).empty() ? survived : refused) += 1;
  }
  CHECK(refused + survived == 150);
  CHECK(refused > 0);
}

TEST_CASE("Inconsistent results are named, not written", "[unit][results]") {
  ResultSet results = test::sample_results();
  CHECK(inconsistency(results).empty());
  results.variables[0].values.pop_back();
  CHECK(inconsistency(results).find("net_value") != std::string::npos);
  results = test::sample_results();
  results.dimensions[3].labels[1] = "small";
  CHECK(inconsistency(results).find("twice") != std::string::npos);
  results = test::sample_results();
  results.month_ends.pop_back();
  CHECK_FALSE(inconsistency(results).empty());
}

TEST_CASE("SHA-256 of known texts", "[unit][results]") {
  // FIPS 180-4 examples, and the million a's
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256(std::string(1000000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
