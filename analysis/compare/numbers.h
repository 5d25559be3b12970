// Numbers as people read them: as many digits as the interval supports, in thousands or millions where that is shorter.
#pragma once

#include <string>
#include <vector>

#include "analysis/estimate/estimates.h"

namespace tenure::analysis {

/// How the numbers of one row are written, so that they can be compared at sight.
struct NumberStyle {
  double divisor = 1.0;  ///< 1e6 for millions
  int decimals = 0;      ///< negative: rounded to tens, hundreds, ...
  std::string unit;      ///< "M USD", "%", "k customer"; empty for plain numbers
};

/// Signs in front of positive numbers: a difference shows them.
enum class Sign { negative_only, always };

/// A style for all of `estimates`: the largest of them sets the divisor.
NumberStyle style_for(const std::string& unit, const std::string& measure, const std::vector<Estimate>& estimates);

/// The style with the decimals that this estimate supports: two digits of its half-width, and never more than five of
/// the number; at most four where there is no half-width or nothing varies.
NumberStyle style_of(const Estimate& estimate, NumberStyle style);

/// "12.3", without unit.
std::string number(double value, const NumberStyle& style, Sign sign = Sign::negative_only);

/// "12.3 ± 0.4"; "12.3" where it never varies; "12.3 (one run)" where a single replication gives no interval; "-"
/// where there is no value.
std::string with_half_width(const Estimate& estimate, const NumberStyle& style, Sign sign = Sign::negative_only);

/// "[11.9, 12.7]", "(the same in every replication)", or "(one run, no interval)".
std::string interval(const Estimate& estimate, const NumberStyle& style, Sign sign = Sign::negative_only);

/// Is the estimate's interval known?
bool has_interval(const Estimate& estimate);

/// Is it the same in every replication, of which there are several?
bool never_varies(const Estimate& estimate);

/// "36 months", "20.1 years".
std::string span_text(double days);

/// Width on a terminal of UTF-8 text without wide or combining characters.
std::size_t display_width(const std::string& text);

/// `text` filled up with blanks to `width` columns; on the left when `width` is negative.
std::string padded(const std::string& text, int width);

}  // namespace tenure::analysis
