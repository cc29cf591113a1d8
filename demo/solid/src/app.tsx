import {createSignal, For} from 'solid-js';
import type {WfSession, WfTabCloseEvent} from 'webfuse-elements';
import type {} from 'webfuse-elements/solid';

const PAGE = new URL('page.html', location.href).href;

/** Made once: a session takes its settings when it starts. */
const SETTINGS = {pause_enabled: true};

export function App() {
  const [name, setName] = createSignal('Ada');
  const [watching, setWatching] = createSignal(false);
  const [notes, setNotes] = createSignal<string[]>([]);
  let session!: WfSession;

  const note = (text: string) => setNotes((before) => [...before, text]);

  function keepLastTab(event: WfTabCloseEvent) {
    if (session.state?.tabs.length !== 1) return;
    event.preventDefault();
    note('The last tab stays open.');
  }

  return (
    <main>
      <h1>Preview together, in Solid</h1>
      <form>
        <label>
          Your name <input value={name()} onInput={({target}) => setName(target.value)} />
        </label>
        <label>
          <input type="checkbox" checked={watching()} onChange={({target}) => setWatching(target.checked)} /> Leave the
          tabs alone
        </label>
        <button type="button" onClick={() => session.start()}>
          Start
        </button>
      </form>
      <wf-session
        ref={session}
        provider="local"
        space="solid"
        url={PAGE}
        user-name={name()}
        prop:settings={SETTINGS}
        on:wf-participant-joined={({detail}) => note(`${detail.userData.name} came in.`)}
        on:wf-relocated={({detail}) => note(`Everyone sees ${detail.url}.`)}
        on:wf-tab-close={keepLastTab}
      >
        <wf-tab-bar prop:readOnly={watching()} />
        <wf-address-bar />
        <wf-view />
      </wf-session>
      <ol>
        <For each={notes()}>{(text) => <li>{text}</li>}</For>
      </ol>
    </main>
  );
}
