// Fuzzing of tables: mutations of small good ones for a second and a half (fixed seed). Whatever they hold, reading
// ends with a book or with complaints, each of which names a file.
#include <chrono>
#include <string>
#include <vector>

#include "sim/random/address.h"
#include "tests/support/catch.h"
#include "tests/support/written_tables.h"

using namespace tenure;

namespace {

const std::vector<std::string> good = {
    "id,tenure,churn,price\n1,3,no,10\n2,\"4\",yes,12.5\n3,7,no,\n",
    "account_id,start_date,end_date,plan\nA,2024-01-01,,Big\nB,2024-02-29,2024-05-01,\"s\"\"m\"\n",
    "subscription_id,account_id,start_date,end_date,mrr\n1,A,2024-01-01,2024-04-01,10\n2,B,2024-04-10,,20\n",
    "ticket_id,account_id,submitted_at,handle_minutes\n1,A,2024-02-01 10:00,3\n2,B,2024-03-01,4\n",
    "customer date amount\nA 20240101 10\nA 20240115 30\nB 20240108 7\nB 20240301 9\n",
    "ID,x,t_x,T\n1,2,30,40\n2,0,0,40\n",
    "year,one,two\n0,10,8\n1,6,8\n2,5,4\n",
    "lead_id,stage,date\n1,Lead,2024-01-01\n1,Won,2024-01-03\n"};

std::string mutated(std::string text, std::uint32_t round) {
  static constexpr char signs[] = "\",;\n\t|- 0123456789.eE+ABZ\r\x80";
  sim::LaneEngine draw(sim::cell_key(20260401, round, 0), {1, 1, 0, 0}, sim::Half::first);
  const std::uint64_t edits = 1 + draw() % 6;
  for (std::uint64_t i = 0; i < edits && !text.empty(); ++i) {
    const std::size_t at = draw() % text.size();
    const char sign = signs[draw() % (sizeof signs - 1)];
    switch (draw() % 4) {
      case 0:
        text[at] = sign;
        break;
      case 1:
        text.insert(at, 1, sign);
        break;
      case 2:
        text.erase(at, 1 + draw() % 5);
        break;
      default:
        text.insert(at, text.substr(draw() % text.size(), draw() % 30));
        break;
    }
  }
  return text;
}

}  // namespace

TEST_CASE("whatever a table holds, reading it ends with a book or with complaints") {
  const auto begin = std::chrono::steady_clock::now();
  std::size_t books = 0, faulty = 0;
  for (std::uint32_t round = 0; std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(1500); ++round) {
    test::WrittenTables t;
    t.add("one.csv", mutated(good[round % good.size()], round));
    if (round % 3 == 0) t.add("two.csv", mutated(good[(round / 3) % good.size()], round + 1000000));
    const auto readings = t.read();
    for (const models::Fault& f : readings.complaints.all()) {
      if (f.file.empty() || f.message.empty()) FAIL("a complaint without a place or words");
    }
    readings.complaints.empty() ? ++books : ++faulty;
  }
  CHECK(books > 0);
  CHECK(faulty > 0);
}
