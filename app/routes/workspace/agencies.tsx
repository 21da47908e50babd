import { data, redirect } from 'react-router';
import { EmptyState } from '#app/components/empty-state.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { AgencyTable } from '#app/features/agency/agency-table.tsx';
import { agencyDone, describeDelivered, describeUnheld } from '#app/features/agency/agency-words.ts';
import { AssignArea } from '#app/features/agency/assign-area.tsx';
import { OwnPart } from '#app/features/agency/own-part.tsx';
import { readParts } from '#app/features/agency/part-values.ts';
import { ReadySection } from '#app/features/agency/ready-section.tsx';
import { ask, attempt, getRefusalStatus } from '#app/features/errors/ask.ts';
import { PageTitle } from '#app/features/submission/page-title.tsx';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import { addToPath, buildReportPath } from '#app/features/submission/report-paths.ts';
import { nameReport } from '#app/features/submission/report-words.ts';
import { listReporters } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/agencies';
import { openPost, openReport } from './open-report.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const agencies = await ask(requestId, () => caller.agency.get({ round, reporter }));
  const { searchParams } = new URL(args.request.url);
  const done = searchParams.get('done') ?? '';
  return {
    agencies,
    key,
    today,
    reporters: listReporters(viewer),
    /** The area that was worked on last. */
    area: searchParams.get('area'),
    done: Object.hasOwn(agencyDone, done) ? agencyDone[done] : null,
  };
}

/** After a refusal too: what stands in its way is often what somebody else has just done. */
export const shouldRevalidate = () => true;

export async function action(args: Route.ActionArgs) {
  const { caller, requestId: reference, form, key } = await openPost(args);
  const { round, reporter } = key;
  const text = (name: string) => String(form.get(name) ?? '');
  const intent = text('intent');
  const chosen = form.getAll('part').map(String);
  // All of these are harmless when they are sent twice.
  const report = { round, reporter };
  const outcome = await attempt(reference, async (): Promise<string> => {
    switch (intent) {
      case 'assign':
      case 'end': {
        const { areas } = await caller.agency.get({ round, reporter });
        const parts = readParts(chosen, areas);
        if (intent === 'assign')
          await caller.agency.assign({ ...report, agency: text('agency') || '-', parts });
        else await caller.agency.end({ ...report, parts });
        return intent;
      }
      case 'remind': {
        const { reminded } = await caller.agency.remind({ ...report, agency: text('agency') });
        return reminded > 0 ? 'remind' : 'reminded';
      }
      case 'deliver':
        await caller.agency.deliver({ ...report, agency: text('agency'), note: text('note') });
        return intent;
      case 'takeBack':
        await caller.agency.takeBack({ ...report, agency: text('agency') });
        return intent;
      case 'markReady':
        await caller.agency.markReady({ ...report, note: text('note') });
        return intent;
      case 'unmarkReady':
        await caller.agency.unmarkReady(report);
        return intent;
      default:
        throw data(null, { status: 400 });
    }
  });
  if (outcome.ok) {
    const path = addToPath(buildReportPath(key, 'agencies'), 'done', outcome.value);
    const area = text('area');
    throw redirect(area ? `${addToPath(path, 'area', area)}#assign-${encodeURIComponent(area)}` : path, 303);
  }
  return data(
    {
      refusal: outcome.refusal,
      typed: { intent, area: text('area'), agency: text('agency'), note: text('note'), parts: chosen },
    },
    { status: getRefusalStatus(outcome.refusal) },
  );
}

type Typed = NonNullable<Route.ComponentProps['actionData']>['typed'];

/** Where on the page the problem with a field is. */
function findFieldId({ intent, area, agency }: Typed, path: string): string | undefined {
  if (path === 'note') return intent === 'deliver' ? `note-${agency}` : 'note';
  if (path === 'agency') return `agency-${area}`;
  return path.startsWith('parts') ? `assign-${area}` : undefined;
}

export default function AgenciesPage({ loaderData, actionData }: Route.ComponentProps) {
  const { agencies, key, today, reporters, area: last, done } = loaderData;
  const { header, mayAssign, open, areas } = agencies;
  const refusal = actionData?.refusal ?? null;
  const typed = actionData?.typed ?? null;
  const errorOf = (path: string) =>
    refusal?.fields.find((field) => field.path === path || field.path.startsWith(`${path}.`))?.message;
  const problems = refusal
    ? refusal.fields.length === 0
      ? [{ message: refusal.sentence }]
      : refusal.fields.map(({ path, message }) => {
          const fieldId = typed ? findFieldId(typed, path) : undefined;
          return fieldId ? { fieldId, message } : { message };
        })
    : [];
  const own = agencies.agencies.filter((agency) => agency.own);
  const isAgencyOnly = own.length > 0 && !mayAssign && own.length === agencies.agencies.length;
  return (
    <>
      <PageTitle isError={refusal !== null}>{`Agencies · ${nameReport(header)}`}</PageTitle>
      <ErrorSummary errors={problems} />
      <ReportHeading
        header={header}
        reportKey={key}
        today={today}
        current="agencies"
        reporters={reporters}
        title={isAgencyOnly ? 'Your part' : 'Agencies'}
      />
      {done && !refusal ? <Notice kind="success" live title={done} /> : null}
      {header.reporter.kind === 'body' ? (
        <EmptyState title="A sectoral body has no agencies.">It writes its report itself.</EmptyState>
      ) : null}
      {own.map((agency) => (
        <OwnPart
          key={agency.acronym}
          agency={agency}
          areas={areas}
          reportKey={key}
          open={open}
          typedNote={typed?.intent === 'deliver' && typed.agency === agency.acronym ? typed.note : ''}
          error={typed?.intent === 'deliver' && typed.agency === agency.acronym ? errorOf('note') : undefined}
        />
      ))}
      {isAgencyOnly || header.reporter.kind === 'body' ? null : (
        <Section
          id="standing"
          title={describeDelivered(agencies.agencies)}
          lead={describeUnheld(areas) || undefined}
        >
          <AgencyTable agencies={sortByPart(agencies.agencies)} mayRemind={mayAssign && open} />
        </Section>
      )}
      <ReadySection
        agencies={agencies}
        typedNote={typed?.intent === 'markReady' ? typed.note : ''}
        error={typed?.intent === 'markReady' ? errorOf('note') : undefined}
      />
      {mayAssign && header.reporter.kind === 'state' ? (
        <Section
          id="parts"
          title="Who reports what"
          lead="What you give out stands from round to round. An agency sees and writes its own parts only; you write everything. Of an indicator that is split, each figure belongs to whoever holds the smallest part that it is in."
        >
          {areas.map((area) => (
            <AssignArea
              key={area.code}
              area={area}
              agencies={agencies.agencies}
              open={(typed?.area ?? last) === area.code}
              typed={typed?.area === area.code ? typed : { parts: [], agency: '' }}
              error={typed?.area === area.code ? { agency: errorOf('agency'), parts: errorOf('parts') } : {}}
            />
          ))}
        </Section>
      ) : null}
    </>
  );
}

/** Those that hold something first; otherwise by name, as they come. */
const sortByPart = <A extends { due: number }>(agencies: readonly A[]): A[] =>
  [...agencies].sort((a, b) => Number(b.due > 0) - Number(a.due > 0));
