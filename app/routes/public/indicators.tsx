import { Form, redirect } from 'react-router';
import { Link } from '#app/features/publication/public-link.tsx';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { LinkTabs } from '#app/components/navigation.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import {
  type ChosenIndicators,
  type IndicatorChoices,
  indicatorFilterNames,
  listChoices,
  readChosen,
  withChosen,
} from '#app/features/indicator/indicator-words.ts';
import styles from '#app/features/indicator/indicator-list.module.css';
import {
  FigureValue,
  IndicatorLink,
  IndicatorList,
  NoNumberLegend,
} from '#app/features/indicator/indicator-list.tsx';
import { useLabel, useRoundName, useWords } from '#app/features/language/use-words.ts';
import { tidyQuery } from '#app/features/plan/plan-filter.ts';
import { readPublication, usePinnedPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { NothingPublished } from '#app/features/publication/publication-words.tsx';
import { requestContext } from '#app/request-context.ts';
import { indicator as english } from '#server/domain/language/messages/en/indicator.ts';
import type { Route } from './+types/indicators';
import { DataTable } from '#app/components/data-table.tsx';
import { Details, Section } from '#app/components/layout.tsx';
import type { StateValueList as Answer } from '#app/contract.ts';
import { buildReceiptPath } from '#server/domain/figure/receipt-path.ts';
import { Button } from '#app/components/button.tsx';
import { SelectField } from '#app/components/field.tsx';

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

export const handle = { translated: 'sentences' };

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
      <Link to={link(`/data/v1/values.csv?${search}`)}>
        {words(measure || level ? 'downloadAllKinds' : 'download')}
      </Link>
    </p>
  );
}

