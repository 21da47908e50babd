import { Link } from 'react-router';
import { Section } from '#app/components/layout.tsx';
import { formatMinute } from '#server/domain/publication/schedule.rules.ts';
import { DataTable } from '#app/components/data-table.tsx';
import { Tag } from '#app/components/tag.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import { readDeskPlans } from '#app/features/desk/read-desk.server.ts';
import { ask } from '#app/features/errors/ask.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/publish-list';
import { DateText } from '#app/components/date-text.tsx';
import type { PublishedEntry } from '#app/contract.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const { asked } = await readDeskPlans({ context, request });
  return ask(requestId, async () => {
    const [rounds, published] = await Promise.all([caller.round.list(asked), caller.publication.list()]);
    const listed = await Promise.all(
      rounds.map(async ({ code, title, submissions }) => ({
        code,
        title,
        accepted: submissions.filter(({ status }) => status === 'accepted').length,
        due: submissions.length,
        compilations: (await caller.compilation.list({ round: code })).map(
          ({ number, publication, outdated }) => ({
            number,
            publication,
            outdated,
          }),
        ),
        schedule: await caller.publication.getSchedule({ round: code }),
      })),
    );
    const publications = published.filter(({ plan }) => asked.plan === undefined || plan.code === asked.plan);
    return { rounds: listed, publications };
  });
}

export default function PublishList({ loaderData: { rounds, publications } }: Route.ComponentProps) {
  return (
    <>
      <PageTitle parts={['Compile and publish', 'Secretariat']} />
      <PageHeading lead="Compiling freezes the accepted reports. Publishing makes public what may be shown of them.">
        Compile and publish
      </PageHeading>
      <DataTable
        caption="Rounds with their compilations and publications, newest first"
        captionHidden
        narrow="stack"
        rows={rounds}
        rowKey={({ code }) => code}
        empty="The reporting calendar has no rounds."
        columns={[
          { key: 'round', header: 'Round', rowHeader: true, cell: ({ title, code }) => `${title} (${code})` },
          {
            key: 'accepted',
            header: 'Reports accepted',
            cell: ({ accepted, due }) => (due === 0 ? 'none due yet' : `${accepted} of ${due}`),
          },
          {
            key: 'compiled',
            header: 'Newest compilation',
            cell: ({ compilations: [newest] }) =>
              newest
                ? `number ${newest.number}${newest.outdated ? ', reports have changed since' : ''}`
                : 'not compiled',
          },
          {
            key: 'published',
            header: 'Published as',
            cell: ({ compilations }) => {
              const numbers = compilations.flatMap(({ publication }) =>
                publication === null ? [] : [publication],
              );
              return numbers.length === 0
                ? 'not published'
                : numbers.map((number, index) => (
                    <span key={number}>
                      {index > 0 ? ', ' : ''}
                      <Link to={`/publications/${number}`}>Publication {number}</Link>
                    </span>
                  ));
            },
          },
          {
            key: 'scheduled',
            header: 'Set for',
            cell: ({ schedule }) =>
              schedule?.state === 'waiting'
                ? formatMinute(schedule.publishAt)
                : schedule?.state === 'failed'
                  ? 'was not published'
                  : '–',
          },
          {
            key: 'do',
            header: 'Action',
            cell: ({ code, compilations, due }) => (
              <>
                {due > 0 ? (
                  <Link to={`/secretariat/compile/${code}`}>
                    Compile<VisuallyHidden> {code}</VisuallyHidden>
                  </Link>
                ) : (
                  '–'
                )}
                {compilations.length > 0 ? (
                  <>
                    {' · '}
                    <Link to={`/secretariat/publish/${code}`}>
                      Preview<VisuallyHidden> the publication of {code}</VisuallyHidden>
                    </Link>
                  </>
                ) : null}
              </>
            ),
          },
        ]}
      />
      <Section id="publications" title="Publications">
        <PublishedTable publications={publications} />
      </Section>
    </>
  );
}

/** Every publication of the plan with who made it, and the way to withdraw it. */
function PublishedTable({ publications }: { publications: readonly PublishedEntry[] }) {
  return (
    <DataTable
      caption="Publications, newest first"
      captionHidden
      narrow="stack"
      rows={publications}
      rowKey={({ number }) => number}
      empty="Nothing has been published yet."
      columns={[
        {
          key: 'number',
          header: 'Publication',
          rowHeader: true,
          cell: ({ number, title }) => (
            <Link to={`/publications/${number}`}>
              {number}. {title}
            </Link>
          ),
        },
        { key: 'date', header: 'Published', cell: ({ publishedAt }) => <DateText iso={publishedAt} /> },
        {
          key: 'by',
          header: 'By',
          cell: ({ publishedBy, scheduledBy }) =>
            scheduledBy ? `${scheduledBy}, as scheduled` : publishedBy,
        },
        {
          key: 'state',
          header: 'State',
          cell: ({ withdrawn }) =>
            withdrawn ? (
              <>
                <Tag>Withdrawn</Tag> <DateText iso={withdrawn.at} />: {withdrawn.reason}
              </>
            ) : (
              <Tag emphasis="done">Public</Tag>
            ),
        },
        {
          key: 'do',
          header: 'Action',
          cell: ({ number, withdrawn }) =>
            withdrawn ? (
              '–'
            ) : (
              <Link to={`/secretariat/publish/withdraw/${number}`}>
                Withdraw<VisuallyHidden> publication {number}</VisuallyHidden>
              </Link>
            ),
        },
      ]}
    />
  );
}
