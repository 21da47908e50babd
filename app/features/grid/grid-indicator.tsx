import {
  getAnswerKind,
  isAnsweredInWords,
  formatUnit,
  measureRules,
  listFigureFields,
} from '#server/domain/value/measures.ts';
import { formatUpperFirst } from '#server/domain/finding/sentence-parts.ts';
import { findYesNo } from '#server/domain/value/choice-question.rules.ts';
import { Fragment, memo, useEffect, useState } from 'react';
import { Link } from 'react-router';
import { classNames } from '#app/components/class-names.ts';
import type { IndicatorEntry } from '#app/contract.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { describeCopied } from '#server/domain/submission/copied-answers.rules.ts';
import { usePageSaver, useDraftSaver } from '#app/features/entry/entry-savers.tsx';
import { serialiseCellKey } from '#app/features/entry/field-ids.ts';
import { messagesById, type PlacedProblem } from '#app/features/entry/placed-problems.ts';
import {
  getCell,
  type IndicatorDraft,
  listCellPlaces,
  parseIndicatorDraft,
  type CellDraft,
  type CellPlace,
  nameCell,
  serialisePick,
} from '#app/features/entry/indicator-draft.ts';
import {
  calculateDraftSums,
  type DraftSum,
  listHalfTyped,
  calculateDraftPercentage,
  formatDifference,
} from '#app/features/entry/indicator-sums.tsx';
import { nameFigure } from '#app/features/entry/item-words.ts';
import { loadIndicatorMerge } from '#app/features/entry/load-merge.ts';
import { holds, SavedLine } from '#app/features/entry/saved-line.tsx';
import { buildItemName } from '#app/features/offline/outbox-store.ts';
import { buildItemPath, type ReportKey } from '#app/features/submission/report-paths.ts';
import { describeCell } from '#app/features/submission/report-words.ts';
import {
  buildGridInput,
  checkGridDraft,
  findWritable,
  type GridColumn,
  gridControlId,
  listColumns,
  serialiseControl,
} from './grid-form.ts';
import { formatWithUnit } from '#server/domain/language/counted-nouns.ts';
import styles from './grid.module.css';
import { CellError, CellInput, CellSelect } from '#app/components/field.tsx';
import { valueStateLabels } from '#server/domain/value/indicator-definition.ts';
import { NoFigure } from '#app/features/entry/no-figure.tsx';
import { readControl } from './grid-edits.ts';

/** What the page knows of an indicator besides its entry. */
export type GridIndicatorFacts = {
  entry: IndicatorEntry;
  saved: IndicatorDraft;
  last: { draft: IndicatorDraft; round: string } | null;
  /** Tells the server whether anything was changed: without scripts every field of the theme is sent. */
  fingerprint: string;
  /** The version on which saving by itself builds: older than the stored one where a conflict is to be settled. */
  baseVersion: number;
};

interface GridIndicatorProps extends GridIndicatorFacts {
  reportKey: ReportKey;
  personId: string;
  signInPath: string;
  draft: IndicatorDraft;
  /** What the server refused when the form was posted. */
  problems: readonly PlacedProblem[];
  isConflict: boolean;
  pressed: number;
  onEdit: (code: string, key: string, column: GridColumn, text: string) => void;
  onFound: (code: string, draft: IndicatorDraft) => void;
}

