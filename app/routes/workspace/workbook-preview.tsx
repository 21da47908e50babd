import { randomUUID } from 'node:crypto';
import { Link } from 'react-router';
import { DateText } from '#app/components/date-text.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Notice } from '#app/components/notice.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { answerForm, intent, list, text } from '#app/features/forms/answer-form.server.ts';
import { CopiedNotice, countCopyable } from '#app/features/copied/copied-forms.tsx';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import { addToPath, buildReportPath, buildWorkbookPath } from '#app/features/submission/report-paths.ts';
import { filterTasks, listTasks } from '#app/features/submission/report-tasks.tsx';
import { explainStatus, nameReport } from '#app/features/submission/report-words.ts';
import { listReporters } from '#server/domain/access/can.rules.ts';
import type { Route } from './+types/workbook-preview';
import { openPost, openReport } from './open-report.server.ts';
import { formatVerb, formatCount } from '#server/domain/language/counted-nouns.ts';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { Section, Details } from '#app/components/layout.tsx';
import { PageTitle } from '#app/components/page-heading.tsx';
import type { WorkbookPreview, PreviewItem } from '#app/contract.ts';
import { type ChangeKind, changeKinds } from '#server/domain/workbook/compare-workbook.calculations.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import styles from './workbook-preview.module.css';
import { DataTable } from '#app/components/data-table.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const [sheet, preview] = await Promise.all([
    ask(requestId, () => caller.submission.get({ round, reporter })),
    ask(requestId, () => caller.workbook.preview({ round, reporter, upload: args.params.upload })),
  ]);
  const taken = new URL(args.request.url).searchParams.get('taken');
  const isTaken = taken !== null && /^\d{1,6}$/.test(taken);
  const copied = filterTasks(listTasks(sheet), 'copied').length;
  return {
    sheet,
    preview,
    key,
    today,
    reporters: listReporters(viewer),
    taken: isTaken ? Number(taken) : null,
    copied,
    // What the workbook left empty may be as it was in the last round.
    copyable:
      isTaken && copied === 0 && preview.writable
        ? countCopyable(await ask(requestId, () => caller.submission.copyable({ round, reporter })))
        : null,
    requestId: randomUUID(),
  };
}

export async function action(args: Route.ActionArgs) {
  const posted = await openPost(args);
  const { key } = posted;
  const { upload } = args.params;
  const choice = { take: text, stand: text, item: list, field: list };
  return answerForm(posted, {
    '': intent(choice, async ({ take, stand, item, field }, requestId) => {
      const { taken } = await posted.caller.workbook.accept({
        round: key.round,
        reporter: key.reporter,
        upload,
        requestId,
        stand,
        items: take === 'all' ? 'all' : item,
        fields: take === 'all' ? [] : field,
      });
      return addToPath(buildWorkbookPath(key, upload), 'taken', String(taken));
    }),
  });
}

export default function WorkbookPreviewPage({ loaderData, actionData }: Route.ComponentProps) {
  const { sheet, preview, key, today, reporters, taken, requestId } = loaderData;
  const { upload, counts, remarks, rowsMissing, writable } = preview;
  const refusal = actionData?.refusal ?? null;
  const problems = refusal
    ? refusal.fields.length > 0
      ? refusal.fields.map(({ message }) => ({ message }))
      : [{ message: refusal.sentence }]
    : [];
  const left = counts.new + counts.changed + counts.conflict + counts.emptied;
  return (
    <>
      <PageTitle
        parts={[`Changes in the workbook · ${nameReport(sheet.header)}`]}
        failed={refusal !== null}
      />
      <ErrorSummary errors={problems} />
      <ReportHeading
        header={sheet.header}
        reportKey={key}
        today={today}
        current="workbook/upload"
        reporters={reporters}
        title="Changes in the workbook"
      />
      {taken !== null && !refusal ? (
        <Notice
          kind="success"
          live
          title={
            taken === 0
              ? 'These answers were taken earlier'
              : `${countAnswers(taken)} ${formatVerb(taken, 'are')} in the report`
          }
        >
          <p>
            {left > 0
              ? 'The rest of the workbook is below. You can take it later too.'
              : 'There is nothing else to take from the workbook.'}{' '}
            <Link to={buildReportPath(key)}>Go to the task list</Link> ·{' '}
            <Link to={buildReportPath(key, 'check')}>Check and send</Link>
          </p>
        </Notice>
      ) : null}
      {taken !== null && !refusal ? (
        <CopiedNotice
          reportKey={key}
          copyable={loaderData.copyable}
          copied={loaderData.copied}
          requestId={requestId}
        />
      ) : null}
      <p>
        {upload.fileName}, uploaded <DateText iso={upload.uploadedAt} withTime withZone />
        {upload.madeAt ? (
          <>
            ; made <DateText iso={upload.madeAt} withTime withZone />
          </>
        ) : null}
        . {writable ? 'Nothing is saved until you accept it. ' : ''}
        <Link to={buildReportPath(key, 'workbook/upload')}>Upload another</Link>
      </p>
      {writable ? null : (
        <Notice title="This report cannot take a workbook now">
          <p>{explainStatus(sheet)}</p>
        </Notice>
      )}
      {remarks.length > 0 || rowsMissing > 0 ? (
        <Notice title="About this workbook">
          <ul>
            {remarks.map((remark) => (
              <li key={remark}>{remark}</li>
            ))}
            {rowsMissing > 0 ? (
              <li>
                {rowsMissing === 1 ? '1 row of the report is' : `${rowsMissing} rows of the report are`}{' '}
                missing from the workbook, or in it more than once. What is stored for them stays.
              </li>
            ) : null}
          </ul>
        </Notice>
      ) : null}
      {left === 0 && counts.rejected === 0 && taken === null ? (
        <Notice title="The workbook has the same answers as the tracker">
          <p>There is nothing to take from it.</p>
        </Notice>
      ) : null}
      <PreviewForm key={preview.stand} preview={preview} requestId={requestId} />
    </>
  );
}

