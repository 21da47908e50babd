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

const { start } = await import('./start.ts');
await start({ development });
