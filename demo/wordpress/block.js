// The block in the editor: fields for what the page then shows, with no build.
(({blocks, blockEditor, components, element, i18n}) => {
  const {createElement: make, Fragment} = element;
  const {__} = i18n;
  const {Placeholder, SelectControl, TextControl} = components;

  blocks.registerBlockType('webfuse-elements/session', {
    edit({attributes, setAttributes}) {
      const field = (Control, name, label, more) =>
        make(Control, {
          key: name,
          label,
          value: attributes[name],
          onChange: (value) => setAttributes({[name]: value}),
          ...more,
        });
      const shows = [
        {value: 'session', label: __('The session, in its place', 'webfuse-elements')},
        {value: 'launcher', label: __('A floating button', 'webfuse-elements')},
        {value: 'link', label: __('A link', 'webfuse-elements')},
      ];
      const providers = [
        {value: 'server', label: __('Everyone, by the session server', 'webfuse-elements')},
        {value: 'local', label: __('The windows of one browser, with no server', 'webfuse-elements')},
      ];
      return make(
        'div',
        blockEditor.useBlockProps(),
        make(
          Placeholder,
          {icon: 'groups', isColumnLayout: true, label: __('Shared browsing session', 'webfuse-elements')},
          make(
            Fragment,
            null,
            field(SelectControl, 'show', __('Show', 'webfuse-elements'), {options: shows}),
            field(TextControl, 'url', __('Address of the first page', 'webfuse-elements'), {type: 'url'}),
            field(SelectControl, 'provider', __('Who shares it', 'webfuse-elements'), {options: providers}),
            attributes.show !== 'session' && field(TextControl, 'label', __('Label', 'webfuse-elements')),
          ),
        ),
      );
    },
    // The server writes it, each time anew.
    save: () => null,
  });
})(window.wp);
