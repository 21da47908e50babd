import { type FormEvent, useRef, useState } from 'react';
import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { Columns, Section } from '#app/components/layout.tsx';
import type { SectionPage } from '#app/contract.ts';
import { sectionTextLimit } from '#server/domain/report/report-sections.rules.ts';
import { appendFinding } from '#server/domain/report/section-findings.ts';
import { usePageSaver } from '../entry/entry-savers.tsx';
import { SavedLine } from '../entry/saved-line.tsx';
import { GuardedTextArea } from '../personal-data/guarded-text-area.tsx';
import { confirmInView, isAskingAboutPersons } from '../personal-data/unconfirmed.ts';
import styles from './compile.module.css';
import { ConflictView } from './conflict-view.tsx';
import { FindingList } from './finding-list.tsx';
import { NarrativeView } from './narrative-view.tsx';
import { ProblemList } from './problem-list.tsx';
import { ReferenceList } from './reference-list.tsx';
import { useSectionSaver } from './use-section-saver.ts';

export interface SectionFormProps {
  round: string;
  page: SectionPage;
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
    isReady: () => !isAskingAboutPersons(form.current, (id) => id === fieldId),
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
            title={look.problems.length === 0 ? 'Nothing to see to' : `To see to: ${look.problems.length}`}
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
                  area.value = appendFinding(area.value, finding);
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
              groups={page.references}
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
