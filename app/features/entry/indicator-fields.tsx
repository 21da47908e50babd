import { describeChoice } from '#server/domain/value/choice-question.rules.ts';
import { getAnswerKind, isAnsweredInWords } from '#server/domain/value/measures.ts';
import { type FormEvent, useRef } from 'react';
import { RadioGroup } from '#app/components/choice-field.tsx';
import { Notice } from '#app/components/notice.tsx';
import type { IndicatorEntry } from '#app/contract.ts';
import type { FieldGuidance } from '#server/domain/submission/narrative-guidance.ts';
import { describeSharedFigure } from '#server/domain/consent/consent-words.rules.ts';
import { longestText } from '#server/domain/submission/text.rules.ts';
import { releases, valueStateLabels } from '#server/domain/value/indicator-definition.ts';
import { GuardedTextArea } from '#app/features/personal-data/guarded-text-area.tsx';
import { FieldFindings, type ItemFindings } from './field-findings.tsx';
import { IndicatorTable, settleRow, type Stash } from './indicator-table.tsx';
import { cellId, findFieldId } from './field-ids.ts';
import { getCell, type IndicatorDraft, listCellPlaces, serialisePick } from './indicator-draft.ts';
import { indicatorWords, releaseWords } from './item-words.ts';
import { NarrativeGuidance } from './narrative-guidance.tsx';
import { Question, type QuestionsOf } from './question.tsx';

interface IndicatorFieldsProps {
  entry: IndicatorEntry;
  initial: IndicatorDraft;
  draft: IndicatorDraft;
  last: { draft: IndicatorDraft; round: string } | null;
  /** Messages by the id of the control. */
  errors: Readonly<Record<string, string>>;
  questions: QuestionsOf;
  findings: ItemFindings;
  noteGuidance: FieldGuidance;
}

const withoutFigure = [
  {
    value: 'not_available',
    label: valueStateLabels.not_available,
    hint: 'We have no answer. Say why in the note.',
  },
  {
    value: 'not_applicable',
    label: valueStateLabels.not_applicable,
    hint: 'The question does not apply here.',
  },
];
const notYet = { value: '', label: valueStateLabels.not_yet_reported };

/** The questions of an indicator's page. */
export function IndicatorFields(props: IndicatorFieldsProps) {
  const { entry, questions } = props;
  const { indicator, queries } = entry;
  const about = (field: string) =>
    queries
      .filter((query) => query.field === field)
      .map((query) => <Question key={query.id} query={query} of={questions} />);
  const known = new Set(['note', 'release']);
  for (const { key } of listCellPlaces(indicator)) known.add(key);
  for (const { code } of indicator.dimensions) known.add(code);
  return (
    <>
      {queries
        .filter(({ field }) => !known.has(field))
        .map((query) => (
          <Question key={query.id} query={query} of={questions} />
        ))}
      {isAnsweredInWords(indicator.measure) ? (
        <>
          {getAnswerKind(indicator.measure) === 'choice' ? (
            <PickField {...props} />
          ) : (
            <AccountField {...props} />
          )}
          <FieldFindings of={props.findings} field="total" />
          {about('total')}
        </>
      ) : (
        <IndicatorTable {...props} definition={indicator} part={entry} queries={queries} />
      )}
      {entry.writesNote ? <OwnNote {...props} /> : <ForeignNote {...props} />}
      <FieldFindings of={props.findings} field="note" />
      {about('note')}
      <FieldFindings of={props.findings} field="release" />
      {about('release')}
    </>
  );
}

/** The note, and the consent to publish. */
function OwnNote({ entry, initial, errors, noteGuidance }: IndicatorFieldsProps) {
  return (
    <>
      <GuardedTextArea
        id="note"
        stored={entry.answer.note}
        name="note"
        label={indicatorWords.note.label}
        labelSize="large"
        hint={indicatorWords.note.hint}
        limit={longestText}
        rows={4}
        defaultValue={initial.note}
        error={errors.note}
      />
      <NarrativeGuidance fieldId="note" label={indicatorWords.note.label} guidance={noteGuidance} />
      {entry.indicator.disclosureClass === 'internal' ? (
        <>
          <Notice title="This indicator is for internal use. It is never published." />
          <input type="hidden" name="release" value={initial.release} />
        </>
      ) : (
        <RadioGroup
          id="release"
          name="release"
          label={indicatorWords.release.label}
          labelSize="large"
          hint={[indicatorWords.release.hint, describeSharedFigure(entry.askedAlso)]
            .filter(Boolean)
            .join(' ')}
          options={releases.map((release) => ({ value: release, ...releaseWords[release] }))}
          defaultValue={initial.release}
          error={errors.release}
        />
      )}
    </>
  );
}

/** The note where whoever holds the whole indicator writes it; it travels with the form as it stands. */
function ForeignNote({ entry, initial }: IndicatorFieldsProps) {
  const holder = entry.holders.find(({ key }) => key === 'total');
  return (
    <div>
      <h2>{indicatorWords.note.label}</h2>
      <p>
        The note and the consent to publish belong to the whole indicator. They are written by{' '}
        {holder?.name ?? 'your focal point'}.
      </p>
      {initial.note ? <blockquote>{initial.note}</blockquote> : null}
      <input type="hidden" name="note" value={initial.note} />
      <input type="hidden" name="release" value={initial.release} />
    </div>
  );
}

/** One answer of a list, or why there is none: a single set of radio buttons. */
function PickField({ entry, initial, errors }: IndicatorFieldsProps) {
  return (
    <RadioGroup
      id={cellId('total')}
      name="pick.total"
      label={describeChoice(entry.indicator)}
      labelSize="large"
      options={[
        ...entry.indicator.choices.map(({ code, label }) => ({
          value: serialisePick({ state: 'reported', choice: code }),
          label,
        })),
        ...withoutFigure,
        notYet,
      ]}
      defaultValue={serialisePick(getCell(initial, 'total'))}
      error={errors[findFieldId('indicator', 'total')]}
    />
  );
}

/** An answer in words, or why there is none. */
function AccountField({ entry, initial, errors }: IndicatorFieldsProps) {
  const stash = useRef<Stash>(new Map());
  const cell = getCell(initial, 'total');
  return (
    // Only to keep the state in step with the text; the controls inside are the ones that people use.
    <div onInput={(event: FormEvent<HTMLDivElement>) => settleRow(event.target, stash.current)}>
      <GuardedTextArea
        id={cellId('total')}
        stored={entry.answer.cells.find(({ dimension }) => dimension === null)?.text ?? ''}
        name="text.total"
        label="Account"
        labelSize="large"
        limit={longestText}
        rows={8}
        defaultValue={cell.text}
        error={errors[cellId('total')]}
      />
      <RadioGroup
        id="state-total"
        name="state.total"
        label="State of the answer"
        options={[{ value: '', label: 'Answer given, or to come' }, ...withoutFigure]}
        defaultValue={cell.state === 'reported' ? '' : cell.state}
      />
    </div>
  );
}
