import {readFileSync} from 'node:fs';
import {customElementJetBrainsPlugin} from 'custom-element-jet-brains-integration';
import {customElementVsCodePlugin} from 'custom-element-vs-code-integration';
import {FORWARDED} from './components/shared/session-host.ts';

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

/** Adds the commands to `<wf-session>`: it hands them on to its session, where their sentences and types are. */
const forwardedCommands = {
  name: 'forwarded-commands',
  analyzePhase({ts, node, moduleDoc}) {
    if (!ts.isClassDeclaration(node) || node.name?.text !== 'WfSession') return;
    const {members} = moduleDoc.declarations.find(({name}) => name === 'WfSession');
    members.push(
      ...methodsOf(ts, 'commands', 'SessionMethods'),
      ...methodsOf(ts, 'session', 'LaterMethods'),
      ...methodsOf(ts, 'session', 'Session'),
    );
  },
};

/** Says of what has a setter that it can be set, though what it overrides can only be read. */
const settable = {
  name: 'settable',
  analyzePhase({ts, node, moduleDoc}) {
    if (!ts.isClassDeclaration(node)) return;
    const {members = []} = moduleDoc.declarations.find(({name}) => name === node.name?.text) ?? {};
    const set = node.members.filter(ts.isSetAccessor).map(({name}) => name.getText());
    for (const member of members) if (set.includes(member.name)) member.readonly = false;
  },
};

function methodsOf(ts, file, type) {
  const path = new URL(`src/client/${file}.ts`, import.meta.url);
  const source = ts.createSourceFile(path.href, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const {members} = source.statements.find((statement) => statement.name?.text === type);
  return members
    .filter((member) => member.parameters && FORWARDED.includes(member.name?.text))
    .map((member) => ({
      kind: 'method',
      name: member.name.text,
      description: sentenceOf(ts, member.jsDoc?.at(-1)),
      parameters: member.parameters.map((parameter) => parameterOf(ts, parameter)),
      return: {type: {text: member.type.getText()}},
    }));
}

function parameterOf(ts, parameter) {
  const [tag] = ts.getJSDocParameterTags(parameter);
  const {name, type, initializer, questionToken} = parameter;
  return {
    // What is taken apart has no name.
    name: ts.isIdentifier(name) ? name.text : 'options',
    description: sentenceOf(ts, tag)?.replace(/^- /, ''),
    type: {text: type?.getText() ?? typeof JSON.parse(initializer.getText())},
    default: initializer?.getText(),
    optional: Boolean(questionToken ?? initializer),
  };
}

function sentenceOf(ts, doc) {
  return ts.getTextOfJSDocComment(doc?.comment)?.replaceAll(/\s+/g, ' ');
}

/** What editors know of the tags. */
const editors = {outdir: 'dist/editors', hideLogs: true, modulePath: () => './dist/components/define.js'};

export default {
  globs: ['components/**/*.ts'],
  litelement: true,
  // package.json says already where the manifest is.
  packagejson: false,
  plugins: [
    forwardedCommands,
    settable,
    publicOnly,
    customElementVsCodePlugin(editors),
    customElementJetBrainsPlugin({...editors, packageJson: false}),
  ],
};
