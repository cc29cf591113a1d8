// Searches the index that is made with the manual. It is fetched when someone is about to search.
import {find} from './find.js';

const field = document.querySelector('#search');
const list = document.querySelector('#results');
const found = document.querySelector('#found');
const root = field.dataset.root;

/** So many places are shown. */
const MOST = 12;

let index;

function show(places) {
  const query = field.value.trim();
  list.hidden = query === '';
  found.textContent = query && (places.length > 0 ? `${places.length} found` : 'Nothing found');
  list.replaceChildren(...places.slice(0, MOST).map(itemOf));
  if (query && places.length === 0) {
    const none = document.createElement('li');
    none.textContent = 'Nothing found. Fewer or shorter words find more.';
    list.append(none);
  }
}

function itemOf({page, title, url, text}) {
  const item = document.createElement('li');
  const link = document.createElement('a');
  const [name, where, words] = ['strong', 'small', 'span'].map((tag) => document.createElement(tag));
  link.href = root + url;
  name.textContent = title;
  where.textContent = page === title ? '' : ` in ${page}`;
  words.textContent = text;
  link.append(name, where, words);
  item.append(link);
  return item;
}

async function search() {
  index ??= fetch(`${root}search.json`).then((response) => response.json());
  const query = field.value;
  const places = find(await index, query);
  // Someone has typed on meanwhile.
  if (query === field.value) show(places);
}

/** Moves through the results, and back to the field. */
function move(event) {
  const links = [field, ...list.querySelectorAll('a')];
  const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
  if (event.key === 'Escape') {
    list.hidden = true;
    field.focus();
  } else if (step) {
    const next = links[links.indexOf(document.activeElement) + step];
    next?.focus();
    event.preventDefault();
  } else if (event.key === 'Enter' && event.target === field) links[1]?.click();
}

/** Takes up the field of the page. */
export function listen() {
  field.addEventListener('focus', search);
  field.addEventListener('input', search);
  field.closest('search').addEventListener('keydown', move);
  field.closest('search').addEventListener('focusout', ({relatedTarget}) => {
    if (relatedTarget && !relatedTarget.closest('search')) list.hidden = true;
  });
  document.addEventListener('pointerdown', ({target}) => {
    if (!target.closest('search')) list.hidden = true;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest('input, textarea, [contenteditable]')) return;
    field.focus();
    event.preventDefault();
  });
}
