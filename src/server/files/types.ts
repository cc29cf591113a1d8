import {extname} from 'node:path';

const TEXT = 'text/plain; charset=utf-8';
const HTML = 'text/html; charset=utf-8';

/** What a browser shows by itself, by the ends of names. Text of every kind is shown as it is written. */
const BY_EXTENSION: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.bmp': 'image/bmp',
  '.gif': 'image/gif',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.htm': HTML,
  '.html': HTML,
  '.pdf': 'application/pdf',
  '.css': TEXT,
  '.csv': TEXT,
  '.js': TEXT,
  '.json': TEXT,
  '.log': TEXT,
  '.md': TEXT,
  '.txt': TEXT,
  '.xml': TEXT,
  '.yaml': TEXT,
  '.yml': TEXT,
};

const SHOWN = new Set(Object.values(BY_EXTENSION));

/**
 * As what a file is shown, or null when no browser shows it by itself.
 *
 * @param declared - what whoever gave it says that it is; counts only where its name says nothing
 */
export function shownType(filename: string, declared: string): string | null {
  const extension = extname(filename).toLowerCase();
  if (extension) return BY_EXTENSION[extension] ?? null;
  const [type = ''] = declared.toLowerCase().split(';');
  if (type === 'text/html') return HTML;
  if (type.startsWith('text/')) return TEXT;
  return SHOWN.has(type) ? type : null;
}
