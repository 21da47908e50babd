import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { EmptyState } from '#app/components/empty-state.tsx';
import { formatNumber } from '#server/domain/language/number-format.ts';
import { Tag } from '#app/components/tag.tsx';
import { personalDataWords } from '#server/domain/personal-data/describe-personal-data.ts';
import type { PersonalDataList } from '#server/queries/personal-data/list-personal-data.query.ts';

type Entry = PersonalDataList['entries'][number];

const fieldWords: Record<string, string> = {
  achievements: 'Achievements',
  challenges: 'Challenges',
  nextSteps: 'Next steps',
  note: 'Note',
  total: 'Account',
};

/** How far a text has come on its way to the public. */
function describeWay({ released, compiled, current }: Entry) {
  // The report was reopened or corrected since; compiling again takes the old words out.
  if (!current) return <Tag emphasis={released ? 'strong' : 'normal'}>In the compilation only</Tag>;
  if (released && compiled) return <Tag emphasis="strong">Released, compiled</Tag>;
  if (released) return <Tag emphasis="strong">Released</Tag>;
  return <Tag>Not released</Tag>;
}

const capitalise = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Every place that looks like personal data, with the way to it. Those that may become public come first. */
export function PersonalDataTable({ list }: { list: PersonalDataList }) {
  if (list.entries.length === 0) {
    return (
      <EmptyState title={`${formatNumber(list.texts)} texts of ${list.round.code} were read`}>
        <p>Drafts are not among them: they stay in the country until they are submitted.</p>
      </EmptyState>
    );
  }
  const rank = ({ released, compiled }: Entry) => (released ? 0 : 2) + (compiled ? 0 : 1);
  return (
    <DataTable
      caption="Texts that look like personal data; those that may become public come first"
      captionHidden
      narrow="stack"
      rows={list.entries.toSorted((one, other) => rank(one) - rank(other))}
      rowKey={({ reporter, code, field, excerpt }) => `${reporter.code}/${code}/${field}/${excerpt}`}
      columns={[
        {
          key: 'where',
          header: 'Where',
          rowHeader: true,
          minWidth: '12rem',
          cell: ({ reporter, subject, code, field }) => (
            <Link to={`/secretariat/review/${list.round.code}/${reporter.code}#${subject}-${code}`}>
              {reporter.name}: {code}, {(fieldWords[field] ?? field).toLowerCase()}
            </Link>
          ),
        },
        {
          key: 'excerpt',
          header: 'Text, partly hidden',
          minWidth: '16rem',
          cell: ({ excerpt }) => excerpt,
        },
        {
          key: 'kinds',
          header: 'Looks like',
          minWidth: '10rem',
          cell: ({ kinds }) => capitalise(kinds.map((kind) => personalDataWords[kind]).join(', ')),
        },
        { key: 'way', header: 'Publication', minWidth: '12rem', cell: describeWay },
      ]}
    />
  );
}
