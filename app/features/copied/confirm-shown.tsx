import { useEffect, useState } from 'react';
import type { ReportKey } from '#app/features/submission/report-paths.ts';
import { formatVerb } from '#server/domain/language/counted-nouns.ts';
import { ConfirmForm, type CopiedItem, countAnswers } from './copied-forms.tsx';

/** The id of the end of a copied answer: what was on the screen to here can be confirmed. */
export const copiedEndId = (code: string): string => `copied-end-${code}`;

/** The answers whose end has not been on the screen yet; none until scripts run, which alone can know. */
function useUnseen(codes: readonly string[]): readonly string[] {
  const [seen, setSeen] = useState<ReadonlySet<string> | null>(null);
  const key = codes.join(' ');
  useEffect(() => {
    if (typeof IntersectionObserver === 'undefined') return;
    setSeen((known) => known ?? new Set());
    const observer = new IntersectionObserver((entries) => {
      const ids = entries.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target.id);
      if (ids.length > 0) setSeen((known) => new Set([...(known ?? []), ...ids]));
    });
    for (const code of key.split(' ')) {
      const end = document.getElementById(copiedEndId(code));
      if (end) observer.observe(end);
    }
    return () => observer.disconnect();
  }, [key]);
  return seen === null ? [] : codes.filter((code) => !seen.has(copiedEndId(code)));
}

interface ConfirmShownProps {
  reportKey: ReportKey;
  items: readonly CopiedItem[];
  requestId: string;
  /** Where they are of one area; otherwise they are all that are copied. */
  area?: string;
}

/** Confirms all answers of an area, or of the report, at once, as soon as each of them has been on the screen. */
export function ConfirmShown({ reportKey, items, requestId, area }: ConfirmShownProps) {
  const unseen = useUnseen(items.map(({ code }) => code));
  const [first] = unseen;
  if (first !== undefined) {
    return (
      <p>
        {countAnswers(unseen.length)}
        {area ? ` of ${area}` : ''} {formatVerb(unseen.length, 'have')} not been on the screen yet. Read{' '}
        <a href={`#copied-${first}`}>{first}</a> next; then you can confirm all of them at once.
      </p>
    );
  }
  return (
    <>
      <p>You have read the {items.length} answers above, and they are right for this round:</p>
      <ConfirmForm
        reportKey={reportKey}
        items={items}
        requestId={requestId}
        words={`Confirm all ${items.length} shown${area ? ` in ${area}` : ''}`}
        variant="primary"
      />
    </>
  );
}
