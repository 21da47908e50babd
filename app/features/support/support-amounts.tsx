import { DataTable } from '#app/components/data-table.tsx';
import {
  type SupportAmount,
  supportStageLabels,
  type ExchangeRate,
} from '#server/domain/support/support.schema.ts';
import { describeDollars, describeRate, formatMoney } from './support-words.ts';
import styles from './support.module.css';

interface SupportAmountsProps {
  amounts: readonly SupportAmount[];
  dollars: readonly ({ dollars: string; rate: ExchangeRate | null } | null)[];
}

/** Amounts as they were given, with US dollars beside them. */
export function SupportAmounts({ amounts, dollars }: SupportAmountsProps) {
  return (
    <DataTable
      caption="Amounts"
      captionHidden
      narrow="stack"
      rows={amounts}
      rowKey={({ stage, year, currency }) => `${stage}/${year}/${currency}`}
      empty="No amount is recorded."
      columns={[
        {
          key: 'stage',
          header: 'Stage',
          rowHeader: true,
          cell: ({ stage, year }) => `${supportStageLabels[stage]}, ${year}`,
        },
        {
          key: 'amount',
          header: 'Amount',
          numeric: true,
          nowrap: true,
          cell: ({ currency, amount }) => formatMoney(currency, amount),
        },
        {
          key: 'dollars',
          header: 'US dollars',
          numeric: true,
          cell: ({ currency }, index) => describeDollars(currency, dollars[index] ?? null),
        },
        {
          key: 'rate',
          header: 'Rate and source',
          minWidth: '14rem',
          cell: ({ source }, index) => (
            <>
              {describeRate(dollars[index]?.rate)}
              {describeRate(dollars[index]?.rate) && source ? <br /> : null}
              <span className={styles.muted}>{source}</span>
            </>
          ),
        },
      ]}
    />
  );
}
