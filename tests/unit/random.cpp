// Philox by its known answers, and what an address stands for.
#include <algorithm>
#include <boost/random/discrete_distribution.hpp>
#include <boost/random/uniform_01.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <set>
#include <vector>

#include "sim/base/contract.h"
#include "sim/random/address.h"
#include "tests/support/catch.h"

using namespace tenure::sim;

TEST_CASE("Philox4x32-10 gives the known answers of Random123") {
  // tests/kat_vectors of Random123: counter, key, result
  CHECK(philox({0, 0, 0, 0}, 0) == PhiloxWords{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, 0xffffffffffffffff) ==
        PhiloxWords{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, 0x299f31d0a4093822) ==
        PhiloxWords{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("Every field of an address has its own place in the counter") {
  const Address address{.entity = 0x0123456789abcdef, .stream = 0xfedcba98, .occasion = 0xabcde, .attempt = 0x7};
  CHECK(counter_of(address, 0x3f) == PhiloxWords{0x89abcdef, 0x01234567, 0xfedcba98, 0xabcde73f});
  CHECK_THROWS_AS(counter_of({.occasion = kOccasions}, 0), ContractError);
  CHECK_THROWS_AS(counter_of({.attempt = kAttempts}, 0), ContractError);
  CHECK_THROWS_AS(counter_of({}, kBlocks), ContractError);
}

TEST_CASE("The key of a cell depends on seed, replication and luck, and on nothing else") {
  std::set<std::uint64_t> keys;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    for (std::uint64_t replication = 0; replication < 100; ++replication) {
      for (std::uint64_t luck = 0; luck < 100; ++luck) keys.insert(cell_key(seed, replication, luck).value);
    }
  }
  CHECK(keys.size() == 100'000);
  CHECK(cell_key(1, 2, 3) == cell_key(1, 2, 3));
  // pinned: a change here changes every result ever published
  const PhiloxWords block = philox({2, 0, 3, 0}, 1);
  CHECK(cell_key(1, 2, 3).value == join_words(block[0], block[1]));
}

TEST_CASE("A million addresses of a plausible run have a million counters") {
  std::vector<PhiloxWords> counters;
  std::vector<std::uint64_t> first_halves;
  const StreamKey key = cell_key(7, 0, 0);
  const char* names[] = {"renewal", "ticket", "review", "visit", "upgrade"};
  for (std::uint64_t entity = 0; entity < 10'000; ++entity) {
    for (std::uint32_t n = 0; n < 5; ++n) {
      for (std::uint32_t occasion = 0; occasion < 20; ++occasion) {
        const std::uint64_t who = n == 0   ? listed_key(entity % 4, entity)
                                  : n == 1 ? arrival_key(3, entity / 50, entity % 50)
                                  : n == 2 ? occupant_key(entity % 7, entity, occasion)
                                  : n == 3 ? descendant_key(EntityKind::descended, entity, 5, 1)
                                           : entity_key(EntityKind::item, entity);
        const Address address{.entity = who, .stream = stream_of(Purpose::fate, names[n]), .occasion = occasion};
        counters.push_back(counter_of(address, 0));
        first_halves.push_back(Draws(key, address).bits(Half::first));
      }
    }
  }
  std::sort(counters.begin(), counters.end());
  CHECK(std::adjacent_find(counters.begin(), counters.end()) == counters.end());
  // 64-bit values of a million: P(two equal) = 3e-8
  std::sort(first_halves.begin(), first_halves.end());
  CHECK(std::adjacent_find(first_halves.begin(), first_halves.end()) == first_halves.end());
}

TEST_CASE("Entity keys: kind in the upper four bits, names that do not fit are refused") {
  CHECK(entity_key(EntityKind::pool, 5) == 0x9000000000000005);
  CHECK(listed_key(1, 2) == ((1ULL << 36) | 2));
  CHECK(descendant_key(EntityKind::descended, 77, 1, 2) >> 60 == 2);
  CHECK(descendant_key(EntityKind::descended, 77, 1, 2) != descendant_key(EntityKind::descended, 77, 1, 3));
  CHECK(descendant_key(EntityKind::descended, 77, 1, 2) != descendant_key(EntityKind::descended, 78, 1, 2));
  CHECK_THROWS_AS(entity_key(EntityKind::listed, 1ULL << 60), ContractError);
  CHECK_THROWS_AS(listed_key(1ULL << 24, 0), ContractError);
  CHECK_THROWS_AS(arrival_key(0, 1ULL << 20, 0), ContractError);
  CHECK_THROWS_AS(occupant_key(0, 0, 1ULL << 20), ContractError);
}

TEST_CASE("Streams: pinned hashes, and names that collide are found") {
  CHECK(stream_of(Purpose::fate, "churn") != stream_of(Purpose::recurrence, "churn"));
  CHECK(stream_of(Purpose::fate, "churn") != stream_of(Purpose::fate, "Churn"));
  StreamNames names;
  CHECK(names.add(Purpose::fate, "churn") == nullptr);
  CHECK(names.add(Purpose::fate, "churn") == nullptr);  // the same again is no collision
  // Two names with one hash, found by trying: about 80,000 names are enough.
  const StreamNames::Entry* earlier = nullptr;
  std::string name;
  for (int i = 0; earlier == nullptr && i < 1'000'000; ++i) {
    name = "name" + std::to_string(i);
    earlier = names.add(Purpose::tie, name);
  }
  REQUIRE(earlier != nullptr);
  CHECK(earlier->name != name);
  CHECK(stream_of(earlier->purpose, earlier->name) == stream_of(Purpose::tie, name));
}

TEST_CASE("Units never reach their ends, and mirror exactly") {
  for (const std::uint64_t bits :
       {std::uint64_t{0}, std::uint64_t{1} << 11, ~std::uint64_t{0}, std::uint64_t{1} << 63}) {
    const double u = share_of(bits);
    CHECK(u > 0.0);
    CHECK(u < 1.0);
    CHECK(1.0 - (1.0 - u) == u);
    CHECK(share_of(~bits) == 1.0 - u);
    CHECK(unit_exponential_of(u) > 0.0);
    CHECK(standard_normal_of(1.0 - u) == -standard_normal_of(u));
  }
  CHECK(share_of(std::uint32_t{0}) == 0x1p-33);
  CHECK(share_of(~std::uint32_t{0}) == 1.0 - 0x1p-33);
  CHECK(unit_exponential_of(share_of(~std::uint64_t{0})) == Approx(36.7368).epsilon(1e-5));
}

TEST_CASE("Boost's integer laws run on a lane of an address, block after block") {
  const StreamKey key = cell_key(3, 1, 4);
  const Address address{.entity = listed_key(1, 9), .stream = stream_of(Purpose::choice, "x"), .occasion = 6};
  LaneEngine engine(key, address, Half::second);
  CHECK(engine() == Draws(key, address).bits(Half::second));
  const PhiloxWords next = philox(counter_of(address, 1), key.value);
  CHECK(engine() == join_words(next[2], next[3]));

  LaneEngine again(key, address, Half::first);
  const double u = boost::random::uniform_01<double>()(again);
  CHECK(u >= 0.0);
  CHECK(u < 1.0);
  boost::random::uniform_int_distribution<int> die(1, 6);
  boost::random::discrete_distribution<int> urn({1.0, 2.0, 1.0});
  for (int i = 0; i < 50; ++i) {
    const int pips = die(again);
    CHECK((pips >= 1 && pips <= 6));
    const int ball = urn(again);
    CHECK((ball >= 0 && ball <= 2));
  }
  LaneEngine spent(key, address, Half::first);
  for (std::uint32_t i = 0; i < kBlocks; ++i) spent();
  CHECK_THROWS_AS(spent(), ContractError);
}
