import { randomUUID } from 'node:crypto';
import { Link } from 'react-router';
import { Button, ButtonGroup, ButtonLink } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { UploadForm } from '#app/components/field.tsx';
import { Section } from '#app/components/layout.tsx';
import { Breadcrumbs } from '#app/components/navigation.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { AppCaller, ReferencePreview } from '#app/contract.ts';
import { ask, listFormProblems } from '#app/features/errors/ask.ts';
import {
  answerForm,
  files,
  intent,
  list,
  readBase64,
  readDroppedSize,
  refuseField,
} from '#app/features/forms/answer-form.server.ts';
import { ProblemTable } from '#app/features/plan-desk/problem-table.tsx';
import { ReadOnlyLists } from '#app/features/reference/reference-form.tsx';
import { describeChange } from '#app/features/reference/reference-words.ts';
import { requestContext } from '#app/request-context.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import { referenceLists } from '#server/domain/reference/reference-lists.ts';
import type { Route } from './+types/reference-import';

type Rows = Parameters<AppCaller['reference']['import']>[0]['rows'];

export async function loader({ context, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const { mayWrite } = await ask(requestId, () => caller.reference.lists());
  const saved = Number(new URL(request.url).searchParams.get('saved')) || null;
  return { mayWrite, saved, formId: randomUUID() };
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
  return answerForm(posted, {
    '': intent({ file: files }, async ({ file: [file] }) =>
      posted.caller.reference.preview({
        content: file ? await readBase64(file) : '',
        size: readDroppedSize(request) ?? 0,
      }),
    ),
    save: intent(
      { row: list },
      async ({ row }, requestId) => {
        const { changed } = await posted.caller.reference.import({ rows: readRows(row), requestId });
        return `/secretariat/reference/import?saved=${changed}`;
      },
      // The page shows the file again, not the fields of a row.
      () => 'file',
    ),
  });
}

export default function ReferenceImport({ loaderData, actionData }: Route.ComponentProps) {
  const { mayWrite, saved, formId } = loaderData;
  const refusal = actionData?.refusal ?? null;
  const [problem = null] = listFormProblems(refusal).map(({ message }) => message);
  const preview = actionData?.intent === '' ? actionData.shown : null;
  return (
    <>
      <PageTitle parts={['Change lists by workbook', 'Lists', 'Secretariat']} failed={refusal !== null} />
      <ErrorSummary errors={problem === null ? [] : [{ fieldId: 'file', message: problem }]} />
      {saved !== null && !actionData ? (
        <Notice kind="success" live title={`${formatCount(saved, 'rows', 'are')} saved.`} />
      ) : null}
      <Breadcrumbs items={[{ label: 'Lists', to: '/secretariat/reference' }]} />
      <PageHeading lead="Correct the lists in a workbook. You see what is added, changed and ended before anything is saved.">
        Change lists by workbook
      </PageHeading>
      {mayWrite ? null : <ReadOnlyLists />}
      {preview ? <Preview preview={preview} formId={formId} /> : null}
      <Section id="fetch" title="Download the lists">
        <p>
          Each list is a sheet. Its codes say which row is meant, so they never change. A row that you remove
          stays as it is; to end it, write yes under “Ended” or enter its last day. A new row comes last in
          its list. You can delete sheets and columns that you do not change.
        </p>
        <ButtonGroup>
          <ButtonLink variant="secondary" reloadDocument to="/secretariat/lists/reference.xlsx">
            All lists as a workbook
          </ButtonLink>
        </ButtonGroup>
      </Section>
      {mayWrite ? (
        <Section id="send" title={preview ? 'Upload another file' : 'Upload it'}>
          <UploadForm
            label="The workbook"
            hint="An .xlsx file of at most 10 MB."
            accept=".xlsx"
            problem={problem}
          />
        </Section>
      ) : null}
    </>
  );
}

/** What would be saved, or what is to be corrected first. Needs no scripts. */
function Preview({
  preview: { sheets, changes, problems },
  formId,
}: {
  preview: ReferencePreview;
  formId: string;
}) {
  const cells = problems.reduce((sum, { places }) => sum + places.length, 0);
  if (cells > 0) {
    return (
      <Section
        id="problems"
        title={cells === 1 ? 'One cell to correct' : `${cells} cells to correct`}
        lead="Nothing is saved. Correct the file and upload it again."
      >
        <ProblemTable caption="Cells to correct" groups={problems} />
      </Section>
    );
  }
  if (changes.length === 0)
    return <Notice title="The file is the same as the lists. Nothing is to be saved." />;
  return (
    <Section
      id="preview"
      title={`${formatCount(changes.length, 'rows')} to save`}
      lead="Nothing is saved yet."
    >
      <SheetTable sheets={sheets} />
      <DataTable
        caption="Rows to save"
        captionHidden
        dense
        narrow="stack"
        rows={changes}
        rowKey={(_, index) => index}
        columns={[
          {
            key: 'row',
            header: 'Row',
            rowHeader: true,
            minWidth: '12rem',
            cell: ({ list: name, cells: row }) => row[referenceLists[name].nameField],
          },
          { key: 'list', header: 'List', cell: ({ list: name }) => referenceLists[name].title },
          {
            key: 'outcome',
            header: 'What happens',
            cell: ({ outcome }) => <Tag>{outcomeWords[outcome]}</Tag>,
          },
          { key: 'what', header: 'Change', minWidth: '18rem', cell: ChangedCells },
        ]}
      />
      <form method="post" encType="multipart/form-data">
        <input type="hidden" name="requestId" value={formId} />
        {changes.map(({ list: name, row, version, cells: now, words, ended }, index) => (
          <input
            key={index}
            type="hidden"
            name="row"
            value={JSON.stringify({ list: name, row, version, cells: now, words, ended })}
          />
        ))}
        <ButtonGroup>
          <Button name="intent" value="save">
            Save {formatCount(changes.length, 'rows')}
          </Button>
          <Link to="/secretariat/reference">Cancel</Link>
        </ButtonGroup>
      </form>
    </Section>
  );
}

const outcomeWords = { added: 'added', changed: 'changed', ended: 'ended', resumed: 'in use again' } as const;

function ChangedCells({ list: name, before, cells, words }: ReferencePreview['changes'][number]) {
  if (!before) return '–';
  return describeChange(name, { cells: before.cells, words: before.words }, { cells, words }).map((line) => (
    <div key={line}>{line}</div>
  ));
}

function SheetTable({ sheets }: Pick<ReferencePreview, 'sheets'>) {
  return (
    <DataTable
      caption="Rows of each list"
      captionHidden
      dense
      fit
      rows={sheets}
      rowKey={({ list: name }) => name}
      columns={[
        {
          key: 'list',
          header: 'List',
          rowHeader: true,
          cell: ({ list: name }) => referenceLists[name].title,
        },
        { key: 'added', header: 'Added', numeric: true, cell: ({ added }) => added },
        { key: 'changed', header: 'Changed', numeric: true, cell: ({ changed }) => changed },
        { key: 'ended', header: 'Ended', numeric: true, cell: ({ ended }) => ended },
        { key: 'unchanged', header: 'Unchanged', numeric: true, cell: ({ unchanged }) => unchanged },
        { key: 'missing', header: 'Not in the file', numeric: true, cell: ({ missing }) => missing },
      ]}
    />
  );
}
