// The table of channels in a comparison, and the channels in its JSON and CSV.
#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "analysis/compare/numbers.h"
#include "analysis/compare/render.h"
#include "tests/support/catch.h"
#include "tests/support/compared.h"

using namespace tenure::analysis;
using namespace tenure::test;

namespace {

/// Values by strategy and channel, the same in every replication but for a little luck.
ResultVariable by_channel(const std::string& name, const std::string& unit, const std::vector<std::vector<double>>& values,
                          std::size_t replications) {
  ResultVariable variable{name, unit, name, "time: mean", {"channel"}, Precision::float64, {}};
  for (const std::vector<double>& strategy : values)
    for (std::size_t i = 0; i < replications; ++i)
      for (const double value : strategy) variable.values.push_back(value * (i % 2 == 0 ? 1.01 : 0.99));
  return variable;
}

/// The sample on two channels: low has e-mail only, and high answers slowly.
ResultSet with_channels(int replications = 20) {
  ResultSet results = sample_results(replications);
  const auto n = static_cast<std::size_t>(replications);
  const double none = std::nan("");
  results.dimensions.push_back({"channel", "channel", {"email", "video"}, 0, 0});
  results.variables.push_back(by_channel("channel_contacts", "1", {{800, none}, {700, 50}, {600, 90}}, n));
  results.variables.push_back(by_channel("channel_missed", "1", {{0, none}, {7, 0}, {200, 10}}, n));
  results.variables.push_back(by_channel("channel_missed_share", "1", {{0, none}, {0.01, 0}, {0.25, 0.10}}, n));
  results.variables.push_back(by_channel("channel_response", "h", {{2, none}, {4, none}, {48, none}}, n));
  results.variables.push_back(by_channel("channel_planned_response", "h", {{none, none}, {none, 24}, {none, 72}}, n));
  results.variables.push_back(by_channel("channel_cost", "USD", {{8000000, none}, {7000000, 5000}, {6000000, 9000}}, n));
  results.variables.push_back(by_channel("channel_cost_per_contact", "USD", {{10, none}, {10, 100}, {10, 100}}, n));
  REQUIRE(inconsistency(results).empty());
  return results;
}

}  // namespace

TEST_CASE("Channels: how soon who asks is answered, strategy by strategy", "[unit][compare]") {
  const World world = sample_world(with_channels());
  const std::string table = as_table(compare_worlds({world}));
  const std::string channels = table.substr(table.find("\nChannels "));
  CHECK(contains(line_with(channels, "Channels "), "response, h"));
  const std::string high = channels.substr(channels.find("\nHigh\n"));
  CHECK(contains(line_with(high, "email"), "48.00"));
  CHECK(contains(line_with(high, "video"), "72.00"));
  CHECK(contains(line_with(high, "email"), "25.00"));
  CHECK(contains(line_with(channels, "Channels "), "cost, M USD"));
  CHECK(contains(line_with(high, "video"), "<0.01"));  // 9,000 of millions
  CHECK_FALSE(contains(line_with(high, "email"), "<0.01"));
  const std::string low = channels.substr(channels.find("\nLow\n"), channels.find("\nMiddle\n") - channels.find("\nLow\n"));
  CHECK_FALSE(contains(low, "video"));
  std::istringstream single(as_table(compare_worlds({sample_world(with_channels(1))})));
  for (std::string line; std::getline(single, line);) CHECK(display_width(line) <= 100);
  CHECK_FALSE(contains(as_table(compare_worlds({sample_world(sample_results())})), "Channels"));
}

TEST_CASE("Channels stand in the comparison's JSON and CSV, and are no measure of the whole book", "[unit][compare]") {
  const World world = sample_world(with_channels());
  CHECK(contains(as_csv(compare_worlds({world})), "\nsample.h5,,high,,,,email,,channel_response,h,48,"));
  CHECK(world.measure("channel_response") == nullptr);
  REQUIRE(world.measure_of_channel("channel_response", "email") != nullptr);
  CHECK(world.measure_of_channel("channel_response", "phone") == nullptr);
  const auto json = nlohmann::json::parse(as_json(compare_worlds({world})));
  int found = 0;
  for (const auto& measure : json.at("worlds").at(0).at("measures")) {
    if (measure.at("name") != "channel_response") {
      CHECK((measure.at("channel").is_null() || measure.at("name").get<std::string>().starts_with("channel_")));
      continue;
    }
    ++found;
    CHECK((measure.at("channel") == "email" || measure.at("channel") == "video"));
    CHECK(measure.at("pool").is_null());
  }
  CHECK(found == 2);
}
