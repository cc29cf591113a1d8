/** @jsxImportSource react */
import {useEffect, useRef} from 'react';
import {flushSync} from 'react-dom';
import {createRoot} from 'react-dom/client';
import type {WfSession as SessionElement} from '../../../components/index.ts';
import {WfNotices, WfSession, WfTabBar} from '../../../components/react/index.ts';
import {type Given, type Hear, type Mount, NAMES, START} from '../page.ts';

function Page({given, hear}: {readonly given: Given; readonly hear: Hear}) {
  const session = useRef<SessionElement>(null);

  useEffect(() => {
    for (const name of NAMES) session.current!.addEventListener(name, (event) => hear(`ref:${name}`, event));
  }, [hear]);

  return (
    <>
      <WfSession
        ref={session}
        className="shop"
        widget-key="wk_shop"
        userName="Ada"
        settings={given.settings as Record<string, unknown>}
        session={given.session as SessionElement['session']}
        onWfParticipantJoined={(event) => hear('wf-participant-joined', event)}
        onWfTabClose={(event) => {
          if (given.refuses) event.preventDefault();
          hear('wf-tab-close', event);
        }}
      >
        <WfTabBar label={given.label} readOnly={given.readOnly} />
        <WfNotices seconds={given.seconds} />
        {given.noted && <p className="note">{given.label}</p>}
        <ul>
          {given.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      </WfSession>
      {given.order.map((id) => (
        <WfSession key={id} id={id}>
          <p>{id}</p>
        </WfSession>
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
