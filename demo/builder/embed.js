// What was chosen, as a tree of tags: the HTML that is copied and what runs beside it are made of the same one.

/** What can stand in a session, in the order in which it does, with what the builder calls it. */
export const PARTS = {
  'wf-tab-bar': 'Tabs',
  'wf-address-bar': 'Address',
  'wf-view': 'The page',
  'wf-controls': 'What one may do',
  'wf-requests': 'Requests',
  'wf-participants': 'People',
  'wf-chat': 'Chat',
  'wf-notices': 'Notices',
  'wf-invite': 'Invite',
  'wf-huddle': 'Huddle',
  'wf-downloads': 'Downloads',
  'wf-log': 'Log',
};

/** What stands in a session of parts, if nothing else is chosen. */
export const USUAL = ['wf-tab-bar', 'wf-address-bar', 'wf-view', 'wf-participants', 'wf-chat'];

/** Where the session lives, and how it looks up there. */
function placeOf({provider, server, space, key}) {
  if (provider === 'local') return {provider, space};
  const elsewhere = provider === 'webfuse' ? {provider, server} : {};
  return {...elsewhere, space, 'widget-key': key};
}

/** The tags of what was chosen, as trees: the session or its launcher is the last one. */
export function embedOf(chosen) {
  const {layout, url, name, lang, autostart, consent, words, parts, label, position, opens} = chosen;
  // Said on the tag, since the page around it may be in another language.
  const spoken = {lang: lang === 'en' ? '' : lang, dir: lang === 'ar' ? 'rtl' : ''};
  const common = {...placeOf(chosen), url, 'user-name': name, ...spoken, consent: consent ? 'required' : ''};
  if (layout === 'launcher') {
    const own = {
      label: label === 'Browse together' ? '' : label,
      position: position === 'bottom-end' ? '' : position,
      opens: opens === 'panel' ? '' : opens,
    };
    // Beside it: what is put into a launcher takes the place of its session.
    const asks = consent && words ? [asksFirst(words, spoken)] : [];
    return [...asks, {tag: 'wf-launcher', attributes: {...common, ...own}, children: []}];
  }
  // A room has words of its own for that, as a launcher has; parts have none.
  const asks = consent && (words || layout === 'parts') ? [asksFirst(words)] : [];
  const inside = layout === 'parts' ? parts : asks.length > 0 ? ['wf-room'] : [];
  const children = [...asks, ...inside.map((tag) => ({tag, attributes: {}, children: []}))];
  return [{tag: 'wf-session', attributes: {...common, autostart}, children}];
}

function asksFirst(words, attributes = {}) {
  const said = {tag: 'p', attributes: {slot: 'join'}, children: [words]};
  return {tag: 'wf-consent', attributes, children: words ? [said] : []};
}

/** The CSS of what was chosen; empty where that is how the kit looks by itself. */
export function styleOf({layout, scheme, consent, words}, theme) {
  const declarations = theme.match(/--wf-[^;]+;/g) ?? [];
  const all = scheme === 'light dark' ? declarations : [`color-scheme: ${scheme};`, ...declarations];
  if (all.length === 0) return '';
  const launcher = consent && words ? 'wf-launcher, wf-consent' : 'wf-launcher';
  return `${layout === 'launcher' ? launcher : 'wf-session'} {\n${all.map((line) => `  ${line}\n`).join('')}}\n`;
}

/** All that is copied. */
export function htmlOf(chosen, theme) {
  const style = styleOf(chosen, theme);
  const styled = style ? `<style>\n${style.replace(/^(?=.)/gm, '  ')}</style>\n\n` : '';
  const tags = embedOf(chosen).map((tag) => `${tagOf(tag, '')}\n`);
  return `<script type="module" src="${escaped(scriptOf(chosen))}"></script>\n\n${styled}${tags.join('')}`;
}

/** Where the kit comes from: the server has it, and so may any static host. */
function scriptOf({provider, server}) {
  return provider === 'server'
    ? `${addressOf(server).replace(/\/+$/, '')}/webfuse-elements.js`
    : '/webfuse-elements.js';
}

/** The address of a server of which someone may have typed the host alone, which would be a path of the page. */
export function addressOf(server) {
  const typed = server.trim();
  return typed === '' || /^([a-z]+:)?\//i.test(typed) ? typed : `https://${typed}`;
}

function tagOf({tag, attributes, children}, indent) {
  const said = Object.entries(attributes)
    .filter(([, value]) => value)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escaped(value)}"`));
  const [first] = children;
  const open = `${indent}<${tag}${said.join('')}>`;
  if (typeof first === 'string') return `${open}${escaped(first)}</${tag}>`;
  const inner = children.map((child) => `\n${tagOf(child, `${indent}  `)}`).join('');
  return `${open}${inner && `${inner}\n${indent}`}</${tag}>`;
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
