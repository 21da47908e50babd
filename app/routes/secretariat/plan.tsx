import { Button, ButtonGroup, ButtonLink } from '#app/components/button.tsx';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Details, Section } from '#app/components/layout.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, text } from '#app/features/forms/answer-form.server.ts';
import { readDeskPlans } from '#app/features/desk/read-desk.server.ts';
import { addPath, rowPath } from '#app/features/plan-desk/edit-step.tsx';
import { requestContext } from '#app/request-context.ts';
import { can } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/plan';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { DateText, yearRuns } from '#app/components/date-text.tsx';
import type { LeadingPlan, PlanAmendment, PlanSummary, PlanTree } from '#app/contract.ts';
import { ChangeTables, countPlanChanges } from '#app/features/plan-desk/change-table.tsx';
import { EqualitySection } from '#app/features/plan-desk/equality-section.tsx';
import styles from '#app/features/plan-desk/plan-desk.module.css';
import { Form, Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { RadioGroup } from '#app/components/choice-field.tsx';
import { ConfirmStep } from '#app/components/confirm-step.tsx';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId, viewer } = context.get(requestContext);
  const { searchParams } = new URL(request.url);
  const { asked } = await readDeskPlans({ context, request });
  const wanted = searchParams.get('plan')?.slice(0, 60) ?? asked.plan;
  const plan = await ask(requestId, () => caller.plan.get(wanted === undefined ? {} : { plan: wanted }));
  const applied = searchParams.get('applied');
  const mayImport = can(await viewer(), 'plan.import');
  // It reads the figures of many reports.
  const isCompared = plan !== null && mayImport && searchParams.get('equalities') === '1';
  const area = plan ? findArea(plan, searchParams) : null;
  return {
    // Only the area that is shown goes along whole: a plan has hundreds of rows.
    plan: plan && { ...plan, areas: plan.areas.map(countArea) },
    area: isCompared ? null : area,
    plans: await ask(requestId, () => caller.plan.list()),
    leading: await ask(requestId, () => caller.plan.leading()),
    led: searchParams.get('led') === '1',
    amendments: plan ? await ask(requestId, () => caller.plan.amendments({ plan: plan.code })) : [],
    equalities: isCompared ? await ask(requestId, () => caller.plan.equalities({ plan: plan.code })) : null,
    mayImport,
    mayLead: can(await viewer(), 'plan.lead'),
    applied: applied !== null && /^\d{1,6}$/.test(applied) ? Number(applied) : null,
  };
}

export async function action({ context }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  return answerForm(posted, {
    // First it is said what changes; the second press does it.
    '': intent({ lead: text, instead: text }, () => null),
    lead: intent({ lead: text, instead: text }, async ({ lead, instead }) => {
      await posted.caller.plan.lead({ plan: lead, instead });
      return `/secretariat/plan?plan=${encodeURIComponent(lead)}&led=1#front`;
    }),
  });
}

/** The area that an address asks for, by its code or by what is in it; else the first. */
function findArea({ areas }: PlanTree, search: URLSearchParams): PlanTree['areas'][number] | null {
  const row = search.get('row');
  const has = ({ objectives, indicators }: PlanTree['areas'][number]) =>
    [...objectives.flatMap(({ activities }) => activities), ...indicators].some(({ code }) => code === row);
  return areas.find(({ code }) => code === search.get('area')) ?? areas.find(has) ?? areas[0] ?? null;
}

/** An area by its numbers. */
const countArea = ({ code, title, objectives, indicators }: PlanTree['areas'][number]) => ({
  code,
  title,
  objectives: objectives.length,
  activities: objectives.reduce((sum, { activities }) => sum + activities.length, 0),
  indicators: indicators.length,
});
type CountedArea = ReturnType<typeof countArea>;
const sumOf = (areas: readonly CountedArea[], what: 'objectives' | 'activities' | 'indicators') =>
  areas.reduce((sum, area) => sum + area[what], 0);

function BringIn({ plan }: { plan?: string }) {
  return (
    <ButtonLink
      variant="secondary"
      to={`/secretariat/plan/import${plan === undefined ? '' : `?plan=${encodeURIComponent(plan)}`}`}
    >
      Import a plan or changes to it
    </ButtonLink>
  );
}

