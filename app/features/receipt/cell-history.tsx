import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { withPublication } from '#app/features/publication/link.ts';
import { NoNumber } from '#app/features/status/no-number.tsx';
import { buildReceiptPath } from '#server/domain/figure/receipt-path.ts';
import { formatCoverage, formatFigure } from '#server/domain/finding/figure-words.ts';
import { upperFirst } from '#server/domain/finding/sentence-parts.ts';
import { formatDate } from '#server/domain/language/date-format.ts';
import { traceHistory } from '#server/domain/receipt/cell-history.calculations.ts';
import { describeReasons } from '#server/domain/receipt/change-words.ts';
import type { ValueReceipt } from '#server/trpc/routers/dashboard-receipts.router.ts';

/** What every publication up to the one in view said in the place of this value, oldest first. */
export function CellHistory({ receipt }: { receipt: ValueReceipt }) {
  const words = useWords('receipt');
  const { history, indicator, reporter, place } = receipt;
  const lines = traceHistory(history, reporter ? 'reporter' : 'region');
  const [first, last] = [String(lines[0]?.number ?? ''), String(lines.at(-1)?.number ?? '')];
  const hasCoverage =
    !reporter && history.some(({ figure }) => formatCoverage(indicator.reportedBy, figure) !== null);
  return (
    <DataTable
      caption={first === last ? words('historyOne', { first }) : words('historyCaption', { first, last })}
      captionHidden
      narrow="stack"
      fit
      rows={lines}
      rowKey={({ number }) => number}
      isCurrent={({ number }) => number === receipt.publication.number}
      columns={[
        {
          key: 'publication',
          header: words('historyPublication'),
          rowHeader: true,
          cell: ({ number, publishedAt }) => (
            <Link to={withPublication(buildReceiptPath(place), number)}>
              {number}, {formatDate(publishedAt)}
            </Link>
          ),
        },
        {
          key: 'value',
          header: words('historyValue'),
          cell: ({ figure }) =>
            figure.state === 'reported' ? (
              upperFirst(formatFigure(indicator, figure))
            ) : (
              <NoNumber state={figure.state} withWord />
            ),
        },
        ...(hasCoverage
          ? [
              {
                key: 'reports',
                header: words('historyReports'),
                cell: ({ figure }: (typeof lines)[number]) =>
                  formatCoverage(indicator.reportedBy, figure) ?? '',
              },
            ]
          : []),
        {
          key: 'change',
          header: words('historyChange'),
          cell: ({ change }) =>
            change === 'first'
              ? words('changeFirst')
              : change === 'same'
                ? words('changeSame')
                : describeReasons(change),
        },
      ]}
    />
  );
}
