// What is chosen here is the look of the session on this page, and the CSS to copy.
import {contrastProblems} from './contrast.js';

const form = document.querySelector('form');
const fields = document.querySelector('#fields');
const code = document.querySelector('#css');
const problems = document.querySelector('#problems');
const copied = document.querySelector('#copied');

const DECLARATION = /(--wf-[\w-]+):\s*([^;]+);/g;
const PAIR = /^light-dark\((#\w{6}), (#\w{6})\)$/;
const LENGTH = /^([\d.]+)rem$/;

/** As far as a length goes. */
const MOST = {'--wf-radius': 1.5, '--wf-space': 1.25, '--wf-control-size': 3.5};

const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [sheet];

/** The tokens of a theme, with their values. */
async function load(theme) {
  const css = await (await fetch(`looks/${theme}.css`)).text();
  return new Map([...css.matchAll(DECLARATION)].map(([, name, value]) => [name, value]));
}

/** A field, called by what it sets. */
function field(type, name, value, scheme) {
  const input = document.createElement('input');
  Object.assign(input, {type, name, value});
  const token = name.replace('--wf-', '').replaceAll('-', ' ');
  input.setAttribute('aria-label', scheme ? `${token}, ${scheme}` : token);
  return input;
}

/** The fields of a token: one colour for light and one for dark, a slider, or text. */
function fieldsOf(name, value) {
  const [, light, dark] = value.match(PAIR) ?? [];
  if (light) return [field('color', name, light, 'light'), field('color', name, dark, 'dark')];
  const [, length] = value.match(LENGTH) ?? [];
  if (!length) return [field('text', name, value)];
  const slider = field('range', name, '0');
  Object.assign(slider, {min: 0, max: MOST[name], step: 0.0625, value: length});
  return [slider];
}

function show(tokens) {
  fields.replaceChildren(
    ...[...tokens].map(([name, value]) => {
      const row = document.createElement('div');
      const label = document.createElement('code');
      label.textContent = name;
      row.append(label, ...fieldsOf(name, value));
      return row;
    }),
  );
}

/** What the fields say. */
function chosen() {
  const tokens = new Map();
  for (const input of fields.querySelectorAll('input')) {
    const before = tokens.get(input.name);
    const value = input.type === 'range' ? `${input.value}rem` : input.value;
    tokens.set(input.name, before ? `light-dark(${before}, ${value})` : value);
  }
  return tokens;
}

/** Puts it on the page. What is as it was by itself need not be written. */
function apply() {
  const tokens = chosen();
  const lines = [...tokens].filter(([name, value]) => value !== plain.get(name));
  const css = `wf-session {\n${lines.map(([name, value]) => `  ${name}: ${value};\n`).join('')}}`;
  sheet.replaceSync(css);
  code.textContent = lines.length > 0 ? css : '/* The kit as it is. */';
  problems.replaceChildren(
    ...contrastProblems(tokens).map((text) => {
      const item = document.createElement('li');
      item.textContent = text;
      return item;
    }),
  );
  copied.textContent = '';
}

const plain = await load('plain');

form.addEventListener('change', async ({target}) => {
  if (target.name === 'scheme') document.documentElement.style.colorScheme = target.value;
  if (target.name !== 'theme') return;
  show(await load(target.value));
  apply();
});
fields.addEventListener('input', apply);
document.querySelector('#copy').addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(code.textContent);
    copied.textContent = 'Copied.';
  } catch {
    getSelection().selectAllChildren(code);
    copied.textContent = 'It is selected, to be copied by hand.';
  }
});

show(await load(new FormData(form).get('theme')));
apply();

await customElements.whenDefined('wf-session');
const [ada, ben] = document.querySelectorAll('wf-session');
ada.url = new URL('preview/index.html', location.href).href;
await ada.start();
await ben.start();
