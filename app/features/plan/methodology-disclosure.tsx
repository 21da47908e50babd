import { buildPublicNote, reasons } from '#server/domain/disclosure/disclosure-reasons.rules.ts';
import { defaultDisclosureRules } from '#server/domain/disclosure/disclosure.types.ts';

const numbersInWords = ['no', 'one', 'two', 'three', 'four', 'five'];

/** The rules of disclosure in plain words, with the numbers and notes that are in force. */
export function DisclosureMethod() {
  const { smallCountUpTo, minimumContributors, dominantShareAbove } = defaultDisclosureRules;
  const contributors = numbersInWords[minimumContributors] ?? String(minimumContributors);
  return (
    <>
      <h2 id="disclosure">What is not shown</h2>
      <p>
        A small number can point to a person, and a total of two lets each of the two read the other. These
        rules decide, for every cell, whether a publication may show it.
      </p>
      <ul>
        <li>
          Consent: a reporter says for each of its figures whether it may count in regional totals only, be
          shown as its own figure too, or be left out altogether. The first is what holds when nothing was
          said. Internal indicators are never published.
        </li>
        <li>
          Small numbers: counts of persons from 1 to {smallCountUpTo} are not shown. Zero is shown, since
          nobody is counted in it. For a percentage of persons this holds for each of its two parts.
        </li>
        <li>
          Few reporters: a total needs at least {contributors} reporters with a figure. What is left of it
          after the national figures that are shown must not be the figure of one reporter. The rule protects
          states; where only sectoral bodies report, their consent decides.
        </li>
        <li>
          One that outweighs the rest: a count of persons is not shown when a reporter that has not released
          its own figure makes up more than {dominantShareAbove}% of what is left after the national figures
          that are shown.
        </li>
        <li>
          Working backwards: a figure is also held when it would give away another that is held, by adding and
          subtracting totals, parts, national figures and everything that earlier publications show.
        </li>
        <li>
          Later reports: when adding a late report to a total would tell that report’s own figure, the total
          of the earlier publication is kept.
        </li>
      </ul>
      <p>The notes that stand beside such figures are:</p>
      <ul>
        <li>
          “{buildPublicNote([reasons.smallCount])}” It is the same for small, dominated and protecting
          figures, since telling them apart would narrow down what the figure can be.
        </li>
        <li>“{buildPublicNote([reasons.noConsent])}”</li>
        <li>“{buildPublicNote([reasons.keptAsPublished])}”</li>
      </ul>
    </>
  );
}
