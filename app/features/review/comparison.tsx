import { isMoney } from '#server/domain/value/measures.ts';
import { Fragment, type ReactNode } from 'react';
import { type Column, DataTable } from '#app/components/data-table.tsx';
import { Details } from '#app/components/layout.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { ReviewItem, Review, ReviewActivity, ReviewIndicator } from '#app/contract.ts';
import { NoNumber, StatusWord } from '#app/features/status/status-symbol.tsx';
import { formatKinds, needListNames } from '#server/domain/need/need-kinds.ts';
import { formatNumber, formatShare } from '#server/domain/language/number-format.ts';
import { isEditedField, serialiseFieldName } from '#server/domain/review/reviewed-fields.rules.ts';
import { buildSnapshotCellKey } from '#server/domain/submission/snapshot-changes.calculations.ts';
import type { SnapshotCell, SnapshotIndicator } from '#server/domain/submission/snapshot-content.ts';
import { parseDecimal, serialiseDecimal } from '#server/domain/value/decimal.calculations.ts';
import { type IndicatorDefinition, releaseLabels } from '#server/domain/value/indicator-definition.ts';
import { Link } from 'react-router';
import {
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
  beside: readonly { key: string; title: ReactNode }[];
  rows: ComparisonRow[];
}

const fieldColumn = (tools: FieldTools): Column<ComparisonRow> => ({
  key: 'field',
  header: 'Field',
  rowHeader: true,
  minWidth: '8.5rem',
  cell: ({ key }) => <FieldHeader tools={tools} field={key} />,
});
const nowColumn: Omit<Column<ComparisonRow>, 'minWidth'> = {
  key: 'now',
  header: 'This report',
  cell: ({ now }) => (
    <span className={styles.now} data-now="">
      {now}
    </span>
  ),
};
const sideColumn = ({ key, title }: ComparisonProps['beside'][number]): Column<ComparisonRow> => ({
  key,
  header: title,
  cell: ({ cells }) => cells[key] ?? '',
});

/** Words: fields down; what was said before and this report across, to be read from left to right. */
function WordsTable({ tools, beside, rows }: ComparisonProps) {
  return (
    <DataTable
      caption={`${tools.item.code}: what was reported in words`}
      captionHidden
      narrow="stack"
      dense
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        fieldColumn(tools),
        ...beside.map((side) => ({ ...sideColumn(side), minWidth: '11rem' })),
        { ...nowColumn, minWidth: '11rem' },
      ]}
    />
  );
}

/** Figures: this report nearest to its field, then back in time to the baseline, and the target. */
function FiguresTable({ tools, beside, rows }: ComparisonProps) {
  return (
    <DataTable
      caption={`${tools.item.code}: what was reported in figures`}
      captionHidden
      dense
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        fieldColumn(tools),
        { ...nowColumn, numeric: true },
        ...beside.map((side) => ({ ...sideColumn(side), numeric: true })),
      ]}
    />
  );
}

/** Whether a question about this field was sent and is open. */
const isAsked = (item: ReviewItem, key: string) =>
  listOpenQueries(item).some(({ field, sentAt }) => field === key && sentAt !== null);

/** A part of a breakdown is chosen in the question itself, unless it changed: a link in each would hide the figures. */
const isAskedByLink = (field: string, changed: readonly string[]) =>
  !field.includes('=') || changed.includes(field);

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
          {askPath && isAskedByLink(field, changed) ? (
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
    const list = needListNames.find((name) => name === key);
    if (list) return row(old && formatKinds(list, old[list]), formatKinds(list, now[list]));
    const field = key as 'achievements' | 'challenges' | 'nextSteps';
    const text = besideText(isCompared, old && old[field], now[field]);
    return row(text.old, text.now);
  });
  const further = all.slice(0, -1).reverse();
  return (
    <>
      <WordsTable
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
              {needListNames
                .filter((list) => (content[list] ?? []).length > 0)
                .map((list) => (
                  <Fragment key={list}>
                    <p className={styles.by}>{describeField(item, list)}</p>
                    <TextValue text={formatKinds(list, content[list])} />
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

/** Every figure of one indicator beside the rounds before, its baseline and target; then its note and its release. */
export function IndicatorComparison({ item, resubmission, tools }: ComparedItem<ReviewIndicator>) {
  const isCompared = isComparedToBefore(item, resubmission);
  const beside = listBeside(item, isCompared).reverse();
  const [newest] = beside;
  const old = newest?.content ?? null;
  const { now, definition, about } = item;
  const plan = (['baseline', 'target'] as const).flatMap((key) => {
    const given = about?.[key];
    if (!given) return [];
    const title = <PlanHeader kind={key} year={given.year} own={given.own} />;
    return [{ key, title, value: formatPlanned(given.value, definition) }];
  });
  const planned = Object.fromEntries(plan.map(({ key, value }) => [key, value]));
  const keys = listIndicatorRows(item, beside);
  const figures = keys.cells.map((key): ComparisonRow => {
    const isTotal = key === 'total';
    const before = beside.map(({ key: time, content }) => [
      time,
      <CellValue key={time} cell={cellOf(content, key)} subject={definition} isShort />,
    ]);
    return {
      key,
      cells: { ...Object.fromEntries(before), ...(isTotal ? planned : {}) },
      now: (
        <CellValue
          cell={cellOf(now, key)}
          subject={definition}
          against={isTotal ? cellOf(old, key) : undefined}
        />
      ),
    };
  });
  const words = keys.words.map((key): ComparisonRow => {
    const row = (before: ReactNode, after: ReactNode) => ({
      key,
      cells: newest ? { [newest.key]: before } : {},
      now: after,
    });
    if (key === 'release') return row(old && releaseLabels[old.release], releaseLabels[now.release]);
    const text = besideText(isCompared, old && old.note, now.note);
    return row(text.old, text.now);
  });
  const of = 1 + (definition?.dimensions ?? []).reduce((sum, { categories }) => sum + categories.length, 0);
  const own = { ...tools, item, isCompared, changed: listMarked(item, isCompared) };
  return (
    <>
      <p className={styles.unit}>
        Counted in {definition?.unit ?? 'units'}
        {of > 1 ? `; ${now.cells.length} of ${of} cells answered` : ''}
      </p>
      <FiguresTable tools={own} beside={[...beside, ...plan]} rows={figures} />
      <WordsTable tools={own} beside={newest ? [newest] : []} rows={words} />
    </>
  );
}

/** "Target 2028", and for whom it is where it is not the reporter's own. */
function PlanHeader({ kind, year, own }: { kind: 'baseline' | 'target'; year: number; own: boolean }) {
  return (
    <>
      {kind === 'baseline' ? 'Baseline' : 'Target'} {year}
      {own ? null : <span className={styles.ofRegion}>, region</span>}
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
  isShort,
}: {
  cell: SnapshotCell | undefined;
  subject: Subject | null;
  /** A missing value by its symbol alone, with its words for those who hear the page. */
  isShort?: boolean | undefined;
  /** The same cell in what stands beside it: the difference is said after the number. */
  against?: SnapshotCell | undefined;
}) {
  if (!cell) return <NoNumber state="not_yet_reported" withWord={!isShort} />;
  if (cell.state !== 'reported') return <NoNumber state={cell.state} withWord={!isShort} />;
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
