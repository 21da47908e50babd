import { DataTable } from '#app/components/data-table.tsx';
import { Details, Section } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import type { NeedsAnswer } from '#app/contract.ts';
import { ask } from '#app/features/errors/ask.ts';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { Link } from '#app/features/publication/public-link.tsx';
import { NothingPublished, PublicationLine } from '#app/features/publication/publication-words.tsx';
import styles from './needs-help.module.css';
import { StatusWord } from '#app/features/status/status-symbol.tsx';
import { requestContext } from '#app/request-context.ts';
import { describeActivityStatus } from '#server/domain/finding/describe-status.ts';
import { isUrgent, type NeedKind, needKinds } from '#server/domain/finding/needs-help.calculations.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import type { Route } from './+types/needs-help';

const title = 'What needs help';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  return ask(requestId, () => publicCaller.dashboard.needs({ publication: readPublication(request.url) }));
}

export const meta: Route.MetaFunction = (args) =>
  buildPageMeta(args, {
    title,
    description:
      'The activities that are delayed, past their planned years, without a partner or without money, and what their reporters say.',
    path: '/needs-help',
  });

const kindWords: Record<NeedKind, string> = {
  delayed: 'Reported as delayed',
  time_over: 'Not completed at the end of its planned years',
  no_partner: 'No partner',
  no_money: 'No confirmed money',
};

/** Activities that need help, by what for. It is about activities and never about states. */
export default function NeedsHelpPage({ loaderData }: Route.ComponentProps) {
  const { publication, activities, counts, total, hasSupport } = loaderData;
  const link = usePublicationLink();
  if (!publication) {
    return (
      <>
        <PageHeading>{title}</PageHeading>
        <NothingPublished />
      </>
    );
  }
  const behind = activities.filter(isUrgent);
  const others = activities.filter((activity) => !isUrgent(activity));
  const kinds = needKinds.filter((kind) => hasSupport || kind !== 'no_money');
  return (
    <>
      <PageHeading
        kicker={title}
        lead="An activity that needs help for several reasons counts for each of them. Completed activities and those that are not due yet are not here."
        meta={<PublicationLine publication={publication} />}
      >
        {behind.length === 0
          ? `None of ${formatCount(total, 'activities')} is behind`
          : `${behind.length} of ${formatCount(total, 'activities')} ${behind.length === 1 ? 'is' : 'are'} delayed or past the planned years`}
      </PageHeading>
      <Section id="kinds" title="Activities by what they need help for">
        <DataTable
          caption="Reasons, with the number of activities"
          captionHidden
          fit
          rows={kinds}
          rowKey={(kind) => kind}
          columns={[
            { key: 'kind', header: 'Reason', rowHeader: true, cell: (kind) => kindWords[kind] },
            { key: 'count', header: 'Activities', numeric: true, cell: (kind) => counts[kind] },
          ]}
        />
        {hasSupport ? null : <p>This publication is older than the first one with support by partners.</p>}
      </Section>
      {behind.length > 0 ? (
        <Section id="behind" title="Delayed, or past the planned years">
          <ul className={styles.list}>
            {behind.map((activity) => (
              <Behind key={activity.code} activity={activity} statuses={loaderData.statuses} />
            ))}
          </ul>
        </Section>
      ) : null}
      {others.length > 0 ? (
        <div id="others">
          <Details
            summary={`${formatCount(others.length, 'activities')} that only lack a partner or money`}
            flush
          >
            <DataTable
              caption="Activities without a partner or without money"
              captionHidden
              narrow="stack"
              dense
              rows={others}
              rowKey={({ code }) => code}
              columns={[
                {
                  key: 'activity',
                  header: 'Activity',
                  rowHeader: true,
                  minWidth: '20rem',
                  cell: ({ code, title: name }) => (
                    <Link to={link(`/activities/${code}`)}>
                      {code} {name}
                    </Link>
                  ),
                },
                { key: 'lead', header: 'Lead body', cell: ({ lead }) => lead },
                {
                  key: 'needs',
                  header: 'Reason',
                  cell: ({ needs }) => needs.map((kind) => kindWords[kind]).join(', '),
                },
              ]}
            />
          </Details>
        </div>
      ) : null}
      <ul className={styles.ways}>
        <li>
          <Link to={link('/support')}>Support by partners</Link>
        </li>
        <li>
          <Link to={link('/plan')}>The whole plan</Link>
        </li>
      </ul>
    </>
  );
}

type Needing = NeedsAnswer['activities'][number];

/** One activity that is behind: why, how much of its time has passed, and what was released on it. */
function Behind({
  activity: { code, title: name, lead, stand, pace, needs, challenge },
  statuses,
}: {
  activity: Needing;
  statuses: NeedsAnswer['statuses'];
}) {
  const link = usePublicationLink();
  const { label, mark } = describeActivityStatus(stand, statuses);
  return (
    <li className={styles.item}>
      <h3 className={styles.name}>
        <Link to={link(`/activities/${code}`)}>
          {code} {name}
        </Link>
      </h3>
      <p className={styles.facts}>
        <StatusWord mark={mark}>{label}</StatusWord>
        {stand.carriedFrom ? <span>report for {stand.carriedFrom}</span> : null}
        {pace ? <span>{pace.elapsed}% of its planned time has passed</span> : null}
        <span>Lead body: {lead}</span>
      </p>
      <p className={styles.needs}>{needs.map((kind) => kindWords[kind]).join('. ')}.</p>
      {challenge ? (
        <blockquote className={styles.said}>
          <p>{challenge.words}</p>
          <footer>
            {challenge.reporter.kind === 'state' ? challenge.reporter.name : challenge.reporter.code}
            {challenge.others > 0 ? (
              <>
                {', and '}
                <Link to={link(`/activities/${code}#words`)}>
                  {formatCount(challenge.others, 'reports')} more
                </Link>
              </>
            ) : null}
          </footer>
        </blockquote>
      ) : (
        <p className={styles.silent}>No released report says what is in the way.</p>
      )}
    </li>
  );
}
