// Runs in the page's own world: nothing else tells of a shadow root that a script attaches to an element in the document.
{
  const {attachShadow, dispatchEvent} = Element.prototype;
  const {get: isConnected} = Object.getOwnPropertyDescriptor(Node.prototype, 'isConnected');
  const {apply} = Reflect;
  const NewEvent = Event;
  Element.prototype.attachShadow = {
    attachShadow(init) {
      const root = apply(attachShadow, this, [init]);
      if (apply(isConnected, this, [])) apply(dispatchEvent, this, [new NewEvent('__WEBFUSE_MARK__-shadow')]);
      return root;
    },
  }.attachShadow;
}
