import { useEffect, useState } from 'react';
import { Button } from '#app/components/button.tsx';
import { DataTable } from '#app/components/data-table.tsx';
import { Details } from '#app/components/details.tsx';
import type { SectionPage } from '#app/contract.ts';

interface ReferenceListProps {
  groups: SectionPage['references'];
  onInsert: (source: string) => void;
}

/** What can be referred to, with what it stands for now. The buttons come with the script: without it one copies. */
export function ReferenceList({ groups, onInsert }: ReferenceListProps) {
  const [isAlive, setAlive] = useState(false);
  useEffect(() => setAlive(true), []);
  return groups.map((group, at) => (
    <Details
      key={group.code}
      summary={group.code === 'activities' ? group.title : `${group.code} ${group.title}`}
      open={at === 0}
    >
      <DataTable
        caption={group.title}
        captionHidden
        narrow="stack"
        dense
        rows={group.items}
        rowKey={({ source }) => source}
        columns={[
          { key: 'label', header: 'What', rowHeader: true, cell: ({ label }) => label },
          { key: 'now', header: 'Now', cell: ({ now }) => now },
          { key: 'source', header: 'Reference', cell: ({ source }) => <code>{source}</code> },
          ...(isAlive
            ? [
                {
                  key: 'insert',
                  header: 'Insert',
                  cell: ({ source, label }: (typeof group.items)[number]) => (
                    <Button
                      type="button"
                      variant="quiet"
                      compact
                      aria-label={`Insert ${label} (${source})`}
                      onClick={() => onInsert(source)}
                    >
                      Insert
                    </Button>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Details>
  ));
}
