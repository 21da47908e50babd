import { enableCompileCache } from 'node:module';

enableCompileCache();

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 22)) {
  process.stderr.write(
    `The tracker needs Node 22.22 or newer and this is ${process.versions.node}. ` +
      'On Linux, "npm ci" brings a fitting one and "npm start" uses it; elsewhere install Node 24.\n',
  );
  process.exit(1);
}

const development = process.argv.includes('--dev');
// Before React is loaded, which looks at it once: its development build renders every page several times as slowly.
process.env['NODE_ENV'] = development ? 'development' : 'production';

await import('./faster-imports.ts');
const config = await readSettings();
const { start } = await import('./start.ts');
await start({ config, development });

/** Before the application, which takes a second to load: what is wrong with the settings is said at once, and ends the process. */
async function readSettings() {
  const { ConfigError, loadConfig } = await import('./config/config.ts');
  const { requireWritableDataDirectory } = await import('./config/data-directory.ts');
  try {
    const settings = loadConfig();
    requireWritableDataDirectory(settings.dataDir);
    return settings;
  } catch (error) {
    const sentence =
      error instanceof ConfigError
        ? error.message
        : (await import('./admin/describe-failure.ts')).describeFailure(error, 'The tracker could not start');
    process.stdout.write(`${sentence}\n`);
    process.exit(1);
  }
}
