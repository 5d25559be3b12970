// How soon customers are answered on each channel, what is planned there, and what a contact costs.
import { exists } from "../numbers.js";
import { barsPanel } from "../parts/bars.js";
import { own, sentenceOf } from "../world.js";

export const channels = {
  name: "channels",
  exists: (world) => !!world.views.channels,

  draw({ world, state, shown, theme, width, view }) {
    const bars = shown.map((s) => ({ index: s, name: world.strategies[s].label }));
    const panel = (title, figures, unit, measure) => {
      const all = view.channels.map((channel) => ({ label: channel.label, estimates: shown.map((s) => own(channel[figures], s)) }));
      const most = Math.max(0, ...all.flatMap((row) => row.estimates).filter(exists).map((estimate) => estimate[0]));
      // what is nothing beside the longest bar has none that could be seen; the table has its number
      const rows = all.filter((row) => row.estimates.some((estimate) => exists(estimate) && estimate[0] > most / 300));
      return rows.length ? [{ title, ...barsPanel({ theme, width, rows, bars, unit, measure }) }] : [];
    };
    if (!view.channels.some((channel) => shown.some((s) => exists(own(channel.contacts, s))))) return null;
    return {
      sentence: sentenceOf(view, state.baseline, state.segment),
      note:
        "Response: hours by the clock until who asks is answered, at once where self-service settles it. Planned: hours from the due date until a planned contact by staff is done. Cost: of contacts and hours worked, without idle time and platforms. What names no channel is not among these.",
      panels: [
        ...panel("Response, who asks", "response", "h", "channel_response"),
        ...panel("Planned contacts, from the due date", "planned", "h", "channel_planned_response"),
        ...panel("Cost per contact", "cost_per_contact", view.unit, "channel_cost_per_contact"),
      ],
      table: {
        columns: ["channel", "strategy", "response, h", "half-width", "planned, h", "contacts", "share missed", `cost, ${view.unit}`,
                  `per contact, ${view.unit}`],
        rows: view.channels.flatMap((channel) =>
          shown.flatMap((s) =>
            exists(own(channel.contacts, s))
              ? [[channel.label, world.strategies[s].label, ...own(channel.response, s).slice(0, 2), own(channel.planned, s)[0],
                  own(channel.contacts, s)[0], own(channel.missed_share, s)[0], own(channel.cost, s)[0],
                  own(channel.cost_per_contact, s)[0]]]
              : [])),
      },
    };
  },
};
