import {html, nothing} from 'lit';
import type {ChoicePrompt, MenuPrompt, Tab} from '../../src/client/index.ts';
import {checkIcon} from '../shared/icons.ts';
import type {SessionController} from '../shared/session-controller.ts';
import type {Answering} from './answering.ts';
import {itemsOf, type MenuItem} from './menu.ts';

/** One of several is to be chosen. */
export function renderList({label, options, index, rtl}: ChoicePrompt, answering: Answering) {
  const {choice, answer} = answering;
  const onKey = (event: KeyboardEvent) => {
    const {key} = event;
    const moves = choice.find(event, options) || choice.move(event, options);
    const picks = !moves && ['Enter', 'Tab', ' '].includes(key);
    if (moves) answering.moved();
    if (picks) answer(choice.active < 0 ? null : {index: choice.active});
    answering.onKey(event, moves || picks || key === 'Escape');
  };
  return html`
    <div class="catch" @pointerdown=${answering.cancel}></div>
    <div
      class="panel list"
      part="prompt"
      popover="manual"
      role="listbox"
      tabindex="0"
      dir=${rtl ? 'rtl' : 'ltr'}
      aria-label=${label || answering.say('Choose')}
      aria-activedescendant=${choice.active >= 0 ? `option-${choice.active}` : nothing}
      @keydown=${onKey}
    >
      ${renderOptions({options, index}, answering)}
    </div>
  `;
}

/** What may be meant while someone types, who goes on typing. */
export function renderSuggestions({label, options, rtl}: ChoicePrompt, answering: Answering) {
  const {active} = answering.choice;
  const {say} = answering;
  const count = say('{count} suggestion: press the arrow keys|{count} suggestions: press the arrow keys', {
    count: options.length,
  });
  return html`
    <div
      class="panel list"
      part="prompt"
      popover="manual"
      role="listbox"
      dir=${rtl ? 'rtl' : 'ltr'}
      aria-label=${label || say('Suggestions')}
      @mousedown=${(event: Event) => event.preventDefault()}
    >
      ${renderOptions({options, index: -1}, answering)}
    </div>
    <div class="visually-hidden" role="status">${options[active]?.label ?? count}</div>
  `;
}

/** What can be done with something. */
export function renderMenu(prompt: MenuPrompt, tab: Tab, session: SessionController, answering: Answering) {
  const onKey = (event: KeyboardEvent) => {
    const menu = event.currentTarget as HTMLElement;
    const items = [...menu.querySelectorAll('button')];
    const at = items.findIndex((item) => item.matches(':focus'));
    const {length} = items;
    const up = at < 0 ? length - 1 : (at + length - 1) % length;
    const to = {ArrowDown: (at + 1) % length, ArrowUp: up, Home: 0, End: length - 1}[event.key];
    items[to ?? -1]?.focus();
    if (event.key === 'Tab') answering.cancel();
    answering.onKey(event, to !== undefined || event.key === 'Tab' || event.key === 'Escape');
  };
  const groups = itemsOf(prompt, tab, session);
  const first = groups.flat().find(({disabled}) => !disabled);
  const renderItem = ({label, disabled, answer = null, run}: MenuItem, isFirst: boolean) => {
    const act = () => {
      void run?.();
      answering.answer(answer);
    };
    return html`<button
      type="button"
      role="menuitem"
      tabindex="-1"
      aria-disabled=${disabled ? 'true' : nothing}
      ?data-first=${isFirst}
      @click=${disabled ? nothing : act}
    >${label}</button>`;
  };
  return html`
    <div class="catch" @pointerdown=${answering.cancel} @contextmenu=${(event: Event) => event.preventDefault()}></div>
    <div class="panel menu" part="prompt" popover="manual" role="menu" tabindex="-1" aria-label=${answering.say('Page')} @keydown=${onKey}>
      ${groups.map(
        (items, group) => html`
          ${group > 0 ? html`<div class="rule" role="separator"></div>` : nothing}
          ${items.map((item) => renderItem(item, item === first))}
        `,
      )}
    </div>
  `;
}

/** The options, under their headings. */
function renderOptions({options, index: chosen}: Pick<ChoicePrompt, 'options' | 'index'>, answering: Answering) {
  const {active} = answering.choice;
  return options.map(({label, note, group, disabled, hidden}, index) => {
    if (hidden) return nothing;
    const isFirst = group && group !== options[index - 1]?.group;
    const state = `${index === active ? 'active' : ''} ${group ? 'grouped' : ''}`;
    return html`
      ${isFirst ? html`<div class="group" aria-hidden="true">${group}</div>` : nothing}
      <div
        id="option-${index}"
        class="option ${state}"
        role="option"
        aria-selected=${String(index === chosen)}
        aria-disabled=${disabled ? 'true' : nothing}
        aria-label=${group ? `${label}, ${group}` : nothing}
        @click=${disabled ? nothing : () => answering.answer({index})}
      >
        <span>${label || ' '}</span>${note ? html`<small>${note}</small>` : nothing}${index === chosen ? checkIcon : nothing}
      </div>
    `;
  });
}
