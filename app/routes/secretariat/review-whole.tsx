import { SummaryList, type SummaryRow } from '#app/components/definitions.tsx';
import { Section } from '#app/components/layout.tsx';
import { EmptyState } from '#app/components/notice.tsx';
import { PageTitle } from '#app/components/page-heading.tsx';
import type { ReceivedReport } from '#app/contract.ts';
import { fillActivityDraft } from '#app/features/entry/activity-draft.ts';
import { readIndicatorRevision } from '#app/features/entry/indicator-draft.ts';
import { ask } from '#app/features/errors/ask.ts';
import { ReviewHeader } from '#app/features/review/review-header.tsx';
import styles from '#app/features/review/review.module.css';
import { listActivityRows } from '#app/features/submission/activity-summary.tsx';
import { listIndicatorRows } from '#app/features/submission/item-summary.tsx';
import { requestContext } from '#app/request-context.ts';
import type { TreeItem } from '#server/domain/review/review-tree.calculations.ts';
import type { Route } from './+types/review-whole';

export async function loader({ context, params }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  return { report: await ask(requestId, () => caller.review.whole(params)) };
}

/** A whole report as it was received, to be read from beginning to end and printed. */
export default function WholeReportPage({ loaderData: { report } }: Route.ComponentProps) {
  const rowsOf = buildRowsOf(report);
  return (
    <>
      <PageTitle parts={['Whole report', `${report.reporter.name}, ${report.round.code}`, 'Secretariat']} />
      <ReviewHeader review={report} page="whole" />
      {report.content === null ? (
        <EmptyState title={`${report.reporter.name} has not submitted a report for ${report.round.code}`} />
      ) : null}
      {report.tree.map((area) => {
        const items = area.sections.flatMap((section) => section.items);
        const missing = items.filter(({ reported }) => !reported);
        return (
          <Section key={area.code} id={`area-${area.code}`} title={`${area.code} ${area.title}`}>
            {items
              .filter(({ reported }) => reported)
              .map((item) => (
                <div key={item.name} className={styles.whole}>
                  <h3>
                    {item.code} {item.title}
                  </h3>
                  <SummaryList rows={rowsOf(item)} />
                </div>
              ))}
            {missing.length > 0 ? (
              <p>
                <strong>Not reported:</strong> {missing.map(({ code }) => code).join(', ')}
              </p>
            ) : null}
          </Section>
        );
      })}
    </>
  );
}

/** Finds what was reported about an item, a row for each question. */
function buildRowsOf({ content, definitions, statuses }: ReceivedReport): (item: TreeItem) => SummaryRow[] {
  const activities = new Map(content?.activities.map((one) => [one.activity, one]));
  const indicators = new Map(content?.indicators.map((one) => [one.indicator, one]));
  const definitionOf = new Map(definitions.map((one) => [one.code, one]));
  return ({ subject, code }) => {
    const readOnly = { code, changeTo: null };
    const activity = subject === 'activity' ? activities.get(code) : undefined;
    if (activity) return listActivityRows(fillActivityDraft(activity), statuses, readOnly);
    const [indicator, definition] = [indicators.get(code), definitionOf.get(code)];
    return indicator && definition
      ? listIndicatorRows(readIndicatorRevision(indicator, definition), definition, readOnly)
      : [];
  };
}
