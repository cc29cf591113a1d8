import {errors, jwtVerify, SignJWT} from 'jose';
import {type Static, Type} from 'typebox';
import {Compile} from 'typebox/compile';
import type {Role} from '../model/state.ts';
import {Refused} from './refused.ts';
import type {Space} from './storage/spaces.ts';

/** What the operator of a space signs for someone. */
export interface MagicLink {
  readonly name?: string;
  readonly email?: string;
  /** Who they are to the operator: makes them a member. */
  readonly user_id?: string | number;
  /** Makes them an admin, who may be host. */
  readonly can_host?: boolean;
  /** Addresses that open in tabs as they come in; the last one is shown. */
  readonly urls?: readonly string[];
}

/** What a magic link says of whoever has it. */
export interface MagicClaims {
  readonly name?: string;
  readonly email?: string;
  readonly role: Role;
  readonly urls: readonly string[];
}

const text = Type.String({maxLength: 200});
const urls = Type.Array(Type.String({maxLength: 8_192}), {maxItems: 20});
const payload = Type.Object({
  space_id: text,
  name: Type.Optional(text),
  email: Type.Optional(text),
  user_id: Type.Optional(Type.Union([text, Type.Integer()])),
  can_host: Type.Optional(Type.Boolean()),
  urls: Type.Optional(urls),
  tabs: Type.Optional(urls),
});
const validator = Compile(payload);

/** Signs a magic link of a space, as the value of `magic_link` in an address. */
export function mintMagicLink(
  {id, magicSecret}: Pick<Space, 'id' | 'magicSecret'>,
  link: MagicLink,
  expires: Date,
): Promise<string> {
  if (magicSecret === undefined) throw new Error(`Expected a space with a magicSecret, got "${id}".`);
  return new SignJWT({...link, space_id: id})
    .setProtectedHeader({alg: 'HS256'})
    .setExpirationTime(expires)
    .sign(keyOf(magicSecret));
}

/**
 * Reads a magic link of a space.
 * @throws {Refused} `expired_magic_link`, `foreign_magic_link` when it is of another space, or `invalid_magic_link`
 */
export async function readMagicLink(link: string, space: Space): Promise<MagicClaims> {
  const {space_id: spaceId, name, email, user_id: userId, can_host: mayHost, urls, tabs} = await verified(link, space);
  if (spaceId !== space.id && spaceId !== space.slug) {
    throw new Refused('foreign_magic_link', 'This link is for another space.');
  }
  const role: Role = mayHost ? 'admin' : userId === undefined ? 'guest' : 'member';
  return {...(name !== undefined && {name}), ...(email !== undefined && {email}), role, urls: urls ?? tabs ?? []};
}

async function verified(link: string, {magicSecret}: Space): Promise<Static<typeof payload>> {
  if (magicSecret === undefined) throw new Refused('invalid_magic_link', 'This space has no magic links.');
  const claims = await jwtVerify(link, keyOf(magicSecret), {algorithms: ['HS256'], requiredClaims: ['exp']}).catch(
    (error: Error) => {
      if (error instanceof errors.JWTExpired)
        throw new Refused('expired_magic_link', 'This link is too old: ask for another.');
      throw new Refused('invalid_magic_link', 'This link was not signed by the space, or says nothing of its end.');
    },
  );
  if (validator.Check(claims.payload)) return claims.payload;
  throw new Refused('invalid_magic_link', 'This link says something else than links of a space do.');
}

function keyOf(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}
