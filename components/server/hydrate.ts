import type {LitElement} from 'lit';

type Lit = {readonly LitElement: {readonly prototype: {createRenderRoot(): HTMLElement | DocumentFragment}}};

const globals = globalThis as {litElementHydrateSupport?: (lit: Lit) => void};
const others = globals.litElementHydrateSupport;

// Each copy of lit calls it when it is loaded, so this file has to be there before.
globals.litElementHydrateSupport = (lit) => {
  const {prototype} = lit.LitElement;
  const own = prototype.createRenderRoot;
  others?.(lit);
  const theirs = prototype.createRenderRoot;
  prototype.createRenderRoot = function (this: LitElement) {
    if (!this.localName.startsWith('wf-')) return theirs.call(this);
    // What a server wrote makes way for the same, which works, before anything is painted again.
    this.shadowRoot?.replaceChildren();
    return own.call(this);
  };
};
