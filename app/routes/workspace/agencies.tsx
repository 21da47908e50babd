import { EmptyState, Notice } from '#app/components/notice.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import {
  agencyDone,
  readParts,
  describeChangedSince,
  describeDelivered,
  describeUnheld,
  OwnPart,
} from '#app/features/agency/agency-part.tsx';
import { AssignArea } from '#app/features/agency/assign-area.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { answerForm, intent, list, text } from '#app/features/forms/answer-form.server.ts';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import { addToPath, buildReportPath } from '#app/features/submission/report-paths.ts';
import { nameReport } from '#app/features/submission/report-words.ts';
import { listReporters } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/agencies';
import { openPost, openReport } from './open-report.server.ts';
import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import type { Agencies, AgencyStatus } from '#app/contract.ts';
import styles from '#app/features/agency/agency.module.css';
import { DataTable } from '#app/components/data-table.tsx';
import { PageTitle } from '#app/components/page-heading.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const [agencies, next] = await Promise.all([
    ask(requestId, () => caller.agency.get({ round, reporter })),
    ask(requestId, () => caller.submission.nextStep({ round, reporter })),
  ]);
  const { searchParams } = new URL(args.request.url);
  const done = searchParams.get('done') ?? '';
  const area = searchParams.get('area');
  return {
    agencies: { ...agencies, areas: dropUnshownParts(agencies, area) },
    next,
    key,
    today,
    reporters: listReporters(viewer),
    /** The area that was worked on last. */
    area,
    done: Object.hasOwn(agencyDone, done) ? agencyDone[done] : null,
  };
}

/** Areas whose parts are not on the page keep only the parts that an agency holds; whoever holds some sees all. */
function dropUnshownParts({ agencies, areas }: Agencies, shown: string | null): Agencies['areas'] {
  if (agencies.some(({ own }) => own)) return areas;
  return areas.map((area) =>
    area.code === shown
      ? area
      : {
          ...area,
          items: area.items.map((item) => ({
            ...item,
            dimensions: item.dimensions.map((one) => ({
              ...one,
              categories: one.categories.filter(({ holder }) => holder !== null),
            })),
          })),
        },
  );
}

/** After a refusal too: what stands in its way is often what somebody else has just done. */
export const shouldRevalidate = () => true;

const part = { agency: text, area: text, part: list };

export async function action(args: Route.ActionArgs) {
  const posted = await openPost(args);
  const { key } = posted;
  const { agency: agencies } = posted.caller;
  // All of these are harmless when they are sent twice.
  const report = { round: key.round, reporter: key.reporter };
  const lead = (done: string, { area }: { area: string }) => {
    const path = addToPath(buildReportPath(key, 'agencies'), 'done', done);
    return area ? `${addToPath(path, 'area', area)}#assign-${encodeURIComponent(area)}` : path;
  };
  const listParts = async (chosen: readonly string[]) =>
    readParts(chosen, (await agencies.get(report)).areas);
  return answerForm(posted, {
    assign: intent(part, async (typed) => {
      const parts = await listParts(typed.part);
      await agencies.assign({ ...report, agency: typed.agency || '-', parts });
      return lead('assign', typed);
    }),
    end: intent(part, async (typed) => {
      await agencies.end({ ...report, parts: await listParts(typed.part) });
      return lead('end', typed);
    }),
    remind: intent(part, async (typed) => {
      const { reminded } = await agencies.remind({ ...report, agency: typed.agency });
      return lead(reminded > 0 ? 'remind' : 'reminded', typed);
    }),
  });
}

type Typed = { area: string; parts: string[] };

/** Where on the page the problem with a field is. */
function findFieldId({ area }: Typed, path: string): string | undefined {
  if (path === 'agency') return `agency-${area}`;
  return path.startsWith('parts') ? `assign-${area}` : undefined;
}

