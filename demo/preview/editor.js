const ada = document.querySelector('#ada');
const ben = document.querySelector('#ben');
const editor = document.querySelector('#editor');

/** Sends what is written to the page in every window. */
function send() {
  const {headline, teaser} = editor.elements;
  if (ada.status !== 'live') return;
  ada.sendMessage({headline: headline.value, teaser: teaser.value}, location.origin);
}

editor.addEventListener('input', send);
// A page that was just loaded knows nothing of the draft.
document.addEventListener('wf-relocated', send);

await customElements.whenDefined('wf-session');
ada.url = new URL('preview/index.html', location.href).href;
await ada.start();
await ben.start();
