import { Button, ButtonGroup } from '#app/components/button.tsx';
import { Section } from '#app/components/layout.tsx';
import type { WorkbookPreview } from '#app/contract.ts';
import { changeKinds } from '#server/domain/workbook/compare-workbook.calculations.ts';
import { formatNumber } from '#server/domain/language/number-format.ts';
import styles from './preview.module.css';
import { ItemChanges, listPlaced, RejectedTable, SingleChoices } from './preview-parts.tsx';
import { countAnswers, kindLabels } from './preview-words.ts';

interface PreviewFormProps {
  preview: WorkbookPreview;
  requestId: string;
}

/** The whole comparison as one form: take all that is new or changed, or what is ticked. */
export function PreviewForm({ preview, requestId }: PreviewFormProps) {
  const { items, counts, writable } = preview;
  const plain = items.filter(({ changes }) =>
    changes.some(({ kind }) => kind === 'new' || kind === 'changed'),
  );
  const conflicts = listPlaced(items, ['conflict']);
  const emptied = listPlaced(items, ['emptied']);
  const moving = counts.new + counts.changed;
  const choices = moving + counts.conflict + counts.emptied;
  const all = (
    <Button name="take" value="all">
      {`Accept all that are new or changed (${formatNumber(moving)})`}
    </Button>
  );
  return (
    <form method="post">
      <input type="hidden" name="stand" value={preview.stand} />
      <input type="hidden" name="requestId" value={requestId} />
      <ul className={styles.counts} aria-label="What the workbook holds">
        {changeKinds.map((kind) => (
          <li key={kind} className={styles.count}>
            <span className={styles.figure}>{formatNumber(counts[kind])}</span>
            <span className={styles.kind}>{kindLabels[kind]}</span>
          </li>
        ))}
      </ul>
      {writable && moving > 0 ? <ButtonGroup>{all}</ButtonGroup> : null}
      {conflicts.length > 0 ? (
        <Section title={kindLabels.conflict} id="conflicts">
          <p>
            Somebody changed {conflicts.length === 1 ? 'this answer' : 'these answers'} in the tracker after
            the workbook was made, and the workbook says something else. What is stored stays, unless you tick
            it and press "Accept the ticked".
          </p>
          <SingleChoices placed={conflicts} verb="Take the workbook's answer for" />
        </Section>
      ) : null}
      {emptied.length > 0 ? (
        <Section title={kindLabels.emptied} id="emptied">
          <p>
            There was an answer when the workbook was made, and its cell is empty now. What is stored stays,
            unless you tick it and press "Accept the ticked".
          </p>
          <SingleChoices placed={emptied} verb="Empty" />
        </Section>
      ) : null}
      {counts.rejected > 0 ? (
        <Section title={kindLabels.rejected} id="rejected">
          <p>
            {countAnswers(counts.rejected)} could not be taken. Correct them in the workbook and upload it
            again, or enter them in the tracker; what is taken now is then the same.
          </p>
          <RejectedTable preview={preview} />
        </Section>
      ) : null}
      {plain.length > 0 ? (
        <Section title="New and changed" id="changes">
          {plain.map((item) => (
            <ItemChanges key={item.key} item={item} ticked={writable} />
          ))}
        </Section>
      ) : null}
      {writable && choices > 0 ? (
        <div className={styles.bar}>
          <ButtonGroup>
            <Button name="take" value="ticked" variant={moving > 0 ? 'secondary' : 'primary'}>
              Accept the ticked
            </Button>
            {moving > 0 ? all : null}
          </ButtonGroup>
        </div>
      ) : null}
    </form>
  );
}
