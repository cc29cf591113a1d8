/** All secrets are written in a colour that nothing else has. */
const INK = 'color: #f0f; font: bold 28px sans-serif;';

/** Also a green square that always turns: so pictures come, and it can be told whether the page is seen at all. */
const STYLE = `<meta charset="utf-8"><style>
  .secret {${INK}}
  body {margin: 20px; font: 18px sans-serif}
  @keyframes turn {to {transform: rotate(1turn)}}
  .spin {position: fixed; right: 9px; top: 9px; width: 60px; height: 60px; background: #080; animation: turn 1s linear infinite}
</style>`;
const SPINNER = '<div class="spin"></div>';
const SECRET = '<p class="secret">4929 1234 5678 secret</p>';
const FILLER = '<p>The quick brown fox jumps over the lazy dog.</p>'.repeat(8);
const IN_SHADOW = `${STYLE}${SECRET}`;

/** Says of everything that it is shown, in the strongest words that a page has. */
const SHOW = `filter: none !important; background: none !important; clip-path: none !important; opacity: 1 !important;
  color: #f0f !important; -webkit-text-fill-color: #f0f !important; visibility: visible !important;
  transition: all 9999s !important`;

/** A page that does everything to show what is masked, in each picture anew. */
const FIGHT = `
<p class="secret" id="inline">inline 4929 1234</p>
<p class="secret" id="moved">moved 4929 1234</p>
<p class="secret" id="named">named 4929 1234</p>
<div id="again"></div><div id="copies"></div>
<div id="host" class="secret">host 4929 1234</div>
<div id="slotting"><p class="secret">slotted 4929 1234</p></div>
<div id="shut"></div>
<p class="secret" style="display: contents !important">contents 4929 1234</p>
<svg width="400" height="40"><text class="secret" y="30" style="fill: #f0f !important">drawn 4929 1234</text></svg>
<div class="secret"><dialog id="dialog" style="${INK}">top layer 4929 1234</dialog></div>
<div class="secret"><span style="view-transition-name: seen">transition 4929 1234</span></div>
<input type="password" value="typed 4929 1234" id="typed" style="${INK}">
<script>
  const SHOW = \`${SHOW}\`;
  const style = document.createElement('style');
  style.textContent = '@layer strong {body *:not(.spin) {' + SHOW + '}} body *:not(.spin) {' + SHOW + '}' +
    '.secret {animation: show 1s infinite !important} @keyframes show {from, to {filter: none; color: #f0f}}';
  document.head.append(style);
  host.attachShadow({mode: 'open'}).innerHTML = '<style>:host, ::slotted(*) {' + SHOW + '}</style><slot></slot>';
  slotting.attachShadow({mode: 'closed'}).innerHTML = '<style>::slotted(p) {' + SHOW + '}</style><slot></slot>';
  // The original, from a window in which nothing has taken its place.
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const {attachShadow} = frame.contentWindow.Element.prototype;
  const root = attachShadow.call(shut, {mode: 'closed'});
  root.innerHTML = '<style>p {' + SHOW + '}</style><p class="secret" style="' + SHOW + '">shut 4929 1234</p>';
  dialog.showModal();
  const kept = moved.cloneNode(true);
  const strip = (element) => element.getAttributeNames().forEach((name) => element.removeAttribute(name));
  let turn = 0;
  (function fight() {
    turn++;
    document.adoptedStyleSheets = [];
    document.documentElement.style.cssText = 'opacity: 1 !important';
    for (const element of document.querySelectorAll('.secret')) element.style.cssText = SHOW;
    inline.animate([{filter: 'none', opacity: 1}, {filter: 'none', opacity: 1}], {duration: 1000});
    strip(named);
    named.id = 'named';
    named.className = turn % 2 ? '' : 'secret';
    named.style.cssText = SHOW + '; font: bold 28px sans-serif';
    typed.type = turn % 2 ? 'text' : 'password';
    for (const name of typed.getAttributeNames()) if (name.startsWith('data-')) typed.removeAttribute(name);
    again.innerHTML = '<p class="secret" style="' + SHOW + '">again 4929 ' + turn + '</p>';
    const copy = kept.cloneNode(true);
    strip(copy);
    copy.style.cssText = SHOW;
    copies.replaceChildren(copy);
    if (turn % 20 === 0) document.startViewTransition(() => {});
    if (turn % 30 === 0) { dialog.close(); dialog.showModal(); }
    requestAnimationFrame(fight);
  })();
</script>`;

