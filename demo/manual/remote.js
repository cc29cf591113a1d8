// What only a remote page has, for the examples: a session in memory, as the tests of a page have one, stands in for the server.
import {TestRoom} from './testing.js';

const SHOP = 'https://tea.example/';
const SCREEN = {width: 960, height: 720};

/** Where the field of the shop is, which two of its questions are about. */
const FIELD = {x: 80, y: 200, width: 400, height: 56};

const SIZES = [
  {label: '100 g'},
  {label: '250 g'},
  {label: '500 g', disabled: true},
  {label: '1 kg', group: 'For offices'},
];

/** What the shop asks, one after the other. */
const QUESTIONS = [
  {kind: 'confirm', box: null, origin: SHOP, message: 'Put a pot of Assam on the table?'},
  {kind: 'select', box: FIELD, rtl: false, label: 'How much', index: 0, options: SIZES},
  {kind: 'date', box: FIELD, rtl: false, label: 'When', min: '', max: '', step: '', value: '2026-12-24'},
  {kind: 'color', box: FIELD, rtl: false, label: 'Colour of the pot', value: '#24483e', options: []},
  {kind: 'prompt', box: null, origin: SHOP, message: 'For whom is it?', value: 'Ben'},
];

/** Paints the shop, with a line of text in its field. */
function paint(room, text) {
  return room.paint(1, SCREEN.width, SCREEN.height, (context) => {
    const fill = (color, ...box) => {
      context.fillStyle = color;
      context.fillRect(...box);
    };
    const write = (color, font, words, x, y) => {
      Object.assign(context, {fillStyle: color, font});
      context.fillText(words, x, y);
    };
    fill('#fffaf2', 0, 0, SCREEN.width, SCREEN.height);
    fill('#24483e', 0, 0, SCREEN.width, 112);
    write('#fffaf2', 'bold 48px sans-serif', 'The tea shop', 48, 74);
    fill('#e5ddcf', FIELD.x, FIELD.y, FIELD.width, FIELD.height);
    write('#24483e', '28px sans-serif', text, FIELD.x + 16, FIELD.y + 38);
    for (const [index, color] of ['#c98a4b', '#7f9b63', '#a3533c'].entries())
      fill(color, 80 + index * 280, 340, 240, 240);
  });
}

/** Resolves once something is so. */
async function until(isSo) {
  while (!isSo()) await new Promise(requestAnimationFrame);
}

/** Has the page of a tab ask this of the one in control, and the others wait. */
function ask(room, question) {
  room.ask(1, {...question, waiting: true});
  room.say(1, {kind: 'prompts', prompts: [{...question, waiting: false}]});
}

/** What then goes on, by element. */
const GOES_ON = {
  async 'wf-prompts'(room) {
    await paint(room, 'Click, and the shop asks.');
    // Not before: a question takes the focus, also from whoever reads the page around this example.
    await until(() => room.inputs.length > 0);
    for (let id = 1; ; id++) {
      ask(room, {...QUESTIONS[(id - 1) % QUESTIONS.length], id, screen: SCREEN});
      const before = room.answers.length;
      await until(() => room.answers.length > before);
      room.ask(1);
      const {answer} = room.answers.at(-1);
      await paint(room, answer === null ? 'Ada would rather not say.' : `Ada said: ${JSON.stringify(answer)}`);
    }
  },
  async 'wf-pointers'(room) {
    const cleo = room.join('Cleo');
    for (;;) {
      const turn = performance.now() / 1500;
      const at = {x: 480 + 260 * Math.cos(turn), y: 440 + 130 * Math.sin(2 * turn)};
      room.point(1, {type: 'point', at}, cleo);
      await new Promise(requestAnimationFrame);
    }
  },
  async 'wf-downloads'(room) {
    for (const [filename, text] of [
      ['menu.csv', 'Assam,3.20\nDarjeeling,3.60\n'],
      ['opening hours.txt', 'Every day from nine to six.\n'],
    ]) {
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
      const sha256 = new Uint8Array(digest).toHex?.() ?? '';
      const url = `data:text/plain,${encodeURIComponent(text)}`;
      room.as('room', 'tab_downloaded', {ssid: 1, file_id: url, filename, sha256});
    }
    // A larger one never comes to an end: there is no server that would have it.
    const film = {filename: 'how to brew.mp4', total: 40e6};
    for (let received = 0; ; received = (received + 1e6) % film.total) {
      room.say(1, {kind: 'downloading', files: [{...film, received}]});
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  },
};

/** Has people in the sessions of a page that a server would be needed for. */
export async function playRemote(tag, sessions) {
  const room = new TestRoom();
  room.screen = SCREEN;
  for (const session of sessions) {
    session.session = room.session();
    await session.start();
  }
  room.open(0, SHOP, 'The tea shop');
  if (sessions.some((session) => session.querySelector('wf-view'))) {
    await until(() => room.watchers(1) === sessions.length);
    await paint(room, 'What may it be?');
  }
  void GOES_ON[tag](room);
}
