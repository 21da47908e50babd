import { randomUUID } from 'node:crypto';
import { Link } from 'react-router';
import { Breadcrumbs, Pagination } from '#app/components/navigation.tsx';
import { type Column, DataTable } from '#app/components/data-table.tsx';
import { Definitions } from '#app/components/definitions.tsx';
import { ErrorSummary } from '#app/components/error-summary.tsx';
import { Section } from '#app/components/layout.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHeading, PageTitle } from '#app/components/page-heading.tsx';
import type { Comparability, ComparedIndicator, KeptNote } from '#app/contract.ts';
import styles from '#app/features/compile/compile.module.css';
import { compilePaths } from '#app/features/compile/compile-paths.ts';
import { noteFieldId, NoteForm, type TypedNote } from '#app/features/compile/note-form.tsx';
import { findListPage } from '#app/features/desk/page-of-list.ts';
import { ask } from '#app/features/errors/ask.ts';
import {
  answerForm,
  intent,
  number,
  numberOrNull,
  text,
  ticked,
} from '#app/features/forms/answer-form.server.ts';
import { requestContext } from '#app/request-context.ts';
import { valueStateLabels } from '#server/domain/value/indicator-definition.ts';
import type { Route } from './+types/compile-comparability';
import { DateText } from '#app/components/date-text.tsx';
import { Tag } from '#app/components/tag.tsx';
import type { FieldProblem } from '#server/domain/error/domain-error.ts';
import { VisuallyHidden } from '#app/components/visually-hidden.tsx';

const readIndicator = (request: Request) =>
  new URL(request.url).searchParams.get('indicator')?.slice(0, 60) || undefined;

/** Indicators on one page: a row has a cell for each state. */
const mostIndicators = 20;

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { caller, requestId } = context.get(requestContext);
  const indicator = readIndicator(request);
  const search = new URL(request.url).searchParams;
  const answer = await ask(requestId, () => caller.report.comparability({ round: params.round, indicator }));
  const at = answer.indicators.findIndex(({ code }) => code === indicator);
  if (at >= 0 && !search.has('page')) search.set('page', String(Math.floor(at / mostIndicators) + 1));
  return {
    answer: {
      ...answer,
      indicators: answer.indicators.map(({ code, title }) => ({ code, title })),
      shown: findListPage(answer.indicators, search, mostIndicators),
      chosen: answer.indicators[at] ?? null,
    },
    done: search.has('done'),
    /** The note whose form is shown. */
    change: Number(search.get('change')) || null,
    formId: randomUUID(),
  };
}

export async function action({ context, params: { round }, request }: Route.ActionArgs) {
  const posted = context.get(requestContext);
  const back = compilePaths.comparability(round, readIndicator(request));
  const note = {
    id: numberOrNull,
    indicator: text,
    reporter: text,
    from: text,
    until: text,
    kind: text,
    note: text,
    withdrawn: ticked,
    version: number,
  };
  return answerForm(posted, {
    '': intent(note, async (typed, requestId) => {
      const { id } = await posted.caller.report.saveComparabilityNote({
        ...typed,
        plan: round,
        reporter: typed.reporter || null,
        from: typed.from || null,
        until: typed.until || null,
        requestId,
      });
      return `${back}${back.includes('?') ? '&' : '?'}done=${id}#note-${id}`;
    }),
  });
}

