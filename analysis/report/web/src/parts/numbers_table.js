// The scenario's numbers with grade and source, to search: the weakest that matter most come first.
import { csvOf } from "../csv.js";
import { choice, el } from "../dom.js";
import { saveText } from "../download.js";
import { short } from "../numbers.js";

const step = 25;
const columns = ["number", "value", "low", "high", "unit", "grade", "source", "note"];
const kept = { text: "", grade: "weak", rows: step };

export function numbersTable(view) {
  const weakest = new Set(view.weakest);
  const order = [...view.weakest, ...view.numbers.map((_, i) => i).filter((i) => !weakest.has(i))];
  const body = el("tbody");
  const count = el("p", { class: "note", role: "status" });
  const more = el("button", { type: "button", onclick: () => ((kept.rows += 100), fill()) }, "Show more");

  const matching = () => {
    const wanted = kept.text.toLowerCase();
    return order.filter((i) => {
      const number = view.numbers[i];
      const graded = kept.grade === "all" || (kept.grade === "weak" ? weakest.has(i) : number[5] === kept.grade.replace("none", ""));
      return graded && (!wanted || number.some((field) => typeof field === "string" && field.toLowerCase().includes(wanted)));
    });
  };
  const fill = () => {
    const found = matching();
    body.replaceChildren(
      ...found.slice(0, kept.rows).map((i) => {
        const [key, text, low, high, unit, grade, source, note] = view.numbers[i];
        const range = low === null && high === null ? "" : `${short(low)} to ${short(high)}${unit === "1" ? "" : ` ${unit}`}`;
        return el("tr", {}, el("th", { scope: "row" }, key), ...[text, range, grade || "none", source, note].map((t) => el("td", {}, t)));
      }),
    );
    count.textContent = `${Math.min(found.length, kept.rows)} of ${found.length} shown, of ${view.numbers.length} in all.`;
    more.hidden = found.length <= kept.rows;
  };
  const grades = [
    { value: "weak", label: "Weak ones (C, J, U)" },
    { value: "all", label: "All" },
    ...view.grades.map(({ grade, words }) => ({ value: grade || "none", label: grade ? `${grade}: ${words}` : words })),
  ];
  const box = el("input", {
    type: "search",
    value: kept.text,
    oninput: (event) => ((kept.text = event.target.value), (kept.rows = step), fill()),
  });
  const table = { columns, rows: view.numbers };
  const section = el(
    "div",
    { class: "numbers" },
    el("h3", {}, "The scenario's numbers"),
    el("div", { class: "choices" },
      el("label", { class: "choice" }, el("span", {}, "Search"), box),
      choice("Grade", grades, kept.grade, (value) => ((kept.grade = value), (kept.rows = step), fill())),
      el("button", { type: "button", onclick: () => saveText("numbers.csv", "text/csv", csvOf(table)) }, "CSV of all")),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "The scenario's numbers" },
      el("table", {},
        el("thead", {}, el("tr", {}, ...["number", "value", "range (5 to 95 %)", "grade", "source", "note"].map((name) => el("th", { scope: "col" }, name)))),
        body)),
    count,
    more,
  );
  fill();
  return section;
}
