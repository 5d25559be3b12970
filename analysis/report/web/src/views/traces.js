// Single customers under every strategy with the same luck: what happens to each, and where the lives part.
import { cut } from "../dom.js";
import { short, styleFor, withUnit } from "../numbers.js";
import { horizontalAxis, legendHeight, legendOf, nameAxis, roomFor, tooltipOf } from "../parts/axes.js";
import { tip } from "../tooltip.js";

const kinds = [
  { kind: "contact", words: "contact", symbol: "circle", palette: 0 },
  { kind: "missed", words: "contact missed", symbol: "triangle", palette: 1 },
  { kind: "decision", words: "decision or change", symbol: "diamond", palette: 3 },
  { kind: "life", words: "stage", symbol: "rect", palette: 6 },
];

export const traces = {
  name: "traces",
  exists: (world) => !!world.views.traces,

  draw({ world, shown, theme, width, view, pick }) {
    const options = view.customers.map(({ who }, i) => ({ value: String(i), label: who }));
    const chosen = pick("customer", options, "0");
    const customer = view.customers[Number(chosen)];
    const histories = customer.histories.filter(({ strategy }) => shown.includes(strategy));
    if (!histories.length) return null;
    const label = ({ strategy }) => world.strategies[strategy].label;
    const names = histories.map(label);
    const style = styleFor(view.currency, "value", histories.map(({ value }) => [value, 0, 2]));
    const worth = histories.map((h) => `${label(h)} ${withUnit([h.value, 0, 2], style)}`).join("; ");
    const whys = histories.filter(({ why }) => why).map((h) => `${label(h)}: ${h.why.replace(/\.$/, "")}`).join("; ");
    const parting = `parts from ${cut(label(customer.histories[customer.baseline]), 20)}`;
    const words = [...kinds.map((kind) => kind.words), ...(whys ? [parting] : [])];
    const under = legendHeight(words, width * 2);
    return {
      choices: [{ key: "customer", label: "Customer", options, value: chosen }],
      sentence: [customer.sentence, customer.chosen].filter(Boolean).join(" "),
      note: `What she is worth within the horizon: ${worth}.${whys ? ` Where her lives part from that under ${label(customer.histories[customer.baseline])}: ${whys}.` : ""}`,
      panels: [
        {
          height: 80 + under + 34 * histories.length,
          option: {
            animation: false,
            legend: legendOf(theme, words, { itemWidth: 14 }),
            grid: { left: 8, right: 28, top: under + 8, bottom: 44, containLabel: true },
            xAxis: horizontalAxis(theme, "days since the start", { max: Math.ceil((world.months.length * 365.25) / 12) }),
            yAxis: nameAxis(theme, names, roomFor(names, width)),
            tooltip: tooltipOf(theme, {
              trigger: "item",
              formatter: ({ value }) => {
                const entry = histories[value[1]].entries[value[2]];
                return tip(entry[1], [{ name: cut(entry[2], 200), value: "" }]);
              },
            }),
            series: [
              ...kinds.map(({ kind, words: name, symbol, palette }) => ({
                type: "scatter",
                name,
                symbol,
                symbolSize: 9,
                itemStyle: { color: theme.of(palette).color },
                data: histories.flatMap((history, place) =>
                  history.entries.flatMap((entry, e) => (entry[3] === kind ? [[entry[0], place, e]] : []))),
              })),
              {
                type: "scatter",
                name: parting,
                symbol: "circle",
                symbolSize: 18,
                z: 1,
                itemStyle: { color: "transparent", borderColor: theme.ink, borderWidth: 2 },
                data: histories.flatMap((history, place) => history.entries.flatMap((entry, e) => (entry[4] ? [[entry[0], place, e]] : []))),
              },
            ],
          },
        },
      ],
      table: {
        columns: ["strategy", "when", "what happens", "here her life parts", "day"],
        rows: histories.flatMap((history) =>
          history.entries.map(([day, when, text, , parts]) => [label(history), when, text, parts ? "yes" : "", Number(short(day).replace("−", "-"))])),
      },
    };
  },
};
