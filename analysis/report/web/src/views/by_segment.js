// Who should get which strategy: the lead of the best of each segment over the next.
import { exists, styleFor, withUnit } from "../numbers.js";
import { horizontalAxis, nameAxis, roomFor, tooltipOf } from "../parts/axes.js";
import { whiskers } from "../parts/whiskers.js";
import { tip } from "../tooltip.js";
import { sentenceOf } from "../world.js";

export const bySegment = {
  name: "by_segment",
  exists: (world) => !!world.views.by_segment,

  draw({ world, state, theme, whole, view }) {
    const width = Math.min(whole, 896); // a single chart, as wide as the style sheet lets it be
    const segments = world.segments.map((_, g) => g).filter((g) => state.segment < 0 || g === state.segment);
    const rows = segments.map((g, place) => ({ ...view.segments[g], place, segment: world.segments[g].label }));
    const nameOf = (row) => `${row.segment}: ${world.strategies[row.choice].label}`;
    const style = styleFor(view.unit, "", rows.map((row) => row.lead));
    const drawn = rows.filter((row) => exists(row.lead));
    const at = (row) => row.lead[0] / style.divisor;
    const half = (row) => (row.lead[1] ?? 0) / style.divisor;
    const often = ([share]) => `${Math.round(share * 100)} % of the ${view.count} ${view.over}`;
    return {
      sentence: sentenceOf(view, 0, state.segment),
      note: "Lead of the best strategy of each segment over the next, by direct net value: an interval that reaches zero leaves them too close to call.",
      panels: [
        {
          height: 90 + 46 * rows.length,
          option: {
            animation: false,
            grid: { left: 8, right: 28, top: 16, bottom: 44, containLabel: true },
            xAxis: horizontalAxis(theme, ["lead", style.unit].filter(Boolean).join(", "), { scale: false }),
            yAxis: nameAxis(theme, rows.map(nameOf), roomFor(rows.map(nameOf), width), { lines: 3 }),
            tooltip: tooltipOf(theme, {
              trigger: "item",
              formatter: ({ dataIndex }) => {
                const row = drawn[dataIndex];
                return tip(nameOf(row), [
                  { name: `ahead of ${world.strategies[row.runner_up].label} by`, value: withUnit(row.lead, style) },
                  { name: "best in", value: often(row.best) },
                ]);
              },
            }),
            series: [
              {
                type: "scatter",
                symbolSize: 14,
                z: 4,
                data: drawn.map((row) => {
                  const look = theme.of(row.choice);
                  return { value: [at(row), row.place], symbol: look.symbol, itemStyle: { color: look.color } };
                }),
                markLine: { silent: true, symbol: "none", lineStyle: { color: theme.ink, type: "solid", width: 1 }, label: { show: false }, data: [{ xAxis: 0 }] },
              },
              ...drawn.map((row) => whiskers([[at(row), row.place, at(row) - half(row), at(row) + half(row)]], theme.of(row.choice).color, "x")),
            ],
          },
        },
      ],
      table: {
        columns: ["segment", "best", "next", `ahead by, ${view.unit}`, "half-width", `best in, % of the ${view.over}`],
        rows: rows.map((row) => [row.segment, world.strategies[row.choice].label, world.strategies[row.runner_up].label, row.lead[0], row.lead[1], row.best[0] * 100]),
      },
    };
  },
};
