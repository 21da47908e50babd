import { getAnswerKind } from '#server/domain/value/measures.ts';
import { Section } from '#app/components/layout.tsx';
import { SummaryList, type SummaryRow } from '#app/components/definitions.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { CheckedSheet, Clearance, ItemChange, ItemWriting, Sheet } from '#app/contract.ts';
import { describeCopied } from '#server/domain/submission/copied-answers.rules.ts';
import { fillActivityDraft } from '../entry/activity-draft.ts';
import { nameCell, readIndicatorRevision } from '../entry/indicator-draft.ts';
import { listActivityRows } from './activity-summary.tsx';
import { listIndicatorRows } from './item-summary.tsx';
import { buildItemPath, type ReportKey } from './report-paths.ts';
import type { Task } from './report-tasks.tsx';
import styles from './whole-report.module.css';
import { DateText } from '#app/components/date-text.tsx';
import { listTextChanges } from '#server/domain/submission/text-changes.calculations.ts';
import { reasonsField } from '#server/domain/clearance/clearance-changes.calculations.ts';
import { buildSnapshotCellKey } from '#server/domain/submission/snapshot-changes.calculations.ts';
import type { SnapshotContent } from '#server/domain/submission/snapshot-content.ts';
import { formatKinds } from '#server/domain/need/need-kinds.ts';
import { formatSnapshotCell } from '#server/domain/value/cell-words.calculations.ts';
import { type IndicatorDefinition, releaseLabels } from '#server/domain/value/indicator-definition.ts';
import { activityWords, indicatorWords } from '../entry/item-words.ts';

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

/** Who wrote an item last and for which agency, and which agency it is given to. */
function WritingLine({ writing }: { writing: ItemWriting | undefined }) {
  if (!writing || (!writing.by && !writing.heldBy)) return null;
  const { by, agency, at, heldBy } = writing;
  return (
    <p className={styles.line}>
      {by ? (
        <>
          Last written by {by}
          {agency ? `, ${agency}` : ''}
          {at ? (
            <>
              , <DateText iso={at} />
            </>
          ) : null}
          .{' '}
        </>
      ) : null}
      {heldBy && heldBy !== agency ? `Given to ${heldBy}.` : ''}
    </p>
  );
}

