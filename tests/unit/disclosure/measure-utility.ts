import type { DisclosureDecision } from '#server/domain/disclosure/disclosure.types.ts';
import type { ReasonCode } from '#server/domain/disclosure/disclosure-reasons.rules.ts';

/** Regional figures with a number: how many there are, how many are shown, and why the others are not. */
export type Utility = {
  figures: number;
  shown: number;
  /** Given as a range. */
  ranges: number;
  kept: number;
  reasons: Partial<Record<ReasonCode, number>>;
};

/** What is shown of the region's totals and of its parts, by the rule that took the rest (its first reason). */
export function measureUtility(decisions: readonly DisclosureDecision[]): {
  totals: Utility;
  parts: Utility;
} {
  const measure = (isPart: boolean): Utility => {
    const utility: Utility = { figures: 0, shown: 0, ranges: 0, kept: 0, reasons: {} };
    for (const figure of decisions.flatMap(({ figures }) => figures)) {
      if (figure.scope !== 'region' || (figure.dimension !== null) !== isPart) continue;
      if (figure.contributing.length === 0) continue;
      utility.figures += 1;
      if (figure.keptFrom !== null) utility.kept += 1;
      if (figure.show && figure.state === 'reported') utility.shown += 1;
      else if (figure.range) utility.ranges += 1;
      else {
        const code = figure.reasons[0]?.code;
        if (code) utility.reasons[code] = (utility.reasons[code] ?? 0) + 1;
      }
    }
    return utility;
  };
  return { totals: measure(false), parts: measure(true) };
}

/** One line: "totals 75.0 % of 120 (3 kept), 85.0 % with ranges; small_count 12, complementary 18". */
export function describeUtility(name: string, { figures, shown, ranges, kept, reasons }: Utility): string {
  const share = (part: number) => (figures === 0 ? '0.0' : ((100 * part) / figures).toFixed(1));
  const why = Object.entries(reasons)
    .sort(([, a], [, b]) => b - a)
    .map(([code, count]) => `${code} ${count}`);
  return `${name} ${share(shown)} % of ${figures} (${kept} kept), ${share(shown + ranges)} % with ranges; ${why.join(', ')}`;
}
