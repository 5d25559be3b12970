// Where recurring revenue comes from and goes: a waterfall for each strategy.
import { exists, styleFor, withUnit } from "../numbers.js";
import { nameAxis, roomFor, tooltipOf, horizontalAxis } from "../parts/axes.js";
import { tip } from "../tooltip.js";
import { own, sentenceOf } from "../world.js";

function waterfall({ theme, width, title, steps, estimates, style }) {
  const names = steps.map((step) => step.words);
  let level = 0;
  const bars = estimates.map((estimate, i) => {
    const mean = (estimate[0] ?? 0) / style.divisor;
    const total = i === 0 || i === steps.length - 1;
    const from = total ? 0 : level;
    const to = total ? mean : level + mean;
    level = to;
    return { from, to, color: total ? theme.total : mean >= 0 ? theme.up : theme.down };
  });
  return {
    title,
    height: 80 + 30 * steps.length,
    option: {
      animation: false,
      grid: { left: 8, right: 28, top: 8, bottom: 44, containLabel: true },
      xAxis: horizontalAxis(theme, style.unit, { scale: false }),
      yAxis: nameAxis(theme, names, roomFor(names, width)),
      tooltip: tooltipOf(theme, {
        trigger: "item",
        formatter: ({ dataIndex }) => tip(names[dataIndex], [{ name: title, value: withUnit(estimates[dataIndex], style) }]),
      }),
      series: [
        {
          type: "custom",
          data: bars.map((bar, i) => [bar.from, bar.to, i]),
          encode: { x: [0, 1], y: 2 },
          renderItem: (params, api) => {
            const bar = bars[params.dataIndex];
            const [x1, y] = api.coord([bar.from, params.dataIndex]);
            const [x2] = api.coord([bar.to, params.dataIndex]);
            const thick = api.size([0, 1])[1] * 0.62;
            return {
              type: "rect",
              shape: { x: Math.min(x1, x2), y: y - thick / 2, width: Math.max(Math.abs(x2 - x1), 1), height: thick },
              style: { fill: bar.color },
            };
          },
        },
      ],
    },
  };
}

export const recurring = {
  name: "recurring",
  exists: (world) => !!world.views.recurring,

  draw({ world, state, shown, theme, width, view }) {
    const figures = view.of[state.segment + 1];
    if (!figures) return null;
    const all = shown.map((s) => ({ s, estimates: figures.map((step) => own(step, s)) }));
    const style = styleFor(view.unit, "monthly_recurring", all.flatMap((one) => one.estimates));
    return {
      sentence: sentenceOf(view, state.baseline, state.segment),
      note: `Recurring revenue a month, at the start and after ${view.months} months, and what changed it between.`,
      panels: all.map(({ s, estimates }) =>
        waterfall({ theme, width, title: world.strategies[s].label, steps: view.steps, estimates, style })),
      table: {
        columns: ["strategy", "step", view.unit, "half-width"],
        rows: all.flatMap(({ s, estimates }) =>
          estimates.map((e, i) => [world.strategies[s].label, view.steps[i].words, exists(e) ? e[0] : null, e[1]])),
      },
    };
  },
};
