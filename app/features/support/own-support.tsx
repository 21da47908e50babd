import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { OwnSupport } from '#app/contract.ts';
import { describeSubject } from '#server/domain/support/support-list.rules.ts';
import { findVerdict, isAmountShown } from '#server/domain/support/support.rules.ts';
import { supportKindLabels, supportPartLabels } from '#server/domain/support/support.schema.ts';
import { formatMoney } from './support-words.ts';
import styles from './support.module.css';

export const ownSupportPath = ({ plan, code }: Pick<OwnSupport, 'plan' | 'code'>): string =>
  `/partner/${encodeURIComponent(plan.code)}/${encodeURIComponent(code)}`;

function VerdictTag({ support: { content, statements, version } }: { support: OwnSupport }) {
  if (content.withdrawn) return <Tag emphasis="quiet">Recorded as withdrawn</Tag>;
  const verdict = findVerdict(statements, version);
  if (verdict === null) return <Tag>Not confirmed yet</Tag>;
  return verdict.kind === 'confirmed' ? (
    <Tag emphasis="done">Confirmed</Tag>
  ) : (
    <Tag>You proposed a correction</Tag>
  );
}

/** The support of a partner, with what it has said about each. */
export function OwnSupportTable({ supports }: { supports: readonly OwnSupport[] }) {
  return (
    <DataTable
      caption="Your support"
      captionHidden
      narrow="stack"
      rows={supports}
      rowKey={ownSupportPath}
      empty="The secretariat has recorded no support of yours yet."
      columns={[
        {
          key: 'support',
          header: 'Support',
          rowHeader: true,
          minWidth: '18rem',
          cell: (support) => (
            <>
              <Link to={ownSupportPath(support)}>{support.content.description}</Link>
              <br />
              <span className={styles.muted}>
                {describeSubject(support.content)}: {support.subjectTitle}
              </span>
            </>
          ),
        },
        {
          key: 'amounts',
          header: 'Amounts',
          minWidth: '9rem',
          cell: ({ content }) =>
            content.amounts.length === 0
              ? 'No amounts'
              : content.amounts.map(({ stage, year, currency, amount }) => (
                  <div key={`${stage} ${year} ${currency}`}>
                    {formatMoney(currency, amount)}{' '}
                    <span className={styles.muted}>
                      {stage} {year}
                    </span>
                  </div>
                )),
        },
        {
          key: 'verdict',
          header: 'Your answer',
          minWidth: '9rem',
          cell: (support) => <VerdictTag support={support} />,
        },
        {
          key: 'shown',
          header: 'May be published',
          minWidth: '8rem',
          cell: ({ content, statements }) =>
            content.amounts.length === 0 ? 'No amounts' : isAmountShown(statements) ? 'You agreed' : 'No',
        },
      ]}
    />
  );
}

/** What the secretariat has recorded of a support. */
export function OwnSupportFacts({ support }: { support: OwnSupport }) {
  const { content, partner, plan, subjectTitle } = support;
  return (
    <Definitions
      items={[
        { term: 'Partner', description: partner.name },
        { term: 'Plan', description: plan.title },
        { term: 'For', description: `${describeSubject(content)}: ${subjectTitle}` },
        { term: 'Kind of support', description: supportKindLabels[content.kind] },
        { term: 'What you do', description: supportPartLabels[content.part] },
        { term: 'Carried out by', description: content.carriedOutBy || partner.name },
        { term: 'Received by', description: content.receivers.join(', ') || 'The whole region' },
        { term: 'Source', description: content.source },
        { term: 'Your answer', description: <VerdictTag support={support} /> },
      ]}
    />
  );
}
