import {expect, fixture, html} from '@open-wc/testing';
import '../../components/define.ts';
import '../../components/chat/wf-chat.ts';
import '../../components/controls/wf-controls.ts';
import '../../components/invite/wf-invite.ts';
import '../../components/join/wf-join.ts';
import '../../components/notices/wf-notices.ts';
import '../../components/requests/wf-requests.ts';
import {nothing} from 'lit';
import {translate, type WfSession} from '../../components/index.ts';
import {speakAs} from '../../components/languages/speak-as.ts';
import {TestRoom} from '../../src/client/testing/index.ts';
import {host, idle, type Joined} from '../support/sessions.ts';
import {waitUntil} from '../support/wait-until.ts';

const CODES = ['en', 'nl', 'de', 'fr', 'es', 'pt', 'it', 'pl', 'tr', 'ar', 'ja', 'zh'];
const TAGS = ['tab-bar', 'address-bar', 'participants', 'requests', 'controls', 'chat', 'invite', 'join', 'view'];

const text = (element: Element) => element.shadowRoot!.textContent!.replaceAll(/\s+/g, ' ').trim();
const says = (element: Element, words: string) => waitUntil(() => text(element).includes(words), words);

async function show({session}: Joined, lang: string, tag: string): Promise<HTMLElement> {
  const element = document.createElement(`wf-${tag}`);
  await fixture(html`<div lang=${lang}><wf-session .session=${session}>${element}</wf-session></div>`);
  return element;
}

const spoken = (element: HTMLElement, lang: string) => element.closest('[lang]')!.setAttribute('lang', lang);

/** A host who is asked for control, with somebody who waits to be let in. */
async function besieged(): Promise<Joined> {
  const joined = await host({name: 'Anna'}, new TestRoom({admission_enabled: true, host_rights: 'everyone'}));
  const {room} = joined;
  room.open(0, 'http://shop.localhost/', 'Shop');
  room.as(0, 'admit', {to: room.join('Ben')});
  room.join('Cleo');
  room.as(1, 'request_tab_control', {});
  return joined;
}