export default function CompileComparability({ loaderData, actionData }: Route.ComponentProps) {
  const { answer, done, change, formId } = loaderData;
  const { round, detail } = answer;
  const refusal = actionData?.refusal ?? null;
  const typed = actionData?.typed ?? null;
  const current = refusal?.code === 'CONFLICT' ? (refusal.current as unknown as KeptNote) : null;
  const stored = answer.notes.find(({ id }) => id === typed?.id);
  const refused =
    typed && refusal
      ? { typed, problems: refusal.fields, version: current?.version ?? stored?.version ?? 0 }
      : null;
  const { chosen } = answer;
  const notes = detail
    ? answer.notes.filter(({ indicator }) => indicator === detail.indicator)
    : answer.notes;
  return (
    <>
      <PageTitle
        parts={[
          `Comparability${detail ? `: ${detail.indicator}` : ''}`,
          `Report on ${round.code}`,
          'Secretariat',
        ]}
        failed={refusal !== null}
      />
      <ErrorSummary
        errors={
          refusal && refusal.fields.length > 0
            ? refusal.fields.map(({ path, message }) => ({
                fieldId: noteFieldId(typed?.id ?? null, path),
                message,
              }))
            : refusal
              ? [{ message: refusal.sentence }]
              : []
        }
      />
      {current ? (
        <Notice kind="warning" title="What is stored now">
          <p>{current.note}</p>
          <p>Your text is in the form below. Save again to replace the stored note.</p>
        </Notice>
      ) : null}
      {done && !actionData ? (
        <Notice kind="success" live title="The note is saved.">
          <p>The next publication carries it as it is now. Earlier publications do not change.</p>
        </Notice>
      ) : null}
      <Breadcrumbs items={[{ label: `Compile ${round.code}`, to: compilePaths.desk(round.code) }]} />
      <PageHeading
        kicker={`Compile ${round.code}`}
        meta={
          answer.compilation === null ? 'Not compiled yet' : `Figures of compilation ${answer.compilation}`
        }
      >
        Comparability
      </PageHeading>
      <Section
        title="Totals and who contributes"
        id="matrix"
        lead="“Yes”: its figure is in the total. “None”: it has no figure. “N/a”: the question does not apply. “–”: not yet reported. “Out”: not released, so in no total. Below, in bold: the state's own definition, law or method."
      >
        <div data-print="landscape">
          <ComparabilityMatrix round={round.code} data={answer} />
        </div>
        <Pagination
          page={answer.shown.page}
          pages={answer.shown.pages}
          hrefFor={(to) => `${compilePaths.comparability(round.code)}?page=${to}#matrix`}
          label="Pages of indicators"
        />
      </Section>
      {chosen && detail ? (
        <Section title={`${chosen.code} ${chosen.title}`} id="indicator">
          <Definitions
            items={[
              { term: 'Definition', description: detail.definition },
              { term: 'Counting rule', description: detail.countingRule },
              { term: 'Regional figure', description: chosen.rule },
              {
                term: 'Limits',
                description: chosen.reservations.length > 0 ? chosen.reservations : 'Nothing known.',
              },
            ]}
          />
          <div className={styles.apart}>
            <DataTable
              caption={`How each reporter counts ${chosen.code}`}
              narrow="stack"
              rows={detail.reporters}
              rowKey={({ reporter }) => reporter}
              empty="Nobody has been asked yet, or the round is not compiled."
              columns={[
                { key: 'name', header: 'Reporter', rowHeader: true, cell: ({ name }) => name },
                {
                  key: 'state',
                  header: 'Figure',
                  cell: ({ state, isLeftOut }) =>
                    `${valueStateLabels[state]}${isLeftOut ? ', not released' : ''}`,
                },
                {
                  key: 'kinds',
                  header: 'Differs in',
                  cell: ({ kinds }) => (kinds.length > 0 ? kinds.join(', ') : 'as defined'),
                },
                {
                  key: 'note',
                  header: 'Its own words',
                  cell: ({ note }) => note || <span className={styles.muted}>nothing said</span>,
                },
              ]}
            />
          </div>
        </Section>
      ) : null}
      <Section
        title={detail ? `Notes on ${detail.indicator}` : 'Notes'}
        id="notes"
        action={
          detail ? (
            <Link to={compilePaths.comparability(round.code)}>Notes on all indicators</Link>
          ) : undefined
        }
      >
        <NoteList data={answer} notes={notes} refused={refused} change={change} formId={formId} />
      </Section>
      <Section title="Add a note" id="add" screenOnly>
        <NoteForm
          key={done ? formId : 'new'}
          data={answer}
          note={null}
          indicator={detail?.indicator ?? null}
          typed={typed?.id === null ? typed : null}
          problems={typed?.id === null ? (refusal?.fields ?? []) : []}
          version={0}
          formId={formId}
        />
      </Section>
    </>
  );
}

/** What the page shows of the answer: one page of indicators, the others by name. */
type Compared = Route.ComponentProps['loaderData']['answer'];

interface NoteListProps {
  data: Compared;
  notes: readonly KeptNote[];
  /** A note that was refused, with what was typed and the version on which the next save builds. */
  refused: { typed: TypedNote; problems: readonly FieldProblem[]; version: number } | null;
  /** The note that is being changed. */
  change: number | null;
  formId: string;
}

