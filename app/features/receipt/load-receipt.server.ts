import type { RouterContextProvider } from 'react-router';
import type { FigureReceipt, ValueReceipt } from '#app/contract.ts';
import { ask } from '#app/features/errors/ask.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import { type Cited, citeFigure, citeValue } from './citation.tsx';

type Asked = { context: Readonly<RouterContextProvider>; request: Request };

/** The figure that an address names, with how to cite it. Throws what the error page shows. */
export async function loadFigureReceipt(
  { context, request }: Asked,
  id: string,
): Promise<{ receipt: FigureReceipt } & Cited> {
  const { publicCaller, requestId, origin, language } = context.get(requestContext);
  const publication = readPublication(request.url);
  const receipt = await ask(requestId, () =>
    publicCaller.dashboard.figureReceipt({ publication, id: id.slice(0, 120), language }),
  );
  return { receipt, ...citeFigure(origin, receipt) };
}

/** The value that an address names, with how to cite it. Throws what the error page shows. */
export async function loadValueReceipt(
  { context, request }: Asked,
  params: { indicator: string; round: string; scope: string; cell: string },
): Promise<{ receipt: ValueReceipt } & Cited> {
  const { publicCaller, requestId, origin } = context.get(requestContext);
  const publication = readPublication(request.url);
  const part = (text: string) => text.slice(0, 125);
  const receipt = await ask(requestId, () =>
    publicCaller.dashboard.valueReceipt({
      publication,
      indicator: part(params.indicator),
      round: part(params.round),
      scope: part(params.scope),
      cell: part(params.cell),
    }),
  );
  return { receipt, ...citeValue(origin, receipt) };
}
