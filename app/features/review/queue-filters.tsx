import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { SelectField } from '#app/components/field.tsx';
import { LinkTabs } from '#app/components/navigation.tsx';
import type { QueuedReport, Reviewer } from '#app/contract.ts';
import {
  filterQueue,
  type QueueFilter,
  riskLabels,
  serialiseQueueFilter,
} from '#server/domain/review/queue-filter.rules.ts';
import { listReviewerOptions } from './review-assign.tsx';
import styles from './queue.module.css';

interface QueueFiltersProps {
  reports: readonly QueuedReport[];
  filter: QueueFilter;
  /** The person whose reports are "mine". */
  me: string;
}

/** What of the queue is shown: by urgency as addresses with counts, by kind, round and reviewer as a form. */
export function QueueFilters({ reports, filter, me }: QueueFiltersProps) {
  const rounds = [...new Set(reports.map(({ round }) => round.code))].sort().reverse();
  const tab = (label: string, why: QueueFilter['why']) => {
    const changed = { ...filter, why };
    return {
      to: `/secretariat/review${serialiseQueueFilter(changed) || '?'}`,
      label,
      count: filterQueue(reports, changed, me).length,
      current: filter.why === why,
    };
  };
  const count = (change: Partial<QueueFilter>) => filterQueue(reports, { ...filter, ...change }, me).length;
  const option = (value: string, label: string, change: Partial<QueueFilter>) => ({
    value,
    label: `${label} (${count(change)})`,
  });
  return (
    <>
      <LinkTabs
        label="Reports by urgency"
        tabs={[
          tab('All', null),
          ...(Object.keys(riskLabels) as (keyof typeof riskLabels)[]).map((why) => tab(riskLabels[why], why)),
        ]}
      />
      <Form
        method="get"
        action="/secretariat/review"
        className={styles.filter}
        role="search"
        aria-label="Reports"
        data-print="hide"
        key={serialiseQueueFilter(filter)}
      >
        {filter.plan ? <input type="hidden" name="plan" value={filter.plan} /> : null}
        {filter.why ? <input type="hidden" name="why" value={filter.why} /> : null}
        <SelectField
          id="filter-reviewer"
          name="reviewer"
          label="Reviewer"
          defaultValue={filter.reviewer ?? ''}
          options={[
            option('', 'Anybody', { reviewer: null }),
            option('me', 'Assigned to me', { reviewer: 'me' }),
            option('nobody', 'Nobody yet', { reviewer: 'nobody' }),
          ]}
        />
        <SelectField
          id="filter-kind"
          name="kind"
          label="Reporter"
          defaultValue={filter.kind ?? ''}
          options={[
            option('', 'States and bodies', { kind: null }),
            option('state', 'States', { kind: 'state' }),
            option('body', 'Bodies', { kind: 'body' }),
          ]}
        />
        {rounds.length > 1 || filter.round ? (
          <SelectField
            id="filter-round"
            name="round"
            label="Round"
            defaultValue={filter.round ?? ''}
            options={[
              option('', 'All rounds', { round: null }),
              ...[...new Set([...rounds, ...(filter.round ? [filter.round] : [])])].map((round) =>
                option(round, round, { round }),
              ),
            ]}
          />
        ) : null}
        <Button variant="secondary">Show</Button>
      </Form>
    </>
  );
}

interface QueueChoiceProps {
  /** The id of the form that the boxes belong to. */
  form: string;
  /** The query string of the queue in view: the page that comes after shows the same. */
  address: string;
  formId: string;
  reviewers: readonly Reviewer[];
  me: string;
  assignee: string;
  problem: string | undefined;
  /** What else can be done with the chosen reports. */
  children: React.ReactNode;
}

/** What is done with the reports that are ticked: assign them to somebody, accept them. Needs no scripts. */
export function QueueChoice(props: QueueChoiceProps) {
  const { form, address, formId, reviewers, me, assignee, problem, children } = props;
  return (
    <Form
      method="post"
      action={`/secretariat/review${address}`}
      id={form}
      className={styles.choice}
      aria-label="Chosen reports"
      data-print="hide"
    >
      <input type="hidden" name="requestId" value={formId} />
      {children}
      <div className={styles.assign}>
        <SelectField
          id="assignee"
          name="assignee"
          label="Reviewer of the chosen reports"
          placeholder="Choose one"
          defaultValue={assignee}
          error={problem}
          options={listReviewerOptions(reviewers, me)}
        />
        <Button variant="secondary" name="intent" value="assign">
          Assign
        </Button>
      </div>
    </Form>
  );
}
