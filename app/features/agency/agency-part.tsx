import type { Agencies, AgencyStatus, AssignableArea, AssignableItem } from '#app/contract.ts';
import { formatVerb, formatCount } from '#server/domain/language/counted-nouns.ts';
import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { EmptyState } from '#app/components/notice.tsx';
import { TextArea } from '#app/components/field.tsx';
import { Section } from '#app/components/layout.tsx';
import { Progress, Tag } from '#app/components/tag.tsx';
import { TaskList } from '#app/components/task-list.tsx';
import { buildItemPath, type ReportKey } from '#app/features/submission/report-paths.ts';
import styles from './agency.module.css';

/** How many of the agencies that hold a part have delivered it, as a sentence. */
export function describeDelivered(agencies: readonly AgencyStatus[]): string {
  const holding = agencies.filter(({ due }) => due > 0);
  const delivered = holding.filter((agency) => agency.delivered !== null).length;
  if (holding.length === 0) return 'No agency has a part of this report. You write all of it.';
  if (delivered === holding.length) {
    return holding.length === 1
      ? 'The agency has delivered its part.'
      : `All ${holding.length} agencies have delivered.`;
  }
  const of = formatCount(holding.length, 'agencies');
  return `${delivered} of ${of} ${formatVerb(delivered, 'have')} delivered.`;
}

/** What nobody holds, as a sentence; empty when each item has a holder. */
export function describeUnheld(areas: Agencies['areas']): string {
  const items = areas.flatMap((area) => area.items);
  const unheld = items.filter((item) => !isHeld(item)).length;
  if (unheld === 0 || unheld === items.length) return '';
  return `${formatCount(unheld, 'items', 'are')} not given to an agency, and yours to write.`;
}

/** Who holds what of an area, counted: "RTP 11, LABOUR 4, nobody 2". */
export function describeAreaHolders(items: readonly AssignableItem[]): string {
  const counts = new Map<string, number>();
  for (const { holder } of items) counts.set(holder ?? '', (counts.get(holder ?? '') ?? 0) + 1);
  return [...counts]
    .sort(([a, n], [b, m]) => Number(a === '') - Number(b === '') || m - n)
    .map(([acronym, n]) => (acronym === '' ? `with you ${n}` : `${acronym} ${n}`))
    .join(', ');
}

/** The parts of an indicator that somebody holds by name: "by form of exploitation RTP". */
export function describeNamedParts(dimensions: AssignableItem['dimensions']): string {
  return dimensions
    .flatMap(({ name, holder, categories }) => [
      ...(holder ? [`by ${name.toLowerCase()} ${holder}`] : []),
      ...categories.flatMap((category) =>
        category.holder ? [`${category.name.toLowerCase()} ${category.holder}`] : [],
      ),
    ])
    .join(', ');
}

const isHeld = ({ holder, dimensions }: AssignableItem) =>
  holder !== null ||
  dimensions.some(
    (one) => one.holder !== null || one.categories.some((category) => category.holder !== null),
  );

/** Items that were changed after a moment, as a sentence; empty for none. */
export const describeChangedSince = (n: number): string =>
  n === 0 ? '' : `${formatCount(n, 'items')} changed since`;

/** "Sex: Female" and the like for the cells of an indicator, and "Total". */
export function listCellNames(keys: readonly string[], dimensions: AssignableItem['dimensions']): string[] {
  const names: string[] = keys.includes('total') ? ['Total'] : [];
  for (const { code, name, categories } of dimensions) {
    const own = categories.filter((category) => keys.includes(`${code}=${category.code}`));
    if (own.length === 0) continue;
    names.push(
      own.length === categories.length
        ? `By ${name.toLowerCase()}`
        : `${name}: ${own.map((one) => one.name).join(', ')}`,
    );
  }
  return names;
}

/** What was done, said on the page that follows. */
export const agencyDone: Record<string, string> = {
  assign: 'The parts are assigned.',
  end: 'The parts are taken back. You write them from now on.',
  remind: 'A reminder is being sent.',
  reminded: 'A reminder was already sent today. The limit is one a day.',
  deliver: 'Your part is delivered. Your focal point can see it.',
  takeBack: 'The delivery is withdrawn. Deliver again when your part is complete.',
  markReady: 'The report is sent to the clearing officer.',
  unmarkReady: 'The report is back with you. It is no longer marked as ready.',
};

/** A part of a report as the contract takes it. */
type PartInput = { activity?: string; indicator?: string; dimension?: string; category?: string };

const spell = (...parts: string[]) => parts.map(encodeURIComponent).join('/');

