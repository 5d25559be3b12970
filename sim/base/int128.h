// 128-bit integers for exact totals. Both compilers offer them as an extension; the spelling below keeps -Wpedantic
// quiet in one place.
#pragma once

namespace tenure::sim {

__extension__ using Int128 = __int128;
__extension__ using UInt128 = unsigned __int128;

}  // namespace tenure::sim
