import { Section } from '#app/components/layout.tsx';
import { SummaryList, type SummaryRow } from '#app/components/summary-list.tsx';
import { Tag } from '#app/components/tag.tsx';
import { describeCopied } from '#server/domain/submission/copied-answers.rules.ts';
import type { Clearance } from '../clearance/clearance-types.ts';
import { describeItemChange } from '../clearance/describe-item-change.ts';
import { ItemChanges } from '../clearance/item-changes.tsx';
import { WritingLine } from '../clearance/writing-line.tsx';
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
  clearance: Clearance;
  /** Leaves out every item that is as it was cleared last. */
  onlyChanges: boolean;
}

/** Finds the rows of summary of a task in a report's content. */
export function buildRowsOf(checked: CheckedSheet, reportKey: ReportKey): (task: Task) => SummaryRow[] {
  const activities = new Map(checked.content.activities.map((item) => [item.activity, item]));
  const indicators = new Map(checked.content.indicators.map((item) => [item.indicator, item]));
  const definitions = new Map(checked.definitions.map((definition) => [definition.code, definition]));
  return (task) => {
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
}

/**
 * The whole report as it leaves: what was answered in full, what was not by name. What has changed since it was
 * cleared last is marked, with what stood there.
 */
export function WholeReport(props: WholeReportProps) {
  const { checked, areas, tasks, reportKey, clearance, onlyChanges } = props;
  const changeOf = (task: Task) =>
    clearance.changes.find((change) => change.subject === task.kind && change.code === task.code);
  const rowsOf = buildRowsOf(checked, reportKey);
  return (
    <>
      {areas.map((area) => {
        const own = tasks.filter((task) => task.area === area.code && (!onlyChanges || changeOf(task)));
        const missing = own.filter((task) => task.state === 'not_started' && !changeOf(task));
        return own.length === 0 ? null : (
          <Section key={area.code} id={`report-${area.code}`} title={`${area.code} ${area.title}`} level={3}>
            {own
              .filter((task) => !missing.includes(task))
              .map((task) => {
                const change = changeOf(task);
                return (
                  <div key={task.code} className={styles.item}>
                    <h4>
                      {task.code} {task.title}
                    </h4>
                    {change ? (
                      <p className={styles.tag}>
                        <Tag emphasis="strong">Changed since it was cleared</Tag>
                      </p>
                    ) : null}
                    {task.copiedFrom === null ? null : (
                      <p className={styles.copied}>{describeCopied(task.copiedFrom)}</p>
                    )}
                    <WritingLine
                      writing={clearance.writings.find(
                        ({ subject, code }) => subject === task.kind && code === task.code,
                      )}
                    />
                    {change ? (
                      <ItemChanges
                        changes={describeItemChange(change, { ...checked, statuses: clearance.statuses })}
                        about={`What changed in ${task.code}`}
                      />
                    ) : null}
                    {onlyChanges ? null : <SummaryList rows={rowsOf(task)} />}
                  </div>
                );
              })}
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
