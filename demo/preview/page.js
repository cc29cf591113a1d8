// The page that is previewed: shows the draft that the page around sends, and the last one when it is loaded again.
const DRAFT = 'preview-draft';

function show(draft) {
  for (const [field, text] of Object.entries(draft)) {
    const element = document.querySelector(`[data-field="${CSS.escape(field)}"]`);
    if (element) element.textContent = text;
  }
}

addEventListener('message', ({origin, data}) => {
  if (origin !== location.origin) return;
  sessionStorage.setItem(DRAFT, JSON.stringify(data));
  show(data);
});

show(JSON.parse(sessionStorage.getItem(DRAFT) ?? '{}'));
