// Which ways customers take between stages: how often each transition happened.
import { exists } from "../numbers.js";
import { barsPanel } from "../parts/bars.js";
import { difference, own, sentenceOf } from "../world.js";

export const ways = {
  name: "ways",
  exists: (world) => !!world.views.ways,

  draw({ world, state, shown, theme, width, view }) {
    const rows = view.ways.map((way) => ({ label: way.label, estimates: shown.map((s) => own(way.count, s)) }));
    const bars = shown.map((s) => ({ index: s, name: world.strategies[s].label }));
    const baseline = world.strategies[state.baseline].label;
    return {
      sentence: sentenceOf(view, state.baseline, state.segment),
      note: "Counts over the whole time, all segments; decisions and contacts are counted by the way taken.",
      panels: [barsPanel({ theme, width, rows, bars, unit: "1", measure: "transition_count" })],
      table: {
        columns: ["way", "strategy", "times", "half-width", `minus ${baseline}`, "half-width"],
        rows: view.ways.flatMap((way) =>
          shown.flatMap((s) => {
            const value = own(way.count, s), gap = difference(way.count, s, state.baseline);
            return exists(value)
              ? [[way.label, world.strategies[s].label, value[0], value[1], ...(s === state.baseline ? [null, null] : gap.slice(0, 2))]]
              : [];
          })),
      },
    };
  },
};
