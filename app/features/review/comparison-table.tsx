import type { ReactNode } from 'react';
import { type Column, DataTable } from '#app/components/data-table.tsx';
import { Details } from '#app/components/layout.tsx';
import type { ReviewItem } from '#app/contract.ts';
import { listOpenQueries } from './review-groups.ts';
import { type Beside, buildFieldId, openQuestion, describeField } from './fields.ts';
import { Link } from 'react-router';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { isEditedField, nameField } from '#server/domain/review/reviewed-fields.rules.ts';
import { buildQuestionId } from './ask-form.tsx';
import { useIsLooked, useReviewDesk } from './review-desk.tsx';
import styles from './review.module.css';

export type ComparisonRow = {
  key: string;
  changed: boolean;
  /** One a column of what stands beside, newest first. */
  beside: readonly ReactNode[];
  now: ReactNode;
};

interface ComparisonProps {
  item: ReviewItem;
  beside: Beside;
  rows: ComparisonRow[];
  part?: string;
}

/** Fields down; what was said before, the newest nearest to this report, and this report across. */
export function Comparison({ item, beside, rows, part = 'what was reported' }: ComparisonProps) {
  const titles = beside === null ? [] : beside.kind === 'before' ? [beside.title] : beside.rounds;
  const shown = titles.slice(0, Math.max(0, ...rows.map((row) => row.beside.length)));
  const minWidth = shown.length > 1 ? '5.5rem' : '11rem';
  const columns: Column<ComparisonRow>[] = [
    {
      key: 'field',
      header: 'Field',
      rowHeader: true,
      minWidth: '8.5rem',
      cell: ({ key, changed }) => (
        <FieldHeader
          item={item}
          field={key}
          state={changed ? 'changed' : beside?.kind === 'before' && isAsked(item, key) ? 'unchanged' : null}
        />
      ),
    },
    ...shown
      .map((title, at) => ({
        key: `beside-${at}`,
        header: title,
        minWidth,
        cell: (row: ComparisonRow) => row.beside[at] ?? '',
      }))
      .reverse(),
    { key: 'now', header: 'This report', minWidth: '9rem', cell: (row) => row.now },
  ];
  return (
    <DataTable
      caption={`${item.code}: ${part}`}
      captionHidden
      narrow="stack"
      dense
      rows={rows}
      rowKey={({ key }) => key}
      columns={columns}
    />
  );
}

/** Whether a question about this field came back with its answer. */
const isAsked = (item: ReviewItem, key: string) =>
  listOpenQueries(item).some(({ field, sentAt }) => field === key && sentAt !== null);

/**
 * Of an item that came back: what changed and what was asked about, with the rest a click away. Of any other the
 * whole.
 */
export function ComparisonRows({ item, beside, rows }: ComparisonProps) {
  if (beside?.kind !== 'before') return <Comparison item={item} beside={beside} rows={rows} />;
  const isNews = ({ key, changed }: ComparisonRow) => changed || isAsked(item, key);
  const [news, rest] = [rows.filter(isNews), rows.filter((row) => !isNews(row))];
  return (
    <>
      <Comparison item={item} beside={beside} rows={news} part="what changed and what was asked" />
      {rest.length > 0 ? (
        <Details summary={`The rest of ${item.code}, as it was`} flush>
          <Comparison item={item} beside={beside} rows={rest} part="what did not change" />
        </Details>
      ) : null}
    </>
  );
}

/**
 * The fields marked as changed. Figures and words differ from round to round, which is no news; a status, or what may
 * be published, is. When a report came back every difference is marked.
 */
export function listMarked(item: ReviewItem, beside: Beside): string[] {
  if (beside?.kind === 'before') return item.changedSinceBefore;
  return item.changedSinceLast.filter((field) => ['status', 'narrativeReleased', 'release'].includes(field));
}

/**
 * The name of a field with what can be done about it: mark it as looked at, ask about it, set other words beside it.
 * The keys of the page lead here; without scripts the mark is a button of a form and the rest are links.
 */
function FieldHeader({
  item,
  field,
  state,
}: {
  item: ReviewItem;
  field: string;
  state: 'changed' | 'unchanged' | null;
}) {
  const desk = useReviewDesk();
  const name = nameField({ subject: item.subject, code: item.code, field });
  const isLooked = useIsLooked(name);
  const about = (
    <VisuallyHidden>
      {' '}
      {describeField(item, field)} of {item.code}
    </VisuallyHidden>
  );
  const edited = desk.edited.find(
    (text) => text.subject === item.subject && text.code === item.code && text.field === field,
  );
  return (
    <div className={styles.fieldHead}>
      <span
        id={buildFieldId(name)}
        data-field={name}
        data-looked={isLooked ? '' : undefined}
        tabIndex={-1}
        className={styles.fieldName}
      >
        {describeField(item, field)}
      </span>
      {state === 'changed' ? (
        <span className={styles.changed}>changed</span>
      ) : state === 'unchanged' ? (
        <span className={styles.unchanged}>not changed</span>
      ) : null}
      {edited ? <span className={styles.unchanged}>edited beside</span> : null}
      <span className={styles.fieldTools} data-print="hide">
        {desk.mayMark ? (
          <button
            name={isLooked ? 'unlook' : 'look'}
            value={name}
            aria-pressed={isLooked}
            className={styles.tool}
            onClick={(event) => {
              event.preventDefault();
              desk.toggle(name);
            }}
          >
            {isLooked ? '✓ Looked at' : 'Look at'}
            {about}
          </button>
        ) : null}
        {desk.mayAsk ? (
          <a
            href={`#${buildQuestionId(item)}`}
            className={styles.tool}
            onClick={(event) => {
              if (openQuestion(name)) event.preventDefault();
            }}
          >
            Ask
            {about}
          </a>
        ) : null}
        {desk.mayMark && isEditedField(item.subject, field) ? (
          <Link
            to={`?write=${encodeURIComponent(`edit/${name}`)}#write`}
            preventScrollReset
            className={styles.tool}
          >
            Edit beside
            {about}
          </Link>
        ) : null}
      </span>
    </div>
  );
}
