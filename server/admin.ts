import { enableCompileCache } from 'node:module';

enableCompileCache();

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 22)) {
  process.stderr.write(
    `This needs Node 22.22 or newer and this is ${process.versions.node}. Call it by "npm run admin -- …" after "npm ci".\n`,
  );
  process.exit(1);
}

await import('./faster-imports.ts');
const [{ commands }, { runAdmin }] = await Promise.all([
  import('./admin/commands.ts'),
  import('./admin/run-admin.ts'),
]);
process.exitCode = await runAdmin(commands, process.argv.slice(2));
