import type { ReactNode } from 'react';
import { type Column, DataTable } from '#app/components/data-table.tsx';
import { Details } from '#app/components/details.tsx';
import { StatusWord } from '#app/features/status/status-mark.tsx';
import { keyOfCell } from '#server/domain/submission/snapshot-changes.calculations.ts';
import type { SnapshotActivity, SnapshotIndicator } from '#server/domain/submission/snapshot-content.ts';
import { releaseLabels } from '#server/domain/value/indicator-definition.ts';
import type { Review, ReviewActivity, ReviewIndicator, ReviewItem } from './answers.ts';
import { CellValue } from './cell-value.tsx';
import { listCellFields, sayField } from './field-words.ts';
import { hasSentQuery, listOpenQueries } from './review-groups.ts';
import styles from './review.module.css';
import { TextValue, TextVersion } from './text-value.tsx';

/** What stands beside the report: the version before it where the item changed, else the last round's. */
export type Beside = { kind: 'before' | 'last'; title: string } | null;

export function chooseBeside(item: ReviewItem, review: Pick<Review, 'lastRound' | 'resubmission'>): Beside {
  if (item.changedSinceBefore.length > 0 || (review.resubmission && hasSentQuery(item))) {
    return { kind: 'before', title: 'As received before' };
  }
  return item.last && review.lastRound ? { kind: 'last', title: review.lastRound.code } : null;
}

/**
 * The fields marked as changed. Figures and words differ from round to round, which is no news; a status, or what may
 * be published, is. When a report came back every difference is marked.
 */
function listMarked(item: ReviewItem, beside: Beside): string[] {
  if (beside?.kind === 'before') return item.changedSinceBefore;
  return item.changedSinceLast.filter((field) => ['status', 'narrativeReleased', 'release'].includes(field));
}

/** Rows of figures that are shown without a click. */
const longestBreakdown = 5;

type Row = { key: string; changed: boolean; beside: ReactNode; now: ReactNode };

