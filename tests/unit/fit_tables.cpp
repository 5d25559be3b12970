// Tables: what is read, how columns are known, what is complained of and where, and how tables are put together.
#include <string>

#include "analysis/fit/tables/cells.h"
#include "analysis/fit/tables/columns.h"
#include "tests/support/catch.h"
#include "tests/support/written_tables.h"

using namespace tenure;
using namespace tenure::analysis::fit;
using test::WrittenTables;

namespace {

Table parsed(const std::string& text, const std::vector<std::string>& header = {}) {
  Complaints complaints;
  Table out = parse_table("t.csv", text, header, complaints);
  REQUIRE(complaints.empty());
  return out;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

bool noted(const Book& book, const std::string& part) {
  for (const Note& n : book.notes)
    if (has(n.text, part)) return true;
  return false;
}

}  // namespace

TEST_CASE("fit tables: quotes, delimiters, marks and ends of lines") {
  const Table t = parsed("\xEF\xBB\xBFid,\"na\"\"me\",x\r\n1, \"a,b\nc\" ,3\r\n\r\n2,,\n");
  REQUIRE(t.rows.size() == 2);
  CHECK(t.header[1].text == "na\"me");
  CHECK(t.rows[0][1].text == "a,b\nc");
  CHECK((t.rows[0][2].text == "3" && t.rows[0][2].line == 3));
  CHECK((t.rows[1][0].line == 5 && t.rows[1][1].text.empty()));
  CHECK(t.rows[1][2].column == 4);
  CHECK(parsed("a;b\n1,5;2\n").rows[0][0].text == "1,5");
  CHECK(parsed("a\tb\n1\t2\n").rows[0][1].text == "2");
  const Table blanks = parsed("  00004 0001  19970101\n 00005 0002 19970102", {"who", "n", "day"});
  CHECK((blanks.rows.size() == 2 && blanks.rows[0][2].text == "19970101" && blanks.rows[0][0].column == 3));
  CHECK(t.column("X") == 2);
  CHECK(t.column("none") == -1);
}

TEST_CASE("fit tables: numbers, dates and flags") {
  CHECK(number_in("-3.5e2") == -350.0);
  for (const char* bad : {"", "1,234", "12 %", "nan", "inf", "0x10", "1 2"}) CHECK_FALSE(number_in(bad).has_value());
  CHECK(instant_in("1970-01-02")->day == 1);
  CHECK(instant_in("19700102")->day == 1);
  CHECK(instant_in("2023-07-28 3:00")->hour == 3.0);
  CHECK(instant_in("2023-07-28T23:30:00.5+02:00")->hour == 23.5);
  CHECK_FALSE(instant_in("2023-07-28")->has_hour);
  for (const char* bad :
       {"2023-02-29", "28.07.2023", "07/28/2023", "2023-7-28", "2023-07-28 25:00", "2023-07-28x", "", "2023-07-28 3"})
    CHECK_FALSE(instant_in(bad).has_value());
  CHECK((flag_in("Yes") == true && flag_in("FALSE") == false && flag_in("churned") == true && !flag_in("maybe")));
}

TEST_CASE("fit tables: kinds are known by their columns") {
  const auto kind_of = [](const std::string& header, const ColumnWishes& wishes = {}) {
    TableKind kind = TableKind::accounts;
    return recognise(parsed(header + "\n" + header + "\n"), wishes, kind) ? std::string(row_of(kind).name) : "none";
  };
  CHECK(kind_of("customerID,tenure,MonthlyCharges,Churn") == "accounts");
  CHECK(kind_of("account_id,signup_date,churn_flag") == "accounts");
  CHECK(kind_of("subscription_id,account_id,start_date,end_date,mrr_amount") == "contracts");
  CHECK(kind_of("ticket_id,account_id,submitted_at,closed_at") == "contacts");
  CHECK(kind_of("customer,date,amount") == "purchases");
  CHECK(kind_of("ID,x,t_x,T") == "buyers");
  CHECK(kind_of("ID,frequency,recency,T") == "buyers");
  CHECK(kind_of("year,regular,high_end") == "survivors");
  CHECK(kind_of("lead_id,stage,entered_at") == "stages");
  // contracts by their own number and dates, whoever's they are; a mere id is a customer's
  CHECK(kind_of("subscription_id,client_ref,start_date,end_date,mrr_amount") == "contracts");
  CHECK(kind_of("id,client_ref,start_date,end_date") == "accounts");
  CHECK(kind_of("member,joined,left_on", {{"id", "member"}, {"start", "joined"}, {"end", "left_on"}}) == "accounts");
  CHECK(kind_of("a,b,c") == "none");
  CHECK(kind_of("who,a,gone", {{"tenure", "a"}, {"left", "gone"}}) == "accounts");
}

TEST_CASE("fit tables: faults say where, what, why and what to do, all at once") {
  WrittenTables t;
  t.add("accounts.csv",
        "id,start_date,end_date,mrr\n1,2024-01-01,,10\n2,01/02/"
        "2024,2024-05-01,10\n3,2024-05-01,2024-04-01,x\n4,2024-01-01\n5,,,7\n");
  const std::string all = t.complaints();
  CHECK(has(all, "accounts.csv:3:3: start_date = \"01/02/2024\"\n"));
  CHECK(has(all, "2026-01-31"));
  CHECK(has(all, "accounts.csv:4:14: end_date lies before start_date"));
  CHECK(has(all, "accounts.csv:4:25: mrr = \"x\""));
  CHECK(has(all, "accounts.csv:5:3: 2 cells where the header has 4"));
  CHECK(has(all, "accounts.csv:6:3: an empty cell in the column start_date"));
  WrittenTables open;
  open.add("accounts.csv", "id,start_date,end_date,mrr\n1,2024-01-01,,10\n\"5,2024-01-01,,\n");
  CHECK(has(open.complaints(), "accounts.csv:3:1: a quoted cell that does not end"));

  WrittenTables repeated;
  repeated.add("a.csv", "id,tenure,churn\nA,1,no\nA,2,yes\n");
  CHECK(has(repeated.complaints(), "a.csv:3:1: customer A stands a second time"));

  WrittenTables many;
  std::string text = "id,tenure,churn\n";
  for (int i = 0; i < 40; ++i) text += std::to_string(i) + ",soon,no\n";
  many.add("a.csv", text);
  CHECK(many.read().complaints.all().size() == 3);
  CHECK(has(many.complaints(), "(and 37 more like it further down)"));
}

TEST_CASE("fit tables: columns that are missing or misspelt") {
  WrittenTables t;
  t.add("book.csv", "id,tenur,gone\n1,3,no\n");
  CHECK(has(t.complaints(), "it is not clear what this table holds; its columns: id, tenur, gone"));
  t.options.files[0].kind = TableKind::accounts;
  CHECK(has(t.complaints(), "no column for tenure"));
  CHECK(has(t.complaints(), "Did you mean tenur?"));
  t.options.columns = {{"tenure", "tenur"}, {"lft", "gone"}, {"price", "fees"}};
  CHECK(has(t.complaints(), "lft=gone: nothing is called lft"));
  CHECK(has(t.complaints(), "Did you mean left?"));
  CHECK(has(t.complaints(), "price=fees: no table has a column fees"));
  t.options.columns = {{"tenure", "tenur"}, {"left", "gone"}};
  CHECK(t.read().complaints.empty());
  t.options.by = {"colour"};
  CHECK(has(t.complaints(), "colour: neither accounts nor contracts have such a column"));

  WrittenTables twice;
  twice.add("a.csv", "id,tenure,churn\n1,2,no\n").add("b.csv", "id,tenure,churn\n1,2,no\n").add("none/c.csv", "");
  CHECK(has(twice.complaints(), "a second table of accounts"));
  CHECK(has(twice.complaints(), "no such file"));
  CHECK(twice.read().file_missing);
}

TEST_CASE("fit tables: a customer who is called otherwise is asked for, with the flag and the likeliest column") {
  const std::string rows = "S1,A,2024-01-01,2024-03-01\nS2,A,2024-02-01,\nS3,B,2024-01-01,\n";
  WrittenTables t;
  t.add("contracts.csv", "subscription_id,client_ref,start_date,end_date\n" + rows);
  const std::string asked = t.complaints();
  INFO(asked);
  CHECK(has(asked, "contracts.csv:1:1: no column for account: the customer whose it is"));
  CHECK(has(asked, "Did you mean client_ref?"));
  CHECK(has(asked, "--column account=NAME. Columns here: subscription_id, client_ref, start_date, end_date."));
  CHECK(has(asked, "Or let each contract count as a customer: --customer contract."));
  t.options.columns = {{"account", "client_ref"}};
  const Book by_account = *t.read().book;
  CHECK(by_account.customers.size() == 2);
  REQUIRE(by_account.contracts);
  CHECK((by_account.contracts->account == "client_ref" && by_account.contracts->id == "subscription_id"));
  CHECK((by_account.contracts->rows == 3.0 && by_account.contracts->ended == 1.0));
  t.options.columns.clear();
  t.options.customer_is_contract = true;
  const Book by_contract = *t.read().book;
  CHECK(by_contract.customers.size() == 3);
  CHECK_FALSE(by_contract.contracts);

  // nobody's usual dates: what it comes nearest to, and what would make it that; whether one left is no date
  WrittenTables odd;
  odd.add("odd.csv", "subscription_id,client_ref,valid_from,churn_flag\nS1,A,2024-01-01,yes\n");
  const std::string unclear = odd.complaints();
  INFO(unclear);
  CHECK(has(unclear, "its columns: subscription_id, client_ref, valid_from, churn_flag"));
  CHECK(has(unclear, "It comes nearest to contracts (id = subscription_id), without account, start, end: --contracts "));
  CHECK(has(unclear, "odd.csv --column account=client_ref --column start=NAME --column end=NAME. Or say which column is what"));
  // nothing that any table has: no kind is near
  WrittenTables strange;
  strange.add("strange.csv", "a,b,c\n1,2,3\n");
  CHECK_FALSE(has(strange.complaints(), "comes nearest"));
  CHECK(has(strange.complaints(), "Say which column is what"));
}

TEST_CASE("fit tables: a tenure column, its unit and its grain") {
  WrittenTables t;
  t.add("a.csv", "id,tenure_days,churn\n1,60,yes\n2,90,no\n3,0,yes\n");
  const Book days = *t.read().book;
  CHECK(days.grain == Approx(1.0 / 30.4375));
  CHECK(days.customers[0].spell.until == Approx(60.0 / 30.4375));
  CHECK(days.customers[0].spell.before == Approx(59.0 / 30.4375));
  CHECK((days.customers[2].spell.left && days.customers[2].spell.until == Approx(1.0 / 30.4375)));
  t.options.units = {{"tenure", "wk"}};
  CHECK(t.read().book->customers[1].spell.until == Approx(90.0 * 7.0 / 30.4375));
  t.options.observed_for = 70.0;
  CHECK(t.read().book->customers[1].spell.entry == Approx(80.0 * 7.0 / 30.4375));
  CHECK(t.read().book->customers[0].spell.before >= t.read().book->customers[0].spell.entry);
}

TEST_CASE("fit tables: dated accounts") {
  WrittenTables t;
  t.add("a.csv",
        "id,start,end,plan\na,2024-01-01,2024-03-01,Big\nb,2024-02-01,,small\nc,2024-01-15,2025-02-01,Big\nd,2024-12-"
        "01,,\n");
  const Book book = *t.read().book;
  CHECK(book.as_of == instant_in("2025-02-01")->day);
  CHECK((book.dated && book.customers.size() == 4 && book.segments.size() == 1));
  CHECK(book.customers[0].spell.until * 30.4375 == Approx(60.0));
  CHECK(book.customers[0].spell.left);
  CHECK_FALSE(book.customers[1].spell.left);
  t.options.as_of = instant_in("2024-06-01")->day;
  const Book earlier = *t.read().book;
  CHECK(earlier.customers.size() == 3);  // d comes later
  CHECK_FALSE(earlier.customers[2].spell.left);
  CHECK(noted(earlier, "1 customers come after 2024-06-01"));
  CHECK(noted(earlier, "1 end dates lie after 2024-06-01"));
  t.options.by = {"plan"};
  const Book split = *t.read().book;
  CHECK((split.segments.size() == 2 && split.segments[0].key == "big" && split.segments[1].label == "small"));
  t.options.as_of.reset();
  CHECK(t.read().book->segments[0].label == "(none)");
  t.options.observed_from = instant_in("2024-04-01")->day;
  const Book late = *t.read().book;
  CHECK(late.customers.size() == 3);  // a left before
  CHECK(late.customers[0].spell.entry * 30.4375 == Approx(60.0));
  CHECK(late.truncated);
}

TEST_CASE("fit tables: who left without a date is refused") {
  WrittenTables t;
  t.add("a.csv", "id,signup_date,churn_flag\na,2024-01-01,TRUE\nb,2024-02-01,FALSE\n");
  CHECK(has(t.complaints(), "1 of 2 customers are said to have left, but not when"));
}

TEST_CASE("fit tables: dates of leaving by themselves are named as what they are") {
  WrittenTables t;
  t.add("events.csv", "event_id,account_id,churn_date,reason\n1,A,2024-01-01,price\n2,A,2024-05-01,price\n3,B,2024-05-01,\n");
  CHECK(has(t.complaints(), "a customer (account_id) and a date of leaving (churn_date): these dates belong into the table of accounts, "
                            "as a column churn_date"));
  CHECK(has(t.complaints(), "Its 3 rows are of 2 customers"));
}

TEST_CASE("fit tables: contracts make accounts, or are customers themselves") {
  WrittenTables t;
  t.add("accounts.csv",
        "account_id,signup_date,churn_flag,industry\nA,2023-12-01,FALSE,shops\nB,2024-01-01,TRUE,banks\nC,2024-01-01,"
        "TRUE,banks\nD,2024-01-01,FALSE,shops\n");
  t.add("subs.csv",
        "subscription_id,account_id,start_date,end_date,mrr\n1,A,2024-01-01,2024-04-01,10\n2,A,2024-04-10,,20\n3,B,"
        "2024-01-01,2024-02-01,5\n4,B,2024-05-01,2024-07-01,6\n"
        "5,C,2024-03-01,,7\n6,X,2024-03-01,,7\n7,A,2024-05-01,,1\n");
  t.add("tickets.csv",
        "ticket_id,account_id,submitted_at,resolution_hours\n1,A,2024-02-01,3\n2,A,2023-01-01,3\n3,Q,2024-02-01,3\n4,B,"
        "2024-08-01,3\n");
  t.options.as_of = instant_in("2024-12-31")->day;
  const Book accounts = *t.read().book;
  REQUIRE(accounts.customers.size() == 4);
  const Customer &a = accounts.customers[0], &b = accounts.customers[1], &c = accounts.customers[2];
  CHECK((!a.spell.left && a.price == 21.0 && a.start == instant_in("2024-01-01")->day));
  CHECK((b.spell.left && b.end == instant_in("2024-07-01")->day && b.price == 6.0));
  CHECK_FALSE(c.spell.left);
  CHECK(noted(accounts, "1 accounts are said to have left, but not when"));
  CHECK(noted(accounts, "1 accounts were without a contract for more than 31 days"));
  CHECK(noted(accounts, "1 accounts have no contract"));
  CHECK(noted(accounts, "1 of 7 contracts belong to accounts that accounts.csv does not have"));
  REQUIRE(accounts.contacts);
  CHECK(accounts.contacts->counted[0].size() == 4);
  CHECK(accounts.contacts->counted[0][0].events == 1.0);
  CHECK(noted(accounts, "1 of 4 contacts belong to customers"));
  CHECK(noted(accounts, "2 of 4 contacts lie before their customer came or after she left"));
  CHECK(noted(accounts, "resolution_hours"));

  t.options.customer_is_contract = true;
  t.options.by = {"industry"};
  const Book contracts = *t.read().book;
  CHECK(contracts.customers.size() == 7);
  CHECK(noted(contracts, "These 7 contracts (4 of them run) belong to 4 accounts: newcomers are mostly further contracts of accounts "
                         "that you have, 3 of the 5 of the last year."));
  CHECK(contracts.segments.size() == 3);  // (none) for account X
  CHECK((contracts.contacts->whole && contracts.contacts->counted.size() == 1));
}

TEST_CASE("fit tables: contacts with work, waits and those that the firm sought") {
  WrittenTables t;
  t.add("a.csv", "id,start\nA,2024-01-01\nB,2024-01-01\n");
  t.add("calls.csv",
        "call_id,customer_id,started_at,handle_time_seconds,wait_minutes,abandoned,direction\n1,A,2024-01-01 "
        "09:30,120,0.5,no,inbound\n2,A,2024-01-08 10:00,,4,yes,inbound\n3,B,2024-02-01 10:00,60,0,no,outbound\n");
  const ContactBook c = *t.read().book->contacts;
  CHECK(c.work_minutes == std::vector<double>{2.0});
  CHECK((c.waits.size() == 2 && c.waits[1].gave_up && c.waits[1].time == 4.0));
  CHECK(c.outbound == 1.0);
  CHECK((c.by_weekday[0] == 2.0 && c.by_hour[9] == 1.0));
  t.options.units = {{"wait", "s"}};
  CHECK(t.read().book->contacts->waits[1].time == Approx(4.0 / 60.0));
}

TEST_CASE("fit tables: survivors of cohorts") {
  WrittenTables t;
  t.add("s.csv", "year,one,two\n0,10,8\n1,6,8\n2,5,4\n");
  t.options.period = "yr";
  const Book book = *t.read().book;
  CHECK(book.customers.size() == 18);
  const SpellTotals sum = totals([&] {
    std::vector<Spell> out;
    for (const Customer& c : book.customers) out.push_back(c.spell);
    return out;
  }());
  CHECK((sum.left == 9.0 && sum.longest == 2.0));
  WrittenTables bad;
  bad.add("s.csv", "year,one\n0,1\n1,0.6\n").add("r.csv", "");
  CHECK(has(bad.complaints(), "is empty"));
  WrittenTables grows;
  grows.add("s.csv", "year,one\n0,10\n1,12\n");
  CHECK(has(grows.complaints(), "A cohort cannot grow"));
  WrittenTables shares;
  shares.add("s.csv", "year,one\n0,1\n1,0.6\n");
  CHECK(has(shares.complaints(), "not shares"));
}

TEST_CASE("fit tables: a log of purchases") {
  WrittenTables t;
  t.add("p.txt", "A 20240101 10\nA 20240101 5\nA 20240115 30\nB 20240108 7\nA 20240601 20\nB 20240701 8\n");
  t.options.header = {"customer", "date", "amount"};
  t.options.cut = instant_in("2024-02-01")->day;
  const PurchaseBook p = *t.read().purchases;
  REQUIRE((p.whole.size() == 2 && p.known.size() == 2));
  CHECK((p.whole[0].x == 2.0 && p.whole[0].t_x == Approx(152.0 / 7.0) && p.whole[0].T == Approx(182.0 / 7.0) &&
         p.whole[0].spend == 25.0));
  CHECK((p.known[0].x == 1.0 && p.known[0].t_x == 2.0 && p.later[0] == 1.0 && p.later[1] == 1.0));
  t.options.cut = instant_in("2025-02-01")->day;
  CHECK(has(t.complaints(), "the history cannot be cut on 2025-02-01"));
  WrittenTables sums;
  sums.add("b.csv", "ID,x,t_x,T\n1,2,50,40\n2,1,0,40\n");
  CHECK(has(sums.complaints(), "b.csv:2:5: t_x is more than T"));
  CHECK(has(sums.complaints(), "b.csv:3:5: repeat purchases, and none of them after the first day"));
}

TEST_CASE("fit tables: what the spells give cause to doubt") {
  // leavers of the first year are missing
  WrittenTables t;
  std::string text = "id,start,end\n";
  for (int i = 0; i < 200; ++i) {
    const int month = i % 12 + 1;
    text += std::to_string(i) + ",2022-" + (month < 10 ? "0" : "") + std::to_string(month) + "-01," +
            (i % 2 ? "" : "2024-" + std::string(i % 24 < 12 ? "03" : "05") + "-0" + std::to_string(i % 9 + 1)) + "\n";
  }
  t.add("a.csv", text);
  CHECK(noted(*t.read().book, "Nobody left before 2024-03-01"));
  t.options.observed_from = instant_in("2024-03-01")->day;
  CHECK_FALSE(noted(*t.read().book, "Nobody left before"));

  // heaps at whole years, a cut-off tenure, and a segment that nobody leaves early
  std::string heaped = "id,tenure,churn,plan\n";
  for (int i = 0; i < 400; ++i)
    heaped += std::to_string(i) + "," + std::to_string(i % 4 ? 12 * (i % 5 + 1) : i % 60 + 1) + ",yes,short\n";
  for (int i = 0; i < 300; ++i) heaped += "s" + std::to_string(i) + "," + std::to_string(i % 60 + 1) + ",no,short\n";
  for (int i = 0; i < 60; ++i) heaped += "c" + std::to_string(i) + ",60,no,short\n";
  for (int i = 0; i < 100; ++i)
    heaped += "l" + std::to_string(i) + "," + std::to_string(40 + i % 20) + (i % 2 ? ",yes,long\n" : ",no,long\n");
  WrittenTables h;
  h.add("a.csv", heaped);
  h.options.by = {"plan"};
  const Book book = *h.read().book;
  CHECK(noted(book, "heaped at whole years"));
  CHECK(noted(book, "tenures seem to be cut off"));
  CHECK(noted(book, "In the segment long nobody left before"));
  CHECK_FALSE(noted(book, "In the segment short"));
  CHECK(noted(book, "--observed-for"));
}
