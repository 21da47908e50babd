const browsers: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/iPhone|iPad/, 'iPhone or iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
];

const find = (known: [RegExp, string][], text: string) => known.find(([sign]) => sign.test(text))?.[1];

/** What a browser calls itself, so that a person knows their own devices again: "Firefox on Windows". */
export function describeBrowser(userAgent: string | null): string {
  if (!userAgent) return 'Unknown program';
  const [browser, system] = [find(browsers, userAgent), find(systems, userAgent)];
  if (!browser) return 'Another program';
  return system ? `${browser} on ${system}` : browser;
}
