// How sure the choice is, and what would change it: tornado, value of knowing, acceptability and frontier from draws
// of the uncertain numbers.
import { acceptabilityPanel } from "../parts/acceptability.js";
import { frontierPanel } from "../parts/frontier.js";
import { knownPanel } from "../parts/known.js";
import { tornadoPanel } from "../parts/tornado.js";
import { sentenceOf } from "../world.js";

export const decision = {
  name: "decision",
  exists: (world) => !!world.views.decision,

  draw({ world, state, shown, theme, width, view }) {
    const index = (name) => world.strategies.findIndex((strategy) => strategy.name === name);
    const label = (name) => world.strategies[index(name)].label;
    const strategies = shown.map((s) => ({ index: s, ...world.strategies[s] }));
    const context = { theme, width, view, strategies, label };
    return {
      sentence: sentenceOf(view, state.baseline, state.segment),
      note: "From draws of the uncertain numbers, each the same world for all strategies.",
      panels: [
        ...(view.numbers.length ? [tornadoPanel(context)] : []),
        ...(view.known.length ? [knownPanel(context)] : []),
        acceptabilityPanel(context),
        frontierPanel(context),
      ],
      table: {
        columns: ["what", "of", "value", "half-width"],
        rows: [
          ...view.numbers.flatMap(({ name, at_low, at_high }) => [
            [`lead of ${label(view.choice)} at the low end, ${view.lead_unit}`, name, ...at_low],
            [`lead of ${label(view.choice)} at the high end, ${view.lead_unit}`, name, ...at_high],
          ]),
          [`worth of knowing all numbers before choosing, ${view.lead_unit}`, "all", ...view.all_known],
          ...view.known.map(({ name, worth }) => [`worth of knowing it before choosing, ${view.lead_unit}`, name, ...worth]),
          ...view.table.flatMap(({ strategy, cost, effect, status }) => [
            [`${view.cost.name}, ${view.cost.unit}`, label(strategy), ...cost],
            [`${view.effect.name}, ${view.effect.unit} (${status})`, label(strategy), ...effect],
          ]),
          ...view.curve.flatMap(({ value, best }) =>
            Object.entries(best).map(([name, [p, half]]) =>
              [`probability of being best at ${value} ${view.cost.unit} a unit of effect`, label(name), p, half])),
        ],
      },
    };
  },
};
