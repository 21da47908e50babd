import { Link } from 'react-router';
import { type Column, DataTable } from '#app/components/data-table.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageTitle } from '#app/components/page-heading.tsx';
import type { CircumstanceItem, NationalTargetItem } from '#app/contract.ts';
import { ask } from '#app/features/errors/ask.ts';
import { StepTag } from '#app/features/national-target/step-parts.tsx';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import { summariseCircumstance } from '#app/features/national-target/circumstance-parts.tsx';
import {
  buildCircumstancePath,
  buildTargetPath,
  type ReportKey,
} from '#app/features/submission/report-paths.ts';
import { nameReport } from '#app/features/submission/report-words.ts';
import { formatUnit } from '#server/domain/value/measures.ts';
import { formatBaseline, formatTargets } from '#server/domain/target/describe-national-targets.ts';
import { listReporters } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/national-targets';
import { openReport } from './open-report.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const [list, circumstances, next] = await Promise.all([
    ask(requestId, () => caller.target.list({ round, reporter })),
    ask(requestId, () => caller.circumstance.list({ round, reporter })),
    ask(requestId, () => caller.submission.nextStep({ round, reporter })),
  ]);
  return { ...list, circumstances, next, key, today, reporters: listReporters(viewer) };
}

export default function NationalTargetsPage({ loaderData }: Route.ComponentProps) {
  const { header, items, circumstances, next, key, today, reporters } = loaderData;
  const set = items.filter(({ own, last }) => own.targets.length > 0 || last !== null);
  const others = items.filter((item) => !set.includes(item));
  return (
    <>
      <PageTitle parts={[`National targets · ${nameReport(header)}`]} />
      <ReportHeading
        header={header}
        reportKey={key}
        today={today}
        current="targets"
        reporters={reporters}
        next={next}
        title="National targets"
      />
      <p>
        Your state’s own baseline and targets for an indicator. The focal point proposes them, the clearing
        officer clears them, and the secretariat accepts them. They count from this round on. Regional targets
        stay as the plan sets them.
      </p>
      <Section id="set" title="Proposed or accepted">
        <TargetTable items={set} isSet reportKey={key} empty="No national target has been proposed yet." />
      </Section>
      <Section id="others" title="Without national targets">
        <TargetTable
          items={others}
          isSet={false}
          reportKey={key}
          empty="Every indicator has national targets."
        />
      </Section>
      <Section
        id="circumstances"
        title="National circumstances"
        lead="An activity may not apply in your state, or have milestones of your own. It is proposed, cleared and accepted in the same way."
      >
        <CircumstanceTable items={circumstances} reportKey={key} />
      </Section>
    </>
  );
}

/** The activities in which the state takes part, with what differs: those that differ first. */
function CircumstanceTable({
  items,
  reportKey,
}: {
  items: readonly CircumstanceItem[];
  reportKey: ReportKey;
}) {
  const sorted = items.toSorted((a, b) => Number(b.last !== null) - Number(a.last !== null));
  return (
    <DataTable
      caption="National circumstances"
      captionHidden
      narrow="stack"
      dense
      rows={sorted}
      rowKey={({ code }) => code}
      empty="Your state takes part in no activity of this round."
      columns={[
        {
          key: 'activity',
          header: 'Activity',
          rowHeader: true,
          minWidth: '16rem',
          cell: ({ code, title }) => (
            <Link to={buildCircumstancePath(reportKey, code)}>
              {code}: {title}
            </Link>
          ),
        },
        {
          key: 'status',
          header: 'Status',
          minWidth: '10rem',
          cell: ({ last }) => (last ? <StepTag last={last} isOwn /> : '–'),
        },
        {
          key: 'own',
          header: 'In your state',
          cell: ({ own, last }) =>
            summariseCircumstance(last && last.status !== 'accepted' ? last.content : own),
        },
      ]}
    />
  );
}

interface TargetTableProps {
  items: readonly NationalTargetItem[];
  reportKey: ReportKey;
  empty: string;
  /** Whether they have targets of their own, or had some proposed. */
  isSet: boolean;
}

/** What waits for a decision, or else what is accepted. */
const getShown = ({ own, last }: NationalTargetItem) =>
  last && last.status !== 'accepted' ? last.content : own;

function TargetTable({ items, reportKey, empty, isSet }: TargetTableProps) {
  return (
    <DataTable
      caption="Indicators"
      captionHidden
      narrow="stack"
      rows={items}
      rowKey={({ code }) => code}
      empty={empty}
      columns={[
        {
          key: 'indicator',
          header: 'Indicator',
          rowHeader: true,
          minWidth: '16rem',
          cell: ({ code, title }) => (
            <Link to={buildTargetPath(reportKey, code)}>
              {code}: {title}
            </Link>
          ),
        },
        ...(isSet ? setColumns : []),
        {
          key: 'regional',
          header: 'Regional targets',
          cell: (item) => formatTargets(item.regional, formatUnit(item)),
        },
      ]}
    />
  );
}

const setColumns: readonly Column<NationalTargetItem>[] = [
  {
    key: 'status',
    header: 'Status',
    minWidth: '10rem',
    cell: ({ last }) => <StepTag last={last} isOwn />,
  },
  {
    key: 'baseline',
    header: 'Baseline',
    cell: (item) => formatBaseline(getShown(item), formatUnit(item)),
  },
  { key: 'own', header: 'Targets', cell: (item) => formatTargets(getShown(item), formatUnit(item)) },
];
