// How the strategies part in time: the values themselves, and their differences from the baseline.
import { capital } from "../dom.js";
import { curveRows, curvesPanel } from "../parts/curves.js";
import { difference, own } from "../world.js";

export const months = {
  name: "months",
  exists: (world) => !!world.views.months,

  draw({ world, state, shown, theme, width, view, pick }) {
    // some things are not told apart by segment: then the whole book is shown
    const ofSegment = view.series.filter((series) => series.segment === state.segment);
    const available = ofSegment.length ? ofSegment : view.series.filter((series) => series.segment === -1);
    const options = available.map((series) => ({ value: series.name, label: capital(series.words) }));
    const series = available.find((s) => s.name === pick("series", options, options[0].value));
    const curves = (members, estimate) =>
      members.map((s) => ({ index: s, name: world.strategies[s].label, estimates: series.months.map((f) => estimate(f, s)) }));
    const others = shown.filter((s) => s !== state.baseline);
    const values = curves(shown, own);
    const gaps = curves(others, (figures, s) => difference(figures, s, state.baseline));
    const shared = { theme, width, months: world.months, unit: series.unit, measure: series.name };
    const baseline = world.strategies[state.baseline].label;
    return {
      choices: [{ key: "series", label: "What", options, value: series.name }],
      sentence: series.told[state.baseline],
      note: series.name === "cash_to_date" ? "Where a difference crosses zero, the strategy has paid back against the baseline." : "",
      panels: [
        curvesPanel({ ...shared, title: capital(series.words), curves: values }),
        ...(gaps.length ? [curvesPanel({ ...shared, title: `Difference from ${baseline}`, curves: gaps, signed: true })] : []),
      ],
      table: {
        columns: ["what", "month", "strategy", series.unit === "1" ? "value" : `value, ${series.unit}`, "half-width"],
        rows: [
          ...curveRows(world.months, values, ["value"]),
          ...curveRows(world.months, gaps, [`minus ${baseline}`]),
        ],
      },
    };
  },
};
