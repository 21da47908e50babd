import { Form, Link } from 'react-router';
import { Button } from '#app/components/button.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import type { SectionPage } from '#app/contract.ts';
import { compilePaths } from './compile-paths.ts';

interface VersionListProps {
  round: string;
  section: SectionPage['section'];
  sittings: SectionPage['sittings'];
  /** The version that is stored now. */
  version: number;
  formId: string;
}

/** Versions of a section, newest first; what one person saved without a pause is one line. */
export function VersionList({ round, section, sittings, version, formId }: VersionListProps) {
  return (
    <DataTable
      caption={`Versions of ${section.title}`}
      captionHidden
      narrow="stack"
      rows={sittings}
      rowKey={(sitting) => sitting.version}
      empty="Nothing has been saved yet."
      columns={[
        {
          key: 'version',
          header: 'Version',
          rowHeader: true,
          nowrap: true,
          cell: ({ from, version: newest }) => (from === newest ? newest : `${from} to ${newest}`),
        },
        {
          key: 'saved',
          header: 'Saved',
          cell: ({ at, by }) => (
            <>
              <DateText iso={at} withTime /> by {by}
            </>
          ),
        },
        {
          key: 'compare',
          header: 'Compare',
          cell: (sitting, at) => {
            const earlier = sittings[at + 1];
            return earlier ? (
              <Link to={compilePaths.versions(round, section.key, earlier.version, sitting.version)}>
                with version {earlier.version}
              </Link>
            ) : (
              'the first'
            );
          },
        },
        {
          key: 'restore',
          header: 'Bring back',
          cell: (sitting, at) =>
            at === 0 ? (
              'is the text now'
            ) : (
              <Form method="post">
                <input type="hidden" name="version" value={version} />
                <input type="hidden" name="restore" value={sitting.version} />
                <input type="hidden" name="requestId" value={formId} />
                <Button variant="quiet" compact name="intent" value="restore">
                  Bring back version {sitting.version}
                </Button>
              </Form>
            ),
        },
      ]}
    />
  );
}
