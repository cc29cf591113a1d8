import {COMING} from './coming.ts';
import {PAGE} from './page.ts';
import {PEOPLE} from './people.ts';
import type {Scenes} from './scene.ts';

/** A scene for each element, in the order of the tags. */
export const SCENES: Scenes = Object.fromEntries(
  Object.entries({...COMING, ...PAGE, ...PEOPLE}).sort(([one], [other]) => (one < other ? -1 : 1)),
);
