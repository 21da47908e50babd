import type { Random } from './random.ts';

/** Categories of one dimension with their parts. */
export type Parts = Record<string, number>;

/** How a total is usually spread over a dimension; a category that is not named gets a middling share. */
const shares: Record<string, Record<string, number>> = {
  sex: { female: 44, male: 49, other: 2, unknown: 5 },
  age: { under_18: 13, adult: 79, unknown: 8 },
  age_band: { under_18: 11, from_18_to_24: 41, from_25: 40, unknown: 8 },
  disability: { yes: 4, no: 60, unknown: 36 },
  form: {
    sexual_exploitation: 30,
    forced_labour: 32,
    forced_criminality_online_scam: 18,
    forced_criminality_other: 5,
    domestic_servitude: 9,
    forced_marriage: 5,
    begging: 4,
    organ_removal: 0.4,
    other: 4,
    unknown: 6,
  },
  nationality_group: { own_national: 34, other_asean: 40, outside_asean: 20, unknown: 6 },
  channel: { online: 55, broadcast: 25, print: 6, in_person: 6, education: 6, other: 2 },
  platform: { social_media: 50, messaging: 25, job_site: 18, other: 4, unknown: 3 },
  online_recruited: { yes: 46, no: 34, unknown: 20 },
  agency_type: { police: 38, immigration: 14, social_welfare: 16 },
  service_type: { shelter: 42, health: 12, psychosocial: 18 },
  role: {
    organiser: 12,
    recruiter: 34,
    transporter: 14,
    controller: 18,
    money_mover: 10,
    other: 6,
    unknown: 6,
  },
  asset_stage: { frozen: 68, confiscated: 32 },
  asset_kind: { money: 46, crypto: 24, real_estate: 17, vehicles: 9, other: 4 },
  migrant_status: { own_country: 30, regular: 24, irregular: 32, asylum: 5, unknown: 9 },
  site_type: { compound: 44, hotel_casino: 21, residence: 15, office: 11, other: 4, unknown: 5 },
  means_of_control: {
    debt: 17,
    violence: 13,
    threats: 19,
    confinement: 24,
    documents: 12,
    wages: 6,
    other: 3,
    unknown: 6,
  },
  zone_type: { special_economic_zone: 18, border_area: 27, other_area: 48, unknown: 7 },
};
const usualShare = 10;

/**
 * Splits a whole number over categories so that the parts add up to it. `pinned` fixes some of the parts; a share
 * of the rest goes to each of the others, varied by `random`. `usual` are the shares, if not those of everybody.
 */
export function splitTotal(
  total: number,
  { code, categories }: { code: string; categories: readonly string[] },
  random: Random,
  pinned: Readonly<Parts> = {},
  usual: Readonly<Parts> = shares[code] ?? {},
): Parts {
  const parts: Parts = {};
  let rest = total;
  for (const [category, part] of Object.entries(pinned)) {
    parts[category] = Math.min(part, rest);
    rest -= parts[category];
  }
  const open = categories.filter((category) => !(category in parts));
  const weights = open.map((category) => (usual[category] ?? usualShare) * random.between(0.55, 1.45));
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (rest * weight) / sum);
  const whole = exact.map(Math.floor);
  let left = rest - whole.reduce((a, b) => a + b, 0);
  const byRemainder = open.map((_, index) => index).sort((a, b) => remainder(b) - remainder(a) || a - b);
  function remainder(index: number) {
    return (exact[index] ?? 0) - (whole[index] ?? 0);
  }
  for (const index of byRemainder) {
    if (left <= 0) break;
    whole[index] = (whole[index] ?? 0) + 1;
    left -= 1;
  }
  open.forEach((category, index) => {
    parts[category] = whole[index] ?? 0;
  });
  return parts;
}

/** Splits a numerator over the categories of its denominator: no part above its cap, all adding up. */
export function splitWithin(
  numerator: number,
  caps: Readonly<Parts>,
  random: Random,
  pinned: Readonly<Parts> = {},
): Parts {
  const parts: Parts = { ...pinned };
  const open = Object.keys(caps).filter((category) => !(category in pinned));
  const pinnedSum = Object.values(pinned).reduce((a, b) => a + b, 0);
  const space = open.reduce((sum, category) => sum + (caps[category] ?? 0), 0);
  let left = Math.min(numerator - pinnedSum, space);
  const share = space === 0 ? 0 : left / space;
  for (const category of open) {
    const cap = caps[category] ?? 0;
    parts[category] = Math.min(cap, left, Math.floor(cap * share * random.between(0.8, 1.1)));
    left -= parts[category];
  }
  // What rounding left over goes where there is room, the largest first.
  const roomiest = [...open].sort((a, b) => (caps[b] ?? 0) - (caps[a] ?? 0) || (a < b ? -1 : 1));
  while (left > 0) {
    for (const category of roomiest) {
      if (left > 0 && (parts[category] ?? 0) < (caps[category] ?? 0)) {
        parts[category] = (parts[category] ?? 0) + 1;
        left -= 1;
      }
    }
  }
  return parts;
}