interface PreviewFormProps {
  preview: WorkbookPreview;
  requestId: string;
}

/** The whole comparison as one form: take all that is new or changed, or what is ticked. */
function PreviewForm({ preview, requestId }: PreviewFormProps) {
  const { items, counts, writable } = preview;
  const plain = items.filter(({ changes }) =>
    changes.some(({ kind }) => kind === 'new' || kind === 'changed'),
  );
  const conflicts = listPlaced(items, ['conflict']);
  const emptied = listPlaced(items, ['emptied']);
  const moving = counts.new + counts.changed;
  const choices = moving + counts.conflict + counts.emptied;
  const all = (
    <Button name="take" value="all">
      {`Accept all that are new or changed (${formatNumber(moving)})`}
    </Button>
  );
  return (
    <form method="post">
      <input type="hidden" name="stand" value={preview.stand} />
      <input type="hidden" name="requestId" value={requestId} />
      <ul className={styles.counts} aria-label="Answers in the workbook">
        {changeKinds.map((kind) => (
          <li key={kind} className={styles.count}>
            <span className={styles.figure}>{formatNumber(counts[kind])}</span>
            <span className={styles.kind}>{kindLabels[kind]}</span>
          </li>
        ))}
      </ul>
      {writable && moving > 0 ? <ButtonGroup>{all}</ButtonGroup> : null}
      {conflicts.length > 0 ? (
        <Section title={kindLabels.conflict} id="conflicts">
          <p>
            Somebody changed {conflicts.length === 1 ? 'this answer' : 'these answers'} in the tracker after
            the workbook was made, and the workbook has something else. The stored answer stays, unless you
            tick it and press "Accept the ticked".
          </p>
          <SingleChoices placed={conflicts} verb="Take the workbook's answer for" />
        </Section>
      ) : null}
      {emptied.length > 0 ? (
        <Section title={kindLabels.emptied} id="emptied">
          <p>
            There was an answer when the workbook was made, and its cell is empty now. The stored answer
            stays, unless you tick it and press "Accept the ticked".
          </p>
          <SingleChoices placed={emptied} verb="Empty" />
        </Section>
      ) : null}
      {counts.rejected > 0 ? (
        <Section title={kindLabels.rejected} id="rejected">
          <p>
            {countAnswers(counts.rejected)} could not be taken. Correct them in the workbook and upload it
            again, or enter them in the tracker. Answers taken now are not affected.
          </p>
          <RejectedTable preview={preview} />
        </Section>
      ) : null}
      {plain.length > 0 ? (
        <Section title="New and changed" id="changes">
          {plain.map((item) => (
            <ItemChanges key={item.key} item={item} ticked={writable} />
          ))}
        </Section>
      ) : null}
      {writable && choices > 0 ? (
        <div className={styles.bar}>
          <ButtonGroup>
            <Button name="take" value="ticked" variant={moving > 0 ? 'secondary' : 'primary'}>
              Accept the ticked
            </Button>
            {moving > 0 ? all : null}
          </ButtonGroup>
        </div>
      ) : null}
    </form>
  );
}

type Change = PreviewItem['changes'][number];
type Placed = { item: PreviewItem; change: Change };

/** All changes of some kinds, with their items. */
function listPlaced(items: PreviewItem[], kinds: readonly Change['kind'][]): Placed[] {
  return items.flatMap((item) =>
    item.changes.filter(({ kind }) => kinds.includes(kind)).map((change) => ({ item, change })),
  );
}

/** An answer in words; a long one is opened by whoever wants the whole. */
function Words({ children: text, none }: { children: string; none: string }) {
  if (text === '') return <span className={styles.none}>{none}</span>;
  if (text.length <= 500) return <span className={styles.words}>{text}</span>;
  const begin = [...text].slice(0, 240).join('');
  return (
    <>
      <span className={styles.words}>{begin}…</span>
      <Details summary="The whole text">
        <span className={styles.words}>{text}</span>
      </Details>
    </>
  );
}

