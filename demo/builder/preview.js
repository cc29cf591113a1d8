// Runs what was built: where it will live, or in this browser alone with someone else in it.
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets = [sheet];

/** What the session that runs was called, which the next one is not. */
let count = 0;

/** A tree of tags as elements. */
function elementOf({tag, attributes, children}) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.map((child) => (typeof child === 'string' ? child : elementOf(child))));
  return element;
}

/** As it runs there; what it leaves to the script that it comes with, it says here. */
function real({tag, attributes, children}, server) {
  return {tag, attributes: {...attributes, server}, children};
}

/** As it runs here. */
function playable({tag, attributes, children}) {
  const {autostart, 'widget-key': _key, server: _server, ...rest} = attributes;
  const url = new URL('../preview/index.html', location.href).href;
  return {tag, attributes: {...rest, provider: 'local', space: `builder-${crypto.randomUUID()}`, url}, children};
}

/** Ben, who is here as well and shows nothing. */
function someoneElse(space) {
  const nothing = {tag: 'span', attributes: {}, children: []};
  const attributes = {provider: 'local', space, 'user-name': 'Ben', hidden: true};
  return elementOf({tag: 'wf-session', attributes, children: [nothing]});
}

async function run({embed, server, style, scheme}) {
  const turn = ++count;
  sheet.replaceSync(style);
  document.documentElement.style.colorScheme = scheme;
  const said = embed.at(-1);
  const session = elementOf(server ? real(said, server) : playable(said));
  document.body.replaceChildren(...embed.slice(0, -1).map(elementOf), session);
  // There it does what the page that it is copied into will see it do.
  if (server) return;
  try {
    await play(session, said, () => turn === count);
  } catch (error) {
    // What is replaced while it starts fails, and nobody misses it.
    if (turn === count) throw error;
  }
}

/** Starts a session, and has someone else come in and say something. */
async function play(session, {attributes}, isShown) {
  await customElements.whenDefined('wf-session');
  // What asks first, or waits for a button, is left to whoever tries it.
  if (session.localName !== 'wf-session' || attributes.consent || !isShown()) return;
  await session.start();
  if (!isShown()) return;
  const ben = someoneElse(session.space);
  document.body.append(ben);
  await ben.start();
  if (isShown()) await ben.sendChatMessage('Hello, I am here to try it with you.');
}

addEventListener('message', ({origin, source, data}) => {
  if (origin === location.origin && source === parent) void run(data);
});
parent.postMessage('ready', location.origin);
