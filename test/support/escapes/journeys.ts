import {ALL, leading, page, said, says, script, type Target, typed, type Way} from './way.ts';

const PDF = {'content-type': 'application/pdf'};

/** What a PDF does last, to show that it did what comes before. */
const ALERT = '<< /S /JavaScript /JS (app.alert\\("x"\\);) >>';

/** Where a page, or a person, may go. */
export const JOURNEYS: readonly Way[] = [
  typed('127.0.0.1', ({url}) => url),
  typed('[::1]', ({port}) => `http://[::1]:${port}/`),
  typed('loop.example', ({port}) => `http://loop.example:${port}/`),
  typed('https:', ({port}) => `https://127.0.0.1:${port}/`),
  script('location', ({url}) => `location = '${url}';`),
  page('meta refresh', ({url}) => `<meta http-equiv="refresh" content="0; url=${url}">`),
  {name: 'a refresh in a header', page: ({url}) => ({headers: {refresh: `0; url=${url}`}})},
  {name: 'a redirect', page: ({url}) => ({status: 302, headers: {location: url}})},
  {name: 'a redirect that keeps the method', page: ({url}) => ({status: 307, headers: {location: url}})},
  page(
    'a redirect of a picture',
    () => '<img src="r">',
    leading(({url}) => url),
  ),
  page(
    'a redirect of a frame',
    () => '<iframe src="r"></iframe>',
    leading(({url}) => url),
  ),
  page(
    'a redirect of a style sheet',
    () => '<link rel="stylesheet" href="r">',
    leading(({url}) => url),
  ),
  script(
    'a redirect of fetch()',
    () => `fetch('r', {mode: 'no-cors'}).catch(() => {});`,
    leading(({url}) => url),
  ),
  script(
    'a redirect of an EventSource',
    () => `new EventSource('r');`,
    leading(({url}) => url),
  ),
  page('a form', ({url}) => `<form method="post" action="${url}"></form><script>document.forms[0].submit()</script>`),
  page('a form in a frame', ({url}) => {
    return `<iframe name="f"></iframe><form method="post" target="f" action="${url}"></form><script>document.forms[0].submit()</script>`;
  }),
  page('ping', ({url}) => `<a href="#x" ping="${url}">x</a><script>document.querySelector('a').click()</script>`),
  page('a download', ({url}) => `<a href="${url}" download>x</a><script>document.querySelector('a').click()</script>`),
  page(
    'a redirect of a download',
    () => '<a href="r" download>x</a><script>document.querySelector("a").click()</script>',
    leading(({url}) => url),
  ),
  page('a link', ({url}) => `<a href="${url}" ${ALL}>x</a>`, {clicked: true}),
  page('a link to another tab', ({url}) => `<a href="${url}" target="_blank" ${ALL}>x</a>`, {
    clicked: true,
  }),
  page('window.open()', ({url}) => `<p ${ALL} onclick="window.open('${url}')">x</p>`, {clicked: true}),
  page(
    'an empty window that is filled',
    ({url}) => {
      return `<p ${ALL} onclick="window.open().document.write('<img src=${url}>')">x</p>`;
    },
    {clicked: true},
  ),
  {
    name: 'a PDF that sends a form',
    page: ({url}) => ({
      headers: PDF,
      body: pdf(`/OpenAction << /S /SubmitForm /F (${url}) /Flags 4 /Next ${ALERT} >>`),
    }),
    stopped: {because: 'a PDF goes nowhere unless someone clicks', shown: () => 'asks alert'},
  },
  {
    name: 'a PDF that runs a script',
    page: ({url}) => ({
      headers: PDF,
      body: pdf(
        `/OpenAction << /S /JavaScript /JS (try {this.submitForm\\("${url}"\\)} catch\\(e\\) {} try {app.launchURL\\("${url}"\\)} catch\\(e\\) {} app.alert\\("x"\\);) >>`,
      ),
    }),
    stopped: {because: 'a PDF goes nowhere unless someone clicks', shown: () => 'asks alert'},
  },
  {
    name: 'a link in a PDF',
    page: ({url}) => ({headers: PDF, body: pdf('', `/Subtype /Link /A << /S /URI /URI (${url}) >>`)}),
    clicked: 'again and again',
  },
  {
    name: 'a button in a PDF',
    page: ({url}) => ({
      headers: PDF,
      body: pdf(
        '/AcroForm << /Fields [4 0 R] >>',
        `/Subtype /Widget /FT /Btn /Ff 65536 /T (b) /A << /S /SubmitForm /F (${url}) /Flags 4 >>`,
      ),
    }),
    clicked: 'again and again',
  },
  altSvc('h3 in Alt-Svc of http:', ({port}) => `h3=":${port}"`, {
    stopped: {because: 'it holds for https: alone', shown: said('again')},
  }),
  altSvc('h3 in Alt-Svc', ({port}) => `h3=":${port}"`, {address: secure, refused: said('again')}),
  altSvc('h3 in Alt-Svc at another host', ({port}) => `h3="127.0.0.1:${port}"`, {
    address: secure,
    refused: said('again'),
  }),
  altSvc('h2 in Alt-Svc', ({port}) => `h2=":${port}"`, {
    address: secure,
    stopped: {because: 'it holds for h3 alone', shown: said('again')},
  }),
];

/** A site that says that it is to be found elsewhere, and is asked again. */
function altSvc(name: string, elsewhere: (target: Target) => string, more: Partial<Way>): Way {
  const page = (target: Target) => ({
    // A line that is kept would be faster than whatever is elsewhere.
    headers: {'alt-svc': elsewhere(target), connection: 'close'},
    body: `<script type="module">
      for (let time = 0; time < 500; time++) {
        await fetch('?' + time, {cache: 'no-store'});
        if (time === 3) ${says(target, 'again').code};
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    </script>`,
  });
  return {name, page, ...more};
}

function secure({secureHome}: Target): string {
  return secureHome;
}

/** A PDF of one empty page, with more in its catalogue, and something all over it. */
function pdf(catalogue: string, over = ''): string {
  return `%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R ${catalogue} >> endobj
2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 2000 2000] /Annots [4 0 R] >> endobj
4 0 obj << /Type /Annot /Rect [0 0 2000 2000] ${over} >> endobj
trailer << /Root 1 0 R >>
%%EOF`;
}
