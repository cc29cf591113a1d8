import type {FastifyRequest} from 'fastify';
import {type Static, type TSchema, Type} from 'typebox';
import type {Page, Part} from '../storage/part.ts';
import {orNull} from './schemas.ts';

/** How many results a page has unless it is said, and at most. */
const PAGE_SIZE = 20;
const MAX_PAGE_SIZE = 100;

/** No list is as long as that. */
const MAX_PAGE = 1_000_000;

/** What the lists of all things take in their query. */
export const pageQuery = {
  page: Type.Optional(Type.Integer({minimum: 1, maximum: MAX_PAGE, description: 'Which page, from 1.'})),
  page_size: Type.Optional(
    Type.Integer({minimum: 1, maximum: MAX_PAGE_SIZE, description: `Results on a page; ${PAGE_SIZE} if left out.`}),
  ),
};

const address = orNull(Type.String());

/** A page of a list, as it is answered. */
export function pageOf<Item extends TSchema>(item: Item) {
  return Type.Object(
    {
      count: Type.Integer({description: 'How many there are in all.'}),
      next: address,
      previous: address,
      results: Type.Array(item),
    },
    {additionalProperties: false},
  );
}

interface Query {
  readonly page?: number;
  readonly page_size?: number;
}

/** The part of a list that a page is. */
export function partOf({page = 1, page_size: limit = PAGE_SIZE}: Query): Part {
  return {offset: (page - 1) * limit, limit};
}

/** A part of a list that is there whole. */
export function cut<Item>(items: readonly Item[], {offset, limit}: Part): Page<Item> {
  return {count: items.length, results: items.slice(offset, offset + limit)};
}

/**
 * A page as it is answered, with the addresses of those beside it.
 *
 * @param publicUrl - address that the server is reached at
 */
export function paged<Item, Shown>(
  {count, results}: Page<Item>,
  request: FastifyRequest,
  publicUrl: string,
  show: (item: Item) => Shown,
): {count: number; next: string | null; previous: string | null; results: Shown[]} {
  const query = request.query as Query;
  const {page = 1} = query;
  const {offset, limit} = partOf(query);
  const at = (number: number) => {
    const url = new URL(publicUrl + request.url);
    url.searchParams.set('page', String(number));
    return url.href;
  };
  const last = Math.max(1, Math.ceil(count / limit));
  return {
    count,
    next: offset + limit < count ? at(page + 1) : null,
    previous: page > 1 ? at(Math.min(page - 1, last)) : null,
    results: results.map(show),
  };
}

/** What the type of a page is. */
export type PageOf<Item extends TSchema> = Static<ReturnType<typeof pageOf<Item>>>;
