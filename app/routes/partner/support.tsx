import { randomUUID } from 'node:crypto';
import { data, Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ask, buildRefusal, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, number, refuseField, text } from '#app/features/forms/answer-form.server.ts';
import {
  askAgain,
  findUnconfirmed,
  GuardedTextArea,
} from '#app/features/personal-data/guarded-text-area.tsx';
import { OwnSupportFacts, ownSupportPath } from '#app/features/support/own-support.tsx';
import { SupportAmounts } from '#app/features/support/support-amounts.tsx';
import { SupportStatements } from '#app/features/support/support-history.tsx';
import record from '#app/features/forms/record.module.css';
import { requestContext } from '#app/request-context.ts';
import { findVerdict, isAmountShown } from '#server/domain/support/support.rules.ts';
import { type StatementKind, statementLabels } from '#server/domain/support/support.schema.ts';
import type { Route } from './+types/support';

const isKind = (word: string | null): word is StatementKind =>
  word !== null && Object.hasOwn(statementLabels, word);

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const { supports } = await ask(requestId, () => caller.support.own());
  const support = supports.find(({ plan, code }) => plan.code === params.plan && code === params.code);
  if (!support) throw data(buildRefusal('NOT_FOUND', 'This support does not exist.'), { status: 404 });
  const done = new URL(request.url).searchParams.get('done');
  return { support, done: isKind(done) ? done : null, formId: randomUUID() };
}

export async function action({ context, params }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const say = (kind: StatementKind) =>
    intent({ version: number, text }, async (typed, requestId) => {
      if (posted.form && findUnconfirmed(posted.form).length > 0) throw refuseField('text', askAgain);
      const { plan, code } = params;
      await posted.caller.support.answer({ plan, code, kind, ...typed, requestId });
      return `${ownSupportPath({ plan: { code: plan, title: '' }, code })}?done=${kind}`;
    });
  return answerForm(posted, {
    confirmed: say('confirmed'),
    corrected: say('corrected'),
    consented: say('consented'),
    withdrew: say('withdrew'),
  });
}

export default function OwnSupportPage({ loaderData, actionData }: Route.ComponentProps) {
  const { support, done, formId } = loaderData;
  const { content, statements, version, dollars } = support;
  const refusal = actionData?.refusal ?? null;
  const problem = refusal?.fields.find(({ path }) => path === 'text')?.message;
  const isConfirmed = findVerdict(statements, version)?.kind === 'confirmed';
  const hidden = (
    <>
      <input type="hidden" name="version" value={version} />
      <input type="hidden" name="requestId" value={formId} />
    </>
  );
  return (
    <>
      <PageTitle parts={[content.description.slice(0, 60), 'Partner']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      {done && !actionData ? <Notice kind="success" live title={`${statementLabels[done]}.`} /> : null}
      <Breadcrumbs items={[{ label: 'Your support', to: '/partner' }]} />
      <PageHeading kicker={support.code}>{content.description}</PageHeading>
      <OwnSupportFacts support={support} />
      {content.amounts.length > 0 ? (
        <Section id="amounts" title="Amounts">
          <SupportAmounts amounts={content.amounts} dollars={dollars} />
        </Section>
      ) : null}
      {content.withdrawn ? null : (
        <>
          <Section
            id="check"
            title="Is this correct?"
            lead={
              isConfirmed
                ? 'You confirmed this entry, and the next publication shows it. If something is wrong, tell the secretariat.'
                : 'Publications show an entry once you have confirmed it: all of it but its amounts, which are shown only if you agree. Without that, sentences with numbers are not shown either.'
            }
          >
            {isConfirmed ? null : (
              <Form method="post" className={record.form}>
                {hidden}
                <Button name="intent" value="confirmed">
                  Confirm that it is correct
                </Button>
              </Form>
            )}
            <Form method="post" noValidate className={record.form}>
              {hidden}
              <GuardedTextArea
                id="text"
                name="text"
                label="What is wrong, and what should it be?"
                hint="The secretariat reads this and changes the entry. Do not name persons."
                rows={3}
                limit={1000}
                defaultValue={actionData?.typed.text ?? ''}
                stored=""
                error={problem}
              />
              <Button name="intent" value="corrected" variant="secondary">
                Propose a correction
              </Button>
            </Form>
          </Section>
          {content.amounts.length > 0 ? (
            <Section
              id="consent"
              title={
                isAmountShown(statements)
                  ? 'You agreed that these amounts may be published'
                  : 'These amounts may not be published'
              }
              lead={
                isAmountShown(statements)
                  ? 'The next publication shows them if you have confirmed the entry. If you withdraw, later publications do not show them. What has been published stays known.'
                  : 'The entry says that it has amounts, and not how much. If you agree, later publications show them. You can withdraw, but what has been published stays known.'
              }
            >
              <Form method="post" className={record.form}>
                {hidden}
                {isAmountShown(statements) ? (
                  <Button name="intent" value="withdrew" variant="secondary">
                    Withdraw consent
                  </Button>
                ) : (
                  <Button name="intent" value="consented" variant="secondary">
                    Agree that the amounts may be published
                  </Button>
                )}
              </Form>
            </Section>
          ) : null}
        </>
      )}
      {statements.length > 0 ? (
        <Section id="said" title="What you said">
          <SupportStatements statements={statements} />
        </Section>
      ) : null}
    </>
  );
}
