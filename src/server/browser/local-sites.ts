import {readFile} from 'node:fs/promises';
import {extname, join, normalize, sep} from 'node:path';

/** What the proxy answers by itself. */
export interface LocalResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** The same with a file that can be large, so that it is read as it is taken. */
export interface LocalFile extends Omit<LocalResponse, 'body'> {
  readonly path: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.pdf': 'application/pdf',
};

/** Answers from the files in a folder, with its `404.html` for what is not there. `path` is that of the address. */
export async function answerFromFolder(folder: string, path: string): Promise<LocalResponse> {
  const file = fileOf(folder, path);
  const found = file && (await read(file));
  if (found) return {status: 200, headers: headersFor(file), body: found};

  const missing = join(folder, '404.html');
  return {status: 404, headers: headersFor(missing), body: (await read(missing)) ?? 'Not found'};
}

/** The file that a path stands for, or null when it would lie outside the folder. */
function fileOf(folder: string, path: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  const root = normalize(folder + sep);
  const file = join(root, decoded.endsWith('/') ? `${decoded}index.html` : decoded);
  return file.startsWith(root) && !decoded.includes('\0') ? file : null;
}

function headersFor(file: string): Record<string, string> {
  return {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  };
}

async function read(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if (['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? ''))
      return null;
    throw error;
  }
}
