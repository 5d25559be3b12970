// Gauss's hypergeometric function 2F1(a, b; c; z) for 0 <= z < 1 and positive parameters, summed by Boost.Math.
#pragma once

namespace tenure::analysis::fit {

double hypergeometric_2f1(double a, double b, double c, double z);

}  // namespace tenure::analysis::fit
