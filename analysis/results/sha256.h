// SHA-256: the fingerprint by which a scenario or a result file is recognised.
//
// FIPS 180-4, section 6.2.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace tenure::analysis {

/// The digest of `bytes` as 64 lower-case hexadecimal digits.
std::string sha256(std::span<const std::byte> bytes);
std::string sha256(std::string_view text);

}  // namespace tenure::analysis