describe('the language of an element', () => {
  it('is fetched when it is needed, and no other', async () => {
    performance.setResourceTimingBufferSize(10_000);
    const fetched = () =>
      performance
        .getEntriesByType('resource')
        .flatMap(({name}) => /\/components\/languages\/(\w\w)\.ts/.exec(name)?.[1] ?? []);
    const element = await fixture<HTMLElement>(html`<wf-participants lang="en"></wf-participants>`);
    await says(element, 'Nobody is here yet.');
    expect(fetched()).to.deep.equal([]);
    element.lang = 'ja';
    await says(element, 'まだ誰もいません。');
    expect(fetched()).to.deep.equal(['ja']);
  });

  it('is that of the nearest lang, each its own on one page', async () => {
    const page = await fixture(html`
      <div lang="de"><wf-participants></wf-participants><p lang="fr"><wf-participants></wf-participants></p></div>
    `);
    const [german, french] = page.querySelectorAll('wf-participants');
    await says(german!, 'Noch ist niemand hier.');
    await says(french!, 'Il n’y a encore personne.');
  });

  it('is found through shadow roots, and is that of the room in an empty <wf-session>', async () => {
    const page = await fixture(html`<div lang="nl"></div>`);
    const root = page.attachShadow({mode: 'open'});
    const session = document.createElement('wf-session');
    root.append(session);
    await waitUntil(() => session.shadowRoot?.querySelector('wf-room')?.shadowRoot?.querySelector('wf-view') != null);
    const view = session.shadowRoot!.querySelector('wf-room')!.shadowRoot!.querySelector('wf-view')!;
    await says(view, 'Nog niet gestart');
  });

  it('changes at once with lang, also in a shadow root, and back to English', async () => {
    const page = await fixture(html`<div></div>`);
    const root = page.attachShadow({mode: 'open'});
    root.innerHTML = '<p><wf-participants></wf-participants></p>';
    const element = root.querySelector('wf-participants')!;
    await says(element, 'Nobody is here yet.');
    root.querySelector('p')!.lang = 'it';
    await says(element, 'Non c’è ancora nessuno.');
    root.querySelector('p')!.lang = 'en-GB';
    await says(element, 'Nobody is here yet.');
  });

  it('is another one where the element is moved to', async () => {
    const page = await fixture(html`<div><p lang="pt"><wf-participants></wf-participants></p><p lang="tr"></p></div>`);
    const element = page.querySelector('wf-participants')!;
    await says(element, 'Ainda não há ninguém.');
    page.lastElementChild!.append(element);
    await says(element, 'Henüz kimse yok.');
  });

  it('is English where the kit has none, and where lang is none', async () => {
    const page = await fixture(html`<div lang="fi"><wf-participants></wf-participants></div>`);
    const element = page.querySelector('wf-participants')!;
    for (const lang of ['fi', 'x', 'not a language', '', 'de_AT']) {
      page.setAttribute('lang', lang);
      await element.updateComplete;
      expect(text(element), lang).to.contain('Nobody is here yet.');
    }
  });

  it('is that of what is only heard', async () => {
    const joined = await host();
    const notices = await show(joined, 'es', 'notices');
    const view = await fixture<HTMLElement>(html`<wf-view lang="es"></wf-view>`);
    await says(view, 'No hay ninguna página abierta');
    joined.room.join('Ben');
    await says(notices, 'Ben se ha unido');
  });

  it('is that of the browser in the page of a session, where the kit has it', () => {
    const spokenIn = (language: string) => {
      const session = document.createElement('wf-session');
      speakAs(session, language);
      return [session.lang, session.dir];
    };
    expect(spokenIn('de-CH')).to.deep.equal(['de-CH', 'ltr']);
    expect(spokenIn('en_GB')).to.deep.equal(['en-GB', 'ltr']);
    expect(spokenIn('ar-EG')).to.deep.equal(['ar-EG', 'rtl']);
    expect(spokenIn('fi-FI')).to.deep.equal(['', '']);
  });

  it('is that of the setting of the session, unless its author gave it another', async () => {
    const joined = await host({name: 'Anna'}, new TestRoom({language: 'ar'}));
    const people = (lang: string) => html`
      <wf-session .session=${joined.session} lang=${lang || nothing}><wf-participants></wf-participants></wf-session>
    `;
    const element = await fixture<HTMLElement>(people(''));
    const [own] = element.querySelectorAll('wf-participants');
    await says(own!, '(أنت)');
    expect([element.lang, element.dir]).to.deep.equal(['ar', 'rtl']);
    // The next one speaks its own.
    (element as WfSession).session = (await host({name: 'Anna'}, new TestRoom({language: 'de'}))).session;
    await says(own!, '(Sie)');
    expect([element.lang, element.dir]).to.deep.equal(['de', 'ltr']);
    const other = await fixture<HTMLElement>(people('de'));
    await says(other.querySelector('wf-participants')!, '(Sie)');
    expect(other.lang).to.equal('de');
  });

  it('has a regional form say what the language says', async () => {
    const element = await fixture<HTMLElement>(html`<wf-participants lang="de-AT"></wf-participants>`);
    await says(element, 'Noch ist niemand hier.');
  });
});

describe('what is said', () => {
  it('is a label of the kit in the language of the page, and a label of the author as it is written', async () => {
    const join = await show(idle(), 'de', 'join');
    await says(join, 'Beitreten');
    (join as HTMLElementTagNameMap['wf-join']).label = 'Los';
    await says(join, 'Los');
  });

  it('has the plural of its language', async () => {
    const joined = await host();
    const chat = await show(joined, 'pl', 'chat');
    joined.room.join('Ben');
    const place = chat.shadowRoot!;
    await waitUntil(() => place.querySelector('.scroller') !== null);
    for (let number = 0; number < 25; number++) joined.room.as(1, 'send_chat_message', {message: String(number)});
    const unread = () => (chat as HTMLElementTagNameMap['wf-chat']).unread;
    await waitUntil(() => place.querySelectorAll('.text').length === 25 && unread() === 0);
    const scroller = place.querySelector('.scroller')!;
    scroller.scrollTop = -400;
    await waitUntil(() => scroller.getAttribute('aria-live') === 'off');
    for (const [count, lang, words] of [
      [1, 'pl', '1 nowa wiadomość'],
      [2, 'pl', '2 nowe wiadomości'],
      [3, 'ar', `${new Intl.NumberFormat('ar').format(3)} رسائل جديدة`],
      [11, 'ar', `${new Intl.NumberFormat('ar').format(11)} رسالة جديدة`],
      [12, 'pl', '12 nowych wiadomości'],
      [22, 'pl', '22 nowe wiadomości'],
    ] as const) {
      spoken(chat, lang);
      for (let number = unread(); number < count; number++) joined.room.as(1, 'send_chat_message', {message: 'more'});
      await says(chat, words);
    }
  });

  it('has the times of its language', async () => {
    const joined = await host();
    const chat = await show(joined, 'ar-EG', 'chat');
    joined.room.join('Ben');
    joined.room.as(1, 'send_chat_message', {message: 'Hello'});
    await waitUntil(() => /[٠-٩]/.test(chat.shadowRoot!.querySelector('time')?.textContent ?? ''));
  });

  it('keeps a name in Latin letters from turning an Arabic sentence around', async () => {
    const joined = await host();
    const notices = await show(joined, 'ar', 'notices');
    joined.room.join('Ben');
    await says(notices, 'انضم \u2068Ben\u2069');
  });

  it('is a refusal by its code, where the session says why in English alone', async () => {
    const element = await fixture<WfSession>(html`
      <wf-session lang="fr" server="http://127.0.0.1:4" space="demo" widget-key="wk_demo"><wf-view></wf-view></wf-session>
    `);
    const view = element.querySelector('wf-view')!;
    await element.start().catch(() => {});
    await says(view, 'Le serveur est injoignable.');
  });
});

