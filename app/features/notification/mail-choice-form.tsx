import { Form } from 'react-router';
import { Button, ButtonGroup } from '#app/components/button.tsx';
import { CheckboxGroup } from '#app/components/choice-field.tsx';
import { TextField } from '#app/components/field.tsx';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import {
  longestPauseDays,
  type MailChoice,
  type MailTopic,
  mailTopics,
} from '#server/domain/mail/mail-choice.rules.ts';

/** What mails of each topic are about, for people. */
export const topicLabels: Record<MailTopic, string> = {
  reminders: 'Rounds that open, and reminders of what is due',
  reports: 'Reports: submitted, cleared, returned, accepted, given more time',
  consent: 'Consent: requests and answers',
  mentions: 'Comments that mention you',
  publications: 'Files that are ready, and scheduled publications',
};

interface MailChoiceFormProps {
  choice: MailChoice;
  /** What was typed and refused; null where nothing was. */
  refused: { typed: { wanted: string[]; pausedUntil: string }; problems: readonly FieldProblem[] } | null;
}

/** Which mails a person wants, and a pause. Needs no scripts. */
export function MailChoiceForm({ choice, refused }: MailChoiceFormProps) {
  const wanted = refused?.typed.wanted ?? mailTopics.filter((topic) => !choice.unwanted.includes(topic));
  return (
    <Form method="post" noValidate>
      <CheckboxGroup
        id="wanted"
        name="wanted"
        label="Send me mails about"
        options={mailTopics.map((topic) => ({ value: topic, label: topicLabels[topic] }))}
        defaultValue={wanted}
      />
      <TextField
        id="pausedUntil"
        name="pausedUntil"
        type="date"
        label="No mails until the end of"
        optional
        hint={`At most ${longestPauseDays} days ahead. Mails of these days are not sent later. Leave it empty to get mails again.`}
        width={20}
        defaultValue={refused?.typed.pausedUntil ?? choice.pausedUntil ?? ''}
        error={refused?.problems.find(({ path }) => path === 'pausedUntil')?.message}
      />
      <ButtonGroup>
        <Button name="intent" value="mails">
          Save choice of mails
        </Button>
      </ButtonGroup>
    </Form>
  );
}
