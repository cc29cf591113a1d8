import type {Ssid} from '../../model/events.ts';
import {CODEC, type Frame} from '../../protocol/frames.ts';

/** A colour to fill a picture with, or what draws it. */
export type Draw = string | ((context: OffscreenCanvasRenderingContext2D) => void);

/** A picture of a tab, as a session server sends it. */
export async function drawFrame(ssid: Ssid, width: number, height: number, draw: Draw): Promise<Frame> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  if (typeof draw === 'string') {
    context.fillStyle = draw;
    context.fillRect(0, 0, width, height);
  } else {
    draw(context);
  }
  const blob = await canvas.convertToBlob({type: 'image/jpeg', quality: 1});
  const data = new Uint8Array(await blob.arrayBuffer());
  return {codec: CODEC.jpeg, keyFrame: true, ssid, width, height, time: 0, data};
}
