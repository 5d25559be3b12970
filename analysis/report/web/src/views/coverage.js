// The coverage model on one page: tables of tiers, playbook, teams, what to expect and what it rests on.

export const coverage = {
  name: "coverage",
  exists: (world) => !!world.views.coverage,

  draw({ world, view, pick }) {
    const options = world.strategies.map(({ label }, s) => ({ value: String(s), label }));
    const chosen = Number(pick("strategy", options, String(view.choice)));
    const tables = view.strategies[chosen];
    return {
      choices: [{ key: "strategy", label: "Strategy", options, value: String(chosen) }],
      sentence: view.words[chosen],
      note: "Ranges in brackets are intervals of the mean.",
      panels: [],
      blocks: tables,
      table: {
        columns: ["table", "row", "column", "value"],
        rows: tables.flatMap(({ title, columns, rows }) =>
          rows.flatMap((row) => row.slice(1).map((value, i) => [title, row[0], columns[i + 1], value]))),
      },
    };
  },
};