/** Answers that are only taken when one asks for each: both sides, and what was there before. */
function SingleChoices({ placed, verb }: { placed: Placed[]; verb: string }) {
  return placed.map(({ item, change }) => (
    <div key={change.key} className={styles.item}>
      <div className={styles.tick}>
        <input
          type="checkbox"
          className={styles.box}
          id={`field-${change.key}`}
          name="field"
          value={change.key}
          aria-describedby={`about-${change.key}`}
        />
        <label htmlFor={`field-${change.key}`} className={styles.name}>
          {verb} {item.code}, {change.name}
        </label>
      </div>
      <p className={styles.about} id={`about-${change.key}`}>
        {item.title} · {describePlace(change)}
        {change.kind === 'conflict' && item.written.at ? (
          <>
            {' '}
            · changed in the tracker by {item.written.by ?? 'somebody'},{' '}
            <DateText iso={item.written.at} withTime withZone />
          </>
        ) : null}
      </p>
      <div className={styles.sides}>
        <div className={styles.side}>
          <p className={styles.kind}>Stored now</p>
          <Words none="Nothing">{change.stored}</Words>
        </div>
        <div className={styles.side}>
          <p className={styles.kind}>In the workbook</p>
          <Words none="Nothing: the cell is empty">{change.given}</Words>
        </div>
        {change.kind === 'conflict' && change.base !== null ? (
          <div className={styles.side}>
            <p className={styles.kind}>When the workbook was made</p>
            <Words none="Nothing">{change.base}</Words>
          </div>
        ) : null}
      </div>
    </div>
  ));
}

/** Everything that could not be read or may not be taken, each with its place and the sentence that says why. */
function RejectedTable({ preview }: { preview: WorkbookPreview }) {
  const rows = [
    ...preview.rejections.map((rejection) => ({ ...rejection, what: '', key: describePlace(rejection) })),
    ...listPlaced(preview.items, ['rejected']).map(({ item, change }) => ({
      sheet: change.sheet,
      cell: change.cell,
      what: `${item.code}, ${change.name}`,
      sentence: change.sentence ?? '',
      key: change.key,
    })),
  ];
  return (
    <DataTable
      caption="Answers that cannot be taken"
      captionHidden
      narrow="stack"
      rows={rows}
      rowKey={({ key }, index) => `${key} ${index}`}
      columns={[
        { key: 'place', header: 'Place', rowHeader: true, minWidth: '12rem', cell: describePlace },
        { key: 'what', header: 'Answer', minWidth: '8rem', cell: ({ what }) => what || 'The row' },
        { key: 'why', header: 'Why', cell: ({ sentence }) => sentence },
      ]}
    />
  );
}

/** One activity or indicator with all that is new or changed in it, taken or left as a whole. */
function ItemChanges({ item, ticked }: { item: PreviewItem; ticked: boolean }) {
  const changes = item.changes.filter(({ kind }) => kind === 'new' || kind === 'changed');
  return (
    <div className={styles.item}>
      <div className={styles.tick}>
        <input
          type="checkbox"
          className={styles.box}
          id={`item-${item.key}`}
          name="item"
          value={item.key}
          defaultChecked={ticked}
        />
        <label htmlFor={`item-${item.key}`} className={styles.name}>
          {item.code} {item.title}
        </label>
      </div>
      <DataTable
        caption={`Changes of ${item.code}`}
        captionHidden
        dense
        narrow="stack"
        rows={changes}
        rowKey={({ key }) => key}
        columns={[
          { key: 'name', header: 'Answer', rowHeader: true, minWidth: '11rem', cell: ({ name }) => name },
          {
            key: 'stored',
            header: 'Stored now',
            minWidth: '9rem',
            cell: ({ stored }) => <Words none="Nothing">{stored}</Words>,
          },
          {
            key: 'given',
            header: 'In the workbook',
            minWidth: '9rem',
            cell: ({ given }) => <Words none="Nothing">{given}</Words>,
          },
          { key: 'cell', header: 'Cell', nowrap: true, cell: ({ cell }) => cell },
        ]}
      />
    </div>
  );
}

/** What each kind of answer is called, above its number. */
const kindLabels: Record<ChangeKind, string> = {
  new: 'New',
  changed: 'Changed',
  conflict: 'Changed by somebody else too',
  emptied: 'Emptied in the workbook',
  rejected: 'Cannot be taken',
  same: 'The same as stored',
};

/** "1 answer", "1 250 answers". */
const countAnswers = (count: number) => formatCount(count, 'answers');

/** "“A Prevention”, cell G14". */
const describePlace = ({ sheet, cell }: { sheet: string; cell: string }) => `${sheet}, cell ${cell}`;
