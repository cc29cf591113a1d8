import type {Place} from '../../support/visitor.ts';
import type {Remote} from '../remote.ts';

/** A canvas is signed: with the mouse, wiped, and with the mouse and a finger. */
export async function signs(remote: Remote): Promise<void> {
  const [start, end] = [await remote.place('canvas', 0, 0), await remote.place('canvas', 1, 1)];
  const at = (across: number, down: number): Place => ({
    x: start.x + (end.x - start.x) * across,
    y: start.y + (end.y - start.y) * down,
  });
  await remote.drags(at(0.1, 0.5), at(0.9, 0.5));
  await remote.becomes('[strokes, pad.toData().length]', [1, 1]);
  await remote.clicks('button');
  await remote.becomes('pad.toData().length', 0);

  const wave: Place[] = [];
  for (let step = 0; step <= 12; step++) wave.push(at(0.1 + step * 0.06, step % 2 ? 0.25 : 0.65));
  await remote.drags(...wave);
  await remote.becomes('[strokes, pad.toData().length]', [2, 1]);
  await remote.holds('pad.toData()[0].points.length > 3');

  const line: Place[][] = [];
  for (let step = 0; step <= 10; step++) line.push([at(0.1 + step * 0.075, 0.85)]);
  await remote.touches(...line);
  await remote.becomes('[strokes, pad.toData().length]', [3, 2]);
  await remote.holds('pad.toData()[1].points.length > 3');
  await remote.guest.seesTheSameAs(remote.host);
  await remote.shoot('signed');
}
