import { randomUUID } from 'node:crypto';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { SelectField, TextField } from '#app/components/field.tsx';
import { Section } from '#app/components/layout.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import type { AppCaller } from '#app/contract.ts';
import { readDeskPlans } from '#app/features/desk/read-desk.server.ts';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import {
  answerForm,
  files,
  intent,
  list,
  readBase64,
  readDroppedSize,
  refuseField,
  text,
} from '#app/features/forms/answer-form.server.ts';
import { IatiPreviewTable } from '#app/features/support/iati-preview.tsx';
import { supportPath } from '#app/features/support/support-words.ts';
import { requestContext } from '#app/request-context.ts';
import type { Route } from './+types/support-import';

type Rows = Parameters<AppCaller['support']['importIati']>[0]['rows'];

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const { plan } = (await readDeskPlans({ context, request })).asked;
  const { lists, plan: found } = await ask(requestId, () => caller.support.get({ plan }));
  return { partners: lists.partners, planCode: found.code, asked: plan, formId: randomUUID() };
}

/** The rows of a preview as its page sends them back; the contract checks them as it checks any form. */
function readRows(rows: readonly string[]): Rows {
  try {
    return rows.map((row) => JSON.parse(row) as Rows[number]);
  } catch {
    throw refuseField('file', 'The preview has changed since you opened it. Upload the file again.');
  }
}

export async function action({ context, request }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const { plan } = (await readDeskPlans({ context, request })).asked;
  const size = readDroppedSize(request) ?? 0;
  return answerForm(posted, {
    '': intent({ partner: text, file: files }, async ({ partner, file: [file] }) => {
      if (size === 0 && !file) throw refuseField('file', 'Choose the IATI file.');
      return posted.caller.support.previewIati({
        plan,
        partner,
        fileName: file?.name ?? '',
        content: file ? await readBase64(file) : '',
        size,
      });
    }),
    save: intent(
      { row: list },
      async ({ row }, requestId) => {
        await posted.caller.support.importIati({ plan, rows: readRows(row), requestId });
        return `${supportPath(plan)}${plan ? '&' : '?'}saved=1`;
      },
      // The page shows the file again, not the fields of an entry.
      () => 'file',
    ),
  });
}

export default function SupportImport({ loaderData, actionData }: Route.ComponentProps) {
  const { partners, planCode, asked, formId } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const preview = actionData?.intent === '' ? actionData.shown : null;
  const problem = (path: string) => refusal?.fields.find((one) => one.path === path)?.message;
  return (
    <>
      <PageTitle parts={['Import an IATI file', 'Support', 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={listFormProblems(refusal)} />
      <Breadcrumbs items={[{ label: 'Support', to: supportPath(asked) }]} />
      <PageHeading
        lead={`The activities of a partner’s IATI 2.03 file that name the plan. They name it by a related activity such as XI-EXAMPLE-${planCode}-PLAN, or by a tag of vocabulary 99 with the code ${planCode}.`}
      >
        Import a partner’s IATI file
      </PageHeading>
      {preview ? <IatiPreviewTable preview={preview} backTo={supportPath(asked)} formId={formId} /> : null}
      <Section id="send" title={preview ? 'Upload another file' : 'Upload it'}>
        <form method="post" encType="multipart/form-data">
          <SelectField
            id="partner"
            name="partner"
            label="Partner"
            placeholder="Choose a partner"
            options={partners.map(({ code, name }) => ({ value: code, label: name }))}
            defaultValue={actionData?.intent === '' ? actionData.typed.partner : ''}
            error={problem('partner')}
          />
          <TextField
            id="file"
            name="file"
            type="file"
            label="IATI file"
            hint="An .xml file of at most 10 MB. You see what is new, changed and left out before anything is saved."
            accept=".xml"
            error={problem('file')}
          />
          <ButtonGroup>
            <Button>Upload and preview</Button>
          </ButtonGroup>
        </form>
      </Section>
    </>
  );
}
