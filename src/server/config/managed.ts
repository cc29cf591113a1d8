import {type Static, Type} from 'typebox';

const exact = {additionalProperties: false} as const;

/** A secret that stands elsewhere, so that a config can be shown to anyone. */
const secretSchema = Type.Object(
  {
    env: Type.Optional(Type.String({description: 'Name of an environment variable that has it.', minLength: 1})),
    file: Type.Optional(Type.String({description: 'A file that has it and nothing else.', minLength: 1})),
  },
  {
    ...exact,
    minProperties: 1,
    maxProperties: 1,
    title: '{"env": "NAME"} or {"file": "path"}',
    description: 'Where the secret stands: in an environment variable or in a file.',
  },
);

const nameSchema = Type.String({title: 'a name of 1 to 100 characters', minLength: 1, maxLength: 100});

const slugSchema = Type.String({
  title: '1 to 100 letters, digits, - and _',
  pattern: '^[A-Za-z0-9_-]{1,100}$',
});

/** An origin, as browsers say it. */
export const originSchema = Type.String({
  title: 'an origin such as "https://shop.example.com"',
  pattern: '^https?://[^/?#@]+$',
});

const flag = (description: string, fallback: boolean) =>
  Type.Boolean({title: 'true or false', description, default: fallback});

/** A space in a config. */
export const spaceSchema = Type.Object(
  {
    slug: Type.String({...slugSchema, description: 'Its name in addresses.'}),
    id: Type.Optional(
      Type.String({...slugSchema, description: 'What it is known by for good; its slug, if left out.'}),
    ),
    name: Type.Optional(Type.String({...nameSchema, description: 'What people call it; its slug, if left out.'})),
    widgetKeys: Type.Array(
      Type.String({title: 'wk_ and 16 to 64 letters, digits, - and _', pattern: '^wk_[A-Za-z0-9_-]{16,64}$'}),
      {
        title: 'a list of widget keys',
        description: 'Public keys that pages make sessions with: `wk_` and 16 to 64 letters, digits, - and _.',
        default: [],
      },
    ),
    origins: Type.Union([Type.Literal('*'), Type.Array(originSchema)], {
      title: '"*" or a list of origins',
      description: 'Origins whose pages may use it; `*` for all.',
      default: '*',
    }),
    type: Type.Enum(['meeting', 'assisted', 'solo'], {
      title: 'a type',
      description: 'What its sessions are for.',
      default: 'meeting',
    }),
    shared: flag('Every visitor of its link comes into the same session.', false),
    accessControl: Type.Enum(['members-only', 'company', 'public'], {
      title: 'an access control',
      description:
        'Who may begin sessions: everyone with `public`, pages that have its widget key with `company`. With `members-only`, those whom a magic link, a ticket or a secret key signs for, and nobody else comes in.',
      default: 'company',
    }),
    magicSecret: Type.Optional(
      Type.Object(secretSchema.properties, {
        ...secretSchema,
        description: 'What magic links are signed with, of 32 or more characters; there are none, if left out.',
      }),
    ),
    extensions: Type.Array(Type.String({title: 'a folder', minLength: 1}), {
      title: 'a list of folders',
      description: 'Folders of the extensions that run on the pages of its sessions.',
      default: [],
    }),
    settings: Type.Record(Type.String(), Type.Unknown(), {
      title: 'an object of settings',
      description: 'What its sessions allow: [settings](settings.md).',
      default: {},
    }),
  },
  {...exact, title: 'a space'},
);

/** A REST key in a config. */
export const keySchema = Type.Object(
  {
    name: Type.String({...nameSchema, description: 'What it is for.'}),
    space: Type.Optional(
      Type.String({...slugSchema, description: 'Slug of its space; a key of the whole server, if left out.'}),
    ),
    key: Type.Object(secretSchema.properties, {
      ...secretSchema,
      description: 'The key: `rk_` for a space, `ck_` for the whole server, and 32 or more letters, digits, - and _.',
    }),
  },
  {...exact, title: 'a key'},
);

/** A webhook in a config. */
export const webhookSchema = Type.Object(
  {
    name: Type.String({...nameSchema, description: 'What people call it; no two of a space have the same.'}),
    url: Type.String({
      title: 'an http or https address of at most 500 characters',
      description: 'Where notices are sent.',
      pattern: '^https?://[^#]+$',
      maxLength: 500,
    }),
    space: Type.Optional(
      Type.String({...slugSchema, description: 'Slug of its space; told of all spaces, if left out.'}),
    ),
    enabled: flag('Whether it is sent anything.', true),
    categories: Type.Array(Type.String({title: 'a category', minLength: 1, maxLength: 100}), {
      title: 'a list of categories',
      description: 'What it is told of, such as `space.session.started`; `space.session.*` is all.',
      minItems: 1,
      default: ['space.session.*'],
    }),
    signature: Type.Enum(['standard', 'vendor'], {
      title: 'a form of signature',
      description: 'Standard Webhooks, or Webfuse’s own form.',
      default: 'standard',
    }),
    gzip: flag('Whether bodies are compressed.', false),
    sslVerification: flag('Whether the certificate of an https address has to be valid.', true),
    secrets: Type.Array(secretSchema, {
      title: 'a list of one or two secrets',
      description: 'What it signs with, `whsec_…`; two at once while one is replaced, the newest first.',
      minItems: 1,
      maxItems: 2,
    }),
  },
  {...exact, title: 'a webhook'},
);

/** Where a secret stands. */
export type SecretPlace = Static<typeof secretSchema>;
