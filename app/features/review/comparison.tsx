import { isMoney } from '#server/domain/value/measures.ts';
import { Fragment, type ReactNode } from 'react';
import { type Column, DataTable } from '#app/components/data-table.tsx';
import { Details } from '#app/components/layout.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { ReviewItem, Review, ReviewActivity, ReviewIndicator } from '#app/contract.ts';
import { NoNumber, StatusWord } from '#app/features/status/status-symbol.tsx';
import { formatNumber, formatShare } from '#server/domain/language/number-format.ts';
import { isEditedField, serialiseFieldName } from '#server/domain/review/reviewed-fields.rules.ts';
import { buildSnapshotCellKey } from '#server/domain/submission/snapshot-changes.calculations.ts';
import type { SnapshotCell, SnapshotIndicator } from '#server/domain/submission/snapshot-content.ts';
import { parseDecimal, serialiseDecimal } from '#server/domain/value/decimal.calculations.ts';
import { type IndicatorDefinition, releaseLabels } from '#server/domain/value/indicator-definition.ts';
import { Link } from 'react-router';
import {
  type Beside,
  describeField,
  isComparedToBefore,
  listActivityRows,
  listBeside,
  listIndicatorRows,
  listMarked,
  listOpenQueries,
} from './fields.ts';
import { joinWords } from './report-progress.tsx';
import styles from './review.module.css';
import { TextValue, TextVersion } from './text-value.tsx';

/** What can be done about a field, and how its state is said. */
export type FieldTools = {
  item: ReviewItem;
  isCompared: boolean;
  changed: readonly string[];
  /** Fields with a wording of the secretariat. */
  edited: readonly string[];
  /** Where a question about a field is asked; null for whoever may not. */
  askPath: ((field: string) => string) | null;
  /** Where a wording is written; null for whoever may not. */
  writePath: ((write: string) => string) | null;
};

type ComparisonRow = { key: string; cells: Readonly<Record<string, ReactNode>>; now: ReactNode };

interface ComparisonProps {
  tools: FieldTools;
  /** What stands before this report, oldest first. */
  beside: readonly { key: string; title: ReactNode }[];
  /** What stands after it. */
  after?: readonly { key: string; title: ReactNode }[];
  rows: ComparisonRow[];
  /** Figures to the right. */
  numeric?: boolean;
}

/** Fields down; where it started, what was said before, this report and where it is to go across. */
function Comparison({ tools, beside, after = [], rows, numeric }: ComparisonProps) {
  const { item } = tools;
  const side = ({ key, title }: { key: string; title: ReactNode }): Column<ComparisonRow> => ({
    key,
    header: title,
    minWidth: numeric ? '5rem' : '11rem',
    cell: ({ cells }) => cells[key] ?? '',
  });
  return (
    <DataTable
      caption={`${item.code}: what was reported`}
      captionHidden
      narrow="stack"
      dense
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'field',
          header: 'Field',
          rowHeader: true,
          minWidth: '8.5rem',
          cell: ({ key }) => <FieldHeader tools={tools} field={key} />,
        },
        ...beside.map(side),
        {
          key: 'now',
          header: 'This report',
          minWidth: numeric ? '6rem' : '11rem',
          cell: ({ now }) => <span className={styles.now}>{now}</span>,
        },
        ...after.map(side),
      ]}
    />
  );
}

/** Whether a question about this field was sent and is open. */
const isAsked = (item: ReviewItem, key: string) =>
  listOpenQueries(item).some(({ field, sentAt }) => field === key && sentAt !== null);

/** The name of a field with what can be done about it: ask about it, set other words beside it. */
function FieldHeader({ tools, field }: { tools: FieldTools; field: string }) {
  const { item, isCompared, changed, edited, askPath, writePath } = tools;
  const about = (
    <VisuallyHidden>
      {' '}
      {describeField(item, field)} of {item.code}
    </VisuallyHidden>
  );
  return (
    <div className={styles.fieldHead}>
      <span>{describeField(item, field)}</span>
      {changed.includes(field) ? (
        <span className={styles.changed}>changed</span>
      ) : isCompared && isAsked(item, field) ? (
        <span className={styles.unchanged}>not changed</span>
      ) : null}
      {edited.includes(field) ? <span className={styles.unchanged}>other wording</span> : null}
      {askPath || writePath ? (
        <span className={styles.fieldTools} data-print="hide">
          {askPath ? (
            <Link to={askPath(field)} preventScrollReset className={styles.tool}>
              Ask{about}
            </Link>
          ) : null}
          {writePath && isEditedField(item.subject, field) ? (
            <Link
              to={writePath(`edit/${serialiseFieldName({ subject: item.subject, code: item.code, field })}`)}
              preventScrollReset
              className={styles.tool}
            >
              Suggest other wording
              {about}
            </Link>
          ) : null}
        </span>
      ) : null}
    </div>
  );
}

type Statuses = Review['statuses'];

function StatusValue({ code, statuses }: { code: string | null; statuses: Statuses }) {
  if (code === null) return <span className={styles.muted}>no status</span>;
  const status = statuses.find((known) => known.code === code);
  return <StatusWord mark={status?.mark ?? 'unknown'}>{status?.label ?? code}</StatusWord>;
}

const yesNo = (yes: boolean) => (yes ? 'may be public' : 'not released');

/** Words beside earlier words; marked word by word where the report came back. */
function besideText(isCompared: boolean, old: string | null, now: string) {
  if (old === null) return { old: null, now: <TextValue text={now} /> };
  if (!isCompared || old === now) return { old: <TextValue text={old} />, now: <TextValue text={now} /> };
  return {
    old: <TextVersion before={old} now={now} side="old" />,
    now: <TextVersion before={old} now={now} side="new" />,
  };
}

