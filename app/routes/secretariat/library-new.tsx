import { randomUUID } from 'node:crypto';
import { data } from 'react-router';
import { Breadcrumbs } from '#app/components/breadcrumbs.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { PageHeading } from '#app/components/page-heading.tsx';
import { PageTitle } from '#app/components/page-title.tsx';
import { ask, getRefusalStatus, listFormProblems } from '#app/features/errors/ask.ts';
import { emptyEntry } from '#app/features/library/edit/entry-form-values.ts';
import { EntryForm } from '#app/features/library/edit/entry-form.tsx';
import { runEntryForm } from '#app/features/library/edit/run-entry-form.server.ts';
import { readForm, requestContext } from '#app/request-context.ts';
import type { Route } from './+types/library-new';

export async function loader({ context }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  return { choices: await ask(requestId, () => caller.library.choices()), formId: randomUUID() };
}

export async function action({ context }: Route.ActionArgs) {
  const outcome = await runEntryForm(context.get(requestContext), readForm(context));
  return data(outcome, { status: getRefusalStatus(outcome.refusal) });
}

export default function LibraryNew({ loaderData, actionData }: Route.ComponentProps) {
  const refusal = actionData?.refusal ?? null;
  return (
    <>
      <PageTitle parts={['New entry', 'Library', 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      <Breadcrumbs items={[{ label: 'Library', to: '/secretariat/library' }]} />
      <PageHeading meta="It is not released until you say so.">Add an entry to the library</PageHeading>
      <EntryForm
        choices={loaderData.choices}
        typed={actionData?.typed ?? emptyEntry}
        version={0}
        formId={loaderData.formId}
        problems={refusal?.fields ?? []}
      />
    </>
  );
}