/** Notes on comparability, each with a link to its form. */
function NoteList({ data, notes, refused, change, formId }: NoteListProps) {
  if (notes.length === 0) return <p className={styles.muted}>No note has been written.</p>;
  const nameOf = new Map(
    data.reporters.map(({ code, kind, name }) => [code, kind === 'state' ? name : code]),
  );
  return notes.map((note) => {
    const own = refused?.typed.id === note.id ? refused : null;
    return (
      <article
        key={note.id}
        id={`note-${note.id}`}
        className={styles.note}
        aria-label={`Note on ${note.indicator}`}
      >
        <p>
          <strong>
            {note.indicator}, {note.reporter ? (nameOf.get(note.reporter) ?? note.reporter) : 'everybody'}:{' '}
            {note.kind}
          </strong>{' '}
          {note.withdrawn ? <Tag emphasis="quiet">withdrawn</Tag> : null}
          {!note.withdrawn && note.until ? <Tag emphasis="quiet">up to {note.until}</Tag> : null}
        </p>
        <p>{note.note}</p>
        <p className={styles.muted}>
          {note.from ? `From ${note.from} on` : 'From the start'}
          {note.changedBy ? (
            <>
              ; {note.changedBy}, <DateText iso={note.changedAt} />
            </>
          ) : (
            '; came with the plan'
          )}
        </p>
        {own || change === note.id ? (
          <div data-print="hide">
            <NoteForm
              key={`${note.version}/${own?.version ?? ''}`}
              data={data}
              note={note}
              indicator={note.indicator}
              typed={own?.typed ?? null}
              problems={own?.problems ?? []}
              version={own?.version ?? note.version}
              formId={formId}
            />
          </div>
        ) : (
          <p data-print="hide">
            <Link to={changePath(data, note.id)} preventScrollReset>
              Change, end or withdraw
            </Link>
          </p>
        )}
      </article>
    );
  });
}

/** The page with the form of a note. */
function changePath({ round, detail }: Pick<Comparability, 'round' | 'detail'>, note: number): string {
  const here = compilePaths.comparability(round.code, detail?.indicator);
  return `${here}${here.includes('?') ? '&' : '?'}change=${note}#note-${note}`;
}

/** Short words for the cells; the legend above the table says what they mean. */
const stateWords = { reported: 'yes', not_available: 'none', not_applicable: 'n/a' } as const;

/** Which state has a figure in which total, and by what of its own it counts. */
function ComparabilityMatrix({ round, data }: { round: string; data: Compared }) {
  const asked = new Set(data.shown.rows.flatMap(({ cells }) => cells.map(({ reporter }) => reporter)));
  const reporters = data.reporters.filter(({ code, kind }) => kind === 'state' && asked.has(code));
  return (
    <DataTable
      caption={`Who is in which total of ${round}, and by what of its own it counts`}
      captionHidden
      wide
      dense
      rows={data.shown.rows}
      rowKey={({ code }) => code}
      isCurrent={({ code }) => code === data.detail?.indicator}
      columns={[
        {
          key: 'indicator',
          header: 'Indicator',
          rowHeader: true,
          minWidth: '11rem',
          cell: ({ code, title }) => (
            <>
              <Link to={compilePaths.comparability(round, code)} preventScrollReset>
                {code}
              </Link>{' '}
              <span className={styles.muted}>{title}</span>
            </>
          ),
        },
        {
          key: 'region',
          header: 'Region',
          minWidth: '9rem',
          cell: ({ regional }) =>
            regional ? (
              <>
                {regional.value}
                {regional.coverage === regional.value ? null : (
                  <span className={styles.muted}>, {regional.coverage}</span>
                )}
              </>
            ) : (
              '–'
            ),
        },
        ...reporters.map(
          ({ code, name }): Column<ComparedIndicator> => ({
            key: code,
            header: (
              <>
                <span aria-hidden="true">{code}</span>
                <VisuallyHidden>{name}</VisuallyHidden>
              </>
            ),
            mark: true,
            cell: ({ cells }) => <Cell cell={cells.find(({ reporter }) => reporter === code)} />,
          }),
        ),
        {
          key: 'reservations',
          header: 'Limits',
          minWidth: '20rem',
          cell: ({ reservations }) =>
            reservations.length === 0 ? (
              <span className={styles.muted}>nothing known</span>
            ) : (
              <ul className={styles.reservations}>
                {reservations.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            ),
        },
      ]}
    />
  );
}

function Cell({ cell }: { cell: ComparedIndicator['cells'][number] | undefined }) {
  if (!cell) return <VisuallyHidden>not asked</VisuallyHidden>;
  return (
    <span className={styles.cell}>
      {cell.isLeftOut ? (
        'out'
      ) : cell.state === 'not_yet_reported' ? (
        <>
          <span aria-hidden="true">–</span>
          <VisuallyHidden>{valueStateLabels[cell.state]}</VisuallyHidden>
        </>
      ) : (
        stateWords[cell.state]
      )}
      {cell.kinds.length > 0 ? <span className={styles.kinds}>{cell.kinds.join(', ')}</span> : null}
    </span>
  );
}
