import { randomUUID } from 'node:crypto';
import { Form } from 'react-router';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Button } from '#app/components/button.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { SelectField, TextField } from '#app/components/field.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import styles from './cover.module.css';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, number, text } from '#app/features/forms/answer-form.server.ts';
import { describeRole } from '#app/features/people/role-words.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/cover';
import { openPost, requireReporter } from './open-report.server.ts';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';

export async function loader(args: Route.LoaderArgs) {
  await requireReporter(args);
  const { caller, requestId, today } = args.context.get(requestContext);
  return {
    covers: await ask(requestId, () => caller.cover.list()),
    today,
    done: new URL(args.request.url).searchParams.get('done'),
    formId: randomUUID(),
  };
}

/** After a refusal too: a colleague may have left in the meantime. */
export const shouldRevalidate = () => true;

export async function action(args: Route.ActionArgs) {
  const posted = await openPost(args);
  const { cover } = posted.caller;
  return answerForm(posted, {
    handOver: intent({ assignment: number, to: text, from: text, until: text }, async (typed, requestId) => {
      await cover.handOver({ ...typed, requestId });
      return '/workspace/cover?done=handOver';
    }),
    end: intent({ assignment: number }, async (typed) => {
      await cover.end(typed);
      return '/workspace/cover?done=end';
    }),
  });
}

const doneWords: Record<string, string> = {
  handOver: 'The role is handed over for these days. You also keep it.',
  end: 'The delegation has ended.',
};

export default function CoverPage({ loaderData, actionData }: Route.ComponentProps) {
  const { covers, today, done, formId } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const typed = actionData?.intent === 'handOver' ? actionData.typed : null;
  const errorOf = (path: string) =>
    typed ? refusal?.fields.find((field) => field.path === path)?.message : undefined;
  const colleagues = new Map(covers.own.flatMap((own) => own.colleagues).map(({ id, name }) => [id, name]));
  return (
    <>
      <PageTitle parts={['Delegation while you are away']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      <Breadcrumbs items={[{ label: 'My reports', to: '/workspace' }]} />
      <PageHeading lead="Hand your role to a colleague for the days of your absence. They act under their own name, and history shows it.">
        Delegation while you are away
      </PageHeading>
      {done && !refusal && Object.hasOwn(doneWords, done) ? (
        <Notice kind="success" live title={doneWords[done]} />
      ) : null}
      {covers.taken.length > 0 ? (
        <Section id="taken" title="You act for others">
          <DelegationTable covers={covers.taken} today={today} side="away" />
        </Section>
      ) : null}
      {covers.given.length > 0 ? (
        <Section id="given" title="Others act for you">
          <DelegationTable covers={covers.given} today={today} side="standIn" />
        </Section>
      ) : null}
      <Section id="hand-over" title="Hand over a role">
        {colleagues.size === 0 ? (
          <p>
            Nobody else works on this report yet. Ask the secretariat to invite a colleague; then you can hand
            over to them.
          </p>
        ) : (
          <Form method="post" noValidate>
            <input type="hidden" name="requestId" value={formId} />
            <SelectField
              id="assignment"
              name="assignment"
              label="Role"
              options={covers.own.map(({ assignment, role, reporter, agency }) => ({
                value: String(assignment),
                label: describeRole(role, reporter.name, agency),
              }))}
              defaultValue={typed ? String(typed.assignment) : undefined}
              error={errorOf('assignment')}
            />
            <SelectField
              id="to"
              name="to"
              label="Colleague"
              hint="Somebody who works on the same report. If they have no account yet, ask the secretariat to invite them."
              placeholder="Choose a colleague"
              options={[...colleagues].map(([value, label]) => ({ value, label }))}
              defaultValue={typed?.to}
              error={errorOf('to')}
            />
            <TextField
              id="from"
              name="from"
              type="date"
              width={20}
              label="First day"
              min={today}
              defaultValue={typed?.from ?? today}
              error={errorOf('from')}
            />
            <TextField
              id="until"
              name="until"
              type="date"
              width={20}
              label="Last day"
              hint="The role ends automatically after this day."
              min={today}
              defaultValue={typed?.until}
              error={errorOf('until')}
            />
            <p className={styles.act}>
              <Button name="intent" value="handOver">
                Hand over
              </Button>
            </p>
          </Form>
        )}
      </Section>
    </>
  );
}

type DelegationRow = {
  assignment: number;
  role: string;
  reporter: { name: string };
  agency: string | null;
  away: string;
  standIn: string;
  from: string;
  until: string;
};

interface CoverTableProps {
  covers: readonly DelegationRow[];
  today: string;
  /** Whose name is shown: whoever is away, or whoever stands in. */
  side: 'away' | 'standIn';
}

/** Delegations that are running or still to come, each with the button that ends it. */
function DelegationTable({ covers, today, side }: CoverTableProps) {
  return (
    <DataTable
      caption={side === 'away' ? 'Roles that you hold for others' : 'Roles that others hold for you'}
      captionHidden
      narrow="stack"
      rows={covers}
      rowKey={({ assignment }) => assignment}
      columns={[
        {
          key: 'role',
          header: 'Role',
          rowHeader: true,
          cell: ({ role, reporter, agency }) => describeRole(role, reporter.name, agency),
        },
        {
          key: 'name',
          header: side === 'away' ? 'For' : 'StatusRows in',
          cell: (cover) => cover[side],
        },
        {
          key: 'days',
          header: 'Days',
          cell: ({ from, until }) => (
            <>
              {from > today ? (
                <>
                  From <DateText iso={from} /> until{' '}
                </>
              ) : (
                'Until '
              )}
              <DateText iso={until} />
            </>
          ),
        },
        {
          key: 'end',
          header: <VisuallyHidden>End the delegation</VisuallyHidden>,
          cell: (cover) => (
            <Form method="post">
              <input type="hidden" name="assignment" value={cover.assignment} />
              <Button variant="secondary" compact name="intent" value="end">
                End now <VisuallyHidden>the delegation to {cover.standIn}</VisuallyHidden>
              </Button>
            </Form>
          ),
        },
      ]}
    />
  );
}
