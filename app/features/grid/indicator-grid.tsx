import { readClipboard } from '#app/features/forms/read-clipboard.ts';
import {
  type FormEvent,
  useCallback,
  useEffect,
  useReducer,
  useRef,
  useState,
  type ClipboardEvent,
  type FocusEvent,
} from 'react';
import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { Notice } from '#app/components/notice.tsx';
import { useRuns } from '#app/components/use-runs.ts';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { usePageSavers } from '#app/features/entry/entry-savers.tsx';
import type { PlacedProblem } from '#app/features/entry/placed-problems.ts';
import { getCell, type IndicatorDraft } from '#app/features/entry/indicator-draft.ts';
import { readStateKey } from '#app/features/entry/no-figure.tsx';
import { isNextGapKey, nextGapKeys } from '#app/features/submission/report-tasks.tsx';
import type { ReportKey } from '#app/features/submission/report-paths.ts';
import {
  reduceGrid,
  startGrid,
  type GridAction,
  type GridState,
  type PastedGrid,
  pasteBlock,
  readState,
} from './grid-edits.ts';
import {
  findWritable,
  readGridForm,
  findNextEmpty,
  type GridColumn,
  listGridRows,
  findPlace,
  type GridItem,
  type GridPlace,
  type GridRow,
  movePlace,
  serialiseControl,
} from './grid-form.ts';
import { GridIndicator, type GridIndicatorFacts } from './grid-indicator.tsx';
import styles from './grid.module.css';
import { formatCount } from '#server/domain/language/counted-nouns.ts';

