// The engine's and the models' object code must not call the machine's own exp, log, pow and their kin: glibc chooses
// among several versions of them by CPU, and these differ in the last bit. The sources are looked at elsewhere; this
// looks at what the compiler made of them, so that an unqualified or indirect call is seen too.
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/catch.h"

namespace {

const std::set<std::string>& unwanted() {
  static const std::set<std::string> names = [] {
    std::set<std::string> all;
    for (const char* base : {"exp", "exp2", "exp10", "expm1", "log", "log2", "log10", "log1p", "pow", "sin", "cos",
                             "sincos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "asinh", "acosh",
                             "atanh", "erf", "erfc", "tgamma", "lgamma", "lgamma_r", "cbrt", "hypot"})
      for (const char* suffix : {"", "f", "l"}) {
        all.insert(std::string(base) + suffix);
        all.insert("__" + std::string(base) + suffix + "_finite");
      }
    return all;
  }();
  return names;
}

/// Unwanted functions that the file's code calls, as "object: function".
std::vector<std::string> calls_of(const std::string& file) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(("nm -A '" + file + "' 2>&1").c_str(), "r"), &pclose);
  REQUIRE(pipe != nullptr);
  std::vector<std::string> calls;
  bool any_line = false;
  char line[4096];
  while (std::fgets(line, sizeof line, pipe.get()) != nullptr) {
    any_line = true;
    std::istringstream words(line);
    std::string object, kind, name;
    words >> object >> kind >> name;  // an undefined symbol has no address: "archive:object: U name@VERSION"
    name = name.substr(0, name.find('@'));
    if ((kind == "U" || kind == "w") && unwanted().count(name) != 0) calls.push_back(object + " " + name);
  }
  REQUIRE(any_line);
  return calls;
}

}  // namespace

TEST_CASE("no object of sim/ or models/ calls a transcendental function of libm") {
  const std::string archives = TENURE_EXACT_ARCHIVES;  // separated by ':'; empty while there is none
  std::istringstream list(archives);
  for (std::string archive; std::getline(list, archive, ':');) {
    for (const std::string& call : calls_of(archive)) UNSCOPED_INFO(call);
    CHECK(calls_of(archive).empty());
  }
}

TEST_CASE("a call of libm's exp is seen") {
  volatile double x = 0.5;
  CHECK(std::exp(x) > 1.6);  // makes this very program such an object
  const std::vector<std::string> calls = calls_of("/proc/" + std::to_string(getpid()) + "/exe");
  CHECK_FALSE(calls.empty());
}
