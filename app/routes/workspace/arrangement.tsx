import { randomUUID } from 'node:crypto';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { AccountForm, ReleaseForm } from '#app/features/arrangement/account-form.tsx';
import { AccountHistory, Accounts, AgreedTerms } from '#app/features/arrangement/accounts.tsx';
import { readAccountForm } from '#app/features/arrangement/read-arrangement-form.server.ts';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerForm, intent, list, number } from '#app/features/forms/answer-form.server.ts';
import { findNewest, toTypedAccount } from '#server/domain/arrangement/arrangement.rules.ts';
import type { Route } from './+types/arrangement';
import { openPost, openReport } from './open-report.server.ts';

const doneWords: Record<string, string> = {
  report: 'Your account is saved. It is not published before you release it.',
  release: 'What may be published is saved.',
};

export async function loader(args: Route.LoaderArgs) {
  const { caller, requestId, key } = await openReport(args);
  const own = await ask(requestId, () =>
    caller.arrangement.getOwn({ code: args.params.code.slice(0, 400), reporter: key.reporter }),
  );
  const done = new URL(args.request.url).searchParams.get('done') ?? '';
  return { ...own, done: Object.hasOwn(doneWords, done) ? doneWords[done] : null, formId: randomUUID() };
}

const strip = (path: string) => path.replace(/^fields\./, '');

export async function action(args: Route.ActionArgs) {
  const posted = await openPost(args);
  const { caller, key } = posted;
  const about = { code: args.params.code, reporter: key.reporter };
  const goOn = (done: string) =>
    `/workspace/arrangements/${encodeURIComponent(about.code)}?reporter=${encodeURIComponent(about.reporter)}&done=${done}`;
  return answerForm(posted, {
    report: intent(
      readAccountForm,
      async (typed, requestId) => {
        await caller.arrangement.report({ ...about, ...typed, requestId });
        return goOn('report');
      },
      strip,
    ),
    release: intent({ version: number, number, parts: list }, async (typed, requestId) => {
      await caller.arrangement.release({ ...about, ...typed, requestId });
      return goOn('release');
    }),
  });
}

/** After a refusal too: what is in its way is often what somebody else has just done. */
export const shouldRevalidate = () => true;

/** An arrangement as a state that takes part sees it: all accounts, the form of its own, and its release. */
export default function ArrangementPage({ loaderData, actionData }: Route.ComponentProps) {
  const { arrangement, reporter, names, years, may, done, formId } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const own = findNewest(arrangement.accounts, reporter.code);
  const release = findNewest(arrangement.releases, reporter.code);
  const isOld =
    own !== null &&
    release !== null &&
    release.parts.length > 0 &&
    (release.number !== own.number || release.version !== arrangement.version);
  const shared = { arrangement, number: own?.number ?? 0, formId };
  const problemsOf = (name: string) => (actionData?.intent === name ? (refusal?.fields ?? []) : []);
  return (
    <>
      <PageTitle parts={[arrangement.title, 'Arrangements']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      {done && !refusal ? <Notice kind="success" live title={done} /> : null}
      <Breadcrumbs items={[{ label: 'My reports', to: '/workspace' }]} />
      <PageHeading kicker={`Arrangement in which ${reporter.name} takes part`} lead={arrangement.summary}>
        {arrangement.title}
      </PageHeading>
      {isOld ? (
        <Notice kind="warning" title="Something is new since your state released it.">
          <p>
            {release.version === arrangement.version
              ? 'Until you release your new account, the one before is published.'
              : 'The secretariat has changed what is agreed. It is not published before you release it again.'}
          </p>
        </Notice>
      ) : null}
      <Section id="agreed" title="What is agreed">
        <AgreedTerms arrangement={arrangement} names={names} />
      </Section>
      <Accounts arrangement={arrangement} names={names} />
      {may.report ? (
        <Section
          id="account"
          title={`The account of ${reporter.name}`}
          lead="The other states of the arrangement and the secretariat read it. The public reads it only when all have released theirs."
        >
          <AccountForm
            key={shared.number}
            {...shared}
            years={years}
            typed={
              actionData?.intent === 'report' ? actionData.typed.fields : toTypedAccount(own?.content ?? null)
            }
            problems={problemsOf('report')}
          />
        </Section>
      ) : null}
      {may.release && own ? (
        <ReleaseForm
          key={`release ${arrangement.releases.length}`}
          {...shared}
          parts={actionData?.intent === 'release' ? actionData.typed.parts : (release?.parts ?? [])}
          problems={problemsOf('release')}
        />
      ) : null}
      <AccountHistory arrangement={arrangement} names={names} />
    </>
  );
}