/** What changed in one item, field by field: taken out struck through, put in underlined, so that colour carries nothing. */
function ItemChanges({ changes, about }: { changes: readonly FieldChange[]; about: string }) {
  return (
    <dl className={styles.changes} aria-label={about}>
      {changes.map((change) => (
        <div key={change.key} className={styles.change}>
          <dt>{change.label}</dt>
          <dd>
            <ChangedWords change={change} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** One answer as it was and as it is. */
function ChangedWords({ change }: { change: Pick<FieldChange, 'before' | 'now' | 'isText'> }) {
  if (!change.isText) {
    return (
      <>
        {change.before === '' ? null : (
          <>
            <del className={styles.removed}>{change.before}</del> →{' '}
          </>
        )}
        <ins className={styles.added}>{change.now}</ins>
      </>
    );
  }
  return (
    <>
      <Version before={change.before} now={change.now} side="now" />
      <p className={styles.then}>When it was cleared:</p>
      <Version before={change.before} now={change.now} side="before" />
    </>
  );
}

/** A text as it is or as it was, with the words marked that are in it alone: each can be read without the other. */
function Version({ before, now, side }: { before: string; now: string; side: 'before' | 'now' }) {
  if ((side === 'before' ? before : now) === '') return <p className={styles.nothing}>no text</p>;
  return (
    <div className={styles.text}>
      {listTextChanges(before, now).map((stretch, index) => {
        const key = `${index}/${stretch.kind}`;
        if (stretch.kind === 'same') {
          return <span key={key}>{side === 'before' ? stretch.before : stretch.text}</span>;
        }
        if (stretch.kind === 'removed') {
          return side === 'before' ? (
            <del key={key} className={styles.removed}>
              {stretch.text}
            </del>
          ) : null;
        }
        return side === 'now' ? (
          <ins key={key} className={styles.added}>
            {stretch.text}
          </ins>
        ) : null;
      })}
    </div>
  );
}

/** One field that changed, in words. A text is shown with its differing words marked, anything else whole. */
type FieldChange = { key: string; label: string; before: string; now: string; isText: boolean };

type ChangeWords = {
  content: SnapshotContent;
  definitions: readonly IndicatorDefinition[];
  statuses: readonly { code: string; label: string }[];
};

/** The fields of an item that changed since it was cleared, each as it was and as it is. */
function describeItemChange(change: ItemChange, words: ChangeWords): FieldChange[] {
  const fields = change.fields.filter((field) => field !== reasonsField);
  const described =
    change.subject === 'activity'
      ? fields.map((field) => describeActivityField(change, field, words))
      : fields.map((field) => describeIndicatorField(change, field, words));
  if (!change.fields.includes(reasonsField)) return described;
  return [
    ...described,
    {
      key: reasonsField,
      label: 'Reasons for warnings',
      before: '',
      now: 'Another reason is given than when it was cleared.',
      isText: false,
    },
  ];
}

type ActivityChange = Extract<ItemChange, { subject: 'activity' }>;
type IndicatorChange = Extract<ItemChange, { subject: 'indicator' }>;

function describeActivityField(
  { code, before }: ActivityChange,
  field: string,
  { content, statuses }: ChangeWords,
): FieldChange {
  const now = content.activities.find(({ activity }) => activity === code);
  const describeStatus = (status: string | null | undefined) =>
    statuses.find((known) => known.code === status)?.label ?? status ?? 'Not chosen';
  switch (field) {
    case 'status':
      return {
        key: field,
        label: activityWords.status.label,
        before: describeStatus(before?.status),
        now: describeStatus(now?.status),
        isText: false,
      };
    case 'narrativeReleased':
      return {
        key: field,
        label: activityWords.narrativeReleased.label,
        before: before?.narrativeReleased ? 'Yes' : 'No',
        now: now?.narrativeReleased ? 'Yes' : 'No',
        isText: false,
      };
    case 'obstacles':
    case 'helpWanted':
      return {
        key: field,
        label: activityWords[field].label,
        before: formatKinds(field, before?.[field]),
        now: formatKinds(field, now?.[field]),
        isText: false,
      };
    default: {
      const name = field as 'achievements' | 'challenges' | 'nextSteps';
      return {
        key: field,
        label: activityWords[name].label,
        before: before?.[name] ?? '',
        now: now?.[name] ?? '',
        isText: true,
      };
    }
  }
}

function describeIndicatorField(
  { code, before }: IndicatorChange,
  field: string,
  { content, definitions }: ChangeWords,
): FieldChange {
  const now = content.indicators.find(({ indicator }) => indicator === code);
  if (field === 'note') {
    return {
      key: field,
      label: indicatorWords.note.label,
      before: before?.note ?? '',
      now: now?.note ?? '',
      isText: true,
    };
  }
  if (field === 'release') {
    return {
      key: field,
      label: indicatorWords.release.label,
      before: releaseLabels[before?.release ?? 'regional'],
      now: releaseLabels[now?.release ?? 'regional'],
      isText: false,
    };
  }
  const definition = definitions.find((known) => known.code === code);
  const cellOf = (item: typeof now | null) =>
    item?.cells.find((cell) => buildSnapshotCellKey(cell) === field);
  const say = (item: typeof now | null) =>
    definition ? formatSnapshotCell(definition, cellOf(item)) : String(cellOf(item)?.value ?? '');
  return {
    key: field,
    label: definition ? nameCell(field, definition) : field,
    before: say(before),
    now: say(now),
    isText: definition !== undefined && getAnswerKind(definition.measure) === 'text',
  };
}
