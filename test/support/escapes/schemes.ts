import {ALL, page, script, type Target, typed, type Way} from './way.ts';

const NO_WEB = {refused: () => 'rejected Expected an address that starts with http:// or https://'};

/** What Chromium says of a page that goes where it may not. */
const stopped = (where: (target: Target) => string): Pick<Way, 'stopped'> => ({
  stopped: {
    because: 'pages of the web go to pages of the web',
    shown: (target) => `Not allowed to load local resource: ${where(target)}`,
  },
});
const FILE = stopped(({file}) => file);
const CHROME = stopped(() => 'chrome://version/');

/** What is no address of the web. */
export const SCHEMES: readonly Way[] = [
  typed('file:', ({file}) => file, NO_WEB),
  typed('view-source:', ({url}) => `view-source:${url}`, NO_WEB),
  typed('view-source: of a file', ({file}) => `view-source:${file}`, {
    ...NO_WEB,
    reached: ({file}) => `relocated ${file}`,
  }),
  typed('chrome:', () => 'chrome://version/', {...NO_WEB, reached: () => 'relocated chrome://version/'}),
  typed('data:', ({url}) => `data:text/html,<img src="${url}">`, NO_WEB),
  typed('javascript:', ({url}) => `javascript:fetch('${url}')`, NO_WEB),
  page('file: in a frame', ({file}) => `<iframe src="${file}"></iframe>`, FILE),
  page('file: in a picture', ({file}) => `<img src="${file}">`, FILE),
  script('file: by location', ({file}) => `location = '${file}';`, FILE),
  script('file: by fetch()', ({file}) => `fetch('${file}').catch(() => {});`, FILE),
  {
    name: 'file: by a redirect',
    page: ({file}) => ({status: 302, headers: {location: file}}),
    stopped: {because: 'redirects lead to pages of the web', shown: () => 'ERR_UNSAFE_REDIRECT'},
  },
  page('file: by a link', ({file}) => `<a href="${file}" ${ALL}>x</a>`, {clicked: true, ...FILE}),
  page('file: in a window', ({file}) => `<p ${ALL} onclick="window.open('${file}')">x</p>`, {clicked: true, ...FILE}),
  script(
    'view-source: by location',
    ({url}) => `location = 'view-source:${url}';`,
    stopped(({url}) => `view-source:${url}`),
  ),
  script('chrome: by location', () => `location = 'chrome://version/';`, CHROME),
  page('chrome: in a frame', () => '<iframe src="chrome://version/"></iframe>', CHROME),
];
