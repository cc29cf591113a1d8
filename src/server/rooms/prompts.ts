import type {ClientIndex, Ssid} from '../../model/events.ts';
import type {SessionSettings} from '../../model/settings.ts';
import {findTab, type SessionState, shownSsid} from '../../model/state.ts';
import {hidden} from '../../model/tabs.ts';
import type {Heading, Prompt, Question} from '../../protocol/prompts.ts';
import type {OpenQuestion} from '../prompts/desk.ts';
import type {Line} from './line.ts';

type List = readonly Prompt[];

/** Of a page, in CSS pixels. */
type Size = Prompt['screen'];

/** The questions of a tab, as they are told to its owner in control of it, to another one in control, and to the others. */
interface Lists {
  readonly owner: List;
  readonly guest: List;
  readonly others: List;
}

const NONE: List = [];

/** What the tabs ask, and who was told of it: the one in control can answer, and the others who look at a tab know of it. */
export class Prompts {
  readonly #lists = new Map<Ssid, Lists>();
  readonly #told = new WeakMap<Line, {readonly ssid: Ssid; readonly list: List}>();
  /** Whether someone may know of a question. */
  #isKnown = false;

  /** A tab asks all of this now, and nothing else. */
  set(
    ssid: Ssid,
    open: readonly OpenQuestion[],
    {width, height}: Size,
    {clipboard_enabled: shares}: SessionSettings,
  ): void {
    const screen = {width, height};
    const inFull = (asked: OpenQuestion) => prompt(shares ? asked : withoutText(asked), screen);
    if (open.length === 0) this.#lists.delete(ssid);
    else {
      const brief = (question: OpenQuestion) => inBrief(question, screen);
      const guest = open.map((question) => (question.hidden ? brief(question) : inFull(question)));
      this.#lists.set(ssid, {owner: open.map(inFull), guest, others: open.map(brief)});
    }
  }

  /** Tells everyone what they were not told. */
  tell(state: SessionState, audience: Iterable<{viewer: ClientIndex | null; line: Line}>): void {
    // Nearly always: this comes with each event.
    if (this.#lists.size === 0 && !this.#isKnown) return;
    this.#isKnown = this.#lists.size > 0;
    for (const {viewer, line} of audience) {
      if (viewer === null) continue;
      const ssid = shownSsid(state, viewer);
      const list = this.#listFor(state, ssid, viewer);
      const told = this.#told.get(line);
      if (told && told.ssid !== ssid && told.list.length > 0) say(line, told.ssid, NONE);
      const before = told?.ssid === ssid ? told.list : NONE;
      if (ssid === null) this.#told.delete(line);
      else {
        this.#told.set(line, {ssid, list});
        if (list !== before) say(line, ssid, list);
      }
    }
  }

  #listFor(state: SessionState, ssid: Ssid | null, viewer: ClientIndex): List {
    const tab = findTab(state, ssid);
    const lists = tab && this.#lists.get(tab.ssid);
    if (!lists || hidden(tab, viewer)) return NONE;
    if (tab.controlIndex !== viewer) return lists.others;
    return tab.leaderIndex === viewer ? lists.owner : lists.guest;
  }
}

function say(line: Line, ssid: Ssid, prompts: List): void {
  line.whisper(ssid, {kind: 'prompts', prompts});
}

function prompt({id, box, question}: OpenQuestion, screen: Size): Prompt {
  return {id, box, screen, waiting: false, ...question};
}

/** Without what is selected in the page, where the session shares no clipboard. */
function withoutText(asked: OpenQuestion): OpenQuestion {
  const {question} = asked;
  return question.kind === 'menu' ? {...asked, question: {...question, text: ''}} : asked;
}

/** The kind of it, and what the page says to everyone: nothing of what can be answered. */
function inBrief({id, box, question}: OpenQuestion, screen: Size): Prompt {
  const {kind, origin, message} = question as Question & Heading;
  const heading: Heading = {kind, ...(origin !== undefined && {origin}), ...(message !== undefined && {message})};
  return {id, box, screen, waiting: true, ...heading};
}
