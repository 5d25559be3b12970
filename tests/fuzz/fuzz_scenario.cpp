// Fuzzing of scenario texts.
//
// As a ctest: the committed corpus, the scenarios of the tree, hand-made hostile texts, and mutations of all of these
// for two seconds (fixed seed).  With -DTENURE_LIBFUZZER and clang's -fsanitize=fuzzer it is a libFuzzer target
// instead.
#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/scenario_input.h"

#ifdef TENURE_LIBFUZZER

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  tenure::test::try_scenario(input);
  if (size < 200) tenure::test::try_words(input);
  return 0;
}

#else

#include "tests/support/catch.h"

namespace fs = std::filesystem;

namespace {

std::string slurp(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> seeds() {
  std::vector<std::string> out;
  const fs::path root = TENURE_SOURCE_DIR;
  for (const char* folder : {"tests/fuzz/corpus", "scenarios", "tests/scenarios/faulty", "tests/scenarios/faulty/base",
                             "tests/scenarios/reference"})
    for (const auto& entry : fs::directory_iterator(root / folder))
      if (entry.is_regular_file()) out.push_back(slurp(entry.path()));
  return out;
}

/// A small generator of its own: nothing here needs quality, only repeatability.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t n) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return n == 0 ? 0 : static_cast<std::size_t>((state_ >> 33) % n);
  }

 private:
  std::uint64_t state_;
};

std::string mutated(const std::vector<std::string>& pool, Dice& dice) {
  static const std::vector<std::string> bits = {"=",
                                                "[",
                                                "]",
                                                "{",
                                                "}",
                                                "\"",
                                                "'",
                                                "\n",
                                                ".",
                                                ",",
                                                "#",
                                                "-1",
                                                "1e308",
                                                "nan",
                                                "inf",
                                                "0",
                                                "99999999999999999999",
                                                "\xff",
                                                "\xEF\xBB\xBF",
                                                "\r\n",
                                                "\"\"\"",
                                                "[strategy.x]\n",
                                                "[segment.x.segment.y]\n",
                                                "value = ",
                                                "\"attribute.price\"",
                                                "{ share = 1, per = \"0 d\" }",
                                                "\"0 d\"",
                                                "\"1e300 yr\"",
                                                "true",
                                                "1979-05-27",
                                                "07:32:00",
                                                "extends = \"a\"\n",
                                                "[sweep]\n"};
  std::string text = pool[dice.below(pool.size())];
  const std::size_t changes = 1 + dice.below(6);
  for (std::size_t i = 0; i < changes; ++i) {
    const std::size_t at = dice.below(text.size() + 1);
    switch (dice.below(5)) {
      case 0:
        text.insert(at, bits[dice.below(bits.size())]);
        break;
      case 1:
        text.erase(at, dice.below(20));
        break;
      case 2:
        if (at < text.size()) text[at] = static_cast<char>(dice.below(256));
        break;
      case 3: {
        const std::string& other = pool[dice.below(pool.size())];
        const std::size_t from = dice.below(other.size() + 1);
        text.insert(at, other.substr(from, dice.below(200)));
        break;
      }
      default:
        text.erase(at);
        break;
    }
    if (text.size() > 100000) text.resize(100000);
  }
  return text;
}

std::string repeated(const std::string& text, std::size_t n) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("hostile texts give faults", "[fuzz][language]") {
  const std::vector<std::pair<const char*, std::string> > texts = {
      {"dotted keys", std::string("a").append(repeated(".a", 40000)).append(" = 1\n")},
      {"dotted table", std::string("[a").append(repeated(".a", 40000)).append("]\n")},
      {"dotted keys with spaces", std::string("a").append(repeated(" . \"b\"", 5000)).append(" = 1\n")},
      {"nested arrays", std::string("a = ").append(repeated("[", 100000))},
      {"nested tables", std::string("a = ").append(repeated("{a=", 100000))},
      {"nested keys in nested tables", repeated(std::string("a = {").append(repeated("a.", 60)).append("a = 1"), 20)},
      {"half a string", std::string("a = \"").append(repeated("x", 1000))},
      {"half a long string", std::string("a = \"\"\"").append(repeated("x\n", 1000))},
      {"escape at the end", "a = \"\\"},
      {"bad UTF-8", "a = \"\xff\xfe\"\n"},
      {"zero bytes", std::string("a = \0\n", 6)},
      {"control characters in a key", "[time]\n[\x13\x13time]\n"},
      {"too large", repeated("# comment line that goes on and on\n", 40000)},
      {"many unknown keys", repeated("[x]\n", 1) +
                                [] {
                                  std::string out;
                                  for (int i = 0; i < 20000; ++i)
                                    out.append("k").append(std::to_string(i)).append(" = 1\n");
                                  return out;
                                }()},
      {"huge numbers",
       "[time]\nhorizon = \"1e308 yr\"\n[segment.a]\ncustomers = 1e300\nfrailty = inf\n[experiment]\nseed = "
       "9223372036854775807\nconfidence = nan\n"},
      {"self-extending", "extends = \"input.toml\"\n"},
      {"extends a device", "extends = \"/dev/zero\"\n"},
      {"dates", "[time]\nstart = 0000-01-01\nhorizon = 1979-05-27T07:32:00Z\n"},
      {"keys of every kind", std::string("\"\" = 1\n\"a b\" = 2\n[strategy.\"\"]\n[segment.\"\\u0000\"]\n[stage.\"")
                                 .append(repeated("x", 5000))
                                 .append("\"]\n")}};
  for (const auto& [name, text] : texts) {
    INFO(name);
    const auto start = std::chrono::steady_clock::now();
    CHECK_NOTHROW(tenure::test::try_scenario(text));
    CHECK_FALSE(tenure::models::load_text(text, "input.toml").ok());
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(2));
  }
}

TEST_CASE("a byte order mark and Windows line ends are no fault", "[fuzz][language]") {
  const std::string good = slurp(fs::path(TENURE_SOURCE_DIR) / "tests/scenarios/faulty/base/good.toml");
  std::string windows = "\xEF\xBB\xBF";
  for (const char c : good) windows += c == '\n' ? std::string("\r\n") : std::string(1, c);
  const auto loaded = tenure::models::load_text(windows, "windows.toml");
  INFO(format(loaded.faults));
  REQUIRE(loaded.ok());
  CHECK(loaded.points[0].resolved_text == tenure::models::load_text(good, "good.toml").points.at(0).resolved_text);
}

TEST_CASE("mutated scenarios never break the loader", "[fuzz][language]") {
  const std::vector<std::string> pool = seeds();
  REQUIRE(pool.size() > 40);
  Dice dice(20260801);
  const auto start = std::chrono::steady_clock::now();
  int tried = 0;
  while (std::chrono::steady_clock::now() - start < std::chrono::seconds(2)) {
    const std::string text = mutated(pool, dice);
    INFO(text);
    REQUIRE_NOTHROW(tenure::test::try_scenario(text));
    const std::string words = text.substr(dice.below(text.size() + 1), dice.below(60));
    REQUIRE_NOTHROW(tenure::test::try_words(words));
    ++tried;
  }
  CHECK(tried > 20);
}

#endif
