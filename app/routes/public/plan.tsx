import { redirect, Form } from 'react-router';
import { Link } from '#app/features/publication/public-link.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { buildPageMeta } from '#app/features/page-metadata/page-meta.ts';
import { English } from '#app/features/language/language-context.tsx';
import {
  buildWords,
  useLabel,
  useRoundName,
  useWords,
  type Words,
} from '#app/features/language/use-words.ts';
import {
  readFilter,
  tidyQuery,
  type FilterName,
  filterNames,
  type PlanFilter,
  withFilter,
} from '#app/features/plan/plan-filter.ts';
import { readPublication, usePinnedPublication, usePublicationLink } from '#app/features/publication/link.ts';
import { NothingPublished, PublicationLine } from '#app/features/publication/publication-words.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/plan';
import { EmptyState, Notice } from '#app/components/notice.tsx';
import { Details, Section } from '#app/components/layout.tsx';
import type { PlanAnswer } from '#app/contract.ts';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import { readStanding } from '#app/features/plan/plan-words.ts';
import { PlanPicture } from '#app/features/plan/plan-picture.tsx';
import { ObjectiveSection } from '#app/features/plan/objective-section.tsx';
import planStyles from '#app/features/plan/activity-list.module.css';
import { Button } from '#app/components/button.tsx';
import { SelectField } from '#app/components/field.tsx';
import styles from './plan.module.css';
import { noStatus } from '#server/domain/finding/describe-status.ts';

export async function loader({ context, request }: Route.LoaderArgs) {
  const { publicCaller, requestId, language } = context.get(requestContext);
  const tidy = tidyQuery(request.url);
  // Below the language of the page, which is put before it.
  if (tidy !== null) throw redirect(`/plan${tidy}`);
  const filter = readFilter(request.url);
  const plan = await ask(requestId, () =>
    publicCaller.dashboard.plan({ ...filter, publication: readPublication(request.url), language }),
  );
  return { plan, filter, language };
}

export const handle = { translated: 'sentences' };

/** The title tells how many match, so that a filter is announced to those who do not see the list. */
export const meta: Route.MetaFunction = (args) => {
  const { plan, filter, language } = args.loaderData ?? {};
  const words = buildWords(language ?? 'en', 'plan');
  const narrowed = plan && 'total' in plan && Object.keys(filter ?? {}).length > 0;
  return buildPageMeta(args, {
    title: narrowed
      ? words('titleNarrowed', { count: String(plan.meant), total: String(plan.total) })
      : words('title'),
    description: words('description'),
    path: '/plan',
    image: '/og/pages/plan',
  });
};

export default function PlanRoute({ loaderData: { plan, filter } }: Route.ComponentProps) {
  const words = useWords('plan');
  if (!('counts' in plan)) {
    return (
      <>
        <PageHeading>{words('title')}</PageHeading>
        <NothingPublished />
      </>
    );
  }
  return <PlanPage plan={plan} filter={filter} />;
}

/** The plan to look through: areas, objectives, activities, narrowed by the address. */
function PlanPage({ plan, filter }: { plan: PlanAnswer; filter: PlanFilter }) {
  const { publication, statuses, areas, counts, total, round, figures } = plan;
  const words = useWords('plan');
  const nameRound = useRoundName();
  const link = usePublicationLink();
  const { round: _seen, ...narrowing } = filter;
  const narrowed = Object.keys(narrowing).length > 0;
  const { 'plan-at-a-glance': glance, 'activities-by-round': byRound, ...timelines } = figures;
  const [timeline] = Object.values(timelines);
  const objectives = areas.reduce((sum, area) => sum + area.objectives.length, 0);
  return (
    <>
      <PageHeading
        kicker={words('kicker')}
        lead={
          counts.total > 0
            ? words('lead', {
                standing: words('standing', readStanding(counts, statuses)),
                round: nameRound(round),
              })
            : undefined
        }
        meta={<PublicationLine publication={publication} />}
      >
        {narrowed || plan.meant === 0
          ? total > 1 && plan.meant === total
            ? words('matchesAll', { total })
            : words('matches', { count: plan.meant, total })
          : words('size', { activities: counts.total, objectives, areas: areas.length })}
      </PageHeading>
      <PlanFilterForm plan={plan} filter={filter} />
      <ActiveFilters plan={plan} filter={filter} />
      {round.code === publication.round.code ? null : (
        <Notice
          title={words('earlier', {
            round: nameRound(round),
            newest: nameRound(publication.round),
          })}
        >
          <Link to={link(withFilter('/plan', narrowing))}>{words('earlierBack')}</Link>
        </Notice>
      )}
      <FilterNote filter={filter} />
      {plan.meant === 0 ? (
        <NoMatch plan={plan} />
      ) : (
        <>
          <ul className={planStyles.ways}>
            <li>
              <Link to={link(withFilter('/data/v1/activities.csv', filter))}>
                {words(narrowed || filter.round ? 'download' : 'downloadAll')}
              </Link>
            </li>
          </ul>
          {glance ? (
            <div className={planStyles.figure}>
              <FigureBlock
                figure={{ definition: glance.definition }}
                picture={
                  <PlanPicture figure={glance.definition} areas={plan.areaCounts} statuses={statuses} />
                }
              />
            </div>
          ) : null}
          {areas.map((area) => (
            <Section
              key={area.code}
              id={`area-${area.code}`}
              title={
                <English>
                  {area.code} {area.title}
                </English>
              }
              action={
                <Link to={link(`/areas/${area.code}`)}>{words('areaInDetail', { code: area.code })}</Link>
              }
            >
              <Details summary={describeArea(area, words)} open={narrowed} flush>
                {area.objectives.map((objective) => (
                  <ObjectiveSection
                    key={objective.code}
                    level={3}
                    objective={objective}
                    statuses={statuses}
                    tags={plan.choices.tags}
                    plan={publication.plan}
                  />
                ))}
              </Details>
            </Section>
          ))}
          {/* The figure has a mark for each activity and year, twice, and a table: more than the rest of the page weighs. */}
          {timeline ? (
            <p id={timeline.definition.id}>
              <Link to={link(`/figures/${timeline.definition.id}`)}>{words('timeline')}</Link>
            </p>
          ) : null}
          <div className={planStyles.figure}>
            <FigureBlock figure={byRound} />
          </div>
        </>
      )}
    </>
  );
}

