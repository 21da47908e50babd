import { Link, redirect } from 'react-router';
import { EmptyState } from '#app/components/empty-state.tsx';
import { LinkTabs } from '#app/components/link-tabs.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { type ChosenIndicators, readChosen, withChosen } from '#app/features/indicator/indicator-choices.ts';
import { IndicatorFilter } from '#app/features/indicator/indicator-filter.tsx';
import styles from '#app/features/indicator/indicator-list.module.css';
import { IndicatorList, NoNumberLegend } from '#app/features/indicator/indicator-list.tsx';
import { StateValueList } from '#app/features/indicator/state-value-list.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { tidyQuery } from '#app/features/plan/plan-filter.ts';
import { readPublication } from '#app/features/publication/link.ts';
import { NothingPublished } from '#app/features/publication/nothing-published.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { requestContext } from '#app/request-context.ts';
import { describeRound } from '#server/domain/finding/round-words.ts';
import { indicator as english } from '#server/domain/language/messages/en/indicator.ts';
import type { Route } from './+types/indicators';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  const tidy = tidyQuery(request.url);
  // Below the language of the page, which is put before it.
  if (tidy !== null) throw redirect(`/indicators${tidy}`);
  const search = new URL(request.url).searchParams;
  const chosen = readChosen(search);
  const { area, lens, measure, level, round } = chosen;
  const filter = { publication: readPublication(request.url), area, lens, measure, level };
  // Who names a state means figures of states.
  if (search.get('by') === 'state' || chosen.state !== undefined) {
    // All states are read, so that the form can offer them; the one asked for is then picked.
    const byState = await ask(requestId, () => publicCaller.dashboard.stateValues({ ...filter, round }));
    return { view: 'state' as const, chosen, byState };
  }
  const byArea = await ask(requestId, () => publicCaller.dashboard.indicators(filter));
  return { view: 'region' as const, chosen, byArea };
}

export const meta: Route.MetaFunction = (args) => {
  const byState = args.loaderData?.view === 'state';
  return buildPageMeta(args, {
    title: byState ? english.byStateTitle : english.indicators,
    description: english.description,
    image: '/og/pages/indicators',
    query: { by: byState ? 'state' : undefined },
  });
};

function Views({ chosen, view }: { chosen: ChosenIndicators; view: 'region' | 'state' }) {
  const link = usePublicationLink();
  const words = useWords('indicator');
  return (
    <LinkTabs
      label={words('views')}
      tabs={[
        {
          to: link(withChosen('/indicators', chosen, 'region')),
          label: words('regionalFigures'),
          current: view === 'region',
        },
        {
          to: link(withChosen('/indicators', chosen, 'state')),
          label: words('byState'),
          current: view === 'state',
        },
      ]}
    />
  );
}

export default function IndicatorsPage({ loaderData }: Route.ComponentProps) {
  return loaderData.view === 'state' ? (
    <ByState chosen={loaderData.chosen} answer={loaderData.byState} />
  ) : (
    <Regional chosen={loaderData.chosen} answer={loaderData.byArea} />
  );
}

function Nothing({ heading }: { heading: string }) {
  return (
    <>
      <PageHeading>{heading}</PageHeading>
      <NothingPublished />
    </>
  );
}

/** The same figures as a file. It knows no kinds and levels of indicators, and says so. */
function Download({ chosen, scope }: { chosen: ChosenIndicators; scope: 'region' | 'state' }) {
  const link = usePublicationLink();
  const words = useWords('indicator');
  const { measure, level, ...kept } = chosen;
  const search = new URLSearchParams({ scope, ...kept });
  return (
    <p className={styles.download}>
      <Link to={link(`/data/v1/values.csv?${search}`)} reloadDocument>
        {words(measure || level ? 'downloadAllKinds' : 'download')}
      </Link>
    </p>
  );
}

function Regional({ chosen, answer }: { chosen: ChosenIndicators; answer: RegionalAnswer }) {
  const link = usePublicationLink();
  const words = useWords('indicator');
  const { indicators, rounds, areas } = answer;
  if (!answer.publication || rounds.length === 0) return <Nothing heading={words('indicators')} />;
  const asked = chosen.round === undefined ? rounds.at(-1) : rounds.find(({ code }) => code === chosen.round);
  const found = asked ? indicators : [];
  const shown = found.filter(({ figures }) =>
    figures.some(({ round, state }) => round === asked?.code && state === 'reported'),
  ).length;
  return (
    <>
      <PageHeading kicker={words('kicker')} lead={words('leadRegional')}>
        {asked && found.length > 0
          ? words('shown', { shown, count: found.length, round: describeRound(asked) })
          : words('none')}
      </PageHeading>
      <Views chosen={chosen} view="region" />
      <IndicatorFilter choices={answer} chosen={chosen} by="region" />
      {asked && found.length > 0 ? (
        <>
          <Download chosen={chosen} scope="region" />
          <IndicatorList
            areas={areas}
            indicators={found}
            rounds={rounds.slice(0, rounds.findIndex(({ code }) => code === asked.code) + 1)}
          />
        </>
      ) : (
        <EmptyState title={words('none')} action={<Link to={link('/indicators')}>{words('showAll')}</Link>}>
          <p>{words('noneHint')}</p>
        </EmptyState>
      )}
      <NoNumberLegend />
    </>
  );
}

function ByState({ chosen, answer }: { chosen: ChosenIndicators; answer: StateAnswer }) {
  const words = useWords('indicator');
  const { states, indicators, rounds } = answer;
  if (!answer.publication || rounds.length === 0) return <Nothing heading={words('byStateTitle')} />;
  const kept = states.filter(({ code }) => !chosen.state || code === chosen.state);
  const count = kept.reduce((sum, { values }) => sum + values.length, 0);
  const some = kept.filter(({ values }) => values.length > 0).length;
  return (
    <>
      <PageHeading kicker={words('kickerByState')} lead={words('leadByState')}>
        {kept.length === 0
          ? words('none')
          : words('released', {
              count,
              by:
                kept.length === 1 && kept[0] ? kept[0].name : words('someStates', { some, all: kept.length }),
            })}
      </PageHeading>
      <Views chosen={chosen} view="state" />
      <IndicatorFilter choices={answer} chosen={chosen} by="state" />
      {count > 0 ? <Download chosen={chosen} scope="state" /> : null}
      <StateValueList states={kept} indicators={indicators} />
      <NoNumberLegend />
    </>
  );
}

type Loaded = Route.ComponentProps['loaderData'];
type RegionalAnswer = Extract<Loaded, { view: 'region' }>['byArea'];
type StateAnswer = Extract<Loaded, { view: 'state' }>['byState'];
