import { randomUUID } from 'node:crypto';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { readDeskPlans } from '#app/features/desk/read-desk.server.ts';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { askAgain, findUnconfirmed } from '#app/features/personal-data/guarded-text-area.tsx';
import { answerForm, intent, refuseField } from '#app/features/forms/answer-form.server.ts';
import { readSupportForm } from '#app/features/support/read-support-form.server.ts';
import { SupportAmounts } from '#app/features/support/support-amounts.tsx';
import { emptySupport, SupportForm } from '#app/features/support/support-form.tsx';
import { SupportStatements, SupportVersions } from '#app/features/support/support-history.tsx';
import { supportPath } from '#app/features/support/support-words.ts';
import { requestContext } from '#app/request-context.ts';
import { findVerdict, isAmountShown, toTypedSupport } from '#server/domain/support/support.rules.ts';
import type { Support } from '#server/domain/support/support.schema.ts';
import type { Route } from './+types/support-entry';

const readCode = (code: string) => (code === 'new' ? undefined : code.slice(0, 40));

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const { plan } = (await readDeskPlans({ context, request })).asked;
  const page = await ask(requestId, () => caller.support.get({ plan, code: readCode(params.code) }));
  const done = new URL(request.url).searchParams.has('saved');
  return { ...page, asked: plan, done, formId: randomUUID() };
}

export async function action({ context, params, request }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const { plan } = (await readDeskPlans({ context, request })).asked;
  return answerForm(posted, {
    '': intent(
      readSupportForm,
      async (typed, requestId) => {
        if (posted.form && findUnconfirmed(posted.form).length > 0)
          throw refuseField('description', askAgain);
        const code = readCode(params.code);
        const saved = await posted.caller.support.save({ plan, code, ...typed, requestId });
        return `${supportPath(plan, saved.code)}${plan ? '&' : '?'}saved=1`;
      },
      (path) => path.replace(/^fields\./, ''),
    ),
  });
}

export default function SupportEntry({ loaderData, actionData }: Route.ComponentProps) {
  const { plan, support, lists, history, dollars, asked, done, formId } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const conflict = refusal?.code === 'CONFLICT' ? (refusal.current as unknown as Support | null) : null;
  const stored = support ? toTypedSupport(support.partner.code, support.content) : emptySupport;
  const version = conflict?.version ?? support?.version ?? 0;
  const verdict = support ? findVerdict(support.statements, support.version) : null;
  return (
    <>
      <PageTitle
        parts={[support?.code ?? 'Add support', 'Support', 'Secretariat']}
        failed={refusal !== null}
      />
      <ErrorSummary errors={listFormProblems(refusal)} />
      {done && !actionData ? <Notice kind="success" live title="It is saved." /> : null}
      <Breadcrumbs items={[{ label: 'Support', to: supportPath(asked) }]} />
      <PageHeading kicker={support ? support.code : plan.title}>
        {support ? support.partner.name : 'Add support'}
      </PageHeading>
      {conflict ? (
        <Notice kind="warning" title="Somebody else changed this while you were editing. Nothing was saved.">
          <p>
            {conflict.changedBy} saved version {conflict.version}. Your text is in the form. Save again to
            replace the stored version.
          </p>
        </Notice>
      ) : null}
      {verdict?.kind === 'corrected' ? (
        <Notice kind="warning" title="The partner proposes a correction">
          <p>{verdict.text}</p>
        </Notice>
      ) : null}
      {support && support.content.amounts.length > 0 ? (
        <Section
          id="money"
          title="Amounts in US dollars"
          lead={
            isAmountShown(support.statements)
              ? 'The partner agrees that its amounts may be published.'
              : 'The partner has not agreed that its amounts may be published.'
          }
        >
          <SupportAmounts amounts={support.content.amounts} dollars={dollars} />
        </Section>
      ) : null}
      <Section id="change" title={support ? 'Change' : 'What is given'}>
        <SupportForm
          key={version}
          lists={lists}
          typed={actionData?.typed.fields ?? stored}
          stored={stored.description}
          version={version}
          partnerName={support?.partner.name ?? null}
          formId={formId}
          problems={refusal?.fields ?? []}
        />
      </Section>
      {support && support.statements.length > 0 ? (
        <Section id="said" title="What the partner says">
          <SupportStatements statements={support.statements} />
        </Section>
      ) : null}
      {history.length > 0 ? (
        <Section id="history" title="Versions">
          <SupportVersions versions={history} lists={lists} />
        </Section>
      ) : null}
    </>
  );
}
