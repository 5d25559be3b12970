// Tables as CSV (RFC 4180).  A text that a spreadsheet would take for a formula gets an apostrophe in front.

const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

function field(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : "";
  const text = formula.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvOf = (table) =>
  [table.columns, ...table.rows].map((row) => row.map(field).join(",") + "\r\n").join("");
