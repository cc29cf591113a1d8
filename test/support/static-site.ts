import {createReadStream, statSync} from 'node:fs';
import path from 'node:path';
import {type Site, serve} from './site.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.vtt': 'text/vtt',
  '.webm': 'video/webm',
};

/** Serves the files of these folders, the first that has one; of a folder its `index.html`. */
export function serveFolders(...folders: string[]): Promise<Site> {
  return serve(({url = '/', headers}, response) => {
    const {pathname} = new URL(url, 'http://host');
    const name = path.normalize(pathname.replace(/\/$/, '/index.html'));
    const file = folders.map((folder) => path.join(folder, name)).find(isFile);
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    const type = {'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream', 'accept-ranges': 'bytes'};
    const {size} = statSync(file);
    // A film is wound by asking for what comes from there on.
    const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? Number.NaN);
    if (start < size) response.writeHead(206, {...type, 'content-range': `bytes ${start}-${size - 1}/${size}`});
    else response.writeHead(200, type);
    createReadStream(file, {start: start < size ? start : 0}).pipe(response);
  });
}

function isFile(file: string): boolean {
  return statSync(file, {throwIfNoEntry: false})?.isFile() ?? false;
}
