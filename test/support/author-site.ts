import {type Site, serve} from './site.ts';

/** Serves one page of someone who uses the kit, at every address. `makePage` is called for each request. */
export function serveAuthorSite(makePage: (path: string) => string): Promise<Site> {
  return serve(({url = '/'}, response) => {
    response.writeHead(200, {'content-type': 'text/html; charset=utf-8'}).end(makePage(url));
  });
}

/** A whole page around what its author wrote. */
export function page(body: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>An author's page</title>
    <link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`;
}

/** The one line that brings the kit into a page. */
export function kit(server: string): string {
  return `<script type="module" src="${server}/webfuse-elements.js"></script>`;
}
