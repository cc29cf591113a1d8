import {Html, html} from '../docs/html.ts';

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; background: light-dark(#fff, #17191f); }
h1 { position: absolute; clip-path: inset(50%); margin: 0; }
wf-session { block-size: 100dvh; --wf-room-border: 0; --wf-room-radius: 0; }
`;

/** What a page of a space is made of that others frame. */
export interface Embedded {
  readonly name: string;
  readonly slug: string;
  /** Public key of the space. */
  readonly widgetKey: string;
  /** Opened in the first tab; empty for nothing. */
  readonly url: string;
  /** Where oEmbed tells of the page. */
  readonly oembed: string;
}

/** The page of a space for iframes: a session that starts when someone presses its button. */
export function embedPage({name, slug, widgetKey, url, oembed}: Embedded): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${name}</title>
<link rel="icon" href="data:,">
<link rel="alternate" type="application/json+oembed" href="${oembed}" title="${name}">
<script type="module" src="../webfuse-elements.js"></script>
<style>${new Html(STYLE)}</style>
</head>
<body>
<main>
<h1>${name}</h1>
<wf-session space="${slug}" widget-key="${widgetKey}" url="${url}"></wf-session>
</main>
<noscript>This page needs JavaScript to show the session.</noscript>
</body>
</html>
`.text;
}

/** What a page puts in to show that one. */
export function embedFrame(address: string, name: string, width: number, height: number): string {
  const allow = 'autoplay; clipboard-read; clipboard-write; fullscreen';
  return html`<iframe src="${address}" title="${name}" width="${String(width)}" height="${String(height)}" allow="${allow}" loading="lazy" frameborder="0"></iframe>`
    .text;
}