export default function AgenciesPage({ loaderData, actionData }: Route.ComponentProps) {
  const { agencies, next, key, today, reporters, area: last, done } = loaderData;
  const { header, mayAssign, open, areas } = agencies;
  const refusal = actionData?.refusal ?? null;
  const typed = actionData ? { ...actionData.typed, parts: actionData.typed.part } : null;
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
      <PageTitle parts={[`Agencies · ${nameReport(header)}`]} failed={refusal !== null} />
      <ErrorSummary errors={problems} />
      <ReportHeading
        header={header}
        reportKey={key}
        today={today}
        current="agencies"
        reporters={reporters}
        next={next}
        title={isAgencyOnly ? 'Your part' : 'Agencies'}
      />
      {done && !refusal ? <Notice kind="success" live title={done} /> : null}
      {header.reporter.kind === 'body' ? (
        <EmptyState title="A sectoral body has no agencies.">It writes its report itself.</EmptyState>
      ) : null}
      {own.map((agency) => (
        <OwnPart key={agency.acronym} agency={agency} areas={areas} reportKey={key} />
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
      {mayAssign && header.reporter.kind === 'state' ? (
        <Section
          id="parts"
          title="Who reports what"
          lead="Your choices carry over from round to round. An agency sees and writes only its own parts; you can write everything. If an indicator is shared, each figure belongs to the agency with the smallest part that contains it."
        >
          {areas.map((area) => (
            <AssignArea
              key={area.code}
              area={area}
              agencies={agencies.agencies}
              unfold={
                (typed?.area ?? last) === area.code
                  ? null
                  : `${addToPath(buildReportPath(key, 'agencies'), 'area', area.code)}#assign-${encodeURIComponent(area.code)}`
              }
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

interface AgencyTableProps {
  agencies: readonly AgencyStatus[];
  /** Whether the viewer may remind, now. */
  mayRemind: boolean;
}

/** Each agency with its part, how far it is, whether it has delivered, and a reminder at hand. */
function AgencyTable({ agencies, mayRemind }: AgencyTableProps) {
  return (
    <DataTable
      caption="Agencies and their parts of this report"
      captionHidden
      narrow="stack"
      rows={agencies}
      rowKey={({ acronym }) => acronym}
      empty="No agencies are recorded for this state. The secretariat maintains the list."
      columns={[
        {
          key: 'agency',
          header: 'Agency',
          rowHeader: true,
          minWidth: '16rem',
          cell: ({ name, acronym, people }) => (
            <>
              {name} <span className={styles.acronym}>{acronym}</span>
              <span className={styles.people}>{describePeople(people)}</span>
            </>
          ),
        },
        {
          key: 'part',
          header: 'Complete',
          numeric: true,
          nowrap: true,
          cell: ({ complete, due }) =>
            due === 0 ? <span className={styles.muted}>No part</span> : `${complete} of ${due}`,
        },
        { key: 'delivered', header: 'Delivered', cell: (agency) => <Delivered agency={agency} /> },
        {
          key: 'reminded',
          header: 'Last reminded',
          cell: (agency) => (
            <div className={styles.remind}>
              {agency.remindedAt ? (
                <DateText iso={agency.remindedAt} />
              ) : (
                <span className={styles.muted}>Never</span>
              )}
              {mayRemind && agency.due > 0 && !agency.delivered && agency.people.length > 0 ? (
                <Form method="post">
                  <input type="hidden" name="agency" value={agency.acronym} />
                  <Button variant="secondary" compact name="intent" value="remind">
                    Remind <VisuallyHidden>{agency.name}</VisuallyHidden>
                  </Button>
                </Form>
              ) : null}
            </div>
          ),
        },
      ]}
    />
  );
}

function Delivered({ agency: { delivered, changedSince, due } }: { agency: AgencyStatus }) {
  if (!delivered) return <span className={styles.muted}>{due === 0 ? '–' : 'Not yet'}</span>;
  return (
    <>
      <DateText iso={delivered.at} />, {delivered.by}
      {changedSince > 0 ? <span className={styles.changed}>{describeChangedSince(changedSince)}</span> : null}
      {delivered.note ? <span className={styles.note}>{delivered.note}</span> : null}
    </>
  );
}

function describePeople(people: AgencyStatus['people']): string {
  if (people.length === 0) return 'Nobody has an account yet';
  return people.map(({ name, cover }) => (cover ? `${name} (for ${cover.name})` : name)).join(', ');
}
