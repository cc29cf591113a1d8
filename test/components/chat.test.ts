import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../components/define.ts';
import '../../components/chat/wf-chat.ts';
import {piecesOf} from '../../components/chat/links.ts';
import type {WfChat} from '../../components/index.ts';
import {chatLogOf} from '../../components/shared/chat-log.ts';
import {TestRoom} from '../../src/client/testing/index.ts';
import {guest, host, idle, type Joined, nextTask} from '../support/sessions.ts';
import {expectAccessible, standsByItsSession} from '../support/standing.ts';
import {waitUntil} from '../support/wait-until.ts';

async function show({session}: Joined): Promise<WfChat> {
  const element = await fixture<HTMLElement>(html`
    <wf-session .session=${session}><wf-chat style="inline-size: 320px"></wf-chat></wf-session>
  `);
  const chat = element.querySelector('wf-chat')!;
  await chat.updateComplete;
  return chat;
}

const inside = <T extends Element = HTMLElement>(chat: WfChat, selector: string) =>
  chat.shadowRoot!.querySelector<T>(selector)!;

function texts(chat: WfChat): string[] {
  return [...chat.shadowRoot!.querySelectorAll('.text')].map((text) => text.textContent!);
}

/** Someone writes so many messages: `0`, `1`, … */
function write({room}: Joined, by: number, count: number, from = 0): void {
  for (let number = from; number < from + count; number++) room.as(by, 'send_chat_message', {message: String(number)});
}

/** What is seen at the top of the scrolled part. */
function topOf(chat: WfChat): string | undefined {
  const {top} = inside(chat, '.scroller').getBoundingClientRect();
  const seen = [...chat.shadowRoot!.querySelectorAll('.text')];
  return seen.find((text) => text.getBoundingClientRect().top >= top)?.textContent ?? undefined;
}

/** Reads back: scrolls up, until the chat has noticed. */
async function readBack(chat: WfChat, by = 200): Promise<void> {
  const scroller = inside(chat, '.scroller');
  const scrolled = oneEvent(scroller, 'scroll');
  scroller.scrollTop = -by;
  await scrolled;
  await chat.updateComplete;
}

async function type(chat: WfChat, text: string): Promise<HTMLTextAreaElement> {
  const field = inside<HTMLTextAreaElement>(chat, 'textarea');
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent('input'));
  await chat.updateComplete;
  return field;
}