describe("a site's own words", () => {
  it('go before those of the kit, in a language that it has and in one that it has not', async () => {
    const element = await fixture<HTMLElement>(html`<wf-participants lang="tr"></wf-participants>`);
    await translate('tr', {'Nobody is here yet.': 'Sessiz burası.'});
    await says(element, 'Sessiz burası.');
    spoken(element, 'fi');
    await translate('fi', {'Nobody is here yet.': 'Täällä ei ole vielä ketään.'});
    await says(element, 'Täällä ei ole vielä ketään.');
  });

  it('stay when the kit brings its words after them', async () => {
    await translate('zh', {'Nobody is here yet.': '这里很安静。'});
    const element = await fixture<HTMLElement>(html`<wf-participants lang="zh"></wf-participants>`);
    await says(element, '这里很安静。');
    const view = await fixture<HTMLElement>(html`<wf-view lang="zh"></wf-view>`);
    await says(view, '没有会话');
    expect(text(element)).to.contain('这里很安静。');
  });

  it('are words, and for what the kit says: else nothing is changed, or the console says it once', async () => {
    const wrong = {'Your name': 5} as unknown as Parameters<typeof translate>[1];
    const error = await translate('de', wrong).catch((reason: TypeError) => reason);
    expect((error as TypeError).message).to.equal(
      'Expected words for "Your name" as a text, or as forms with "other"; got 5.',
    );
    const said: string[] = [];
    const {error: tell} = console;
    console.error = (text: string) => said.push(text);
    try {
      const misspelt = {'your name': 'Wie heißt du?'} as Parameters<typeof translate>[1];
      await translate('nl', misspelt);
      const view = await fixture<HTMLElement>(html`<wf-view lang="nl"></wf-view>`);
      await says(view, 'Geen sessie');
      await translate('nl', misspelt);
    } finally {
      console.error = tell;
    }
    expect(said).to.deep.equal(['webfuse-elements: translate() has words for "your name", which the kit never says.']);
  });

  it('can be other English', async () => {
    await translate('en', {'No session': 'Nothing to see'});
    const view = await fixture<HTMLElement>(html`<wf-view></wf-view>`);
    await says(view, 'Nothing to see');
    await translate('en', {'No session': 'No session'});
    await says(view, 'No session');
  });
});

describe('each language', () => {
  for (const code of CODES) {
    it(`fits beside a page and on a phone: ${code}`, async () => {
      const joined = await besieged();
      const dir = code === 'ar' ? 'rtl' : 'ltr';
      const page = await fixture<HTMLElement>(html`
        <div lang=${code} dir=${dir} style="inline-size: 18rem">
          <wf-session .session=${joined.session}></wf-session>
        </div>
      `);
      const elements = TAGS.map((tag) => document.createElement(`wf-${tag}`) as HTMLElementTagNameMap['wf-chat']);
      page.firstElementChild!.append(...elements);
      const [, , participants] = elements;
      await waitUntil(
        () =>
          text(participants!).includes('Cleo') &&
          text(participants!).includes('waits to be let in') === (code === 'en'),
      );
      await Promise.all(elements.map(({updateComplete}) => updateComplete));
      for (const element of elements) {
        expect(element.scrollWidth, element.localName).to.be.at.most(element.clientWidth);
        for (const button of element.shadowRoot!.querySelectorAll('button')) {
          const {localName} = element;
          expect(button.scrollWidth, `${localName}: ${button.textContent}`).to.be.at.most(button.clientWidth);
        }
      }
    });
  }
});
