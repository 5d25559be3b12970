// Curves with bands, one for each strategy, over the months.
import { exists, styleFor, withUnit } from "../numbers.js";
import { tip } from "../tooltip.js";
import { legendHeight, legendOf, monthAxis, tooltipOf, valueAxis } from "./axes.js";
import { band } from "./whiskers.js";

/**
 * A panel of curves.  `curves`: {name, index, estimates: [month]}; `signed`: differences, with a line at zero.
 * Returns {option, height, table rows}.
 */
export function curvesPanel({ theme, width, title, months, curves, unit, measure, signed = false, height = 270 }) {
  const style = styleFor(unit, measure, curves.flatMap((curve) => curve.estimates));
  const scaled = (estimate, side) =>
    exists(estimate) ? (estimate[0] + side * (estimate[1] ?? 0)) / style.divisor : null;
  const unitWords = signed && style.unit === "%" ? "points" : style.unit;
  const series = curves.flatMap(({ name, index, estimates }) => {
    const look = theme.of(index);
    return [
      band(estimates.map((e) => scaled(e, -1)), estimates.map((e) => scaled(e, 1)), look.color),
      {
        type: "line",
        name,
        data: estimates.map((e) => scaled(e, 0)),
        showSymbol: months.length <= 2,
        symbol: look.symbol,
        lineStyle: { color: look.color, width: 2, type: look.dash },
        itemStyle: { color: look.color },
        emphasis: { disabled: true },
        z: 2,
      },
    ];
  });
  if (signed && series.length) {
    series[1].markLine = {
      silent: true,
      symbol: "none",
      label: { show: false },
      lineStyle: { color: theme.ink, type: "solid", width: 1 },
      data: [{ yAxis: 0 }],
    };
  }
  const names = curves.map((curve) => curve.name);
  const under = legendHeight(names, width);
  return {
    title,
    height: height + under,
    option: {
      animation: false,
      grid: { left: 8, right: 16, top: under + (unitWords ? 32 : 12), bottom: 44, containLabel: true },
      legend: legendOf(theme, names),
      xAxis: monthAxis(theme, months),
      yAxis: valueAxis(theme, unitWords, { nameLocation: "end", nameGap: 10, nameTextStyle: { color: theme.faint, align: "left" } }),
      tooltip: tooltipOf(theme, {
        trigger: "axis",
        formatter: (points) => {
          const month = (Array.isArray(points) ? points[0] : points).dataIndex;
          const lines = curves.map(({ name, index, estimates }) => ({
            color: theme.of(index).color,
            name,
            value: withUnit(estimates[month], style, signed),
          }));
          return tip(`Month ${months[month]}`, lines);
        },
      }),
      series,
    },
  };
}

/** Rows of the table under curves: month, strategy, mean, half-width. */
export const curveRows = (months, curves, lead = []) =>
  curves.flatMap(({ name, estimates }) =>
    estimates.flatMap((e, m) => (exists(e) ? [[...lead, months[m], name, e[0], e[1]]] : [])),
  );
