// What all of it rests on: how many numbers carry which grade, and all of them with their sources.
import { horizontalAxis, nameAxis, roomFor, tooltipOf } from "../parts/axes.js";
import { numbersTable } from "../parts/numbers_table.js";
import { tip } from "../tooltip.js";
import { sentenceOf } from "../world.js";

const weak = ["C", "J", "U", ""];

export const foundation = {
  name: "foundation",
  exists: (world) => !!world.views.foundation,

  draw({ world, state, theme, width, view }) {
    const names = view.grades.map(({ grade, words }) => (grade ? `${grade}  ${words}` : words));
    return {
      sentence: sentenceOf(view, state.baseline, state.segment),
      note: "Orange: grades that give a direction at best. A weak number matters only where the answer hangs on it.",
      panels: [
        {
          height: 76 + 30 * names.length,
          option: {
            animation: false,
            grid: { left: 8, right: 44, top: 8, bottom: 44, containLabel: true },
            xAxis: horizontalAxis(theme, "numbers of the scenario", { scale: false }),
            yAxis: nameAxis(theme, names, roomFor(names, width * 1.3)),
            tooltip: tooltipOf(theme, {
              trigger: "item",
              formatter: ({ dataIndex }) => tip(names[dataIndex], [{ name: "numbers", value: String(view.grades[dataIndex].count) }]),
            }),
            series: [
              {
                type: "bar",
                barWidth: 16,
                label: { show: true, position: "right", color: theme.ink },
                emphasis: { disabled: true },
                data: view.grades.map(({ grade, count }) => ({
                  value: count,
                  itemStyle: { color: weak.includes(grade) ? theme.down : theme.up },
                })),
              },
            ],
          },
        },
      ],
      table: {
        columns: ["grade", "means", "numbers"],
        rows: view.grades.map(({ grade, words, count }) => [grade || "none", words, count]),
      },
      extra: numbersTable(view),
    };
  },
};
