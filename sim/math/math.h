// The elementary functions whose bits do not depend on the machine: exp, exp2, expm1, log, log1p, pow. Everything in
// sim/ and models/ uses these instead of the functions of the same names in <cmath>.
#pragma once

#include "sim/math/exp.h"
#include "sim/math/log.h"
#include "sim/math/pow.h"
