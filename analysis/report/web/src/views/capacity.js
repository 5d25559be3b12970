// Whether the staff can keep up: one pool, month by month.
import { capital } from "../dom.js";
import { curveRows, curvesPanel } from "../parts/curves.js";
import { exists } from "../numbers.js";

export const capacity = {
  name: "capacity",
  exists: (world) => !!world.views.capacity,

  draw({ world, shown, theme, width, view, pick }) {
    const options = view.pools
      .map((label, pool) => ({ value: String(pool), label }))
      .filter(({ value }) => view.series.some((series) => String(series.pool) === value));
    const pool = Number(pick("pool", options, options[0].value));
    const all = view.series.filter((series) => series.pool === pool);
    const curvesOf = (series) =>
      shown
        .map((s) => ({ index: s, name: world.strategies[s].label, estimates: series.months.map((month) => month[s]) }))
        .filter((curve) => curve.estimates.some(exists));
    return {
      choices: [{ key: "pool", label: "Team", options, value: String(pool) }],
      sentence: view.sentences[0][pool],
      note:
        "A strategy without such a team is not drawn. Short of people is a team that is busy more than 90 % of its time on duty, or misses more than 10 % of its requests, " +
        "three months in a row and beyond chance.",
      panels: all.map((series) =>
        curvesPanel({
          theme, width, title: capital(series.words), months: world.months, curves: curvesOf(series),
          unit: series.unit, measure: series.name, height: 230,
        })),
      table: {
        columns: ["what", "unit", "month", "strategy", "value", "half-width"],
        rows: all.flatMap((series) => curveRows(world.months, curvesOf(series), [series.words, series.unit])),
      },
    };
  },
};
