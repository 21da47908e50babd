import { ask } from '#app/features/errors/ask.ts';
import { readPublication } from '#app/features/publication/link.ts';
import type { RequestContext } from '#app/request-context.ts';
import { type Addresses, createAddresses } from '#server/domain/standards/addresses.ts';
import type { Exchange, ReadValues } from '#server/domain/standards/exchange.types.ts';

export type ExchangeSource = { exchange: Exchange; addresses: Addresses; read: ReadValues };

/**
 * The publication that an address asks for, with a way to read its values page by page. Held to its number: one that
 * comes out meanwhile does not change the file. Throws the page of a refusal for a publication that there is none of.
 */
export async function readExchange(
  { publicCaller, requestId, origin }: Pick<RequestContext, 'publicCaller' | 'requestId' | 'origin'>,
  url: string,
): Promise<ExchangeSource> {
  const exchange = await ask(requestId, () =>
    publicCaller.dashboard.exchange({ publication: readPublication(url) }),
  );
  const { number } = exchange.publication;
  return {
    exchange,
    addresses: createAddresses(origin, number),
    async *read(indicator) {
      let from: { pair: number; row: number } | null | undefined;
      while (from !== null) {
        const page: Awaited<ReturnType<typeof publicCaller.dashboard.exchangeValues>> =
          await publicCaller.dashboard.exchangeValues({ publication: number, indicator, from });
        yield page.rows;
        from = page.next;
      }
    },
  };
}

/** What a file of values is kept or streamed by; see `createValueDocument`. */
export const describeSize = ({ valueCount, publication }: Exchange, request: Request) => ({
  valueCount,
  version: publication.contentSha256,
  request,
});
