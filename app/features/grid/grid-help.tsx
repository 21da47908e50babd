import { Details } from '#app/components/details.tsx';
import { nextGapKeys } from '../submission/next-gap.tsx';
import styles from './grid.module.css';

const keys: readonly (readonly [string, string])[] = [
  [
    'Enter',
    'The next row, over the borders of indicators; after the second of two figures, its first. With Shift, the row above.',
  ],
  ['Arrow down, arrow up', 'The same column in the row below or above; in a list, the next answer.'],
  [
    'Arrow left, arrow right',
    'From figure to state and back; within a number, through its digits. F2 puts the caret behind it.',
  ],
  ['Tab', 'To the right, then to the next row.'],
  ['A number', 'Makes the cell “Reported”. Zero is a figure.'],
  ['N', 'Not available: you hold no figure.'],
  ['X', 'Not applicable: the question does not arise.'],
  ['Delete', 'Empties the cell: not yet reported.'],
  [nextGapKeys, 'The next cell about which nothing is said.'],
  ['Ctrl+Z, Ctrl+Y', 'Undo and redo, a paste as a whole.'],
  [
    'Ctrl+V',
    'A block copied from a spreadsheet: one line a row, from the cell in which you are. Empty cells leave what stands there. What is no number is put in and marked, so that nothing is lost.',
  ],
];

/** What the keys do, for whoever wants to know. */
export function GridHelp() {
  return (
    <Details summary="Keys and pasting from a spreadsheet">
      <dl className={styles.keys}>
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p>What you type is saved by itself; each indicator says so beside its name.</p>
    </Details>
  );
}
