import { useRuns } from '#app/components/use-runs.ts';
import { type FormEvent, Fragment, useRef, useState } from 'react';
import { Form, useNavigate } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import type { ListPage } from '#app/features/desk/page-of-list.ts';
import { Columns, Section } from '#app/components/layout.tsx';
import type { SectionPage } from '#app/contract.ts';
import { sectionTextLimit } from '#server/domain/report/report-sections.rules.ts';
import { addFinding } from '#server/domain/report/section-findings.ts';
import { usePageSaver } from '#app/features/entry/entry-savers.tsx';
import { holds, SavedLine } from '../entry/saved-line.tsx';
import {
  GuardedTextArea,
  confirmInView,
  isAskingAboutPersons,
} from '#app/features/personal-data/guarded-text-area.tsx';
import styles from './compile.module.css';
import { ConflictView, useSectionSaver } from './section-saver.tsx';
import type { SectionProblem } from '#server/domain/report/section-problems.rules.ts';
import { SelectField } from '#app/components/field.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import type { ResolvedBlock, ResolvedRun } from '#server/domain/report/narrative.rules.ts';

/** The groups of numbers by name, and the numbers of the one that is shown. */
export type NumberGroups = {
  groups: { code: string; title: string }[];
  shown: SectionPage['references'][number] | null;
};

export interface SectionFormProps {
  round: string;
  page: Omit<SectionPage, 'references' | 'findings'> & {
    references: NumberGroups;
    findings: ListPage<SectionPage['findings'][number]>;
  };
  /** What a refused form held; null otherwise. */
  typed: string | null;
  /** The version on which the next save builds. */
  version: number;
  formId: string;
  error: string | undefined;
  signInPath: string;
}

const fieldId = 'text';
const onlyHere = () => 'page' as const;

/** The text of a section with what is offered for it. Saves while somebody types; without scripts by its buttons. */
export function SectionForm({ round, page, typed, version, formId, error, signInPath }: SectionFormProps) {
  const { stored, section } = page;
  const form = useRef<HTMLFormElement>(null);
  const [pressed, setPressed] = useState(0);
  const { saver, state, look, theirs } = useSectionSaver({
    round,
    sectionKey: section.key,
    stored: { ...stored, version },
    look: { preview: page.preview, problems: page.problems },
    findHold: () => (isAskingAboutPersons(form.current, (id) => id === fieldId) ? holds.persons : null),
  });
  usePageSaver(saver, onlyHere);
  const [text, setText] = useState(typed ?? stored.text);

  const readArea = () => form.current?.querySelector<HTMLTextAreaElement>(`#${fieldId}`) ?? null;
  const take = (now: string) => {
    setText(now);
    saver.change(now);
  };
  /** As if it had been typed, so that whoever listens to the field hears of it. */
  const write = (change: (area: HTMLTextAreaElement) => void) => {
    const area = readArea();
    if (!area) return;
    change(area);
    area.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    confirmInView(event.currentTarget);
    const now = readArea()?.value ?? text;
    saver.change(now);
    await saver.flush();
    setPressed((times) => times + 1);
  };

  return (
    <Form method="post" ref={form} onSubmit={(event) => void onSubmit(event)} noValidate preventScrollReset>
      <input type="hidden" name="version" value={saver.version} />
      <input type="hidden" name="requestId" value={formId} />
      {theirs ? (
        <ConflictView
          theirs={theirs}
          mine={text}
          onKeepMine={() => saver.restore({ draft: text, version: theirs.version, attempt: null })}
          onTakeTheirs={() => {
            saver.adopt({ draft: theirs.text, version: theirs.version, at: theirs.changedAt });
            write((area) => {
              area.value = theirs.text;
            });
          }}
        />
      ) : null}
      <Columns min="24rem">
        <div data-print="hide">
          <GuardedTextArea
            id={fieldId}
            name="text"
            label="Text of this section"
            hint="An empty line begins a paragraph, “- ” an item of a list, and **two stars** make words strong. Numbers are references such as {{activities late}}."
            rows={18}
            limit={sectionTextLimit}
            defaultValue={typed ?? stored.text}
            stored={stored.text}
            error={error}
            className={styles.area}
            onInput={(event) => take(event.currentTarget.value)}
            onBlur={() => {
              if (saver.getState().kind === 'waiting') void saver.flush();
            }}
          />
          <div className={styles.saving}>
            <Button name="intent" value="save">
              Save
            </Button>
            <SavedLine
              state={state}
              keeping="page"
              saved={{ at: stored.changedAt, by: stored.changedBy }}
              signInPath={signInPath}
              pressed={pressed}
            />
          </div>
        </div>
        <div className={styles.look} aria-live="off">
          <Section title="How it reads" id="preview">
            <NarrativeView blocks={look.preview} />
          </Section>
          <Section
            title={look.problems.length === 0 ? 'No problems' : `Problems: ${look.problems.length}`}
            id="problems"
            level={3}
            screenOnly
          >
            <ProblemList problems={look.problems} />
          </Section>
        </div>
      </Columns>
      {page.compilation === null ? null : (
        <>
          <Section
            title="Findings to begin with"
            id="findings"
            screenOnly
            lead="Sentences that the figures of this compilation offer, in neutral words. One that is taken in stands at the end of the text; nothing there is overwritten."
          >
            <FindingList
              findings={page.findings}
              text={text}
              onTake={(finding) =>
                write((area) => {
                  area.value = addFinding(area.value, finding);
                })
              }
            />
          </Section>
          <Section
            title="Numbers to refer to"
            id="references"
            screenOnly
            lead="Copy a reference into the text, or insert it where the cursor stands. It shows the number of the newest compilation, whichever that is."
          >
            <ReferenceList
              references={page.references}
              onInsert={(source) =>
                write((area) => {
                  area.setRangeText(source, area.selectionStart, area.selectionEnd, 'end');
                  area.focus();
                })
              }
            />
          </Section>
        </>
      )}
    </Form>
  );
}

