// What it would be worth to know one number before choosing.
import { styleFor, withUnit } from "../numbers.js";
import { tip } from "../tooltip.js";
import { horizontalAxis, nameAxis, roomFor, tooltipOf } from "./axes.js";
import { whiskers } from "./whiskers.js";

export function knownPanel({ theme, width, view }) {
  const rows = view.known.map(({ name, grade, worth }) => ({ name: grade ? `${name} (${grade})` : name, worth: [...worth, 2] }));
  const style = styleFor(view.lead_unit, "worth", rows.map((row) => row.worth));
  const names = rows.map((row) => row.name);
  const at = ({ worth }, side) => (worth[0] + side * (worth[1] ?? 0)) / style.divisor;
  return {
    title: "What knowing one number before choosing would be worth",
    height: 80 + 28 * rows.length,
    option: {
      animation: false,
      grid: { left: 8, right: 24, top: 8, bottom: 44, containLabel: true },
      xAxis: horizontalAxis(theme, style.unit, { scale: false }),
      yAxis: nameAxis(theme, names, roomFor(names, width * 1.3), { lines: 2 }),
      tooltip: tooltipOf(theme, {
        trigger: "axis",
        axisPointer: { type: "shadow" },
        formatter: (points) => tip(names[points[0].dataIndex], [{ name: "worth", value: withUnit(rows[points[0].dataIndex].worth, style) }]),
      }),
      series: [
        { type: "bar", barWidth: 12, emphasis: { disabled: true }, itemStyle: { color: theme.up }, data: rows.map((row) => at(row, 0)) },
        whiskers(rows.map((row, place) => [at(row, 0), place, at(row, -1), at(row, 1)]), theme.ink, "x"),
      ],
    },
  };
}
