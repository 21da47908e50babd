import { formatUnit, isAnsweredInWords } from '#server/domain/value/measures.ts';
import { randomUUID } from 'node:crypto';
import { useCallback } from 'react';
import { Link } from 'react-router';
import { Definitions, SummaryList } from '#app/components/definitions.tsx';
import type { ComparedQuestion } from '#app/features/entry/conflict-form.tsx';
import { EntryPage } from '#app/features/entry/entry-page.tsx';
import { serialiseCellKey } from '#app/features/entry/field-ids.ts';
import { placeIndicatorProblems } from '#app/features/entry/placed-problems.ts';
import {
  buildCells,
  buildIndicatorInput,
  fillIndicatorDraft,
  findPostedPart,
  getCell,
  type IndicatorDraft,
  isWritable,
  nameCell,
  parseIndicatorDraft,
  readIndicatorForm,
  readIndicatorRevision,
} from '#app/features/entry/indicator-draft.ts';
import { IndicatorFields } from '#app/features/entry/indicator-fields.tsx';
import { listHalfTyped } from '#app/features/entry/indicator-sums.tsx';
import { indicatorWords, releaseWords } from '#app/features/entry/item-words.ts';
import { readIndicatorSide } from '#app/features/entry/conflict-sides.ts';
import { createIndicatorMerging } from '#app/features/entry/merge-drafts.ts';
import {
  describeEntryExtras,
  describeEntryPage,
  findMergedSave,
} from '#app/features/entry/load-entry-page.server.ts';
import { ask } from '#app/features/errors/ask.ts';
import type { Outgoing } from '#app/features/offline/outbox-store.ts';
import { listIndicatorRows } from '#app/features/submission/item-summary.tsx';
import { describeCell } from '#app/features/submission/report-words.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { narrativeGuidance } from '#server/domain/submission/narrative-guidance.ts';
import { describeNationalTargets } from '#server/domain/target/describe-national-targets.ts';
import type { Release } from '#server/domain/value/indicator-definition.ts';
import type { Route } from './+types/indicator-entry';
import { openPost, openReport } from './open-report.server.ts';
import { saveItem } from './save-item.server.ts';
import type { IndicatorEntry } from '#app/contract.ts';
import { formatFigureNumber } from '#server/domain/language/counted-nouns.ts';
import { loadIndicatorMerge } from '#app/features/entry/load-merge.ts';
import { StartForm } from '#app/features/copied/copied-forms.tsx';
import { buildTargetPath, type ReportKey } from '#app/features/submission/report-paths.ts';
import styles from '#app/features/entry/help.module.css';
import { labelAmendments } from '#app/features/entry/label-amendments.server.ts';
import { ItemAmendments } from '#app/features/entry/item-amendments.tsx';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const { code } = args.params;
  const answer = await ask(requestId, () =>
    caller.submission.indicatorPage({ round, reporter, indicator: code }),
  );
  return {
    entry: labelAmendments(answer.entry),
    extras: describeEntryExtras(
      answer,
      await findMergedSave(
        { url: args.request.url, caller, requestId, key, code },
        createIndicatorMerging(answer.entry.indicator),
        readIndicatorRevision(null, answer.entry.indicator),
      ),
    ),
    page: describeEntryPage({ request: args.request, key, viewer, today, code, answer }),
    // With the page and not with its scripts, which are to stay small.
    noteGuidance: narrativeGuidance.note,
    formId: randomUUID(),
  };
}

export async function action(args: Route.ActionArgs) {
  const posted = await openPost(args);
  const { caller, requestId, key } = posted;
  const { round, reporter } = key;
  const { code } = args.params;
  const entry = await ask(requestId, () => caller.submission.indicator({ round, reporter, indicator: code }));
  const { indicator, queries } = entry;
  const part = findPostedPart(posted.form, indicator, entry);
  return saveItem<IndicatorDraft>(posted, {
    kind: 'indicator',
    code,
    queries,
    read: (form) => readIndicatorForm(form, indicator),
    save: (draft, version, id) =>
      caller.submission.saveIndicatorValues({
        round,
        reporter,
        requestId: id,
        ...buildIndicatorInput(draft, indicator, version, part).input,
      }),
    place: (fields, draft) =>
      placeIndicatorProblems(indicator, fields, buildCells(draft, indicator, part).keys),
    merging: createIndicatorMerging(indicator),
    parseControl: (side) => readIndicatorSide(side, indicator),
    readRevision: (stored) => readIndicatorRevision(stored, indicator),
  });
}

