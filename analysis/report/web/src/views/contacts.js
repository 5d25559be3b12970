// Which contacts get through: the share of each touchpoint that found no time.
import { cut } from "../dom.js";
import { exists } from "../numbers.js";
import { barsPanel } from "../parts/bars.js";
import { own, sentenceOf } from "../world.js";

export const contacts = {
  name: "contacts",
  exists: (world) => !!world.views.contacts,

  draw({ world, state, shown, theme, width, view }) {
    const rows = view.touchpoints
      .map((t) => ({ label: t.label, estimates: shown.map((s) => own(t.missed_share, s)) }))
      .filter((row) => row.estimates.some(exists));
    if (!rows.length) return null;
    // those that all get through have no bar to show
    const drawn = rows.filter((row) => row.estimates.some((estimate) => exists(estimate) && estimate[0] > 0));
    const whole = rows.filter((row) => !drawn.includes(row)).map((row) => cut(row.label, 60));
    const bars = shown.map((s) => ({ index: s, name: world.strategies[s].label }));
    const panel = drawn.length && barsPanel({ theme, width, rows: drawn, bars, unit: "1", measure: "missed_share" });
    return {
      sentence: sentenceOf(view, state.baseline, state.segment),
      note:
        "Share missed: of the contacts delivered or missed, those abandoned, past their deadline, closed or full; messages that do not arrive are not among them." +
        (whole.length ? ` All of these get through: ${whole.join(", ")}.` : ""),
      panels: panel ? [panel] : [],
      table: {
        columns: ["touchpoint", "strategy", "share missed", "half-width", "fell due", "delivered", "missed"],
        rows: view.touchpoints.flatMap((t) =>
          shown.flatMap((s) =>
            exists(own(t.missed_share, s))
              ? [[t.label, world.strategies[s].label, ...own(t.missed_share, s).slice(0, 2), own(t.planned, s)[0],
                  own(t.delivered, s)[0], own(t.missed, s)[0]]]
              : [])),
      },
    };
  },
};
