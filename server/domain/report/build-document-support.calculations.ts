import { formatCount } from '../language/counted-nouns.ts';
import { formatNumber } from '../language/number-format.ts';
import type { SupportEntry, SupportLine } from '../support/public-support.calculations.ts';
import { supportKindLabels, supportPartLabels, supportStageLabels } from '../support/support.schema.ts';
import { buildColumn, buildTextCell, type Composer, type ScopedFacts } from './document-composer.ts';
import { partTitles } from './edition.rules.ts';

const formatMoney = (currency: string, amount: string) =>
  `${currency} ${formatNumber(amount, { decimals: 0 })}`;

/** Formats an amount, on paper in whole units: "Committed 2024: AUD 400,000 (USD 264,000)". */
function formatLine({ stage, year, currency, amount, dollars }: SupportLine): string {
  const money = formatMoney(currency, amount);
  const converted = dollars === null || currency === 'USD' ? '' : ` (${formatMoney('USD', dollars)})`;
  return `${supportStageLabels[stage]} ${year}: ${money}${converted}`;
}

const describeAmounts = ({ lines, amounts }: SupportEntry): string =>
  lines.length > 0 ? lines.map(formatLine).join('\n') : amounts === 'not_shown' ? 'Not shown' : 'None given';

/** Names what an entry of support is for: an activity, a thematic area or the whole plan. */
const describePurpose = ({ activity, area }: SupportEntry) =>
  activity
    ? buildTextCell(activity.title, { lead: activity.code })
    : area
      ? buildTextCell(area.title, { lead: `Area ${area.code}` })
      : buildTextCell('The whole plan');

/** Adds what a partner gives, as it has confirmed it: by activity, with the amounts that it agreed to show. */
export function addGivenSupport(composer: Composer, { support, scope }: ScopedFacts): void {
  const own = support.filter(({ partner }) => partner.slug === scope.code);
  composer.heading(1, 'given', partTitles.given);
  if (own.length === 0) {
    composer.say(`${scope.name} has not confirmed any support in this publication.`);
    return;
  }
  composer.table({
    id: 'table-given',
    sheet: 'Support',
    title: `Support that ${scope.name} has confirmed: ${formatCount(own.length, 'entries')}`,
    columns: [
      buildColumn('for', 'For', 3),
      buildColumn('kind', 'Kind', 1.2),
      buildColumn('role', 'Role', 1.2),
      buildColumn('description', 'What it is', 2.6),
      buildColumn('amounts', 'Amounts', 3.8),
    ],
    rows: own.map((entry) => ({
      cells: [
        describePurpose(entry),
        buildTextCell(supportKindLabels[entry.kind]),
        buildTextCell(supportPartLabels[entry.part]),
        buildTextCell(entry.description),
        buildTextCell(describeAmounts(entry)),
      ],
    })),
    notes: [
      'US dollars are by the rates that are stated on the page of support. What is disbursed was committed before, so stages are not added together.',
    ],
  });
}
