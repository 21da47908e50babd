import { existsSync } from 'node:fs';

/**
 * How a browser is started here: on Linux x64 the one that comes from npm, elsewhere the system's Chromium or
 * Chrome. Fails with a sentence when there is none.
 */
export async function browserLaunch() {
  if (process.platform === 'linux' && process.arch === 'x64') {
    const { default: chromium } = await import('@sparticuz/chromium');
    return {
      launchOptions: {
        executablePath: await chromium.executablePath(),
        args: [
          ...chromium.args.filter((argument) => !/^--(headless|single-process)/.test(argument)),
          '--no-sandbox',
        ],
      },
    };
  }
  const known = [
    '/usr/bin/chromium',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ].find(existsSync);
  if (!known)
    throw new Error('The browser tests need Chromium or Google Chrome on this machine. Install one.');
  return { launchOptions: { executablePath: known, args: [] } };
}
