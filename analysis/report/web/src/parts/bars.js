// Grouped horizontal bars: for each of several things, a bar with whiskers for each strategy.
import { exists, styleFor, withUnit } from "../numbers.js";
import { tip } from "../tooltip.js";
import { horizontalAxis, legendHeight, legendOf, nameAxis, roomFor, tooltipOf } from "./axes.js";

/** `rows`: {label, estimates: [curve]}, `bars`: {name, index}; `line`: a value that is marked. */
export function barsPanel({ theme, width, rows, bars, unit, measure, line }) {
  const style = styleFor(unit, measure, rows.flatMap((row) => row.estimates));
  const names = rows.map((row) => row.label);
  const many = rows.length * bars.length > 40; // a chart that fits a sheet
  const thick = many ? 6 : 9, gap = many ? 2 : 3;
  const curves = bars.map((bar) => bar.name);
  const under = legendHeight(curves, width);
  return {
    height: 64 + under + rows.length * (bars.length * (thick + gap) + 12),
    option: {
      animation: false,
      grid: { left: 8, right: 24, top: under + 8, bottom: 44, containLabel: true },
      legend: legendOf(theme, curves),
      xAxis: horizontalAxis(theme, style.unit, { min: 0, scale: false, ...(line === undefined ? {} : { max: ({ max }) => Math.ceil((20 * Math.max(max, 1.05 * line / style.divisor)) / (line / style.divisor)) * (line / style.divisor) / 20 }) }),
      yAxis: nameAxis(theme, names, roomFor(names, width), { lines: Math.min(3, Math.floor((bars.length * (thick + gap) + 12) / 13)) }),
      tooltip: tooltipOf(theme, {
        trigger: "axis",
        axisPointer: { type: "shadow" },
        formatter: (points) => {
          const row = rows[points[0].dataIndex];
          return tip(row.label, bars.map((bar, i) => ({
            color: theme.of(bar.index).color,
            name: bar.name,
            value: withUnit(row.estimates[i], style),
          })));
        },
      }),
      series: bars.map((bar, i) => ({
        type: "bar",
        markLine:
          line !== undefined && i === 0
            ? { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: theme.ink, type: "solid", width: 1.5 }, data: [{ xAxis: line / style.divisor }] }
            : undefined,
        name: bar.name,
        barWidth: thick,
        barGap: "30%",
        itemStyle: { color: theme.of(bar.index).color, decal: theme.of(bar.index).pattern ?? "none" },
        emphasis: { disabled: true },
        data: rows.map((row) => (exists(row.estimates[i]) ? row.estimates[i][0] / style.divisor : null)),
      })),
    },
  };
}
