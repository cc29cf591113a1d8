import {extname} from 'node:path';

/** Longest name that is kept, in characters, and how much of it may be its extension. */
const MAX_LENGTH = 100;
const MAX_EXTENSION = 16;

/** What nobody sees, or what makes them see another name than it is: controls, turns of direction, halves of characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

/** What some file systems make something else of. */
const SPECIAL = /[<>:"|?*]/g;
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** A name as it can stand in an address, in a header and in any file system: that of a file, and never a path. */
export function cleanFileName(name: string): string {
  const last = name.slice(-1_000).split(/[\\/]/).at(-1) as string;
  const seen = last.normalize('NFC').replace(UNSEEN, '').replace(SPECIAL, '_').replace(/\s+/g, ' ');
  const short = shorten(seen.replace(/^[. ]+/, '').replace(/[. ]+$/, ''));
  return short.replace(DEVICE, '_$1') || 'file';
}

/** The value of `content-disposition` for a file that is saved under that name. */
export function asAttachment(filename: string): string {
  const plain = filename.replace(/[^ -~]|["\\%]/gu, '_');
  const encoded = encodeURIComponent(filename).replace(/['()*]/g, (character) => {
    return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  });
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

function shorten(name: string): string {
  const characters = [...name];
  if (characters.length <= MAX_LENGTH) return name;
  const extension = [...extname(name)].slice(0, MAX_EXTENSION);
  return [...characters.slice(0, MAX_LENGTH - extension.length), ...extension].join('');
}
