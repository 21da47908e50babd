import { randomUUID, createHash } from 'node:crypto';
import { useMemo } from 'react';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { LinkTabs } from '#app/components/navigation.tsx';
import { EntrySavers } from '#app/features/entry/entry-savers.tsx';
import { fillIndicatorDraft, type IndicatorDraft } from '#app/features/entry/indicator-draft.ts';
import { ask, listSentence, attempt, type Refusal } from '#app/features/errors/ask.ts';
import { IndicatorGrid } from '#app/features/grid/indicator-grid.tsx';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import { buildGridPath, addToPath, type ReportKey } from '#app/features/submission/report-paths.ts';
import { nameReport } from '#app/features/submission/report-words.ts';
import { listReporters } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/grid';
import { buildSignInPath, openPost, openReport } from './open-report.server.ts';
import { Details } from '#app/components/layout.tsx';
import { PageTitle } from '#app/components/page-heading.tsx';
import { nextGapKeys } from '#app/features/submission/report-tasks.tsx';
import styles from '#app/features/grid/grid.module.css';
import type { IndicatorEntry } from '#app/contract.ts';
import type { PlacedProblem } from '#app/features/entry/placed-problems.ts';
import { serialiseIndicatorSide } from '#app/features/entry/conflict-sides.ts';
import { answerForm, deriveRequestId, intent, Refused } from '#app/features/forms/answer-form.server.ts';
import { buildGridInput, placeGridProblems, readGridForm } from '#app/features/grid/grid-form.ts';
import { stateSigns } from '#app/features/grid/grid-signs.ts';
import type { RequestContext } from '#app/request-context.ts';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const { area } = args.params;
  const [sheet, entries] = await Promise.all([
    ask(requestId, () => caller.submission.get({ round, reporter })),
    ask(requestId, () => caller.submission.area({ round, reporter, area })),
  ]);
  return {
    header: sheet.header,
    area: sheet.areas.find(({ code }) => code === area) ?? { code: area, title: '' },
    areas: sheet.areas
      .map(({ code, title }) => ({
        code,
        title,
        count: sheet.indicators.filter((indicator) => indicator.area === code).length,
      }))
      .filter(({ count }) => count > 0),
    indicators: entries.map((entry) => {
      const saved = fillIndicatorDraft(entry.answer, entry.indicator);
      return {
        entry: shortenEntry(entry),
        fingerprint: fingerprintDraft(entry, saved),
        baseVersion: entry.answer.version,
      };
    }),
    key,
    today,
    personId: viewer.personId,
    signInPath: buildSignInPath(args.request.url),
    reporters: listReporters(viewer),
    saved: new URL(args.request.url).searchParams.get('saved'),
    formId: randomUUID(),
  };
}

type Cell = IndicatorEntry['answer']['cells'][number];
const emptyCell = {
  dimension: null,
  category: null,
  value: null,
  numerator: null,
  denominator: null,
  choice: null,
  text: null,
};

/** What the grid does not show stays at the server, and so do the empty parts of hundreds of cells. */
function shortenEntry(entry: IndicatorEntry) {
  const { answer, last, indicator } = entry;
  const shorten = (cell: Cell) =>
    Object.fromEntries(Object.entries(cell).filter(([, part]) => part !== null)) as Partial<Cell> &
      Pick<Cell, 'state'>;
  return {
    ...entry,
    amendments: [],
    indicator: { ...indicator, definition: '', countingRule: '', targets: [] },
    answer: { ...answer, cells: answer.cells.map(shorten) },
    last: last && { ...last, cells: last.cells.map(shorten) },
  };
}

/** The entry with its cells whole. */
function restoreEntry(entry: ReturnType<typeof shortenEntry>): IndicatorEntry {
  const { answer, last } = entry;
  const restore = (cell: Partial<Cell> & Pick<Cell, 'state'>): Cell => ({ ...emptyCell, ...cell });
  return {
    ...entry,
    answer: { ...answer, cells: answer.cells.map(restore) },
    last: last && { ...last, cells: last.cells.map(restore) },
  };
}

/** What saves by itself is not read again after each save; a posted form is. */
export const shouldRevalidate = () => true;

export const action = async (args: Route.ActionArgs) =>
  answerGridForm(await openPost(args), args.params.area);

