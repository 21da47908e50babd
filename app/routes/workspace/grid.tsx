import { randomUUID } from 'node:crypto';
import { EmptyState } from '#app/components/empty-state.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { LinkTabs } from '#app/components/link-tabs.tsx';
import { Notice } from '#app/components/notice.tsx';
import { EntrySavers } from '#app/features/entry/entry-savers.tsx';
import { fillIndicatorDraft } from '#app/features/entry/indicator-draft.ts';
import { ask } from '#app/features/errors/ask.ts';
import { GridHelp } from '#app/features/grid/grid-help.tsx';
import { IndicatorGrid } from '#app/features/grid/indicator-grid.tsx';
import { PageTitle } from '#app/features/submission/page-title.tsx';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import { buildGridPath } from '#app/features/submission/report-paths.ts';
import { nameReport } from '#app/features/submission/report-words.ts';
import { listReporters } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/grid';
import { buildSignInPath, openPost, openReport } from './open-report.server.ts';
import { fingerprintDraft, saveGrid } from './save-grid.server.ts';

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

export async function action(args: Route.ActionArgs) {
  return saveGrid(await openPost(args), args.params.area);
}

export default function GridPage({ loaderData, actionData }: Route.ComponentProps) {
  const { header, area, areas, indicators, key, saved } = loaderData;
  const conflicts = Object.keys(actionData?.conflicts ?? {});
  const problems = Object.values(actionData?.problems ?? {}).flat();
  const errors = actionData
    ? problems.length > 0
      ? problems
      : conflicts.length > 0
        ? conflicts.map((code) => ({ fieldId: `grid-${code}`, message: describeConflict(code) }))
        : [{ message: actionData.refusal.sentence }]
    : [];
  const title = `${area.code} ${area.title}: all figures`;
  const writable = indicators.some(({ entry }) => entry.writable);
  return (
    <>
      <PageTitle isError={errors.length > 0}>{`${title} · ${nameReport(header)}`}</PageTitle>
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
              key={`${key.reporter}/${area.code}/${actionData?.id ?? saved ?? ''}`}
              reportKey={key}
              personId={loaderData.personId}
              signInPath={loaderData.signInPath}
              lastRound={indicators.find(({ last }) => last)?.last?.round ?? null}
              indicators={indicators.map((facts) => ({
                ...facts,
                baseVersion: actionData?.conflicts[facts.entry.indicator.code] ?? facts.baseVersion,
              }))}
              typed={actionData?.typed ?? {}}
              problems={actionData?.problems ?? {}}
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
