import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { buildWords } from '#app/features/language/use-words.ts';
import { FigureReceiptView } from '#app/features/receipt/figure-receipt-view.tsx';
import { loadFigureReceipt } from '#app/features/receipt/load-receipt.server.ts';
import type { Route } from './+types/figure-receipt';

export const loader = ({ context, request, params }: Route.LoaderArgs) =>
  loadFigureReceipt({ context, request }, params.figure);

export const meta: Route.MetaFunction = (args) => {
  const words = buildWords('en', 'receipt');
  if (!args.loaderData || args.error) return buildErrorMeta(words('figureNotFound'));
  const { definition } = args.loaderData.receipt.figure;
  return buildPageMeta(args, {
    title: definition.title,
    description: words('figureDescription', { title: definition.summary }),
    image: `/og/figures/${definition.id}`,
  });
};

export default function FigureReceiptRoute({ loaderData }: Route.ComponentProps) {
  return <FigureReceiptView {...loaderData} />;
}
