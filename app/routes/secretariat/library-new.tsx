import { randomUUID } from 'node:crypto';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import { answerEntryForm } from '#app/features/library/edit/answer-entry-form.server.ts';
import { emptyEntry } from '#app/features/library/edit/entry-form-values.ts';
import { EntryForm } from '#app/features/library/edit/entry-form.tsx';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/library-new';

export async function loader({ context }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  return { choices: await ask(requestId, () => caller.library.choices()), formId: randomUUID() };
}

export const action = ({ context }: Route.ActionArgs) => answerEntryForm(context.get(requestContext));

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
        typed={actionData?.intent === 'save' ? actionData.typed.entry : emptyEntry}
        version={0}
        formId={loaderData.formId}
        problems={refusal?.fields ?? []}
      />
    </>
  );
}
