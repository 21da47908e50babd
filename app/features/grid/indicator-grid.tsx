import { type FormEvent, useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { Notice } from '#app/components/notice.tsx';
import { usePageSavers } from '../entry/entry-savers.tsx';
import type { PlacedProblem } from '../entry/field-ids.ts';
import type { IndicatorDraft } from '../entry/indicator-draft.ts';
import { isNextGapKey, nextGapKeys } from '../submission/next-gap.tsx';
import type { ReportKey } from '../submission/report-paths.ts';
import { reduceGrid, startGrid } from './grid-edits.ts';
import { findWritable, readGridForm } from './grid-form.ts';
import { GridIndicator, type GridIndicatorFacts } from './grid-indicator.tsx';
import type { PastedGrid } from './grid-paste.ts';
import { findNextEmpty, type GridColumn, listGridRows } from './grid-rows.ts';
import styles from './grid.module.css';
import { useGridKeys } from './use-grid-keys.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';

export interface IndicatorGridProps {
  reportKey: ReportKey;
  personId: string;
  signInPath: string;
  lastRound: string | null;
  indicators: readonly GridIndicatorFacts[];
  /** What was typed and refused, by code; what is stored elsewhere. */
  typed: Readonly<Record<string, IndicatorDraft>>;
  problems: Readonly<Record<string, PlacedProblem[]>>;
  conflicts: readonly string[];
  requestId: string;
}

/** All figures of a theme in one table that is filled like a spreadsheet; without scripts, a form with one button. */
export function IndicatorGrid(props: IndicatorGridProps) {
  const { indicators, typed } = props;
  const form = useRef<HTMLFormElement>(null);
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
  const [rows] = useState(() => listGridRows(items));
  const [runs, setRuns] = useState(false);
  const [said, setSaid] = useState('');
  const [pasted, setPasted] = useState<PastedGrid | null>(null);
  const [pressed, setPressed] = useState(0);
  const savers = usePageSavers();

  // What was typed before the page came to life is in the fields only.
  const [first] = useState({ indicators, typed });
  useEffect(() => {
    setRuns(true);
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
  const onEdit = useCallback((code: string, key: string, column: GridColumn, text: string) => {
    const isTyped = column !== 'state' && column !== 'pick';
    const merge = isTyped ? `${visit.current}/${code}/${key}/${column}` : undefined;
    dispatch({ type: 'edit', code, key, column, text, merge });
  }, []);
  const onFound = useCallback(
    (code: string, draft: IndicatorDraft) => dispatch({ type: 'load', drafts: { [code]: draft } }),
    [],
  );
  const onNoGap = useCallback(() => setSaid('No cell of this theme is empty.'), []);
  const onPasted = useCallback((done: PastedGrid) => {
    setPasted(done);
    setSaid(describePasted(done));
  }, []);
  const keys = useGridKeys({ rows, items, state, dispatch, onPasted, onNoGap });

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

  const isComplete = findNextEmpty(rows, state.drafts, -1) === null;
  return (
    // The keys and the clipboard work on the controls inside, which are the ones that people use.
    <Form
      method="post"
      noValidate
      ref={form}
      onSubmit={(event) => void onSubmit(event)}
      onKeyDown={keys.onKeyDown}
      onPaste={keys.onPaste}
      onFocus={(event) => {
        visit.current += 1;
        keys.onFocus(event);
      }}
      preventScrollReset
    >
      <input type="hidden" name="requestId" value={props.requestId} />
      <input type="hidden" name="person" value={props.personId} />
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
          {said || (isComplete ? 'No cell of this theme is empty.' : '')}
        </span>
      </div>
      {pasted && pasted.unplaced.length > 0 ? (
        <Notice kind="warning" title={`${pasted.unplaced.length} pasted cells found no place.`} live>
          <p className={styles.unplaced}>{pasted.unplaced.join(' · ')}</p>
          <p>
            <Button type="button" variant="quiet" compact onClick={() => setPasted(null)}>
              I have seen them
            </Button>
          </p>
        </Notice>
      ) : null}
      <table className={styles.table} role="table">
        <caption className={styles.caption}>Figures by indicator and cell</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">
              Cell
            </th>
            <th scope="col" role="columnheader" className={styles.last}>
              {props.lastRound ?? 'Last round'}
            </th>
            <th scope="col" role="columnheader" colSpan={2} className={styles.figure}>
              This round
            </th>
            <th scope="col" role="columnheader">
              State
            </th>
          </tr>
        </thead>
        {indicators.map((facts) => {
          const { code } = facts.entry.indicator;
          return (
            <GridIndicator
              key={code}
              {...facts}
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
    </Form>
  );
}

const noProblems: PlacedProblem[] = [];

function describePasted({ placed, unplaced }: PastedGrid): string {
  const cells = `${formatCount(placed, 'cells')} pasted`;
  return unplaced.length === 0 ? `${cells}.` : `${cells}, ${unplaced.length} found no place.`;
}