describe('<wf-chat>', () => {
  standsByItsSession('wf-chat', {
    news: ({room}) => room.as(room.join('Ben'), 'send_chat_message', {message: 'Tea is ready'}),
    says: 'Tea is ready',
  });

  it('is accessible with no session, empty, with messages, and after the end', async () => {
    await expectAccessible(await show(idle()));
    const joined = await host();
    joined.room.join('Ben');
    const chat = await show(joined);
    await expectAccessible(chat);
    joined.room.as(0, 'send_chat_message', {message: 'Look at https://shop.example/'});
    joined.room.as(1, 'send_chat_message', {message: 'At http://shop.example/tea?'});
    await chat.updateComplete;
    await expectAccessible(chat);
    joined.room.as(0, 'end', {});
    await chat.updateComplete;
    await expectAccessible(chat);
    expect(texts(chat)).to.have.length(2);
    expect(inside(chat, 'form')).to.equal(null);
  });

  it('shows who wrote what, each name once while nobody else writes', async () => {
    const joined = await host();
    joined.room.join('Ben');
    const chat = await show(joined);
    joined.room.as(1, 'send_chat_message', {message: 'Hello'});
    joined.room.as(1, 'send_chat_message', {message: 'Are you there?'});
    joined.room.as(0, 'send_chat_message', {message: 'Yes'});
    await chat.updateComplete;
    expect(texts(chat)).to.deep.equal(['Hello', 'Are you there?', 'Yes']);
    expect([...chat.shadowRoot!.querySelectorAll('.by bdi')].map((by) => by.textContent)).to.deep.equal(['Ben', 'You']);
    expect(chat.shadowRoot!.querySelectorAll('[part="message own"]')).to.have.length(1);
  });

  it('has the field empty as soon as something is sent, for what is written next', async () => {
    const joined = await host();
    const chat = await show(joined);
    const field = await type(chat, 'Hello');
    field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', cancelable: true}));
    field.value += 'x';
    field.dispatchEvent(new InputEvent('input'));
    await chat.updateComplete;
    expect(field.value).to.equal('x');
  });

  it('goes on calling someone what they were called, after they left', async () => {
    const joined = await host();
    joined.room.join('Ben');
    const chat = await show(joined);
    joined.room.as(1, 'send_chat_message', {message: 'Bye'});
    joined.room.as('room', 'leave', {client_index: 1});
    await chat.updateComplete;
    expect(inside(chat, '.by bdi').textContent).to.equal('Ben');
  });

  describe('writes', () => {
    it('what was typed, with Enter, and a line more with Shift', async () => {
      const joined = await guest();
      const chat = await show(joined);
      const field = await type(chat, 'One');
      await sendKeys({down: 'Shift'});
      await sendKeys({press: 'Enter'});
      await sendKeys({up: 'Shift'});
      expect(field.value).to.equal('One\n');
      await sendKeys({type: 'two'});
      await sendKeys({press: 'Enter'});
      await waitUntil(() => texts(chat).length === 1);
      expect(texts(chat)).to.deep.equal(['One\ntwo']);
      expect(field.value).to.equal('');
    });

    it('with the button, which gives the focus back to the field', async () => {
      const chat = await show(await guest());
      const field = await type(chat, 'Hello');
      inside(chat, 'form button').click();
      await waitUntil(() => texts(chat).length === 1);
      expect(chat.shadowRoot!.activeElement).to.equal(field);
    });

    it('nothing while there is nothing to read, or while an input method has the key', async () => {
      const joined = await guest();
      const asked: Event[] = [];
      const chat = await show(joined);
      chat.addEventListener('wf-chat-send', (event) => asked.push(event));
      await type(chat, '  \n');
      inside(chat, 'form button').click();
      const field = await type(chat, 'に');
      field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, cancelable: true}));
      await nextTask();
      expect(asked).to.deep.equal([]);
    });

    it('nothing that the page refuses, and leaves it where it was written', async () => {
      const chat = await show(await guest());
      const asked = oneEvent(document, 'wf-chat-send');
      document.addEventListener('wf-chat-send', (event) => event.preventDefault(), {once: true});
      const field = await type(chat, 'Something rude');
      inside(chat, 'form button').click();
      expect((await asked).detail).to.deep.equal({message: 'Something rude'});
      await nextTask();
      await chat.updateComplete;
      expect(field.value).to.equal('Something rude');
      expect(texts(chat)).to.deep.equal([]);
    });

    it('nothing that the session refuses, says why, and gives it back before what was typed meanwhile', async () => {
      const joined = await guest();
      const chat = await show(joined);
      const refused = oneEvent(document, 'wf-command-refused');
      joined.session.sendChatMessage = () => Promise.reject(Object.assign(new Error('Too fast.'), {code: 'too_many'}));
      const field = await type(chat, 'First');
      inside(chat, 'form button').click();
      await type(chat, 'second');
      expect((await refused).detail.command).to.equal('sendChatMessage');
      await waitUntil(() => inside(chat, '.refusal').textContent === 'Too fast.');
      expect(field.value).to.equal('First\nsecond');
    });
  });

  it('says so where the session has no chat', async () => {
    const chat = await show(await guest({name: 'Ben'}, new TestRoom({chat_enabled: false})));
    expect(inside(chat, '.empty').textContent).to.contain('no chat');
    expect(inside(chat, 'form')).to.equal(null);
  });

  describe('keeps its place', () => {
    async function long(): Promise<{joined: Joined; chat: WfChat}> {
      const joined = await host();
      joined.room.join('Ben');
      const chat = await show(joined);
      write(joined, 1, 250);
      await chat.updateComplete;
      return {joined, chat};
    }

    it('at the end, while one is there', async () => {
      const {joined, chat} = await long();
      write(joined, 1, 1, 250);
      await chat.updateComplete;
      expect(inside(chat, '.scroller').scrollTop).to.equal(0);
      expect(texts(chat).at(-1)).to.equal('250');
      expect(texts(chat)).to.have.length(25);
    });

    it('while one reads back, and tells how much is new', async () => {
      const {joined, chat} = await long();
      await waitUntil(() => chat.unread === 0);
      await readBack(chat);
      const top = topOf(chat);
      write(joined, 1, 3, 250);
      await chat.updateComplete;
      expect(topOf(chat)).to.equal(top);
      expect(inside(chat, '[role=status]').textContent).to.contain('3 new messages');
      await expect(chat).to.be.accessible();
      inside(chat, '.news button').click();
      await waitUntil(() => chat.unread === 0);
      await chat.updateComplete;
      expect(inside(chat, '.scroller').scrollTop).to.equal(0);
      expect(texts(chat).at(-1)).to.equal('252');
      expect(inside(chat, '[role=status]').textContent!.trim()).to.equal('');
    });

    it('when older ones come above', async () => {
      const {chat} = await long();
      expect(texts(chat)[0]).to.equal('225');
      await readBack(chat, 10_000);
      const first = () => chat.shadowRoot!.querySelectorAll('.text')[texts(chat).indexOf('225')]!;
      const before = first().getBoundingClientRect().bottom;
      inside(chat, '.earlier').click();
      await chat.updateComplete;
      expect(texts(chat)[0]).to.equal('200');
      // The name that stood over it stands over an older one now.
      expect(first().getBoundingClientRect().bottom).to.equal(before);
      for (const oldest of ['175', '150', '125', '100', '75', '50', '25', '0']) {
        inside(chat, '.earlier').click();
        await chat.updateComplete;
        expect(texts(chat)[0]).to.equal(oldest);
      }
      expect(inside(chat, '.earlier')).to.equal(null);
    });

    it('when lines break anew, as in another width', async () => {
      const {joined, chat} = await long();
      const message = 'some words that fill more than a line where there is little room for them';
      for (let number = 0; number < 25; number++)
        joined.room.as(1, 'send_chat_message', {message: `${number} ${message}`});
      await chat.updateComplete;
      await readBack(chat, 500);
      const first = topOf(chat);
      for (const width of ['200px', '280px', '220px']) {
        const before = inside(chat, '.scroller').scrollHeight;
        chat.style.inlineSize = width;
        await waitUntil(() => inside(chat, '.scroller').scrollHeight !== before && topOf(chat) === first, width);
      }
    });

    it('stays where it is when the oldest is at the end, and older ones are asked for', async () => {
      const {joined, chat} = await long();
      chat.style.blockSize = '4000px';
      await chat.updateComplete;
      inside(chat, '.earlier').click();
      await chat.updateComplete;
      write(joined, 1, 1, 250);
      await chat.updateComplete;
      expect(texts(chat)).not.to.include('250');
    });

    it('when newer ones come below, until it is at the end', async () => {
      const {joined, chat} = await long();
      await readBack(chat, 10_000);
      write(joined, 1, 75, 250);
      await readBack(chat, 0);
      expect(texts(chat).at(-1)).to.equal('274');
      expect(inside(chat, '.scroller').scrollTop).to.be.below(-500);
      await readBack(chat, 0);
      await readBack(chat, 0);
      await readBack(chat, 0);
      expect(texts(chat).at(-1)).to.equal('324');
      expect(chat.unread).to.equal(0);
    });
  });

  it('leads to pages that hear nothing of the session, and are told to be no recommendation', async () => {
    const joined = await host();
    const chat = await show(joined);
    joined.room.as(0, 'send_chat_message', {message: 'See https://a.example/'});
    await waitUntil(() => inside(chat, '.text a'));
    const {rel, target} = inside<HTMLAnchorElement>(chat, '.text a');
    expect([rel, target]).to.deep.equal(['noopener noreferrer nofollow ugc', '_blank']);
    expect(texts(chat)).to.deep.equal(['See https://a.example/']);
  });

  describe('counts what is unread', () => {
    it('while it is not on the screen, and tells', async () => {
      const joined = await host();
      joined.room.join('Ben');
      const chat = await show(joined);
      await waitUntil(() => chatLogOf(joined.session).isRead);
      chat.hidden = true;
      await waitUntil(() => !chatLogOf(joined.session).isRead);
      const told = oneEvent(document, 'wf-chat-unread');
      write(joined, 1, 2);
      write(joined, 0, 1);
      expect((await told).detail).to.deep.equal({count: 2});
      expect(chat.matches(':state(unread)')).to.equal(true);
      const seen = oneEvent(document, 'wf-chat-unread');
      chat.hidden = false;
      expect((await seen).detail).to.deep.equal({count: 0});
      expect(chat.matches(':state(unread)')).to.equal(false);
    });
  });

  it('has what was written in the session before it came', async () => {
    const joined = await host();
    joined.room.join('Ben');
    await show(joined);
    write(joined, 1, 2);
    expect(texts(await show(joined))).to.deep.equal(['0', '1']);
  });

  it('reads nothing once it is removed, and all when it is put back', async () => {
    const joined = await host();
    joined.room.join('Ben');
    const chat = await show(joined);
    const parent = chat.parentElement!;
    await waitUntil(() => chatLogOf(joined.session).isRead);
    chat.remove();
    write(joined, 1, 1);
    expect(chatLogOf(joined.session).unread).to.equal(1);
    parent.append(chat);
    await waitUntil(() => chatLogOf(joined.session).unread === 0);
  });

  it('takes 10,000 messages at once, and shows twenty-five', async () => {
    const joined = await host();
    joined.room.join('Ben');
    const chat = await show(joined);
    write(joined, 1, 10_050);
    await chat.updateComplete;
    expect(texts(chat)).to.have.length(25);
    expect(chatLogOf(joined.session).first).to.equal(50);
  });
});

