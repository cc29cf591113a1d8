export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where in the tab a point of the window lies, when the picture is fitted into the middle of a box. Never outside. */
export function toTab(client: Point, box: DOMRect, size: Size): Point {
  const scale = Math.min(box.width / size.width, box.height / size.height);
  const x = (client.x - box.left - (box.width - size.width * scale) / 2) / scale;
  const y = (client.y - box.top - (box.height - size.height * scale) / 2) / scale;
  return {x: clamp(x, size.width), y: clamp(y, size.height)};
}

function clamp(value: number, length: number): number {
  return Math.min(Math.max(Math.round(value), 0), length - 1);
}
