// The funnel: of all who were in a stage, the share that was lost out of it, and where those who left went.
import { barsPanel } from "../parts/bars.js";
import { exists } from "../numbers.js";
import { own, sentenceOf } from "../world.js";

export const funnel = {
  name: "funnel",
  exists: (world) => !!world.views.funnel,

  draw({ world, state, shown, theme, width, view, pick }) {
    const bars = shown.map((s) => ({ index: s, name: world.strategies[s].label }));
    const panel = (title, steps, figures, unit, measure) => ({
      title,
      ...barsPanel({ theme, width, unit, measure, bars,
                     rows: steps.map((step) => ({ label: step.from ?? `${step.label} → ${step.to}`, estimates: shown.map((s) => own(figures(step), s)) })) }),
    });
    const options = view.steps.map((step, i) => ({ value: String(i), label: step.from }));
    const step = view.steps[Number(pick("stage", options, options[0].value))];
    return {
      choices: [{ key: "stage", label: "Where those go who leave", options, value: String(view.steps.indexOf(step)) }],
      sentence: sentenceOf(view, state.baseline, -1),
      note:
        "Over the whole time: of those who left a stage or are in it at the end. Lost is who comes to a stage from which no way leads on, or stops being a customer. " +
        "Stages that a way leaves together are one step.",
      panels: [
        panel("Lost, of all who were in a stage", view.steps, (one) => one.lost, "1", "lost_share"),
        panel(`Leaving ${step.from}: how many, by where they go`, step.ways, (one) => one.count, "1", "transition_count"),
      ],
      table: {
        columns: ["strategy", "from", "way", "to", "lost", "count", "half-width", "lost of all who were there, %", "half-width"],
        rows: view.steps.flatMap((one) =>
          one.ways.flatMap((way) =>
            shown.flatMap((s) => {
              const count = own(way.count, s), lost = own(one.lost, s);
              return exists(count)
                ? [[world.strategies[s].label, one.from, way.label, way.to, way.lost ? "yes" : "no", count[0], count[1],
                    lost[0] === null ? null : lost[0] * 100, lost[1] === null ? null : lost[1] * 100]]
                : [];
            }))),
      },
    };
  },
};
