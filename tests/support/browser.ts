import { existsSync } from 'node:fs';

/**
 * Playwright chooses the first two. Without a zygote each page begins as a new process, in place of one that is forked from
 * a process that is ready: twice the time of a page that says little. The others have the processor play a graphics card,
 * a third of all that is drawn.
 */
const notWanted =
  /^--(headless|single-process|no-zygote|use-gl|use-angle|ignore-gpu-blocklist|in-process-gpu|enable-unsafe-swiftshader)/;

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
          ...chromium.args.filter((argument) => !notWanted.test(argument)),
          '--no-sandbox',
          '--disable-gpu',
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
