#include "sim/random/spread_points.h"

#include <algorithm>
#include <boost/random/sobol.hpp>
#include <numeric>

#include "sim/base/contract.h"
#include "sim/random/philox.h"
#include "sim/random/purpose.h"
#include "sim/random/units.h"

namespace tenure::sim {
namespace {

/// What a block of a coordinate is for; never reused.
enum class Use : std::uint32_t { point = 0, place = 1, branch = 2, leaf = 3 };

PhiloxWords block(std::uint64_t key, std::uint64_t name, Use use) {
  return philox({static_cast<std::uint32_t>(name), static_cast<std::uint32_t>(name >> 32), static_cast<std::uint32_t>(use),
                 static_cast<std::uint32_t>(Purpose::parameter)},
                key);
}

constexpr unsigned scrambled_bits = 32;  // what lies below is random anyway

/// Owen's scrambling: each bit is flipped or not by a random bit of the branch that the bits above it lead to.
std::uint64_t scrambled(std::uint64_t key, std::uint64_t value) {
  std::uint64_t out = 0;
  for (unsigned bit = 0; bit < scrambled_bits; ++bit) {
    const std::uint64_t above = bit == 0 ? 0 : value >> (64 - bit);
    const std::uint64_t flip = block(key, (std::uint64_t{1} << bit) | above, Use::branch)[0] & 1u;
    out |= (((value >> (63 - bit)) & 1u) ^ flip) << (63 - bit);
  }
  return out | block(key, value >> (64 - scrambled_bits), Use::leaf)[0];
}

}  // namespace

std::uint64_t coordinate_key(std::uint64_t seed, std::string_view name) {
  std::uint64_t h = 0xcbf29ce484222325u;  // FNV-1a
  for (const char c : name) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  const PhiloxWords words = philox({static_cast<std::uint32_t>(h), static_cast<std::uint32_t>(h >> 32),
                                    stream_of(Purpose::parameter, "coordinate"), static_cast<std::uint32_t>(Purpose::key)},
                                   seed);
  return join_words(words[0], words[1]);
}

double random_coordinate(std::uint64_t key, std::uint64_t point) {
  const PhiloxWords words = block(key, point, Use::point);
  return share_of(join_words(words[0], words[1]));
}

std::vector<double> stratified(std::uint64_t key, const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> out(values.size());
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    const PhiloxWords words = block(key, order[rank], Use::place);
    out[order[rank]] = (static_cast<double>(rank) + share_of(join_words(words[0], words[1]))) / static_cast<double>(values.size());
  }
  return out;
}

std::vector<std::vector<double>> sobol_points(const std::vector<std::uint64_t>& keys, std::size_t first, std::size_t n) {
  TENURE_ENSURE(keys.size() <= most_sobol_dimensions, "so many dimensions have no Sobol points");
  std::vector<std::vector<double>> points(n, std::vector<double>(keys.size()));
  if (keys.empty()) return points;
  boost::random::sobol engine(keys.size());
  engine.discard(first * keys.size());
  for (std::vector<double>& point : points)
    for (std::size_t i = 0; i < keys.size(); ++i) point[i] = share_of(scrambled(keys[i], engine()));
  return points;
}

}  // namespace tenure::sim
