/** How the bytes of a message are to be read: as a picture, or as a JSON list of what is masked in the pictures. */
export const CODEC = {jpeg: 1, masked: 2} as const;
export type Codec = (typeof CODEC)[keyof typeof CODEC];

/** Where the bytes of the picture start. */
export const HEADER_BYTES = 24;

const VERSION = 1;
const KEY_FRAME = 1;

/** A text that is masked in pictures of a tab, as its owner alone is told. In pixels of the page. */
export interface MaskedText {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Where its text begins, seen from there, when not all of it is in sight. */
  readonly dx: number;
  readonly dy: number;
  /** Height of its letters. */
  readonly size: number;
  readonly text: string;
}

/** What is known of a picture before its bytes are read. */
export interface FrameHeader {
  readonly codec: Codec;
  /** The tab it shows. */
  readonly ssid: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** When it was painted, in milliseconds since 1970 on the server's clock. */
  readonly time: number;
  /** Whether it can be shown without the ones before it. */
  readonly keyFrame: boolean;
}

/** A picture of a tab. */
export interface Frame extends FrameHeader {
  readonly data: Uint8Array<ArrayBuffer>;
  /** What is masked in it; undefined for whoever is not the owner of the tab. */
  readonly masked?: readonly MaskedText[];
}

/** Writes the header of a picture. Layout: version, codec, flags, 0, ssid u32, width u16, height u16, 0 u32, time f64. */
export function encodeHeader(header: FrameHeader): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, VERSION);
  view.setUint8(1, header.codec);
  view.setUint8(2, header.keyFrame ? KEY_FRAME : 0);
  view.setUint32(4, header.ssid);
  view.setUint16(8, header.width);
  view.setUint16(10, header.height);
  view.setFloat64(16, header.time);
  return bytes;
}

/**
 * Reads a picture as it came over the wire.
 * @throws {RangeError} when the bytes are too few or of a version this client does not know.
 */
export function decodeFrame(message: ArrayBuffer): Frame {
  if (message.byteLength < HEADER_BYTES) {
    throw new RangeError(`Expected a frame of at least ${HEADER_BYTES} bytes, got ${message.byteLength}.`);
  }
  const view = new DataView(message);
  const version = view.getUint8(0);
  if (version !== VERSION) throw new RangeError(`Expected a frame of version ${VERSION}, got version ${version}.`);
  return {
    codec: view.getUint8(1) as Codec,
    keyFrame: (view.getUint8(2) & KEY_FRAME) !== 0,
    ssid: view.getUint32(4),
    width: view.getUint16(8),
    height: view.getUint16(10),
    time: view.getFloat64(16),
    data: new Uint8Array(message, HEADER_BYTES),
  };
}
