import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import type { CircumstanceDecision, TargetDecision } from '#app/contract.ts';
import { readDeskPlans } from '#app/features/desk/read-desk.server.ts';
import { ask } from '#app/features/errors/ask.ts';
import {
  buildCircumstanceDecisionPath,
  summariseCircumstance,
} from '#app/features/national-target/circumstance-parts.tsx';
import { StepTag } from '#app/features/national-target/step-parts.tsx';
import { buildDecisionPath, targetDecided } from '#app/features/national-target/target-words.ts';
import { requestContext } from '#app/request-context.ts';
import { formatUnit } from '#server/domain/value/measures.ts';
import { formatBaseline, formatTargets } from '#server/domain/target/describe-national-targets.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import type { Route } from './+types/national-targets';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const { plan } = (await readDeskPlans({ context, request })).asked;
  const [list, circumstances] = await Promise.all([
    ask(requestId, () => caller.target.decisions({ plan })),
    ask(requestId, () => caller.circumstance.decisions({ plan })),
  ]);
  const done = new URL(request.url).searchParams.get('done') ?? '';
  return { ...list, circumstances, done: Object.hasOwn(targetDecided, done) ? targetDecided[done] : null };
}

export default function NationalTargets({ loaderData }: Route.ComponentProps) {
  const { plan, waiting, decided, circumstances, done } = loaderData;
  return (
    <>
      <PageTitle parts={['National targets', 'Secretariat']} />
      {done ? <Notice kind="success" live title={done} /> : null}
      <PageHeading
        kicker={plan.title}
        meta="A state’s own baseline and targets for an indicator. They are beside the regional targets and are never added up."
      >
        National targets: {formatCount(waiting.length, 'indicators')} to decide
      </PageHeading>
      <Section id="waiting" title="To decide" lead="Longest waiting first.">
        <DecisionTable decisions={waiting} empty="Nothing waits for the secretariat." />
      </Section>
      <Section id="decided" title="Decided">
        <DecisionTable decisions={decided} empty="Nothing has been decided yet." />
      </Section>
      <Section
        id="circumstances"
        title={`National circumstances: ${formatCount(circumstances.waiting.length, 'activities')} to decide`}
        lead="An activity that does not apply in a state, or the state’s own milestones. What waits is first."
      >
        <CircumstanceTable decisions={[...circumstances.waiting, ...circumstances.decided]} />
      </Section>
    </>
  );
}

function CircumstanceTable({ decisions }: { decisions: readonly CircumstanceDecision[] }) {
  return (
    <DataTable
      caption="National circumstances"
      captionHidden
      narrow="stack"
      rows={decisions}
      rowKey={({ reporter, activity }) => `${reporter.code} ${activity.code}`}
      empty="No state has proposed anything yet."
      columns={[
        {
          key: 'activity',
          header: 'State and activity',
          rowHeader: true,
          minWidth: '16rem',
          cell: ({ reporter, activity, step }) => (
            <Link to={buildCircumstanceDecisionPath(step.round, reporter.code, activity.code)}>
              {reporter.name}, {activity.code}: {activity.title}
            </Link>
          ),
        },
        { key: 'status', header: 'Status', minWidth: '10rem', cell: ({ step }) => <StepTag last={step} /> },
        { key: 'date', header: 'Since', nowrap: true, cell: ({ step }) => <DateText iso={step.at} /> },
        { key: 'own', header: 'In the state', cell: ({ step }) => summariseCircumstance(step.content) },
      ]}
    />
  );
}

function DecisionTable({ decisions, empty }: { decisions: readonly TargetDecision[]; empty: string }) {
  return (
    <DataTable
      caption="National targets"
      captionHidden
      narrow="stack"
      rows={decisions}
      rowKey={({ reporter, indicator }) => `${reporter.code} ${indicator.code}`}
      empty={empty}
      columns={[
        {
          key: 'indicator',
          header: 'State and indicator',
          rowHeader: true,
          minWidth: '16rem',
          cell: ({ reporter, indicator, step }) => (
            <Link to={buildDecisionPath(step.round, reporter.code, indicator.code)}>
              {reporter.name}, {indicator.code}: {indicator.title}
            </Link>
          ),
        },
        { key: 'status', header: 'Status', minWidth: '10rem', cell: ({ step }) => <StepTag last={step} /> },
        { key: 'date', header: 'Since', nowrap: true, cell: ({ step }) => <DateText iso={step.at} /> },
        {
          key: 'baseline',
          header: 'Baseline',
          cell: ({ step, indicator }) => formatBaseline(step.content, formatUnit(indicator)),
        },
        {
          key: 'targets',
          header: 'Targets',
          cell: ({ step, indicator }) => formatTargets(step.content, formatUnit(indicator)),
        },
      ]}
    />
  );
}
