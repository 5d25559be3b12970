// What of a difference the file assumes, and what limited time adds: a stack of parts for each strategy.
import { styleFor, withUnit } from "../numbers.js";
import { horizontalAxis, nameAxis, roomFor, tooltipOf } from "../parts/axes.js";
import { whiskers } from "../parts/whiskers.js";
import { tip } from "../tooltip.js";
import { sentenceOf } from "../world.js";

const assumed = ["costs", "effects"];

export const split = {
  name: "split",
  exists: (world) => !!world.views.split,

  draw({ world, state, shown, theme, width, view }) {
    const all = view.strategies.filter(({ strategy }) => shown.includes(strategy));
    if (!all.length) return null;
    const baseline = world.strategies[view.baseline].label;
    const style = styleFor(view.unit, view.measure, all.flatMap((one) => [one.whole, ...one.parts.map((part) => part.value)]));
    return {
      sentence: sentenceOf(view, state.baseline, state.segment),
      note: `Against ${baseline}, over ${view.replications} replications. Assumed (blue): what the file states, if every contact took place at once. Computed (orange): what limited time makes of it. The parts add up to the whole (grey).`,
      panels: all.map(({ strategy, whole, parts }) => {
        const rows = [...parts, { name: "whole", words: "together", value: whole }];
        const names = rows.map((row) => row.words);
        const color = (name) => (name === "whole" ? theme.total : assumed.includes(name) ? theme.up : theme.down);
        const at = (value, side) => (value[0] + side * (value[1] ?? 0)) / style.divisor;
        return {
          title: world.strategies[strategy].label,
          height: 64 + 28 * rows.length,
          option: {
            animation: false,
            grid: { left: 8, right: 24, top: 8, bottom: 44, containLabel: true },
            xAxis: horizontalAxis(theme, style.unit, { scale: false }),
            yAxis: nameAxis(theme, names, roomFor(names, width), { lines: 2 }),
            tooltip: tooltipOf(theme, {
              trigger: "axis",
              axisPointer: { type: "shadow" },
              formatter: (points) => tip(names[points[0].dataIndex], [{ name: world.strategies[strategy].label, value: withUnit(rows[points[0].dataIndex].value, style, true) }]),
            }),
            series: [
              { type: "bar", barWidth: 14, emphasis: { disabled: true }, data: rows.map(({ name, value }) => ({ value: at(value, 0), itemStyle: { color: color(name) } })) },
              whiskers(rows.map(({ value }, place) => [at(value, 0), place, at(value, -1), at(value, 1)]), theme.ink, "x"),
            ],
          },
        };
      }),
      table: {
        columns: ["strategy", "part", "kind", `value, ${view.unit}`, "half-width"],
        rows: all.flatMap(({ strategy, whole, parts }) => [
          ...parts.map(({ name, words, value }) => [world.strategies[strategy].label, words, assumed.includes(name) ? "assumed" : "computed", value[0], value[1]]),
          [world.strategies[strategy].label, "together", "", whole[0], whole[1]],
        ]),
      },
    };
  },
};
