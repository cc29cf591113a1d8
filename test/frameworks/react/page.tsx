/** @jsxImportSource react */
import '../../../components/frameworks/react.ts';
import {useEffect, useRef} from 'react';
import {flushSync} from 'react-dom';
import {createRoot} from 'react-dom/client';
import type {WfSession} from '../../../components/index.ts';
import {type Given, type Hear, type Mount, NAMES, START} from '../page.ts';

function Page({given, hear}: {readonly given: Given; readonly hear: Hear}) {
  const session = useRef<WfSession>(null);

  useEffect(() => {
    for (const name of NAMES) session.current!.addEventListener(name, (event) => hear(`ref:${name}`, event));
  }, [hear]);

  const listeners = Object.fromEntries(NAMES.map((name) => [`on${name}`, (event: Event) => hear(name, event)]));
  return (
    <>
      <wf-session
        ref={session}
        class="shop"
        widget-key="wk_shop"
        userName="Ada"
        settings={given.settings as Record<string, unknown>}
        session={given.session as WfSession['session']}
        onwf-participant-joined={(event) => hear('wf-participant-joined', event)}
        onwf-tab-close={(event) => {
          if (given.refuses) event.preventDefault();
          hear('wf-tab-close', event);
        }}
      >
        <wf-tab-bar label={given.label} readOnly={given.readOnly} />
        <wf-notices seconds={given.seconds} />
        {given.noted && <p className="note">{given.label}</p>}
        <ul>
          {given.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      </wf-session>
      <wf-log {...listeners} />
      {given.order.map((id) => (
        <wf-session key={id} id={id}>
          <p>{id}</p>
        </wf-session>
      ))}
    </>
  );
}

export const mount: Mount = async (holder, hear) => {
  const root = createRoot(holder);
  let given = START;
  const show = () => flushSync(() => root.render(<Page given={given} hear={hear} />));
  show();
  return {
    set: async (change) => {
      given = {...given, ...change};
      show();
    },
    unmount: () => root.unmount(),
  };
};
