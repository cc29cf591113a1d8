import {type Member, readChoices, readMembers} from './read-types.ts';

/** A JSON Schema. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const INDEX = {type: 'integer', minimum: 0};
const TAB = {type: 'integer', minimum: 1};

/** Types of the sources that have a name, as schemas. */
const NAMED: Readonly<Record<string, JsonSchema>> = {
  Json: {description: 'Any JSON.'},
  UserData: {type: 'object', description: 'What a participant brought along; `name` is shown to the others.'},
  ClientIndex: {...INDEX, description: 'Index of a participant: 0 for the leader. Never used twice.'},
  Ssid: {...TAB, description: 'Id of a tab. Never used twice.'},
  Role: {enum: ['admin', 'member', 'guest']},
  string: {type: 'string'},
  'readonly string[]': {type: 'array', items: {type: 'string'}},
  number: {type: 'number'},
  boolean: {type: 'boolean'},
  null: {type: 'null'},
  true: {const: true},
  false: {const: false},
};

/** The schema of an object with those members, and no others. */
export function objectOf(members: readonly Member[], more: Readonly<Record<string, JsonSchema>> = {}): JsonSchema {
  const own = members.map((member) => [
    member.name,
    {...schemaOf(member), ...(member.doc && {description: member.doc})},
  ]);
  const needed = members.filter(({optional}) => !optional).map(({name}) => name);
  return {
    type: 'object',
    properties: {...Object.fromEntries(own), ...more},
    required: [...new Set([...needed, ...Object.keys(more)])],
    additionalProperties: false,
  };
}

function schemaOf({name, type}: Member): JsonSchema {
  if (name === 'tabIndex') return {...INDEX, description: 'Place of the tab in the bar.'};
  const choices = type.split(' | ').map(partOf);
  const [only] = choices;
  return choices.length === 1 && only ? only : {anyOf: choices};
}

function partOf(type: string): JsonSchema {
  const literal = /^'(.*)'$/.exec(type)?.[1];
  if (literal !== undefined) return {const: literal};
  if (type === 'TabErrorCode') return {enum: readChoices('src/model/state.ts', type)};
  const named = NAMED[type];
  if (named) return named;
  if (type === 'FirstMember') return objectOf(readMembers('src/server/webhooks/space-session.ts', type));
  throw new Error(`Say in ${import.meta.filename} what a ${type} is as a schema.`);
}
