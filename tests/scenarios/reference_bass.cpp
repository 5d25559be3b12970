// Bass diffusion with few customers: the whole curve bluntly, its law of motion sharply. The long test beside this one has
// both sharp. False alarm 1e-4 a check for its fixed seed; resolutions beside the checks.
#include "tests/support/bass_case.h"

using namespace tenure::test;

TEST_CASE("reference: Bass diffusion") {
  check_bass_formula();
  const BassRuns right = bass_runs(500, 36, "20.1 yr", 1.0, 1.0);
  const BassRuns faster = bass_runs(500, 36, "12.6 yr", 1.0, 1.4);  // planted: imitation 40 % too strong
  const BassRuns early = bass_runs(500, 36, "1.1 yr", 1.5, 1.0);     // planted: innovation 50 % too strong
  holds(right.after(1), early.after(1), bass(1), 0.21);
  holds(right.after(5), faster.after(5), bass(5), 0.18);
  holds(right.after(10), faster.after(10), bass(10), 0.055);
  const MeanCheck end{.false_alarm = 1e-4, .resolution = 0.004};
  CHECK(agrees(right.after(20), bass(20), end));
  holds(right.peak(), faster.peak(), bass_centre(), 0.09);

  // Resolution 0.035 of the 0.81 who have adopted after ten years.
  const BassRuns tenth = bass_runs(500, 36, "10.1 yr", 1.0, 1.15);  // planted: imitation 15 % too strong
  const MeanCheck law{.false_alarm = 1e-4, .absolute = 0.035};
  CHECK(agrees(right.law_of_motion(5), 0.0, law));
  CHECK(agrees(right.law_of_motion(10), 0.0, law));
  CHECK(differs(tenth.law_of_motion(10), 0.0, law));
}
