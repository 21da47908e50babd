import { Link } from 'react-router';
import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { DeskSection } from './answers.ts';
import styles from './compile.module.css';
import { compilePaths, nameSection } from './compile-paths.ts';
import { formatCount } from '#server/domain/language/format-counts.ts';

/** The sections of the report and where each stands. */
export function SectionTable({ round, sections }: { round: string; sections: readonly DeskSection[] }) {
  return (
    <DataTable
      caption={`Sections of the report on ${round}`}
      captionHidden
      narrow="stack"
      dense
      rows={sections}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'section',
          header: 'Section',
          rowHeader: true,
          cell: (section) => (
            <Link to={compilePaths.section(round, section.key)}>{nameSection(section)}</Link>
          ),
        },
        {
          key: 'state',
          header: 'Where it stands',
          cell: ({ words, problems, openComments }) => (
            <span className={styles.tags}>
              {words === 0 ? <Tag emphasis="quiet">empty</Tag> : formatCount(words, 'words')}
              {problems > 0 ? <Tag emphasis="strong">{problems} to see to</Tag> : null}
              {openComments > 0 ? (
                <Tag>{openComments === 1 ? '1 comment open' : `${openComments} comments open`}</Tag>
              ) : null}
            </span>
          ),
        },
        {
          key: 'saved',
          header: 'Last saved',
          cell: ({ changedAt, changedBy }) =>
            changedAt === null ? (
              'not yet'
            ) : (
              <>
                <DateText iso={changedAt} /> by {changedBy}
              </>
            ),
        },
      ]}
    />
  );
}
