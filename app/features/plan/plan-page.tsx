import { Form, Link } from 'react-router';
import { EmptyState } from '#app/components/empty-state.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import type { PlanAnswer } from '#app/contract.ts';
import { FigureBlock } from '#app/features/figure/figure-block.tsx';
import { useLabel, useWords } from '#app/features/language/use-words.ts';
import { PublicationLine } from '#app/features/publication/publication-line.tsx';
import { usePinnedPublication, usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { sayMatches, sayPlanSize, sayStanding } from '#server/domain/finding/plan-findings.ts';
import { nameRound } from '#server/domain/finding/sentence-parts.ts';
import { ActivityList } from './activity-list.tsx';
import { listChoices, listConditions, nameAny, nameFilter } from './filter-names.ts';
import { type FilterName, type PlanFilter, withFilter } from './plan-filter.ts';
import planStyles from './plan.module.css';
import { Button } from '#app/components/button.tsx';
import { Details } from '#app/components/details.tsx';
import { SelectField } from '#app/components/field.tsx';
import styles from './plan-filter-form.module.css';

/** The plan to look through: areas, objectives, activities, narrowed by the address. */
export function PlanPage({ plan, filter }: { plan: PlanAnswer; filter: PlanFilter }) {
  const { publication, statuses, areas, counts, total, round, figures } = plan;
  const words = useWords('plan');
  const link = usePublicationLink();
  const { round: _seen, ...narrowing } = filter;
  const narrowed = Object.keys(narrowing).length > 0;
  const [timeline] = Object.values(figures);
  const objectives = areas.reduce((sum, area) => sum + area.objectives.length, 0);
  return (
    <>
      <PageHeading
        kicker={words('kicker')}
        lead={
          counts.total > 0
            ? words('lead', { standing: sayStanding(counts, statuses), round: nameRound(round.title) })
            : undefined
        }
        meta={<PublicationLine publication={publication} />}
      >
        {narrowed || counts.total === 0
          ? sayMatches(counts.total, total)
          : sayPlanSize(counts.total, objectives, areas.length)}
      </PageHeading>
      <PlanFilterForm plan={plan} filter={filter} />
      <ActiveFilters plan={plan} filter={filter} />
      {round.code === publication.round.code ? null : (
        <Notice
          title={words('earlier', {
            round: nameRound(round.title),
            newest: nameRound(publication.round.title),
          })}
        >
          <Link to={link(withFilter('/plan', narrowing))}>{words('earlierBack')}</Link>
        </Notice>
      )}
      {counts.total === 0 ? (
        <NoMatch plan={plan} />
      ) : (
        <>
          <ul className={planStyles.ways}>
            {timeline ? (
              <li>
                <a href={`#${timeline.definition.id}`}>{words('timeline')}</a>
              </li>
            ) : null}
            <li>
              <Link to={link(withFilter('/data/v1/activities.csv', filter))} reloadDocument>
                {words(narrowed || filter.round ? 'download' : 'downloadAll')}
              </Link>
            </li>
          </ul>
          {areas.map((area) => (
            <Section
              key={area.code}
              id={`area-${area.code}`}
              title={
                <>
                  {area.code} {area.title}
                </>
              }
              action={
                <Link to={link(`/areas/${area.code}`)}>{words('areaInDetail', { code: area.code })}</Link>
              }
            >
              {area.objectives.map((objective) => (
                <Section
                  key={objective.code}
                  level={3}
                  id={`objective-${objective.code}`}
                  title={`${objective.code} ${objective.title}`}
                  action={
                    <Link to={link(`/objectives/${objective.code}`)}>
                      {words('objectiveInDetail', { code: objective.code })}
                    </Link>
                  }
                >
                  <ActivityList
                    activities={objective.activities}
                    statuses={statuses}
                    tags={plan.choices.tags}
                    plan={publication.plan}
                    labelledBy={`objective-${objective.code}`}
                  />
                </Section>
              ))}
            </Section>
          ))}
          <div className={planStyles.figure}>
            <FigureBlock figure={timeline} />
          </div>
        </>
      )}
    </>
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
const folded: readonly FilterName[] = ['objective', 'body', 'partner', 'tag', 'year', 'round'];

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
        {conditions.map(({ name, term, value, without }) => (
          <li key={name}>
            <Link
              to={link(withFilter('/plan', without))}
              className={styles.condition}
              aria-label={words('remove', { condition: `${term}: ${value}` })}
            >
              <span>
                {term}: {value}
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
