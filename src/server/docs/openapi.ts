import fastifySwagger from '@fastify/swagger';
import type {FastifyInstance} from 'fastify';
import {readVersion} from './version.ts';

/** An OpenAPI document, as far as it is looked into here. */
export interface OpenApi {
  readonly openapi: string;
  readonly info: {readonly title: string; readonly version: string; readonly description: string};
  readonly servers?: readonly {readonly url: string}[];
  readonly tags: readonly {readonly name: string; readonly description: string}[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {readonly securitySchemes: Readonly<Record<string, {readonly description: string}>>};
}

/** A route as the document has it. */
export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {readonly required?: boolean; readonly content: Content};
  readonly responses: Readonly<Record<string, {readonly description: string; readonly content?: Content}>>;
}

/** A part of an address. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

type Content = Readonly<Record<string, {readonly schema: Schema}>>;

/** A JSON Schema, as far as it is looked into here. */
export interface Schema {
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly readOnly?: boolean;
}

const secret = 'Secret: `Authorization: Token ';

/** What the chapters are about, in their order. */
const TAGS = [
  {name: 'Spaces', description: 'Where sessions are made.'},
  {name: 'Settings', description: 'What the sessions of a space allow.'},
  {name: 'Keys', description: 'What opens which routes. A secret key is told once and kept as a hash.'},
  {name: 'Magic links', description: 'Links that a space signs, and that say who comes.'},
  {name: 'Sessions', description: 'What was and is going on in a space.'},
  {name: 'Acting in a session', description: 'What the operator of a space does in a session, without being in it.'},
  {name: 'Audit', description: 'What happened in a session, in files that show whether they were changed.'},
  {name: 'Webhooks', description: 'Where the server tells what happens.'},
  {name: 'Coming in', description: 'How people get into sessions.'},
  {name: 'Operating', description: 'How the server is.'},
];

/** Collects every route that has a tag. To be called before there are routes. */
export async function collectRoutes(app: FastifyInstance): Promise<void> {
  await app.register(fastifySwagger, {
    hideUntagged: true,
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'webfuse-elements',
        version: readVersion(),
        description:
          'What programs ask of a session server. Failures are `{detail, code}`; lists are `{count, next, previous, ' +
          'results}`. Paths and fields are Webfuse’s where it has them.',
        license: {name: 'MIT', identifier: 'MIT'},
      },
      tags: TAGS,
      components: {
        securitySchemes: {
          ck: {type: 'http', scheme: 'bearer', description: `${secret}ck_…\`, of the whole server.`},
          rk: {type: 'http', scheme: 'bearer', description: `${secret}rk_…\`, of one space.`},
          wk: {
            type: 'http',
            scheme: 'bearer',
            description: 'Public: `Authorization: Token wk_…`, of one space, from the origins that it names.',
          },
        },
      },
    },
  });
}

/** The document of all routes, for a server at that address. */
export function openApiOf(app: FastifyInstance, publicUrl: string): OpenApi {
  const {tags, ...document} = app.swagger() as unknown as OpenApi;
  const used = new Set(
    Object.values(document.paths).flatMap((path) => Object.values(path).flatMap((each) => each.tags)),
  );
  return {...document, servers: [{url: publicUrl}], tags: tags.filter(({name}) => used.has(name))};
}
