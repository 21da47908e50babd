import { Form, Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { EmptyState } from '#app/components/notice.tsx';
import { TextArea } from '#app/components/field.tsx';
import { Section } from '#app/components/layout.tsx';
import { Progress, Tag } from '#app/components/tag.tsx';
import { TaskList } from '#app/components/task-list.tsx';
import type { Agencies, AgencyStatus } from '#app/contract.ts';
import { buildItemPath, buildReportPath, type ReportKey } from '../submission/report-paths.ts';
import styles from './agency.module.css';
import { listCellNames, describeChangedSince } from './agency-words.ts';

interface OwnPartProps {
  agency: AgencyStatus;
  areas: Agencies['areas'];
  reportKey: ReportKey;
  /** Whether the report is with its writers. */
  open: boolean;
  typedNote: string;
  error: string | undefined;
}

/** What the viewer's agency holds of the report, and the form that says that it is there. */
export function OwnPart({ agency, areas, reportKey, open, typedNote, error }: OwnPartProps) {
  const id = `own-${agency.acronym}`;
  if (agency.due === 0) {
    return (
      <Section id={id} title={agency.name}>
        <EmptyState title="Nothing of this report is in your agency's hands yet.">
          Your focal point gives out the parts. You see them here, and on the task list, as soon as that is
          done.
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
      <Delivery agency={agency} open={open} typedNote={typedNote} error={error} />
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

function Delivery({ agency, open, typedNote, error }: Omit<OwnPartProps, 'areas' | 'reportKey'>) {
  const { delivered, acronym, complete, due, changedSince } = agency;
  const noteId = `note-${acronym}`;
  return (
    <div className={styles.own}>
      {delivered ? (
        <>
          <p>
            Delivered on <DateText iso={delivered.at} withTime zoneName="UTC" /> by {delivered.by}.{' '}
            {changedSince > 0 ? `${describeChangedSince(changedSince)}.` : ''}
          </p>
          {delivered.note ? <p className={styles.said}>{delivered.note}</p> : null}
        </>
      ) : null}
      {open ? (
        <Form method="post" noValidate className={styles.form}>
          <input type="hidden" name="agency" value={acronym} />
          {delivered ? (
            <Button variant="secondary" name="intent" value="takeBack">
              Take the delivery back
            </Button>
          ) : (
            <>
              {complete < due ? (
                <p>
                  {due - complete === 1 ? 'One item is' : `${due - complete} items are`} still missing. You
                  can deliver all the same, and say why.
                </p>
              ) : null}
              <TextArea
                id={noteId}
                name="note"
                label="Note to your focal point"
                optional
                rows={3}
                limit={2000}
                defaultValue={typedNote}
                error={error}
              />
              <Button name="intent" value="deliver">
                Our part is delivered
              </Button>
            </>
          )}
        </Form>
      ) : null}
    </div>
  );
}

/** On the task list of an agency's people: whose part this is, and the way to deliver it. */
export function DeliverCall({
  agencies,
  reportKey,
}: {
  agencies: readonly AgencyStatus[];
  reportKey: ReportKey;
}) {
  const path = buildReportPath(reportKey, 'agencies');
  return agencies.map((agency) => (
    <div key={agency.acronym} className={styles.call}>
      <p>
        You see the part of <strong>{agency.name}</strong>; the rest of the report is with others.
      </p>
      <p>
        {agency.due === 0 ? (
          'Nothing is in its hands yet. Your focal point gives out the parts.'
        ) : agency.delivered ? (
          <>
            Delivered on <DateText iso={agency.delivered.at} />.{' '}
            {agency.changedSince > 0 ? `${describeChangedSince(agency.changedSince)}. ` : ''}
            <Link to={path}>See the delivery</Link>
          </>
        ) : (
          <>
            {agency.complete} of {agency.due} complete.{' '}
            <Link to={path}>
              {agency.complete === agency.due ? 'All is there: deliver your part' : 'Deliver your part'}
            </Link>
          </>
        )}
      </p>
    </div>
  ));
}
