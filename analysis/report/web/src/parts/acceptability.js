// How probable it is that each strategy is best, by what one unit of effect is worth.
import { short, styleFor, withUnit } from "../numbers.js";
import { tip } from "../tooltip.js";
import { horizontalAxis, legendHeight, legendOf, tooltipOf, valueAxis } from "./axes.js";

export function acceptabilityPanel({ theme, width, view, strategies }) {
  const worth = styleFor(view.cost.unit, "worth", view.curve.map(({ value }) => [value, null, 1]));
  const names = strategies.map((strategy) => strategy.label);
  const under = legendHeight(names, width);
  const percent = { divisor: 0.01, unit: "%" };
  return {
    title: `Probability of being best, by what one unit of effect (${view.effect.name}, ${view.effect.unit}) is worth`,
    height: 270 + under,
    option: {
      animation: false,
      legend: legendOf(theme, names),
      grid: { left: 8, right: 24, top: under + 32, bottom: 48, containLabel: true },
      xAxis: horizontalAxis(theme, worth.unit),
      yAxis: valueAxis(theme, "%", { min: 0, max: 100, interval: 25, nameTextStyle: { color: theme.faint, align: "left" } }),
      tooltip: tooltipOf(theme, {
        trigger: "axis",
        formatter: (points) => {
          const point = view.curve[points[0].dataIndex];
          const lines = strategies.map(({ index, name, label }) => ({
            color: theme.of(index).color, name: label, value: withUnit([...point.best[name], 2], percent),
          }));
          return tip(`${short(point.value / worth.divisor)} ${worth.unit}`, lines);
        },
      }),
      series: strategies.map(({ index, name, label }) => {
        const look = theme.of(index);
        return {
          type: "line",
          name: label,
          showSymbol: false,
          symbol: look.symbol,
          lineStyle: { color: look.color, width: 2, type: look.dash },
          itemStyle: { color: look.color },
          emphasis: { disabled: true },
          data: view.curve.map(({ value, best }) => [value / worth.divisor, 100 * best[name][0]]),
        };
      }),
    },
  };
}
