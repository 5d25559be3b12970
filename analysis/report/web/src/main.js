// The page: reads its data, and draws what the reader asks for.
import { controls } from "./controls.js";
import { el } from "./dom.js";
import { Figure } from "./figure.js";
import { readState, writeState } from "./state.js";
import { themeOf } from "./theme.js";
import { firstOf, views } from "./views/index.js";

const page = JSON.parse(document.getElementById("data").textContent);
const dark = matchMedia("(prefers-color-scheme: dark)");
const toolbar = document.getElementById("controls");
const brief = document.getElementById("brief");
const answer = document.getElementById("answer-text");
const contents = document.getElementById("contents");
let state = readState(page.worlds, location.hash);
let figures = [];

const onPaper = () => document.documentElement.classList.contains("paper");
const themeNow = () => themeOf(dark.matches && !onPaper());

/** What a view draws from, for the width that its charts have. */
function context(view) {
  return (width) => {
    const world = page.worlds[state.world];
    return {
      page,
      world,
      state,
      width,
      theme: themeNow(),
      view: world.views[view.name],
      shown: world.strategies.map((_, s) => s).filter((s) => !state.hidden.has(s)),
      // a choice within the figure: the one made, where it is still offered
      pick: (key, options, first) => {
        const chosen = state.picks[`${view.name}.${key}`];
        return options.some((option) => option.value === chosen) ? chosen : first;
      },
    };
  };
}

function change(fields) {
  const before = state.world;
  state = { ...state, ...fields };
  const world = page.worlds[state.world];
  if (state.world !== before) state = { ...state, baseline: world.baseline, segment: -1, hidden: new Set() };
  if (state.hidden.size === world.strategies.length) state.hidden = new Set(); // nothing left to draw: all come back
  history.replaceState(null, "", `#${writeState(page.worlds, state)}`);
  if (state.world !== before) sections();
  draw();
}

/** One section for each view that has data in this world. */
function sections() {
  const world = page.worlds[state.world];
  const host = document.getElementById("views");
  for (const figure of figures) figure.clear();
  figures = [];
  host.replaceChildren();
  const pickOf = (view) => (key, value) => change({ picks: { ...state.picks, [`${view.name}.${key}`]: value } });
  const add = (section, view, title) =>
    figures.push(new Figure(section, view, { title, context: context(view), pick: pickOf(view) }));
  const first = firstOf(world);
  add(document.getElementById("picture"), first, first.asks ?? world.views[first.name].asks);
  for (const view of views) {
    if (view === first || !view.exists(world, page)) continue;
    const section = el("section", { id: `view-${view.name}` });
    host.append(section);
    add(section, view, view.asks ?? world.views[view.name].asks);
  }
  contents.replaceChildren(
    ...figures.map((figure) => el("li", {}, el("a", { href: `#view=${figure.view.name}` }, figure.title))),
  );
}

function draw() {
  const world = page.worlds[state.world];
  controls(toolbar, page, state, themeNow(), change);
  document.getElementById("title").textContent = world.title || "Comparison of strategies";
  document.getElementById("question").textContent = world.question;
  brief.replaceChildren(
    ...world.brief[state.baseline].map(({ topic, heading, text }) => el("div", { class: `say-${topic}` }, el("dt", {}, heading), el("dd", {}, text))),
  );
  answer.replaceChildren(...world.answer[state.baseline].map(({ topic, text }) => el("p", { class: `say-${topic}` }, text)));
  for (const figure of figures) figure.draw();
}

function goToView() {
  if (!state.view) return;
  figures.find((figure) => figure.view.name === state.view)?.host.scrollIntoView();
}

addEventListener("hashchange", () => {
  const next = readState(page.worlds, location.hash);
  const other = next.world !== state.world;
  // a link of the page itself names a view only, and keeps what was chosen
  const only = /^#view=\w+$/.test(location.hash);
  state = only ? { ...state, view: next.view } : next;
  if (only) history.replaceState(null, "", `#${writeState(page.worlds, state)}`);
  if (other && !only) sections();
  if (!only) draw();
  goToView();
});
dark.addEventListener("change", draw);
// paper has a width of its own, which is known only once it is laid out: charts are drawn for a sheet before
function forPaper(paper) {
  document.documentElement.classList.toggle("paper", paper);
  draw();
}
addEventListener("beforeprint", () => forPaper(true));
addEventListener("afterprint", () => forPaper(false));
let waiting;
let width = innerWidth;
addEventListener("resize", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (innerWidth === width) return;
    width = innerWidth;
    draw();
  }, 120);
});

document.documentElement.classList.add("ready");
sections();
draw();
goToView();