/** What a comparison of an item asks for. */
export type ComparedItem<Item extends ReviewItem> = {
  item: Item;
  resubmission: boolean;
  tools: Omit<FieldTools, 'item' | 'isCompared' | 'changed'>;
};

/** Status and words of one activity beside what was there before: words take room, so one time stands beside. */
export function ActivityComparison({
  item,
  resubmission,
  tools,
  statuses,
}: ComparedItem<ReviewActivity> & { statuses: Statuses }) {
  const isCompared = isComparedToBefore(item, resubmission);
  const all = listBeside(item, isCompared);
  const beside = all.at(-1) ?? null;
  const old = beside?.content ?? null;
  const { now } = item;
  const rows = listActivityRows(now, old).map((key): ComparisonRow => {
    const row = (before: ReactNode, after: ReactNode) => ({
      key,
      cells: beside ? { [beside.key]: before } : {},
      now: after,
    });
    if (key === 'status') {
      return row(
        <StatusValue code={old?.status ?? null} statuses={statuses} />,
        <StatusValue code={now.status} statuses={statuses} />,
      );
    }
    if (key === 'narrativeReleased') {
      return row(yesNo(old?.narrativeReleased ?? false), yesNo(now.narrativeReleased));
    }
    const field = key as 'achievements' | 'challenges' | 'nextSteps';
    const text = besideText(isCompared, old && old[field], now[field]);
    return row(text.old, text.now);
  });
  const further = all.slice(0, -1).reverse();
  return (
    <>
      <Comparison
        tools={{ ...tools, item, isCompared, changed: listMarked(item, isCompared) }}
        beside={beside ? [beside] : []}
        rows={rows}
      />
      {further.length > 0 ? (
        <Details summary={`Reported in ${joinWords(further.map(({ title }) => title))}`} flush>
          {further.map(({ key, title, content }) => (
            <div key={key} className={styles.further}>
              <h3 className={styles.sectionTitle}>{title}</h3>
              <p>
                <StatusValue code={content.status} statuses={statuses} />
              </p>
              {(['achievements', 'challenges', 'nextSteps'] as const)
                .filter((field) => content[field] !== '')
                .map((field) => (
                  <Fragment key={field}>
                    <p className={styles.by}>{describeField(item, field)}</p>
                    <TextValue text={content[field]} />
                  </Fragment>
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

/** Every figure of one indicator between its baseline and its target, beside the rounds before. */
export function IndicatorComparison({ item, resubmission, tools }: ComparedItem<ReviewIndicator>) {
  const isCompared = isComparedToBefore(item, resubmission);
  const beside = listBeside(item, isCompared);
  const old = beside.at(-1)?.content ?? null;
  const { now, definition, about } = item;
  const plan = (key: 'baseline' | 'target') => {
    const given = about?.[key];
    if (!given) return [];
    return [
      {
        key,
        title: <PlanHeader kind={key} year={given.year} own={given.own} />,
        value: formatPlanned(given.value, definition),
      },
    ];
  };
  const [baseline, target] = [plan('baseline'), plan('target')];
  const planned = Object.fromEntries([...baseline, ...target].map(({ key, value }) => [key, value]));
  const rows = listIndicatorRows(item, beside).map((key): ComparisonRow => {
    if (key === 'note') {
      const text = besideText(isCompared, old && old.note, now.note);
      return { key, cells: { [beside.at(-1)?.key ?? '']: text.old }, now: text.now };
    }
    const each = (cell: (content: SnapshotIndicator) => ReactNode) =>
      Object.fromEntries(
        beside.map(({ key: time, content }: Beside<SnapshotIndicator>) => [time, cell(content)]),
      );
    if (key === 'release') {
      return { key, cells: each(({ release }) => releaseLabels[release]), now: releaseLabels[now.release] };
    }
    return {
      key,
      cells: {
        ...each((content) => <CellValue cell={cellOf(content, key)} subject={definition} />),
        ...(key === 'total' ? planned : {}),
      },
      now: (
        <CellValue
          cell={cellOf(now, key)}
          subject={definition}
          against={key === 'total' ? cellOf(old, key) : undefined}
        />
      ),
    };
  });
  const of = 1 + (definition?.dimensions ?? []).reduce((sum, { categories }) => sum + categories.length, 0);
  return (
    <>
      <p className={styles.unit}>
        Counted in {definition?.unit ?? 'units'}
        {of > 1 ? `; ${now.cells.length} of ${of} cells answered` : ''}
      </p>
      <Comparison
        tools={{ ...tools, item, isCompared, changed: listMarked(item, isCompared) }}
        beside={[...baseline, ...beside]}
        after={target}
        rows={rows}
        numeric
      />
    </>
  );
}

/** "Target 2028", and for whom it is where it is not the reporter's own. */
function PlanHeader({ kind, year, own }: { kind: 'baseline' | 'target'; year: number; own: boolean }) {
  return (
    <>
      {kind === 'baseline' ? 'Baseline' : 'Target'} {year}
      {own ? null : <span className={styles.ofRegion}> region</span>}
    </>
  );
}

/** A baseline or target as the plan gives it. */
const formatPlanned = (value: string, subject: Subject | null): string =>
  `${subject && isMoney(subject.measure) ? `${subject.unit}\u00a0` : ''}${formatNumber(value)}${subject?.measure === 'percentage' ? '%' : ''}`;

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
