import {type Static, Type} from 'typebox';
import {Refused} from '../refused.ts';
import type {KnownSpace, Space, SpaceChanges} from '../storage/spaces.ts';
import {isoTime} from '../webhooks/space-session.ts';
import {exact} from './schemas.ts';

const writable = {
  name: Type.String({minLength: 1, maxLength: 100}),
  slug: Type.String({pattern: '^[a-zA-Z0-9_-]{1,100}$', description: 'Its name in addresses.'}),
  type: Type.Enum(['meeting', 'assisted', 'solo']),
  access_control: Type.Enum(['members-only', 'company', 'public'], {
    description:
      'Who may begin sessions: everyone with `public`, pages that have its widget key with `company`. With `members-only`, those whom a magic link, a ticket or a secret key signs for, and nobody else comes in.',
  }),
  identification: Type.Enum(['anonymous', 'name_only', 'verified']),
  host_rights: Type.Enum(['everyone', 'members-only', 'admins-only']),
  enable_parallel_sessions: Type.Boolean({
    description: 'Whether each visitor of the space’s link gets a session of their own.',
  }),
  widget_key_domain_list: Type.Array(Type.String({pattern: '^(\\*|https?://[^/?#@\\s]+)$', maxLength: 300}), {
    maxItems: 100,
    description:
      'Origins whose pages may use its widget keys, such as `https://shop.example`, or `*` for all; never told to widget keys.',
  }),
};

/** What the vendor's spaces have and ours always are. */
const always = {
  visibility: Type.Literal('members-only'),
  queue_enabled: Type.Literal(false),
  is_paused: Type.Literal(false),
  is_landing_page_published: Type.Literal(false),
};

const readOnly = {
  id: Type.String({readOnly: true}),
  link: Type.String({readOnly: true}),
  created_at: Type.String({format: 'date-time', readOnly: true, description: 'Addition.'}),
  managed: Type.Boolean({readOnly: true, description: 'Addition. The config file says it all; REST changes nothing.'}),
  magic_links: Type.Boolean({readOnly: true, description: 'Addition. There is a secret to sign magic links with.'}),
};

/** A space as it is answered. */
export const spaceShown = Type.Object({...readOnly, ...writable, ...always}, {...exact, title: 'Space'});

/** What is answered can be sent back as it is. */
const changes = Type.Partial(Type.Object({...writable, ...always, ...readOnly}, exact));

/** What changes of a space. */
export const spaceChanges = Type.Object(changes.properties, {...exact, minProperties: 1});

/** A whole space. */
export const spaceWhole = Type.Object({...changes.properties, name: writable.name, slug: writable.slug}, exact);

type Shown = Static<typeof spaceShown>;

/** A space in the vendor's form. */
export function showSpace(space: KnownSpace, publicUrl: string): Shown {
  const {id, slug, name, type, accessControl, settings, origins, shared, createdAt, managed, magicSecret} = space;
  return {
    id,
    link: `${publicUrl}/+${slug}/`,
    created_at: isoTime(createdAt),
    managed,
    magic_links: magicSecret !== undefined,
    name,
    slug,
    type,
    access_control: accessControl,
    identification: settings.identification,
    host_rights: settings.host_rights,
    enable_parallel_sessions: !shared,
    widget_key_domain_list: origins === '*' ? ['*'] : [...origins],
    visibility: 'members-only',
    queue_enabled: false,
    is_paused: false,
    is_landing_page_published: false,
  };
}

/**
 * What a call changes of a space that has those settings.
 * @throws {Refused} `invalid_params` when an origin is none
 */
export function readSpace(given: Partial<Shown>, settings: Space['settings']): SpaceChanges {
  const {name, slug, type, access_control, identification, host_rights, enable_parallel_sessions} = given;
  const {widget_key_domain_list: domains} = given;
  return {
    ...(name !== undefined && {name}),
    ...(slug !== undefined && {slug}),
    ...(type !== undefined && {type}),
    ...(access_control !== undefined && {accessControl: access_control}),
    ...(enable_parallel_sessions !== undefined && {shared: !enable_parallel_sessions}),
    ...(domains !== undefined && {origins: domains.includes('*') ? '*' : domains.map(originOf)}),
    settings: {...settings, ...(identification && {identification}), ...(host_rights && {host_rights})},
  };
}

function originOf(text: string): string {
  const origin = URL.parse(text)?.origin;
  if (origin === text.toLowerCase()) return origin;
  throw new Refused('invalid_params', `Expected an origin such as https://shop.example, got "${text.slice(0, 100)}".`);
}
