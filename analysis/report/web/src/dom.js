// Elements of the page.  Texts come from result files: they only ever become text nodes, never markup.

/** An element with attributes (on...: listeners) and children (elements or texts). */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** A labelled choice; `options`: {value, label, group?}. */
export function choice(label, options, value, onchange) {
  const groups = new Map();
  const select = el("select", { onchange: (event) => onchange(event.target.value) });
  for (const option of options) {
    const entry = el("option", { value: option.value, selected: option.value === value }, option.label);
    if (!option.group) {
      select.append(entry);
      continue;
    }
    if (!groups.has(option.group)) {
      groups.set(option.group, el("optgroup", { label: option.group }));
      select.append(groups.get(option.group));
    }
    groups.get(option.group).append(entry);
  }
  return el("label", { class: "choice" }, el("span", {}, label), select);
}

/** A name cut to `length` characters, for places with little room. */
export function cut(text, length) {
  const characters = [...text];
  return characters.length <= length ? text : characters.slice(0, length - 1).join("") + "…";
}

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
