/** @jsxImportSource react */
// A page of someone who takes the components for React. It has to compile as it is; nothing here is run.
import type {WfSession as SessionElement} from '../../components/index.ts';
import {WfSession, WfTabBar, WfView} from '../../components/react/index.ts';

declare function same<T>(one: T, other: T): void;

export function Page({session}: {session: React.RefObject<SessionElement | null>}) {
  return (
    <WfSession
      ref={session}
      space="demo"
      userName="Ada"
      settings={{pause_enabled: true}}
      className="room"
      onWfParticipantJoined={({detail}) => same<number>(detail.clientIndex, 0)}
      onWfTabClose={(event) => event.preventDefault()}
    >
      <WfTabBar readOnly label="Tabs" />
      <WfView key="view" style={{height: '20rem'}} />
      {/* @ts-expect-error a label is a text */}
      <WfTabBar label={1} />
      {/* @ts-expect-error an event is listened to by a function */}
      <WfTabBar onWfTabClose="close" />
    </WfSession>
  );
}
