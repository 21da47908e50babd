import { randomUUID } from 'node:crypto';
import { data, Form, redirect } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { Button } from '#app/components/button.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { SelectField, TextField } from '#app/components/field.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import styles from '#app/features/delegation/delegation.module.css';
import { DelegationTable } from '#app/features/delegation/delegation-table.tsx';
import { ask, attempt, getRefusalStatus, listFormProblems } from '#app/features/errors/ask.ts';
import { describeRole } from '#app/features/people/role-words.ts';
import { PageTitle } from '#app/features/submission/page-title.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/cover';
import { openPost, requireReporter } from './open-report.server.ts';

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
  const { caller, requestId, form } = await openPost(args);
  const text = (name: string) => String(form.get(name) ?? '');
  const isEnd = form.get('intent') === 'end';
  const typed = { assignment: text('assignment'), to: text('to'), from: text('from'), until: text('until') };
  const outcome = await attempt(requestId, async () => {
    if (isEnd) return caller.cover.end({ assignment: Number(typed.assignment) || 1 });
    return caller.cover.handOver({
      assignment: Number(typed.assignment) || 1,
      to: typed.to,
      from: typed.from,
      until: typed.until,
      requestId: text('requestId') || randomUUID(),
    });
  });
  if (outcome.ok) throw redirect(`/workspace/cover?done=${isEnd ? 'end' : 'handOver'}`, 303);
  return data(
    { refusal: outcome.refusal, typed: isEnd ? null : typed },
    { status: getRefusalStatus(outcome.refusal) },
  );
}

const doneWords: Record<string, string> = {
  handOver: 'The role is handed over for these days. You keep it too.',
  end: 'The cover has ended.',
};

export default function CoverPage({ loaderData, actionData }: Route.ComponentProps) {
  const { covers, today, done, formId } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const typed = actionData?.typed ?? null;
  const errorOf = (path: string) =>
    typed ? refusal?.fields.find((field) => field.path === path)?.message : undefined;
  const colleagues = new Map(covers.own.flatMap((own) => own.colleagues).map(({ id, name }) => [id, name]));
  return (
    <>
      <PageTitle isError={refusal !== null}>Delegation while you are away</PageTitle>
      <ErrorSummary errors={listFormProblems(refusal)} />
      <Breadcrumbs items={[{ label: 'My reports', to: '/workspace' }]} />
      <PageHeading lead="Hand your role to a colleague for the days of your absence. They act under their own name, and history shows it.">
        Delegation while you are away
      </PageHeading>
      {done && !refusal && Object.hasOwn(doneWords, done) ? (
        <Notice kind="success" live title={doneWords[done]} />
      ) : null}
      {covers.taken.length > 0 ? (
        <Section id="taken" title="You stand in for others">
          <DelegationTable covers={covers.taken} today={today} side="away" />
        </Section>
      ) : null}
      {covers.given.length > 0 ? (
        <Section id="given" title="Others stand in for you">
          <DelegationTable covers={covers.given} today={today} side="standIn" />
        </Section>
      ) : null}
      <Section id="hand-over" title="Hand a role over">
        {colleagues.size === 0 ? (
          <p>
            Nobody else works for the same report yet. The secretariat invites colleagues; then you can hand
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
              defaultValue={typed?.assignment}
              error={errorOf('assignment')}
            />
            <SelectField
              id="to"
              name="to"
              label="Colleague who stands in"
              hint="Somebody who works for the same report. Who has no account yet is invited by the secretariat."
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
              hint="The role goes back by itself after this day."
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
