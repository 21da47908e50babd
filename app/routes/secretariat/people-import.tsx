import { Breadcrumbs } from '#app/components/navigation.tsx';
import { ButtonGroup, ButtonLink } from '#app/components/button.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { UploadForm } from '#app/components/field.tsx';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import {
  answerForm,
  files,
  intent,
  readBase64,
  readDroppedSize,
} from '#app/features/forms/answer-form.server.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/people-import';

export async function loader({ context }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  // Asked for its permission: the page itself shows no one.
  await ask(requestId, () => caller.people.listTemplate({ format: 'csv' }));
  return null;
}

export async function action({ context, request }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  return answerForm(posted, {
    '': intent({ file: files }, async ({ file: [file] }) => {
      const { upload } = await posted.caller.people.uploadList({
        fileName: file?.name ?? '',
        content: file ? await readBase64(file) : '',
        size: readDroppedSize(request) ?? 0,
      });
      return `/secretariat/people/import/${upload}`;
    }),
  });
}

export default function PeopleImportPage({ actionData }: Route.ComponentProps) {
  const [problem = null] = listFormProblems(actionData?.refusal ?? null).map(({ message }) => message);
  return (
    <>
      <PageTitle parts={['Invite from a list', 'People', 'Secretariat']} failed={problem !== null} />
      <ErrorSummary errors={problem === null ? [] : [{ fieldId: 'file', message: problem }]} />
      <Breadcrumbs items={[{ label: 'People', to: '/secretariat/people' }]} />
      <PageHeading lead="One row for each person and role. Nobody is invited until you have seen a preview.">
        Invite people from a list
      </PageHeading>
      <Section id="fetch" title="Download a template">
        <ButtonGroup>
          <ButtonLink variant="secondary" reloadDocument to="/secretariat/people/template">
            Template as a workbook
          </ButtonLink>
          <ButtonLink variant="quiet" reloadDocument to="/secretariat/people/template?format=csv">
            As a CSV file
          </ButtonLink>
        </ButtonGroup>
        <p>The workbook has lists of roles, states, bodies and agencies to choose from.</p>
      </Section>
      <Section id="send" title="Upload it">
        <UploadForm
          label="The workbook or CSV file"
          hint="An .xlsx or .csv file with at most 500 people."
          accept=".xlsx,.csv"
          problem={problem}
        />
      </Section>
    </>
  );
}
