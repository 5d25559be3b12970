// Which strategy holds up: net value in every world, a dot with its interval for each strategy.
import { exists, styleFor, withUnit } from "../numbers.js";
import { horizontalAxis, legendHeight, legendOf, nameAxis, roomFor, tooltipOf } from "../parts/axes.js";
import { whiskers } from "../parts/whiskers.js";
import { tip } from "../tooltip.js";
import { measureOf, own } from "../world.js";

export const worlds = {
  name: "worlds",
  exists: (world, page) => page.worlds.length > 1 && !!measureOf(world, "net_value"),
  asks: "Which strategy holds up in every world?",

  draw({ page, world, shown, theme, width }) {
    const names = page.worlds.map((one) => one.sweep_point || one.file);
    const points = page.worlds.flatMap((one, place) =>
      shown.flatMap((s) => {
        const there = one.strategies.findIndex((strategy) => strategy.name === world.strategies[s].name);
        const estimate = own(measureOf(one, "net_value")?.figures, there);
        return there >= 0 && exists(estimate) ? [{ place, s, estimate }] : [];
      }));
    const unit = measureOf(world, "net_value").unit;
    const style = styleFor(unit, "net_value", points.map((p) => p.estimate));
    const shownNames = shown.map((s) => world.strategies[s].label);
    const of = (s) => points.filter((p) => p.s === s);
    return {
      sentence: page.in_words,
      note: "Each line is one result file. Compare the strategies within a line.",
      panels: [
        {
          height: 76 + legendHeight(shownNames, width) + 40 * names.length,
          option: {
            animation: false,
            grid: { left: 8, right: 28, top: legendHeight(shownNames, width) + 8, bottom: 44, containLabel: true },
            legend: legendOf(theme, shownNames, { itemWidth: 14 }),
            xAxis: horizontalAxis(theme, `net value${style.unit ? `, ${style.unit}` : ""}`),
            yAxis: nameAxis(theme, names, roomFor(names, width)),
            tooltip: tooltipOf(theme, {
              trigger: "axis",
              axisPointer: { type: "shadow", axis: "y" },
              formatter: (hovered) => {
                const place = hovered[0].axisValue ?? hovered[0].value[1];
                return tip(names[place], points.filter((p) => p.place === Number(place)).map((p) => ({
                  color: theme.of(p.s).color, name: world.strategies[p.s].label, value: withUnit(p.estimate, style),
                })));
              },
            }),
            series: shown.flatMap((s) => {
              const look = theme.of(s);
              const at = (p, side) => (p.estimate[0] + side * (p.estimate[1] ?? 0)) / style.divisor;
              return [
                {
                  type: "scatter",
                  name: world.strategies[s].label,
                  data: of(s).map((p) => [at(p, 0), p.place]),
                  symbol: look.symbol,
                  symbolSize: 11,
                  itemStyle: { color: look.color },
                },
                whiskers(of(s).map((p) => [at(p, 0), p.place, at(p, -1), at(p, 1)]), look.color, "x"),
              ];
            }),
          },
        },
      ],
      table: {
        columns: ["world", "strategy", `net value, ${unit}`, "half-width"],
        rows: points.map((p) => [names[p.place], world.strategies[p.s].label, p.estimate[0], p.estimate[1]]),
      },
    };
  },
};
