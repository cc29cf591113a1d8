import {afterLoad, page, said, script, type Way} from './way.ts';

/** What a page may be made of. */
export const PARTS: readonly Way[] = [
  page('a style sheet', ({url}) => `<link rel="stylesheet" href="${url}">`),
  page('@import of a style sheet', ({url}) => `<style>@import url(${url});</style>`),
  page('a background', ({url}) => `<style>body { background: url(${url}); }</style>`),
  page('a cursor', ({url}) => `<style>html { cursor: url(${url}), auto; }</style>`),
  page(
    'a font',
    ({url}) => `<style>@font-face { font-family: x; src: url(${url}); } p { font-family: x; }</style><p>x`,
  ),
  page('a filter', ({url}) => `<p style="filter: url(${url}#f)">x`, {
    stopped: {because: 'filters are of the same origin', shown: ({url}) => `Unsafe attempt to load URL ${url}`},
  }),
  page('a script', ({url}) => `<script src="${url}"></script>`),
  page('a module', ({url}) => `<script type="module" src="${url}"></script>`),
  script('import()', ({url}) => `import('${url}').catch(() => {});`),
  page('a video', ({url}) => `<video src="${url}" autoplay></video>`),
  page('a poster', ({url}) => `<video poster="${url}"></video>`),
  page('a sound', ({url}) => `<audio src="${url}" autoplay></audio>`),
  page('subtitles', ({url}) => {
    return `<video crossorigin><track src="${url}" default kind="subtitles"></video><script>
      document.querySelector('track').track.mode = 'showing';</script>`;
  }),
  page('srcset', ({url}) => `<img srcset="${url} 1x">`),
  page('a picture in SVG', ({url}) => `<svg><image href="${url}"/></svg>`),
  page('feImage in SVG', ({url}) => {
    return `<svg width="9" height="9"><filter id="f"><feImage href="${url}"/></filter><rect width="9" height="9" filter="url(#f)"/></svg>`;
  }),
  page('an input that is a picture', ({url}) => `<input type="image" src="${url}">`),
  page('<body background>', ({url}) => `<body background="${url}">`),
  page('<object>', ({url}) => `<object data="${url}"></object>`),
  page('<embed>', ({url}) => `<embed src="${url}">`),
  page('<embed> of a PDF', ({url}) => `<embed src="${url}x.pdf" type="application/pdf">`),
  page('a frame', ({url}) => `<iframe src="${url}"></iframe>`),
  page('a frame in a frame without an address', ({url}) => `<iframe srcdoc="<iframe src='${url}'></iframe>"></iframe>`),
  page('a sandboxed frame', ({url}) => `<iframe sandbox src="${url}"></iframe>`),
  page('a frame of data:', ({url}) => `<iframe src="data:text/html,<img src='${url}'>"></iframe>`),
  script('a frame of blob:', ({url}) => {
    return `const frame = document.body.appendChild(document.createElement('iframe'));
      frame.src = URL.createObjectURL(new Blob(['<img src="${url}">'], {type: 'text/html'}));`;
  }),
  {
    name: 'a frame set',
    page: ({url}) => ({body: `<html><frameset cols="*"><frame src="${url}"></frameset></html>`}),
  },
  page('preload', ({url}) => `<link rel="preload" as="image" href="${url}">`),
  page('modulepreload', ({url}) => `<link rel="modulepreload" href="${url}">`),
  page('prefetch', ({url}) => `<link rel="prefetch" href="${url}">`),
  page('an icon', ({url}) => `<link rel="icon" href="${url}icon.png">`),
  {name: 'preload in a header', page: ({url}) => ({headers: {link: `<${url}>; rel=preload; as=image`}})},
  {
    name: 'a report about its own policy',
    page: ({url}) => ({
      headers: {'content-security-policy': `img-src 'none'; report-uri ${url}`},
      body: '<img src="/x.png">',
    }),
  },
  page(
    'speculation rules',
    (target) => {
      const rules = {prefetch: [{source: 'list', urls: [target.url], eagerness: 'immediate'}]};
      return `<script type="speculationrules">${JSON.stringify(rules)}</script>${afterLoad(target)}`;
    },
    // Chromium fetches nothing ahead where there is a proxy.
    {refused: said('loaded')},
  ),
];
