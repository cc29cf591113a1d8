import {anna, SHOP} from '../support/accessible/scene.ts';
import type {Joined} from '../support/sessions.ts';
import {waitUntil} from '../support/wait-until.ts';

/** Names of all lengths. */
export const NAMES = ['Cleo', 'Đặng Thị Minh Khai', 'Maximiliane von und zu Hohenstein-Waldburg', '陳大文'];

/** Anna with Ben and more of them, in two tabs. */
export async function crowd(settings = {}): Promise<Joined> {
  const joined = await anna(settings);
  for (const name of NAMES) joined.room.join(name);
  joined.room.open(0, `${SHOP}tea`, 'Tea');
  joined.room.as(0, 'activate_tab', {ssid: 1});
  return joined;
}

/** Has the first tab show a page of a shop, once someone looks at it. */
export async function shopIn({room}: Joined): Promise<void> {
  await waitUntil(() => room.watchers(1) === 1);
  await room.paint(1, 1280, 720, drawShop);
}

function drawShop(context: OffscreenCanvasRenderingContext2D): void {
  const box = (color: string, x: number, y: number, width: number, height: number) => {
    context.fillStyle = color;
    context.fillRect(x, y, width, height);
  };
  box('#fffaf2', 0, 0, 1280, 720);
  box('#24483e', 0, 0, 1280, 96);
  context.fillStyle = '#fffaf2';
  context.font = 'bold 40px sans-serif';
  context.fillText('The tea shop', 48, 62);
  for (let number = 0; number < 4; number++) {
    const x = 48 + number * 300;
    box(['#c98a4b', '#7f9b63', '#a3533c', '#4f7686'][number]!, x, 160, 264, 264);
    box('#24483e', x, 448, 200, 20);
    box('#b9b2a6', x, 484, 140, 16);
  }
}
