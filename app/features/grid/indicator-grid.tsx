import { type FormEvent, useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { Notice } from '#app/components/notice.tsx';
import { useRuns } from '#app/components/use-runs.ts';
import { usePageSavers } from '#app/features/entry/entry-savers.tsx';
import type { PlacedProblem } from '#app/features/entry/placed-problems.ts';
import type { IndicatorDraft } from '#app/features/entry/indicator-draft.ts';
import { isNextGapKey, nextGapKeys } from '#app/features/submission/report-tasks.tsx';
import type { ReportKey } from '#app/features/submission/report-paths.ts';
import { reduceGrid, startGrid, type PastedGrid } from './grid-edits.ts';
import {
  findWritable,
  readGridForm,
  findNextEmpty,
  type GridField,
  listHeads,
  listGridRows,
} from './grid-form.ts';
import { useGridKeys } from './grid-keys.ts';
import { GridIndicator, type GridIndicatorFacts } from './grid-indicator.tsx';
import styles from './grid.module.css';
import { valueStateLabels } from '#server/domain/value/indicator-definition.ts';
import { isMoney } from '#server/domain/value/measures.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';

interface IndicatorGridProps {
  reportKey: ReportKey;
  personId: string;
  signInPath: string;
  indicators: readonly GridIndicatorFacts[];
  /** What was typed and refused, by code; what is stored elsewhere. */
  typed: Readonly<Record<string, IndicatorDraft>>;
  problems: Readonly<Record<string, PlacedProblem[]>>;
  conflicts: readonly string[];
  requestId: string;
}

/**
 * All figures of a theme in one table that is filled like a spreadsheet: a row a figure, a column a category. Without
 * scripts, a form with one button.
 */
export function IndicatorGrid(props: IndicatorGridProps) {
  const { indicators, typed } = props;
  const form = useRef<HTMLFormElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const [state, dispatch] = useReducer(reduceGrid, null, () =>
    startGrid(
      Object.fromEntries(
        indicators.map(({ entry, saved }) => [entry.indicator.code, typed[entry.indicator.code] ?? saved]),
      ),
    ),
  );
  const [items] = useState(() =>
    indicators.map(({ entry }) => ({ definition: entry.indicator, isWritable: findWritable(entry) })),
  );
  const [heads] = useState(() => listHeads(items.map(({ definition }) => definition)));
  const [columns] = useState(() => heads.flatMap((head) => head.columns));
  const [rows] = useState(() => listGridRows(items, heads));
  const runs = useRuns();
  const [said, setSaid] = useState('');
  const [pasted, setPasted] = useState<PastedGrid | null>(null);
  const [pressed, setPressed] = useState(0);
  const savers = usePageSavers();

  // What was typed before the page came to life is in the fields only.
  const [first] = useState({ indicators, typed });
  useEffect(() => {
    if (!form.current) return;
    const data = new FormData(form.current);
    dispatch({
      type: 'load',
      drafts: Object.fromEntries(
        first.indicators.map(({ entry, saved }) => {
          const { code } = entry.indicator;
          const before = first.typed[code] ?? saved;
          return [code, entry.writable ? readGridForm(data, entry.indicator, before) : saved];
        }),
      ),
    });
  }, [first]);

  // What is typed in a cell from entering to leaving it is one act for "undo".
  const visit = useRef(0);
  const onEdit = useCallback((code: string, key: string, field: GridField, text: string) => {
    const merge = field === 'pick' ? undefined : `${visit.current}/${code}/${key}/${field}`;
    dispatch({ type: 'edit', code, key, part: field, text, merge });
  }, []);
  const onFound = useCallback(
    (code: string, draft: IndicatorDraft) => dispatch({ type: 'load', drafts: { [code]: draft } }),
    [],
  );
  const onNoGap = useCallback(() => setSaid('No cell in this section is empty.'), []);
  const onPasted = useCallback((done: PastedGrid) => {
    setPasted(done);
    setSaid(describePasted(done));
  }, []);
  const onNoCell = useCallback(() => setSaid('Go to a cell first.'), []);
  const keys = useGridKeys({ rows, items, state, dispatch, onPasted, onNoGap, onNoCell });

  // From anywhere on the page, as on the others.
  const { goToGap } = keys;
  useEffect(() => {
    const go = (event: KeyboardEvent) => {
      if (!isNextGapKey(event)) return;
      event.preventDefault();
      goToGap(form.current);
    };
    document.addEventListener('keydown', go);
    return () => document.removeEventListener('keydown', go);
  }, [goToGap]);

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const failed = await savers.flush();
    if (failed.length === 0) {
      setPressed((times) => times + 1);
      setSaid('Everything is saved.');
      return;
    }
    setSaid(
      failed.length === 1 ? 'One indicator is not saved.' : `${failed.length} indicators are not saved.`,
    );
    form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  };

  const isComplete = findNextEmpty(rows, state.drafts, null) === null;
  return (
    // The keys and the clipboard work on the controls inside, which are the ones that people use.
    <Form
      method="post"
      noValidate
      autoComplete="off"
      spellCheck={false}
      ref={form}
      onSubmit={(event) => void onSubmit(event)}
      onKeyDown={keys.onKeyDown}
      onPaste={keys.onPaste}
      onFocus={(event) => {
        visit.current += 1;
        keys.onFocus(event);
        // The head of the table with it.
        sheet.current?.scrollIntoView({ block: 'nearest' });
      }}
      preventScrollReset
    >
      <input type="hidden" name="requestId" value={props.requestId} />
      <input type="hidden" name="person" value={props.personId} />
      <div className={styles.sheet} ref={sheet} data-print="landscape">
        <div className={styles.bar}>
          <Button name="intent" value="save" compact>
            Save
          </Button>
          {runs ? (
            <>
              <Button
                type="button"
                variant="secondary"
                compact
                aria-keyshortcuts={nextGapKeys}
                onClick={() => keys.goToGap(form.current)}
              >
                Next empty cell
              </Button>
              {(['not_available', 'not_applicable'] as const).map((said) => (
                <Button
                  key={said}
                  type="button"
                  variant="secondary"
                  compact
                  onClick={() => keys.sayHere(form.current, said)}
                >
                  {valueStateLabels[said]}
                </Button>
              ))}
              <Button
                type="button"
                variant="secondary"
                compact
                disabled={state.past.length === 0}
                aria-keyshortcuts="Control+Z"
                onClick={() => keys.turn(form.current, 'undo')}
              >
                Undo
              </Button>
              <Button
                type="button"
                variant="secondary"
                compact
                disabled={state.future.length === 0}
                aria-keyshortcuts="Control+Y"
                onClick={() => keys.turn(form.current, 'redo')}
              >
                Redo
              </Button>
            </>
          ) : null}
          <span role="status" className={styles.said}>
            {said || (isComplete ? 'No cell in this section is empty.' : '')}
          </span>
        </div>
        {pasted && pasted.unplaced.length > 0 ? (
          <Notice kind="warning" title={`${pasted.unplaced.length} pasted cells did not fit.`} live>
            <p className={styles.unplaced}>{pasted.unplaced.join(' · ')}</p>
            <p>
              <Button type="button" variant="quiet" compact onClick={() => setPasted(null)}>
                Dismiss
              </Button>
            </p>
          </Notice>
        ) : null}
        {/* It scrolls both ways by itself, so that the head and the first column stay. */}
        <div className={styles.box} role="region" aria-labelledby="grid-figures">
          <table className={styles.table} data-wide={hasMoney(indicators) ? '' : undefined}>
            <caption id="grid-figures" className={styles.caption}>
              Figures by indicator and category
            </caption>
            <thead>
              <tr>
                <th rowSpan={2} scope="col">
                  Figure
                </th>
                {heads.map(({ dimension, columns: own }) =>
                  dimension === null ? (
                    <th key="total" rowSpan={2} scope="col">
                      Total
                    </th>
                  ) : (
                    <th key={dimension.code} colSpan={own.length} scope="colgroup">
                      <span>{dimension.name}</span>
                    </th>
                  ),
                )}
              </tr>
              <tr>
                {columns.map(({ key, name, dimension }) =>
                  dimension === null ? null : (
                    <th key={key} scope="col">
                      {name}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            {indicators.map((facts) => {
              const { code } = facts.entry.indicator;
              return (
                <GridIndicator
                  key={code}
                  {...facts}
                  columns={columns}
                  runs={runs}
                  reportKey={props.reportKey}
                  personId={props.personId}
                  signInPath={props.signInPath}
                  draft={state.drafts[code] ?? facts.saved}
                  problems={props.problems[code] ?? noProblems}
                  isConflict={props.conflicts.includes(code)}
                  pressed={pressed}
                  onEdit={onEdit}
                  onFound={onFound}
                />
              );
            })}
          </table>
        </div>
      </div>
    </Form>
  );
}

const noProblems: PlacedProblem[] = [];

const hasMoney = (indicators: readonly GridIndicatorFacts[]) =>
  indicators.some(({ entry }) => isMoney(entry.indicator.measure));

/** What became of a paste, in words. */
export function describePasted({ placed, unplaced, understood }: PastedGrid): string {
  const cells = `${formatCount(placed, 'cells')} pasted`;
  const fit = unplaced.length === 0 ? `${cells}.` : `${cells}, ${unplaced.length} did not fit.`;
  if (understood.length === 0) return fit;
  const signs = understood.map((sign) => `“${sign}”`).join(', ');
  return `${fit} ${signs} ${understood.length === 1 ? 'is' : 'are'} taken as “Not available”.`;
}
