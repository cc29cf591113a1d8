const ELEMENT = /^components\/(?!shared\/)/;

/** What pages can neither reach nor use: private and inner members, styles, and modules that hold no element. */
const publicOnly = {
  name: 'public-only',
  packageLinkPhase({customElementsManifest: manifest}) {
    manifest.modules = manifest.modules.filter(
      ({path, declarations = [], exports = []}) =>
        ELEMENT.test(path) &&
        (path.endsWith('/events.ts') ||
          declarations.some(({customElement}) => customElement) ||
          exports.some(({kind}) => kind === 'custom-element-definition')),
    );
    for (const {declarations} of manifest.modules) {
      for (const declaration of declarations) {
        const {members, events} = declaration;
        if (members) declaration.members = members.filter(isPublic);
        // The analyzer also takes what else is handed to an event's constructor for a name.
        if (events) declaration.events = events.filter(({name}) => name?.startsWith('wf-'));
      }
    }
    publish(manifest);
  },
};

function isPublic({name, privacy, static: isStatic}) {
  return !name.startsWith('#') && privacy !== 'private' && privacy !== 'protected' && !isStatic;
}

/** Points every reference to a source file to the file that is published. */
function publish(value) {
  for (const [key, inner] of Object.entries(value ?? {})) {
    if (typeof inner === 'object') publish(inner);
    else if (key === 'path' || key === 'module') {
      value[key] = inner.replace(/^\/?(components\/.*)\.ts$/, 'dist/$1.js');
    }
  }
}

export default {
  globs: ['components/**/*.ts'],
  litelement: true,
  // package.json says already where the manifest is.
  packagejson: false,
  plugins: [publicOnly],
};
