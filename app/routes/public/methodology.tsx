import { ask } from '#app/features/errors/ask.ts';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { readPageLanguage } from '#app/features/language/page-language.tsx';
import { buildWords, useWords, type Words } from '#app/features/language/use-words.ts';
import { readPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/methodology';
import { Link } from '#app/features/publication/public-link.tsx';
import { Prose } from '#app/components/layout.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { Legend } from '#app/features/status/status-legend.tsx';
import { noStatus } from '#server/domain/finding/describe-status.ts';
import type { StatusWord } from '#server/domain/plan/activity-status.calculations.ts';
import { PageContents } from '#app/components/navigation.tsx';

/** Every word of it is in the catalogue. */
export const handle = { translated: true };

/** Only the list of statuses is data here; it is taken from the publication in view. */
export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  const plan = await ask(requestId, () =>
    publicCaller.dashboard.plan({ publication: readPublication(request.url) }),
  );
  return { statuses: 'statuses' in plan ? plan.statuses : [] };
}

export const meta: Route.MetaFunction = (args) => {
  const words = buildWords(readPageLanguage(args.matches), 'method');
  return buildPageMeta(args, {
    title: words('title'),
    description: words('lead'),
    image: '/og/pages/methodology',
  });
};

export default function Methodology({ loaderData }: Route.ComponentProps) {
  return <MethodologyPage statuses={loaderData.statuses} />;
}

/** What a status means for counting, from the list itself: no status is known by name here. */
function describeMeaning(words: Words<'status'>, word: StatusWord): string | undefined {
  if (word.isDone) return words('countsAsDone');
  if (word.isLate) return words('countsAsLate');
  return word.isOnTrack ? words('countsAsOnTrack') : undefined;
}

/** How figures come about, in plain words. */
function MethodologyPage({ statuses }: { statuses: readonly StatusWord[] }) {
  const words = useWords('method');
  const statusWords = useWords('status');
  const link = usePublicationLink();
  return (
    <>
      <PageHeading lead={words('lead')}>{words('title')}</PageHeading>
      <Prose>
        <PageContents
          label={words('onThisPage')}
          parts={[
            ['flow', words('flowTitle')],
            ['statuses', words('statusesTitle')],
            ['values', words('valuesTitle')],
            ['region', words('regionTitle')],
            ['double', words('doubleTitle')],
            ['coverage', words('coverageTitle')],
            ['publications', words('publicationsTitle')],
            ['limits', words('limitsTitle')],
          ]}
        />

        <h2 id="flow">{words('flowTitle')}</h2>
        <p>{words('flowReport')}</p>
        <p>{words('flowPublication')}</p>

        <h2 id="statuses">{words('statusesTitle')}</h2>
        <p>{words('statusesLead')}</p>
        {statuses.length > 0 ? (
          <Legend
            detailed
            statuses={[
              ...statuses.map((word) => ({
                mark: word.mark,
                label: word.label,
                code: word.code,
                meaning: describeMeaning(statusWords, word),
              })),
              { ...noStatus.notReported, meaning: statusWords('notReportedMeaning') },
            ]}
          />
        ) : null}
        <p>{words('statusesCarried')}</p>

        <h2 id="values">{words('valuesTitle')}</h2>
        <p>{words('valuesText')}</p>
        <Legend detailed noNumbers="all" />

        <h2 id="region">{words('regionTitle')}</h2>
        <p>{words('regionText')}</p>
        <ul>
          <li>{words('ruleSum')}</li>
          <li>{words('ruleOverlap')}</li>
          <li>{words('rulePercentage')}</li>
          <li>{words('ruleStates')}</li>
          <li>{words('ruleNone')}</li>
        </ul>
        <p>{words('regionExact')}</p>

        <h2 id="double">{words('doubleTitle')}</h2>
        <p>{words('doubleText')}</p>

        <h2 id="coverage">{words('coverageTitle')}</h2>
        <p>{words('coverageText')}</p>

        <h2 id="publications">{words('publicationsTitle')}</h2>
        <p>{words.rich('publicationsText', { query: <code key="query">?publication=2</code> })}</p>

        <h2 id="limits">{words('limitsTitle')}</h2>
        <p>{words('limitsDirection')}</p>
        <p>{words('limitsComparison')}</p>

        <p id="disclosure">
          <Link to={link('/about/disclosure')}>{words('toDisclosure')}</Link>
        </p>
      </Prose>
    </>
  );
}