const SCROLL = `<script>
  requestAnimationFrame(function on() {
    scrollBy(0, 17);
    if (scrollY + innerHeight >= document.body.scrollHeight - 20) scrollTo(0, 0);
    requestAnimationFrame(on);
  });
</script>`;

const SHADOW = `
<div id="plain"></div>
<div id="declared"><template shadowrootmode="closed">${IN_SHADOW}
  <div><template shadowrootmode="closed">${IN_SHADOW}</template></div></template></div>
<x-late>${SECRET}</x-late>
<script>
  plain.attachShadow({mode: 'closed'}).innerHTML = \`${IN_SHADOW}\`;
  customElements.define('x-late', class extends HTMLElement {
    constructor() {
      super();
      this.attachShadow({mode: 'closed'}).innerHTML = \`${IN_SHADOW}<slot></slot>\`;
    }
  });
  setInterval(() => {
    const late = document.createElement('div');
    late.className = 'late';
    late.attachShadow({mode: 'closed'}).innerHTML = \`${IN_SHADOW}\`;
    plain.after(late);
    document.querySelectorAll('.late')[5]?.remove();
  }, 50);
</script>`;

const FRAMES = `
<iframe src="OTHER/inside"></iframe><iframe src="/inside"></iframe><iframe srcdoc='${IN_SHADOW}'></iframe>
<iframe id="blob"></iframe><iframe sandbox srcdoc='${IN_SHADOW}'></iframe><iframe id="blank"></iframe>
<iframe src='data:text/html,${encodeURIComponent(IN_SHADOW)}'></iframe>
<script>
  const inside = \`${IN_SHADOW}\`;
  blob.src = URL.createObjectURL(new Blob([inside], {type: 'text/html'}));
  blank.contentDocument.body.innerHTML = inside;
  setInterval(() => {
    const late = document.createElement('iframe');
    late.srcdoc = inside;
    document.body.append(late);
    document.querySelectorAll('iframe')[9]?.remove();
  }, 200);
</script>`;

const TYPING = `
<input type="password" style="${INK}; width: 600px"><br>
<input autocomplete="cc-number" style="${INK}; width: 600px"><br>
<input name="card_cvc" style="${INK}; width: 600px">
<div data-wf-private style="${INK}">private</div><div surfly_private style="${INK}">private</div>
<p>A long line with <span class="secret">${'a secret that goes on and on '.repeat(8)}</span> in it.</p>`;

const ANIMATION = `<style>
  @keyframes go {to {transform: translateX(600px) rotate(20deg) scale(1.5)}}
  .secret {animation: go 1s infinite alternate; width: 400px}
</style>${SECRET.repeat(5)}
<script>setInterval(() => {const end = Date.now() + 40; while (Date.now() < end);}, 100)</script>`;

const WRITTEN = `<script>
  setTimeout(() => {
    document.open();
    document.write(\`${STYLE}${SPINNER}${SECRET}\`);
    document.close();
  }, 300);
</script>`;

/** Shows what is private in the top layer from the very beginning, which is painted outside of the root. */
const RAISED = `
<dialog id="pay" style="opacity: 0.9"><input class="secret" value="4929 1234 5678" style="${INK}; width: 500px"></dialog>
<div id="shut"></div>
<div id="declared"><template shadowrootmode="open">
  <div popover="manual" class="secret" style="${INK}; top: 300px">4929 1234</div></template></div>
<script>
  pay.showModal();
  const root = shut.attachShadow({mode: 'closed'});
  root.innerHTML = '<div popover="manual" style="top: 200px"><p class="secret" style="${INK}">4929 1234</p></div>';
  root.firstChild.showPopover();
  const all = [pay, root.firstChild, declared.shadowRoot.firstElementChild];
  all[2].showPopover();
  const looks = () => all.map((one) => getComputedStyle(one).opacity).join(' ');
  const first = looks();
  new MutationObserver(() => {
    if (!document.documentElement.style.opacity) document.title = first + ', then ' + looks();
  }).observe(document.documentElement, {attributes: true});
</script>`;

