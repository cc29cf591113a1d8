// The page that is previewed: shows the draft that the page around sends.
addEventListener('message', ({origin, data}) => {
  if (origin !== location.origin) return;
  for (const [field, text] of Object.entries(data)) {
    const element = document.querySelector(`[data-field="${CSS.escape(field)}"]`);
    if (element) element.textContent = text;
  }
});