export default function IndicatorEntryPage({ loaderData, actionData }: Route.ComponentProps) {
  const { entry, page } = loaderData;
  const { indicator } = entry;
  const { round, reporter } = page.key;
  const saved = fillIndicatorDraft(entry.answer, indicator);
  const last = entry.last && { draft: fillIndicatorDraft(entry.last, indicator), round: entry.last.round };
  const read = useCallback((form: FormData) => readIndicatorForm(form, indicator), [indicator]);
  const outgoing = useCallback(
    (draft: IndicatorDraft): Outgoing => ({
      procedure: 'saveIndicatorValues',
      input: { round, reporter, ...buildIndicatorInput(draft, indicator, 0, entry).input },
    }),
    [round, reporter, indicator, entry],
  );
  const describe = (key: string): ComparedQuestion => {
    if (key === 'note') return { label: indicatorWords.note.label, isText: true, show: (answer) => answer };
    if (key === 'release') {
      return {
        label: indicatorWords.release.label,
        isText: false,
        show: (answer) => releaseWords[answer as Release]?.label ?? answer,
      };
    }
    return {
      label: nameCell(key, indicator),
      isText: false,
      show: (answer) => {
        const cell = readIndicatorSide({ [key]: answer }, indicator).cells[key];
        return cell ? describeCell(indicator, cell) : '';
      },
    };
  };
  return (
    <EntryPage<IndicatorDraft>
      page={page}
      kindWord="Indicator"
      code={indicator.code}
      title={indicator.title}
      place={indicator.area.title}
      entry={entry}
      saved={saved}
      formId={loaderData.formId}
      // A form with other cells is another form.
      formKey={String(entry.writableCells)}
      extras={loaderData.extras}
      actionData={actionData?.shown ?? undefined}
      read={read}
      parse={(copy) => parseIndicatorDraft(copy, indicator)}
      loadMerge={() => loadIndicatorMerge(indicator)}
      outgoing={outgoing}
      isHalfTyped={(draft, focused) => {
        const row = focused?.closest('[data-row]')?.getAttribute('data-row');
        return listHalfTyped(indicator, draft).some((key) => serialiseCellKey(key) === row);
      }}
      placeProblems={(fields: readonly FieldProblem[], draft) =>
        placeIndicatorProblems(indicator, fields, buildCells(draft, indicator, entry).keys)
      }
      describe={describe}
      lead={<IndicatorRule indicator={indicator} />}
      aside={<IndicatorHelp entry={entry} last={last} reportKey={page.key} formId={loaderData.formId} />}
      reading={
        <SummaryList rows={listIndicatorRows(saved, indicator, { code: indicator.code, changeTo: null })} />
      }
    >
      {({ initial, draft, errors, questions, findings }) => (
        <IndicatorFields
          entry={entry}
          initial={initial}
          draft={draft}
          last={last}
          errors={errors}
          questions={questions}
          findings={findings}
          noteGuidance={loaderData.noteGuidance}
        />
      )}
    </EntryPage>
  );
}

interface IndicatorHelpProps {
  entry: IndicatorEntry;
  last: { draft: IndicatorDraft; round: string } | null;
  reportKey: ReportKey;
  formId: string;
}

/** What the figure is, and how it is counted. */
function IndicatorRule({ indicator }: Pick<IndicatorEntry, 'indicator'>) {
  return (
    <div className={styles.lead}>
      <h2>Definition</h2>
      <p>{indicator.definition}</p>
      <h2>How to count</h2>
      <p>{indicator.countingRule}</p>
    </div>
  );
}

/** What else helps to report on an indicator: how breakdowns add up, and the last round. */
function IndicatorHelp({ entry, last, reportKey, formId }: IndicatorHelpProps) {
  const { indicator } = entry;
  // Offered while nothing is written: copying must not bury anybody's figures.
  const canStart = entry.writable && entry.answer.version === 0 && (entry.last?.cells.length ?? 0) > 0;
  const isFigure = !isAnsweredInWords(indicator.measure);
  const national = describeNationalTargets(indicator.national, formatUnit(indicator));
  return (
    <div className={styles.help}>
      {indicator.crossBorderOverlap ? (
        <p>
          Another state may report the same person or case. Report it anyway: regional totals are described as
          sums of reports, not of unique persons.
        </p>
      ) : null}
      {indicator.dimensions.length > 0 ? (
        <p>
          Each breakdown may add up to less than the total, but never to more. Zero is a figure. Leave a cell
          empty while you do not know.
        </p>
      ) : null}
      {isFigure && entry.reporter.kind === 'state' ? (
        <>
          <h2>National targets</h2>
          <p>
            {national ?? 'Your state has none for this indicator.'}{' '}
            <Link to={buildTargetPath(reportKey, indicator.code)}>
              {national ? 'See or change them' : 'Propose them'}
            </Link>
          </p>
        </>
      ) : null}
      <h2>Last round{last ? `, ${last.round}` : ''}</h2>
      {last ? (
        <>
          {isWritable(entry, 'total') ? (
            <p>{describeCell(indicator, getCell(last.draft, 'total'))}</p>
          ) : (
            <p>Your figures are shown beside the fields.</p>
          )}
          {last.draft.note ? <p className={styles.text}>{last.draft.note}</p> : null}
          {canStart ? (
            <StartForm
              reportKey={reportKey}
              item={{ kind: 'indicator', code: indicator.code }}
              requestId={formId}
              words={isFigure ? 'Start from these figures' : 'Start from this answer'}
            />
          ) : null}
        </>
      ) : (
        <p>Nothing was reported on this indicator in the last round.</p>
      )}
      <ItemAmendments amendments={entry.amendments} />
      <h2>The indicator</h2>
      <Definitions
        layout="under"
        items={[
          ...(indicator.activity
            ? [
                {
                  term: 'Measures',
                  description: `${indicator.activity.code} ${indicator.activity.title}`,
                },
              ]
            : []),
          { term: 'Area', description: `${indicator.area.code} ${indicator.area.title}` },
          ...(indicator.targets.length > 0
            ? [
                {
                  term: 'Regional targets',
                  description: indicator.targets
                    .map(({ year, value }) => `${year}: ${formatFigureNumber(value, indicator.unit)}`)
                    .join('; '),
                },
              ]
            : []),
        ]}
      />
    </div>
  );
}