/** One indicator of the theme: a heading with what is saved, its cells, and the sums of its parts. */
export const GridIndicator = memo(function GridIndicator(props: GridIndicatorProps) {
  const { entry, saved, last, draft, reportKey, personId, onEdit, isConflict } = props;
  const { indicator, answer } = entry;
  const { code } = indicator;
  const isWritable = findWritable(entry);
  const [focused, setFocused] = useState<string | null>(null);
  const { saver, state, keeping, getKeeping, merged } = useDraftSaver<IndicatorDraft>({
    copyKey: buildItemName(personId, reportKey.round, reportKey.reporter, 'indicator', code),
    saved,
    version: props.baseVersion,
    savedAt: answer.updatedAt,
    outgoing: (typed) => ({
      procedure: 'saveIndicatorValues',
      input: {
        round: reportKey.round,
        reporter: reportKey.reporter,
        ...buildGridInput(entry, typed, 0).input,
      },
    }),
    parse: (copy) => parseIndicatorDraft(copy, indicator),
    loadMerge: () => loadIndicatorMerge(indicator),
    findHold: () => (isInHalfTyped(code) ? holds.halfTyped : null),
    onFound: (found) => props.onFound(code, found),
  });
  usePageSaver(saver, getKeeping);
  useEffect(() => saver.change(draft), [saver, draft]);

  const halfTyped = new Set(listHalfTyped(indicator, draft));
  const judged =
    state.kind === 'saved' && props.problems.length === 0 && answer.version > 0 && draft === saved
      ? []
      : checkGridDraft(indicator, draft).filter(
          // Somebody is in the middle of it.
          ({ fieldId }) =>
            focused === null || !halfTyped.has(focused) || !fieldId.endsWith(`-${serialiseCellKey(focused)}`),
        );
  const errors = messagesById([...judged, ...(state.kind === 'saved' ? [] : props.problems)]);
  const sums = new Map(calculateDraftSums(indicator, draft).map((sum) => [sum.dimension.code, sum]));
  const places = listCellPlaces(indicator);
  const path = buildItemPath(reportKey, 'indicator', code);
  const isCopied = answer.copiedFrom !== null && (state.kind !== 'saved' || state.at === answer.updatedAt);

  const rowOf = (place: (typeof places)[number]) => (
    <GridRowView
      key={place.key}
      indicator={indicator}
      place={place}
      cell={getCell(draft, place.key)}
      last={last}
      isWritable={isWritable(place.key)}
      errors={errors}
      theirs={isConflict ? findTheirs(entry, saved, draft, place.key) : null}
      onEdit={(key, column, text) => onEdit(code, key, column, text)}
    />
  );
  return (
    <tbody
      role="rowgroup"
      id={`grid-${code}`}
      tabIndex={-1}
      data-code={code}
      data-half={halfTyped.size > 0 ? [...halfTyped].map(serialiseCellKey).join(' ') : undefined}
      onFocus={({ target }) => setFocused(readKey(target, places))}
      onBlur={(event) => {
        setFocused(null);
        if (saver.getState().kind === 'waiting' && !event.currentTarget.contains(event.relatedTarget))
          void saver.flush();
      }}
    >
      <tr role="row" className={styles.head}>
        <th scope="rowgroup" role="rowheader" colSpan={5}>
          <span className={styles.title}>
            <Link to={path}>
              {code} {indicator.title}
            </Link>
          </span>
          <span className={styles.about}>
            {describeMeasure(indicator)}
            {isCopied ? <strong> {describeCopied(answer.copiedFrom ?? '')}</strong> : null}
          </span>
          {entry.writable ? (
            <span className={styles.saved}>
              <input
                type="hidden"
                name={`version.${code}`}
                value={saver.version > answer.version ? saver.version : answer.version}
              />
              <input type="hidden" name={`base.${code}`} value={props.fingerprint} />
              <SavedLine
                state={state}
                keeping={keeping}
                saved={{ at: answer.updatedAt, by: answer.updatedBy }}
                signInPath={props.signInPath}
                pressed={props.pressed}
                merged={merged}
                compare={<Link to={path}>compare on its page</Link>}
              />
            </span>
          ) : null}
        </th>
      </tr>
      {places.filter(({ dimension }) => dimension === null).map(rowOf)}
      {indicator.dimensions.map((dimension) => (
        <Fragment key={dimension.code}>
          <tr role="row" className={styles.group}>
            <th scope="rowgroup" role="rowheader" colSpan={5}>
              {code} by {dimension.name.toLowerCase()}
            </th>
          </tr>
          {places.filter((place) => place.dimension === dimension.code).map(rowOf)}
          <Sum sum={sums.get(dimension.code)} indicator={indicator} />
        </Fragment>
      ))}
      {getAnswerKind(indicator.measure) === 'text' ? (
        <tr role="row" className={styles.row}>
          <td role="cell" colSpan={5}>
            <Link to={path}>Write this answer on its own page</Link>
          </td>
        </tr>
      ) : null}
    </tbody>
  );
});

