import { Form } from 'react-router';
import { Button, ButtonLink } from '#app/components/button.tsx';
import { RadioGroup } from '#app/components/choice-field.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { TextArea } from '#app/components/field.tsx';
import { Details, Section } from '#app/components/layout.tsx';
import type { EditionRuleEffect, EditionRuleOfRound } from '#app/contract.ts';
import { formatNumber, formatPercentage } from '#server/domain/language/number-format.ts';
import { editionRules, usualEditionRule } from '#server/domain/publication/edition-rule.rules.ts';
import styles from './document.module.css';

type Rule = EditionRuleOfRound['rule'];

const ruleWords: Record<Rule, { label: string; hint: string }> = {
  5: {
    label: 'Five reporters or none',
    hint: 'No reporter can work out the figure of another, nor can two together; they leave at least three unknown.',
  },
  4: {
    label: 'Four reporters or none',
    hint: 'No reporter can work out the figure of another, nor can two together. This is the rule of the public pages.',
  },
  3: {
    label: 'Three reporters or none',
    hint: 'No reporter can work out the figure of another by itself. Two that put theirs together may read a third.',
  },
};

interface EditionRuleSectionProps {
  round: string;
  rule: EditionRuleOfRound;
  /** Null until somebody asks for them. */
  effects: readonly EditionRuleEffect[] | null;
  /** What was typed into the form that was refused. */
  typed: { rule: number; reason: string } | null;
  problem: string | undefined;
}

/** How many reporters a total needs in the restricted editions of a round: the rule, what each costs, and its history. */
export function EditionRuleSection({ round, rule, effects, typed, problem }: EditionRuleSectionProps) {
  return (
    <Section
      id="rule"
      title="Rule for restricted editions"
      screenOnly
      lead={
        <p>
          Readers of a restricted edition know some of its figures: their own. So a total needs a number of
          reporters that have not released their figure, or none. The present rule:{' '}
          {ruleWords[rule.rule].label.toLowerCase()}. Earlier drafts keep the rule they were made with.
          Figures that are already public are in every edition.
        </p>
      }
    >
      {effects ? (
        <EffectTable round={round} effects={effects} now={rule.rule} />
      ) : (
        <p>
          <ButtonLink
            variant="secondary"
            to={`/secretariat/compile/${encodeURIComponent(round)}/editions?effects=1#rule`}
          >
            Work out what each rule shows
          </ButtonLink>
        </p>
      )}
      <Details summary="Change the rule" open={typed !== null}>
        <Form method="post" noValidate>
          <input type="hidden" name="before" value={rule.rule} />
          <RadioGroup
            id="edition-rule"
            name="rule"
            label="A total needs"
            defaultValue={String(typed?.rule ?? rule.rule)}
            options={editionRules.map((each) => ({ value: String(each), ...ruleWords[each] }))}
          />
          <TextArea
            id="reason"
            name="reason"
            label="Why"
            hint="Kept with the rule."
            rows={2}
            limit={1000}
            defaultValue={typed?.reason}
            error={problem}
          />
          <p className={styles.act}>
            <Button name="intent" value="rule" variant="secondary">
              Set the rule
            </Button>
          </p>
        </Form>
      </Details>
      {rule.history.length > 0 ? (
        <DataTable
          caption="How the rule was changed"
          narrow="stack"
          dense
          rows={rule.history}
          rowKey={({ at }) => at}
          columns={[
            { key: 'at', header: 'When', rowHeader: true, cell: ({ at }) => <DateText iso={at} /> },
            { key: 'from', header: 'From', cell: ({ before }) => ruleWords[before].label },
            { key: 'to', header: 'To', cell: ({ rule: to }) => ruleWords[to].label },
            { key: 'by', header: 'By', cell: ({ by }) => by },
            { key: 'why', header: 'Why', cell: ({ reason }) => reason },
          ]}
        />
      ) : null}
    </Section>
  );
}

function EffectTable({
  round,
  effects,
  now,
}: {
  round: string;
  effects: readonly EditionRuleEffect[];
  now: Rule;
}) {
  const share = ({ figures, shown, ranges }: EditionRuleEffect['totals']) =>
    figures === 0
      ? 'none'
      : `${formatNumber(shown)} shown, ${formatNumber(ranges)} as a range, of ${formatNumber(figures)} (${formatPercentage((100 * (shown + ranges)) / figures)})`;
  return (
    <DataTable
      caption={`Regional figures of ${round} in restricted editions, by rule`}
      narrow="stack"
      rows={effects}
      rowKey={({ rule }) => String(rule)}
      columns={[
        {
          key: 'rule',
          header: 'A total needs',
          rowHeader: true,
          cell: ({ rule }) =>
            `${ruleWords[rule].label}${rule === now ? ' (now)' : rule === usualEditionRule ? ' (as on the public pages)' : ''}`,
        },
        { key: 'totals', header: 'Totals', cell: ({ totals }) => share(totals) },
        { key: 'parts', header: 'Parts', cell: ({ parts }) => share(parts) },
      ]}
    />
  );
}
