import {leastContrast, leastEdge} from '../support/accessible/look.ts';
import {emulate} from '../support/emulate.ts';
import {LEFT_TO_RIGHT, movementsOf, type Reading, RIGHT_TO_LEFT, readAs, settled} from './each-state.ts';

/** Something that breaks a rule. */
interface Node {
  readonly target: readonly (string | readonly string[])[];
  readonly html: string;
  readonly failureSummary: string;
}

/** As much of axe as is used here, which `inEveryState()` has loaded. */
interface Axe {
  run(context: Element, options: object): Promise<{readonly violations: readonly {id: string; nodes: Node[]}[]}>;
}

const READINGS: readonly Reading[] = (['light', 'dark'] as const).flatMap((scheme) => [
  {scheme, ...LEFT_TO_RIGHT},
  {scheme, ...RIGHT_TO_LEFT},
]);

/** It leaves out what is new in WCAG 2.2 unless it is asked for that. */
const OPTIONS = {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}};

/** What is wrong with an element: in light and in dark, to the right and to the left, and as some have their screens. */
export async function problemsOf(element: HTMLElement): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const reading of READINGS) {
    readAs(reading);
    await settled(element);
    const where = `${reading.scheme} ${reading.dir}`;
    problems.push(...(await brokenBy(element)).map((each) => `${where}, ${each}`));
    // Of what stands over a picture, and of edges, axe does not say.
    problems.push(...faintIn(element).map((each) => `${where}, ${each}`));
  }
  readAs(READINGS[0]!);
  // Of which axe does not see the colour of texts.
  await having('forced-colors', 'active', 'none', async () => {
    await settled(element);
    problems.push(...faintIn(element).map((each) => `forced colours, ${each}`));
  });
  await having('prefers-reduced-motion', 'reduce', 'no-preference', async () => {
    await settled(element);
    problems.push(
      ...movementsOf(element).map((each) => `less motion, ${(each as CSSAnimation).animationName} goes on`),
    );
  });
  return problems;
}

async function brokenBy(element: HTMLElement): Promise<readonly string[]> {
  const {axe} = globalThis as unknown as {axe: Axe};
  const {violations} = await axe.run(element, OPTIONS);
  return violations.flatMap(({id, nodes}) => nodes.map((node) => `${id}: ${told(node)}`));
}

function faintIn(element: HTMLElement): readonly string[] {
  const [contrast, edge] = [leastContrast(element), leastEdge(element)];
  return [
    ...(contrast < 4.5 ? [`a contrast of ${contrast.toFixed(1)}`] : []),
    ...(edge < 3 ? [`an edge with a contrast of ${edge.toFixed(1)}`] : []),
  ];
}

function told({target, html, failureSummary}: Node): string {
  return [target.flat().join(' > '), html, failureSummary].join('\n');
}

/** Does something while a media feature is as some people have it. */
async function having(feature: string, value: string, otherwise: string, act: () => Promise<void>): Promise<void> {
  await emulate(feature, value);
  try {
    await act();
  } finally {
    await emulate(feature, otherwise);
  }
}
