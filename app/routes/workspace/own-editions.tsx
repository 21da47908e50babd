import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { EmptyState } from '#app/components/notice.tsx';
import { PageTitle } from '#app/components/page-heading.tsx';
import { describeFile } from '#app/features/edition/draft-section.tsx';
import { ask } from '#app/features/errors/ask.ts';
import { ReportHeading } from '#app/features/submission/report-heading.tsx';
import { buildEditionPath } from '#app/features/submission/report-paths.ts';
import { nameReport } from '#app/features/submission/report-words.ts';
import { listReporters } from '#server/domain/access/can.rules.ts';
import { serialiseEditionName } from '#server/domain/report/edition.rules.ts';
import type { Route } from './+types/own-editions';
import { openReport } from './open-report.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const editions = await ask(requestId, () => caller.edition.listOwn({ round, reporter }));
  const { header } = await ask(requestId, () => caller.submission.get({ round, reporter }));
  return { editions, header, key, today, reporters: listReporters(viewer) };
}

/** What the consolidated report of a round says of one state, for that state. */
export default function OwnEditions({ loaderData }: Route.ComponentProps) {
  const { editions, header, key, today, reporters } = loaderData;
  const title = `Consolidated report: the edition for ${header.reporter.name}`;
  return (
    <>
      <PageTitle parts={[`${title} · ${nameReport(header)}`]} />
      <ReportHeading
        header={header}
        reportKey={key}
        today={today}
        current="other"
        reporters={reporters}
        title={title}
      />
      <p>
        It contains what {header.reporter.name} has reported, in full, beside the region. No other state sees
        it.
      </p>
      {editions.length === 0 ? (
        <EmptyState title="The secretariat has not drafted the report of this round yet." />
      ) : (
        <DataTable
          caption="Drafts, newest first"
          captionHidden
          narrow="stack"
          rows={editions}
          rowKey={({ draft }) => String(draft)}
          empty="None."
          columns={[
            {
              key: 'draft',
              header: 'Draft',
              rowHeader: true,
              cell: ({ draft }) => <Link to={buildEditionPath(key, draft)}>Draft {draft}</Link>,
            },
            {
              key: 'made',
              header: 'Made',
              cell: ({ madeAt }) => <DateText iso={madeAt} withTime withZone />,
            },
            {
              key: 'files',
              header: 'Files',
              cell: ({ draft, files }) =>
                files.length === 0
                  ? 'The secretariat has not made them yet.'
                  : files.map((file, at) => (
                      <span key={file.format}>
                        {at > 0 ? ', ' : null}
                        <a
                          href={buildEditionPath(
                            key,
                            draft,
                            `${serialiseEditionName('state', key.reporter)}.${file.format}`,
                          )}
                        >
                          {describeFile(file)}
                        </a>
                      </span>
                    )),
            },
          ]}
        />
      )}
    </>
  );
}