interface IndicatorGridProps {
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
  const onEdit = useCallback((code: string, key: string, column: GridColumn, text: string) => {
    const isTyped = column !== 'state' && column !== 'pick';
    const merge = isTyped ? `${visit.current}/${code}/${key}/${column}` : undefined;
    dispatch({ type: 'edit', code, key, column, text, merge });
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
              <VisuallyHidden>If there is no figure</VisuallyHidden>
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

/** What became of a paste, in words. */
export function describePasted({ placed, unplaced, understood }: PastedGrid): string {
  const cells = `${formatCount(placed, 'cells')} pasted`;
  const fit = unplaced.length === 0 ? `${cells}.` : `${cells}, ${unplaced.length} did not fit.`;
  if (understood.length === 0) return fit;
  const signs = understood.map((sign) => `“${sign}”`).join(', ');
  return `${fit} ${signs} ${understood.length === 1 ? 'is' : 'are'} taken as “Not available”.`;
}

type Control = HTMLInputElement | HTMLSelectElement;

type GridKeysOptions = {
  rows: readonly GridRow[];
  items: readonly GridItem[];
  state: GridState;
  dispatch: (action: GridAction) => void;
  onPasted: (pasted: PastedGrid) => void;
  /** Told when no cell is empty any more. */
  onNoGap: () => void;
};

const steps: Readonly<Record<string, 'up' | 'down' | 'left' | 'right'>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

const asControl = (target: EventTarget | null): Control | null =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target : null;

/** The name of the control that an event is about; "No figure?" carries that of its radio buttons. */
const readName = (target: EventTarget | null): string =>
  asControl(target)?.name ?? (target instanceof HTMLElement ? (target.dataset['control'] ?? '') : '');

/** Whether the caret is at the edge towards which an arrow leads, or everything is selected as when a cell is entered. */
function isAtEdge(input: HTMLInputElement, step: 'left' | 'right'): boolean {
  const { selectionStart: from, selectionEnd: to, value } = input;
  if (from === 0 && to === value.length) return true;
  return from === to && from === (step === 'left' ? 0 : value.length);
}

/** What the keyboard and the clipboard do in the grid; the form works without. */
function useGridKeys({ rows, items, state, dispatch, onPasted, onNoGap }: GridKeysOptions) {
  const focusPlace = useCallback(
    (form: HTMLFormElement | null, place: GridPlace) => {
      const row = rows[place.row];
      const column = row?.columns[place.column];
      if (!row || !column) return;
      const control = form?.elements.namedItem(serialiseControl(row, column));
      if (column === 'state') {
        form
          ?.querySelector<HTMLElement>(`summary[data-control="${CSS.escape(serialiseControl(row, column))}"]`)
          ?.focus();
        return;
      }
      const found = control instanceof Element ? asControl(control) : null;
      found?.focus();
      if (found instanceof HTMLInputElement) found.select();
    },
    [rows],
  );

  const goToGap = useCallback(
    (form: HTMLFormElement | null) => {
      const place = findPlace(rows, readName(document.activeElement));
      const next = findNextEmpty(rows, state.drafts, place?.row ?? -1);
      if (next === null) onNoGap();
      else focusPlace(form, { row: next, column: 0 });
    },
    [rows, state.drafts, focusPlace, onNoGap],
  );

  /** After "undo" the eye is where something changed. */
  const turn = useCallback(
    (form: HTMLFormElement | null, type: 'undo' | 'redo') => {
      const act = (type === 'undo' ? state.past : state.future).at(-1);
      const [first] = act?.changes ?? [];
      if (!first) return;
      dispatch({ type });
      const row = rows.findIndex(({ code, key }) => code === first.code && key === first.key);
      if (row !== -1) focusPlace(form, { row, column: 0 });
    },
    [state, rows, dispatch, focusPlace],
  );

  const onKeyDown = (event: React.KeyboardEvent<HTMLElement>) => {
    const control = asControl(event.target);
    if (event.nativeEvent.isComposing) return;
    const form = event.currentTarget.closest('form');
    if ((event.ctrlKey || event.metaKey) && !event.altKey && control) {
      const key = event.key.toLowerCase();
      if (key === 'z' || key === 'y') {
        event.preventDefault();
        turn(form, key === 'y' || event.shiftKey ? 'redo' : 'undo');
      }
      return;
    }
    const place = findPlace(rows, readName(event.target));
    if (!place || event.altKey || event.ctrlKey || event.metaKey) return;
    // In the open choice the arrows choose.
    if (control?.type === 'radio') return;
    // On "No figure?" Enter opens it.
    const isEnter = event.key === 'Enter' && control !== null;
    const step = steps[event.key] ?? (isEnter ? (event.shiftKey ? 'up' : 'down') : null);
    if (step) {
      const isSelect = control instanceof HTMLSelectElement;
      // In a list the arrows up and down choose, as everywhere.
      if (isSelect && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) return;
      const isText = control instanceof HTMLInputElement;
      if (isText && (step === 'left' || step === 'right') && (event.shiftKey || !isAtEdge(control, step)))
        return;
      event.preventDefault();
      // As in a spreadsheet, Enter after the second of two figures begins the next row.
      const isSecond = event.key === 'Enter' && !event.shiftKey && !isSelect;
      const next = movePlace(rows, isSecond ? { ...place, column: 0 } : place, step);
      if (next) focusPlace(form, next);
      return;
    }
    if (!(control instanceof HTMLInputElement) || event.shiftKey) return;
    if (event.key === 'F2') {
      event.preventDefault();
      control.setSelectionRange(control.value.length, control.value.length);
      return;
    }
    const row = rows[place.row];
    const draft = row && state.drafts[row.code];
    if (!row || !draft) return;
    const said = readStateKey({ key: event.key, input: control, state: getCell(draft, row.key).state });
    if (said !== null) {
      event.preventDefault();
      dispatch({ type: 'edit', code: row.code, key: row.key, column: 'state', text: said });
      if (said === '') return;
      const below = movePlace(rows, place, 'down');
      if (below) focusPlace(form, below);
    }
  };

  const onPaste = (event: ClipboardEvent<HTMLElement>) => {
    const place = findPlace(rows, readName(event.target));
    const text = event.clipboardData.getData('text/plain');
    const block = readClipboard(text);
    // One number goes into the field like anywhere else.
    const isOne = block.length <= 1 && (block[0]?.length ?? 0) <= 1;
    const isNumber = isOne && readState(text.trim()) === null;
    if (!place || (isNumber && event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    const pasted = pasteBlock({ rows, items, drafts: state.drafts }, place, block);
    dispatch({ type: 'change', changes: pasted.changes });
    onPasted(pasted);
  };

  /** A cell is entered with its content selected, so that typing replaces it. */
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    if (event.target instanceof HTMLInputElement && event.target.type === 'text') event.target.select();
  };

  return { onKeyDown, onPaste, onFocus, goToGap, turn };
}
