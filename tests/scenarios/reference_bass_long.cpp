// Bass diffusion with enough customers that chance hardly bends the curve.
//
// False alarm 1e-4 a check for its fixed seed; resolutions beside the checks. Planted in the engine's input: 2 % of innovation
// and imitation for the law of motion; 20 % for the curve, whose early years chance moves by several percent.
#include "tests/support/bass_case.h"

using namespace tenure::test;

TEST_CASE("reference: Bass diffusion, sharp") {
  check_bass_formula();
  const BassRuns right = bass_runs(20000, 20, "20.1 yr", 1.0, 1.0);
  const BassRuns wrong = bass_runs(20000, 20, "10.1 yr", 1.02, 1.02);
  const BassRuns faster = bass_runs(20000, 10, "12.6 yr", 1.2, 1.2);
  holds(right.after(1), faster.after(1), bass(1), 0.06);
  holds(right.after(5), faster.after(5), bass(5), 0.04);
  holds(right.after(10), faster.after(10), bass(10), 0.012);
  const MeanCheck end{.false_alarm = 1e-4, .resolution = 0.001};
  CHECK(agrees(right.after(20), bass(20), end));
  holds(right.peak(), faster.peak(), bass_centre(), 0.02);

  const MeanCheck law{.false_alarm = 1e-4, .absolute = 0.0078};
  CHECK(agrees(right.law_of_motion(10), 0.0, law));
  CHECK(differs(wrong.law_of_motion(10), 0.0, law));
}
