import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Definitions } from '#app/components/definitions.tsx';
import { Section } from '#app/components/layout.tsx';
import { useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/use-publication-link.ts';
import { defaultDisclosureRules } from '#server/domain/disclosure/disclosure.types.ts';
import { lowerFirst } from '#server/domain/finding/sentence-parts.ts';
import type { ComparabilityNote } from '#server/domain/receipt/comparability.calculations.ts';
import {
  describeDisclosure,
  describeExpected,
  describeNationalRule,
  describeRegionalRule,
} from '#server/domain/receipt/rule-words.ts';
import type { ReceiptIndicator } from '#server/trpc/routers/dashboard-receipts.router.ts';
import { ComparabilityNotes } from './comparability-notes.tsx';
import styles from './receipt.module.css';

/** Whose figures a rule is said of: the region's, those of single reporters, or of one by its name. */
export type RuleScopes = { region: boolean; reporters: boolean; name?: string | undefined };

/** How a figure of an indicator comes about and who counts as expected, as entries of a list of facts. */
export function useRuleItems(indicator: ReceiptIndicator, { region, reporters, name }: RuleScopes) {
  const words = useWords('receipt');
  const link = usePublicationLink();
  const disclosure = describeDisclosure(indicator, defaultDisclosureRules.smallCountUpTo);
  return [
    {
      term: words('rule'),
      description: [
        ...(region || !reporters ? [describeRegionalRule(indicator)] : []),
        ...(reporters ? [describeNationalRule(indicator, name ?? null)] : []),
        <Link key="method" to={link(`/about/methodology#${region ? 'region' : 'values'}`)}>
          {words(region ? 'methodRegion' : 'methodValues')}
        </Link>,
      ],
    },
    {
      term: words('expected'),
      description: describeExpected(indicator, name === undefined ? 'region' : 'reporter'),
    },
    ...(disclosure.length > 0
      ? [
          {
            term: words('disclosure'),
            description: [
              ...disclosure,
              <Link key="method" to={link('/about/disclosure')}>
                {words('methodDisclosure')}
              </Link>,
            ],
          },
        ]
      : []),
  ] satisfies { term: string; description: ReactNode | ReactNode[] }[];
}

/** What an indicator counts: definition, counting rule, parts and unit. */
export function useDefinitionItems(indicator: ReceiptIndicator) {
  const words = useWords('receipt');
  const { definition, countingRule, numeratorLabel, denominatorLabel, unit } = indicator;
  return [
    { term: words('definition'), description: definition },
    { term: words('countingRule'), description: countingRule },
    ...(numeratorLabel && denominatorLabel
      ? [{ term: words('percentage'), description: `${numeratorLabel}, of ${lowerFirst(denominatorLabel)}` }]
      : []),
    { term: words('unit'), description: unit },
  ];
}

/** One indicator of a figure that shows several, or its only one: definition, rule, notes. */
export function IndicatorRules({
  indicator,
  scopes,
  titled,
}: {
  indicator: ReceiptIndicator & { notes: readonly ComparabilityNote[] };
  /** Whose figures of it are shown. */
  scopes: RuleScopes;
  /** Writes its name over it. */
  titled: boolean;
}) {
  const words = useWords('receipt');
  const link = usePublicationLink();
  const rule = useRuleItems(indicator, scopes);
  const definition = useDefinitionItems(indicator);
  const id = `indicator-${indicator.code}`;
  const name = (
    <Link to={link(`/indicators/${indicator.code}`)}>
      {indicator.code} {indicator.title}
    </Link>
  );
  const body = (
    <>
      <Definitions
        items={[...(titled ? [] : [{ term: words('indicator'), description: name }]), ...definition, ...rule]}
      />
      {indicator.notes.length === 0 ? null : titled ? (
        <>
          <h4 className={styles.notesTitle}>{words('notes')}</h4>
          <ComparabilityNotes notes={indicator.notes} />
        </>
      ) : (
        <Section level={3} id={`notes-${indicator.code}`} title={words('notes')}>
          <ComparabilityNotes notes={indicator.notes} />
        </Section>
      )}
    </>
  );
  return titled ? (
    <Section level={3} id={id} title={name}>
      {body}
    </Section>
  ) : (
    body
  );
}
