import { Section } from '#app/components/layout.tsx';
import { SummaryList } from '#app/components/summary-list.tsx';
import { fillActivityDraft } from '../entry/activity-draft.ts';
import { readIndicatorRevision } from '../entry/indicator-draft.ts';
import type { CheckedSheet, Sheet } from './contract-types.ts';
import { listActivityRows, listIndicatorRows } from './item-summary.tsx';
import { buildItemPath, type ReportKey } from './report-paths.ts';
import type { Task } from './report-tasks.ts';
import styles from './whole-report.module.css';

interface WholeReportProps {
  checked: CheckedSheet;
  areas: Sheet['areas'];
  tasks: readonly Task[];
  reportKey: ReportKey;
}

/** The whole report as it leaves: what was answered in full, what was not by name. */
export function WholeReport({ checked, areas, tasks, reportKey }: WholeReportProps) {
  const activities = new Map(checked.content.activities.map((item) => [item.activity, item]));
  const indicators = new Map(checked.content.indicators.map((item) => [item.indicator, item]));
  const definitions = new Map(checked.definitions.map((definition) => [definition.code, definition]));
  const rowsOf = (task: Task) => {
    const change = {
      code: task.code,
      changeTo: task.open ? (anchor: string) => buildItemPath(reportKey, task.kind, task.code, anchor) : null,
    };
    const activity = task.kind === 'activity' ? activities.get(task.code) : undefined;
    if (activity) return listActivityRows(fillActivityDraft(activity), listOwnStatus(task), change);
    const [indicator, definition] = [indicators.get(task.code), definitions.get(task.code)];
    return indicator && definition
      ? listIndicatorRows(readIndicatorRevision(indicator, definition), definition, change)
      : [];
  };
  return (
    <>
      {areas.map((area) => {
        const own = tasks.filter((task) => task.area === area.code);
        const missing = own.filter(({ state }) => state === 'not_started');
        return own.length === 0 ? null : (
          <Section key={area.code} id={`report-${area.code}`} title={`${area.code} ${area.title}`} level={3}>
            {own
              .filter(({ state }) => state !== 'not_started')
              .map((task) => (
                <div key={task.code} className={styles.item}>
                  <h4>
                    {task.code} {task.title}
                  </h4>
                  <SummaryList rows={rowsOf(task)} />
                </div>
              ))}
            {missing.length > 0 ? (
              <p className={styles.missing}>
                <strong>Not yet reported:</strong> {missing.map(({ code }) => code).join(', ')}
              </p>
            ) : null}
          </Section>
        );
      })}
    </>
  );
}

/** The words of the status that an activity has: the sheet carries them with each activity. */
function listOwnStatus({ item }: Task): { code: string; label: string; mark: string }[] {
  if (!('statusLabel' in item) || item.status === null) return [];
  return [{ code: item.status, label: item.statusLabel ?? item.status, mark: item.mark ?? '' }];
}
