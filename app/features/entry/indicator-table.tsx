import {
  getAnswerKind,
  formatUnit,
  measureRules,
  type FigureField,
  figureFields,
  listFigureFields,
} from '#server/domain/value/measures.ts';
import { type FormEvent, Fragment, type KeyboardEvent, useId, useRef } from 'react';
import { CellError, CellInput } from '#app/components/field.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { Notice } from '#app/components/notice.tsx';
import { classNames } from '#app/components/class-names.ts';
import type { EntryQuery, IndicatorEntry } from '#app/contract.ts';
import type { IndicatorDefinition } from '#server/domain/value/indicator-definition.ts';
import { describeCell } from '../submission/report-words.ts';
import { cellControlId, dimensionId, serialiseCellKey } from './field-ids.ts';
import {
  type CellPlace,
  getCell,
  type IndicatorDraft,
  isWritable,
  listCellPlaces,
  nameCell,
  type OwnPart,
} from './indicator-draft.ts';
import { SumRow, calculateDraftPercentage, calculateDraftSums } from './indicator-sums.tsx';
import { NoFigure, readStateKey } from './no-figure.tsx';
import { FieldFindings, type ItemFindings } from './field-findings.tsx';
import { readFigure } from './read-figure.ts';
import { formatWithUnit } from '#server/domain/language/counted-nouns.ts';
import { describeEqualFigure, nameFigure } from './item-words.ts';
import styles from './indicator-table.module.css';
import { Question, type QuestionsOf } from './question.tsx';

export interface IndicatorTableProps {
  definition: IndicatorDefinition;
  /** Which cells are the writer's, and who reports which. */
  part: OwnPart & Pick<IndicatorEntry, 'holders' | 'equalFigures'>;
  /** What the fields show when the page is made. */
  initial: IndicatorDraft;
  /** What stands in them now, for the sums. */
  draft: IndicatorDraft;
  /** The last round's figures, and its code. */
  last: { draft: IndicatorDraft; round: string } | null;
  errors: Readonly<Record<string, string>>;
  queries: readonly EntryQuery[];
  questions: QuestionsOf;
  findings: ItemFindings;
}

/**
 * The cells of an indicator made of numbers: the total, then each breakdown with the sum of its parts. A table for
 * the eye and for screen readers; on a phone each row is a block.
 */
