/** Size of every page, in CSS pixels and in pixels of its pictures. */
export const VIEWPORT = {width: 1280, height: 720, deviceScaleFactor: 1, mobile: false} as const;
