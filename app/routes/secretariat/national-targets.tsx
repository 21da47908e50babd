import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import type { TargetDecision } from '#app/contract.ts';
import { readDeskPlans } from '#app/features/desk/read-desk.server.ts';
import { ask } from '#app/features/errors/ask.ts';
import {
  buildDecisionPath,
  describeTargetStatus,
  targetDecided,
} from '#app/features/national-target/target-words.ts';
import { requestContext } from '#app/request-context.ts';
import { formatUnit } from '#server/domain/value/measures.ts';
import { formatBaseline, formatTargets } from '#server/domain/target/describe-national-targets.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import type { Route } from './+types/national-targets';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const { plan } = (await readDeskPlans({ context, request })).asked;
  const list = await ask(requestId, () => caller.target.decisions({ plan }));
  const done = new URL(request.url).searchParams.get('done') ?? '';
  return { ...list, done: Object.hasOwn(targetDecided, done) ? targetDecided[done] : null };
}

export default function NationalTargets({ loaderData }: Route.ComponentProps) {
  const { plan, waiting, decided, done } = loaderData;
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
    </>
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
        { key: 'status', header: 'Status', cell: ({ step }) => describeTargetStatus(step) },
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
