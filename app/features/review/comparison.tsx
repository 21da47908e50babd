import { Details } from '#app/components/layout.tsx';
import type { Review, ReviewActivity, ReviewIndicator } from '#app/contract.ts';
import { NoNumber, StatusWord } from '#app/features/status/status-symbol.tsx';
import { keyOfCell } from '#server/domain/submission/snapshot-changes.calculations.ts';
import type {
  SnapshotActivity,
  SnapshotCell,
  SnapshotIndicator,
} from '#server/domain/submission/snapshot-content.ts';
import { type IndicatorDefinition, releaseLabels } from '#server/domain/value/indicator-definition.ts';
import { Comparison, type ComparisonRow, ComparisonRows, listMarked } from './comparison-table.tsx';
import {
  type Beside,
  listBesideActivities,
  listBesideIndicators,
  listShownFields,
  describeField,
} from './fields.ts';
import { listOpenQueries } from './review-groups.ts';
import styles from './review.module.css';
import { joinWords } from './round-sentences.ts';
import { TextValue, TextVersion } from './text-value.tsx';
import { formatNumber, formatShare } from '#server/domain/language/number-format.ts';
import { fromUnits, toUnits } from '#server/domain/value/decimal.calculations.ts';

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
        <Details summary={`What was reported in ${joinWords(further.map(({ round }) => round))}`}>
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
  content?.cells.find((cell) => keyOfCell(cell) === key);

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
    const share = formatShare(part, whole);
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
      ? toUnits(value) - toUnits(String(against.value))
      : 0n;
  return (
    <>
      {subject?.measure === 'money' ? `${subject.unit}\u00a0` : ''}
      {formatNumber(value)}
      {difference === 0n ? null : (
        <span className={styles.muted}> ({formatNumber(fromUnits(difference), { signed: true })})</span>
      )}
    </>
  );
}
