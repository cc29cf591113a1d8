import {createReadStream, statSync} from 'node:fs';
import path from 'node:path';
import {type Site, serve} from './site.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

/** Serves the files of these folders, the first that has one. */
export function serveFolders(...folders: string[]): Promise<Site> {
  return serve(({url = '/'}, response) => {
    const {pathname} = new URL(url, 'http://host');
    const file = folders.map((folder) => path.join(folder, path.normalize(pathname))).find(isFile);
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream'});
    createReadStream(file).pipe(response);
  });
}

function isFile(file: string): boolean {
  return statSync(file, {throwIfNoEntry: false})?.isFile() ?? false;
}
