import { type FormEvent, Fragment, type KeyboardEvent, useId, useRef } from 'react';
import { CellInput, CellSelect } from '#app/components/cell-field.tsx';
import { classNames } from '#app/components/class-names.ts';
import { formatNumber, formatPercentage } from '#app/components/number-format.ts';
import { type IndicatorDefinition, valueStateLabels } from '#server/domain/value/indicator-definition.ts';
import type { EntryQuery } from '../submission/contract-types.ts';
import { describeCell } from '../submission/value-words.ts';
import { moveInColumn, settleRow, type Stash } from './entry-row.ts';
import { cellControlId, dimensionId, spellCellKey } from './field-ids.ts';
import {
  type CellPlace,
  type FigureField,
  getCell,
  type IndicatorDraft,
  listCellPlaces,
  listFigureFields,
  nameCell,
} from './indicator-draft.ts';
import {
  calculateDraftPercentage,
  calculateDraftSums,
  type DraftDifference,
  type DraftSum,
} from './indicator-sums.ts';
import styles from './indicator-table.module.css';
import { Question, type QuestionsOf } from './question.tsx';

export interface IndicatorTableProps {
  definition: IndicatorDefinition;
  /** What the fields show when the page is made. */
  initial: IndicatorDraft;
  /** What stands in them now, for the sums. */
  draft: IndicatorDraft;
  /** The last round's figures, and its code. */
  last: { draft: IndicatorDraft; round: string } | null;
  errors: Readonly<Record<string, string>>;
  queries: readonly EntryQuery[];
  questions: QuestionsOf;
}

const stateOptions = [
  { value: '', label: valueStateLabels.not_yet_reported },
  { value: 'reported', label: valueStateLabels.reported },
  { value: 'not_available', label: valueStateLabels.not_available },
  { value: 'not_applicable', label: valueStateLabels.not_applicable },
];

/** The words over the figures of a measure. */
export function nameFigure(definition: IndicatorDefinition, field: FigureField): string {
  if (field === 'numerator') return definition.numeratorLabel ?? 'Part';
  if (field === 'denominator') return definition.denominatorLabel ?? 'Of';
  return definition.unit.charAt(0).toUpperCase() + definition.unit.slice(1);
}

/**
 * The cells of an indicator made of numbers: the total, then each breakdown with the sum of its parts. A table for
 * the eye and for screen readers; on a phone each row is a block. Typing a number makes the cell "Reported".
 */
export function IndicatorTable(props: IndicatorTableProps) {
  const { definition, draft, last, queries, questions } = props;
  const captionId = useId();
  const stash = useRef<Stash>(new Map());
  const fields = listFigureFields(definition.measure);
  const hasPercentage = definition.measure === 'percentage';
  const columns = 2 + fields.length + (hasPercentage ? 1 : 0) + (last ? 1 : 0);
  const places = listCellPlaces(definition);
  const sums = new Map(calculateDraftSums(definition, draft).map((sum) => [sum.dimension.code, sum]));

  const rowsOf = (dimension: string | null) =>
    places
      .filter((place) => place.dimension === dimension)
      .map((place) => (
        <Fragment key={place.key}>
          <Row {...props} place={place} fields={fields} />
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
      onKeyDown={(event: KeyboardEvent<HTMLTableElement>) => moveInColumn(event)}
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
              Per cent
            </th>
          ) : null}
          <th scope="col" role="columnheader">
            State
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
          {queries
            .filter(({ field }) => field === dimension.code)
            .map((query) => (
              <QuestionRow key={query.id} query={query} questions={questions} columns={columns} />
            ))}
          {rowsOf(dimension.code)}
          <SumRow sum={sums.get(dimension.code)} fields={fields} definition={definition} columns={columns} />
        </tbody>
      ))}
    </table>
  );
}

interface RowProps extends IndicatorTableProps {
  place: CellPlace;
  fields: readonly FigureField[];
}

function Row({ definition, initial, draft, last, errors, place, fields }: RowProps) {
  const { key } = place;
  const name = spellCellKey(key);
  const cell = getCell(initial, key);
  const percentage = calculateDraftPercentage(getCell(draft, key));
  return (
    <tr role="row" data-row={name} className={styles.row}>
      <th scope="row" role="rowheader" className={styles.name}>
        {place.name}
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
              width={definition.measure === 'money' ? 14 : 9}
              inputMode={definition.measure === 'money' ? 'decimal' : 'numeric'}
            />
          </td>
        );
      })}
      {definition.measure === 'percentage' ? (
        <td role="cell" className={classNames(styles.figure, styles.share)}>
          {percentage === null ? null : (
            <>
              <span className={styles.label} aria-hidden="true">
                Per cent
              </span>
              {formatPercentage(percentage)}
            </>
          )}
        </td>
      ) : null}
      <td role="cell" className={styles.state}>
        <span className={styles.label} aria-hidden="true">
          State
        </span>
        <CellSelect
          id={`state-${name}`}
          name={`state.${name}`}
          label={`${nameCell(key, definition)}: state`}
          options={stateOptions}
          defaultValue={cell.state}
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
  );
}

interface SumRowProps {
  sum: DraftSum | undefined;
  fields: readonly FigureField[];
  definition: IndicatorDefinition;
  columns: number;
}

function SumRow({ sum, fields, definition, columns }: SumRowProps) {
  if (!sum) return null;
  const hasPercentage = definition.measure === 'percentage';
  const rest = columns - 1 - fields.length - (hasPercentage ? 1 : 0);
  return (
    <tr role="row" className={styles.sum}>
      <th scope="row" role="rowheader" className={styles.name}>
        Sum of the parts
      </th>
      {fields.map((field) => (
        <td key={field} role="cell" className={styles.figure}>
          <span className={styles.label} aria-hidden="true">
            {nameFigure(definition, field)}
          </span>
          {sum.sums[field]
            ? formatNumber(sum.sums[field], { decimals: sum.sums[field].split('.')[1]?.length ?? 0 })
            : '–'}
        </td>
      ))}
      {hasPercentage ? <td role="cell" className={styles.filler} /> : null}
      <td role="cell" colSpan={rest} className={styles.difference}>
        <Difference sum={sum} fields={fields} definition={definition} />
      </td>
    </tr>
  );
}

function Difference({ sum, fields, definition }: Omit<SumRowProps, 'sum' | 'columns'> & { sum: DraftSum }) {
  if (sum.reported === 0) return <>No parts yet</>;
  const words = fields.flatMap((field) => {
    const difference = sum.differences[field];
    if (!difference) return [];
    const of = fields.length > 1 ? `${nameFigure(definition, field)}: ` : '';
    return [{ field, text: of + sayDifference(difference), isMore: difference.kind === 'more' }];
  });
  if (words.length === 0) return <>The total has no figure yet</>;
  return (
    <>
      {words.map(({ field, text, isMore }) => (
        <span key={field} className={classNames(styles.differenceLine, isMore && styles.more)}>
          {text}
        </span>
      ))}
    </>
  );
}

function sayDifference(difference: NonNullable<DraftDifference>): string {
  if (difference.kind === 'equal') return 'equal to the total';
  const by = formatNumber(difference.by, { decimals: difference.by.split('.')[1]?.length ?? 0 });
  return difference.kind === 'less' ? `${by} less than the total` : `${by} more than the total`;
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
