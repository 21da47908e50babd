import { randomUUID } from 'node:crypto';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { LinkTabs } from '#app/components/navigation.tsx';
import { EntrySavers } from '#app/features/entry/entry-savers.tsx';
import { fillIndicatorDraft } from '#app/features/entry/indicator-draft.ts';
import { ask, listSentence } from '#app/features/errors/ask.ts';
import { IndicatorGrid } from '#app/features/grid/indicator-grid.tsx';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import { buildGridPath } from '#app/features/submission/report-paths.ts';
import { nameReport } from '#app/features/submission/report-words.ts';
import { listReporters } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/grid';
import { buildSignInPath, openPost, openReport } from './open-report.server.ts';
import { answerGridForm, fingerprintDraft } from './save-grid.server.ts';
import { Details } from '#app/components/layout.tsx';
import { PageTitle } from '#app/components/page-heading.tsx';
import { nextGapKeys } from '#app/features/submission/next-gap.tsx';
import styles from '#app/features/grid/grid.module.css';

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
        entry,
        saved,
        last: entry.last && {
          draft: fillIndicatorDraft(entry.last, entry.indicator),
          round: entry.last.round,
        },
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

/** What saves by itself is not read again after each save; a posted form is. */
export const shouldRevalidate = () => true;

export const action = async (args: Route.ActionArgs) =>
  answerGridForm(await openPost(args), args.params.area);

export default function GridPage({ loaderData, actionData }: Route.ComponentProps) {
  const { header, area, areas, indicators, key, saved } = loaderData;
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
        label="Themes"
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
        <EmptyState title="No indicator of this theme is asked of you in this round." />
      ) : (
        <>
          {writable ? <GridHelp /> : <Notice title="These figures cannot be changed now." />}
          <EntrySavers>
            <IndicatorGrid
              key={`${key.reporter}/${area.code}/${actionData?.shown?.id ?? saved ?? ''}`}
              reportKey={key}
              personId={loaderData.personId}
              signInPath={loaderData.signInPath}
              lastRound={indicators.find(({ last }) => last)?.last?.round ?? null}
              indicators={indicators.map((facts) => ({
                ...facts,
                baseVersion: actionData?.shown?.conflicts[facts.entry.indicator.code] ?? facts.baseVersion,
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
  `Somebody else changed ${code} in the meantime. What is stored now stands beside what you typed; saving again puts yours in its place. Nothing was saved yet.`;

const describeSaved = (n: number) =>
  n === 0 ? 'Nothing was changed.' : n === 1 ? 'One indicator is saved.' : `${n} indicators are saved.`;

const keys: readonly (readonly [string, string])[] = [
  [
    'Enter',
    'The next row, over the borders of indicators; after the second of two figures, its first. With Shift, the row above.',
  ],
  ['Arrow down, arrow up', 'The same column in the row below or above; in a list, the next answer.'],
  [
    'Arrow left, arrow right',
    'From figure to state and back; within a number, through its digits. F2 puts the caret behind it.',
  ],
  ['Tab', 'To the right, then to the next row.'],
  ['A number', 'Makes the cell “Reported”. Zero is a figure.'],
  ['N', 'Not available: you hold no figure.'],
  ['X', 'Not applicable: the question does not arise.'],
  ['Delete', 'Empties the cell: not yet reported.'],
  [nextGapKeys, 'The next cell about which nothing is said.'],
  ['Ctrl+Z, Ctrl+Y', 'Undo and redo, a paste as a whole.'],
  [
    'Ctrl+V',
    'A block copied from a spreadsheet: one line a row, from the cell in which you are. Empty cells leave what stands there. What is no number is put in and marked, so that nothing is lost.',
  ],
];

/** What the keys do, for whoever wants to know. */
function GridHelp() {
  return (
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
      <p>What you type is saved by itself; each indicator says so beside its name.</p>
    </Details>
  );
}
