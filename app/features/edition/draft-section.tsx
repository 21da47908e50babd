import { Form, Link } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { TextField } from '#app/components/field.tsx';
import { Details, Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { Progress } from '#app/components/tag.tsx';
import type { Draft, DraftEdition, DraftFile, DraftList } from '#app/contract.ts';
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
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
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
  /** Whether its editions are on the page: those of one draft are. */
  open: boolean;
  /** The newest of the round. */
  compilation: number | null;
  /** What is not settled in the round. */
  unsettled: DraftList['open'];
  /** What was refused, by the id of its field. */
  problems: readonly FieldProblem[];
}

/** The page with the editions of a draft. */
export const draftPath = (round: string, number: number): string =>
  `/secretariat/compile/${round}/editions?draft=${number}#draft-${number}`;

/** One draft: what it is, who signed it, its editions with their files. */
export function DraftSection(props: DraftSectionProps) {
  const { round, draft, before, open } = props;
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
                <Sign {...props} part={part} />
              ),
            };
          }),
        ]}
      />
      {open ? (
        editionGroups.map((group) => (
          <Details key={group} summary={groupTitles[group]} open={group === 'main'} flush>
            <EditionTable round={round} draft={draft} before={before} group={group} />
          </Details>
        ))
      ) : (
        <p>
          <Link to={draftPath(round, draft.number)}>
            Show {formatCount(draft.editions.length, 'editions')} of draft {draft.number}
          </Link>
        </p>
      )}
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

type Part = (typeof approvalParts)[number];

/** The id of the field for the password of whoever signs. */
export const signingField = (number: unknown, part: unknown): string =>
  `password-${String(number)}-${String(part)}`;

/** The step that signs a draft: what is still open, and the password of whoever signs, typed again. */
function Sign(props: DraftSectionProps & { part: Part }) {
  const { draft, part, personId, problems } = props;
  const problem =
    draft.problems.length > 0
      ? 'The text has errors.'
      : findApprovalProblem(draft.approvals, { part, personId });
  if (problem) return <>Not yet. {problem}</>;
  const id = signingField(draft.number, part);
  const error = problems.find(({ path }) => path === id)?.message;
  return (
    <Details
      summary={`Sign draft ${draft.number} as “${approvalLabels[part].toLowerCase()}”`}
      open={error !== undefined}
    >
      <Unsettled {...props} />
      <Form method="post" noValidate>
        <input type="hidden" name="number" value={draft.number} />
        <input type="hidden" name="part" value={part} />
        <input type="hidden" name="sha256" value={draft.sha256} />
        <TextField
          id={id}
          name="password"
          type="password"
          label="Your password"
          hint="You put your name to this draft, so type it again."
          autoComplete="current-password"
          width={30}
          error={error}
        />
        <ButtonGroup>
          <Button variant="secondary" name="intent" value="approve">
            Sign as “{approvalLabels[part].toLowerCase()}”
          </Button>
        </ButtonGroup>
      </Form>
    </Details>
  );
}

/** What is not settled when somebody signs. None of it is in the way. */
function Unsettled({ round, draft, compilation, unsettled }: DraftSectionProps) {
  const { reports, of, comments, consents } = unsettled;
  const path = `/secretariat/compile/${round}`;
  const entries = [
    reports.length > 0 && (
      <>
        {reports.length} of {formatCount(of, 'reports', 'are')} not accepted: {reports.join(', ')}
      </>
    ),
    compilation !== null && compilation > draft.compilation && (
      <>
        compilation {compilation} is newer than that of this draft, {draft.compilation}
      </>
    ),
    draft.changedSections > 0 && (
      <Link to={path}>
        {formatCount(draft.changedSections, 'sections', 'have')} changed since this draft was made
      </Link>
    ),
    comments > 0 && <Link to={path}>{formatCount(comments, 'comments', 'are')} open</Link>,
    consents > 0 && (
      <Link to={`/secretariat/publish/${round}/consent`}>
        {formatCount(consents, 'requests', 'wait')} for consent without an answer
      </Link>
    ),
  ].filter(Boolean);
  if (entries.length === 0) return <p>Nothing is open in {round}.</p>;
  return (
    <>
      <p>Still open in {round}. You can sign anyway:</p>
      <ul>
        {entries.map((entry, at) => (
          <li key={at}>{entry}</li>
        ))}
      </ul>
    </>
  );
}

function EditionTable({
  round,
  draft,
  before,
  group,
}: Pick<DraftSectionProps, 'round' | 'draft' | 'before'> & { group: EditionGroup }) {
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
