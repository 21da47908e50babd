import type { Parts } from './split-figures.ts';

/**
 * From where the fictional victims come, by the state that identifies them, in shares; the rest of its share a state
 * has of its own people. A place that is not named sends nobody. Invented: no route is that of a real report.
 */
const routes: Record<string, Parts> = {
  BN: { ID: 26, PH: 14 },
  ID: { other_asia: 14, africa: 5 },
  KH: { VN: 22, TH: 8, ID: 10, MY: 6, other_asia: 18, africa: 8 },
  LA: { VN: 14, MM: 12, other_asia: 16 },
  MM: { TH: 8, other_asia: 24, africa: 10 },
  MY: { ID: 28, MM: 16, VN: 10, other_asia: 14 },
  PH: { VN: 12, MY: 8, other_asia: 22 },
  SG: { PH: 12, ID: 12, MM: 8, other_asia: 16 },
  TH: { MM: 30, LA: 15, KH: 13, other_asia: 10, africa: 4 },
  TL: { ID: 12 },
  VN: { KH: 6, other_asia: 6 },
};

/** The shares of places of origin in a state's figures: its own, those of its routes, none for all others. */
export function buildOriginShares(state: string, places: readonly string[]): Parts {
  const route = routes[state] ?? {};
  return Object.fromEntries(
    places.map((place) => [place, place === state ? 36 : place === 'unknown' ? 5 : (route[place] ?? 0)]),
  );
}
