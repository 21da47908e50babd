import { isMoney } from '#server/domain/value/measures.ts';
import type { ReactNode } from 'react';
import { type Column, DataTable } from '#app/components/data-table.tsx';
import { Details } from '#app/components/layout.tsx';
import type { ReviewItem, Review, ReviewActivity, ReviewIndicator } from '#app/contract.ts';
import { listOpenQueries } from './review-groups.ts';
import {
  type Beside,
  buildFieldId,
  openQuestion,
  describeField,
  listBesideActivities,
  listBesideIndicators,
  listShownFields,
} from './fields.ts';
import { Link } from 'react-router';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { isEditedField } from '#server/domain/review/reviewed-fields.rules.ts';
import { serialiseFieldName } from '#server/domain/review/reviewed-fields.rules.ts';
import { buildQuestionId } from './ask-form.tsx';
import { useIsLooked, useReviewDesk } from './review-desk.tsx';
import styles from './review.module.css';
import { NoNumber, StatusWord } from '#app/features/status/status-symbol.tsx';
import { buildSnapshotCellKey } from '#server/domain/submission/snapshot-changes.calculations.ts';
import type {
  SnapshotActivity,
  SnapshotCell,
  SnapshotIndicator,
} from '#server/domain/submission/snapshot-content.ts';
import { type IndicatorDefinition, releaseLabels } from '#server/domain/value/indicator-definition.ts';
import { joinWords } from './report-progress.tsx';
import { TextValue, TextVersion } from './text-value.tsx';
import { formatNumber, formatShare } from '#server/domain/language/number-format.ts';
import { serialiseDecimal, parseDecimal } from '#server/domain/value/decimal.calculations.ts';