/** The values of checkboxes: an area with all that is in it, an item, and parts of an indicator. */
export const areaValue = (area: string): string => spell('area', area);
export const itemValue = (kind: 'activity' | 'indicator', code: string): string => spell(kind, code);
export const partValue = (indicator: string, ...place: string[]): string =>
  spell('indicator', indicator, ...place);

/** The parts that were chosen; an area stands for its activities and whole indicators. */
export function readParts(values: readonly string[], areas: readonly AssignableArea[]): PartInput[] {
  return values.flatMap((value): PartInput[] => {
    const [kind, code = '', dimension, category] = value.split('/').map(decodePart);
    if (kind === 'area') {
      const items = areas.find((area) => area.code === code)?.items ?? [];
      return items.map((item) =>
        item.kind === 'activity' ? { activity: item.code } : { indicator: item.code },
      );
    }
    if (kind === 'activity') return [{ activity: code }];
    return [{ indicator: code, ...(dimension ? { dimension } : {}), ...(category ? { category } : {}) }];
  });
}

/** Somebody's own spelling that is none becomes a name that nothing has. */
function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

interface OwnPartProps {
  agency: AgencyStatus;
  areas: Agencies['areas'];
  reportKey: ReportKey;
}

/** What the viewer's agency holds of the report, and whether it is delivered. */
export function OwnPart({ agency, areas, reportKey }: OwnPartProps) {
  const id = `own-${agency.acronym}`;
  if (agency.due === 0) {
    return (
      <Section id={id} title={agency.name}>
        <EmptyState title="Your agency has no part of this report yet.">
          Your focal point assigns the parts. They then appear here and on the task list.
        </EmptyState>
      </Section>
    );
  }
  const itemOf = new Map(agency.items.map((item) => [`${item.kind} ${item.code}`, item]));
  const own = areas.flatMap(({ items }) =>
    items.flatMap((item) => {
      const held = itemOf.get(`${item.kind} ${item.code}`);
      return held ? [{ ...item, held }] : [];
    }),
  );
  return (
    <Section id={id} title={agency.name}>
      <Progress value={agency.complete} max={agency.due} label="of your items complete" />
      <DeliveredLine agency={agency} />
      <TaskList
        labelledBy={id}
        tasks={own.map(({ kind, code, title, held, dimensions }) => ({
          id: `own-${kind}-${code}`,
          code,
          title,
          to: buildItemPath(reportKey, kind, code),
          hint: held.cells ? `Your cells: ${listCellNames(held.cells, dimensions).join('; ')}` : undefined,
          status: (
            <Tag emphasis={held.complete ? 'done' : 'quiet'}>{held.complete ? 'Complete' : 'Missing'}</Tag>
          ),
        }))}
      />
    </Section>
  );
}

/** That an agency's part is delivered, by whom and when, with what was said; nothing where it is not. */
function DeliveredLine({ agency: { delivered, changedSince } }: { agency: AgencyStatus }) {
  if (!delivered) return null;
  return (
    <>
      <p>
        Delivered on <DateText iso={delivered.at} withTime withZone /> by {delivered.by}.{' '}
        {changedSince > 0 ? `${describeChangedSince(changedSince)}.` : ''}
      </p>
      {delivered.note ? <p className={styles.said}>{delivered.note}</p> : null}
    </>
  );
}

interface DeliverySectionProps {
  agency: AgencyStatus;
  /** Whether the report is with its writers. */
  open: boolean;
  typedNote: string;
  error: string | undefined;
}

/** The form by which an agency delivers its part, or withdraws the delivery. */
export function DeliverySection({ agency, open, typedNote, error }: DeliverySectionProps) {
  const { delivered, acronym, name, complete, due } = agency;
  return (
    <div className={styles.own}>
      <h3>{delivered ? `Your part is delivered: ${name}` : `Deliver your part: ${name}`}</h3>
      <DeliveredLine agency={agency} />
      {open ? (
        <Form method="post" noValidate className={styles.form}>
          <input type="hidden" name="agency" value={acronym} />
          {delivered ? (
            <Button variant="secondary" name="intent" value="takeBack">
              Withdraw the delivery
            </Button>
          ) : (
            <>
              {complete < due ? (
                <p>
                  {due - complete === 1 ? 'One item is' : `${due - complete} items are`} not answered. You can
                  deliver anyway, and say why.
                </p>
              ) : null}
              <TextArea
                id={`note-${acronym}`}
                name="note"
                label="Note to your focal point"
                optional
                rows={2}
                limit={2000}
                defaultValue={typedNote}
                error={error}
              />
              <Button name="intent" value="deliver">
                Deliver your part
              </Button>
            </>
          )}
        </Form>
      ) : null}
    </div>
  );
}
