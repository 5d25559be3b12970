// Intervals: whiskers at points, and bands around lines.

/** Whiskers along one axis; `data`: [x, y, low, high] in axis values, `along`: "x" or "y".  No name, so no legend of its own. */
export function whiskers(data, color, along) {
  return {
    type: "custom",
    data,
    silent: true,
    z: 3,
    clip: true,
    encode: along === "x" ? { x: [0, 2, 3], y: 1 } : { x: 0, y: [1, 2, 3] },
    renderItem: (params, api) => {
      const x = api.value(0), y = api.value(1), low = api.value(2), high = api.value(3);
      const from = along === "x" ? api.coord([low, y]) : api.coord([x, low]);
      const to = along === "x" ? api.coord([high, y]) : api.coord([x, high]);
      const cap = 5;
      const across = along === "x" ? [0, cap] : [cap, 0];
      const line = (a, b) => ({
        type: "line",
        shape: { x1: a[0], y1: a[1], x2: b[0], y2: b[1] },
        style: { stroke: color, lineWidth: 2, fill: null },
      });
      const tick = (at) => line([at[0] - across[0], at[1] - across[1]], [at[0] + across[0], at[1] + across[1]]);
      return { type: "group", children: [line(from, to), tick(from), tick(to)] };
    },
  };
}

/** A band between two curves over the places of a category axis; nulls leave gaps. */
export function band(lows, highs, color) {
  const runs = [];
  let run = [];
  lows.forEach((low, i) => {
    if (low !== null && highs[i] !== null) run.push(i);
    else if (run.length) runs.push(run), (run = []);
  });
  if (run.length) runs.push(run);
  const outer = lows.flatMap((low, i) => (low === null ? [] : [[i, low, highs[i]]]));
  return {
    type: "custom",
    // the first item draws everything; the others tell the axis how far the band reaches
    data: outer,
    encode: { x: 0, y: [1, 2] },
    silent: true,
    z: 1,
    clip: true,
    renderItem: (params, api) => {
      if (params.dataIndex !== 0) return null;
      return {
        type: "group",
        children: runs.map((places) => ({
          type: "polygon",
          shape: {
            points: [
              ...places.map((i) => api.coord([i, highs[i]])),
              ...[...places].reverse().map((i) => api.coord([i, lows[i]])),
            ],
          },
          style: { fill: color, opacity: 0.16 },
        })),
      };
    },
  };
}
