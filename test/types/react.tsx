/** @jsxImportSource react */
// A page of someone who writes React. It has to compile as it is; nothing here is run.
import '../../components/frameworks/react.ts';
import type {WfSession} from '../../components/index.ts';

declare function same<T>(one: T, other: T): void;

export function Page({session}: {session: React.RefObject<WfSession | null>}) {
  return (
    <wf-session
      ref={session}
      space="demo"
      widget-key="wk_demo"
      userName="Ada"
      settings={{pause_enabled: true}}
      className="room"
      onwf-participant-joined={({detail}) => same<number>(detail.clientIndex, 0)}
      onwf-participant-remove={(event) => event.preventDefault()}
    >
      <wf-tab-bar readOnly label="Tabs" />
      <wf-view key="view" style={{height: '20rem'}} />
      {/* @ts-expect-error what is only known cannot be set */}
      <wf-session state={null} />
      {/* @ts-expect-error a label is a text */}
      <wf-tab-bar label={1} />
    </wf-session>
  );
}
