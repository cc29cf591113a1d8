// Which tokens are too much alike, by the measure of WCAG 2.2.

/** What is read or seen on what, and how far they have to be apart. */
const PAIRS = [
  ['--wf-text', '--wf-surface', 4.5],
  ['--wf-text', '--wf-raised', 4.5],
  ['--wf-muted', '--wf-surface', 4.5],
  ['--wf-muted', '--wf-raised', 4.5],
  ['--wf-danger', '--wf-surface', 4.5],
  ['--wf-on-accent', '--wf-accent', 4.5],
  ['--wf-accent', '--wf-surface', 3],
];

/** How bright a colour such as #2f54d6 is, from 0 to 1. */
function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** How far two colours are apart, from 1 to 21. */
export function contrast(one, other) {
  const [darker, brighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (brighter + 0.05) / (darker + 0.05);
}

/** A sentence for each two tokens that cannot be told apart well, in light or in dark. */
export function contrastProblems(tokens) {
  const problems = [];
  for (const [over, under, least] of PAIRS) {
    const [ours, theirs] = [over, under].map((name) => tokens.get(name).match(/#\w{6}/g));
    for (const [index, scheme] of ['light', 'dark'].entries()) {
      const ratio = contrast(ours[index], theirs[index]);
      if (ratio < least) problems.push(`${over} on ${under}, ${scheme}: ${ratio.toFixed(1)} of ${least} : 1`);
    }
  }
  return problems;
}
