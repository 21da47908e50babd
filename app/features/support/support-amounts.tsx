import { DataTable } from '#app/components/data-table.tsx';
import { English } from '#app/features/language/language-context.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import type { ExchangeRate, SupportAmount } from '#server/domain/support/support.schema.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { describeRate, formatMoney } from './support-words.ts';
import styles from './support.module.css';

interface SupportAmountsProps {
  amounts: readonly SupportAmount[];
  dollars: readonly ({ dollars: string; rate: ExchangeRate | null } | null)[];
  /** What they are amounts of, where a page has several tables. */
  of?: string | undefined;
}

/** Amounts as they were given, with US dollars beside them. */
export function SupportAmounts({ amounts, dollars, of }: SupportAmountsProps) {
  const words = useWords('support');
  return (
    <DataTable
      caption={
        of === undefined ? words('amount') : words.rich('amountsOf', { description: <English>{of}</English> })
      }
      captionHidden
      narrow="stack"
      rows={amounts}
      rowKey={({ stage, year, currency }) => `${stage}/${year}/${currency}`}
      empty={words('noAmounts')}
      columns={[
        {
          key: 'stage',
          header: words('stage'),
          rowHeader: true,
          cell: ({ stage, year }) => `${words(`stage_${stage}`)}, ${year}`,
        },
        {
          key: 'amount',
          header: words('amount'),
          numeric: true,
          nowrap: true,
          cell: ({ currency, amount }) => formatMoney(currency, amount),
        },
        {
          key: 'dollars',
          header: words('dollars'),
          numeric: true,
          cell: ({ currency }, index) => {
            const converted = dollars[index];
            return converted ? `US$ ${formatNumber(converted.dollars)}` : words('noRate', { currency });
          },
        },
        {
          key: 'rate',
          header: words('rateAndSource'),
          minWidth: '14rem',
          cell: ({ source }, index) => (
            <>
              <English>{describeRate(dollars[index]?.rate)}</English>
              {describeRate(dollars[index]?.rate) && source ? <br /> : null}
              <span className={styles.muted}>
                <English>{source}</English>
              </span>
            </>
          ),
        },
      ]}
    />
  );
}
