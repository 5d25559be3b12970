// What serving takes of revenue: stacked shares beside the usual line.
import { exists, withUnit } from "../numbers.js";
import { horizontalAxis, legendHeight, legendOf, nameAxis, roomFor, tooltipOf } from "../parts/axes.js";
import { tip } from "../tooltip.js";
import { own, sentenceOf } from "../world.js";

const percent = { divisor: 0.01, unit: "%" };

function stack({ theme, width, title, names, shown, of, line }) {
  const labels = shown.map((s) => names[s]);
  const under = legendHeight(of.parts, width);
  return {
    title,
    height: 72 + under + 30 * shown.length,
    option: {
      animation: false,
      grid: { left: 8, right: 28, top: under + 8, bottom: 44, containLabel: true },
      legend: legendOf(theme, of.parts),
      xAxis: horizontalAxis(theme, "% of revenue", { scale: false, min: 0, max: ({ max }) => Math.ceil(Math.max(max, 100 * line[1] + 2) / 5) * 5 }),
      yAxis: nameAxis(theme, labels, roomFor(labels, width)),
      tooltip: tooltipOf(theme, {
        trigger: "axis",
        axisPointer: { type: "shadow" },
        formatter: (points) => {
          const s = shown[points[0].dataIndex];
          return tip(names[s], [
            ...of.parts.map((part, i) => ({ color: theme.of(i).color, name: part, value: withUnit(own(of.figures[i], s), percent) })),
            { name: "together", value: withUnit(own(of.total, s), percent) },
          ]);
        },
      }),
      series: of.parts.map((part, i) => ({
        type: "bar",
        stack: "all",
        name: part,
        barWidth: 16,
        itemStyle: { color: theme.of(i).color, decal: theme.of(i).pattern ?? "none" },
        emphasis: { disabled: true },
        data: shown.map((s) => {
          const estimate = own(of.figures[i], s);
          return exists(estimate) ? 100 * estimate[0] : null;
        }),
        markArea:
          i === 0
            ? { silent: true, itemStyle: { color: theme.warning }, data: [[{ xAxis: 100 * line[0] }, { xAxis: 100 * line[1] }]] }
            : undefined,
      })),
    },
  };
}

export const serviceCost = {
  name: "service_cost",
  exists: (world) => !!world.views.service_cost,

  draw({ world, state, shown, theme, width, view }) {
    const names = world.strategies.map((strategy) => strategy.label);
    const parts = [
      ...(state.segment < 0 ? [{ title: "Whole book, shared costs included", of: view.whole }] : []),
      ...world.segments.flatMap(({ label }, g) =>
        view.segment[g] && (state.segment < 0 || g === state.segment) ? [{ title: label, of: view.segment[g] }] : []),
    ];
    if (!parts.length) return null;
    return {
      sentence: sentenceOf(view, state.baseline, state.segment),
      note: "The shaded strip is the usual line of 15 to 20 % of revenue.",
      panels: parts.map(({ title, of }) => stack({ theme, width, title, names, shown, of, line: view.line })),
      table: {
        columns: ["of", "strategy", "part", "share of revenue", "half-width"],
        rows: parts.flatMap(({ title, of }) =>
          shown.flatMap((s) => [
            ...of.parts.map((part, i) => [title, names[s], part, ...own(of.figures[i], s).slice(0, 2)]),
            [title, names[s], "together", ...own(of.total, s).slice(0, 2)],
          ])),
      },
    };
  },
};
