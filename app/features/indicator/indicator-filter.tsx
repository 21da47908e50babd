import { Form, Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { SelectField } from '#app/components/field.tsx';
import { Notice } from '#app/components/notice.tsx';
import { useLabel, useWords } from '#app/features/language/use-words.ts';
import { usePinnedPublication, usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import {
  type ChosenIndicators,
  type IndicatorChoices,
  indicatorFilterNames,
  listChoices,
  withChosen,
} from './indicator-choices.ts';
import styles from './indicator-list.module.css';

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
export function IndicatorFilter({ choices, chosen, by }: FilterProps) {
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
