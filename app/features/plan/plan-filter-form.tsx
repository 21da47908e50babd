import type { FormEvent } from 'react';
import { Form, Link, useSubmit } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { SelectField } from '#app/components/field.tsx';
import { usePinnedPublication, usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import type { PlanAnswer } from './answers.ts';
import { filterNames, type PlanFilter } from './plan-filter.ts';
import styles from './plan-filter-form.module.css';
import { noStatus } from '#server/domain/finding/stands.ts';

/**
 * Narrows the plan. A plain form whose answers end up in the address, so that a view can be sent and kept.
 * Each field has its answer as key: it then shows what the address says, also after a step back, and the button keeps
 * the focus.
 */
export function PlanFilterForm({
  choices,
  statuses,
  filter,
}: {
  choices: PlanAnswer['choices'];
  statuses: PlanAnswer['statuses'];
  filter: PlanFilter;
}) {
  const link = usePublicationLink();
  const pinned = usePinnedPublication();
  const submit = useSubmit();
  /** With scripts, empty answers are kept out of the address. */
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const answers = new FormData(event.currentTarget);
    for (const name of filterNames) if (answers.get(name) === '') answers.delete(name);
    void submit(answers, { method: 'get', preventScrollReset: true });
  };
  const named = (each: { code: string; title: string }) => ({
    value: each.code,
    label: `${each.code} ${each.title}`,
  });
  return (
    <Form method="get" action="/plan" className={styles.form} onSubmit={send} data-print="hide" role="search">
      {pinned === null ? null : <input type="hidden" name="publication" value={pinned} />}
      <div>
        <SelectField
          key={filter.area}
          id="area"
          name="area"
          label="Thematic area"
          placeholder="All areas"
          defaultValue={filter.area ?? ''}
          options={choices.areas.map(named)}
        />
      </div>
      <div>
        <SelectField
          key={filter.status}
          id="status"
          name="status"
          label="Status"
          placeholder="Any status"
          defaultValue={filter.status ?? ''}
          options={[
            ...statuses.map(({ code, label }) => ({ value: code, label })),
            ...Object.values(noStatus).map(({ code, label }) => ({ value: code, label })),
          ]}
        />
      </div>
      <div>
        <SelectField
          key={filter.lead}
          id="lead"
          name="lead"
          label="Lead body"
          placeholder="Any body"
          defaultValue={filter.lead ?? ''}
          options={choices.leads.map(({ code }) => ({ value: code, label: code }))}
        />
      </div>
      <div>
        <SelectField
          key={filter.lens}
          id="lens"
          name="lens"
          label="Topic"
          placeholder="Any topic"
          defaultValue={filter.lens ?? ''}
          options={choices.lenses.map(({ code, title }) => ({ value: code, label: title }))}
        />
      </div>
      <div>
        <SelectField
          key={filter.tag}
          id="tag"
          name="tag"
          label="Tag"
          placeholder="Any tag"
          defaultValue={filter.tag ?? ''}
          options={choices.tags.map(({ code, title }) => ({ value: code, label: title }))}
        />
      </div>
      <div className={styles.actions}>
        <Button variant="secondary">Show</Button>
        {Object.keys(filter).length > 0 ? <Link to={link('/plan')}>Show the whole plan</Link> : null}
      </div>
    </Form>
  );
}
