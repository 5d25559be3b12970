// What retention costs: a point with both intervals for each strategy.
import { capital, cut } from "../dom.js";
import { exists, styleFor, withUnit } from "../numbers.js";
import { horizontalAxis, legendHeight, legendOf, tooltipOf, valueAxis } from "../parts/axes.js";
import { whiskers } from "../parts/whiskers.js";
import { tip } from "../tooltip.js";
import { measureOf, own, sentenceOf } from "../world.js";

export const plane = {
  name: "plane",
  exists: (world) => !!world.views.plane,

  draw({ world, state, shown, theme, width, view, pick }) {
    const whole = state.segment < 0;
    const find = (name) => measureOf(world, name, state.segment);
    const kept = (whole ? view.kept : view.segment_kept).map(find).filter(Boolean);
    const cost = find(whole ? view.cost : view.segment_cost);
    if (!cost || !kept.length) return null;
    const options = kept.map((m) => ({ value: m.name, label: capital(m.words) }));
    const measure = kept.find((m) => m.name === pick("kept", options, kept[0].name));
    const points = shown
      .map((s) => ({ index: s, name: world.strategies[s].label, x: own(cost.figures, s), y: own(measure.figures, s) }))
      .filter((point) => exists(point.x) && exists(point.y));
    const xs = styleFor(cost.unit, cost.name, points.map((p) => p.x));
    const ys = styleFor(measure.unit, measure.name, points.map((p) => p.y));
    // some room at the left, but nobody spends less than nothing
    const lowest = Math.min(...points.map((p) => p.x[0] - (p.x[1] ?? 0)));
    const fromZero = lowest >= 0 && lowest < 0.2 * Math.max(...points.map((p) => p.x[0]));
    const under = legendHeight(points.map((p) => p.name), width);
    return {
      choices: [{ key: "kept", label: "Upwards", options, value: measure.name }],
      sentence: sentenceOf(view, state.baseline, state.segment),
      note: "Up and to the left is better: more kept for less.",
      panels: [
        {
          height: 340 + under,
          option: {
            animation: false,
            legend: legendOf(theme, points.map((p) => p.name), { itemWidth: 14 }),
            grid: { left: 14, right: 30, top: under + 36, bottom: 48, containLabel: true },
            xAxis: horizontalAxis(theme, [capital(cost.words), xs.unit].filter(Boolean).join(", "), {
              boundaryGap: ["12%", "12%"],
              min: fromZero ? 0 : undefined,
            }),
            yAxis: valueAxis(theme, cut([capital(measure.words), ys.unit].filter(Boolean).join(", "), 60), {
              nameTextStyle: { color: theme.faint, align: "left" },
              boundaryGap: ["12%", "12%"],
            }),
            tooltip: tooltipOf(theme, {
              trigger: "item",
              formatter: ({ seriesIndex }) => {
                const p = points[Math.floor(seriesIndex / 3)];
                return tip(p.name, [
                  { name: capital(cost.words), value: withUnit(p.x, xs) },
                  { name: cut(capital(measure.words), 40), value: withUnit(p.y, ys) },
                ]);
              },
            }),
            series: points.flatMap((p) => {
              const look = theme.of(p.index);
              const x = p.x[0] / xs.divisor, y = p.y[0] / ys.divisor;
              const dx = (p.x[1] ?? 0) / xs.divisor, dy = (p.y[1] ?? 0) / ys.divisor;
              return [
                {
                  type: "scatter",
                  name: p.name,
                  data: [[x, y]],
                  symbol: look.symbol,
                  symbolSize: 14,
                  itemStyle: { color: look.color },
                  z: 4,
                },
                whiskers([[x, y, x - dx, x + dx]], look.color, "x"),
                whiskers([[x, y, y - dy, y + dy]], look.color, "y"),
              ];
            }),
          },
        },
      ],
      table: {
        columns: ["strategy", `${cost.words}, ${cost.unit}`, "half-width", `${measure.words}, ${measure.unit}`, "half-width"],
        rows: points.map((p) => [p.name, p.x[0], p.x[1], p.y[0], p.y[1]]),
      },
    };
  },
};
