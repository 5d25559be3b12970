// Who stays how long: the share of the opening customers who never left, a panel for each segment.
import { curveRows, curvesPanel } from "../parts/curves.js";
import { own, sentenceOf } from "../world.js";

export const retention = {
  name: "retention",
  exists: (world) => !!world.views.retention,

  draw({ world, state, shown, theme, width, view }) {
    const segments = view.segments.flatMap((curve, g) =>
      curve && (state.segment < 0 || g === state.segment) ? [{ g, curve, label: world.segments[g].label }] : [],
    );
    if (!segments.length) return null;
    const curvesOf = (curve) =>
      shown.map((s) => ({ index: s, name: world.strategies[s].label, estimates: curve.map((figures) => own(figures, s)) }));
    return {
      sentence: sentenceOf(view, state.baseline, state.segment),
      note: "Bands are the intervals of the mean. The differences under the same luck are surer than the bands look.",
      panels: segments.map(({ curve, label }) =>
        curvesPanel({ theme, width, title: label, months: world.months, curves: curvesOf(curve), unit: "1", measure: "retained" })),
      table: {
        columns: ["segment", "month", "strategy", "share kept", "half-width"],
        rows: segments.flatMap(({ curve, label }) => curveRows(world.months, curvesOf(curve), [label])),
      },
    };
  },
};
