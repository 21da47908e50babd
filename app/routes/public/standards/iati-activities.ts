import {
  createValueDocument,
  describeSize,
  readExchange,
} from '#app/features/standards/exchange-document.ts';
import { requestContext } from '#app/request-context.ts';
import { serialiseIati } from '#server/domain/standards/iati/serialise-iati.ts';
import type { Route } from './+types/iati-activities';

/** The plan with its results as IATI 2.03 activities. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { exchange, addresses, read } = await readExchange(context.get(requestContext), request.url);
  return createValueDocument(
    {
      type: 'application/xml; charset=utf-8',
      publication: exchange.publication,
      body: serialiseIati({ exchange, addresses }, read),
    },
    describeSize(exchange, request),
  );
}
