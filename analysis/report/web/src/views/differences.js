// Who is ahead: each strategy minus the baseline, with its interval, under the same luck.
import { capital } from "../dom.js";
import { exists, styleFor, withUnit } from "../numbers.js";
import { horizontalAxis, nameAxis, roomFor, tooltipOf } from "../parts/axes.js";
import { whiskers } from "../parts/whiskers.js";
import { tip } from "../tooltip.js";
import { difference, own } from "../world.js";

const preferred = ["net_value", "segment_net_value_direct"];

export const differences = {
  name: "differences",
  asks: "Who is ahead, and how sure is that?",
  exists: (world) => world.measures.length > 0,

  draw({ world, state, shown, theme, width, pick }) {
    const measures = world.measures.filter((m) => m.segment === state.segment);
    const options = measures.map((m) => ({
      value: m.name,
      label: capital(m.words),
      group: m.headline ? "Main measures" : "Further measures",
    }));
    options.sort((a, b) => (a.group > b.group) - (a.group < b.group));
    const first = options.find((option) => preferred.includes(option.value)) ?? options[0];
    const measure = measures.find((m) => m.name === pick("measure", options, first.value));
    const others = shown.filter((s) => s !== state.baseline);
    const alone = others.length === 0;
    const rows = (alone ? shown : others).map((s) => ({
      index: s,
      name: world.strategies[s].label,
      own: own(measure.figures, s),
      estimate: alone ? own(measure.figures, s) : difference(measure.figures, s, state.baseline),
    }));
    const style = styleFor(measure.unit, measure.name, rows.map((row) => row.estimate));
    const ownStyle = styleFor(measure.unit, measure.name, world.strategies.map((_, s) => own(measure.figures, s)));
    const unit = !alone && style.unit === "%" ? "points" : style.unit;
    const baseline = world.strategies[state.baseline].label;
    const at = (row) => row.estimate[0] / style.divisor;
    const half = (row) => (row.estimate[1] ?? 0) / style.divisor;
    const drawn = rows.map((row, i) => ({ ...row, place: i })).filter((row) => exists(row.estimate));
    return {
      choices: [{ key: "measure", label: "Measure", options, value: measure.name }],
      sentence: measure.told[state.baseline],
      note: measure.meaning ? `${capital(measure.words)}: ${measure.meaning}.` : "",
      panels: [
        {
          height: 96 + 46 * rows.length,
          option: {
            animation: false,
            grid: { left: 8, right: 28, top: 16, bottom: 44, containLabel: true },
            xAxis: horizontalAxis(theme, [alone ? "" : "difference", unit].filter(Boolean).join(", "), { scale: alone }),
            yAxis: nameAxis(theme, rows.map((row) => row.name), roomFor(rows.map((row) => row.name), width)),
            tooltip: tooltipOf(theme, {
              trigger: "item",
              formatter: ({ dataIndex }) => {
                const row = drawn[dataIndex];
                const color = theme.of(row.index).color;
                const lines = [{ color, name: row.name, value: withUnit(row.own, ownStyle) }];
                if (!alone) {
                  lines.push({ name: `minus ${baseline}`, value: withUnit(row.estimate, style, true) });
                }
                return tip(capital(measure.words), lines);
              },
            }),
            series: [
              {
                type: "scatter",
                data: drawn.map((row) => {
                  const look = theme.of(row.index);
                  return { value: [at(row), row.place], symbol: look.symbol, itemStyle: { color: look.color } };
                }),
                symbolSize: 14,
                z: 4,
                markLine: alone
                  ? undefined
                  : {
                      silent: true,
                      symbol: "none",
                      lineStyle: { color: theme.ink, type: "solid", width: 1 },
                      label: { show: false },
                      data: [{ xAxis: 0 }],
                    },
              },
              ...drawn.map((row) =>
                whiskers([[at(row), row.place, at(row) - half(row), at(row) + half(row)]],
                         theme.of(row.index).color, "x")),
            ],
          },
        },
      ],
      table: {
        columns: ["strategy", `value, ${measure.unit}`, "half-width", `minus ${baseline}`, "half-width"],
        rows: world.strategies.flatMap((strategy, s) => {
          if (!shown.includes(s)) return [];
          const value = own(measure.figures, s);
          const gap = difference(measure.figures, s, state.baseline);
          return [[strategy.label, value[0], value[1], s === state.baseline ? null : gap[0], s === state.baseline ? null : gap[1]]];
        }),
      },
    };
  },
};
