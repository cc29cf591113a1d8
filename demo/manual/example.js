// Has two people play with an element: where there are two, both start, and then something happens.
const PAGES = new URL('../preview/', location.href);

/** What happens once everyone is there, so that there is something to see. */
const HAPPENS = {
  async 'wf-address-bar'({ada}) {
    await ada.relocate(new URL('menu.html', PAGES).href);
  },
  async 'wf-chat'({ada, ben}) {
    await ada.sendChatMessage('Shall we look at the menu?');
    await ben.sendChatMessage('Yes, it is new: https://www.example.com/menu');
  },
  async 'wf-huddle'({ada}) {
    await ada.openTab(new URL('menu.html', PAGES).href);
    await ada.setHuddleMode(true);
  },
  async 'wf-log'({ada}) {
    await ada.sendChatMessage('This is an event as well.');
  },
  async 'wf-notices'({ben}) {
    await ben.requestTabControl();
  },
  async 'wf-participants'({ben}) {
    await ben.requestTabControl();
  },
  async 'wf-requests'({ben}) {
    await ben.requestTabControl();
  },
  async 'wf-tab-bar'({ada}) {
    await ada.openTab(new URL('menu.html', PAGES).href);
  },
};

/** Those that someone has to start. */
const WAITS = new Set(['wf-consent', 'wf-join', 'wf-launcher']);

/** Those that show what only a remote page has. */
const REMOTE = new Set(['wf-downloads', 'wf-pointers', 'wf-prompts']);

const {element} = document.body.dataset;
await customElements.whenDefined('wf-session');

for (const opener of document.querySelectorAll('wf-session, wf-launcher')) {
  opener.url = new URL('index.html', PAGES).href;
  // Each window of this browser has its own people, as each reader plays by themselves.
  opener.space = `${opener.space}-${crypto.randomUUID().slice(0, 8)}`;
}
const [ada, ben] = document.querySelectorAll('wf-session');
if (ben) ben.space = ada.space;

// The frame is as high as what is in it.
new ResizeObserver(() => {
  if (window.frameElement) window.frameElement.style.blockSize = `${document.body.offsetHeight + 2}px`;
}).observe(document.body);

if (REMOTE.has(element)) {
  // Only they need so much more.
  const {playRemote} = await import('./remote.js');
  await playRemote(element, [ada, ben].filter(Boolean));
} else if (ada && (!WAITS.has(element) || element === 'wf-join')) await ada.start();
if (ben && !REMOTE.has(element) && !WAITS.has(element)) {
  await ben.start();
  await HAPPENS[element]?.({ada, ben});
}
// For whoever drives this page.
document.body.dataset.ready = '';
