import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { AllRecommendations } from '#app/contract.ts';
import { describeOutcome, recommendationPath } from './recommendation-words.ts';
import record from '#app/features/forms/record.module.css';
import styles from './recommendation.module.css';

type Row = AllRecommendations['recommendations'][number];
type Rows = (Omit<Row, 'itemTitle'> & { itemTitle?: string })[];

/** Recommendations with what became of them, for the secretariat; those of several studies with the study. */
export function RecommendationTable({ rows, empty }: { rows: Rows; empty?: string }) {
  return (
    <DataTable
      caption="Recommendations"
      captionHidden
      narrow="stack"
      rows={rows}
      rowKey={({ item, code }) => `${item} ${code}`}
      empty={empty}
      columns={[
        {
          key: 'text',
          header: 'Recommendation',
          rowHeader: true,
          minWidth: '18rem',
          cell: ({ item, itemTitle, code, content }) => (
            <>
              <Link to={recommendationPath(item, code)}>
                {code} {content.text}
              </Link>
              {itemTitle === undefined ? null : (
                <>
                  <br />
                  <span className={record.muted}>{itemTitle}</span>
                </>
              )}
            </>
          ),
        },
        {
          key: 'outcomes',
          header: 'Responses',
          minWidth: '14rem',
          cell: ({ outcomes }) => (
            <ul className={styles.outcomes}>
              {outcomes.map((outcome) => (
                <li key={outcome.by}>
                  {describeOutcome(outcome)} {outcome.overdue ? <Tag emphasis="strong">overdue</Tag> : null}
                </li>
              ))}
            </ul>
          ),
        },
        {
          key: 'released',
          header: 'Next publication',
          minWidth: '8rem',
          cell: ({ content }) => (
            <Tag emphasis={content.released ? 'done' : 'normal'}>
              {content.released ? 'released' : 'not released'}
            </Tag>
          ),
        },
      ]}
    />
  );
}