export default function GridPage({ loaderData, actionData }: Route.ComponentProps) {
  const { header, area, areas, indicators, key, saved } = loaderData;
  // Made here of what came, which would come twice or three times otherwise.
  const facts = useMemo(
    () =>
      indicators.map(({ entry: sent, fingerprint, baseVersion }) => {
        const entry = restoreEntry(sent);
        return {
          entry,
          fingerprint,
          baseVersion,
          saved: fillIndicatorDraft(entry.answer, entry.indicator),
          last: entry.last && {
            draft: fillIndicatorDraft(entry.last, entry.indicator),
            round: entry.last.round,
          },
        };
      }),
    [indicators],
  );
  const conflicts = Object.keys(actionData?.shown?.conflicts ?? {});
  const problems = Object.values(actionData?.shown?.problems ?? {}).flat();
  const errors = actionData
    ? problems.length > 0
      ? problems
      : conflicts.length > 0
        ? conflicts.map((code) => ({ fieldId: `grid-${code}`, message: describeConflict(code) }))
        : listSentence(actionData.refusal)
    : [];
  const title = `${area.code} ${area.title}: all figures`;
  const writable = indicators.some(({ entry }) => entry.writable);
  return (
    <>
      <PageTitle parts={[`${title} · ${nameReport(header)}`]} failed={errors.length > 0} />
      <ErrorSummary errors={errors} />
      <ReportHeading
        header={header}
        reportKey={key}
        today={loaderData.today}
        current="other"
        reporters={loaderData.reporters}
        title={title}
      />
      <LinkTabs
        label="Sections"
        tabs={areas.map(({ code, title: name, count }) => ({
          to: buildGridPath(key, code),
          label: `${code} ${name}`,
          current: code === area.code,
          count,
        }))}
      />
      {saved !== null && !actionData ? (
        <Notice kind="success" title={describeSaved(Number(saved))} live />
      ) : null}
      {indicators.length === 0 ? (
        <EmptyState title="You are not asked for any indicator in this section in this round." />
      ) : (
        <>
          {writable ? (
            <GridHelp lastRound={facts.find(({ last }) => last)?.last?.round ?? null} />
          ) : (
            <Notice title="These figures cannot be changed now." />
          )}
          <EntrySavers>
            <IndicatorGrid
              key={`${key.reporter}/${area.code}/${actionData?.shown?.id ?? saved ?? ''}`}
              reportKey={key}
              personId={loaderData.personId}
              signInPath={loaderData.signInPath}
              indicators={facts.map((one) => ({
                ...one,
                baseVersion: actionData?.shown?.conflicts[one.entry.indicator.code] ?? one.baseVersion,
              }))}
              typed={actionData?.shown?.typed ?? {}}
              problems={actionData?.shown?.problems ?? {}}
              conflicts={conflicts}
              requestId={loaderData.formId}
            />
          </EntrySavers>
        </>
      )}
    </>
  );
}

const describeConflict = (code: string) =>
  `Somebody else changed ${code} while you were editing. The stored answer is shown beside what you typed. Save again to replace it. Nothing has been saved yet.`;

const describeSaved = (n: number) =>
  n === 0 ? 'Nothing was changed.' : n === 1 ? 'One indicator is saved.' : `${n} indicators are saved.`;

const keys: readonly (readonly [string, string])[] = [
  ['Tab', 'The next cell.'],
  ['Enter', 'The row below. With Shift, the row above.'],
  [
    'Arrows',
    'The cell beside, below or above. In a list, the next answer. After F2 or a click, through the digits.',
  ],
  ['A number', 'Zero is a figure. Thai, Khmer, Lao and Myanmar digits are understood.'],
  ['N', 'Not available: you have no figure.'],
  ['X', 'Not applicable: the question does not apply to you.'],
  ['Delete', 'Empties the cell: not yet reported.'],
  [nextGapKeys, 'The next empty cell.'],
  ['Ctrl+Z, Ctrl+Y', 'Undo and redo. A paste is undone as a whole.'],
  [
    'Ctrl+V',
    'Paste a block copied from a spreadsheet, starting at the current cell. Within one indicator it fills the cells that the indicator has; over several it keeps its columns. Empty cells change nothing. “n/a” and “-” become “Not available”. Other text is pasted and marked, so that nothing is lost.',
  ],
];

