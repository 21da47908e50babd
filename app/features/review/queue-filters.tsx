import { LinkTabs } from '#app/components/link-tabs.tsx';
import type { QueuedReport } from '#app/contract.ts';
import { filterQueue, type QueueFilter, riskLabels } from '#server/domain/review/queue-filter.rules.ts';
import { writeQueueFilter } from './queue-address.ts';

/** What of the queue is shown, each choice an address with how many reports lie behind it. */
export function QueueFilters({ reports, filter }: { reports: readonly QueuedReport[]; filter: QueueFilter }) {
  const rounds = [...new Set(reports.map(({ round }) => round.code))].sort().reverse();
  const tab = (label: string, change: Partial<QueueFilter>) => {
    const changed = { ...filter, ...change };
    return {
      to: `/secretariat${writeQueueFilter(changed) || '?'}`,
      label,
      count: filterQueue(reports, changed).length,
      current: writeQueueFilter(changed) === writeQueueFilter(filter),
    };
  };
  return (
    <>
      <LinkTabs
        label="Reports by why they are looked at"
        tabs={[
          tab('All', { why: null }),
          ...(Object.keys(riskLabels) as (keyof typeof riskLabels)[]).map((why) =>
            tab(riskLabels[why], { why }),
          ),
        ]}
      />
      <LinkTabs
        label="Reports by kind of reporter"
        tabs={[
          tab('States and bodies', { kind: null }),
          tab('States', { kind: 'state' }),
          tab('Bodies', { kind: 'body' }),
        ]}
      />
      {rounds.length > 1 ? (
        <LinkTabs
          label="Reports by round"
          tabs={[tab('All rounds', { round: null }), ...rounds.map((round) => tab(round, { round }))]}
        />
      ) : null}
    </>
  );
}
