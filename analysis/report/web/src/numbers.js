// Numbers as people read them, by the rules of the program's own tables: as many digits as the interval supports, in
// thousands or millions where that is shorter.

const share = /retention|retained|utilisation|nrr|grr|_share$/;

const digitsBefore = (value) => (value > 0 ? Math.floor(Math.log10(value)) : 0);
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

/** An estimate is [mean, half-width or null, n]. */
export const exists = (estimate) => !!estimate && estimate[0] !== null && estimate[2] > 0;
const reach = (estimate) => (exists(estimate) ? Math.abs(estimate[0]) + (estimate[1] ?? 0) : 0);
const varies = (estimate) => estimate[1] !== null && estimate[1] > 1e-13 * Math.abs(estimate[0]);

/** How all of `estimates` are written, so that they can be compared at sight: {divisor, unit}. */
export function styleFor(unit, measure, estimates) {
  const largest = Math.max(0, ...estimates.map(reach));
  const plain = unit === "1" || unit === "customer" ? "" : unit;
  if (unit === "1" && share.test(measure)) return { divisor: 0.01, unit: "%" };
  if (largest >= 1e6) return { divisor: 1e6, unit: plain ? `M ${plain}` : "M" };
  if (largest >= 1e4) return { divisor: 1e3, unit: plain ? `k ${plain}` : "k" };
  return { divisor: 1, unit: plain };
}

function decimalsOf(estimate, style) {
  const largest = reach(estimate) / style.divisor;
  if (varies(estimate)) {
    return clamp(Math.min(1 - digitsBefore(estimate[1] / style.divisor), 4 - digitsBefore(largest)), -9, 9);
  }
  let decimals = clamp(3 - digitsBefore(largest), 0, 9);
  const shown = Number(largest.toFixed(decimals));
  while (decimals > 0 && Number(largest.toFixed(decimals - 1)) === shown) --decimals;
  return decimals;
}

function digits(value, decimals, signed) {
  let shown = value;
  if (decimals < 0) {
    const step = 10 ** -decimals;
    shown = Math.round(shown / step) * step;
  }
  const text = shown.toFixed(Math.max(decimals, 0));
  if (Number(text) === 0) return text.replace("-", "");
  return (signed && shown > 0 ? "+" : "") + text.replace("-", "\u2212");
}

/** "12.3 ± 0.4", without unit; "-" where there is no value. */
export function withHalfWidth(estimate, style, signed = false) {
  if (!exists(estimate)) return "-";
  const decimals = decimalsOf(estimate, style);
  const mean = digits(estimate[0] / style.divisor, decimals, signed);
  if (!varies(estimate)) return estimate[1] === null ? `${mean} (one run)` : mean;
  const half = digits(estimate[1] / style.divisor, decimals, false);
  return Number(half) === 0 ? `${mean} ± <${10 ** -Math.max(decimals, 0)}` : `${mean} ± ${half}`;
}

/** The same with its unit; a difference of shares is in points. */
export function withUnit(estimate, style, signed = false) {
  const unit = signed && style.unit === "%" ? "points" : style.unit;
  return withHalfWidth(estimate, style, signed) + (unit && exists(estimate) ? ` ${unit}` : "");
}

/** A number of an axis or a table: at most six digits that count. */
export function short(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return "-";
  const text = String(Number(value.toPrecision(6)));
  return text.replace("-", "\u2212");
}
