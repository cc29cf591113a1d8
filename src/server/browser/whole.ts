/** A picture as Chromium sends it, with the size of the page that it is said to be of. */
interface Picture {
  readonly data: string;
  readonly metadata: {readonly deviceWidth: number; readonly deviceHeight: number};
}

/** The size of a JPEG stands within its first characters. */
const HEAD = 4_096;

/**
 * Whether a picture is one of the page at the size that it is said to have. A page that was just given another size may
 * not have been painted anew: then it is the old picture, fitted into the new size.
 */
export function isWhole({data, metadata: {deviceWidth, deviceHeight}}: Picture): boolean {
  const size = sizeOf(data);
  // It may be smaller than the page, and of the same shape.
  return !size || Math.abs(size.height - (size.width * deviceHeight) / deviceWidth) < 2;
}

/** Width and height as a JPEG, in base64, has them in its frame header; null when it is none. */
export function sizeOf(data: string): {readonly width: number; readonly height: number} | null {
  const jpeg = Buffer.from(data.slice(0, HEAD), 'base64');
  let at = 2;
  while (at + 9 <= jpeg.length) {
    const marker = jpeg.readUInt16BE(at);
    if ((marker & 0xfffc) === 0xffc0) return {width: jpeg.readUInt16BE(at + 7), height: jpeg.readUInt16BE(at + 5)};
    at += 2 + jpeg.readUInt16BE(at + 2);
  }
  return null;
}
