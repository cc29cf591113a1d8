import {readFileSync} from 'node:fs';
import path from 'node:path';
// Knows TypeScript's own parser, which TypeScript 7 hands out no more.
import * as analyzer from '@custom-elements-manifest/analyzer/index.js';

const ROOT = path.join(import.meta.dirname, '../..');

/** As much of a parsed node as is read here. */
interface Node {
  readonly kind: number;
  readonly name?: {readonly text: string};
  readonly members?: readonly Node[];
  readonly types?: readonly Node[];
  readonly type?: Node;
  readonly questionToken?: Node;
  readonly jsDoc?: readonly {readonly comment?: string}[];
  readonly typeName?: {readonly text: string};
  readonly statements?: readonly Node[];
  getText(source: Node): string;
}

interface Parser {
  createSourceFile(name: string, text: string, version: number, setParents: boolean): Node;
  readonly ScriptTarget: {readonly Latest: number};
}

/** A member of an interface, as it is written. */
export interface Member {
  readonly name: string;
  readonly doc: string;
  /** Its type, as it is written. */
  readonly type: string;
  readonly optional: boolean;
  /** What its type is made of, if that is an object. */
  readonly members: readonly Member[];
}

const parser = (analyzer as unknown as {ts: Parser}).ts;

/** The members of an interface or an object type of the sources, with their sentences, in the order in which they stand. */
export function readMembers(file: string, name: string): readonly Member[] {
  const source = parser.createSourceFile(
    file,
    readFileSync(path.join(ROOT, file), 'utf8'),
    parser.ScriptTarget.Latest,
    true,
  );
  const declared = (wanted: string) => source.statements?.find((statement) => statement.name?.text === wanted);
  const membersOf = (node: Node | undefined): readonly Member[] => {
    if (!node) return [];
    if (node.typeName) return membersOf(declared(node.typeName.text));
    if (node.types) return node.types.flatMap(membersOf);
    if (!node.members) return membersOf(node.type);
    return node.members.map((member) => ({
      name: member.name?.text ?? '',
      doc: member.jsDoc?.at(-1)?.comment ?? '',
      type: member.type?.getText(source).replaceAll(/\s+/g, ' ') ?? '',
      optional: member.questionToken !== undefined,
      // Asked for only where it ends: JSON is made of JSON.
      get members() {
        return membersOf(member.type);
      },
    }));
  };
  const found = declared(name);
  if (!found) throw new Error(`There is no ${name} in ${file}.`);
  return membersOf(found);
}

/** The texts that a type is one of. */
export function readChoices(file: string, type: string): string[] {
  const [, choices = ''] = new RegExp(`export type ${type} =([^;]*);`).exec(readFileSync(file, 'utf8')) ?? [];
  return [...choices.matchAll(/'(\w+)'/g)].map(([, text]) => text!);
}
