import { Link } from 'react-router';
import { EmptyState } from '#app/components/empty-state.tsx';
import { LinkTabs } from '#app/components/link-tabs.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { type ChosenIndicators, IndicatorFilter } from '#app/features/indicator/indicator-filter.tsx';
import { IndicatorList, NoNumberLegend } from '#app/features/indicator/indicator-list.tsx';
import { sayRound } from '#server/domain/finding/round-words.ts';
import { StateValueList } from '#app/features/indicator/state-value-list.tsx';
import { readPublication } from '#app/features/publication/link.ts';
import { NothingPublished } from '#app/features/publication/nothing-published.tsx';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/indicators';

const read = (search: URLSearchParams, name: string) => search.get(name)?.slice(0, 40) ?? '';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId } = context.get(requestContext);
  const search = new URL(request.url).searchParams;
  const chosen: ChosenIndicators = {
    area: read(search, 'area'),
    lens: read(search, 'lens'),
    measure: read(search, 'measure'),
    state: read(search, 'state').toUpperCase(),
  };
  const filter = {
    publication: readPublication(request.url),
    area: chosen.area || undefined,
    lens: chosen.lens || undefined,
    measure: chosen.measure || undefined,
  };
  if (search.get('by') === 'state') {
    // All states are read, so that the form can offer them; the one asked for is then picked.
    const byState = await ask(requestId, () => publicCaller.dashboard.stateValues(filter));
    return { view: 'state' as const, chosen, byState };
  }
  const byArea = await ask(requestId, () => publicCaller.dashboard.indicators(filter));
  return { view: 'region' as const, chosen, byArea };
}

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: `${loaderData?.view === 'state' ? 'Figures by state' : 'Indicators'} · Bohol tracker` },
  { name: 'description', content: 'The indicators of the plan with their newest published figures.' },
];

function buildTo(chosen: ChosenIndicators, by: 'state' | null): string {
  const search = new URLSearchParams(by ? { by } : {});
  for (const name of ['area', 'lens', 'measure'] as const) if (chosen[name]) search.set(name, chosen[name]);
  return `/indicators${search.size > 0 ? `?${search}` : ''}`;
}

function Views({ chosen, view }: { chosen: ChosenIndicators; view: 'region' | 'state' }) {
  const link = usePublicationLink();
  return (
    <LinkTabs
      label="Views of the indicators"
      tabs={[
        { to: link(buildTo(chosen, null)), label: 'Regional figures', current: view === 'region' },
        { to: link(buildTo(chosen, 'state')), label: 'By state', current: view === 'state' },
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

function Regional({ chosen, answer }: { chosen: ChosenIndicators; answer: RegionalAnswer }) {
  const link = usePublicationLink();
  const { indicators, rounds, areas } = answer;
  const newest = rounds.at(-1);
  if (!answer.publication || !newest) return <Nothing heading="Indicators" />;
  const shown = indicators.filter(({ figures }) => {
    const figure = figures.at(-1);
    return figure?.round === newest.code && figure.state === 'reported';
  }).length;
  const count = indicators.length === 1 ? '1 indicator has' : `${indicators.length} indicators have`;
  return (
    <>
      <PageHeading
        kicker="Indicators"
        lead="A regional figure is put together from the reports by the indicator’s own rule. Where there is no number, the mark says why."
      >
        {indicators.length === 0
          ? 'No indicator fits this choice'
          : `${shown} of ${count} a regional figure for ${sayRound(newest)}`}
      </PageHeading>
      <Views chosen={chosen} view="region" />
      <IndicatorFilter choices={answer} chosen={chosen} />
      {indicators.length === 0 ? (
        <EmptyState
          title="No indicator fits this choice"
          action={<Link to={link('/indicators')}>Show all indicators</Link>}
        />
      ) : (
        <IndicatorList areas={areas} indicators={indicators} rounds={rounds} />
      )}
      <NoNumberLegend />
    </>
  );
}

function ByState({ chosen, answer }: { chosen: ChosenIndicators; answer: StateAnswer }) {
  const { states, indicators, rounds } = answer;
  if (!answer.publication || rounds.length === 0) return <Nothing heading="Figures by state" />;
  const kept = states.filter(({ code }) => !chosen.state || code === chosen.state);
  const count = kept.reduce((sum, { values }) => sum + values.length, 0);
  return (
    <>
      <PageHeading
        kicker="Indicators by state"
        lead="Only figures that a state has chosen to release are listed; other reports count in regional totals alone. States stand in the order of the alphabet. Reporting systems, laws and sizes differ, so figures of one state do not measure it against another."
      >
        {count === 1 ? '1 figure has been released' : `${count} figures have been released`} by{' '}
        {kept.length === 1 && kept[0]
          ? kept[0].name
          : `${kept.filter(({ values }) => values.length > 0).length} of ${kept.length} states`}
      </PageHeading>
      <Views chosen={chosen} view="state" />
      <IndicatorFilter choices={answer} chosen={chosen} />
      <StateValueList states={kept} indicators={indicators} />
      <NoNumberLegend />
    </>
  );
}

type Loaded = Route.ComponentProps['loaderData'];
type RegionalAnswer = Extract<Loaded, { view: 'region' }>['byArea'];
type StateAnswer = Extract<Loaded, { view: 'state' }>['byState'];
