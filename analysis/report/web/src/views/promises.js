// Which service promises are kept: each value as a share of its limit.
import { styleFor, withUnit } from "../numbers.js";
import { barsPanel } from "../parts/bars.js";
import { sentenceOf } from "../world.js";

export const promises = {
  name: "promises",
  exists: (world) => !!world.views.promises,

  draw({ world, state, shown, theme, width, view }) {
    const bars = shown.map((s) => ({ index: s, name: world.strategies[s].label }));
    const used = ({ value }, limit) => [value[0] / limit, value[1] === null ? null : value[1] / limit, value[2]];
    const rows = view.promises
      .filter(({ limit }) => limit > 0)
      .map(({ words, limit, standing }) => ({ label: words, estimates: shown.map((s) => (standing[s] ? used(standing[s], limit) : [null, null, 0])) }))
      .filter(({ estimates }) => estimates.some((estimate) => estimate[2] > 0));
    const written = (value, unit) => withUnit(value, styleFor(unit, unit === "1" ? "missed_share" : "", [value]));
    return {
      sentence: sentenceOf(view, state.baseline, -1),
      note: `A promise is kept where the interval of the mean lies within the limit, broken where it lies beyond, and open between; by ${view.over}. 100 % is the limit.`,
      panels: rows.length ? [{ title: "Share of the limit that is used", ...barsPanel({ theme, width, rows, bars, unit: "1", measure: "limit_share", line: 1 }) }] : [],
      table: {
        columns: ["promise", "limit", "strategy", "value", "reading", "kept in, % of the worlds"],
        rows: view.promises.flatMap(({ words, limit, unit, standing }) =>
          shown.flatMap((s) =>
            standing[s]
              ? [[words, written([limit, 0, 2], unit), world.strategies[s].label, written(standing[s].value, unit), standing[s].kept,
                  standing[s].share === null ? null : standing[s].share[0] * 100]]
              : [])),
      },
    };
  },
};
