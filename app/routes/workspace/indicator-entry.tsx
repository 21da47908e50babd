import { randomUUID } from 'node:crypto';
import { useCallback } from 'react';
import { SummaryList } from '#app/components/summary-list.tsx';
import type { ComparedQuestion } from '#app/features/entry/conflict-form.tsx';
import { EntryPage } from '#app/features/entry/entry-page.tsx';
import { placeIndicatorProblems, serialiseCellKey } from '#app/features/entry/field-ids.ts';
import {
  buildCells,
  buildIndicatorInput,
  fillIndicatorDraft,
  findPostedPart,
  type IndicatorDraft,
  nameCell,
  parseIndicatorDraft,
  readIndicatorForm,
  readIndicatorRevision,
} from '#app/features/entry/indicator-draft.ts';
import { IndicatorFields } from '#app/features/entry/indicator-fields.tsx';
import { IndicatorHelp } from '#app/features/entry/indicator-help.tsx';
import { listHalfTyped } from '#app/features/entry/indicator-sums.ts';
import { indicatorWords, releaseWords } from '#app/features/entry/indicator-words.ts';
import { readIndicatorSide, serialiseIndicatorSide } from '#app/features/entry/item-sides.ts';
import { loadEntryExtras } from '#app/features/entry/load-entry-extras.server.ts';
import { ask } from '#app/features/errors/ask.ts';
import type { Outgoing } from '#app/features/offline/outbox-entry.ts';
import { listIndicatorRows } from '#app/features/submission/item-summary.tsx';
import { describeCell } from '#app/features/submission/value-words.ts';
import { can } from '#server/domain/access/can.rules.ts';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { narrativeGuidance } from '#server/domain/submission/narrative-guidance.ts';
import { type Release } from '#server/domain/value/indicator-definition.ts';
import type { Route } from './+types/indicator-entry';
import { describeEntryPage } from './describe-entry-page.server.ts';
import { openPost, openReport } from './open-report.server.ts';
import { saveItem } from './save-item.server.ts';

export async function loader(args: Route.LoaderArgs) {
  const { viewer, caller, requestId, today, key } = await openReport(args);
  const { round, reporter } = key;
  const { code } = args.params;
  const [entry, sheet, extras] = await Promise.all([
    ask(requestId, () => caller.submission.indicator({ round, reporter, indicator: code })),
    ask(requestId, () => caller.submission.get({ round, reporter })),
    loadEntryExtras(caller, requestId, key, { kind: 'indicator', code }),
  ]);
  return {
    entry,
    extras,
    page: describeEntryPage({
      url: args.request.url,
      key,
      viewer,
      sheet,
      today,
      item: { kind: 'indicator', code },
      mayWrite: can(viewer, 'report.write', { reporter: entry.reporter }),
    }),
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
    place: (fields, draft) => placeIndicatorProblems(fields, buildCells(draft, indicator, part).keys),
    spell: (draft) => serialiseIndicatorSide(draft, indicator),
    parseControl: (side) => readIndicatorSide(side, indicator),
    readCurrent(current) {
      const [stored] = (current as Current).indicators ?? [];
      if (!stored) return null;
      const { version, updatedAt, updatedBy } = stored;
      return { draft: readIndicatorRevision(stored, indicator), version, updatedAt, updatedBy };
    },
    readRevision: (stored) => readIndicatorRevision(stored, indicator),
  });
}

type Current = { indicators?: { version: number; updatedAt: string | null; updatedBy: string | null }[] };

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
      actionData={actionData}
      read={read}
      parse={(copy) => parseIndicatorDraft(copy, indicator)}
      outgoing={outgoing}
      isHalfTyped={(draft, focused) => {
        const row = focused?.closest('[data-row]')?.getAttribute('data-row');
        return listHalfTyped(indicator, draft).some((key) => serialiseCellKey(key) === row);
      }}
      placeProblems={(fields: readonly FieldProblem[], draft) =>
        placeIndicatorProblems(fields, buildCells(draft, indicator, entry).keys)
      }
      describe={describe}
      aside={<IndicatorHelp entry={entry} last={last} reportKey={page.key} formId={loaderData.formId} />}
      reading={
        <SummaryList rows={listIndicatorRows(saved, indicator, { code: indicator.code, changeTo: null })} />
      }
    >
      {({ initial, draft, errors, questions }) => (
        <IndicatorFields
          entry={entry}
          initial={initial}
          draft={draft}
          last={last}
          errors={errors}
          questions={questions}
          noteGuidance={loaderData.noteGuidance}
        />
      )}
    </EntryPage>
  );
}
