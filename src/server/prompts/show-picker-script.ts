/** Name of the event with which a page says that it opens what Chromium draws outside of it, on the field. */
export const SHOW_EVENT = 'webfuse-show-picker';

/**
 * Runs in every document, in the page's own world: `showPicker()` of a list, a date, a colour or a field with suggestions
 * asks for it to be drawn elsewhere, as a click does. It refuses what Chromium's refuses; files are chosen by Chromium's.
 */
export const SHOW_PICKER_SCRIPT = `(() => {
  const DRAWN = ['color', 'date', 'time', 'month', 'week', 'datetime-local'];
  for (const Field of [HTMLInputElement, HTMLSelectElement]) {
    const own = Field.prototype.showPicker;
    if (!own) continue;
    Field.prototype.showPicker = {showPicker() {
      if (!(this instanceof Field) || !(Field === HTMLSelectElement || DRAWN.includes(this.type) || this.list)) return own.call(this);
      const refuse = (why, name) => {
        throw new DOMException("Failed to execute 'showPicker' on '" + Field.name + "': " + why, name);
      };
      if (this.matches(':disabled') || this.readOnly) refuse('The field cannot be changed.', 'InvalidStateError');
      if (!navigator.userActivation.isActive) refuse('It needs a user gesture.', 'NotAllowedError');
      this.dispatchEvent(new CustomEvent('${SHOW_EVENT}', {composed: true}));
    }}.showPicker;
  }
})()`;