describe('what is written in a chat', () => {
  const links = (text: string) => piecesOf(text).flatMap(({href}) => href ?? []);

  it('has links where it names pages', () => {
    expect(piecesOf('See https://shop.example/tea, or http://a.example.')).to.deep.equal([
      {text: 'See '},
      {text: 'https://shop.example/tea', href: 'https://shop.example/tea'},
      {text: ', or '},
      {text: 'http://a.example', href: 'http://a.example/'},
      {text: '.'},
    ]);
    expect(links('(https://en.example/Tea_(drink))')).to.deep.equal(['https://en.example/Tea_(drink)']);
    expect(links('Really? https://a.example/?q=1&b=2!')).to.deep.equal(['https://a.example/?q=1&b=2']);
  });

  it('has none that run a script, hide where they lead, or are no address', () => {
    for (const text of [
      'javascript:alert(1)',
      'data:text/html,<script>1</script>',
      'https://bank.example@evil.example/',
      'https://bank.example:x@evil.example',
      'https://',
      'file:///etc/passwd',
    ]) {
      expect(links(text), text).to.deep.equal([]);
      expect(
        piecesOf(text)
          .map(({text: piece}) => piece)
          .join(''),
        text,
      ).to.equal(text);
    }
  });

  it('shows where those lead that seem to lead elsewhere', () => {
    for (const [text, shown] of [
      ['https://bank.example\u2215login.evil.example/', 'https://bank.xn--examplelogin-ni5g.evil.example/'],
      ['https://bank.example\u3002evil.example/', 'https://bank.example.evil.example/'],
      ['https://bank%2eexample/', 'https://bank.example/'],
      ['http://0x7f.1/', 'http://127.0.0.1/'],
      ['https://b\u0430nk.example/', 'https://xn--bnk-6cd.example/'],
    ] as const) {
      expect(piecesOf(text), text).to.deep.equal([{text: shown, href: shown}]);
    }
    // However it is written, and with a port.
    for (const text of ['HTTPS://Bank.Example/', 'http://a.example:8080/?q', 'http://[::1]/']) {
      expect(piecesOf(text)[0]?.text).to.equal(text);
    }
    // What turns the direction of the text around ends an address.
    expect(links('https://good.example/\u202Emoc.live')).to.deep.equal(['https://good.example/']);
  });
});
