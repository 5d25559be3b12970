// Cost against effect: strategies that nothing beats are joined by a line.
import { styleFor, withUnit } from "../numbers.js";
import { tip } from "../tooltip.js";
import { horizontalAxis, legendHeight, legendOf, tooltipOf, valueAxis } from "./axes.js";
import { whiskers } from "./whiskers.js";

export function frontierPanel({ theme, width, view, strategies }) {
  const points = view.table.flatMap((row) => {
    const found = strategies.find((strategy) => strategy.name === row.strategy);
    return found ? [{ ...row, ...found, x: [...row.cost, 2], y: [...row.effect, 2] }] : [];
  });
  const xs = styleFor(view.cost.unit, "cost", points.map((p) => p.x));
  const ys = styleFor(view.effect.unit, "effect", points.map((p) => p.y));
  const names = points.map((p) => p.label);
  const under = legendHeight(names, width);
  const at = (p) => [p.x[0] / xs.divisor, p.y[0] / ys.divisor];
  return {
    title: "Cost and effect; a line joins those that nothing beats",
    height: 300 + under,
    option: {
      animation: false,
      legend: legendOf(theme, names, { itemWidth: 14 }),
      grid: { left: 16, right: 24, top: under + 36, bottom: 48, containLabel: true },
      xAxis: horizontalAxis(theme, `${view.cost.name.replaceAll("_", " ")}, ${xs.unit}`, { boundaryGap: ["6%", "6%"] }),
      yAxis: valueAxis(theme, `${view.effect.name.replaceAll("_", " ")}, ${ys.unit}`, { nameTextStyle: { color: theme.faint, align: "left" } }),
      tooltip: tooltipOf(theme, {
        trigger: "item",
        formatter: ({ seriesName }) => {
          const p = points.find((point) => point.label === seriesName);
          if (!p) return "";
          return tip(`${p.label}: ${p.status}`, [
            { name: "cost", value: withUnit(p.x, xs) },
            { name: "effect", value: withUnit(p.y, ys) },
          ]);
        },
      }),
      series: [
        {
          type: "line",
          silent: true,
          showSymbol: false,
          lineStyle: { color: theme.faint, width: 1, type: "dashed" },
          data: points.filter((p) => p.status === "kept").map(at),
        },
        ...points.flatMap((p) => {
          const look = theme.of(p.index);
          const [x, y] = at(p);
          const half = (p.y[1] ?? 0) / ys.divisor;
          return [
            { type: "scatter", name: p.label, data: [[x, y]], symbol: look.symbol, symbolSize: 13, itemStyle: { color: look.color }, z: 4 },
            whiskers([[x, y, y - half, y + half]], look.color, "y"),
          ];
        }),
      ],
    },
  };
}
