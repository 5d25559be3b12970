// One result file as the views ask about it.

/** Estimates of strategy `s`, and of `s` minus `t`, out of {own, pairs} (see analysis/report/figures.h). */
export const own = (figures, s) => figures?.own[s] ?? [null, null, 0];

export function difference(figures, s, t) {
  if (!figures) return [null, null, 0];
  if (s === t) return [0, 0, figures.own[s][2]];
  const [a, b] = s > t ? [s, t] : [t, s];
  const [mean, half, n] = figures.pairs[(a * (a - 1)) / 2 + b];
  return [mean === null ? null : s > t ? mean : -mean || 0, half, n];
}

/** The measure of this name, of the whole book (-1) or of one segment. */
export const measureOf = (world, name, segment = -1) =>
  world.measures.find((measure) => measure.name === name && measure.segment === segment);

/** The sentence for a baseline and a segment; a view may have one for all. */
export function sentenceOf(view, baseline, segment) {
  const ofBaseline = view.sentences[Math.min(baseline, view.sentences.length - 1)] ?? [];
  return ofBaseline.length > 1 ? (ofBaseline[segment + 1] ?? "") : (ofBaseline[0] ?? "");
}
