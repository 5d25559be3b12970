// Which strategy suits which segment: a field for each, darker the nearer to the best of its segment.
import { cut } from "../dom.js";
import { exists, styleFor, withHalfWidth, withUnit } from "../numbers.js";
import { nameAxis, roomFor, tooltipOf } from "../parts/axes.js";
import { tip } from "../tooltip.js";
import { measureOf, own, sentenceOf } from "../world.js";

export const map = {
  name: "map",
  exists: (world) => !!world.views.map,

  draw({ world, state, shown, theme, width, view }) {
    const segments = world.segments.map((_, g) => g).filter((g) => state.segment < 0 || g === state.segment);
    const labels = segments.map((g) => world.segments[g].label);
    const measures = segments.map((g) => measureOf(world, view.measure, g));
    const fields = segments.flatMap((g, row) => {
      const values = shown.map((s) => own(measures[row]?.figures, s));
      const means = values.filter(exists).map((value) => value[0]);
      const best = Math.max(...means), worst = Math.min(...means);
      return values.flatMap((value, column) =>
        exists(value)
          ? [{ row, column, value, near: best > worst ? (value[0] - worst) / (best - worst) : 1, best: value[0] === best,
               sure: view.segments[g].sure }]
          : [],
      );
    });
    const style = styleFor(measures.find(Boolean)?.unit ?? "", view.measure, fields.map((field) => field.value));
    const room = roomFor(labels, width);
    const each = (width - room - 40) / Math.max(shown.length, 1);
    return {
      sentence: sentenceOf(view, state.baseline, state.segment),
      note: `Direct net value${style.unit ? `, ${style.unit}` : ""}. ★ best of the segment, beyond chance; ☆ best, but too close to call.`,
      panels: [
        {
          height: 56 + 56 * segments.length,
          option: {
            animation: false,
            grid: { left: 8, right: 8, top: 40, bottom: 8, containLabel: true },
            xAxis: {
              type: "category",
              position: "top",
              data: shown.map((_, i) => i),
              axisLabel: {
                interval: 0,
                color: theme.ink,
                width: each,
                overflow: "truncate",
                formatter: (i) => cut(world.strategies[shown[i]].label, 40),
              },
              axisLine: { show: false },
              axisTick: { show: false },
            },
            yAxis: nameAxis(theme, labels, room),
            tooltip: tooltipOf(theme, {
              trigger: "item",
              formatter: ({ dataIndex }) => {
                const field = fields[dataIndex];
                const name = world.strategies[shown[field.column]].label;
                return tip(labels[field.row], [{ name, value: withUnit(field.value, style) }]);
              },
            }),
            series: [
              {
                type: "custom",
                data: fields.map((field) => [field.column, field.row]),
                encode: { x: 0, y: 1 },
                renderItem: (params, api) => {
                  const field = fields[params.dataIndex];
                  const [x, y] = api.coord([field.column, field.row]);
                  const [w, h] = api.size([1, 1]);
                  const text = withHalfWidth(field.value, style);
                  const mean = text.split(" ± ")[0];
                  const opacity = 0.1 + 0.9 * field.near ** 2;
                  return {
                    type: "rect",
                    shape: { x: x - w / 2 + 2, y: y - h / 2 + 2, width: w - 4, height: h - 4, r: 3 },
                    style: { fill: theme.up, fillOpacity: opacity },
                    textContent: {
                      style: {
                        text: (field.best ? (field.sure ? "★ " : "☆ ") : "") + (w < 110 ? mean : text),
                        fill: opacity > 0.6 ? theme.ground : theme.ink,
                        fontSize: 12,
                        fontWeight: field.best ? "bold" : "normal",
                      },
                    },
                    textConfig: { position: "inside" },
                  };
                },
              },
            ],
          },
        },
      ],
      table: {
        columns: ["segment", "strategy", `direct net value, ${measures.find(Boolean)?.unit ?? ""}`, "half-width"],
        rows: fields.map((f) => [labels[f.row], world.strategies[shown[f.column]].label, f.value[0], f.value[1]]),
      },
    };
  },
};
