// On which uncertain numbers the lead hangs: how it moves while one number goes through its range.
import { styleFor, withUnit } from "../numbers.js";
import { tip } from "../tooltip.js";
import { horizontalAxis, nameAxis, roomFor, tooltipOf } from "./axes.js";

export function tornadoPanel({ theme, width, view, label }) {
  const ends = view.numbers.map(({ at_low, at_high }) => [[...at_low, 2], [...at_high, 2]]);
  const style = styleFor(view.lead_unit, "lead", ends.flat());
  const names = view.numbers.map(({ name, grade }) => (grade ? `${name} (${grade})` : name));
  const bars = ends.map(([low, high], i) => [low[0] / style.divisor, high[0] / style.divisor, i]);
  return {
    title: `Lead of ${label(view.choice)} over ${label(view.runner_up)}, number by number`,
    height: 80 + 28 * names.length,
    option: {
      animation: false,
      grid: { left: 8, right: 24, top: 8, bottom: 44, containLabel: true },
      xAxis: horizontalAxis(theme, `lead, ${style.unit}`, { scale: false }),
      yAxis: nameAxis(theme, names, roomFor(names, width * 1.3), { lines: 2 }),
      tooltip: tooltipOf(theme, {
        trigger: "item",
        formatter: ({ dataIndex }) =>
          tip(names[dataIndex], [
            { name: "low end", value: withUnit(ends[dataIndex][0], style) },
            { name: "high end", value: withUnit(ends[dataIndex][1], style) },
          ]),
      }),
      series: [
        {
          type: "custom",
          data: bars,
          encode: { x: [0, 1], y: 2 },
          renderItem: (params, api) => {
            const [low, high] = [api.value(0), api.value(1)];
            const [x1, y] = api.coord([low, params.dataIndex]);
            const [x2] = api.coord([high, params.dataIndex]);
            return {
              type: "rect",
              shape: { x: Math.min(x1, x2), y: y - 7, width: Math.max(Math.abs(x2 - x1), 1), height: 14 },
              style: { fill: high >= low ? theme.up : theme.down },
            };
          },
          markLine: {
            silent: true,
            symbol: "none",
            label: { show: false },
            lineStyle: { color: theme.ink, type: "solid", width: 1 },
            data: [{ xAxis: 0 }],
          },
        },
      ],
    },
  };
}
