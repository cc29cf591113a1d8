import type {LocalFile, LocalResponse} from '../browser/local-sites.ts';
import {refusalPage} from '../browser/refusal-page.ts';
import type {StoredFile} from './session-files.ts';
import {shownType} from './types.ts';

/** The name at which pages of a session find its files. There is no such host: the proxy answers by itself. */
export const FILES_HOST = 'files.localhost';

/** Finds a file by its id. */
export type FindFile = (id: string) => StoredFile | undefined;

/** A file shows itself and runs nothing; what it is made of may come from the web, as in any other page. */
const POLICY = "default-src 'none'; img-src * data:; media-src *; font-src * data:; style-src * 'unsafe-inline'";

const HEADERS = {
  'cache-control': 'no-store',
  // Its address is a secret.
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Where a tab shows a file. */
export function shownAt({id, filename}: StoredFile): string {
  return `http://${FILES_HOST}/${id}/${encodeURIComponent(filename)}`;
}

/** Answers a page that asks for a file; `path` is that of the address. */
export function showFile(find: FindFile, path: string): LocalResponse | LocalFile {
  const [, id = '', name] = path.split('/');
  const file = find(id);
  if (!file || name !== encodeURIComponent(file.filename)) {
    return page(404, 'This file is not there', 'Files are kept until the session that they were shared in ends.');
  }
  const type = shownType(file.filename, file.declaredType);
  if (!type) return page(200, file.filename, 'This kind of file cannot be shown here.');
  // Chromium's viewer does not start in a sandbox; it runs none of a document's scripts in the page's name.
  const policy = type === 'application/pdf' ? POLICY : `sandbox; ${POLICY}`;
  const headers = {...HEADERS, 'content-type': type, 'content-security-policy': policy};
  return {status: 200, headers, path: file.path};
}

function page(status: number, title: string, text: string): LocalResponse {
  return {status, headers: {...HEADERS, 'content-type': 'text/html; charset=utf-8'}, body: refusalPage(title, text)};
}
