// Closed forms of the queues of the textbooks; a = arrival rate x mean service, c servers, times in mean services.
#pragma once

#include <cmath>

namespace tenure::test {

/// Probability that all servers of a loss system are busy: Erlang B, by its recursion.
inline double erlang_b(double a, int c) {
  double b = 1.0;
  for (int n = 1; n <= c; ++n) b = a * b / (n + a * b);
  return b;
}

/// Probability of waiting, M/M/c: Erlang C.
inline double erlang_c(double a, int c) {
  const double b = erlang_b(a, c);
  return c * b / (c - a * (1.0 - b));
}

/// Mean wait of M/M/c in mean services.
inline double erlang_c_wait(double a, int c) {
  return erlang_c(a, c) / (c - a);
}

/// Mean wait of M/G/1 in mean services (Pollaczek-Khinchine); c2: squared coefficient of variation of service.
inline double pollaczek_khinchine(double rho, double c2) {
  return rho * (1.0 + c2) / (2.0 * (1.0 - rho));
}

struct ErlangA {
  double waits, abandons, occupancy;
};

/// M/M/c+M: patience exponential with rate theta (in units of the service rate). Birth and death chain, summed.
inline ErlangA erlang_a(double a, int c, double theta) {
  double weight = 1.0, total = 1.0, waiting = c == 0 ? 1.0 : 0.0, busy = 0.0, lost = 0.0;
  for (int n = 1; n < 20000; ++n) {
    weight *= a / (n <= c ? n : c + (n - c) * theta);
    total += weight;
    if (n >= c) waiting += weight;
    busy += weight * (n < c ? n : c);
    if (n > c) lost += weight * (n - c) * theta;
    if (total > 1e200) weight /= 1e200, total /= 1e200, waiting /= 1e200, busy /= 1e200, lost /= 1e200;
    if (n > c && weight < 1e-18 * total) break;
  }
  return {waiting / total, lost / total / a, busy / total / c};
}

/// Probability that a Poisson count with mean a is at least c.
inline double poisson_tail(double a, int c) {
  double term = std::exp(-a), below = 0.0;
  for (int n = 0; n < c; ++n) {
    below += term;
    term *= a / (n + 1);
  }
  return 1.0 - below;
}

}  // namespace tenure::test
