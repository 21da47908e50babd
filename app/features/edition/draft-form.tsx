import { Form } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { Checkbox } from '#app/components/choice-field.tsx';
import { TextArea, TextField } from '#app/components/field.tsx';
import { Details } from '#app/components/layout.tsx';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import {
  arrangedEditions,
  type ChosenParts,
  findEdition,
  partTitles,
  serialisePartField,
} from '#server/domain/report/edition.rules.ts';
import styles from './document.module.css';

export interface TypedDraft {
  meeting: string;
  'meeting-on': string;
  note: string;
}

export interface DraftFormProps {
  typed: TypedDraft | null;
  problems: readonly FieldProblem[];
  requestId: string;
  /** What was chosen for the draft before. */
  parts: ChosenParts;
  hasEmblem: boolean;
}

/** What the secretariat decides about a draft: its cover, its sections and a note for colleagues. */
export function DraftForm({ typed, problems, requestId, parts, hasEmblem }: DraftFormProps) {
  const problem = (path: string) => problems.find((one) => one.path === path)?.message;
  return (
    <Form method="post" encType="multipart/form-data" noValidate>
      <input type="hidden" name="requestId" value={requestId} />
      <TextField
        id="meeting"
        name="meeting"
        label="Meeting it is presented to"
        optional
        hint="Shown on the cover."
        defaultValue={typed?.meeting}
        error={problem('meeting')}
      />
      <TextField
        id="meeting-on"
        name="meeting-on"
        type="date"
        width={20}
        label="Date of the meeting"
        optional
        defaultValue={typed?.['meeting-on']}
        error={problem('meetingOn')}
      />
      <TextField
        id="emblem"
        name="emblem"
        type="file"
        accept="image/png,image/jpeg"
        label="Emblem for the cover"
        optional
        hint={
          hasEmblem
            ? 'A PNG or JPEG picture. Without a new one, the emblem of the last draft is used.'
            : 'A PNG or JPEG picture. Without one, the cover has words only.'
        }
        error={problem('emblem')}
      />
      {hasEmblem ? <Checkbox id="no-emblem" name="no-emblem" label="Leave the emblem out" /> : null}
      <Details summary="Sections and their order">
        <p>Number the sections in the order you want. Clear a number to leave that section out.</p>
        {arrangedEditions.map((key) => (
          <PartFields key={key} edition={key} chosen={parts[key]} />
        ))}
      </Details>
      <TextArea
        id="note"
        name="note"
        label="Note on this draft"
        optional
        hint="For colleagues: what is new in it. It is not printed."
        rows={2}
        limit={2000}
        defaultValue={typed?.note}
        error={problem('note')}
      />
      <p className={styles.act}>
        <Button name="intent" value="draft">
          Make a draft
        </Button>
      </p>
    </Form>
  );
}

function PartFields({
  edition,
  chosen,
}: {
  edition: (typeof arrangedEditions)[number];
  chosen: ChosenParts[keyof ChosenParts];
}) {
  const rule = findEdition(edition);
  if (!rule) return null;
  const order: readonly string[] = chosen ?? rule.parts;
  return (
    <fieldset className={styles.parts}>
      <legend>{rule.title}</legend>
      {rule.parts.map((part) => {
        const name = serialisePartField(edition, part);
        const at = order.indexOf(part);
        return (
          <div key={part} className={styles.part}>
            <input
              id={name}
              name={name}
              type="number"
              min={1}
              max={99}
              inputMode="numeric"
              defaultValue={at === -1 ? '' : at + 1}
            />
            <label htmlFor={name}>{partTitles[part]}</label>
          </div>
        );
      })}
    </fieldset>
  );
}
