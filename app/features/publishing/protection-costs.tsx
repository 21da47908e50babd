import { ButtonLink } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { Section } from '#app/components/layout.tsx';
import type { ConsentPreview, FreeingConsent } from '#app/contract.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import type { ProtectionCost } from './preview-summary.ts';

const ruleWords: Record<ProtectionCost['rule'], string> = {
  small_count: 'It, or what it would leave, counts too few persons',
  too_few_contributors: 'It would tell the figures of too few reporters',
  dominance: 'One reporter makes up nearly all of it',
  complementary: 'It would give away another figure',
};

type NamedConsent = FreeingConsent & { reporterName: string };
type NamedConsents = Omit<ConsentPreview, 'consents'> & { consents: readonly NamedConsent[] };

interface ProtectionCostsProps {
  round: string;
  costs: readonly ProtectionCost[];
  /** Null until somebody asks for them. */
  consents: NamedConsents | null;
}

/** How many figures each rule costs, and whose consent would free most of them. */
export function ProtectionCosts({ round, costs, consents }: ProtectionCostsProps) {
  return (
    <Section
      id="costs"
      title="What protection costs"
      lead={
        <p>
          Suppressed figures of {round} by rule. One that breaks several rules counts once, for the first. The
          rules of each figure are in{' '}
          <a href={`/secretariat/publish/${encodeURIComponent(round)}/suppressed.csv`} download>
            a list of them all (CSV)
          </a>
          .
        </p>
      }
    >
      <DataTable
        caption="Suppressed figures by rule"
        captionHidden
        narrow="stack"
        dense
        rows={costs}
        rowKey={({ rule }) => rule}
        columns={[
          { key: 'rule', header: 'Why', rowHeader: true, cell: ({ rule }) => ruleWords[rule] },
          {
            key: 'totals',
            header: 'Regional totals',
            numeric: true,
            cell: ({ totals }) => formatNumber(totals),
          },
          { key: 'parts', header: 'Regional parts', numeric: true, cell: ({ parts }) => formatNumber(parts) },
          {
            key: 'ranges',
            header: 'Of these as a range',
            numeric: true,
            cell: ({ ranges }) => formatNumber(ranges),
          },
          {
            key: 'ownTotals',
            header: 'Reporters’ own totals',
            numeric: true,
            cell: ({ ownTotals }) => formatNumber(ownTotals),
          },
          {
            key: 'ownParts',
            header: 'Reporters’ own parts',
            numeric: true,
            cell: ({ ownParts }) => formatNumber(ownParts),
          },
        ]}
      />
      <Section level={3} id="costs-consents" title="Which single consent would free most figures">
        {consents ? (
          <ConsentList round={round} {...consents} />
        ) : (
          <ButtonLink
            variant="secondary"
            to={`/secretariat/publish/${encodeURIComponent(round)}?consents=1#costs-consents`}
          >
            Work it out
          </ButtonLink>
        )}
      </Section>
    </Section>
  );
}

function ConsentList({ round, consents, tried, candidates }: NamedConsents & { round: string }) {
  const extent =
    tried < candidates
      ? ` The ${tried} most promising of ${candidates} were tried; it takes too long for all.`
      : '';
  if (consents.length === 0) return <p>No single consent was found that frees a regional figure.{extent}</p>;
  return (
    <>
      <ol>
        {consents.map((consent) => (
          <li key={`${consent.reporter} ${consent.indicator}`}>{describeConsent(round, consent)}</li>
        ))}
      </ol>
      <p>
        Each was decided again with that consent alone.{extent} The choice is the reporter’s: a figure once
        shown stays public.
      </p>
    </>
  );
}

/** "If Thailand released its figure of I-B3 for 2025-H1, 6 more regional figures would be shown." */
function describeConsent(round: string, { reporterName, indicator, gained, lost }: NamedConsent): string {
  const figures = (count: number) => (count === 1 ? 'regional figure' : 'regional figures');
  const more = `If ${reporterName} released its figure of ${indicator} for ${round}, ${formatNumber(gained)} more ${figures(gained)} would be shown`;
  return lost === 0
    ? `${more}.`
    : `${more}, and ${formatNumber(lost)} that ${lost === 1 ? 'is' : 'are'} shown now would not.`;
}
