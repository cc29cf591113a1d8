/**
 * How the button looks, unless the page has other ideas. One class in a selector of the page's is enough for those, and
 * what the page says of all buttons is none: adopted styles come after it.
 */
export const BUTTON_STYLES = `
button:where(.webfuse-button) {
  position: fixed;
  z-index: 2147482000;
  min-block-size: 2.75rem;
  padding: 0.625rem 1.25rem;
  border: 0;
  border-radius: 1.5rem;
  background: #2856d8;
  color: #fff;
  font: 600 0.9375rem / 1.4 system-ui, sans-serif;
  cursor: pointer;
  box-shadow: 0 2px 10px rgb(0 0 0 / 25%);
}
button:where(.webfuse-button:hover) { background: #1f47b8; }
button:where(.webfuse-button:focus-visible) { outline: 3px solid #2856d8; outline-offset: 3px; }
button:where(.webfuse-button[aria-disabled]) { cursor: progress; }
button:where(.surfly-button-bottomright) { right: 1.25rem; bottom: 1.25rem; }
button:where(.surfly-button-bottomleft) { left: 1.25rem; bottom: 1.25rem; }
button:where(.surfly-button-middleright) { right: 0; top: 50%; translate: 0 -50%; border-radius: 1.5rem 0 0 1.5rem; }
.webfuse-button[hidden] { display: none; }
@media print { button:where(.webfuse-button) { display: none; } }
`;
