// What hovering shows: a small table of names and values, built of text nodes.
import { el } from "./dom.js";

/** `lines`: {color?, name, value}. */
export function tip(title, lines) {
  return el(
    "div",
    { class: "tip" },
    el("div", { class: "tip-title" }, title),
    lines.map(({ color, name, value }) => {
      const mark = el("span", { class: "tip-mark" });
      if (color) mark.style.background = color;
      return el("div", { class: "tip-line" }, mark, el("span", {}, name), el("b", {}, value));
    }),
  );
}
