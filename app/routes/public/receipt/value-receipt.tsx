import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { buildWords } from '#app/features/language/use-words.ts';
import { loadValueReceipt } from '#app/features/receipt/load-receipt.server.ts';
import { ValueReceiptView } from '#app/features/receipt/value-receipt-view.tsx';
import { formatFigureOrState } from '#server/domain/finding/figure-words.ts';
import { nameRound, upperFirst } from '#server/domain/finding/sentence-parts.ts';
import type { Route } from './+types/value-receipt';

export const loader = ({ context, request, params }: Route.LoaderArgs) =>
  loadValueReceipt({ context, request }, params);

export const meta: Route.MetaFunction = (args) => {
  const words = buildWords('en', 'receipt');
  if (!args.loaderData || args.error) return buildErrorMeta(words('valueNotFound'));
  const { indicator, figure, round, reporter } = args.loaderData.receipt;
  const scope = reporter?.name ?? words('region').toLowerCase();
  return buildPageMeta(args, {
    title: `${indicator.code}: ${formatFigureOrState(indicator, figure)} for ${nameRound(round.title)}`,
    description: words('valueDescription', {
      title: indicator.title,
      round: nameRound(round.title),
      scope: upperFirst(scope),
    }),
    image: `/og/pages/indicator/${indicator.code}`,
  });
};

export default function ValueReceiptRoute({ loaderData }: Route.ComponentProps) {
  return <ValueReceiptView {...loaderData} />;
}
