import type {FastifyRequest} from 'fastify';
import {Type} from 'typebox';
import {expectMember} from '../gateway/entry.ts';
import {Refused} from '../refused.ts';
import {embedFrame, embedPage} from '../site/embed-page.ts';
import {framedBy, policyOf} from '../site/policy.ts';
import type {Space} from '../storage/spaces.ts';
import {open, type Rest, type RestContext} from './route.ts';

/** How large the frame is if nobody says how much room there is. */
const WIDTH = 960;
const HEIGHT = 640;

/** How long others may keep what they were told, in seconds. */
const CACHE_AGE = 86_400;

/** A page of a space, as an address has it. */
const EMBEDDED = /^\/\+([\w-]+)\/(?:embed)?$/;

const size = Type.Integer({minimum: 1, maximum: 100_000});
const given = Type.Object({
  widget_key: Type.Optional(Type.String({maxLength: 100})),
  url: Type.Optional(Type.String({maxLength: 2_048})),
});
const oembed = open(
  {
    summary: 'Tell how a page of a space is embedded',
    description:
      'As oEmbed 1.0 has it, in JSON alone. The page is `/+slug/embed?widget_key=wk_…`, where `url` may say what the first tab ' +
      'opens; it names this address in a `link`. An addition to the vendor’s calls.',
    tags: ['Coming in'],
    querystring: Type.Object({
      url: Type.String({maxLength: 4_096, description: 'Address of the page.'}),
      format: Type.Optional(Type.Literal('json')),
      maxwidth: Type.Optional(size),
      maxheight: Type.Optional(size),
    }),
    response: {
      200: Type.Object(
        {
          type: Type.Literal('rich'),
          version: Type.Literal('1.0'),
          title: Type.String(),
          provider_name: Type.String(),
          provider_url: Type.String(),
          cache_age: Type.Integer(),
          html: Type.String({description: 'An iframe.'}),
          width: Type.Integer(),
          height: Type.Integer(),
        },
        {additionalProperties: false},
      ),
    },
  },
  [401, 404],
);

/** `/+slug/embed` is a page for iframes, and `/oembed` tells other programs how to put it into theirs. */
export function serveEmbeds(rest: Rest, context: RestContext): void {
  rest.get('/+:slug/embed', {schema: {hide: true, querystring: given}}, async (request, reply) => {
    const {widget_key: widgetKey = '', url = ''} = request.query;
    const {slug} = request.params as {slug: string};
    const space = await spaceFor(slug, widgetKey, request, context);
    const {publicUrl, origins} = context.site;
    const page = addressOf(publicUrl, space, widgetKey, url);
    const oembed = `${publicUrl}/oembed?${new URLSearchParams({url: page, format: 'json'})}`;
    const html = embedPage({name: space.name, slug: space.slug, widgetKey, url, oembed});
    return reply
      .header('content-security-policy', policyOf(html) + framedBy(space.origins, origins))
      .header('cross-origin-resource-policy', 'cross-origin')
      .type('text/html; charset=utf-8')
      .send(html);
  });

  rest.get('/oembed', oembed, async (request) => {
    const {url: address, maxwidth = WIDTH, maxheight = HEIGHT} = request.query;
    const {publicUrl} = context.site;
    const {slug, widgetKey, url} = readAddress(address, context);
    const space = await spaceFor(slug, widgetKey, request, context);
    const [width, height] = [Math.min(WIDTH, maxwidth), Math.min(HEIGHT, maxheight)];
    return {
      type: 'rich' as const,
      version: '1.0' as const,
      title: space.name,
      provider_name: 'webfuse-elements',
      provider_url: publicUrl,
      cache_age: CACHE_AGE,
      html: embedFrame(addressOf(publicUrl, space, widgetKey, url), space.name, width, height),
      width,
      height,
    };
  });
}

function addressOf(publicUrl: string, {slug}: Space, widgetKey: string, url: string): string {
  const query = new URLSearchParams({widget_key: widgetKey, ...(url && {url})});
  return `${publicUrl}/+${slug}/embed?${query}`;
}

/** @throws {Refused} `not_found` when it is no page of a space here */
function readAddress(address: string, {site}: RestContext): {slug: string; widgetKey: string; url: string} {
  const base = [site.publicUrl, ...site.origins].find((each) => address.startsWith(`${each}/`)) ?? '';
  const rest = base && URL.canParse(address) ? new URL(address.slice(base.length), 'http://here') : null;
  const slug = EMBEDDED.exec(rest?.pathname ?? '')?.[1];
  if (!rest || !slug) throw new Refused('not_found', `Expected the address of a page ${site.publicUrl}/+slug/embed.`);
  return {slug, widgetKey: rest.searchParams.get('widget_key') ?? '', url: rest.searchParams.get('url') ?? ''};
}

/**
 * The space of that name, for whoever has a widget key of it: nobody else could start a session there.
 * @throws {Refused} `unknown_space`, `invalid_key`, or `identification_required` where a widget key starts none
 */
async function spaceFor(
  slug: string,
  widgetKey: string,
  {ip}: FastifyRequest,
  {spaces, keys, guard}: RestContext,
): Promise<Space> {
  const space = spaces.bySlug(slug);
  if (!space) throw new Refused('unknown_space', 'There is no such space on this server.');
  await guard.trying(ip, async () => {
    if (keys.spaceOf(widgetKey) === space.id) return;
    throw new Refused('invalid_key', 'Expected a widget key of this space in the address, as in ?widget_key=wk_….');
  });
  expectMember(space);
  return space;
}