function describeMeasure(indicator: IndicatorEntry['indicator']): string {
  if (getAnswerKind(indicator.measure) === 'ratio') {
    return `${nameFigure(indicator, 'numerator')}, of: ${nameFigure(indicator, 'denominator')}`;
  }
  const answers = findYesNo(indicator);
  if (answers !== null) return formatUpperFirst(answers);
  return isAnsweredInWords(indicator.measure) ? 'One answer' : nameFigure(indicator, 'value');
}

/** The cell whose control has focus. */
function readKey(target: EventTarget, places: readonly { key: string }[]): string | null {
  const name = target instanceof HTMLInputElement ? target.name : '';
  const cell = name.slice(name.indexOf('/') + 1);
  return places.find(({ key }) => serialiseCellKey(key) === cell)?.key ?? null;
}

/** Whether the control in focus is in a row of this indicator that has one of its two numbers. */
function isInHalfTyped(code: string): boolean {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLInputElement) || !activeElement.name.includes(`.${code}/`)) return false;
  const half = activeElement.closest<HTMLElement>('[data-half]')?.dataset['half']?.split(' ') ?? [];
  return half.includes(activeElement.name.slice(activeElement.name.indexOf('/') + 1));
}

function findTheirs(
  entry: IndicatorEntry,
  saved: IndicatorDraft,
  draft: IndicatorDraft,
  key: string,
): string | null {
  const stored = describeCell(entry.indicator, getCell(saved, key));
  return stored === describeCell(entry.indicator, getCell(draft, key)) ? null : stored;
}

function Sum({ sum, indicator }: { sum: DraftSum | undefined; indicator: IndicatorEntry['indicator'] }) {
  if (!sum || sum.reported === 0) return null;
  const fields = listFigureFields(indicator.measure);
  const words = fields.flatMap((field) => {
    const difference = sum.differences[field];
    return difference
      ? [
          {
            text:
              (fields.length > 1 ? `${nameFigure(indicator, field)}: ` : '') + formatDifference(difference),
            difference,
          },
        ]
      : [];
  });
  const isMore = words.some(({ difference }) => difference.kind === 'more');
  return (
    <tr role="row" className={styles.sum}>
      <th scope="row" role="rowheader" className={styles.name}>
        Sum of the parts
      </th>
      <td role="cell" className={styles.last} />
      {fields.map((field) => (
        <td key={field} role="cell" colSpan={fields.length === 1 ? 2 : 1} className={styles.figure}>
          {sum.sums[field] ? formatNumber(sum.sums[field]) : '–'}
        </td>
      ))}
      <td role="cell" className={classNames(styles.difference, isMore && styles.more)}>
        {words.map(({ text }) => text).join('; ')}
      </td>
    </tr>
  );
}

interface GridRowProps {
  indicator: IndicatorEntry['indicator'];
  place: CellPlace;
  cell: CellDraft;
  last: { draft: IndicatorDraft; round: string } | null;
  /** Whether the person writes this cell. */
  isWritable: boolean;
  /** Messages by the id of the control. */
  errors: Readonly<Record<string, string>>;
  /** What somebody else has stored meanwhile, where it differs from what stands in the fields. */
  theirs: string | null;
  onEdit: (key: string, column: GridColumn, text: string) => void;
}

