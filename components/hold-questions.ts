import {MATTERS, type Matter, mattersIn} from './consent/matters.ts';
import {notLoaded} from './consent/not-loaded.ts';
import {LATER_TAGS} from './later-tags.ts';
import {WfQuestionEvent} from './questions.ts';
import {mayBe} from './shared/may-be.ts';

/** One that is not upgraded yet, to which a framework may have given its property. */
type Asker = HTMLElement & {readonly to?: string};

/** Has what a `<wf-consent>` is to ask about wait for its file. Where that cannot be loaded, it is refused. */
export function holdQuestions(): void {
  for (const [type, matter] of Object.entries(MATTERS)) {
    document.addEventListener(type, (event) => hold(event as WfQuestionEvent<unknown>, matter), {capture: true});
  }
}

function hold(event: WfQuestionEvent<unknown>, matter: Matter): void {
  const askers = [...document.querySelectorAll<Asker>('wf-consent:not(:defined)')];
  if (!askers.some((asker) => mattersIn(asker.to ?? asker.getAttribute('to') ?? 'join').includes(matter))) return;
  event.stopImmediatePropagation();
  const [target] = event.composedPath() as [EventTarget];
  event.waitFor(
    LATER_TAGS['wf-consent']!().then(() => mayBe(target, new WfQuestionEvent(event.type, event.detail)), notLoaded),
  );
}
