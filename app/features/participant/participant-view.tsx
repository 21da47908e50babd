import { Link } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { formatDate } from '#server/domain/language/date-format.ts';
import { Section } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import type { ParticipantPage } from '#server/trpc/routers/dashboard-figures.router.ts';
import { ParticipantActivities } from './participant-activities.tsx';
import { buildParticipantFinding } from '#server/domain/finding/participant-finding.ts';
import { ReleasedFigures } from './released-figures.tsx';
import { ReportingTable } from './reporting-table.tsx';

const pillars: Record<string, string> = {
  APSC: 'ASEAN Political-Security Community',
  AEC: 'ASEAN Economic Community',
  ASCC: 'ASEAN Socio-Cultural Community',
  associated: 'Associated body',
};

/** One state or body: what it has to do with, what it reported when, and its own figures beside its own past. */
export function ParticipantView(page: ParticipantPage) {
  const { participant, publication } = page;
  const link = usePublicationLink();
  const isState = participant.kind === 'state';
  return (
    <>
      <Breadcrumbs items={[{ label: 'Overview', to: link('/') }]} />
      <PageHeading
        kicker={isState ? `Member state ${participant.code}` : `Sectoral body ${participant.code}`}
        lead={isState ? undefined : participant.name}
        meta={describe(participant, publication)}
      >
        {buildParticipantFinding(page)}
      </PageHeading>
      <Section
        id="reports"
        title="What it reported when"
        lead={
          <>
            A report counts here once the secretariat has accepted it and it is part of{' '}
            <Link to={link(`/publications/${publication.number}`)}>publication {publication.number}</Link>.
          </>
        }
      >
        <ReportingTable {...page} />
      </Section>
      <ReleasedFigures {...page} />
      <ParticipantActivities {...page} />
    </>
  );
}

function describe(participant: ParticipantPage['participant'], publication: ParticipantPage['publication']) {
  if (participant.kind === 'body')
    return participant.pillar ? (pillars[participant.pillar] ?? participant.pillar) : null;
  const { joinedOn } = participant;
  return joinedOn && joinedOn > publication.planStartsOn ? `Joined ASEAN on ${formatDate(joinedOn)}` : null;
}