/** One cell of an indicator: last round, this round, state. */
function GridRowView(props: GridRowProps) {
  const { indicator, place, cell, last, isWritable, theirs } = props;
  const isAnswer = isAnsweredInWords(indicator.measure);
  const ids = listColumns(indicator.measure).map((column) =>
    gridControlId(indicator.code, place.key, column),
  );
  const wrong = ids.filter((id) => props.errors[id]);
  return (
    <>
      <tr role="row" className={styles.row}>
        <th scope="row" role="rowheader" className={styles.name}>
          {isAnswer ? 'Answer' : place.name}
        </th>
        <td role="cell" className={classNames(styles.last, !isAnswer && styles.lastFigure)}>
          <span className={styles.label} aria-hidden="true">
            {last?.round ?? 'Last round'}
          </span>
          {last ? shorten(describeCell({ ...indicator, unit: '' }, getCell(last.draft, place.key))) : '–'}
        </td>
        {isWritable && getAnswerKind(indicator.measure) !== 'text' ? (
          <Controls {...props} />
        ) : (
          <td role="cell" colSpan={3} className={styles.still}>
            <span className={styles.label} aria-hidden="true">
              This round
            </span>
            {shorten(describeCell(indicator, cell))}
          </td>
        )}
      </tr>
      {wrong.length === 0 && theirs === null ? null : (
        <tr role="row" className={styles.message}>
          <td role="cell" colSpan={5}>
            {wrong.map((id) => (
              <CellError key={id} id={id} error={props.errors[id]} />
            ))}
            {theirs === null ? null : <p className={styles.theirs}>Now stored: {theirs}</p>}
          </td>
        </tr>
      )}
    </>
  );
}

/** An account of half a page is read on its own page. */
const shorten = (text: string) => (text.length > 80 ? `${text.slice(0, 77)}…` : text);

function Controls({ indicator, place, cell, errors, onEdit }: GridRowProps) {
  const { key } = place;
  const { code } = indicator;
  const control = (column: GridColumn) => {
    const id = gridControlId(code, key, column);
    return {
      id,
      name: serialiseControl({ code, key }, column),
      value: readControl(cell, column),
      error: errors[id],
    };
  };
  const name = `${code} ${nameCell(key, indicator)}`;
  if (getAnswerKind(indicator.measure) === 'choice') {
    return (
      <td role="cell" colSpan={3} className={styles.pick}>
        <CellSelect
          {...control('pick')}
          label={`${code}: answer`}
          options={[
            { value: '', label: valueStateLabels.not_yet_reported },
            ...indicator.choices.map((choice) => ({
              value: serialisePick({ state: 'reported', choice: choice.code }),
              label: choice.label,
            })),
            { value: 'not_available', label: valueStateLabels.not_available },
            { value: 'not_applicable', label: valueStateLabels.not_applicable },
          ]}
          onChange={(event) => onEdit(key, 'pick', event.currentTarget.value)}
        />
      </td>
    );
  }
  const fields = listFigureFields(indicator.measure);
  const percentage = calculateDraftPercentage(cell, indicator.measure);
  return (
    <>
      {fields.map((field) => (
        <td
          key={field}
          role="cell"
          colSpan={fields.length === 1 ? 2 : 1}
          className={classNames(styles.figure, fields.length === 1 && styles.single)}
        >
          <span className={styles.label} aria-hidden="true">
            {nameFigure(indicator, field)}
          </span>
          <CellInput
            {...control(field)}
            label={`${name}: ${nameFigure(indicator, field)}`}
            width={measureRules[indicator.measure].fieldWidth}
            inputMode={measureRules[indicator.measure].entry.decimals ? 'decimal' : 'numeric'}
            aria-keyshortcuts="N X"
            onChange={(event) => onEdit(key, field, event.currentTarget.value)}
          />
          {field === 'denominator' ? (
            <span className={styles.share}>
              {percentage === null ? null : formatWithUnit(percentage, formatUnit(indicator))}
            </span>
          ) : null}
        </td>
      ))}
      <td role="cell" className={styles.state}>
        <NoFigure
          id={gridControlId(code, key, 'state')}
          name={serialiseControl({ code, key }, 'state')}
          cell={name}
          state={cell.state}
          onChange={(state) => onEdit(key, 'state', state)}
        />
      </td>
    </>
  );
}
