// A view on the page: its question, its sentence, its charts, its table, and its downloads.
import { csvOf } from "./csv.js";
import { choice, el } from "./dom.js";
import { savePng, saveSvg, saveText } from "./download.js";
import { init } from "./echarts.js";
import { short } from "./numbers.js";

function tableOf(table, caption) {
  const cell = (value) => (typeof value === "number" ? el("td", { class: "number" }, short(value)) : el("td", {}, value ?? "-"));
  return el(
    "table",
    {},
    caption ? el("caption", {}, caption) : null,
    el("thead", {}, el("tr", {}, ...table.columns.map((name) => el("th", { scope: "col" }, name)))),
    el("tbody", {}, ...table.rows.map(([first, ...rest]) =>
      el("tr", {}, el("th", { scope: "row" }, typeof first === "number" ? short(first) : (first ?? "-")), ...rest.map(cell)))),
  );
}

/** A table that is part of the answer: it stands open. */
const openTable = (table) =>
  el("div", { class: "open-table" },
    el("h3", {}, table.title),
    el("div", { class: "block", tabindex: "0", role: "region", "aria-label": table.title }, tableOf(table)));

/** Long tables are built only when they are opened. */
function foldedTable(title, table, words = "Table") {
  const holder = el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `Table: ${title}` });
  return el(
    "details",
    { ontoggle: (event) => event.target.open && !holder.firstChild && holder.append(tableOf(table, title)) },
    el("summary", {}, `${words} (${table.rows.length} rows)`),
    holder,
  );
}

export class Figure {
  /** `host`: the section that the figure fills; `context`: (width) -> what the view draws from; `pick` (key, value). */
  constructor(host, view, { title, context, pick }) {
    Object.assign(this, { host, view, title, context, pick });
    this.panels = [];
  }

  draw() {
    this.clear();
    const whole = this.host.clientWidth || 640;
    let context = { ...this.context(this.widthOfPanels()), whole };
    let drawn = this.view.draw(context);
    // small multiples stand beside one another on paper too
    const pairs = document.documentElement.classList.contains("paper") && drawn?.panels.length > 3 && !drawn.below;
    if (pairs) {
      context = { ...this.context(whole / 2 - 8), whole };
      drawn = this.view.draw(context);
    }
    this.host.hidden = !drawn;
    if (!drawn) return;
    const focused = this.focused;
    const controls = (drawn.choices ?? [])
      .filter(({ options }) => options.length > 1)
      .map(({ key, label, options, value }) => {
        const made = choice(label, options, value, (chosen) => ((this.focused = key), this.pick(key, chosen)));
        if (focused === key) queueMicrotask(() => made.querySelector("select").focus());
        return made;
      });
    this.focused = undefined;
    const panels = drawn.panels.length ? el("div", { class: pairs ? "panels pairs" : "panels" }) : null;
    const sentence = drawn.sentence ? el("p", { class: "sentence" }, drawn.sentence) : null;
    this.host.replaceChildren(
      ...[
        el("h2", {}, this.title, " ", el("a", { class: "anchor", href: `#view=${this.view.name}`, "aria-label": `Link to: ${this.title}` }, "#")),
        drawn.below ? null : sentence,
        controls.length ? el("div", { class: "choices" }, ...controls) : null,
        panels,
        ...(drawn.blocks ?? []).map(openTable),
        drawn.below ? sentence : null,
        drawn.note ? el("p", { class: "note" }, drawn.note) : null,
        el("div", { class: "downloads" }, el("button", { type: "button", onclick: () => saveText(`${this.view.name}.csv`, "text/csv", csvOf(drawn.table)) }, "CSV")),
        drawn.blocks ? null : foldedTable(this.title, drawn.table),
        drawn.more ? foldedTable(`${this.title} ${drawn.more.title}`, drawn.more.table, drawn.more.title) : null,
        drawn.extra ?? null,
      ].filter(Boolean),
    );
    // all places first, then the charts, which take the width of theirs
    const places = drawn.panels.map((panel) => this.place(panels, panel, drawn.sentence));
    places.forEach((element, i) => this.fill(element, drawn.panels[i], context.theme));
    const buttons = this.host.querySelector(".downloads");
    buttons.prepend(...this.panels.flatMap((panel) => this.buttonsOf(panel)));
  }

  place(parent, { title, height }, sentence) {
    const element = el("div", { class: "chart", role: "img", "aria-label": [title, sentence || this.title].filter(Boolean).join(". ") });
    element.style.height = `${height}px`;
    parent.append(el("figure", {}, title ? el("figcaption", {}, title) : null, element));
    return element;
  }

  fill(element, { title, option }, theme) {
    const chart = init(element, null, { renderer: "svg" });
    chart.setOption(option);
    this.panels.push({ title, element, chart, ground: theme.ground });
  }

  buttonsOf(panel) {
    const many = this.panels.length > 1;
    const number = this.panels.indexOf(panel) + 1;
    const name = this.view.name + (many ? `-${number}` : "");
    const button = (kind, save) => {
      const label = many ? `${kind} ${number}` : kind;
      const spoken = `${label}: ${panel.title ?? this.title}`;
      return el("button", { type: "button", "aria-label": spoken, onclick: () => save(name, panel) }, label);
    };
    return [button("SVG", saveSvg), button("PNG", savePng)];
  }

  widthOfPanels() {
    const whole = this.host.clientWidth || 640;
    return whole >= 880 ? whole / 2 - 12 : whole; // two beside one another, as in the style sheet
  }

  clear() {
    for (const panel of this.panels) panel.chart.dispose();
    this.panels = [];
  }
}
