import { createRandom } from '#tests/support/random-report.ts';
import type { Cells, Sheets } from './plan-workbooks.ts';

/** States and bodies that report on it: fifteen, of whom four bodies nobody has heard of. */
export const reporters = {
  states: ['BN', 'ID', 'KH', 'LA', 'MM', 'MY', 'PH', 'SG', 'TH', 'TL', 'VN'],
  bodies: ['OCEAN', 'HARBOUR', 'REEF-2', 'TIDE9'],
};
export const planCode = 'SEA.2031';
export const rounds = ['Autumn-2031-of-all-Seven-Seas', 'Spring-2032'];
export const statuses = ['dreaming', 'at_sea', 'becalmed', 'in_port', 'sunk'];
const areas = ['North-Sea', '7', 'x.y', 'Zz_3', 'Omega', 'PILLAR-VI'];

/** A plan unlike the one that comes with the tracker: other areas, statuses, lists and rounds. */
export function buildUnseenPlan(size: { activities: number; indicators: number }): Sheets {
  const random = createRandom(20_31);
  const objectives = areas.flatMap((area, at) => [
    { code: `${area}-alpha`, area, title: `First aim of area ${at}` },
    { code: `${area}-beta`, area, title: `Second aim, “quoted” & <marked>, of area ${at}` },
  ]);
  const activities = Array.from({ length: size.activities }, (_, at): Cells => {
    const lead = random.pick(reporters.bodies);
    return {
      code: `act.${at + 1}`,
      objective: random.pick(objectives).code,
      title: `=Activity ${at + 1} of the unseen plan`,
      description: at % 3 === 0 ? 'Two lines\nof words, with commas; and semicolons.' : '',
      lead,
      cooperating: random.in100(30)
        ? 'all'
        : reporters.bodies.filter((body) => body !== lead && random.in100(30)).join('; '),
      active_years: random.in100(80) ? '2031; 2032' : '2032',
      actip_articles: 'I.1',
      tags: random.in100(40) ? 'deep; wide' : '',
      lenses: random.in100(20) ? 'currents' : '',
      partners: random.in100(30) ? 'lighthouse-trust' : '',
      participating_states: random.in100(70) ? 'all' : 'TH; VN; SG',
      basis: '',
      added_from: '',
      ended_from: '',
      merged_into: '',
    };
  });
  const indicators = Array.from({ length: size.indicators }, (_, at) =>
    buildIndicator(at, areas[at % areas.length] ?? '7'),
  );
  return {
    plan: [
      {
        code: planCode,
        title: 'Plan of the seas 2031 to 2034',
        starts_on: '2031-01-01',
        ends_on: '2034-12-31',
        illustrative: 'no',
        notice: '',
      },
    ],
    areas: areas.map((code, at) => ({ code, title: `Area ${at} of the seas` })),
    objectives,
    activities,
    indicators,
    'validation-rules': [],
    'activity-statuses': statuses.map((code, at) => ({
      code,
      label: `It is ${code}`,
      mark: ['empty', 'half', 'hatched', 'solid', 'stroke'][at],
      iati_code: ['1', '2', '2', '4', '5'][at],
      is_late: code === 'becalmed' ? 'yes' : 'no',
      is_done: code === 'in_port' ? 'yes' : 'no',
      is_on_track: code === 'at_sea' ? 'yes' : 'no',
    })),
    bodies: reporters.bodies.map((acronym) => ({
      acronym,
      name: `Committee of ${acronym}`,
      pillar: 'APSC',
      starts_on: '2031-01-01',
      ends_on: '',
    })),
    partners: [{ slug: 'lighthouse-trust', name: 'Lighthouse Trust', kind: 'fund', url: '' }],
    'actip-articles': [{ code: 'I.1', title: 'Of the sea', chapter: 'I' }],
    tags: [
      { code: 'deep', name: 'Deep' },
      { code: 'wide', name: 'Wide' },
    ],
    lenses: [
      {
        code: 'currents',
        title: 'Currents',
        description: 'What moves below.',
        menu_label: 'Below',
        situation: 'It has moved since 2031.\n\nNobody knows why.',
      },
    ],
    'lens-drivers': [{ lens: 'currents', tag: 'deep', text: 'It begins in the deep.' }],
    dimensions: [{ code: 'depth', name: 'Depth' }],
    categories: [
      { dimension: 'depth', code: 'shallow', name: 'Shallow' },
      { dimension: 'depth', code: 'abyss', name: 'Abyss' },
    ],
    'choice-lists': [
      { list: 'sails', code: 'up', label: 'Up', counts: 'yes' },
      { list: 'sails', code: 'down', label: 'Down', counts: 'no' },
    ],
    rounds: [
      round(rounds[0] ?? '', '2031-07-01', '2031-12-31', 2032, 1),
      round(rounds[1] ?? '', '2032-01-01', '2032-06-30', 2032, 7),
    ],
  };
}

function round(code: string, from: string, to: string, year: number, month: number): Cells {
  const day = (add: number, of: string) => `${year}-${String(month + add).padStart(2, '0')}-${of}`;
  return {
    code,
    title: `Round of ${code}`,
    period_start: from,
    period_end: to,
    opens_on: day(0, '01'),
    due_on: day(1, '15'),
    closes_on: day(2, '28'),
  };
}

function buildIndicator(at: number, area: string): Cells {
  const kinds: Cells[] = [
    { measure: 'count', aggregation: 'sum', unit: 'ships', dimensions: 'depth' },
    {
      measure: 'percentage',
      aggregation: 'percentage',
      unit: 'per cent',
      numerator_label: 'Ships',
      denominator_label: 'All',
    },
    { measure: 'choice', aggregation: 'count_of_states', unit: 'states', choices: 'sails' },
    { measure: 'money', aggregation: 'sum', unit: 'USD' },
    { measure: 'text', aggregation: 'none', unit: 'account' },
  ];
  return {
    code: `sea_${at + 1}`,
    area,
    activity: '',
    title: `Indicator ${at + 1} of the seas`,
    level: 'output',
    direction: 'up',
    disclosure_class: 'public',
    reported_by: 'states',
    reporting_bodies: '',
    derivation: '',
    dimensions: '',
    choices: '',
    person_count: 'no',
    cross_border_overlap: 'no',
    definition: 'What is seen from the mast.',
    counting_rule: '',
    numerator_label: '',
    denominator_label: '',
    baseline_year: at % 5 === 0 ? '2030' : '',
    baseline_value: at % 5 === 0 ? '12' : '',
    targets: at % 5 === 0 ? '2032=20; 2034=40' : '',
    lens: '',
    lens_slice: '',
    funnel_position: '',
    funnel_label: '',
    added_from: '',
    ended_from: '',
    ...kinds[at % kinds.length],
  };
}
