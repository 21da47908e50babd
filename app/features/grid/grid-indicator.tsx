import { memo, useEffect, useMemo, useState } from 'react';
import { Link } from 'react-router';
import { classNames } from '#app/components/class-names.ts';
import { CellError, CellSelect } from '#app/components/field.tsx';
import type { IndicatorEntry } from '#app/contract.ts';
import { usePageSaver, useDraftSaver } from '#app/features/entry/entry-savers.tsx';
import { serialiseCellKey } from '#app/features/entry/field-ids.ts';
import {
  getCell,
  type IndicatorDraft,
  listCellPlaces,
  nameCell,
  parseIndicatorDraft,
  serialisePick,
} from '#app/features/entry/indicator-draft.ts';
import {
  calculateDraftPercentage,
  calculateDraftSums,
  formatDifference,
  listHalfTyped,
} from '#app/features/entry/indicator-sums.tsx';
import { nameFigure } from '#app/features/entry/item-words.ts';
import { loadIndicatorMerge } from '#app/features/entry/load-merge.ts';
import { messagesById, type PlacedProblem } from '#app/features/entry/placed-problems.ts';
import { holds, SavedLine } from '#app/features/entry/saved-line.tsx';
import { buildItemName } from '#app/features/offline/outbox-store.ts';
import { buildItemPath, type ReportKey } from '#app/features/submission/report-paths.ts';
import { describeCell } from '#app/features/submission/report-words.ts';
import { formatUpperFirst } from '#server/domain/language/list-format.ts';
import { formatWithUnit } from '#server/domain/language/counted-nouns.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { describeCopied } from '#server/domain/submission/copied-answers.rules.ts';
import { describeNationalTargets } from '#server/domain/target/describe-national-targets.ts';
import { findYesNo } from '#server/domain/value/choice-question.rules.ts';
import { valueStateLabels } from '#server/domain/value/indicator-definition.ts';
import {
  type FigureField,
  formatUnit,
  getAnswerKind,
  isAnsweredInWords,
  listFigureFields,
  measureRules,
} from '#server/domain/value/measures.ts';
import {
  buildGridInput,
  checkGridDraft,
  findWritable,
  type GridColumn,
  type GridField,
  gridControlId,
  listFields,
} from './grid-form.ts';
import { settleDraft, writeControl } from './grid-signs.ts';
import styles from './grid.module.css';

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
  columns: readonly GridColumn[];
  /** Whether scripts run, which have other keys for a state than those of a number pad. */
  runs: boolean;
  onEdit: (code: string, key: string, field: GridField, text: string) => void;
  onFound: (code: string, draft: IndicatorDraft) => void;
}

/** One indicator of the theme: a heading with what is saved, a line for each figure, and what is to be said of them. */
export const GridIndicator = memo(function GridIndicator(props: GridIndicatorProps) {
  const { entry, saved, draft, reportKey, personId, columns } = props;
  const { indicator, answer } = entry;
  const { code } = indicator;
  const meant = useMemo(() => settleDraft(draft), [draft]);
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
  useEffect(() => saver.change(meant), [saver, meant]);

  const halfTyped = new Set(listHalfTyped(indicator, meant));
  const judged =
    state.kind === 'saved' && props.problems.length === 0 && answer.version > 0 && draft === saved
      ? []
      : checkGridDraft(indicator, meant).filter(
          // Somebody is in the middle of it.
          ({ fieldId }) =>
            focused === null || !halfTyped.has(focused) || !fieldId.endsWith(`/${serialiseCellKey(focused)}`),
        );
  const errors = messagesById([...judged, ...(state.kind === 'saved' ? [] : props.problems)]);
  const places = listCellPlaces(indicator);
  const path = buildItemPath(reportKey, 'indicator', code);
  const national = describeNationalTargets(indicator.national, formatUnit(indicator));
  const isCopied = answer.copiedFrom !== null && (state.kind !== 'saved' || state.at === answer.updatedAt);
  return (
    <tbody
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
      <tr className={styles.head}>
        <th scope="rowgroup" colSpan={columns.length + 1}>
          <div className={styles.wide}>
            <span className={styles.title}>
              <Link to={path}>
                {code} {indicator.title}
              </Link>
            </span>
            {isAnsweredInWords(indicator.measure) || isCopied || national ? (
              <span className={styles.about}>
                {isAnsweredInWords(indicator.measure) ? describeAnswer(indicator) : null}
                {national ? `National targets ${national}` : null}
                {isCopied ? <strong> {describeCopied(answer.copiedFrom ?? '')}</strong> : null}
              </span>
            ) : null}
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
          </div>
        </th>
      </tr>
      <Lines {...props} draft={draft} errors={errors} />
      <Messages {...props} draft={meant} errors={errors} />
    </tbody>
  );
});