/** What goes into a cell; and what the keys do, for whoever wants to know. */
function GridHelp({ lastRound }: { lastRound: string | null }) {
  return (
    <>
      <p>
        Write a figure in each cell; zero is a figure. Write “{stateSigns.not_available}” where you have no
        figure, and “{stateSigns.not_applicable}” where the question does not apply to you.
        {lastRound === null ? null : ` Below each cell is the figure of ${lastRound}.`}
      </p>
      <div className={styles.needsScripts}>
        <Details summary="Keys and pasting from a spreadsheet">
          <dl className={styles.keys}>
            {keys.map(([key, does]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
          <p>What you type is saved automatically. Each indicator shows this under its name.</p>
        </Details>
      </div>
    </>
  );
}

type Posted = { caller: RequestContext['caller']; requestId: string; form: FormData; key: ReportKey };

/** What the page shows again when a theme could not be saved. */
type RefusedGrid = {
  /** What was typed, by indicator. */
  typed: Record<string, IndicatorDraft>;
  problems: Record<string, PlacedProblem[]>;
  /** Indicators that somebody else changed since the page was made, with the version that this person had read. */
  conflicts: Record<string, number>;
  id: string;
};

/** A draft in a few letters, to see whether anything in a form differs from what was sent to the browser. */
function fingerprintDraft(entry: IndicatorEntry, draft: IndicatorDraft): string {
  const cells = serialiseIndicatorSide({ ...draft, note: '' }, entry.indicator);
  return createHash('sha256').update(JSON.stringify(cells)).digest('hex').slice(0, 16);
}

/** Answers the form of a theme. */
const answerGridForm = (posted: Posted, area: string) =>
  answerForm(posted, {
    '': intent({}, () => saveGrid(posted, area)),
    save: intent({}, () => saveGrid(posted, area)),
  });

/** Saves every indicator of a theme that was changed in its form, all in one go or none. */
async function saveGrid({ caller, requestId, form, key }: Posted, area: string) {
  const { round, reporter } = key;
  const entries = await ask(requestId, () => caller.submission.area({ round, reporter, area }));
  const typed: Record<string, IndicatorDraft> = {};
  const changed = entries.flatMap((entry) => {
    const { code } = entry.indicator;
    const version = Number(form.get(`version.${code}`) ?? Number.NaN);
    if (!entry.writable || !Number.isInteger(version)) return [];
    const draft = readGridForm(form, entry.indicator, fillIndicatorDraft(entry.answer, entry.indicator));
    typed[code] = draft;
    if (fingerprintDraft(entry, draft) === form.get(`base.${code}`)) return [];
    return [{ entry, version, ...buildGridInput(entry, draft, version) }];
  });
  const path = buildGridPath(key, area);
  if (changed.length === 0) return addToPath(path, 'saved', '0');
  const outcome = await attempt(requestId, () =>
    caller.submission.saveReport({
      round,
      reporter,
      requestId: deriveRequestId(
        form,
        changed.map(({ input }) => input),
      ),
      indicators: changed.map(({ input }) => input),
    }),
  );
  if (outcome.ok) return addToPath(path, 'saved', String(changed.length));
  const { refusal } = outcome;
  const problems: Record<string, PlacedProblem[]> = {};
  changed.forEach(({ entry, keys }, index) => {
    const prefix = `indicators.${index}.`;
    const own = refusal.fields.filter(({ path }) => path.startsWith(prefix));
    if (own.length === 0) return;
    problems[entry.indicator.code] = placeGridProblems(
      entry.indicator,
      own.map(({ path, message }) => ({ path: path.slice(prefix.length), message })),
      keys,
    );
  });
  const refused: RefusedGrid = {
    typed,
    problems,
    conflicts: findConflicts(refusal, changed),
    id: randomUUID(),
  };
  return new Refused(refusal, refused);
}

function findConflicts(
  refusal: Refusal,
  changed: readonly { entry: IndicatorEntry; version: number }[],
): Record<string, number> {
  if (refusal.code !== 'CONFLICT') return {};
  const { indicators = [] } = refusal.current as { indicators?: { indicator: string }[] };
  const codes = new Set(indicators.map(({ indicator }) => indicator));
  return Object.fromEntries(
    changed
      .filter(({ entry }) => codes.has(entry.indicator.code))
      .map(({ entry, version }) => [entry.indicator.code, version]),
  );
}
