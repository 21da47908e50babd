import { Form, Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { Details, Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { Progress } from '#app/components/tag.tsx';
import type { Draft, DraftEdition, DraftFile } from '#app/contract.ts';
import {
  approvalLabels,
  approvalParts,
  type EditionGroup,
  editionGroups,
  findApprovalProblem,
  findEdition,
  isInGroup,
  serialiseEditionName,
} from '#server/domain/report/edition.rules.ts';
import { formatCount } from '#server/domain/language/counted-nouns.ts';
import styles from './document.module.css';
import { formatLabels } from '#server/domain/report/document.types.ts';

const groupTitles: Record<EditionGroup, string> = {
  main: 'For meetings, the public and single subjects',
  state: 'For single states',
  body: 'For single bodies',
  partner: 'For single partners',
};

export interface DraftSectionProps {
  round: string;
  draft: Draft;
  /** The draft before it, to compare with; null for the first. */
  before: Draft | null;
  personId: string;
  open: boolean;
}

/** One draft: what it is, who signed it, its editions with their files. */
export function DraftSection({ round, draft, before, personId, open }: DraftSectionProps) {
  const id = `draft-${draft.number}`;
  const approved = draft.approvals.some(({ part }) => part === 'approved');
  return (
    <Section
      id={id}
      title={`Draft ${draft.number}${approved ? ', approved' : ''}`}
      lead={
        <p>
          Made <DateText iso={draft.madeAt} /> by {draft.madeBy} from compilation {draft.compilation}
          {draft.meeting ? `, for the ${draft.meeting}` : ''}. {draft.note}
        </p>
      }
    >
      <JobLine draft={draft} />
      <DraftProblems round={round} draft={draft} />
      <Definitions
        items={[
          {
            term: 'Checksum of the draft',
            description: <code className={styles.checksum}>{draft.sha256}</code>,
          },
          ...approvalParts.map((part) => {
            const given = draft.approvals.find((approval) => approval.part === part);
            return {
              term: approvalLabels[part],
              description: given ? (
                <>
                  {given.by}, <DateText iso={given.at} />
                  {given.note ? `: ${given.note}` : ''}
                </>
              ) : (
                <Sign draft={draft} part={part} personId={personId} />
              ),
            };
          }),
        ]}
      />
      {editionGroups.map((group) => (
        <Details key={group} summary={groupTitles[group]} open={open && group === 'main'} flush>
          <EditionTable round={round} draft={draft} before={before} group={group} />
        </Details>
      ))}
    </Section>
  );
}

/** What has to be mended in the words of the report before anybody signs. */
function DraftProblems({ round, draft: { problems } }: { round: string; draft: Draft }) {
  if (problems.length === 0) return null;
  return (
    <Notice
      kind="warning"
      title={`${formatCount(problems.length, 'errors')} to mend before this draft can be signed. Mend the text, then make another draft.`}
    >
      <ul>
        {problems.map(({ section, title, line, message }, at) => (
          <li key={at}>
            <Link to={`/secretariat/compile/${round}/sections/${section}`}>{title}</Link>
            {line === null ? '' : `, line ${line}`}: {message}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function JobLine({ draft: { job } }: { draft: Draft }) {
  if (!job) return null;
  if (job.state === 'failed') return <Notice kind="warning" title={job.fault} />;
  if (job.state === 'done') return null;
  return (
    <div role="status">
      <Progress value={job.done} max={job.total} label="files made. This page refreshes automatically." />
    </div>
  );
}

function Sign({
  draft,
  part,
  personId,
}: {
  draft: Draft;
  part: (typeof approvalParts)[number];
  personId: string;
}) {
  const problem =
    draft.problems.length > 0
      ? 'The text has errors.'
      : findApprovalProblem(draft.approvals, { part, personId });
  if (problem) return <>Not yet. {problem}</>;
  return (
    <Form method="post" className={styles.files}>
      <input type="hidden" name="number" value={draft.number} />
      <input type="hidden" name="part" value={part} />
      <input type="hidden" name="sha256" value={draft.sha256} />
      <Button variant="secondary" compact name="intent" value="approve">
        Sign draft {draft.number} as “{approvalLabels[part].toLowerCase()}”
      </Button>
    </Form>
  );
}

function EditionTable({
  round,
  draft,
  before,
  group,
}: Omit<DraftSectionProps, 'personId' | 'open'> & { group: EditionGroup }) {
  const editions = draft.editions.filter(({ edition }) => isInGroup(edition, group));
  const nameOf = ({ edition, scope }: DraftEdition) => serialiseEditionName(edition, scope);
  const pathOf = (one: DraftEdition) =>
    `/secretariat/compile/${round}/editions/${draft.number}/${nameOf(one)}`;
  const fileOf = (one: DraftEdition, format: string) =>
    `/secretariat/compile/${round}/editions/${draft.number}/files/${nameOf(one)}.${format}`;
  return (
    <>
      <DataTable
        caption={`${groupTitles[group]}, draft ${draft.number}`}
        captionHidden
        narrow="stack"
        rows={editions}
        rowKey={nameOf}
        empty="None."
        columns={[
          {
            key: 'edition',
            header: 'Edition',
            rowHeader: true,
            cell: (one) => <Link to={pathOf(one)}>{describeTitle(one)}</Link>,
          },
          { key: 'for', header: 'For', cell: ({ edition }) => findEdition(edition)?.audience ?? '' },
          {
            key: 'files',
            header: 'Files',
            cell: (one) =>
              one.files.length === 0 ? (
                'not made yet'
              ) : (
                <span className={styles.files}>
                  {one.files.map((file) => (
                    <a key={file.format} href={fileOf(one, file.format)}>
                      {describeFile(file)}
                    </a>
                  ))}
                </span>
              ),
          },
          ...(before === null
            ? []
            : [
                {
                  key: 'compare',
                  header: 'Changes',
                  cell: (one: DraftEdition) =>
                    before.editions.some((then) => nameOf(then) === nameOf(one)) ? (
                      <Link
                        to={`/secretariat/compile/${round}/editions/compare?edition=${nameOf(one)}&from=${before.number}&to=${draft.number}`}
                      >
                        since draft {before.number}
                      </Link>
                    ) : (
                      `not in draft ${before.number}`
                    ),
                },
              ]),
        ]}
      />
      {editions.length > 0 ? (
        <Form method="post" className={styles.act}>
          <input type="hidden" name="number" value={draft.number} />
          <input type="hidden" name="group" value={group} />
          <Button variant="secondary" name="intent" value="files">
            Make the files of {editions.length === 1 ? 'this edition' : `these ${editions.length} editions`}
          </Button>
        </Form>
      ) : null}
    </>
  );
}

/** "Progress report for Cambodia". */
export const describeTitle = ({ edition, scopeName }: Pick<DraftEdition, 'edition' | 'scopeName'>): string =>
  (findEdition(edition)?.title ?? edition).replace('{scope}', scopeName);

/** "PDF (140 KB)", or that it is drawn anew with the names of those who have signed since it was made. */
export const describeFile = ({ format, sizeBytes, isCurrent }: DraftFile): string =>
  `${formatLabels[format]} (${isCurrent ? `${Math.ceil(sizeBytes / 1024)} KB` : 'signed since: made again'})`;
