// Amounts with units, and the forms that are refused.
#include "models/language/units.h"
#include "tests/support/catch.h"

using namespace tenure::models;

namespace {

struct Case {
  const char* text;
  double value;
  Dimension dimension;
};

}  // namespace

TEST_CASE("amounts are read into canonical units", "[unit][language]") {
  const Case cases[] = {{"30 d", 30, Dimension::time},
                        {"1 mo", 30.4375, Dimension::time},
                        {"1 yr", 365.25, Dimension::time},
                        {"2wk", 14, Dimension::time},
                        {" 90 min ", 0.0625, Dimension::time},
                        {"3600 s", 1.0 / 24, Dimension::time},
                        {"1e3 ms", 1.0 / 86400, Dimension::time},
                        {"0.33 / yr", 0.33 / 365.25, Dimension::per_time},
                        {"9/mo", 9 / 30.4375, Dimension::per_time},
                        {"2 / customer / mo", 2 / 30.4375, Dimension::per_time},
                        {"12 USD", 12, Dimension::money},
                        {"€12.50", 12.5, Dimension::money},
                        {"-3 GBP", -3, Dimension::money},
                        {"12 USD / customer / mo", 12 / 30.4375, Dimension::money_per_time},
                        {"365.25 EUR / server / yr", 1, Dimension::money_per_time},
                        {"28 %", 0.28, Dimension::number},
                        {"+4", 4, Dimension::number},
                        {"5 customers", 5, Dimension::number},
                        {"5 % / yr", 0.05 / 365.25, Dimension::per_time},
                        {"0.5 QALY / yr", 0.5 / 365.25, Dimension::effect_per_time},
                        {"2 QALY", 2, Dimension::effect}};
  for (const Case& c : cases) {
    INFO(c.text);
    const AmountResult result = parse_amount(c.text, "QALY");
    REQUIRE(result.amount.has_value());
    CHECK(result.amount->value == Approx(c.value).epsilon(1e-15));
    CHECK(result.amount->dimension == c.dimension);
  }
}

TEST_CASE("durations are told in the unit in which people think", "[unit][language]") {
  CHECK(duration_text(3.5) == "3.5 d");
  CHECK(duration_text(1.0) == "1 d");
  CHECK(duration_text(0.5) == "12 h");
  CHECK(duration_text(1.0 / 96) == "15 min");
  CHECK(duration_text(30.0 / 86400) == "30 s");
}

TEST_CASE("percentages are exact hundredths", "[unit][language]") {
  CHECK(parse_amount("28 %", "").amount->value == 0.28);
  CHECK(parse_amount("7 %", "").amount->value == 0.07);
}

TEST_CASE("what is no amount says why", "[unit][language]") {
  const struct {
    const char *text, *what, *nearest;
  } cases[] = {{"", "does not begin with a number", ""},
               {"soon", "does not begin with a number", ""},
               {"3 days", "unknown unit \"days\"", "d"},
               {"3 m", "unknown unit \"m\"", "min"},
               {"3 mim", "unknown unit \"mim\"", "min"},
               {"3 eur", "unknown unit \"eur\"", "EUR"},
               {"3 d 4", "stands where", ""},
               {"3 /", "missing after", ""},
               {"3 d / yr", "time divided by time", ""},
               {"1,500 USD", "comma", ""},
               {"1e999 d", "too large", ""},
               {"1e308 yr", "too large", ""},
               {"inf d", "finite", ""},
               {"nan", "finite", ""}};
  for (const auto& c : cases) {
    INFO(c.text);
    const AmountResult result = parse_amount(c.text, "");
    CHECK_FALSE(result.amount.has_value());
    INFO(result.error.what);
    CHECK(result.error.what.find(c.what) != std::string::npos);
    CHECK(result.error.nearest == c.nearest);
  }
}
