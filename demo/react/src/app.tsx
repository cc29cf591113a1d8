import {useRef, useState} from 'react';
import type {WfSession, WfTabCloseEvent} from 'webfuse-elements';
import type {} from 'webfuse-elements/react';

const PAGE = new URL('page.html', location.href).href;

/** Made once: a session takes its settings when it starts. */
const SETTINGS = {pause_enabled: true};

export function App() {
  const [name, setName] = useState('Ada');
  const [watching, setWatching] = useState(false);
  const [notes, setNotes] = useState<string[]>([]);
  const session = useRef<WfSession>(null);

  const note = (text: string) => setNotes((before) => [...before, text]);

  function keepLastTab(event: WfTabCloseEvent) {
    if (session.current?.state?.tabs.length !== 1) return;
    event.preventDefault();
    note('The last tab stays open.');
  }

  return (
    <main>
      <h1>Preview together, in React</h1>
      <form>
        <label>
          Your name <input value={name} onChange={({target}) => setName(target.value)} />
        </label>
        <label>
          <input type="checkbox" checked={watching} onChange={({target}) => setWatching(target.checked)} /> Leave the
          tabs alone
        </label>
        <button type="button" onClick={() => session.current?.start()}>
          Start
        </button>
      </form>
      <wf-session
        ref={session}
        provider="local"
        space="react"
        url={PAGE}
        userName={name}
        settings={SETTINGS}
        onwf-participant-joined={({detail}) => note(`${detail.userData.name} came in.`)}
        onwf-relocated={({detail}) => note(`Everyone sees ${detail.url}.`)}
        onwf-tab-close={keepLastTab}
      >
        <wf-tab-bar readOnly={watching} />
        <wf-address-bar />
        <wf-view />
      </wf-session>
      <ol>
        {notes.map((text, index) => (
          <li key={index}>{text}</li>
        ))}
      </ol>
    </main>
  );
}
