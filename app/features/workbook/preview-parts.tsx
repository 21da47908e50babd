import { DataTable } from '#app/components/data-table.tsx';
import { DateText } from '#app/components/date-text.tsx';
import { Details } from '#app/components/layout.tsx';
import type { PreviewItem, WorkbookPreview } from '#app/contract.ts';
import styles from './preview.module.css';
import { describePlace } from './workbook-words.ts';

type Change = PreviewItem['changes'][number];
export type Placed = { item: PreviewItem; change: Change };

/** All changes of some kinds, with their items. */
export function listPlaced(items: PreviewItem[], kinds: readonly Change['kind'][]): Placed[] {
  return items.flatMap((item) =>
    item.changes.filter(({ kind }) => kinds.includes(kind)).map((change) => ({ item, change })),
  );
}

/** An answer in words; a long one is opened by whoever wants the whole. */
export function Words({ children: text, none }: { children: string; none: string }) {
  if (text === '') return <span className={styles.none}>{none}</span>;
  if (text.length <= 500) return <span className={styles.words}>{text}</span>;
  const begin = [...text].slice(0, 240).join('');
  return (
    <>
      <span className={styles.words}>{begin}…</span>
      <Details summary="The whole text">
        <span className={styles.words}>{text}</span>
      </Details>
    </>
  );
}

/** Answers that are only taken when one asks for each: both sides, and what was there before. */
export function SingleChoices({ placed, verb }: { placed: Placed[]; verb: string }) {
  return placed.map(({ item, change }) => (
    <div key={change.key} className={styles.item}>
      <div className={styles.tick}>
        <input
          type="checkbox"
          className={styles.box}
          id={`field-${change.key}`}
          name="field"
          value={change.key}
          aria-describedby={`about-${change.key}`}
        />
        <label htmlFor={`field-${change.key}`} className={styles.name}>
          {verb} {item.code}, {change.name}
        </label>
      </div>
      <p className={styles.about} id={`about-${change.key}`}>
        {item.title} · {describePlace(change)}
        {change.kind === 'conflict' && item.written.at ? (
          <>
            {' '}
            · changed in the tracker by {item.written.by ?? 'somebody'},{' '}
            <DateText iso={item.written.at} withTime zoneName="UTC" />
          </>
        ) : null}
      </p>
      <div className={styles.sides}>
        <div className={styles.side}>
          <p className={styles.kind}>Stored now</p>
          <Words none="Nothing">{change.stored}</Words>
        </div>
        <div className={styles.side}>
          <p className={styles.kind}>In the workbook</p>
          <Words none="Nothing: the cell is empty">{change.given}</Words>
        </div>
        {change.kind === 'conflict' && change.base !== null ? (
          <div className={styles.side}>
            <p className={styles.kind}>When the workbook was made</p>
            <Words none="Nothing">{change.base}</Words>
          </div>
        ) : null}
      </div>
    </div>
  ));
}

/** Everything that could not be read or may not be taken, each with its place and the sentence that says why. */
export function RejectedTable({ preview }: { preview: WorkbookPreview }) {
  const rows = [
    ...preview.rejections.map((rejection) => ({ ...rejection, what: '', key: describePlace(rejection) })),
    ...listPlaced(preview.items, ['rejected']).map(({ item, change }) => ({
      sheet: change.sheet,
      cell: change.cell,
      what: `${item.code}, ${change.name}`,
      sentence: change.sentence ?? '',
      key: change.key,
    })),
  ];
  return (
    <DataTable
      caption="Answers that cannot be taken"
      captionHidden
      narrow="stack"
      rows={rows}
      rowKey={({ key }, index) => `${key} ${index}`}
      columns={[
        { key: 'place', header: 'Place', rowHeader: true, minWidth: '12rem', cell: describePlace },
        { key: 'what', header: 'Answer', minWidth: '8rem', cell: ({ what }) => what || 'The row' },
        { key: 'why', header: 'Why', cell: ({ sentence }) => sentence },
      ]}
    />
  );
}

/** One activity or indicator with all that is new or changed in it, taken or left as a whole. */
export function ItemChanges({ item, ticked }: { item: PreviewItem; ticked: boolean }) {
  const changes = item.changes.filter(({ kind }) => kind === 'new' || kind === 'changed');
  return (
    <div className={styles.item}>
      <div className={styles.tick}>
        <input
          type="checkbox"
          className={styles.box}
          id={`item-${item.key}`}
          name="item"
          value={item.key}
          defaultChecked={ticked}
        />
        <label htmlFor={`item-${item.key}`} className={styles.name}>
          {item.code} {item.title}
        </label>
      </div>
      <DataTable
        caption={`Changes of ${item.code}`}
        captionHidden
        dense
        narrow="stack"
        rows={changes}
        rowKey={({ key }) => key}
        columns={[
          { key: 'name', header: 'Answer', rowHeader: true, minWidth: '11rem', cell: ({ name }) => name },
          {
            key: 'stored',
            header: 'Stored now',
            minWidth: '9rem',
            cell: ({ stored }) => <Words none="Nothing">{stored}</Words>,
          },
          {
            key: 'given',
            header: 'In the workbook',
            minWidth: '9rem',
            cell: ({ given }) => <Words none="Nothing">{given}</Words>,
          },
          { key: 'cell', header: 'Cell', nowrap: true, cell: ({ cell }) => cell },
        ]}
      />
    </div>
  );
}
