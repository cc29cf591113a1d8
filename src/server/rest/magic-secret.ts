import {Type} from 'typebox';
import {Refused} from '../refused.ts';
import {spaceOf} from './access.ts';
import {keyed, type Rest, type RestContext} from './route.ts';
import {exact, inSpace} from './schemas.ts';

const tags = ['Magic links'] as const;

const routes = {
  make: keyed(
    ['rk', 'ck'],
    {
      summary: 'Make a new secret for magic links',
      description: 'Told here and never again. Links that were signed with the one before let nobody in from then on.',
      tags,
      params: inSpace,
      response: {201: Type.Object({secret: Type.String()}, exact)},
    },
    [409],
  ),
  drop: keyed(
    ['rk', 'ck'],
    {
      summary: 'Drop the secret for magic links',
      description: 'The space has no magic links from then on.',
      tags,
      params: inSpace,
      response: {204: Type.Null()},
    },
    [409],
  ),
};

/** The secret that a space signs magic links with. An addition: the vendor signs them with a REST key. */
export function serveMagicSecrets(rest: Rest, {spaces}: RestContext): void {
  /** @throws {Refused} `managed` when the config file has the secret */
  const ownSecretOf = (id: string) => {
    if (!spaces.declaresSecret(id)) return id;
    throw new Refused('managed', 'The secret for magic links is in the server’s config file: change it there.');
  };

  rest.post('/api/spaces/:space_id/magic-secret/', routes.make, async (request, reply) => {
    const secret = await spaces.renewMagicSecret(ownSecretOf(spaceOf(request).id));
    reply.code(201);
    return {secret};
  });

  rest.delete('/api/spaces/:space_id/magic-secret/', routes.drop, async (request, reply) => {
    await spaces.dropMagicSecret(ownSecretOf(spaceOf(request).id));
    reply.code(204);
    return null;
  });
}
