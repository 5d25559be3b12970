// Which strategy suits which segment: direct net value against the baseline, a field for each, and net value for the whole firm; and
// beside it what it takes, people on the payroll and cash to date.
import { cut } from "../dom.js";
import { exists, styleFor, withHalfWidth, withUnit } from "../numbers.js";
import { nameAxis, roomFor, tooltipOf } from "../parts/axes.js";
import { curvesPanel } from "../parts/curves.js";
import { pathsOf } from "./payback.js";
import { tip } from "../tooltip.js";
import { difference, measureOf, own, sentenceOf } from "../world.js";

const isOpen = (estimate) => estimate[1] === null || Math.abs(estimate[0]) <= estimate[1];

/** {label, whole, measure, order, sure} of each segment that is shown, and of the whole firm. */
function rowsOf({ world, state, view }) {
  const segments = view.segments
    .map((ranking, g) => ({ ...ranking, g, label: world.segments[g].label, whole: false, measure: measureOf(world, view.measure, g) }))
    .filter(({ g }) => state.segment < 0 || g === state.segment);
  if (!view.firm || (state.segment >= 0 && segments.length)) return segments;
  return [...segments, { ...view.firm, label: "Whole firm", whole: true, measure: measureOf(world, "net_value") }];
}

/** A strategy in a row: its difference from the baseline, or the baseline's own value. */
function fieldsOf({ state, shown }, rows) {
  return rows.flatMap(({ measure, order, sure, whole }, row) => {
    const best = order.find((s) => shown.includes(s));
    return shown.flatMap((s, column) => {
      const value = own(measure?.figures, s);
      if (!exists(value)) return [];
      const isBaseline = s === state.baseline;
      const gap = difference(measure.figures, s, state.baseline);
      return [{ row, column, strategy: s, value, gap, isBaseline, whole, noise: !isBaseline && isOpen(gap), best: s === best, sure }];
    });
  });
}

function peoplePanel({ world, view, shown, theme }, width) {
  const curves = shown
    .map((s) => ({ index: s, name: world.strategies[s].label, estimates: view.people.map((figures) => own(figures, s)) }))
    .filter((curve) => curve.estimates.some(exists));
  if (!curves.length) return [];
  return [curvesPanel({ theme, width, title: "People on the payroll, all teams", months: world.months, curves, unit: "1", measure: "servers", height: 190 })];
}

function cashPanel({ world, state, shown, theme }, width) {
  const curves = pathsOf(world, state, shown);
  if (!curves.length) return [];
  const title = `Cash to date minus ${cut(world.strategies[state.baseline].label, 40)}`;
  return [curvesPanel({ theme, width, title, months: world.months, curves, unit: world.views.payback.unit, measure: "cash_to_date", signed: true, height: 190 })];
}

