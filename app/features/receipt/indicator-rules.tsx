import type { ReactNode } from 'react';
import { Link } from '#app/features/publication/public-link.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { Section } from '#app/components/layout.tsx';
import type { FigureReceipt, ReceiptIndicator } from '#app/contract.ts';
import { English, useLabel } from '#app/features/language/language-context.tsx';
import { useRoundName, useWords } from '#app/features/language/use-words.ts';
import { usePublicationLink } from '#app/features/publication/link.ts';
import { defaultDisclosureRules } from '#server/domain/disclosure/disclosure-settings.rules.ts';
import { formatLowerFirst } from '#server/domain/finding/sentence-parts.ts';
import type { ComparabilityNote } from '#server/domain/receipt/comparability.calculations.ts';
import {
  describeDisclosure,
  describeExpected,
  describeNationalRule,
  describeRegionalRule,
} from '#server/domain/receipt/rule-words.ts';
import styles from './receipt.module.css';
import { PublicationLine } from '#app/features/publication/publication-words.tsx';

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
        ...(region || !reporters ? [<English key="region">{describeRegionalRule(indicator)}</English>] : []),
        ...(reporters
          ? [<English key="reporter">{describeNationalRule(indicator, name ?? null)}</English>]
          : []),
        <Link key="method" to={link(`/about/methodology#${region ? 'region' : 'values'}`)}>
          {words(region ? 'methodRegion' : 'methodValues')}
        </Link>,
      ],
    },
    {
      term: words('expected'),
      description: (
        <English>{describeExpected(indicator, name === undefined ? 'region' : 'reporter')}</English>
      ),
    },
    ...(disclosure.length > 0
      ? [
          {
            term: words('disclosure'),
            description: [
              ...disclosure.map((line) => <English key={line}>{line}</English>),
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
    { term: words('definition'), description: <English>{definition}</English> },
    { term: words('countingRule'), description: <English>{countingRule}</English> },
    ...(numeratorLabel && denominatorLabel
      ? [
          {
            term: words('percentage'),
            description: <English>{`${numeratorLabel}, of ${formatLowerFirst(denominatorLabel)}`}</English>,
          },
        ]
      : []),
    { term: words('unit'), description: <English>{unit}</English> },
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
      {indicator.code} <English>{indicator.title}</English>
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

/** What a receipt says of the publication that it is drawn from, as entries of a list of facts. */
export function usePublicationItems(publication: FigureReceipt['publication']) {
  const words = useWords('receipt');
  const { meeting, title, contentSha256 } = publication;
  return [
    {
      term: words('publication'),
      description: [
        <PublicationLine key="line" publication={publication} />,
        <English key="title">{title}</English>,
        ...(meeting ? [words.rich('presentedTo', { meeting: <English>{meeting}</English> })] : []),
      ],
    },
    {
      term: words('checksum'),
      description: <code className={styles.checksum}>{contentSha256}</code>,
    },
  ];
}

/** What to know before comparing: kind, whom it is about and from when, and the note. Nothing where there is none. */
export function ComparabilityNotes({ notes }: { notes: readonly ComparabilityNote[] }) {
  const words = useWords('receipt');
  const label = useLabel();
  const nameRound = useRoundName();
  if (notes.length === 0) return null;
  return (
    <ul className={styles.notes}>
      {notes.map(({ kind, note, reporter, round, publication }) => (
        <li key={`${kind}-${reporter?.code}-${round?.code}-${publication}`}>
          <strong>
            {[
              words(`kind_${kind}`),
              reporter ? label('state', reporter.code, reporter.name) : null,
              round ? words('fromRound', { round: nameRound(round) }) : null,
            ]
              .filter(Boolean)
              .join(', ')}
          </strong>
          <br />
          <English>{note}</English>
          {publication === null || publication < 2 ? null : (
            <>
              {' '}
              <Link to={`/publications/compare?from=${publication - 1}&to=${publication}`}>
                {words('seeChange')}
              </Link>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
