// Catch2 for every test, whichever of the versions 2 and 3 the machine has.
//
// Tests include this header only, use no matcher or generator that just one of the two versions knows, and write
// `Approx` without a namespace.
#pragma once

#if TENURE_CATCH2_MAJOR == 2
#include <catch2/catch.hpp>
#else
#include <catch2/catch_all.hpp>
using Catch::Approx;  // version 2 does this itself
#endif