/** What is behind the line of an area: "10 activities under 3 objectives". */
const describeArea = ({ objectives }: PlanAnswer['areas'][number], words: Say): string =>
  words('areaHolds', {
    activities: objectives.reduce((sum, { activities }) => sum + activities.length, 0),
    objectives: objectives.length,
  });

/** What a condition does not say: a plan has no money by activity, and years in place of days. */
function FilterNote({ filter: { partner, ends } }: { filter: PlanFilter }) {
  const words = useWords('plan');
  const link = usePublicationLink();
  if (partner !== 'none' && ends === undefined) return null;
  return (
    <div className={planStyles.note}>
      {partner === 'none' ? (
        <p>
          {words('unfundedNote')} <Link to={link('/targets')}>{words('unfundedTargets')}</Link>
        </p>
      ) : null}
      {ends === undefined ? null : <p>{words('endsNote', { year: ends })}</p>}
    </div>
  );
}

/** Says whether a condition is not known here, or whether nothing has all of them. */
function NoMatch({ plan: { unknown, publication } }: { plan: PlanAnswer }) {
  const words = useWords('plan');
  const link = usePublicationLink();
  return (
    <EmptyState title={words('noMatch')} action={<Link to={link('/plan')}>{words('removeAll')}</Link>}>
      {unknown.map(({ name, code }) => (
        <p key={name}>
          {words('unknown', {
            publication: String(publication.number),
            code,
            name: nameFilter(name, words),
          })}
        </p>
      ))}
      <p>{words(unknown.length > 0 ? 'unknownHelp' : 'noMatchHelp')}</p>
    </EmptyState>
  );
}

/** What most readers ask for stands open; the rest is folded until one of it holds. */
const open: readonly FilterName[] = ['area', 'status', 'late', 'state', 'lead', 'lens'];
const folded: readonly FilterName[] = ['objective', 'body', 'partner', 'tag', 'year', 'ends', 'round'];

type Plan = Pick<PlanAnswer, 'choices' | 'statuses'>;

/** Narrows the plan. A plain form whose answers end up in the address, so that a view can be sent and kept. */
function PlanFilterForm({ plan, filter }: { plan: Plan; filter: PlanFilter }) {
  const pinned = usePinnedPublication();
  const words = useWords('plan');
  return (
    <Form
      method="get"
      action="/plan"
      // A step back shows what the address says, not what was chosen last.
      autoComplete="off"
      className={styles.form}
      data-print="hide"
      role="search"
      aria-label={words('narrow')}
    >
      {pinned === null ? null : <input type="hidden" name="publication" value={pinned} />}
      <Fields names={open} plan={plan} filter={filter} />
      <Details summary={words('moreFilters')} open={folded.some((name) => filter[name] !== undefined)} flush>
        <Fields names={folded} plan={plan} filter={filter} />
      </Details>
      <div className={styles.actions}>
        <Button variant="secondary">{words('apply')}</Button>
      </div>
    </Form>
  );
}

function Fields({ names, plan, filter }: { names: readonly FilterName[]; plan: Plan; filter: PlanFilter }) {
  const words = useWords('plan');
  const label = useLabel();
  return (
    <div className={styles.fields}>
      {names.map((name) => {
        const options = listChoices(name, plan, words, label);
        // A condition that there is nothing of would be a field without a choice.
        if (options.length === 0 && filter[name] === undefined) return null;
        return (
          <SelectField
            key={name}
            id={`filter-${name}`}
            name={name}
            label={nameFilter(name, words)}
            placeholder={nameAny(name, words)}
            defaultValue={(name === 'state' ? filter[name]?.toUpperCase() : filter[name]) ?? ''}
            options={options}
          />
        );
      })}
    </div>
  );
}

