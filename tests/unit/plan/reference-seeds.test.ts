import { describe, expect, it } from 'vitest';
import { readCsv, readPlanFiles, readReference } from './seed-files.ts';

const day = /^\d{4}-\d{2}-\d{2}$/;
const read = (name: string) => readCsv(`reference/${name}.csv`);
const unique = (values: readonly (string | undefined)[]) => new Set(values).size === values.length;

describe('the reference data', () => {
  it('has eleven states, the last of which joined on 26 October 2025', () => {
    const states = read('states');
    expect(states).toHaveLength(11);
    for (const state of states) {
      expect(state['iso2']).toMatch(/^[A-Z]{2}$/);
      expect(state['iso3']).toMatch(/^[A-Z]{3}$/);
      expect(state['m49']).toMatch(/^\d{3}$/);
      expect(state['joined_on']).toMatch(day);
      expect(['party', 'not_party', 'unknown']).toContain(state['actip_status']);
    }
    expect(
      states
        .map((state) => state['joined_on'] ?? '')
        .sort((a, b) => a.localeCompare(b))
        .at(-1),
    ).toBe('2025-10-26');
    expect(states.find((state) => state['iso2'] === 'TL')?.['joined_on']).toBe('2025-10-26');
  });

  it('gives each state two to four agencies, one of which clears', () => {
    const agencies = read('agencies');
    for (const { iso2 } of read('states')) {
      const own = agencies.filter((agency) => agency['state'] === iso2);
      expect(own.length, iso2).toBeGreaterThanOrEqual(2);
      expect(own.length, iso2).toBeLessThanOrEqual(4);
      expect(
        own.filter((agency) => agency['is_clearing_authority'] === 'yes'),
        iso2,
      ).toHaveLength(1);
      expect(unique(own.map((agency) => agency['acronym'])), iso2).toBe(true);
    }
    expect(new Set(agencies.map((agency) => agency['state'])).size).toBe(11);
  });

  it('has no body that the plan does not use', () => {
    const used = new Set(
      readPlanFiles().activities.flatMap((row) => [row['lead'], ...(row['cooperating'] ?? '').split('; ')]),
    );
    const bodies = read('bodies');
    expect(bodies).toHaveLength(16);
    for (const body of bodies) {
      expect(used, body['acronym']).toContain(body['acronym']);
      expect(['APSC', 'AEC', 'ASCC', 'associated']).toContain(body['pillar']);
    }
  });

  it('has articles 5 to 25 and 14(7), in order', () => {
    const codes = read('actip-articles').map((row) => row['code']);
    expect(codes).toHaveLength(22);
    expect(codes.slice(8, 12)).toEqual(['13', '14', '14(7)', '15']);
    expect(codes[0]).toBe('5');
    expect(codes.at(-1)).toBe('25');
  });

  it('has categories for every dimension, with unique codes and an order without gaps', () => {
    const { dimensions, categories } = readReference();
    expect(new Set(categories.map(({ dimension }) => dimension))).toEqual(new Set(dimensions));
    for (const dimension of dimensions) {
      const own = read('categories').filter((row) => row['dimension'] === dimension);
      expect(unique(own.map((row) => row['code'])), dimension).toBe(true);
      expect(own.map((row) => Number(row['position']))).toEqual(own.map((_, index) => index + 1));
    }
  });

  it('marks each activity status once, and none as both late and on track', () => {
    const statuses = read('activity-statuses');
    expect(statuses.map((status) => status['mark'])).toEqual([
      'empty',
      'dot',
      'half',
      'hatched',
      'bars',
      'solid',
      'turn',
      'stroke',
    ]);
    expect(statuses.map((status) => status['iati_code'])).toEqual(['1', '1', '2', '2', '6', '4', '2', '5']);
    for (const status of statuses) {
      const flags = ['is_late', 'is_done', 'is_on_track'].filter((flag) => status[flag] === 'yes');
      expect(flags.length, status['code']).toBeLessThanOrEqual(1);
    }
  });

  it('has choice lists in which some answer is counted and some is not', () => {
    const choices = read('choice-lists');
    for (const list of new Set(choices.map((choice) => choice['list']))) {
      const counts = choices.filter((choice) => choice['list'] === list).map((choice) => choice['counts']);
      expect(new Set(counts), list).toEqual(new Set(['yes', 'no']));
    }
  });

  it('has rounds that follow each other and whose days are in order', () => {
    const rounds = read('rounds');
    expect(rounds.map((round) => round['code'])).toEqual(['2024-H2', '2025-H1', '2025-H2', '2026-H1']);
    rounds.forEach((round, index) => {
      const days = ['period_start', 'period_end', 'opens_on', 'due_on', 'closes_on'].map(
        (name) => round[name],
      );
      for (const each of days) expect(each).toMatch(day);
      expect([...days].sort((a, b) => (a ?? '').localeCompare(b ?? ''))).toEqual(days);
      const next = rounds[index + 1];
      if (next)
        expect(Date.parse(next['period_start'] ?? '') - Date.parse(round['period_end'] ?? '')).toBe(
          86_400_000,
        );
    });
  });
});