/** What is to be seen to in a text, line by line. */
function ProblemList({ problems }: { problems: readonly SectionProblem[] }) {
  if (problems.length === 0) {
    return (
      <p className={styles.muted}>Every number is a reference, and every reference stands for something.</p>
    );
  }
  return (
    <ul className={styles.problems}>
      {problems.map(({ kind, line, message }, at) => (
        <li key={`${at}/${kind}`}>
          {line === null ? '' : <span className={styles.muted}>Line {line}: </span>}
          {message}
        </li>
      ))}
    </ul>
  );
}

interface FindingListProps {
  /** One page of them. */
  findings: SectionFormProps['page']['findings'];
  /** What stands in the field now. */
  text: string;
  onTake: (finding: string) => void;
}

/** Draft findings, each with a button that takes it in: by script at once, otherwise with the form. */
function FindingList({ findings: { rows, page, pages }, text, onTake }: FindingListProps) {
  if (rows.length === 0)
    return <p className={styles.muted}>The figures offer no sentence for this section.</p>;
  return (
    <>
      <ol className={styles.findings}>
        {rows.map((finding) => {
          const isTaken = text.includes(finding.text);
          return (
            <li key={finding.id} className={styles.finding}>
              <NarrativeView blocks={finding.shown} />
              <Button
                variant="secondary"
                compact
                name="take"
                value={finding.id}
                disabled={isTaken}
                aria-label={
                  isTaken ? `Finding ${finding.id} is in the text` : `Take in finding ${finding.id}`
                }
                onClick={(event) => {
                  event.preventDefault();
                  onTake(finding.text);
                }}
              >
                {isTaken ? 'In the text' : 'Take in'}
              </Button>
            </li>
          );
        })}
      </ol>
      {pages > 1 ? (
        <ButtonGroup>
          <FindingPage page={page - 1} of={pages} label="Previous findings" />
          <FindingPage page={page + 1} of={pages} label="More findings" />
          <span className={styles.muted}>
            Page {page} of {pages}
          </span>
        </ButtonGroup>
      ) : null}
    </>
  );
}

