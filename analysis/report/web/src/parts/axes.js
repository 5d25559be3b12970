// Axes, legend and tooltip that look the same in every chart.
import { cut } from "../dom.js";
import { short } from "../numbers.js";

const label = (theme, more = {}) => ({ color: theme.faint, fontSize: 12, ...more });

export const valueAxis = (theme, name, more = {}) => ({
  type: "value",
  name,
  nameTextStyle: { color: theme.faint, fontSize: 12 },
  axisLabel: label(theme, { formatter: short, hideOverlap: true }),
  axisLine: { show: false },
  axisTick: { show: false },
  splitLine: { lineStyle: { color: theme.line } },
  scale: true,
  splitNumber: 4,
  ...more,
});

export const horizontalAxis = (theme, name, more = {}) =>
  valueAxis(theme, name, { nameLocation: "middle", nameGap: 30, ...more });

const pen = document.createElement("canvas").getContext("2d");

/** Pixels that a text takes in a chart. */
export function widthOf(text, size = 12) {
  pen.font = `${size}px sans-serif`; // as ECharts writes
  return pen.measureText(text).width;
}

/** The longest beginning of a text that takes so many pixels, with the ellipsis that marks a cut. */
function fitted(text, room) {
  if (widthOf(text) <= room) return text;
  let low = 1, high = Math.min([...text].length, 400);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (widthOf(cut(text, middle)) <= room) low = middle;
    else high = middle - 1;
  }
  return cut(text, low);
}

/** A name on so many lines at most, broken between words, or within one that takes more than a line. */
export function onLines(name, room, lines) {
  const out = [];
  let rest = name;
  while (rest && out.length < lines - 1 && widthOf(rest.slice(0, 400)) > room) {
    const head = fitted(rest, room).replace(/\u2026$/, "");
    const space = head.lastIndexOf(" ");
    const end = space > 0 && rest[head.length] !== " " ? space : Math.max(head.length, 1);
    out.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...out, fitted(rest, room)].join("\n");
}

/** Names on the vertical axis, of two lines where rows are high enough; long ones are cut, the tooltip and the table have them whole. */
export const nameAxis = (theme, names, room, { lines = 1, ...more } = {}) => ({
  type: "category",
  data: names.map((_, index) => index),
  inverse: true,
  axisLabel: label(theme, {
    interval: 0,
    color: theme.ink,
    lineHeight: 13,
    formatter: (index) => onLines(names[index], room, lines),
  }),
  axisLine: { show: false },
  axisTick: { show: false },
  ...more,
});

export const monthAxis = (theme, months, more = {}) => ({
  type: "category",
  data: months,
  name: "month",
  nameLocation: "middle",
  nameGap: 26,
  nameTextStyle: { color: theme.faint, fontSize: 12 },
  axisLabel: label(theme, { interval: (index) => months[index] % 6 === 0 || months.length <= 8, hideOverlap: true }),
  axisLine: { lineStyle: { color: theme.line } },
  axisTick: { show: false },
  boundaryGap: false,
  ...more,
});

export const legendOf = (theme, names, more = {}) => ({
  data: names.map((name) => ({ name })),
  selectedMode: false,
  top: 0,
  left: 0,
  itemWidth: 28,
  formatter: (name) => cut(name, 30),
  textStyle: { color: theme.ink, fontSize: 12 },
  ...more,
});

/** Height of the legend, which goes on in a further line where one is full. */
export function legendHeight(names, width) {
  let lines = 1, used = 0;
  for (const name of names) {
    const item = 28 + 5 + widthOf(cut(name, 30)) + 12;
    if (used > 0 && used + item > width) {
      ++lines;
      used = 0;
    }
    used += item;
  }
  return 26 * lines;
}

export const tooltipOf = (theme, more) => ({
  confine: true,
  backgroundColor: theme.ground,
  borderColor: theme.line,
  textStyle: { color: theme.ink, fontSize: 12 },
  ...more,
});

/** Room for names at the left, within a third of the chart. */
export const roomFor = (names, width, most = 0.34) => Math.min(Math.max(...names.map((name) => widthOf(cut(name, 80))), 24) + 4, width * most);