export function IndicatorTable(props: IndicatorTableProps) {
  const { definition, draft, last, queries, questions } = props;
  const captionId = useId();
  const stash = useRef<Stash>(new Map());
  const fields = listFigureFields(definition.measure);
  const hasPercentage = getAnswerKind(definition.measure) === 'ratio';
  const columns = 2 + fields.length + (hasPercentage ? 1 : 0) + (last ? 1 : 0);
  const places = listCellPlaces(definition);
  const sums = new Map(calculateDraftSums(definition, draft).map((sum) => [sum.dimension.code, sum]));

  // A sum of some of the parts would say nothing.
  const isWhole = (dimension: string) =>
    places
      .filter((place) => place.dimension === null || place.dimension === dimension)
      .every(({ key }) => isWritable(props.part, key));

  const rowsOf = (dimension: string | null) =>
    places
      .filter((place) => place.dimension === dimension)
      .map((place) => (
        <Fragment key={place.key}>
          {isWritable(props.part, place.key) ? (
            <Row {...props} place={place} fields={fields} columns={columns} />
          ) : (
            <ForeignRow {...props} place={place} columns={columns} />
          )}
          {props.part.equalFigures
            .filter(({ key }) => key === place.key)
            .map((equal) => (
              <EqualRow key={equal.other} equal={equal} draft={draft} columns={columns} />
            ))}
          {queries
            .filter(({ field }) => field === place.key)
            .map((query) => (
              <QuestionRow key={query.id} query={query} questions={questions} columns={columns} />
            ))}
        </Fragment>
      ));

  return (
    <table
      className={styles.table}
      aria-labelledby={captionId}
      role="table"
      onInput={(event: FormEvent<HTMLTableElement>) => settleRow(event.target, stash.current)}
      onKeyDown={(event: KeyboardEvent<HTMLTableElement>) => {
        if (!sayStateByKey(event)) moveInColumn(event);
      }}
    >
      <caption id={captionId} className={styles.caption}>
        Figures
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">
            Cell
          </th>
          {fields.map((field) => (
            <th key={field} scope="col" role="columnheader" className={styles.figure}>
              {nameFigure(definition, field)}
            </th>
          ))}
          {hasPercentage ? (
            <th scope="col" role="columnheader" className={styles.figure}>
              {measureRules[definition.measure].columnName}
            </th>
          ) : null}
          <th scope="col" role="columnheader">
            <VisuallyHidden>If there is no figure</VisuallyHidden>
          </th>
          {last ? (
            <th scope="col" role="columnheader" className={styles.figure}>
              {last.round}
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody role="rowgroup" className={styles.total}>
        {rowsOf(null)}
      </tbody>
      {definition.dimensions.map((dimension) => (
        <tbody key={dimension.code} role="rowgroup">
          <tr role="row" className={styles.groupRow}>
            <th
              scope="rowgroup"
              role="rowheader"
              colSpan={columns}
              id={dimensionId(dimension.code)}
              tabIndex={-1}
              className={styles.group}
            >
              By {dimension.name.toLowerCase()}
            </th>
          </tr>
          <MessageRow columns={columns} errors={{}} ids={[]} of={props.findings} field={dimension.code} />
          {queries
            .filter(({ field }) => field === dimension.code)
            .map((query) => (
              <QuestionRow key={query.id} query={query} questions={questions} columns={columns} />
            ))}
          {rowsOf(dimension.code)}
          {isWhole(dimension.code) ? (
            <SumRow
              sum={sums.get(dimension.code)}
              fields={fields}
              definition={definition}
              columns={columns}
            />
          ) : null}
        </tbody>
      ))}
    </table>
  );
}

/** Who reports a cell, where several agencies share the indicator. */
function findHolder({ part }: IndicatorTableProps, key: string) {
  return part.holders.find((holder) => holder.key === key);
}

/** A cell of another agency: who reports it, in words instead of fields. */
function ForeignRow({
  place,
  columns,
  ...props
}: IndicatorTableProps & { place: CellPlace; columns: number }) {
  const holder = findHolder(props, place.key);
  return (
    <tr role="row" className={styles.row}>
      <th scope="row" role="rowheader" className={styles.name}>
        {place.name}
      </th>
      <td role="cell" colSpan={columns - 1} className={styles.foreign}>
        {holder ? (
          <>
            Written by <abbr title={holder.name}>{holder.acronym}</abbr>
          </>
        ) : (
          'Written by your focal point'
        )}
      </td>
    </tr>
  );
}

interface RowProps extends IndicatorTableProps {
  place: CellPlace;
  fields: readonly FigureField[];
  columns: number;
}

function Row(props: RowProps) {
  const { definition, initial, draft, last, errors, place, fields } = props;
  const { key } = place;
  const holder = findHolder(props, key);
  const name = serialiseCellKey(key);
  const cell = getCell(initial, key);
  const percentage = calculateDraftPercentage(getCell(draft, key), definition.measure);
  return (
    <>
      <tr role="row" data-row={name} className={styles.row}>
        <th scope="row" role="rowheader" className={styles.name}>
          {place.name}
          {holder ? (
            <abbr title={holder.name} className={styles.holder}>
              {holder.acronym}
            </abbr>
          ) : null}
        </th>
        {fields.map((field) => {
          const id = cellControlId(key, field);
          const words = nameFigure(definition, field);
          return (
            <td key={field} role="cell" className={classNames(styles.figure, styles.input)}>
              <span className={styles.label} aria-hidden="true">
                {words}
              </span>
              <CellInput
                id={id}
                name={`${field}.${name}`}
                label={`${nameCell(key, definition)}: ${words}`}
                defaultValue={cell[field]}
                error={errors[id]}
                aria-keyshortcuts="N X"
                width={measureRules[definition.measure].fieldWidth}
                inputMode={measureRules[definition.measure].entry.decimals ? 'decimal' : 'numeric'}
              />
            </td>
          );
        })}
        {getAnswerKind(definition.measure) === 'ratio' ? (
          <td role="cell" className={classNames(styles.figure, styles.share)}>
            {percentage === null ? null : (
              <>
                <span className={styles.label} aria-hidden="true">
                  {measureRules[definition.measure].columnName}
                </span>
                {formatWithUnit(percentage, formatUnit(definition))}
              </>
            )}
          </td>
        ) : null}
        <td role="cell" className={styles.state}>
          <NoFigure
            id={`state-${name}`}
            name={`state.${name}`}
            cell={nameCell(key, definition)}
            state={getCell(draft, key).state}
            initial={cell.state}
          />
        </td>
        {last ? (
          <td role="cell" className={classNames(styles.figure, styles.last)}>
            <span className={styles.label} aria-hidden="true">
              {last.round}
            </span>
            {describeCell({ ...definition, unit: '' }, getCell(last.draft, key))}
          </td>
        ) : null}
      </tr>
      <MessageRow
        columns={props.columns}
        errors={errors}
        ids={fields.map((field) => cellControlId(key, field))}
        of={props.findings}
        field={key}
      />
    </>
  );
}

interface MessageRowProps {
  columns: number;
  errors: Readonly<Record<string, string>>;
  /** The controls of the row above. */
  ids: readonly string[];
  of: ItemFindings;
  /** What the check calls the cell or the breakdown. */
  field: string;
}

/** What is wrong or odd about a row, below it: a message in the row itself would move its columns. */
function MessageRow({ columns, errors, ids, of, field }: MessageRowProps) {
  const wrong = ids.filter((id) => errors[id]);
  if (wrong.length === 0 && !of.findings.some((finding) => finding.field === field && finding.kind !== 'gap'))
    return null;
  return (
    <tr role="row" className={styles.questionRow}>
      <td role="cell" colSpan={columns}>
        {wrong.map((id) => (
          <CellError key={id} id={id} error={errors[id]} />
        ))}
        <FieldFindings of={of} field={field} />
      </td>
    </tr>
  );
}

/** What stands where the same figure is asked for once more, with a warning if it is another. */
function EqualRow({
  equal: { key, figure, other, value },
  draft,
  columns,
}: {
  equal: IndicatorEntry['equalFigures'][number];
  draft: IndicatorDraft;
  columns: number;
}) {
  const typed = readFigure(getCell(draft, key)[figure]);
  const words = describeEqualFigure(other, value, typed);
  const differs = typed !== null && words !== describeEqualFigure(other, value, null);
  return (
    <tr role="row" className={styles.questionRow}>
      <td role="cell" colSpan={columns} className={styles.foreign}>
        {differs ? <Notice kind="warning" title={words} /> : words}
      </td>
    </tr>
  );
}

function QuestionRow({
  query,
  questions,
  columns,
}: {
  query: EntryQuery;
  questions: QuestionsOf;
  columns: number;
}) {
  return (
    <tr role="row" className={styles.questionRow}>
      <td role="cell" colSpan={columns}>
        <Question query={query} of={questions} />
      </td>
    </tr>
  );
}

/** Figures that were taken out because the cell was said to have none; they come back with the first choice. */
export type Stash = Map<string, string[]>;

type Control = HTMLInputElement | HTMLTextAreaElement;

/** A control's name in its two parts: "value.sex.female" is the figure "value" of the cell "sex.female". */
function splitName(name: string): { field: string; cell: string } {
  const dot = name.indexOf('.');
  return { field: name.slice(0, dot), cell: name.slice(dot + 1) };
}

function findControls(
  form: HTMLFormElement,
  cell: string,
): { state: RadioNodeList | null; figures: Control[] } {
  const named = (field: string) => form.elements.namedItem(`${field}.${cell}`);
  const state = named('state');
  const figures = [...figureFields, 'text'].map(named);
  return {
    state: state instanceof RadioNodeList ? state : null,
    figures: figures.filter(
      (control): control is Control =>
        control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement,
    ),
  };
}

/**
 * Keeps the state of a cell and its figures in step while somebody types: a figure takes back what was said about
 * having none, and saying that there is none takes the figure out. The server does the same for figures without a
 * state, so that nothing depends on this.
 */
export function settleRow(target: EventTarget, stash: Stash): void {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) || !target.form) return;
  const { field, cell } = splitName(target.name);
  const { state, figures } = findControls(target.form, cell);
  if (!state || figures.length === 0) return;
  const isEmpty = figures.every(({ value }) => value.trim() === '');
  if (field !== 'state') {
    if (!isEmpty) state.value = '';
    return;
  }
  if (state.value === '') {
    const kept = stash.get(cell);
    if (isEmpty && kept) {
      for (const [index, figure] of figures.entries()) figure.value = kept[index] ?? '';
    }
    stash.delete(cell);
  } else if (!isEmpty) {
    stash.set(
      cell,
      figures.map(({ value }) => value),
    );
    for (const figure of figures) figure.value = '';
  }
}