type ComparisonRow = {
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
function Comparison({ item, beside, rows, part = 'what was reported' }: ComparisonProps) {
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
function ComparisonRows({ item, beside, rows }: ComparisonProps) {
  if (beside?.kind !== 'before') return <Comparison item={item} beside={beside} rows={rows} />;
  const isNews = ({ key, changed }: ComparisonRow) => changed || isAsked(item, key);
  const [news, rest] = [rows.filter(isNews), rows.filter((row) => !isNews(row))];
  return (
    <>
      <Comparison item={item} beside={beside} rows={news} part="what changed and what was asked" />
      {rest.length > 0 ? (
        <Details summary={`The rest of ${item.code}, unchanged`} flush>
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
function listMarked(item: ReviewItem, beside: Beside): string[] {
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
  const name = serialiseFieldName({ subject: item.subject, code: item.code, field });
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
      {edited ? <span className={styles.unchanged}>other wording</span> : null}
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
            Suggest other wording
            {about}
          </Link>
        ) : null}
      </span>
    </div>
  );
}

/** Rows of figures that are shown without a click. */
const longestBreakdown = 5;

type Statuses = Review['statuses'];

function StatusValue({ code, statuses }: { code: string | null; statuses: Statuses }) {
  if (code === null) return <span className={styles.muted}>no status</span>;
  const status = statuses.find((known) => known.code === code);
  return <StatusWord mark={status?.mark ?? 'unknown'}>{status?.label ?? code}</StatusWord>;
}

const yesNo = (yes: boolean) => (yes ? 'may be public' : 'not released');

/** Words beside earlier words; marked word by word where the report came back. */
function besideText(beside: Beside, old: string, now: string) {
  if (beside === null) return { beside: [], now: <TextValue text={now} /> };
  if (beside.kind === 'rounds' || old === now) {
    return { beside: [<TextValue key="old" text={old} />], now: <TextValue text={now} /> };
  }
  return {
    beside: [<TextVersion key="old" before={old} now={now} side="old" />],
    now: <TextVersion before={old} now={now} side="new" />,
  };
}

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
  const olds = listBesideActivities(item, beside);
  const old = olds[0] ?? empty;
  const changes = listMarked(item, beside);
  const rows = listShownFields(item, beside).map((key): ComparisonRow => {
    const changed = changes.includes(key);
    if (key === 'status') {
      return {
        key,
        changed,
        beside: beside ? [<StatusValue key="old" code={old.status} statuses={statuses} />] : [],
        now: <StatusValue code={now.status} statuses={statuses} />,
      };
    }
    if (key === 'narrativeReleased') {
      return {
        key,
        changed,
        beside: beside ? [yesNo(old.narrativeReleased)] : [],
        now: yesNo(now.narrativeReleased),
      };
    }
    const field = key as 'achievements' | 'challenges' | 'nextSteps';
    return { key, changed, ...besideText(beside, old[field], now[field]) };
  });
  // Words take room: of the rounds before, the newest stands beside and the others are a click away.
  const further = item.earlier
    .filter(({ content }) => content !== null)
    .slice(beside?.kind === 'rounds' ? 1 : 0);
  return (
    <>
      <ComparisonRows item={item} beside={beside} rows={rows} />
      {further.length > 0 ? (
        <Details summary={`Reported in ${joinWords(further.map(({ round }) => round))}`}>
          {further.map(({ round, content }) => (
            <div key={round}>
              <h4>{round}</h4>
              <p>
                <StatusValue code={content?.status ?? null} statuses={statuses} />
              </p>
              {(['achievements', 'challenges', 'nextSteps'] as const)
                .filter((key) => content?.[key])
                .map((key) => (
                  <div key={key}>
                    <p className={styles.by}>{describeField(item, key)}</p>
                    <TextValue text={content?.[key] ?? ''} />
                  </div>
                ))}
            </div>
          ))}
        </Details>
      ) : null}
    </>
  );
}

const cellOf = (content: SnapshotIndicator | null, key: string) =>
  content?.cells.find((cell) => buildSnapshotCellKey(cell) === key);

/** Every cell of one indicator that somebody filled in, beside the rounds before or the version before. */
export function IndicatorComparison({ item, beside }: { item: ReviewIndicator; beside: Beside }) {
  const { now } = item;
  const olds = beside ? listBesideIndicators(item, beside) : [];
  const old = olds[0] ?? null;
  const changes = listMarked(item, beside);
  const rows = listShownFields(item, beside).map((key): ComparisonRow => {
    const changed = changes.includes(key);
    if (key === 'note') {
      return { key, changed, ...besideText(beside, old?.note ?? '', now?.note ?? '') };
    }
    if (key === 'release') {
      return {
        key,
        changed,
        beside: olds.map((content) => (content ? releaseLabels[content.release] : '')),
        now: now ? releaseLabels[now.release] : '',
      };
    }
    return {
      key,
      changed,
      beside: olds.map((content, at) => (
        <CellValue key={at} cell={cellOf(content, key)} subject={item.definition} />
      )),
      now: (
        <CellValue
          cell={cellOf(now, key)}
          subject={item.definition}
          against={key === 'total' ? cellOf(old, key) : undefined}
        />
      ),
    };
  });
  const isCell = ({ key }: ComparisonRow) => key !== 'note' && key !== 'release';
  const cells = rows.filter(isCell);
  // A long breakdown that nobody has remarked on is a click away, so that the page can be read.
  const asked = item.findings.length > 0 || listOpenQueries(item).length > 0 || beside?.kind === 'before';
  const folded = !asked && cells.length > longestBreakdown ? cells.slice(1) : [];
  const shown = rows.filter((row) => !folded.includes(row));
  const of =
    1 + (item.definition?.dimensions ?? []).reduce((sum, { categories }) => sum + categories.length, 0);
  const filled = now?.cells.length ?? 0;
  return (
    <>
      <p className={styles.unit}>
        Counted in {item.definition?.unit ?? 'units'}
        {of > 1 ? `; ${filled} of ${of} cells answered` : ''}
      </p>
      <ComparisonRows item={item} beside={beside} rows={shown} />
      {folded.length > 0 ? (
        <Details summary={`${folded.length} figures by breakdown`} flush>
          <Comparison item={item} beside={beside} rows={folded} part="figures by breakdown" />
        </Details>
      ) : null}
    </>
  );
}

type Subject = Pick<IndicatorDefinition, 'measure' | 'unit' | 'choices'>;

/** One cell as it was reported: a number with its parts, an answer, or the mark that says why there is none. */
function CellValue({
  cell,
  subject,
  against,
}: {
  cell: SnapshotCell | undefined;
  subject: Subject | null;
  /** The same cell in what stands beside it: the difference is said after the number. */
  against?: SnapshotCell | undefined;
}) {
  if (!cell) return <NoNumber state="not_yet_reported" withWord />;
  if (cell.state !== 'reported') return <NoNumber state={cell.state} withWord />;
  if (cell.choice !== undefined) {
    return <>{subject?.choices.find(({ code }) => code === cell.choice)?.label ?? cell.choice}</>;
  }
  if (cell.text !== undefined) return <span className={styles.text}>{cell.text}</span>;
  if (cell.numerator !== undefined && cell.denominator !== undefined) {
    const [part, whole] = [String(cell.numerator), String(cell.denominator)];
    const share = formatShare(part, whole, subject?.measure);
    return (
      <>
        {formatNumber(part)} of {formatNumber(whole)}
        {share === null ? null : <span className={styles.muted}> ({share})</span>}
      </>
    );
  }
  const value = String(cell.value ?? '');
  const difference =
    value !== '' && against?.state === 'reported' && against.value !== undefined
      ? parseDecimal(value) - parseDecimal(String(against.value))
      : 0n;
  return (
    <>
      {subject && isMoney(subject.measure) ? `${subject.unit}\u00a0` : ''}
      {formatNumber(value)}
      {difference === 0n ? null : (
        <span className={styles.muted}>
          {' '}
          ({formatNumber(serialiseDecimal(difference), { signed: true })})
        </span>
      )}
    </>
  );
}