/** What a list asks; what a figure is stands before its line. */
function describeAnswer(indicator: IndicatorEntry['indicator']): string {
  const answers = findYesNo(indicator);
  return answers === null ? 'One answer' : formatUpperFirst(answers);
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

type LinesProps = Pick<
  GridIndicatorProps,
  'entry' | 'draft' | 'last' | 'columns' | 'reportKey' | 'runs' | 'onEdit' | 'saved' | 'isConflict'
> & {
  /** Messages by the id of the control. */
  errors: Readonly<Record<string, string>>;
};

/** The lines of an indicator: one for each figure, with a cell below each category that it has. */
function Lines(props: LinesProps) {
  const { entry, draft, columns } = props;
  const { indicator } = entry;
  if (isAnsweredInWords(indicator.measure)) return <AnswerLine {...props} />;
  const own = new Set(listCellPlaces(indicator).map(({ key }) => key));
  const fields = listFigureFields(indicator.measure);
  const canWrite = findWritable(entry);
  return (
    <>
      {fields.map((field) => (
        <tr key={field}>
          <th scope="row">{nameFigure(indicator, field)}</th>
          {listSpans(columns, (key) => own.has(key)).map(({ key, span }) =>
            span === 0 ? (
              <FigureCell key={key} {...props} of={key} field={field} canWrite={canWrite(key)} />
            ) : (
              <td key={key} colSpan={span} />
            ),
          )}
        </tr>
      ))}
      {fields.length > 1 && columns.some(({ key }) => calculateShare(indicator, draft, key) !== null) ? (
        <tr className={styles.share}>
          <th scope="row">{formatUpperFirst(formatUnit(indicator))}</th>
          {listSpans(columns, (key) => own.has(key)).map(({ key, span }) =>
            span === 0 ? (
              <td key={key}>{calculateShare(indicator, draft, key)}</td>
            ) : (
              <td key={key} colSpan={span} />
            ),
          )}
        </tr>
      ) : null}
    </>
  );
}

/** The columns that an indicator has, and in place of those between them the number of these: one cell for all. */
function listSpans(
  columns: readonly GridColumn[],
  isOwn: (key: string) => boolean,
): { key: string; span: number }[] {
  const spans: { key: string; span: number }[] = [];
  for (const { key } of columns) {
    const last = spans.at(-1);
    if (isOwn(key)) spans.push({ key, span: 0 });
    else if (last && last.span > 0) last.span += 1;
    else spans.push({ key, span: 1 });
  }
  return spans;
}

function calculateShare(indicator: IndicatorEntry['indicator'], draft: IndicatorDraft, key: string) {
  const percentage = calculateDraftPercentage(getCell(draft, key), indicator.measure);
  return percentage === null ? null : formatWithUnit(percentage, formatUnit(indicator));
}

interface FigureCellProps extends LinesProps {
  of: string;
  field: FigureField;
  canWrite: boolean;
}

/** One figure, with that of the last round below it. */
function FigureCell({ entry, draft, last, errors, runs, onEdit, of: key, field, canWrite }: FigureCellProps) {
  const { indicator } = entry;
  const id = gridControlId(indicator.code, key, field);
  const cell = getCell(draft, key);
  const before = last && writeControl(getCell(last.draft, key), field);
  return (
    <td>
      {canWrite ? (
        <input
          // Keys find it by its name; only what is wrong with it links to it.
          id={errors[id] ? id : undefined}
          name={id}
          aria-label={`${indicator.code} ${nameCell(key, indicator)}: ${nameFigure(indicator, field)}`}
          aria-invalid={errors[id] ? true : undefined}
          aria-describedby={errors[id] ? `${id}-error` : undefined}
          inputMode={
            runs ? (measureRules[indicator.measure].entry.decimals ? 'decimal' : 'numeric') : undefined
          }
          value={writeControl(cell, field)}
          onChange={(event) => onEdit(indicator.code, key, field, event.currentTarget.value)}
        />
      ) : (
        <span>{writeControl(cell, field) || '–'}</span>
      )}
      {before ? <small>{before}</small> : null}
    </td>
  );
}

/** An answer of a list, chosen here; an account has a page of its own. */
function AnswerLine({ entry, draft, last, columns, errors, onEdit, reportKey }: LinesProps) {
  const { indicator } = entry;
  const { code } = indicator;
  const isAccount = getAnswerKind(indicator.measure) === 'text';
  const [field] = listFields(indicator.measure);
  const key = 'total';
  const cell = getCell(draft, key);
  const before = last && shorten(describeCell(indicator, getCell(last.draft, key)));
  const id = field && gridControlId(code, key, field);
  return (
    <tr>
      <th scope="row">Answer</th>
      <td colSpan={columns.length}>
        <div className={styles.wide}>
          {id && findWritable(entry)(key) ? (
            <CellSelect
              id={id}
              name={id}
              value={serialisePick(cell)}
              error={errors[id]}
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
              onChange={(event) => onEdit(code, key, 'pick', event.currentTarget.value)}
            />
          ) : (
            <span>{shorten(describeCell(indicator, cell))}</span>
          )}
          {isAccount ? (
            <p>
              <Link to={buildItemPath(reportKey, 'indicator', code)}>Write this answer on its own page</Link>
            </p>
          ) : null}
          {before ? <small>{before}</small> : null}
        </div>
      </td>
    </tr>
  );
}

/** What is wrong, what somebody else stored meanwhile, and how the parts stand to the total: below the lines. */
function Messages({ entry, saved, draft, columns, errors, isConflict }: LinesProps) {
  const { indicator } = entry;
  const fields = listFields(indicator.measure);
  const lines = listCellPlaces(indicator).flatMap(({ key }) => {
    const name = key === 'total' ? '' : `${nameCell(key, indicator)}: `;
    const theirs = isConflict ? findTheirs(entry, saved, draft, key) : null;
    return [
      ...fields.flatMap((field) => {
        const id = gridControlId(indicator.code, key, field);
        return errors[id] ? [<CellError key={id} id={id} error={name + errors[id]} />] : [];
      }),
      ...(theirs === null
        ? []
        : [
            <p key={key} className={styles.theirs}>
              {name}Now stored: {theirs}
            </p>,
          ]),
    ];
  });
  const sums = describeSums(indicator, draft).map(({ text, isMore }) => (
    <p key={text} className={classNames(styles.difference, isMore && styles.more)}>
      {text}
    </p>
  ));
  if (lines.length + sums.length === 0) return null;
  return (
    <tr className={styles.message}>
      <td colSpan={columns.length + 1}>
        <div className={styles.wide}>
          {lines}
          {sums}
        </div>
      </td>
    </tr>
  );
}

/** "Sex: the parts add up to 90, 10 less than the total": of each breakdown with a figure. */
function describeSums(
  indicator: IndicatorEntry['indicator'],
  draft: IndicatorDraft,
): { text: string; isMore: boolean }[] {
  const fields = listFigureFields(indicator.measure);
  return calculateDraftSums(indicator, draft).flatMap(({ dimension, sums, differences }) =>
    fields.flatMap((field) => {
      const [sum, difference] = [sums[field], differences[field]];
      if (!sum || !difference) return [];
      const of = fields.length > 1 ? `${dimension.name}, ${nameFigure(indicator, field)}` : dimension.name;
      return [
        {
          text: `${of}: the parts add up to ${formatNumber(sum)}, ${formatDifference(difference)}.`,
          isMore: difference.kind === 'more',
        },
      ];
    }),
  );
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

/** An account of half a page is read on its own page. */
const shorten = (text: string) => (text.length > 80 ? `${text.slice(0, 77)}…` : text);
