import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseActivityDraft,
  readActivityForm,
  readActivityRevision,
} from '#app/features/entry/activity-draft.ts';
import { readActivitySide, type Side, serialiseActivitySide } from '#app/features/entry/conflict-sides.ts';
import {
  compareSides,
  joinTexts,
  type Keep,
  readComparisonForm,
  resolveSides,
} from '#app/features/entry/conflict.ts';
import { comparisonName } from '#app/features/entry/field-ids.ts';

describe('two versions side by side', () => {
  const base = { status: 'planned', achievements: 'a', challenges: '', nextSteps: 'n' };

  it('chooses the side that alone changed, and asks only where both did', () => {
    const mine = { ...base, achievements: 'a and mine', challenges: 'c' };
    const theirs = { ...base, achievements: 'a and theirs', status: 'on_track' };
    expect(compareSides({ mine, theirs, base })).toEqual([
      { key: 'status', mine: 'planned', theirs: 'on_track', changedBy: 'them', keep: 'theirs' },
      { key: 'achievements', mine: 'a and mine', theirs: 'a and theirs', changedBy: 'both', keep: null },
      { key: 'challenges', mine: 'c', theirs: '', changedBy: 'me', keep: 'mine' },
    ]);
  });

  it('asks for each difference when nobody knows what both had read', () => {
    const compared = compareSides({ mine: { note: 'x' }, theirs: { note: 'y' }, base: null });
    expect(compared).toEqual([{ key: 'note', mine: 'x', theirs: 'y', changedBy: 'unknown', keep: null }]);
  });

  it('leaves out what both changed alike', () => {
    expect(compareSides({ mine: { note: 'z' }, theirs: { note: 'z' }, base: { note: '' } })).toEqual([]);
  });
});

const answer = fc.constantFrom('', 'a', 'b', 'long text\nwith lines');
const side: fc.Arbitrary<Side> = fc.record({ status: answer, achievements: answer, note: answer });
const keeps = fc.dictionary(
  fc.constantFrom('status', 'achievements', 'note'),
  fc.constantFrom<Keep>('mine', 'theirs', 'both'),
);

describe('putting the answers together', () => {
  it('loses nothing that was chosen and invents nothing', () => {
    fc.assert(
      fc.property(side, side, keeps, (mine, theirs, keep) => {
        const { side: kept, missing } = resolveSides(mine, theirs, keep);
        for (const key of Object.keys(mine)) {
          if (mine[key] === theirs[key]) expect(kept[key]).toBe(mine[key]);
          else if (keep[key] === undefined) expect(missing).toContain(key);
          else if (keep[key] === 'both') {
            expect(kept[key]).toContain(mine[key]);
            expect(kept[key]).toContain(theirs[key]?.trimEnd());
          } else expect(kept[key]).toBe(keep[key] === 'mine' ? mine[key] : theirs[key]);
        }
        expect(missing.every((key) => mine[key] !== theirs[key])).toBe(true);
      }),
    );
  });

  it('survives the way through the form', () => {
    fc.assert(
      fc.property(side, side, fc.option(side), keeps, (mine, theirs, base, keep) => {
        const form = new FormData();
        for (const key of Object.keys(mine)) {
          form.set(comparisonName('mine', key), mine[key] ?? '');
          form.set(comparisonName('theirs', key), (theirs[key] ?? '').replaceAll('\n', '\r\n'));
          if (base) form.set(comparisonName('base', key), base[key] ?? '');
          if (keep[key]) form.set(comparisonName('keep', key), keep[key]);
        }
        const read = readComparisonForm(form);
        expect(read.mine).toEqual(mine);
        expect(read.theirs).toEqual(theirs);
        expect(read.base).toEqual(base);
        expect({ ...read.keep }).toMatchObject(keep);
      }),
    );
  });

  it('takes all of one side at once', () => {
    const form = new FormData();
    form.set('mine.note', 'm');
    form.set('theirs.note', 't');
    form.set('keep.note', 'mine');
    form.set('take', 'theirs');
    const { mine, theirs, keep } = readComparisonForm(form);
    expect(resolveSides(mine, theirs, keep)).toEqual({ side: { note: 't' }, missing: [] });
  });

  it('sets two texts one under the other', () => {
    expect(joinTexts('theirs\n', 'mine')).toBe('theirs\n\nmine');
    expect(joinTexts('', 'mine')).toBe('mine');
  });
});

describe('an activity', () => {
  it('comes through form, comparison, device and history as it was typed', () => {
    const form = new FormData();
    form.set('status', 'on_track');
    form.set('achievements', 'one\r\ntwo  ');
    form.set('challenges', '');
    form.set('nextSteps', 'ส่งรายงาน 🙂');
    form.set('narrativeReleased', 'on');
    const draft = readActivityForm(form);
    expect(draft.achievements).toBe('one\ntwo  ');
    expect(parseActivityDraft(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
    expect(readActivitySide(serialiseActivitySide(draft))).toEqual({ ...draft, achievements: 'one\ntwo' });
    expect(
      readActivityRevision({
        status_code: 'on_track',
        achievements: 'one\ntwo',
        challenges: '',
        next_steps: 'ส่งรายงาน 🙂',
        narrative_released: true,
        version: 3,
      }),
    ).toEqual(readActivitySide(serialiseActivitySide(draft)));
    expect(parseActivityDraft({ status: 'x' })).toBeNull();
  });
});
