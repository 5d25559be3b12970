// Parts of the command line that need no scenario: names of result files, durations, progress, the page of measures.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "analysis/cli/duration.h"
#include "analysis/cli/measures_page.h"
#include "analysis/cli/memory.h"
#include "analysis/cli/output_names.h"
#include "analysis/cli/plain_text.h"
#include "analysis/cli/progress.h"
#include "tests/support/catch.h"

namespace {

using namespace tenure;
using namespace tenure::analysis::cli;

std::vector<std::string> names(const std::string& output, const std::vector<std::pair<std::string, std::size_t>>& files) {
  std::vector<std::string> texts;
  for (const std::filesystem::path& path : output_names(output, files)) texts.push_back(path.string());
  return texts;
}

}  // namespace

TEST_CASE("Result files are named after what they hold", "[unit][cli]") {
  using Names = std::vector<std::string>;
  CHECK(names("results.h5", {{"a/base.toml", 1}}) == Names{"results.h5"});
  CHECK(names("out/r.h5", {{"base.toml", 2}}) == Names{"out/r.p001.h5", "out/r.p002.h5"});
  CHECK(names("r.h5", {{"a.toml", 1}, {"b.toml", 2}}) == Names{"r.a.h5", "r.b.p001.h5", "r.b.p002.h5"});
  CHECK(names("none/", {{"x/a.toml", 1}, {"b.toml", 2}}) == Names{"none/a.h5", "none/b.p001.h5", "none/b.p002.h5"});
  CHECK(names("/tmp", {{"a.toml", 1}}) == Names{"/tmp/a.h5"});
  CHECK(names("r", {{"a.toml", 1}}) == Names{"r"});
}

TEST_CASE("Durations on the command line have a unit", "[unit][cli]") {
  CHECK(duration_of("20 min") == 20 * sim::kMinute);
  CHECK(duration_of("1h") == sim::kHour);
  CHECK(duration_of("1.5 d") == 36 * sim::kHour);
  for (const char* wrong : {"", "20", "min", "20 minutes", "-1 h", "0 s", "1 h 2", "nan s", "inf d", "1e9 d"}) {
    CAPTURE(wrong);
    CHECK_FALSE(duration_of(wrong).has_value());
  }
}

TEST_CASE("A log file gets few lines, a terminal one", "[unit][cli]") {
  std::ostringstream log, terminal, silent;
  {
    Progress progress(log, ProgressStyle::lines, 1000);
    for (int i = 0; i < 1000; ++i) progress.advance(10);
    progress.finish();
    CHECK(progress.events() == 10000);
  }
  CHECK(log.str().empty());  // faster than ten seconds: nothing to tell
  {
    Progress progress(terminal, ProgressStyle::redrawn, 3);
    progress.advance(1);
    std::this_thread::sleep_for(std::chrono::milliseconds(120));
    progress.advance(1);
    progress.advance(1);
    progress.finish();
  }
  const std::string text = terminal.str();
  CHECK(text.find("100 %") != std::string::npos);
  CHECK(text.find(" 66 %") != std::string::npos);
  CHECK(std::count(text.begin(), text.end(), '\n') == 1);
  Progress quiet(silent, ProgressStyle::none, 2);
  quiet.advance(1);
  quiet.finish();
  CHECK(silent.str().empty());
  CHECK(span_text(45.4) == "45 s");
  CHECK(span_text(200) == "3 min 20 s");
  CHECK(span_text(7500) == "2 h 5 min");
}

TEST_CASE("What could redraw a terminal is spelt out", "[unit][cli]") {
  CHECK(one_line("Größe – 漢字 🙂") == "Größe – 漢字 🙂");
  CHECK(one_line("a\x1b[2Jb\x07") == "a\\x1b[2Jb\\x07");
  CHECK(one_line("two\nlines\r\nand\ta tab") == "two lines and a tab");
  CHECK(one_line("\xc2\x9b" "31m") == "\\xc2\\x9b" "31m");                     // CSI in one character
  CHECK(one_line("\xe2\x80\xae" "txt") == "\\xe2\\x80\\xae" "txt");            // right to left from here
  CHECK(one_line("\xff\xc3(\xed\xa0\x80\xc3") == "\\xff\\xc3(\\xed\\xa0\\x80\\xc3");  // no UTF-8
  CHECK(one_line("\x7f") == "\\x7f");
  const std::string text = "é\x1b漢\n\t🙂\r\xff\xc3";
  for (std::size_t piece = 1; piece <= text.size(); ++piece) {  // however it is cut
    std::ostringstream out;
    std::string copy;
    {
      PlainBuffer buffer(out.rdbuf(), &copy);
      std::ostream stream(&buffer);
      for (std::size_t i = 0; i < text.size(); i += piece) stream << text.substr(i, piece);
    }
    CHECK(out.str() == "é\\x1b漢\n\t🙂\\x0d\\xff\\xc3");
    CHECK(copy == text);
  }
}

TEST_CASE("docs/measures.md is the table of measures", "[unit][cli]") {
  std::ifstream file(TENURE_SOURCE_DIR "/docs/measures.md");
  std::ostringstream text;
  text << file.rdbuf();
  // after a change: build/tenure list measures --markdown > docs/measures.md
  CHECK(text.str() == measures_page());
  for (const models::MeasureRow& row : models::measures()) {
    CHECK(text.str().find("| `" + std::string(row.name) + "` |") != std::string::npos);
  }
}

TEST_CASE("Large pages are asked for where the system gives them to who asks, and nobody's choice is changed", "[unit][cli]") {
  const std::string who_asks = "always [madvise] never";
  CHECK(large_page_tunables(nullptr, who_asks) == "glibc.malloc.hugetlb=1");
  CHECK(large_page_tunables("", who_asks) == "glibc.malloc.hugetlb=1");
  CHECK(large_page_tunables("glibc.malloc.check=3", who_asks) == "glibc.malloc.check=3:glibc.malloc.hugetlb=1");
  CHECK_FALSE(large_page_tunables("glibc.malloc.hugetlb=0", who_asks));
  CHECK_FALSE(large_page_tunables("glibc.malloc.hugetlb=1", who_asks));  // as after the new start: there is no third
  CHECK_FALSE(large_page_tunables(nullptr, "[always] madvise never"));
  CHECK_FALSE(large_page_tunables(nullptr, "always madvise [never]"));
  CHECK_FALSE(large_page_tunables(nullptr, ""));
}