/** The conditions that hold, each a link that leaves it out. */
function ActiveFilters({ plan, filter }: { plan: Plan; filter: PlanFilter }) {
  const link = usePublicationLink();
  const words = useWords('plan');
  const label = useLabel();
  const conditions = listConditions(filter, plan, words, label);
  if (conditions.length === 0) return null;
  return (
    <div className={styles.active}>
      <p id="conditions" className={styles.activeTitle}>
        {words('active')}
      </p>
      <ul aria-labelledby="conditions" className={styles.conditions}>
        {conditions.map(({ name, term, value, isEnglish, without }) => (
          <li key={name}>
            <Link
              to={link(withFilter('/plan', without))}
              className={styles.condition}
              aria-label={words('remove', { condition: `${term}: ${value}` })}
            >
              <span>
                {term}: {isEnglish ? <English>{value}</English> : value}
              </span>
              <span aria-hidden="true" className={styles.cross}>
                ×
              </span>
            </Link>
          </li>
        ))}
        <li>
          <Link to={link('/plan')}>{words('removeAll')}</Link>
        </li>
      </ul>
    </div>
  );
}

type Say = Words<'plan'>;
/** The word of a list's entry in the language of the page; see `useLabel`. */
type Label = (list: string, code: string, english: string) => string;

type Choice = { value: string; label: string; isEnglish?: boolean };

/** What a condition is called. */
function nameFilter(name: FilterName, words: Say): string {
  const names: Record<FilterName, string> = {
    area: words('area'),
    objective: words('objective'),
    status: words('status'),
    late: words('late'),
    lead: words('leadBody'),
    body: words('bodyEither'),
    state: words('stateTakingPart'),
    partner: words('partner'),
    lens: words('lens'),
    tag: words('tag'),
    year: words('year'),
    ends: words('ends'),
    round: words('round'),
  };
  return names[name];
}

/** What each condition can be, in the order of the plan or of the names. */
function listChoices(
  name: FilterName,
  { choices, statuses }: Pick<PlanAnswer, 'choices' | 'statuses'>,
  words: Say,
  label: Label,
): Choice[] {
  const coded = (rows: readonly { code: string; title: string }[]) =>
    rows.map(({ code, title }) => ({ value: code, label: `${code} ${title}`, isEnglish: true }));
  const named = (list: string, rows: readonly { code: string; title: string }[]) =>
    rows.map(({ code, title }) => {
      const said = label(list, code, '');
      return { value: code, label: said || title, isEnglish: said === '' };
    });
  switch (name) {
    case 'area':
      return coded(choices.areas);
    case 'objective':
      return coded(choices.objectives);
    case 'status':
      return named(
        'activity_status',
        [...statuses, ...Object.values(noStatus)].map((word) => ({ code: word.code, title: word.label })),
      );
    case 'late':
      return [{ value: 'yes', label: words('lateYes') }];
    case 'lead':
      return choices.leads.map(({ code }) => ({ value: code, label: code }));
    case 'body':
      return choices.bodies.map(({ code }) => ({ value: code, label: code }));
    case 'state':
      return named('state', choices.states);
    case 'partner':
      return choices.partners.length === 0
        ? []
        : [{ value: 'none', label: words('noPartner') }, ...named('partner', choices.partners)];
    case 'lens':
      return named('lens', choices.lenses);
    case 'tag':
      return named('tag', choices.tags);
    case 'year':
    case 'ends':
      return choices.years.map((year) => ({ value: String(year), label: String(year) }));
    case 'round':
      return named('round', choices.rounds).toReversed();
  }
}

/** What stands in each field while the condition is left out. */
function nameAny(name: FilterName, words: Say): string {
  const names: Record<FilterName, string> = {
    area: words('anyArea'),
    objective: words('anyObjective'),
    status: words('anyStatus'),
    late: words('lateAny'),
    lead: words('anyBody'),
    body: words('anyBody'),
    state: words('anyState'),
    partner: words('anyPartner'),
    lens: words('anyLens'),
    tag: words('anyTag'),
    year: words('anyYear'),
    ends: words('anyYear'),
    round: words('newestRound'),
  };
  return names[name];
}

type Condition = {
  name: FilterName;
  term: string;
  value: string;
  isEnglish: boolean;
  without: PlanFilter;
};

/** The conditions that hold, each in words and with the filter that is left without it. */
function listConditions(
  filter: PlanFilter,
  plan: Pick<PlanAnswer, 'choices' | 'statuses'>,
  words: Say,
  label: Label,
): Condition[] {
  return filterNames.flatMap((name) => {
    const code = filter[name];
    if (code === undefined) return [];
    const meant = name === 'state' ? code.toUpperCase() : code;
    const { [name]: _left, ...without } = filter;
    const choice = listChoices(name, plan, words, label).find(({ value }) => value === meant);
    return [
      {
        name,
        term: nameFilter(name, words),
        value: choice?.label ?? code,
        isEnglish: choice?.isEnglish ?? false,
        without,
      },
    ];
  });
}
