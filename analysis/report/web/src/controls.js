// The reader's hands: which file, baseline, segment and strategies.
import { choice, el } from "./dom.js";

/** Fills the toolbar; `change` takes the fields of the state that are to change. */
export function controls(host, page, state, theme, change) {
  const world = page.worlds[state.world];
  const index = (members) => members.map((member, i) => ({ value: String(i), label: member.label }));
  const parts = [];
  if (page.worlds.length > 1) {
    const files = page.worlds.map((one, i) => ({ value: String(i), label: one.sweep_point || one.file }));
    parts.push(choice("World", files, String(state.world), (value) => change({ world: Number(value) })));
  }
  if (world.strategies.length > 1) {
    parts.push(choice("Baseline", index(world.strategies), String(state.baseline), (value) => change({ baseline: Number(value) })));
  }
  if (world.segments.length > 1) {
    const options = [{ value: "-1", label: "All segments" }, ...index(world.segments)];
    parts.push(choice("Segment", options, String(state.segment), (value) => change({ segment: Number(value) })));
  }
  if (world.strategies.length > 1) {
    const boxes = world.strategies.map(({ label }, s) => {
      const look = theme.of(s);
      const swatch = el("span", { class: "swatch", "aria-hidden": "true" });
      swatch.style.background = look.color;
      const toggle = (event) => {
        const hidden = new Set(state.hidden);
        if (event.target.checked) hidden.delete(s);
        else hidden.add(s);
        change({ hidden });
      };
      return el("label", { class: "box" }, el("input", { type: "checkbox", checked: !state.hidden.has(s), onchange: toggle }), swatch, el("span", {}, label));
    });
    parts.push(el("fieldset", {}, el("legend", {}, "Strategies"), ...boxes));
  }
  const focused = [...host.querySelectorAll("select, input")].indexOf(document.activeElement);
  host.replaceChildren(...parts);
  if (focused >= 0) host.querySelectorAll("select, input")[focused]?.focus();
}
