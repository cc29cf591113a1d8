import {globSync, readFileSync} from 'node:fs';
import {stripTypeScriptTypes} from 'node:module';
import path from 'node:path';
import {type LineReport, merge, readLcov} from './lcov.ts';

const ROOT = path.join(import.meta.dirname, '../..');

/** How many of the branches have to be taken, of all that is in a folder. */
const LEAST: Readonly<Record<string, number>> = {'src/model': 95, 'src/client': 95};

/** What the tests in Node and those in the browser saw. */
const REPORTS = ['coverage/node.info', 'coverage/browser/lcov.info'];

const seen = merge(REPORTS.map((file) => readLcov(readFileSync(path.join(ROOT, file), 'utf8'))));

/** Of a file that no test loads nobody knows how much there is. */
const NEVER_LOADED: ReadonlyMap<number, LineReport> = new Map([[1, {reached: false, branches: 1, untaken: 1}]]);

/** Whether there is anything in a file that runs. */
function runs(file: string): boolean {
  const code = stripTypeScriptTypes(readFileSync(path.join(ROOT, file), 'utf8'));
  return code.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*|export \{\};?/g, '').trim() !== '';
}

function count(lines: Iterable<LineReport>): {all: number; untaken: number} {
  let all = 0;
  let untaken = 0;
  for (const line of lines) {
    all += line.branches;
    untaken += line.untaken;
  }
  return {all, untaken};
}

function percent({all, untaken}: {all: number; untaken: number}): number {
  return all === 0 ? 100 : (100 * (all - untaken)) / all;
}

for (const [folder, least] of Object.entries(LEAST)) {
  const files = globSync(`${folder}/**/*.ts`, {cwd: ROOT}).filter(runs).sort();
  const reports = files.map((file) => ({file, lines: seen.get(file) ?? NEVER_LOADED}));
  const total = percent(count(reports.flatMap(({lines}) => [...lines.values()])));
  console.log(`${folder}: ${total.toFixed(1)} % of the branches, at least ${least} %`);
  for (const {file, lines} of reports) {
    const of = count(lines.values());
    if (percent(of) >= least && !process.argv.includes('--all')) continue;
    const where = [...lines].filter(([, line]) => line.untaken > 0).map(([line]) => line);
    const missing = where.sort((a, b) => a - b).join(' ');
    console.log(
      `  ${percent(of).toFixed(1).padStart(5)} %  ${file}  ${lines === NEVER_LOADED ? 'never loaded' : missing}`,
    );
  }
  if (total < least || reports.some(({lines}) => lines === NEVER_LOADED)) process.exitCode = 1;
}
