// From or up to which size of account a strategy pays in a segment, beside the size that accounts there have.
import { cut } from "../dom.js";
import { short } from "../numbers.js";
import { horizontalAxis, nameAxis, roomFor, tooltipOf } from "../parts/axes.js";
import { whiskers } from "../parts/whiskers.js";
import { tip } from "../tooltip.js";
import { sentenceOf } from "../world.js";

export const breakEven = {
  name: "break_even",
  exists: (world) => !!world.views.break_even,

  draw({ world, state, shown, theme, whole, view }) {
    const width = Math.min(whole, 896); // a single chart, as wide as the style sheet lets it be
    const all = view.baselines[state.baseline].flatMap((segment, g) =>
      state.segment >= 0 && g !== state.segment
        ? []
        : segment.rows
            .filter((row) => shown.includes(row.strategy))
            .map((row) => ({ ...row, revenue: segment.revenue, segment: world.segments[g].label, name: world.strategies[row.strategy].label })));
    if (!all.length) return null;
    const drawn = all.filter((row) => row.size > 0).map((row, place) => ({ ...row, place }));
    const names = drawn.map((row) => `${row.pays === "below" ? "◂ " : "▸ "}${row.segment}: ${row.name}`);
    const sizes = drawn.flatMap((row) => [row.size, row.revenue[0], row.low, row.high]).filter((value) => value > 0);
    const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
    const panels = drawn.length
      ? [
          {
            height: 90 + (width < 480 ? 44 : 30) * drawn.length,
            option: {
              animation: false,
              grid: { left: 8, right: 28, top: 16, bottom: 44, containLabel: true },
              xAxis: horizontalAxis(theme, `${view.unit} per account and year`, {
                type: "log",
                min: 10 ** Math.floor(Math.log10(least)),
                max: 10 ** Math.ceil(Math.log10(most)),
                axisLabel: { color: theme.faint, fontSize: 12, hideOverlap: true, formatter: (value) => (value >= 1e6 ? `${value / 1e6} M` : value >= 1e3 ? `${value / 1e3} k` : short(value)) },
              }),
              yAxis: nameAxis(theme, names, roomFor(names, width), { lines: width < 480 ? 3 : 2 }),
              tooltip: tooltipOf(theme, {
                trigger: "item",
                formatter: ({ seriesIndex, dataIndex }) => {
                  const row = drawn[dataIndex];
                  return seriesIndex === 1
                    ? tip(row.segment, [{ name: "revenue per account and year", value: short(Number(row.revenue[0].toPrecision(4))) }])
                    : tip(names[dataIndex], [{ name: "pays", value: row.words }]);
                },
              }),
              series: [
                {
                  type: "scatter",
                  symbolSize: 12,
                  z: 4,
                  data: drawn.map((row) => ({ value: [row.size, row.place], symbol: theme.of(row.strategy).symbol, itemStyle: { color: theme.of(row.strategy).color } })),
                },
                {
                  type: "scatter",
                  symbol: "rect",
                  symbolSize: [3, 22],
                  itemStyle: { color: theme.ink },
                  data: drawn.map((row) => [row.revenue[0], row.place]),
                },
                ...drawn.filter((row) => row.low > 0).map((row) => whiskers([[row.size, row.place, row.low, row.high]], theme.of(row.strategy).color, "x")),
              ],
            },
          },
        ]
      : [];
    return {
      sentence: sentenceOf(view, state.baseline, state.segment),
      note:
        `Against ${cut(world.strategies[state.baseline].label, 60)}: the revenue per account and year from which (▸) or up to which (◂) what a strategy brings more or less weighs the hours and contacts that it takes more or less; ` +
        "the bar is what accounts bring. Half the lift doubles the size, twice the lift halves it. What pays at no size or at any, or is within noise, stands in the table.",
      panels,
      table: {
        columns: ["strategy", "segment", `revenue per account and year, ${view.unit}`, "lift of contribution, %", "half-width",
                  `extra cost per account and year, ${view.unit}`, "half-width", `gain at that size, ${view.unit}`, "half-width", "pays",
                  "break-even size", "low", "high", "with half the lift", "with twice"],
        rows: all.map((row) => [
          row.name, row.segment, row.revenue[0], row.lift[0] * 100, row.lift[1] === null ? null : row.lift[1] * 100, row.extra[0], row.extra[1],
          row.gain[0], row.gain[1], row.words, row.size, row.low, row.high, row.size === null ? null : row.size * 2, row.size === null ? null : row.size / 2,
        ]),
      },
    };
  },
};
