import { Link } from '#app/features/publication/public-link.tsx';
import { ButtonLink } from '#app/components/button.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { buildErrorMeta, buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { English, LabelWord } from '#app/features/language/language-context.tsx';
import { buildWords, useRoundName, useWords } from '#app/features/language/use-words.ts';
import { readPublication, withPublication } from '#app/features/publication/link.ts';
import { NothingPublished, groupByPlan } from '#app/features/publication/publication-words.tsx';
import { buildComparisonPath } from '#app/features/publication/read-comparison.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/publications';
import { DataTable } from '#app/components/data-table.tsx';
import { LocalDate } from '#app/features/language/term.tsx';
import { Tag } from '#app/components/tag.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';
import type { ListedPublication } from '#app/contract.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  return ask(requestId, () =>
    publicCaller.dashboard.publications({ publication: readPublication(request.url) }),
  );
}

export const handle = { translated: 'sentences' };

export const meta: Route.MetaFunction = (args) => {
  const words = buildWords('en', 'publication');
  if (!args.loaderData || args.error) return buildErrorMeta(words('publications'));
  return buildPageMeta(args, {
    title: words('publications'),
    description: words('listDescription'),
    image: '/og/pages/publications',
  });
};

export default function PublicationsPage({
  loaderData: { publication, publications },
}: Route.ComponentProps) {
  const words = useWords('publication');
  const nameRound = useRoundName();
  const plans = groupByPlan(publications, publication?.planCode);
  const [newest, before] = plans[0]?.publications ?? [];
  if (!newest) {
    return (
      <>
        <PageHeading>{words('publications')}</PageHeading>
        <NothingPublished />
      </>
    );
  }
  return (
    <>
      <PageHeading
        kicker={words('publications')}
        lead={words('listLead')}
        actions={
          before ? (
            <ButtonLink
              to={buildComparisonPath({ from: before.number, to: newest.number })}
              variant="secondary"
            >
              {words('compareTwo')}
            </ButtonLink>
          ) : undefined
        }
      >
        {plans.length > 1
          ? words('listTitlePlans', { count: String(publications.length), plans: String(plans.length) })
          : words('listTitle', { count: publications.length, round: nameRound(newest.round) })}
      </PageHeading>
      {plans.length > 1 ? (
        plans.map((plan) => (
          <Section
            key={plan.code}
            id={`plan-${plan.code}`}
            title={<English>{plan.title}</English>}
            lead={
              <Link to={withPublication('/', plan.newest)}>
                {words.rich('planOpen', { plan: <English>{plan.title}</English> })}
              </Link>
            }
          >
            <PublicationTable publications={plan.publications} plan={plan.title} />
          </Section>
        ))
      ) : (
        <PublicationTable publications={publications} />
      )}
    </>
  );
}

/** Every publication, of one plan where it is named, newest first, with what it is of and who is in it. */
function PublicationTable({
  publications,
  plan,
}: {
  publications: readonly ListedPublication[];
  plan?: string;
}) {
  const words = useWords('publication');
  const share = ({ reported, due }: { reported: number; due: number }) =>
    words('shareOf', { reported: String(reported), due: String(due) });
  return (
    <DataTable
      caption={
        plan === undefined
          ? words('listCaption')
          : words.rich('listCaptionPlan', { plan: <English>{plan}</English> })
      }
      captionHidden
      narrow="stack"
      rows={publications}
      rowKey={({ number }) => number}
      columns={[
        {
          key: 'number',
          header: words('columnPublication'),
          rowHeader: true,
          minWidth: '16rem',
          cell: ({ number, title, withdrawn }) => (
            <>
              <Link to={`/publications/${number}`}>
                {number}. <English>{title}</English>
              </Link>
              {withdrawn ? (
                <>
                  {' '}
                  <Tag>{words('withdrawnMark')}</Tag>
                </>
              ) : null}
            </>
          ),
        },
        {
          key: 'date',
          header: words('columnPublished'),
          cell: ({ publishedAt }) => <LocalDate iso={publishedAt} />,
        },
        {
          key: 'round',
          header: words('columnRound'),
          nowrap: true,
          cell: ({ round: { code, title } }) => (
            <LabelWord list="round" code={code}>
              {title}
            </LabelWord>
          ),
        },
        { key: 'states', header: words('columnStates'), nowrap: true, cell: ({ states }) => share(states) },
        { key: 'bodies', header: words('columnBodies'), nowrap: true, cell: ({ bodies }) => share(bodies) },
        {
          key: 'meeting',
          header: words('columnMeeting'),
          cell: ({ meeting }) => (meeting ? <English>{meeting}</English> : '–'),
        },
        {
          key: 'see',
          header: words('columnStood'),
          nowrap: true,
          cell: ({ number }) => (
            <Link to={withPublication('/', number)}>
              {words('open')} <VisuallyHidden>{words('openWhat', { number: String(number) })}</VisuallyHidden>
            </Link>
          ),
        },
      ]}
    />
  );
}
