// The rules of the house that a compiler does not check: which folder may include which, which library is used where,
// and what would let a result depend on the machine. Each rule is also shown a line that breaks it.
#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/catch.h"

namespace {

namespace fs = std::filesystem;

/// A text that must not appear in the sources under some folders.
struct Rule {
  std::string_view name;
  std::vector<std::string_view> folders;  ///< paths that begin so are looked at
  std::vector<std::string_view> except;   ///< ... unless they begin so
  std::vector<std::string_view> needles;  ///< lower case where `any_case`
  bool any_case = false;
};

const std::vector<Rule>& rules() {
  static const std::vector<Rule> all = {
      {"sim includes no higher layer", {"sim/"}, {}, {"#include \"models/", "#include \"analysis/", "#include \"tests/"}},
      {"models include no higher layer", {"models/"}, {}, {"#include \"analysis/", "#include \"tests/"}},
      {"analysis does not include the program", {"analysis/"}, {"analysis/cli/"}, {"#include \"analysis/cli/"}},
      {"no program includes a test", {"analysis/"}, {}, {"#include \"tests/"}},
      {"includes start at the project's root", {"sim/", "models/", "analysis/"}, {}, {"#include \"./", "#include \"../"}},
      {"TBB lives in sim/run", {"sim/", "models/", "analysis/"}, {"sim/run/"}, {"<tbb/", "<oneapi/", "tbb::", "<execution>"}},
      {"HDF5 lives in analysis/results", {"sim/", "models/", "analysis/"}, {"analysis/results/"}, {"<hdf5", "<H5"}},
      {"toml++ lives in models/language", {"sim/", "models/", "analysis/"}, {"models/language/"}, {"<toml++", "toml::"}},
      {"NLopt lives in analysis/optimise", {"sim/", "models/", "analysis/"}, {"analysis/optimise/"}, {"<nlopt", "nlopt_", "nlopt::"}},
      {"CLI11 lives in analysis/cli", {"sim/", "models/", "analysis/"}, {"analysis/cli/"}, {"<CLI/", "CLI::"}},
      {"Random123 lives in sim/random", {"sim/", "models/", "analysis/"}, {"sim/random/"}, {"<Random123/", "r123::"}},
      {"functions of sim/math instead of libm", {"sim/", "models/"}, {},
       {"std::exp(",   "std::exp2(",  "std::expm1(", "std::log(",    "std::log2(",   "std::log10(", "std::log1p(",
        "std::pow(",   "std::sin(",   "std::cos(",   "std::tan(",    "std::asin(",   "std::acos(",  "std::atan(",
        "std::atan2(", "std::sinh(",  "std::cosh(",  "std::tanh(",   "std::erf(",    "std::erfc(",  "std::tgamma(",
        "std::lgamma(", "std::cbrt(", "std::hypot(", "<math.h>",     "using std::exp;", "using std::log;", "using std::pow;",
        " ::exp(",     " ::log(",     " ::pow(",     "__builtin_exp(", "__builtin_log(", "__builtin_pow("}},
      {"random numbers come from sim/random", {"sim/", "models/", "analysis/", "tests/"}, {"tests/unit/layering.cpp"},
       {"std::uniform_", "std::normal_dist", "std::exponential_dist", "std::gamma_dist", "std::poisson_dist",
        "std::discrete_dist", "std::bernoulli_dist", "std::binomial_dist", "std::geometric_dist", "std::lognormal_dist",
        "std::weibull_dist", "std::piecewise_", "std::mt19937", "std::minstd", "std::random_device",
        "std::default_random_engine", "std::shuffle", "std::rand("}},
      {"no compiler switch that changes bits", {"sim/", "models/", "analysis/", "tests/", "CMake"}, {"tests/unit/layering.cpp"},
       {"-ffast-math", "-funsafe-math", "-ofast", "-march=", "-mtune=", "-mfma", "fp_contract on", "associative_math"}, true},
      {"both compilers have it", {"sim/", "models/", "analysis/", "tests/"}, {"tests/unit/layering.cpp"},
       {"#include <format>", "#include <ranges>", "#include <source_location>", "#include <expected>", "#include <print>"}},
      {"no business word in sim", {"sim/"}, {},
       {"customer", "segment", "strategy", "strategies", "churn", "touchpoint", "funnel", "campaign", "retention", "revenue",
        "client", "subscri"}, true},
      {"nothing left for later", {"sim/", "models/", "analysis/", "tests/", "bootstrap"}, {"tests/unit/layering.cpp"},
       {"TODO", "FIXME", "HACK"}},
  };
  return all;
}

constexpr std::size_t kMostLines = 500;
constexpr std::array<std::string_view, 8> kTopFolders = {"sim",   "models", "scenarios",        "analysis",
                                                         "tests", "docs",   "notebooks-export", "build"};

bool begins_with_one_of(std::string_view path, const std::vector<std::string_view>& beginnings) {
  return std::any_of(beginnings.begin(), beginnings.end(), [&](std::string_view b) { return path.starts_with(b); });
}

bool is_source(const fs::path& path) {
  const std::string extension = path.extension().string();
  const std::string name = path.filename().string();
  return extension == ".h" || extension == ".cpp" || extension == ".py" || name == "CMakeLists.txt" ||
         name == "CMakePresets.json" || name == "bootstrap";
}

void check_line(const std::string& path, std::size_t number, const std::string& line, std::vector<std::string>& findings) {
  std::string lower = line;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const Rule& rule : rules()) {
    if (!begins_with_one_of(path, rule.folders) || begins_with_one_of(path, rule.except)) continue;
    const std::string& text = rule.any_case ? lower : line;
    for (std::string_view needle : rule.needles) {
      if (text.find(needle) == std::string::npos) continue;
      findings.push_back(path + ":" + std::to_string(number) + ": " + std::string(rule.name) + ": " + line);
      break;
    }
  }
}

