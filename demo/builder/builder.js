// What is chosen here runs beside it, and is HTML to copy.
import {addressOf, embedOf, htmlOf, PARTS, styleOf, USUAL} from './embed.js';

const LANGUAGES = ['en', 'ar', 'de', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt', 'tr', 'zh'];

const form = document.querySelector('form');
const code = document.querySelector('#html');
const copied = document.querySelector('#copied');
const frame = document.querySelector('iframe');
const themes = new Map();

function option(value, text) {
  return new Option(text, value);
}

function partOf([tag, words]) {
  const label = document.createElement('label');
  const box = Object.assign(document.createElement('input'), {type: 'checkbox', name: 'parts', value: tag});
  box.defaultChecked = USUAL.includes(tag);
  const name = document.createElement('code');
  name.textContent = `<${tag}>`;
  label.append(box, ` ${words} `, name);
  return label;
}

/** What the form says. */
function chosen() {
  const data = new FormData(form);
  const texts = Object.fromEntries(data);
  return {
    ...texts,
    parts: data.getAll('parts'),
    autostart: data.has('autostart'),
    consent: data.has('consent'),
    words: texts.words.trim(),
  };
}

async function themeOf(name) {
  if (name === 'plain') return '';
  if (!themes.has(name)) themes.set(name, await (await fetch(`looks/${name}.css`)).text());
  return themes.get(name);
}

/** Only what matters for what was chosen is asked for. */
function ask({provider, layout, consent}) {
  const now = [provider, layout, consent && 'consent'];
  for (const field of document.querySelectorAll('[data-when]')) {
    field.hidden = !field.dataset.when.split(' ').some((word) => now.includes(word));
  }
}

/** The server that it is to run on; none where it lives in one browser anyway. Webfuse has hosts, and no addresses. */
function serverOf({there, provider, server}) {
  if (!there || provider === 'local') return '';
  return provider === 'server' ? addressOf(server) : server;
}

/** Writes the HTML and has it run. */
async function build() {
  const now = chosen();
  const theme = await themeOf(now.theme);
  ask(now);
  code.textContent = htmlOf(now, theme);
  copied.textContent = '';
  frame.contentWindow?.postMessage(
    {embed: embedOf(now), server: serverOf(now), style: styleOf(now, theme), scheme: now.scheme},
    location.origin,
  );
}

// A link to this page can say what stands in its fields; where a server has both, its address is relative.
for (const [name, value] of new URLSearchParams(location.search)) {
  const field = form.elements[name];
  if (!field?.matches?.('.field > input')) continue;
  field.defaultValue = (name === 'server' && URL.parse(value, location.href)?.origin) || value;
}
form.elements.lang.append(
  ...LANGUAGES.map((tag) => option(tag, new Intl.DisplayNames(['en'], {type: 'language'}).of(tag))),
);
document.querySelector('#parts').append(...Object.entries(PARTS).map(partOf));

form.addEventListener('change', build);
form.addEventListener('reset', () => setTimeout(build));
form.addEventListener('submit', (event) => event.preventDefault());
// The frame says when it can show something.
addEventListener('message', ({source, data}) => {
  if (source === frame.contentWindow && data === 'ready') build();
});
document.querySelector('#copy').addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(code.textContent);
    copied.textContent = 'Copied.';
  } catch {
    getSelection().selectAllChildren(code);
    copied.textContent = 'It is selected, to be copied by hand.';
  }
});
build();
frame.src = 'builder/preview.html';
