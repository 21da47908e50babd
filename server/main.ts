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

const { start } = await import('./start.ts');
await start({ development: process.argv.includes('--dev') });
