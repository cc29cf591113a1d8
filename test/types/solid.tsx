/** @jsxImportSource solid-js */
// A page of someone who writes Solid. It has to compile as it is; nothing here is run.
import '../../components/frameworks/solid.ts';

declare function same<T>(one: T, other: T): void;

export function Page() {
  return (
    <wf-session
      space="demo"
      widget-key="wk_demo"
      prop:settings={{pause_enabled: true}}
      class="room"
      on:wf-participant-joined={({detail}) => same<number>(detail.clientIndex, 0)}
    >
      <wf-tab-bar prop:readOnly={true} label="Tabs" />
      {/* @ts-expect-error a label is a text */}
      <wf-tab-bar prop:label={1} />
    </wf-session>
  );
}