export default function PlanPage({ loaderData, actionData }: Route.ComponentProps) {
  const { plan, area, plans, leading, led, amendments, equalities, mayImport, mayLead, applied } = loaderData;
  const refusal = actionData?.refusal ?? null;
  if (!plan) {
    return (
      <>
        <PageTitle parts={['Plan', 'Secretariat']} />
        <PageHeading>No plan is loaded</PageHeading>
        <EmptyState title="Rounds and reports need a plan">{mayImport ? <BringIn /> : null}</EmptyState>
      </>
    );
  }
  return (
    <>
      <PageTitle parts={['Plan', 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      <PageHeading
        kicker="The plan"
        lead={`${formatCount(plan.areas.length, 'thematic areas')}, ${formatCount(sumOf(plan.areas, 'objectives'), 'objectives')}, ${formatCount(sumOf(plan.areas, 'activities'), 'activities')} and ${formatCount(sumOf(plan.areas, 'indicators'), 'indicators')}.`}
      >
        {plan.title}
      </PageHeading>
      {applied === null ? null : (
        <Notice
          kind="success"
          live
          title={
            applied === 0 ? 'This was done earlier' : `${formatCount(applied, 'changes', 'are')} in the plan`
          }
        />
      )}
      {mayImport ? (
        <ButtonGroup>
          <BringIn plan={plan.code} />
          <ButtonLink variant="secondary" to={addPath(plan.code)}>
            Add an activity
          </ButtonLink>
        </ButtonGroup>
      ) : null}
      {plans.length > 1 ? <PlanList plans={plans} current={plan.code} /> : null}
      <LeadingPlanSection
        plans={plans}
        leading={leading}
        mayLead={mayLead}
        isDone={led && !actionData}
        asked={actionData && !refusal ? actionData.typed : null}
      />
      {amendments.length > 0 ? (
        <Section id="amendments" title="Amendments">
          <AmendmentList amendments={amendments} />
        </Section>
      ) : null}
      {mayImport ? <EqualitySection plan={plan.code} equalities={equalities} /> : null}
      {plan.notice ? <Notice title="This plan is marked as illustrative.">{plan.notice}</Notice> : null}
      <AreaNav plan={plan.code} areas={plan.areas} current={area?.code ?? null} />
      {area ? (
        <Section title={`${area.code} ${area.title}`} id={`area-${area.code}`}>
          {area.objectives.map((objective) => (
            <Section
              key={objective.code}
              level={3}
              title={`${objective.code} ${objective.title}`}
              id={`objective-${objective.code}`}
            >
              <ActivityTable objective={objective} amendIn={mayImport ? plan.code : null} />
            </Section>
          ))}
          <IndicatorList area={area} amendIn={mayImport ? plan.code : null} />
        </Section>
      ) : null}
    </>
  );
}

/** Leads to each area of a plan; one is shown at a time. */
function AreaNav({
  plan,
  areas,
  current,
}: {
  plan: string;
  areas: readonly CountedArea[];
  current: string | null;
}) {
  if (areas.length < 2 && current !== null) return null;
  return (
    <nav aria-label="Thematic areas">
      <ul className={styles.areas}>
        {areas.map(({ code, title, activities, indicators }) => (
          <li key={code}>
            <Link
              to={`/secretariat/plan?${new URLSearchParams({ plan, area: code })}#area-${code}`}
              preventScrollReset
              aria-current={code === current ? 'page' : undefined}
            >
              {code} {title}
            </Link>
            <span className={styles.note}>
              {formatCount(activities, 'activities')}, {formatCount(indicators, 'indicators')}
            </span>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The amendments of a plan: from when each counts, why, who made it, and what it changed. */
function AmendmentList({ amendments }: { amendments: readonly PlanAmendment[] }) {
  return (
    <ol className={styles.amendments}>
      {amendments.map(
        ({ number, title, reason, effectiveRound, effectiveTitle, madeBy, madeAt, changes }) => (
          <li key={number} value={number}>
            <p>
              <strong>{title}</strong>, applies from {effectiveTitle} ({effectiveRound}). {reason}
            </p>
            <p className={styles.note}>
              {madeBy}, <DateText iso={madeAt} withTime withZone />
            </p>
            <Details summary={`What it changed. ${countPlanChanges(changes)}`} flush>
              <ChangeTables changes={changes} prefix={`amendment-${number}-`} />
            </Details>
          </li>
        ),
      )}
    </ol>
  );
}

/** The plans that stand side by side, each with its own rounds and publications. */
function PlanList({ plans, current }: { plans: readonly PlanSummary[]; current: string }) {
  return (
    <Section id="plans" title="Plans side by side">
      <DataTable
        caption="Plans in the tracker"
        captionHidden
        narrow="stack"
        rows={plans}
        rowKey={({ code }) => code}
        isCurrent={({ code }) => code === current}
        columns={[
          {
            key: 'plan',
            header: 'Plan',
            rowHeader: true,
            cell: ({ code, title }) => (
              <Link to={`/secretariat/plan?plan=${encodeURIComponent(code)}`}>
                {code} {title}
              </Link>
            ),
          },
          {
            key: 'years',
            header: 'Years',
            nowrap: true,
            cell: ({ startsOn, endsOn }) => `${startsOn.slice(0, 4)} to ${endsOn.slice(0, 4)}`,
          },
          { key: 'activities', header: 'Activities', numeric: true, cell: ({ activities }) => activities },
          { key: 'indicators', header: 'Indicators', numeric: true, cell: ({ indicators }) => indicators },
          {
            key: 'rounds',
            header: 'Rounds',
            cell: ({ rounds }) =>
              rounds.length === 0 ? '–' : rounds.map(({ code, state }) => `${code} (${state})`).join(', '),
          },
          {
            key: 'publications',
            header: 'Publications',
            numeric: true,
            cell: ({ publications, isLeading }) =>
              isLeading ? `${publications}, on the front page` : publications,
          },
        ]}
      />
    </Section>
  );
}

interface LeadingPlanSectionProps {
  plans: readonly PlanSummary[];
  leading: LeadingPlan;
  mayLead: boolean;
  /** Whether it was chosen just now. */
  isDone: boolean;
  /** What was asked for and waits to be confirmed. */
  asked: { lead: string; instead: string } | null;
}

/** Which plan the public pages show where an address names no publication, and the choice of another. */
function LeadingPlanSection({ plans, leading, mayLead, isDone, asked }: LeadingPlanSectionProps) {
  const published = plans.filter(({ publications }) => publications > 0);
  const now = published.find(({ code }) => code === leading.leading);
  if (!now || published.length < 2) return null;
  const next = published.find(({ code }) => code === asked?.lead && code !== now.code);
  const [chosen] = leading.choices;
  return (
    <Section
      id="front"
      title="On the front page"
      lead={`Public pages show the ${now.title} unless their address names a publication.`}
    >
      {isDone ? <Notice kind="success" live title={`The front page now shows the ${now.title}.`} /> : null}
      {next ? (
        <ConfirmStep
          title={`Show the ${next.title} on the front page?`}
          action="Show it on the front page"
          fields={{ lead: next.code, instead: now.code, intent: 'lead' }}
          cancelTo="/secretariat/plan#front"
        >
          <WhatChanges now={now} next={next} />
        </ConfirmStep>
      ) : null}
      {asked && !next ? <p>The {now.title} is on the front page already.</p> : null}
      <p>
        {chosen ? (
          <>
            {chosen.by} chose it on <DateText iso={chosen.at} withTime withZone />, instead of{' '}
            {chosen.instead}.
          </>
        ) : (
          'Nobody has chosen yet, so the plan published first is shown.'
        )}{' '}
        Readers find the other plans under <Link to="/plans">Plans</Link>.
      </p>
      {mayLead && !next ? (
        <Form method="post" action="/secretariat/plan#confirm" className={styles.form}>
          <input type="hidden" name="instead" value={now.code} />
          <RadioGroup
            id="lead"
            name="lead"
            label="Plan on the front page"
            defaultValue={now.code}
            options={published.map(({ code, title, newest }) => ({
              value: code,
              label: `${code} ${title}`,
              disabled: newest === null && code !== now.code,
              ...(newest === null ? { hint: 'Every publication of it is withdrawn.' } : {}),
            }))}
          />
          <Button variant="secondary">Choose</Button>
        </Form>
      ) : null}
    </Section>
  );
}

/** What a reader of the public pages will notice. */
function WhatChanges({ now, next }: { now: PlanSummary; next: PlanSummary }) {
  return (
    <p>
      The front page, all public pages and files without a publication number in their address, and embedded
      figures that follow the newest publication will show {next.code}, publication {next.newest}.{' '}
      {now.newest === null
        ? `The pages of ${now.code} stay available under their publication numbers.`
        : `The pages of ${now.code} stay available under /plans/${now.code} and their publication numbers, such as /?publication=${now.newest}.`}{' '}
      No publication changes, and another plan can be chosen at any time.
    </p>
  );
}

type Area = PlanTree['areas'][number];

/** The activities of one objective as they are loaded; with links to amend them in the plan named by `amendIn`. */
function ActivityTable({
  objective,
  amendIn,
}: {
  objective: Area['objectives'][number];
  amendIn: string | null;
}) {
  return (
    <DataTable
      caption={`Activities of ${objective.code}`}
      captionHidden
      narrow="stack"
      dense
      rows={objective.activities}
      rowKey={({ code }) => code}
      empty="This objective has no activity."
      columns={[
        {
          key: 'activity',
          header: 'Activity',
          rowHeader: true,
          cell: ({ code, title, amended }) => (
            <>
              {amendIn === null ? code : <Link to={rowPath(amendIn, 'activities', code)}>{code}</Link>}{' '}
              {title}
              <AmendedNote amended={amended} />
            </>
          ),
        },
        { key: 'lead', header: 'Lead', nowrap: true, cell: ({ lead }) => lead ?? 'none' },
        {
          key: 'cooperating',
          header: 'Cooperating',
          cell: ({ cooperating }) => (cooperating.length > 0 ? cooperating.join(', ') : '–'),
        },
        { key: 'states', header: 'States', numeric: true, cell: ({ states }) => states },
        { key: 'years', header: 'Years', nowrap: true, cell: ({ years }) => yearRuns(years) },
      ]}
    />
  );
}

/** From when it counts, or no more, and where it goes on. */
function AmendedNote({
  amended: { addedFrom, endedFrom, mergedInto, splitFrom, splitInto },
}: {
  amended: Area['indicators'][number]['amended'];
}) {
  const sentences = [
    addedFrom === null ? '' : `Added from ${addedFrom}${splitFrom === null ? '' : `, out of ${splitFrom}`}.`,
    endedFrom === null
      ? ''
      : `Ended from ${endedFrom}${mergedInto === null ? '' : `, merged into ${mergedInto}`}${splitInto.length === 0 ? '' : `, split into ${splitInto.join(', ')}`}.`,
  ].filter(Boolean);
  return sentences.length === 0 ? null : <span className={styles.note}>{sentences.join(' ')}</span>;
}

/** The indicators of one area as they are loaded, folded; with links to amend them in the plan named by `amendIn`. */
function IndicatorList({ area, amendIn }: { area: Area; amendIn: string | null }) {
  if (area.indicators.length === 0) return null;
  return (
    <Details summary={formatCount(area.indicators.length, 'indicators')} flush>
      <DataTable
        caption={`Indicators of ${area.code}`}
        captionHidden
        narrow="stack"
        dense
        rows={area.indicators}
        rowKey={({ code }) => code}
        columns={[
          {
            key: 'indicator',
            header: 'Indicator',
            rowHeader: true,
            cell: ({ code, title, amended }) => (
              <>
                {amendIn === null ? code : <Link to={rowPath(amendIn, 'indicators', code)}>{code}</Link>}{' '}
                {title}
                <AmendedNote amended={amended} />
              </>
            ),
          },
          { key: 'measure', header: 'Measure', cell: ({ measure }) => measure },
          { key: 'unit', header: 'Unit', cell: ({ unit }) => unit },
          { key: 'disclosure', header: 'Disclosure', cell: ({ disclosure }) => disclosure },
        ]}
      />
    </Details>
  );
}
