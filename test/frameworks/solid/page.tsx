/** @jsxImportSource solid-js */
import '../../../components/frameworks/solid.ts';
import {createSignal, For, onMount, Show} from 'solid-js';
import {render} from 'solid-js/web';
import type {WfSession} from '../../../components/index.ts';
import {type Given, type Hear, type Mount, NAMES, START} from '../page.ts';

function Page(props: {readonly given: Given; readonly hear: Hear}) {
  let session!: WfSession;

  onMount(() => {
    for (const name of NAMES) session.addEventListener(name, (event) => props.hear(`ref:${name}`, event));
  });

  const listeners = Object.fromEntries(NAMES.map((name) => [`on:${name}`, (event: Event) => props.hear(name, event)]));
  return (
    <>
      <wf-session
        ref={session}
        class="shop"
        widget-key="wk_shop"
        user-name="Ada"
        prop:settings={props.given.settings as Record<string, unknown>}
        prop:session={props.given.session as WfSession['session']}
        on:wf-participant-joined={(event) => props.hear('wf-participant-joined', event)}
        on:wf-tab-close={(event) => {
          if (props.given.refuses) event.preventDefault();
          props.hear('wf-tab-close', event);
        }}
      >
        <wf-tab-bar label={props.given.label} prop:readOnly={props.given.readOnly} />
        <wf-notices prop:seconds={props.given.seconds} />
        <Show when={props.given.noted}>
          <p class="note">{props.given.label}</p>
        </Show>
        <ul>
          <For each={props.given.items}>{(item) => <li>{item}</li>}</For>
        </ul>
      </wf-session>
      <wf-log {...listeners} />
      <For each={props.given.order}>
        {(id) => (
          <wf-session id={id}>
            <p>{id}</p>
          </wf-session>
        )}
      </For>
    </>
  );
}

export const mount: Mount = async (holder, hear) => {
  const [given, setGiven] = createSignal(START);
  const dispose = render(() => <Page given={given()} hear={hear} />, holder);
  return {
    set: async (change) => {
      setGiven({...given(), ...change});
    },
    unmount: dispose,
  };
};
