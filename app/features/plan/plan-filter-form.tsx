import { Form, Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { Details } from '#app/components/details.tsx';
import { SelectField } from '#app/components/field.tsx';
import type { PlanAnswer } from '#app/contract.ts';
import { useLabel, useWords } from '#app/features/language/use-words.ts';
import { usePinnedPublication, usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { listChoices, listConditions, nameAny, nameFilter } from './filter-names.ts';
import { type FilterName, type PlanFilter, withFilter } from './plan-filter.ts';
import styles from './plan-filter-form.module.css';

/** What most readers ask for stands open; the rest is folded until one of it holds. */
const open: readonly FilterName[] = ['area', 'status', 'late', 'state', 'lead', 'lens'];
const folded: readonly FilterName[] = ['objective', 'body', 'partner', 'tag', 'year', 'round'];

type Plan = Pick<PlanAnswer, 'choices' | 'statuses'>;

/** Narrows the plan. A plain form whose answers end up in the address, so that a view can be sent and kept. */
export function PlanFilterForm({ plan, filter }: { plan: Plan; filter: PlanFilter }) {
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
export function ActiveFilters({ plan, filter }: { plan: Plan; filter: PlanFilter }) {
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
