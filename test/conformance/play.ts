import {COMMAND_ROWS} from './commands.ts';
import {eventRows} from './events.ts';
import type {Member} from './member.ts';
import {RefusedError} from './member.ts';
import type {Scene} from './scene.ts';

/** What came of a row: it held, it is not to be had here, or it went wrong. */
export type Verdict = 'yes' | 'unsupported' | Error;

/** Plays the whole suite, and tells what came of each row. Rows go on where others failed. */
export async function play(scene: Scene): Promise<Map<string, Verdict>> {
  const members: readonly Member[] = [scene.ada, scene.bob, scene.carol, scene.dora];
  const verdicts = new Map<string, Verdict>();
  const events = eventRows(
    () => members.flatMap(({told}) => told),
    (command) => verdicts.get(command) === 'unsupported',
  );
  for (const {name, play: run} of [...COMMAND_ROWS, ...events]) {
    // One that hangs would hang all of them.
    verdicts.set(
      name,
      await run(scene).then(
        () => 'yes' as const,
        (error) => (error instanceof RefusedError && error.code === 'unsupported' ? 'unsupported' : error),
      ),
    );
  }
  return verdicts;
}
