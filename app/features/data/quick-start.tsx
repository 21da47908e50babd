import { DataTable } from '#app/components/data-table.tsx';
import { Section } from '#app/components/layout.tsx';
import type { DataOverview } from '#app/contract.ts';
import { useWords } from '#app/features/language/use-words.ts';
import { type DataFilterName, dataFilters } from '#server/domain/data/data-query.rules.ts';
import { CodeExample } from './code-example.tsx';

export interface QuickStartProps {
  samples: NonNullable<DataOverview['samples']>;
  /** The tracker's public address. */
  origin: string;
}

/** Lines to copy, with codes that the publication has. */
export function QuickStart({ samples, origin }: QuickStartProps) {
  const words = useWords('data');
  const { publication, filters } = samples;
  const api = `${origin}/data/v1`;
  const values = `${api}/values.csv?publication=${publication}`;
  return (
    <Section id="quick-start" title={words('quick')} lead={words('quickLead')}>
      <CodeExample id="example-file" label={words('exampleFile')} code={`curl --compressed -O "${values}"`} />
      <CodeExample
        id="example-filter"
        label={words('exampleFilter')}
        code={`curl --compressed "${api}/values.json?indicator=${filters.indicator ?? ''}&scope=region"`}
      />
      <CodeExample
        id="example-pages"
        label={words('examplePages')}
        code={[
          `next="${api}/values.json?limit=500"`,
          'while [ "$next" != "null" ]; do',
          '  page=$(curl -s --compressed "$next")',
          `  echo "$page" | jq -c '.data[]'`,
          `  next=$(echo "$page" | jq -r '.meta.links.next')`,
          'done',
        ].join('\n')}
      />
      <CodeExample
        id="example-script"
        label={words('exampleScript')}
        code={[
          `const answer = await fetch("${api}/activities.json?state=${filters.state ?? ''}");`,
          'const { data, meta } = await answer.json();',
          'console.log(data.length, meta.attribution);',
        ].join('\n')}
      />
      <CodeExample
        id="example-python"
        label={words('examplePython')}
        code={[
          'import pandas as pd',
          `values = pd.read_csv("${values}", dtype={"reporter_code": str})`,
          '# Empty is not zero: the column "state" says why there is no number.',
          'numbers = values[values["state"] == "reported"]',
        ].join('\n')}
      />
      <CodeExample
        id="example-r"
        label={words('exampleR')}
        code={[
          `values <- read.csv("${values}", na.strings = "", stringsAsFactors = FALSE)`,
          'numbers <- values[values$state == "reported", ]',
        ].join('\n')}
      />
    </Section>
  );
}

/** By what rows can be narrowed. */
export function FilterList() {
  const words = useWords('data');
  return (
    <Section id="filters" title={words('filters')} lead={words('filtersLead')}>
      <DataTable
        caption={words('filtersCaption')}
        captionHidden
        dense
        narrow="stack"
        rows={Object.keys(dataFilters) as DataFilterName[]}
        rowKey={(name) => name}
        columns={[
          {
            key: 'name',
            header: words('parameter'),
            rowHeader: true,
            nowrap: true,
            cell: (name) => <code>{name}</code>,
          },
          { key: 'meaning', header: words('meaning'), cell: (name) => dataFilters[name] },
        ]}
      />
    </Section>
  );
}
