// The queues of the textbooks as scenarios: a demand on a pool, loaded and simulated like any other.
//
// False alarm 1e-4 a check for its fixed seed; luck with the number of requests and the work that they bring, whose means
// are known, is regressed out. The planted error is a service time 3 % too long, and must be caught. The engine's own queue
// tests (tests/statistical) have all rows with 1 % planted; these see that the scenario reaches it unharmed.
#include <array>

#include "tests/support/queue_formulas.h"
#include "tests/support/reference_case.h"

using namespace tenure::test;

namespace {

constexpr int kReps = 20;

struct Row {
  int servers;
  double per_hour;         ///< requests of all 200 members
  double minutes;          ///< mean work
  const char* work;        ///< distribution of the work, `M` for its mean
  const char* patience;    ///< or nullptr: unlimited
  const char* horizon = "2 mo";
};

struct Seen {
  Values mean_wait, utilisation, missed, queue, p90;
};

Seen measure(const Row& row, double slower) {
  std::string work = row.work;
  work.replace(work.find('M'), 1, "\"" + std::to_string(row.minutes * slower) + " min\"");
  std::vector<std::string> sets = {"strategy.plain.pool.agents.servers=" + std::to_string(row.servers),
                                   "demand.call.rate=\"" + std::to_string(row.per_hour / 200.0) + " / h\"", "demand.call.work=" + work,
                                   std::string("time.horizon=\"") + row.horizon + "\""};
  if (row.patience != nullptr) sets.push_back(std::string("demand.call.patience=") + row.patience);
  const Scenario s = reference_case("call_centre", sets);
  Seen seen;
  std::vector<std::array<double, 2>> luck;
  for (const CellResult& r : play(s, 0, kReps, EngineKind::windows)) {
    double requests = 0, served = 0, missed = 0, waited = 0, busy = 0, paid = 0, queue = 0;
    const auto months = static_cast<std::size_t>(s.time.months());
    for (std::size_t m = 1; m < months; ++m) {  // the first month warms up
      requests += r[Measure::pool_requests][m];
      served += r[Measure::pool_served][m];
      missed += r[Measure::pool_missed][m];
      waited += r[Measure::pool_mean_wait][m] * r[Measure::pool_served][m];
      busy += r[Measure::pool_busy_hours][m];
      paid += r[Measure::pool_paid_hours][m];
      queue += r[Measure::pool_queue_length][m] / static_cast<double>(months - 1);
    }
    const double hours = static_cast<double>(months - 1) * 30.4375 * 24.0;
    CHECK(paid == Approx(hours * row.servers).epsilon(1e-9));
    seen.mean_wait.push_back(waited / served * 60.0 / row.minutes);
    seen.utilisation.push_back(busy / paid);
    seen.missed.push_back(missed / requests);
    seen.queue.push_back(queue);
    seen.p90.push_back(r[Measure::pool_wait_p90][0] * 3600.0);
    luck.push_back({requests / (row.per_hour * hours) - 1.0, busy / served * 60.0 / (row.minutes * slower) - 1.0});
  }
  for (Values* values : {&seen.mean_wait, &seen.utilisation, &seen.missed, &seen.queue, &seen.p90}) {
    Eigen::MatrixXd x(kReps, 3);
    Eigen::VectorXd y(kReps);
    for (Eigen::Index i = 0; i < kReps; ++i) {
      x.row(i) << 1.0, luck[static_cast<std::size_t>(i)][0], luck[static_cast<std::size_t>(i)][1];
      y[i] = (*values)[static_cast<std::size_t>(i)];
    }
    const Eigen::VectorXd b = x.colPivHouseholderQr().solve(y);
    for (Eigen::Index i = 0; i < kReps; ++i) (*values)[static_cast<std::size_t>(i)] -= b[1] * x(i, 1) + b[2] * x(i, 2);
  }
  return seen;
}

constexpr const char* kExponential = "{ dist = \"exponential\", mean = M }";

}  // namespace

TEST_CASE("reference queue: Erlang C, 2 Erlang offered to 3 servers") {
  const Row row{.servers = 3, .per_hour = 40.0, .minutes = 3.0, .work = kExponential, .patience = nullptr, .horizon = "5 mo"};
  CHECK(erlang_c(2.0, 3) == Approx(0.4444444444).epsilon(1e-9));
  const Seen right = measure(row, 1.0), wrong = measure(row, 1.03);
  holds(right.mean_wait, wrong.mean_wait, 0.4444444444, 0.075);
  holds(right.queue, wrong.queue, 2.0 * 0.4444444444, 0.075);  // Little
  holds(right.utilisation, wrong.utilisation, 2.0 / 3.0, 0.004);
}

TEST_CASE("reference queue: 14 agents answer 100 calls in half an hour") {
  const Row row{.servers = 14, .per_hour = 200.0, .minutes = 3.0, .work = kExponential, .patience = nullptr};
  // P(wait > t) = C exp(-(c - a) t / E[S]): 88.8 % within 20 s, and 90 % within the time that is checked
  const double c = erlang_c(10.0, 14);
  CHECK(c == Approx(0.1741319336).epsilon(1e-9));
  CHECK(1.0 - c * std::exp(-4.0 * 20.0 / 180.0) == Approx(0.88835).epsilon(1e-4));
  const double p90 = std::log(c / 0.1) / 4.0 * 180.0;
  const Seen right = measure(row, 1.0), wrong = measure(row, 1.03);
  holds(right.mean_wait, wrong.mean_wait, 0.0435329834, 0.06);
  holds(right.utilisation, wrong.utilisation, 10.0 / 14.0, 0.004);
  CHECK(10.0 / 14.0 == Approx(0.714).epsilon(1e-3));
  // the quantile's bins are up to 3 % wide
  const MeanCheck check{.false_alarm = 1e-4, .resolution = 0.05};
  CHECK(std::fabs(mean(right.p90) / p90 - 1.0) < 0.04);
  CHECK(differs(wrong.p90, p90, check));
}

TEST_CASE("reference queue: Erlang A, 48 offered to 50 servers") {
  // 48 calls a minute of 1 minute, patience 2 minutes; here an hour is the minute, so that the numbers of calls stay small
  const Row row{.servers = 50, .per_hour = 48.0, .minutes = 60.0, .work = kExponential,
                .patience = "{ dist = \"exponential\", mean = \"120 min\" }", .horizon = "4 mo"};
  const ErlangA exact = erlang_a(48.0, 50, 0.5);
  CHECK(exact.abandons == Approx(0.030912).epsilon(1e-4));
  CHECK(exact.occupancy == Approx(0.930324).epsilon(1e-5));
  const Seen right = measure(row, 1.0), wrong = measure(row, 1.03);
  holds(right.missed, wrong.missed, exact.abandons, 0.11);
  holds(right.utilisation, wrong.utilisation, exact.occupancy, 0.004);
  // mean wait of all, served or not: 3.709 s of a 60 s service
  holds(right.queue, wrong.queue, 48.0 * 3.709 / 60.0, 0.11);
}

TEST_CASE("reference queue: M/G/1, every service the same") {
  const Row row{.servers = 1, .per_hour = 16.0, .minutes = 3.0, .work = "M", .patience = nullptr, .horizon = "9 mo"};
  const double exact = pollaczek_khinchine(0.8, 0.0);
  CHECK(exact == Approx(2.0));
  const Seen right = measure(row, 1.0), wrong = measure(row, 1.03);
  holds(right.mean_wait, wrong.mean_wait, exact, 0.07);
  holds(right.utilisation, wrong.utilisation, 0.8, 0.004);
}
