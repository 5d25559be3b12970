// What the reader has chosen.  It lives in the address after #, so that a link leads to the same picture.

const names = { world: "file", baseline: "baseline", segment: "segment", hidden: "without", view: "view" };

/** Choices out of the address; unknown names are passed over. */
export function readState(worlds, hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const index = Number(given.get(names.world) ?? 1) - 1;
  const world = Number.isInteger(index) && worlds[index] ? index : 0;
  const { strategies, segments, baseline } = worlds[world];
  const find = (members, name) => members.findIndex((member) => member.name === name);
  const chosen = find(strategies, given.get(names.baseline));
  const hidden = (given.get(names.hidden) ?? "").split(",").map((name) => find(strategies, name));
  const picks = {};
  for (const [key, value] of given) if (key.includes(".")) picks[key] = value;
  return {
    world,
    baseline: chosen < 0 ? baseline : chosen,
    segment: find(segments, given.get(names.segment)),
    hidden: new Set(hidden.filter((s) => s >= 0)),
    picks,
    view: given.get(names.view) ?? "",
  };
}

/** The part of the address after #; empty when nothing differs from the file's own choices. */
export function writeState(worlds, state) {
  const world = worlds[state.world];
  const out = new URLSearchParams();
  if (state.world > 0) out.set(names.world, String(state.world + 1));
  if (state.baseline !== world.baseline) out.set(names.baseline, world.strategies[state.baseline].name);
  if (state.segment >= 0) out.set(names.segment, world.segments[state.segment].name);
  if (state.hidden.size) out.set(names.hidden, [...state.hidden].map((s) => world.strategies[s].name).join(","));
  for (const [key, value] of Object.entries(state.picks)) out.set(key, value);
  if (state.view) out.set(names.view, state.view);
  return out.toString();
}