export const map = {
  name: "map",
  exists: (world) => !!world.views.map,

  draw(context) {
    const { world, state, shown, theme, whole, view } = context;
    const beside = whole >= 880;
    const width = beside ? whole * 0.6 - 12 : whole;
    const others = beside ? whole * 0.4 - 12 : whole;
    const rows = rowsOf(context);
    const labels = rows.map((row) => row.label);
    const some = rows.some((row) => !row.whole), firm = rows.some((row) => row.whole);
    const fields = fieldsOf(context, rows);
    const unit = rows.find((row) => row.measure)?.measure.unit ?? "";
    const style = styleFor(unit, view.measure, fields.map((field) => field.value));
    const gapStyle = styleFor(unit, view.measure, fields.filter((field) => !field.isBaseline).map((field) => field.gap));
    // the firm is larger than any of its segments, and has a scale of its own
    const largest = (whole) => Math.max(1e-300, ...fields.filter((field) => !field.isBaseline && field.whole === whole).map((field) => Math.abs(field.gap[0])));
    const most = { true: largest(true), false: largest(false) };
    const tight = width < 480;
    const room = roomFor(labels, width, tight ? 0.22 : 0.34);
    const each = (width - room - (tight ? 26 : 40)) / Math.max(shown.length, 1);
    const baseline = world.strategies[state.baseline].label;
    const side = [...peoplePanel(context, others), ...cashPanel(context, others)];
    const sideHeight = beside ? side.reduce((sum, panel) => sum + panel.height + 24, 0) + 16 * Math.max(side.length - 1, 0) - 24 : 0;
    const written = (field) => (field.isBaseline ? withHalfWidth(field.value, style) : withHalfWidth(field.gap, gapStyle, true));
    return {
      sentence: sentenceOf(view, state.baseline, state.segment),
      below: true,
      note:
        `${cut(baseline, 60)} (the baseline): its ${some ? "direct net value" : "net value"}${style.unit ? `, ${style.unit}` : ""}. The others: their difference from it` +
        `${gapStyle.unit ? `, ${gapStyle.unit}` : ""}, blue above, orange below it; grey with ≈ where the difference may be noise. ` +
        `★ best of ${some ? "the row" : "all"}, its lead beyond chance; ☆ best, but too close to call.` +
        `${some && firm ? " Whole firm: net value, with what segments share." : ""}`,
      panels: [
        {
          title: some ? (firm ? "Direct net value by segment, net value of the firm" : "Direct net value by segment") : "Net value by strategy",
          height: Math.min(Math.max(56 + 56 * rows.length, sideHeight), 64 + 110 * rows.length),
          option: {
            animation: false,
            grid: { left: 8, right: 8, top: 44, bottom: 8, containLabel: true },
            xAxis: {
              type: "category",
              position: "top",
              data: shown.map((_, i) => i),
              axisLabel: {
                interval: 0,
                color: theme.ink,
                fontSize: each < 64 ? 9 : 12,
                lineHeight: 12,
                width: each < 64 ? each + 4 : each,
                overflow: each < 64 ? "break" : "truncate",
                formatter: (i) => cut(world.strategies[shown[i]].label, each < 64 ? 20 : 40),
              },
              axisLine: { show: false },
              axisTick: { show: false },
            },
            yAxis: nameAxis(theme, labels, room, { lines: 3 }),
            tooltip: tooltipOf(theme, {
              trigger: "item",
              formatter: ({ dataIndex }) => {
                const field = fields[dataIndex];
                const lines = [{ name: field.whole ? "Net value" : "Net value, direct", value: withUnit(field.value, style) }];
                if (!field.isBaseline) lines.push({ name: `minus ${baseline}`, value: withUnit(field.gap, gapStyle, true) });
                return tip(`${world.strategies[field.strategy].label}, ${labels[field.row]}`, lines);
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
                  const plain = field.isBaseline || field.noise;
                  const opacity = plain ? 0.14 : 0.18 + 0.72 * Math.sqrt(Math.abs(field.gap[0]) / most[field.whole]);
                  const mark = (field.best ? (field.sure ? "★ " : "☆ ") : "") + (field.noise ? "≈ " : "");
                  const [mean, half] = written(field).split(" ± ");
                  // a small field has its marks on a line of their own
                  const small = w < 76;
                  const lead = small && mark ? `${mark.trim()}\n` : mark;
                  return {
                    type: "rect",
                    shape: { x: x - w / 2 + 2, y: y - h / 2 + 2, width: w - 4, height: h - 4, r: 3 },
                    style: { fill: plain ? theme.total : field.gap[0] > 0 ? theme.up : theme.down, fillOpacity: opacity,
                             stroke: field.best ? theme.ink : "none", lineWidth: 2 },
                    textContent: {
                      style: {
                        text: half === undefined ? lead + mean : `${lead}${mean}\n± ${half}`,
                        align: "center",
                        lineHeight: small ? 12 : 15,
                        fill: opacity > 0.75 ? theme.ground : theme.ink,
                        fontSize: small ? 9 : 12,
                        fontWeight: field.best && !small ? "bold" : "normal",
                      },
                    },
                    textConfig: { position: "inside" },
                  };
                },
              },
            ],
          },
        },
        ...side,
      ],
      table: {
        columns: ["strategy", "segment", `${some ? (firm ? "net value (of a segment: direct)" : "direct net value") : "net value"}, ${unit}`, "half-width", `minus ${baseline}`, "half-width", "reading"],
        rows: fields.map((f) => [
          world.strategies[f.strategy].label, labels[f.row], f.value[0], f.value[1], f.isBaseline ? null : f.gap[0],
          f.isBaseline ? null : f.gap[1],
          [f.best ? (f.sure ? "best" : "best, too close to call") : "", f.noise ? "may be noise" : ""].filter(Boolean).join("; "),
        ]),
      },
    };
  },
};