function Comparison({
  item,
  beside,
  rows,
  part = 'what was reported',
}: {
  item: ReviewItem;
  beside: Beside;
  rows: Row[];
  part?: string;
}) {
  const columns: (Column<Row> | null)[] = [
    {
      key: 'field',
      header: 'Field',
      rowHeader: true,
      minWidth: '7.5rem',
      cell: ({ key, changed }) => (
        <>
          {sayField(item, key)}
          {changed ? (
            <span className={styles.changed}>changed</span>
          ) : beside?.kind === 'before' && isAsked(item, key) ? (
            <span className={styles.unchanged}>not changed</span>
          ) : null}
        </>
      ),
    },
    beside && { key: 'beside', header: beside.title, minWidth: '11rem', cell: (row) => row.beside },
    { key: 'now', header: 'This report', minWidth: '11rem', cell: (row) => row.now },
  ];
  return (
    <DataTable
      caption={`${item.code}: ${part}`}
      captionHidden
      narrow="stack"
      dense
      rows={rows}
      rowKey={({ key }) => key}
      columns={columns.filter((column) => column !== null)}
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
function Rows({ item, beside, rows }: { item: ReviewItem; beside: Beside; rows: Row[] }) {
  if (beside?.kind !== 'before') return <Comparison item={item} beside={beside} rows={rows} />;
  const isNews = ({ key, changed }: Row) => changed || isAsked(item, key);
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

type Statuses = Review['statuses'];

function StatusValue({ code, statuses }: { code: string | null; statuses: Statuses }) {
  if (code === null) return <span className={styles.muted}>no status</span>;
  const status = statuses.find((known) => known.code === code);
  return <StatusWord mark={status?.mark ?? 'unknown'}>{status?.label ?? code}</StatusWord>;
}

const yesNo = (yes: boolean) => (yes ? 'may be public' : 'not released');

/** Status and words of one activity, beside what was there before. */
export function ActivityComparison({
  item,
  beside,
  statuses,
}: {
  item: ReviewActivity;
  beside: Beside;
  statuses: Statuses;
}) {
  const empty: SnapshotActivity = {
    activity: item.code,
    status: null,
    achievements: '',
    challenges: '',
    nextSteps: '',
    narrativeReleased: false,
  };
  const now = item.now ?? empty;
  const old = (beside?.kind === 'before' ? item.before : item.last) ?? empty;
  const changes = listMarked(item, beside);
  const text = (key: 'achievements' | 'challenges' | 'nextSteps'): Row => {
    const marked = beside?.kind === 'before' && old[key] !== now[key];
    return {
      key,
      changed: changes.includes(key),
      beside: marked ? (
        <TextVersion before={old[key]} now={now[key]} side="old" />
      ) : (
        <TextValue text={old[key]} />
      ),
      now: marked ? (
        <TextVersion before={old[key]} now={now[key]} side="new" />
      ) : (
        <TextValue text={now[key]} />
      ),
    };
  };
  const rows: Row[] = [
    {
      key: 'status',
      changed: changes.includes('status'),
      beside: <StatusValue code={old.status} statuses={statuses} />,
      now: <StatusValue code={now.status} statuses={statuses} />,
    },
    text('achievements'),
    text('challenges'),
    text('nextSteps'),
    {
      key: 'narrativeReleased',
      changed: changes.includes('narrativeReleased'),
      beside: yesNo(old.narrativeReleased),
      now: yesNo(now.narrativeReleased),
    },
  ];
  // Three empty boxes say nothing.
  const shown = rows.filter(({ key }) => {
    if (key === 'narrativeReleased') return now.achievements + now.challenges + now.nextSteps !== '';
    return key === 'status' || old[key as 'achievements'] !== '' || now[key as 'achievements'] !== '';
  });
  return (
    <>
      <Rows item={item} beside={beside} rows={shown} />
      {beside?.kind === 'before' && item.last ? (
        <Details summary="What was reported in the last round">
          <p>
            <StatusValue code={item.last.status} statuses={statuses} />
          </p>
          {(['achievements', 'challenges', 'nextSteps'] as const)
            .filter((key) => item.last?.[key])
            .map((key) => (
              <div key={key}>
                <h4>{sayField(item, key)}</h4>
                <TextValue text={item.last?.[key] ?? ''} />
              </div>
            ))}
        </Details>
      ) : null}
    </>
  );
}

/** Every cell of one indicator that somebody filled in, beside what was there before. */
export function IndicatorComparison({ item, beside }: { item: ReviewIndicator; beside: Beside }) {
  const { now } = item;
  const old = beside?.kind === 'before' ? item.before : item.last;
  const changes = listMarked(item, beside);
  const cellOf = (content: SnapshotIndicator | null, key: string) =>
    content?.cells.find((cell) => keyOfCell(cell) === key);
  const cells: Row[] = listCellFields(item)
    .filter(({ key }) => key === 'total' || cellOf(now, key) || (beside && cellOf(old, key)))
    .map(({ key }) => ({
      key,
      changed: changes.includes(key),
      beside: <CellValue cell={cellOf(old, key)} subject={item.definition} />,
      now: (
        <CellValue
          cell={cellOf(now, key)}
          subject={item.definition}
          against={key === 'total' ? cellOf(old, key) : undefined}
        />
      ),
    }));
  // A long breakdown that nobody has remarked on is a click away, so that the page can be read.
  const asked = item.findings.length > 0 || listOpenQueries(item).length > 0 || beside?.kind === 'before';
  const folded = !asked && cells.length > longestBreakdown ? cells.slice(1) : [];
  const rows = folded.length > 0 ? cells.slice(0, 1) : cells;
  const notes = { old: old?.note ?? '', now: now?.note ?? '' };
  if (notes.old || notes.now) {
    const marked = beside?.kind === 'before' && notes.old !== notes.now;
    rows.push({
      key: 'note',
      changed: changes.includes('note'),
      beside: marked ? (
        <TextVersion before={notes.old} now={notes.now} side="old" />
      ) : (
        <TextValue text={notes.old} />
      ),
      now: marked ? (
        <TextVersion before={notes.old} now={notes.now} side="new" />
      ) : (
        <TextValue text={notes.now} />
      ),
    });
  }
  rows.push({
    key: 'release',
    changed: changes.includes('release'),
    beside: old ? releaseLabels[old.release] : '',
    now: now ? releaseLabels[now.release] : '',
  });
  const of =
    1 + (item.definition?.dimensions ?? []).reduce((sum, { categories }) => sum + categories.length, 0);
  const filled = now?.cells.length ?? 0;
  return (
    <>
      <p className={styles.unit}>
        Counted in {item.definition?.unit ?? 'units'}
        {of > 1 ? `; ${filled} of ${of} cells answered` : ''}
      </p>
      <Rows item={item} beside={beside} rows={rows} />
      {folded.length > 0 ? (
        <Details summary={`${folded.length} figures by breakdown`} flush>
          <Comparison item={item} beside={beside} rows={folded} part="figures by breakdown" />
        </Details>
      ) : null}
    </>
  );
}
