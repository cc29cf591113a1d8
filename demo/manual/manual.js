// What the pages of the manual do: code is copied, and everything is searched.
import {listen} from './search.js';

for (const pre of document.querySelectorAll('main > pre')) {
  const box = document.createElement('div');
  box.className = 'code';
  pre.replaceWith(box);
  pre.tabIndex = 0;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(pre.textContent.trimEnd());
      button.textContent = 'Copied';
    } catch {
      getSelection().selectAllChildren(pre);
      button.textContent = 'Selected';
    }
  });
  box.append(pre, button);
}

// Where there is room, the contents are always there.
const contents = document.querySelector('nav details');
const wide = matchMedia('(width >= 60rem)');
const fit = () => {
  contents.open = wide.matches;
};
wide.addEventListener('change', fit);
fit();
const current = contents.querySelector('[aria-current]');
if (wide.matches) current?.scrollIntoView({block: 'nearest'});

listen();