/** Leads to another page of the findings. Without scripts it saves what is typed on the way. */
function FindingPage({ page, of, label }: { page: number; of: number; label: string }) {
  const navigate = useNavigate();
  if (page < 1 || page > of) return null;
  return (
    <Button
      variant="secondary"
      compact
      name="page"
      value={String(page)}
      onClick={(event) => {
        // What is typed saves itself, so that only the findings change.
        event.preventDefault();
        void navigate(`?${new URLSearchParams({ page: String(page) })}`, {
          preventScrollReset: true,
          replace: true,
        });
      }}
    >
      {label}
    </Button>
  );
}

interface ReferenceListProps {
  references: NumberGroups;
  onInsert: (source: string) => void;
}

const nameGroup = ({ code, title }: NumberGroups['groups'][number]) =>
  code === 'activities' ? title : `${code} ${title}`;

/**
 * What can be referred to, with what it stands for now: one group at a time. The buttons that insert come with the
 * script: without it one copies.
 */
function ReferenceList({ references: { groups, shown }, onInsert }: ReferenceListProps) {
  const isAlive = useRuns();
  const navigate = useNavigate();
  if (!shown) return <p className={styles.muted}>There are no numbers for this section.</p>;
  return (
    <>
      <div className={styles.choose}>
        <SelectField
          key={shown.code}
          id="numbers"
          name="numbers"
          label="Numbers of"
          options={groups.map((group) => ({ value: group.code, label: nameGroup(group) }))}
          defaultValue={shown.code}
        />
        <Button
          variant="secondary"
          name="intent"
          value="numbers"
          onClick={(event) => {
            // What is typed saves itself, so that only the numbers change.
            event.preventDefault();
            const chosen =
              event.currentTarget.form?.querySelector<HTMLSelectElement>('#numbers')?.value ?? '';
            void navigate(`?${new URLSearchParams({ numbers: chosen })}`, {
              preventScrollReset: true,
              replace: true,
            });
          }}
        >
          Show
        </Button>
      </div>
      <DataTable
        caption={nameGroup(shown)}
        narrow="stack"
        dense
        rows={shown.items}
        rowKey={({ source }) => source}
        columns={[
          { key: 'label', header: 'What', rowHeader: true, cell: ({ label }) => label },
          { key: 'now', header: 'Now', cell: ({ now }) => now },
          { key: 'source', header: 'Reference', cell: ({ source }) => <code>{source}</code> },
          ...(isAlive
            ? [
                {
                  key: 'insert',
                  header: 'Insert',
                  cell: ({ source, label }: (typeof shown.items)[number]) => (
                    <Button
                      type="button"
                      variant="quiet"
                      compact
                      aria-label={`Insert ${label} (${source})`}
                      onClick={() => onInsert(source)}
                    >
                      Insert
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}

/** A text with its numbers in place. What stands for a reference is marked by a line under it, and named on hover. */
function NarrativeView({ blocks }: { blocks: readonly ResolvedBlock[] }) {
  if (blocks.length === 0) return <p className={styles.muted}>No answer yet.</p>;
  return (
    <div className={styles.narrative}>
      {blocks.map((block, at) =>
        block.kind === 'paragraph' ? (
          <p key={at}>
            <Runs runs={block.runs} />
          </p>
        ) : (
          <ul key={at}>
            {block.items.map((runs, item) => (
              <li key={item}>
                <Runs runs={runs} />
              </li>
            ))}
          </ul>
        ),
      )}
    </div>
  );
}

function Runs({ runs }: { runs: readonly ResolvedRun[] }) {
  return runs.map((run, at) => {
    const words = run.strong ? <strong>{run.text}</strong> : run.text;
    return run.reference === undefined ? (
      <Fragment key={at}>{words}</Fragment>
    ) : (
      <span key={at} className={styles.live} data-mark={run.mark} title={`{{${run.reference}}}`}>
        {words}
      </span>
    );
  });
}
