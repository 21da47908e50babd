import { Details } from '#app/components/details.tsx';
import { minutesFor, type TimeLeft } from '#server/domain/submission/time-left.calculations.ts';
import { formatCount } from '#server/domain/language/format-counts.ts';

/** How long the rest of the report takes, in a line that says how it is known. Nothing where nothing is left. */
export function TimeLeftLine({ left }: { left: TimeLeft }) {
  if (left.minutes === 0) return null;
  return (
    <Details summary={`About ${formatMinutes(left.minutes)} left`}>
      <p>
        For what is still missing, with the figures and words at hand: {minutesFor.activity} minutes for an
        activity, {minutesFor.account} for a written account, {minutesFor.figure} for a figure and{' '}
        {minutesFor.furtherCell * 60} seconds for each of its parts, {minutesFor.choice * 60} seconds for an
        answer from a list. What has been begun counts half, a copied answer a quarter.
      </p>
      <p>
        {left.isOwnPace
          ? 'It is adjusted to your own pace in this round, told from the times of your saves.'
          : 'It is adjusted to your own pace once you have gone through five items.'}
      </p>
    </Details>
  );
}

/** "35 minutes", "1 minute", "2 hours 20 minutes". */
export function formatMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return formatCount(rest, 'minutes');
  return rest === 0
    ? formatCount(hours, 'hours')
    : `${formatCount(hours, 'hours')} ${formatCount(rest, 'minutes')}`;
}
