// What a strategy brings in cash against the baseline, to date, and when it has paid back.
import { curveRows, curvesPanel } from "../parts/curves.js";
import { sentenceOf } from "../world.js";

/** Cumulative cash of the strategies shown, minus the baseline's: curves. */
export const pathsOf = (world, state, shown) =>
  (world.views.payback?.baselines[state.baseline] ?? [])
    .filter((path) => shown.includes(path.strategy))
    .map((path) => ({ ...path, index: path.strategy, name: world.strategies[path.strategy].label, estimates: path.cumulative }));

export const payback = {
  name: "payback",
  exists: (world) => !!world.views.payback,

  draw({ world, state, shown, theme, width, view }) {
    const curves = pathsOf(world, state, shown);
    if (!curves.length) return null;
    const rows = curves.map((path) => [
      path.name,
      path.deepest_month ? -path.deepest : 0,
      path.deepest_month || null,
      path.pays_back ?? "not within the horizon",
      path.share * 100,
      path.estimates.at(-1)[0],
      path.estimates.at(-1)[1],
    ]);
    return {
      sentence: sentenceOf(view, state.baseline, -1),
      note:
        "Revenue minus all costs, nominal, with building of platforms, hiring, training and severance in the month in which they are paid; " +
        `the scenario's own numbers, so that curves and bands know chance only.${view.spread ? " Staff that wins customers is spread over the months as all acquisition cost is." : ""}`,
      panels: [
        curvesPanel({
          theme, width, title: `Cash to date minus ${world.strategies[state.baseline].label}`, months: world.months, curves,
          unit: view.unit, measure: "cash_to_date", signed: true, height: 300,
        }),
      ],
      table: {
        columns: ["strategy", `capital needed, ${view.unit}`, "deepest in month", "paid back from month", "ahead at the end, % of replications",
                  `cash at the end, ${view.unit}`, "half-width"],
        rows,
      },
      more: {
        title: "Month by month",
        table: { columns: ["month", "strategy", `cash to date minus baseline, ${view.unit}`, "half-width"], rows: curveRows(world.months, curves) },
      },
    };
  },
};
