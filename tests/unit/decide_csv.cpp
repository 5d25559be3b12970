// Draws from plain files: what is read, and every fault with its place, all at once.
#include <filesystem>
#include <fstream>
#include <unistd.h>

#include "analysis/decide/csv.h"
#include "tests/support/catch.h"

namespace {

namespace fs = std::filesystem;
using namespace tenure::analysis::decision;

/// A folder of its own, removed afterwards.
class Folder {
 public:
  Folder() : root_(fs::temp_directory_path() / ("tenure_csv_" + std::to_string(::getpid()))) { fs::create_directories(root_); }
  ~Folder() { fs::remove_all(root_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string add(const std::string& name, const std::string& text) const {
    std::ofstream(root_ / name, std::ios::binary) << text;
    return (root_ / name).string();
  }

 private:
  fs::path root_;
};

bool has_fault(const CsvDraws& read, const std::string& file, int line, int column, const std::string& words) {
  for (const auto& fault : read.faults)
    if (fault.file == file && fault.line == line && fault.column == column && fault.message.find(words) != std::string::npos)
      return true;
  return false;
}

}  // namespace

TEST_CASE("Draws are read from files", "[unit][decide]") {
  const Folder folder;
  const std::string costs = folder.add("c.csv", "\xEF\xBB\xBF" "lean, \"rich, \"\"very\"\"\"\r\n100,1.5e2\r\n+90,140\r\n\r\n");
  const std::string effects = folder.add("e.csv", "\"rich, \"\"very\"\"\",lean\n3,2\n4,2.5");
  const std::string parameters = folder.add("p.csv", "churn\n0.1\n0.2\n");
  const CsvDraws read = read_draws({costs, effects, parameters});
  for (const auto& fault : read.faults) UNSCOPED_INFO(fault.file << ":" << fault.line << ":" << fault.column << ": " << fault.message);
  REQUIRE(read.faults.empty());
  CHECK(inconsistency(read.draws).empty());
  CHECK(read.draws.strategies == std::vector<std::string>{"lean", "rich, \"very\""});
  CHECK(read.draws.cost(1, 0) == 90.0);
  CHECK(read.draws.effect(1, 1) == 4.0);  // by name, not by place
  CHECK(read.draws.effect(1, 0) == 2.5);
  CHECK(read.draws.parameters.at(0).name == "churn");
  CHECK(read.draws.parameter_values(1, 0) == 0.2);
  CHECK(read.draws.replications == 1);
}

TEST_CASE("A column draw makes replications", "[unit][decide]") {
  const Folder folder;
  const std::string costs = folder.add("c.csv", "draw,a,b\n1,1,2\n1,2,3\n2,3,4\n2,4,5\n");
  const std::string parameters = folder.add("p.csv", "x\n5\n6\n");
  const CsvDraws read = read_draws({costs, folder.add("e.csv", "draw,a,b\n1,1,3\n1,2,4\n2,3,5\n2,4,6\n"), parameters});
  REQUIRE(read.faults.empty());
  CHECK(read.draws.replications == 2);
  CHECK(read.draws.draw_count() == 2);
  CHECK(read.draws.strategies == std::vector<std::string>{"a", "b"});
  CHECK(read.draws.cost(3, 1) == 5.0);

  const std::string uneven = folder.add("u.csv", "draw,a\n1,1\n1,2\n2,3\n1,4\n");
  const CsvDraws wrong = read_draws({uneven, uneven, ""});
  CHECK(has_fault(wrong, uneven, 5, 1, "draw 1 comes again"));
  CHECK(has_fault(wrong, uneven, 0, 0, "draw 2 has 1 rows, draw 1 has 2"));
}

TEST_CASE("All faults of all files at once, each with its place", "[unit][decide]") {
  const Folder folder;
  const std::string costs = folder.add("c.csv", "lean,rich,lean\n1,2,3\n4,five,6\n7,8\n9,nan,1,2\n");
  const std::string effects = folder.add("e.csv", "lean,rihc\n1,\n");
  const std::string parameters = folder.add("p.csv", "0.5,1\n2,3\n");
  const CsvDraws read = read_draws({costs, effects, parameters});
  CHECK(has_fault(read, costs, 1, 11, "the name lean is there twice"));
  CHECK(has_fault(read, costs, 3, 3, "\"five\" in column rich"));
  CHECK(has_fault(read, costs, 4, 4, "the row has 2 fields, the first line names 3"));
  CHECK(has_fault(read, costs, 5, 3, "\"nan\" in column rich"));
  CHECK(has_fault(read, costs, 5, 9, "the row has 4 fields"));
  CHECK(has_fault(read, effects, 1, 6, "strategy rihc has effects but no costs"));
  CHECK_FALSE(has_fault(read, effects, 1, 1, "strategy rich of"));  // one misspelt name is one fault
  CHECK(has_fault(read, effects, 2, 3, "nothing in column rihc"));
  CHECK(has_fault(read, parameters, 1, 1, "has the number 0.5 where a name is due"));
  for (const auto& fault : read.faults)
    if (fault.message.find("rihc has effects") != std::string::npos) CHECK(fault.nearest == "rich");

  const std::string good = folder.add("g.csv", "a,b\n1,2\n3,4\n"), short_one = folder.add("s.csv", "a,b\n1,2\n");
  CHECK(has_fault(read_draws({good, short_one, ""}), short_one, 0, 0, "1 rows, but"));
  const std::string more = folder.add("m.csv", "a,b\n1,2\n3,5\n"), strange = folder.add("z.csv", "a,unheard\n1,2\n3,4\n");
  CHECK(has_fault(read_draws({good, strange, ""}), strange, 1, 1, "strategy b of"));
  CHECK(read_draws({good, more, ""}).faults.empty());
  CHECK(has_fault(read_draws({good, good, ""}), good, 0, 0, "the effects are the costs of"));
  CHECK(has_fault(read_draws({good, more, short_one}), short_one, 0, 0, "1 rows of parameters for 2 draws"));
  CHECK(read_draws({good, "none.csv", ""}).missing);
  const std::string other = folder.add("o.csv", "a;b\n1,5;2\n"), empty = folder.add("x.csv", "");
  CHECK(has_fault(read_draws({other, other, ""}), other, 1, 1, "separated by semicolons"));
  CHECK(has_fault(read_draws({empty, good, ""}), empty, 0, 0, "the file is empty"));
  const std::string open = folder.add("q.csv", "a,\"b\n1,2\n");
  CHECK(has_fault(read_draws({open, open, ""}), open, 1, 3, "a quote is not closed"));

  // a file of the wrong form does not fill the screen
  std::string many = "a\n";
  for (int i = 0; i < 500; ++i) many += "x\n";
  const std::string filled = folder.add("m.csv", many);
  CHECK(read_draws({filled, filled, ""}).faults.size() < 50);
}