/// Everything under `root` that breaks a rule, one line of text for each.
std::vector<std::string> check_tree(const fs::path& root) {
  std::vector<std::string> findings;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(root)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(".") || name.starts_with("build")) {
      if (entry.is_regular_file() && is_source(entry.path())) files.push_back(entry.path());
      continue;
    }
    if (entry.is_regular_file()) files.push_back(entry.path());
    if (!entry.is_directory()) continue;
    if (std::find(kTopFolders.begin(), kTopFolders.end(), name) == kTopFolders.end())
      findings.push_back(name + ": not a folder of this house");
    for (const auto& inner : fs::recursive_directory_iterator(entry.path()))
      if (inner.is_regular_file()) files.push_back(inner.path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    if (!is_source(file)) continue;
    const std::string path = fs::relative(file, root).generic_string();
    std::ifstream in(file);
    std::size_t number = 0;
    for (std::string line; std::getline(in, line);) check_line(path, ++number, line, findings);
    if (number > kMostLines)
      findings.push_back(path + ": " + std::to_string(number) + " lines; a file has one idea and at most 500");
  }
  return findings;
}

/// A small tree in a folder of its own, gone when the test ends.
class Tree {
 public:
  Tree() {
    std::string name = (fs::temp_directory_path() / "tenure-layering-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    root_ = name;
    add("sim/good.h", "#pragma once\n#include \"sim/base/contract.h\"\ninline int entity() { return 1; }\n");
    add("models/good.cpp", "#include \"sim/good.h\"\n#include \"models/customer.h\"\n");
  }
  ~Tree() { fs::remove_all(root_); }
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  void add(const std::string& path, const std::string& text) {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
  }
  const fs::path& root() const { return root_; }

 private:
  fs::path root_;
};

}  // namespace

TEST_CASE("the tree keeps the rules of the house") {
  const std::vector<std::string> findings = check_tree(TENURE_SOURCE_DIR);
  for (const std::string& finding : findings) UNSCOPED_INFO(finding);
  CHECK(findings.empty());
}

TEST_CASE("a clean tree has no finding") {
  Tree tree;
  CHECK(check_tree(tree.root()).empty());
}

TEST_CASE("each rule catches a line that breaks it") {
  struct Planted {
    std::string path, line, rule;
  };
  const std::vector<Planted> all = {
      {"sim/bad.h", "#include \"models/good.h\"", "sim includes no higher layer"},
      {"models/bad.h", "#include \"analysis/results/file.h\"", "models include no higher layer"},
      {"analysis/bad.h", "#include \"analysis/cli/args.h\"", "analysis does not include the program"},
      {"analysis/cli/bad.cpp", "#include \"tests/support/catch.h\"", "no program includes a test"},
      {"sim/bad.h", "#include \"../time.h\"", "includes start at the project's root"},
      {"sim/engine/bad.cpp", "#include <tbb/parallel_for.h>", "TBB lives in sim/run"},
      {"analysis/compare/bad.cpp", "#include <hdf5.h>", "HDF5 lives in analysis/results"},
      {"analysis/bad.cpp", "  toml::table table;", "toml++ lives in models/language"},
      {"analysis/bad.cpp", "#include <nlopt.h>", "NLopt lives in analysis/optimise"},
      {"analysis/bad.cpp", "#include <CLI/CLI.hpp>", "CLI11 lives in analysis/cli"},
      {"models/bad.cpp", "#include <Random123/philox.h>", "Random123 lives in sim/random"},
      {"models/bad.cpp", "double f(double x) { return std::exp(x); }", "functions of sim/math instead of libm"},
      {"sim/bad.cpp", "std::normal_distribution<double> d;", "random numbers come from sim/random"},
      {"sim/CMakeLists.txt", "add_compile_options(-Ofast)", "no compiler switch that changes bits"},
      {"sim/bad.cpp", "#include <format>", "both compilers have it"},
      {"sim/bad.h", "int CustomerCount;", "no business word in sim"},
      {"sim/bad.h", "// TODO later", "nothing left for later"},
  };
  REQUIRE(all.size() == rules().size());
  for (const Planted& planted : all) {
    Tree tree;
    tree.add(planted.path, planted.line + "\n");
    const std::vector<std::string> findings = check_tree(tree.root());
    INFO(planted.rule);
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().find(planted.path + ":1: " + planted.rule) == 0);
  }
}

TEST_CASE("a strange folder and a long file are found") {
  Tree tree;
  tree.add("utils/helper.h", "");
  std::string text;
  for (std::size_t i = 0; i <= kMostLines; ++i) text += "int x;\n";
  tree.add("sim/long.cpp", text);
  const std::vector<std::string> findings = check_tree(tree.root());
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].find("utils") == 0);
  CHECK(findings[1].find("sim/long.cpp: 501 lines") == 0);
}
