// Which strategy keeps to the goals: the share of the worlds in which each goal is met.
import { capital } from "../dom.js";
import { styleFor, withUnit } from "../numbers.js";
import { barsPanel } from "../parts/bars.js";
import { sentenceOf } from "../world.js";

export const goals = {
  name: "goals",
  exists: (world) => !!world.views.goals,

  draw({ world, state, shown, theme, width, view }) {
    const bars = shown.map((s) => ({ index: s, name: world.strategies[s].label }));
    const several = view.goals.length > 1;
    const asked = (goal) => {
      const limit = [goal.limit, 0, 2];
      return `${capital(goal.words)} at ${goal.at_most ? "most" : "least"} ${withUnit(limit, styleFor(goal.unit, goal.measure, [limit]))}`;
    };
    const rows = view.goals.map((goal) => ({
      label: asked(goal),
      estimates: shown.map((s) => (goal.standing[s] ? [...goal.standing[s].share, 2] : [null, null, 0])),
    }));
    if (several) rows.push({ label: "All together", estimates: shown.map((s) => [...view.all[s], 2]) });
    return {
      sentence: sentenceOf(view, state.baseline, -1),
      note: `Share of the ${view.over} in which the expected value keeps the limit${view.over === "replications" ? "; with one set of numbers that is chance only" : ""}.`,
      panels: [{ title: "Met in this share", ...barsPanel({ theme, width, rows, bars, unit: "1", measure: "goal_share" }) }],
      table: {
        columns: ["goal", "asked", "certainty asked, %", "strategy", "expected", "half-width", "unit", "met in, %", "meets it"],
        rows: view.goals.flatMap((goal) =>
          shown.map((s) => {
            const standing = goal.standing[s];
            return standing
              ? [goal.name, asked(goal), goal.certainty * 100, world.strategies[s].label, standing.value[0], standing.value[1], goal.unit,
                 standing.share[0] * 100, standing.surely ? "yes" : standing.met ? "yes, barely" : "no"]
              : [goal.name, asked(goal), goal.certainty * 100, world.strategies[s].label, null, null, goal.unit, null, "has no such value"];
          })),
      },
    };
  },
};
