// Colours, dashes, symbols and patterns: a strategy is told apart by more than its colour.
// The hues are those of Okabe and Ito (2008), made lighter on dark ground.

const palettes = {
  light: ["#0072b2", "#c04f00", "#007a5a", "#a8477f", "#8a6100", "#3b3b8f", "#5b5b5b", "#007c91"],
  dark: ["#6cbcf0", "#ff9a5c", "#3fd0a4", "#ec9cc8", "#f0c04a", "#b0b0ff", "#c8c8c8", "#5cd6e6"],
};
const dashes = ["solid", "dashed", "dotted", [8, 3, 2, 3], [2, 2], [12, 4], [6, 2, 6, 2], [1, 3]];
const symbols = ["circle", "rect", "triangle", "diamond", "roundRect", "pin", "arrow", "emptyCircle"];
const pattern = (more) => ({ color: "rgba(255,255,255,0.55)", ...more });
const patterns = [
  null,
  pattern({ rotation: Math.PI / 4, dashArrayX: [1, 0], dashArrayY: [2, 5] }),
  pattern({ symbol: "circle", symbolSize: 0.5, dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [6, 0] }),
  pattern({ rotation: -Math.PI / 4, dashArrayX: [1, 0], dashArrayY: [2, 5] }),
  pattern({ rotation: 0, dashArrayX: [1, 0], dashArrayY: [2, 4] }),
  pattern({ rotation: Math.PI / 2, dashArrayX: [1, 0], dashArrayY: [2, 4] }),
  pattern({ symbol: "rect", symbolSize: 0.6, dashArrayX: [[5, 5], [0, 5, 5, 0]], dashArrayY: [5, 0] }),
  pattern({ rotation: Math.PI / 6, dashArrayX: [4, 2], dashArrayY: [3, 6] }),
];

/** What the charts of a page in light or dark are drawn with. */
export function themeOf(dark) {
  const palette = dark ? palettes.dark : palettes.light;
  return {
    ink: dark ? "#e8e8e8" : "#1c1c1c",
    faint: dark ? "#a0a4aa" : "#595f66",
    line: dark ? "#41464d" : "#d5d9de",
    ground: dark ? "#17191c" : "#ffffff",
    warning: dark ? "rgba(240,192,74,0.18)" : "rgba(200,140,0,0.16)",
    up: palette[0],
    down: palette[1],
    total: dark ? "#9aa0a8" : "#6b7178",
    of: (index) => {
      const i = index % palette.length;
      return { color: palette[i], dash: dashes[i], symbol: symbols[i], pattern: patterns[i] };
    },
  };
}