/** Pages on which everything that is magenta is private, by address. */
export const MASKED_PAGES: Readonly<Record<string, string>> = {
  '/scrolled': STYLE + SPINNER + (SECRET + FILLER).repeat(30) + SCROLL,
  '/animated': STYLE + SPINNER + ANIMATION,
  '/typed-in': STYLE + SPINNER + TYPING,
  '/in-shadow-roots': STYLE + SPINNER + SHADOW,
  '/inside': `${STYLE}${SECRET}<input type="password" value="abcdefghij" style="${INK}">`,
  '/in-frames': STYLE + SPINNER + SECRET + FRAMES,
  '/written-anew': STYLE + SPINNER + WRITTEN,
  '/with-dialogs-from-the-start': STYLE + SPINNER + RAISED,
  '/that-fights': STYLE + SPINNER + FIGHT,
  '/taken-from': `<title>-</title><style>body {margin: 0} p, input {position: absolute; left: 20px; width: 300px; height: 40px}</style>
    <p class="secret" id="written" style="top: 20px">4929 written</p>
    <input class="secret" id="typed" style="top: 100px" value="4929 typed">
    <p id="open" style="top: 180px">open</p>
    <script>
      let count = 0;
      for (const type of ['keyup', 'mouseup', 'drop']) addEventListener(type, () => { count++; }, true);
      const done = async (wanted) => { while (count < wanted) await new Promise(requestAnimationFrame); };
      ondragover = (event) => event.preventDefault();
      ondrop = ({dataTransfer}) => { document.title = 'Dropped ' + dataTransfer.getData('text/plain'); };
    </script>`,
  '/that-stands-still': `${STYLE}${SPINNER.replace('class="spin"', 'class="spin" style="animation: none"')}
    ${(SECRET + FILLER).repeat(30)}`,
  '/that-opens-another': `<title>-</title><p style="position: fixed; inset: 0; margin: 0"
    onclick="window.open('/scrolled')">open</p>`,
  '/shown': `${STYLE}${SPINNER}<p style="${INK}">shown</p>`,
};

const CLIPPED = 'background: #f0f; background-clip: text; font: bold 28px sans-serif';
const WITHOUT_BOX = 'class="secret" style="display: contents !important"';
const HIGHLIT = 'color: #f0f !important; -webkit-text-fill-color: #f0f !important';

/** Pages on which something that is not masked paints a text that is, whatever it says, by address. */
export const PAINTED_BY_OTHERS: Readonly<Record<string, (text: string) => string>> = {
  '/as-a-background': (text) => `${STYLE}${SPINNER}<div style="${CLIPPED}"><p ${WITHOUT_BOX}><b>${text}</b></p></div>`,
  '/as-a-background-around-a-root': (text) => `${STYLE}${SPINNER}<div style="${CLIPPED}" id="host"></div><script>
    const root = host.attachShadow({mode: 'closed'});
    root.innerHTML = '<p ${WITHOUT_BOX}>${text}</p>';
    setInterval(() => { for (const name of root.firstChild.getAttributeNames()) root.firstChild.setAttribute(name, ''); }, 50);
    root.append(Object.assign(document.createElement('style'), {textContent: 'p {display: contents !important}'}));
    </script>`,
  '/as-a-highlight': (text) => `${STYLE}${SPINNER}<style>::highlight(seen) {${HIGHLIT}}</style>
    <p style="font: bold 28px sans-serif"><span ${WITHOUT_BOX} id="one">${text}</span></p><script>
    const range = new Range();
    range.selectNodeContents(one);
    CSS.highlights.set('seen', new Highlight(range));</script>`,
  '/as-a-target': (text) => `${STYLE}${SPINNER}<style>::target-text {${HIGHLIT}}</style>
    <p style="font: bold 28px sans-serif"><span ${WITHOUT_BOX}>${text}</span></p><script>
    location.hash = ':~:text=${text}';</script>`,
  '/as-a-clip-path': (text) => `${STYLE}${SPINNER}<svg width="900" height="80"><clipPath id="path">
    <text class="secret" y="40" style="font: bold 28px sans-serif">${text}</text></clipPath>
    <rect width="900" height="80" fill="#f0f" clip-path="url(#path)"/></svg>`,
};

/** A page that comes in pieces. */
export const PIECES: readonly string[] = [
  STYLE + SPINNER,
  ...Array.from({length: 12}, () => `${SECRET}<div><template shadowrootmode="closed">${IN_SHADOW}</template></div>`),
];
