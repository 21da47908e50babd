import { Form, Link } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { Section } from '#app/components/layout.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { IatiPreview } from '#app/contract.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { formatMoney } from './support-words.ts';
import record from '#app/features/forms/record.module.css';
import styles from './support.module.css';

type Row = IatiPreview['rows'][number];

const outcomeWords = { new: 'new', changed: 'changed', same: 'no change', refused: 'left out' } as const;

interface IatiPreviewProps {
  preview: IatiPreview;
  backTo: string;
  formId: string;
}

/** What would become of each activity of a file, and the button that saves it. Needs no scripts. */
export function IatiPreviewTable({ preview, backTo, formId }: IatiPreviewProps) {
  const { rows, partner } = preview;
  const taken = rows.filter(({ outcome }) => outcome === 'new' || outcome === 'changed');
  const left = rows.filter(({ outcome }) => outcome === 'refused').length;
  return (
    <Section
      id="preview"
      title={`${partner}: ${formatCount(taken.length, 'entries')} to save`}
      lead={`The file has ${formatCount(rows.length, 'activities')}; ${left} left out, ${rows.length - taken.length - left} without a change. Nothing is saved yet.`}
    >
      <DataTable
        caption="Activities of the file"
        captionHidden
        narrow="stack"
        rows={rows}
        rowKey={({ place }) => place}
        empty="The file has no activity."
        columns={[
          {
            key: 'activity',
            header: 'Activity',
            rowHeader: true,
            minWidth: '16rem',
            cell: ({ title, identifier, place }) => (
              <>
                {title || identifier || place}
                <br />
                <span className={styles.muted}>{identifier}</span>
              </>
            ),
          },
          {
            key: 'outcome',
            header: 'What happens',
            minWidth: '8rem',
            cell: ({ outcome, match }) => (
              <Tag emphasis={outcome === 'new' || outcome === 'changed' ? 'done' : 'normal'}>
                {match && outcome !== 'refused'
                  ? `${match.code}: ${outcomeWords[outcome]}`
                  : outcomeWords[outcome]}
              </Tag>
            ),
          },
          { key: 'detail', header: 'Amounts, or why not', minWidth: '16rem', cell: RowDetail },
        ]}
      />
      {taken.length > 0 ? (
        <Form method="post" className={record.form}>
          <input type="hidden" name="requestId" value={formId} />
          {taken.map(({ place, fields, match }) => (
            <input
              key={place}
              type="hidden"
              name="row"
              value={JSON.stringify({
                ...(match ? { code: match.code } : {}),
                version: match?.version ?? 0,
                fields,
              })}
            />
          ))}
          <ButtonGroup>
            <Button name="intent" value="save">
              Save {formatCount(taken.length, 'entries')}
            </Button>
            <Link to={backTo}>Cancel</Link>
          </ButtonGroup>
        </Form>
      ) : null}
    </Section>
  );
}

function RowDetail({ problems, fields }: Row) {
  if (problems.length > 0) {
    return problems.map(({ place, message }) => (
      <div key={place}>
        {message}
        <br />
        <span className={styles.muted}>{place}</span>
      </div>
    ));
  }
  return fields?.amounts.map(({ stage, year, currency, amount }) => (
    <div key={`${stage} ${year} ${currency}`}>
      {formatMoney(currency, amount)}{' '}
      <span className={styles.muted}>
        {stage} {year}
      </span>
    </div>
  ));
}