function Regional({ chosen, answer }: { chosen: ChosenIndicators; answer: RegionalAnswer }) {
  const link = usePublicationLink();
  const nameRound = useRoundName();
  const words = useWords('indicator');
  const { indicators, rounds, areas } = answer;
  if (!answer.publication || rounds.length === 0) return <Nothing heading={words('indicators')} />;
  const asked = chosen.round === undefined ? rounds.at(-1) : rounds.find(({ code }) => code === chosen.round);
  const found = asked ? indicators : [];
  const hasFigure = ({ figures }: RegionalAnswer['indicators'][number]) =>
    figures.some(({ round, state }) => round === asked?.code && state === 'reported');
  const shown = found.filter(hasFigure).length;
  const without = found.filter((indicator) => !hasFigure(indicator));
  return (
    <>
      <PageHeading kicker={words('kicker')} lead={words('leadRegional')}>
        {asked && found.length > 0
          ? words('shown', { shown, count: found.length, round: nameRound(asked) })
          : words('none')}
      </PageHeading>
      <Views chosen={chosen} view="region" />
      <IndicatorFilter choices={answer} chosen={chosen} by="region" />
      {asked && found.length > 0 ? (
        <>
          <Download chosen={chosen} scope="region" />
          {without.length > 0 ? (
            <Details id="without" summary={words('without', { count: without.length })}>
              <ul>
                {without.map(({ code, title }) => (
                  <li key={code}>
                    <IndicatorLink code={code} title={title} />
                  </li>
                ))}
              </ul>
            </Details>
          ) : null}
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
  const label = useLabel();
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
                kept.length === 1 && kept[0]
                  ? label('state', kept[0].code, kept[0].name)
                  : words('someStates', { some, all: kept.length }),
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

type StateValuesProps = Pick<Answer, 'states' | 'indicators'>;

/** States in the order of the alphabet, each with the newest figure of its own that it has released. */
function StateValueList({ states, indicators }: StateValuesProps) {
  const link = usePublicationLink();
  const words = useWords('indicator');
  const label = useLabel();
  const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]));
  return (
    <>
      {states.length > 1 ? (
        <nav aria-label={words('statesOnPage')}>
          <ul className={styles.jump}>
            {states.map(({ code, name, values }) => (
              <li key={code}>
                <a href={`#state-${code}`}>{label('state', code, name)}</a>{' '}
                <span className={styles.quiet}>{values.length}</span>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      {states.map(({ code, name, values }) => (
        <div key={code} className={styles.state}>
          <Section
            id={`state-${code}`}
            title={<Link to={link(`/states/${code.toLowerCase()}`)}>{label('state', code, name)}</Link>}
          >
            {values.length === 0 ? (
              <p className={styles.quiet}>{words('nothingReleased')}</p>
            ) : (
              <DataTable
                caption={words('newestOf', { state: label('state', code, name) })}
                captionHidden
                dense
                rows={values}
                rowKey={({ indicator }) => indicator}
                columns={[
                  {
                    key: 'indicator',
                    header: words('indicator'),
                    rowHeader: true,
                    cell: ({ indicator }) => (
                      <IndicatorLink code={indicator} title={byCode.get(indicator)?.title ?? ''} />
                    ),
                  },
                  {
                    key: 'figure',
                    header: words('figureAndRound'),
                    numeric: true,
                    cell: ({ indicator, figure }) => {
                      const subject = byCode.get(indicator);
                      if (!subject) return null;
                      return (
                        <>
                          <Link
                            to={link(
                              buildReceiptPath({
                                indicator,
                                round: figure.round,
                                scope: code,
                                dimension: null,
                                category: null,
                              }),
                            )}
                          >
                            <FigureValue subject={subject} figure={figure} withUnit withWord />
                          </Link>{' '}
                          <span className={styles.round}>{figure.round}</span>
                        </>
                      );
                    },
                  },
                ]}
              />
            )}
          </Section>
        </div>
      ))}
    </>
  );
}

type FilterProps = { choices: IndicatorChoices; chosen: ChosenIndicators; by: 'region' | 'state' };

const any = {
  area: 'allAreas',
  lens: 'wholePlan',
  level: 'allLevels',
  measure: 'allMeasures',
  state: 'allStates',
  round: 'newestRound',
} as const;

/** Narrows the list of indicators. A plain form: the choice is in the address and can be passed on. */
function IndicatorFilter({ choices, chosen, by }: FilterProps) {
  const pinned = usePinnedPublication();
  const words = useWords('indicator');
  const label = useLabel();
  return (
    <>
      <Form
        method="get"
        action="/indicators"
        // A step back shows what the address says, not what was chosen last.
        autoComplete="off"
        role="search"
        aria-label={words('filter')}
        className={styles.filter}
        data-print="hide"
      >
        {pinned === null ? null : <input type="hidden" name="publication" value={pinned} />}
        {by === 'state' ? <input type="hidden" name="by" value="state" /> : null}
        <div className={styles.fields}>
          {indicatorFilterNames.map((name) =>
            // Regional figures are nobody's own.
            name === 'state' && by === 'region' ? null : (
              <SelectField
                key={name}
                id={`filter-${name}`}
                name={name}
                label={words(name)}
                defaultValue={chosen[name] ?? ''}
                placeholder={words(any[name])}
                options={listChoices(name, choices, words, label)}
              />
            ),
          )}
          <div>
            <Button variant="secondary">{words('show')}</Button>
          </div>
        </div>
      </Form>
      <Conditions choices={choices} chosen={chosen} by={by} />
    </>
  );
}

/** The conditions that hold, each a link that leaves it out; what an address names and nothing has is said. */
function Conditions({ choices, chosen, by }: FilterProps) {
  const link = usePublicationLink();
  const words = useWords('indicator');
  const label = useLabel();
  const conditions = indicatorFilterNames.flatMap((name) => {
    const code = chosen[name];
    if (code === undefined || (name === 'state' && by === 'region')) return [];
    const choice = listChoices(name, choices, words, label).find(({ value }) => value === code);
    const { [name]: _left, ...without } = chosen;
    return [{ name, code, choice, text: `${words(name)}: ${choice?.label ?? code}`, without }];
  });
  if (conditions.length === 0) return null;
  return (
    <>
      <div className={styles.conditions}>
        <span id="conditions" className={styles.quiet}>
          {words('active')}
        </span>
        <ul aria-labelledby="conditions" className={styles.conditionList}>
          {conditions.map(({ name, text, without }) => (
            <li key={name}>
              <Link
                to={link(withChosen('/indicators', without, by))}
                className={styles.condition}
                aria-label={words('remove', { condition: text })}
              >
                {text} <span aria-hidden="true">×</span>
              </Link>
            </li>
          ))}
          <li>
            <Link to={link(withChosen('/indicators', {}, by))}>{words('removeAll')}</Link>
          </li>
        </ul>
      </div>
      {conditions.map(({ name, code, choice }) =>
        choice ? null : (
          <Notice key={name} plain>
            {words('unknown', { value: code, name: words(`name_${name}`) })}
          </Notice>
        ),
      )}
    </>
  );
}