/** N and X say in a field that there is no figure, and why; Delete in an empty one takes that back. */
function sayStateByKey(event: KeyboardEvent<HTMLElement>): boolean {
  const { target, key } = event;
  if (!(target instanceof HTMLInputElement) || target.type !== 'text' || !target.form) return false;
  if (event.altKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return false;
  const { cell } = splitName(target.name);
  const { state } = findControls(target.form, cell);
  const said = state && readStateKey({ key, input: target, state: state.value });
  if (!state || said === null) return false;
  event.preventDefault();
  const radios = [...state].filter((radio) => radio instanceof HTMLInputElement);
  radios.find(({ value }) => value === said)?.click();
  return true;
}

/** Arrows and Enter lead up and down a column of figures, as people know it from spreadsheets. */
function moveInColumn(event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget, key } = event;
  if (
    !(target instanceof HTMLInputElement) ||
    target.type !== 'text' ||
    !['ArrowDown', 'ArrowUp', 'Enter'].includes(key)
  )
    return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
  const { field } = splitName(target.name);
  const column = [...currentTarget.querySelectorAll<HTMLInputElement>(`input[name^="${field}."]`)];
  const next = column[column.indexOf(target) + (key === 'ArrowUp' || event.shiftKey ? -1 : 1)];
  event.preventDefault();
  next?.focus();
  next?.select();
}
