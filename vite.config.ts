import { reactRouter } from '@react-router/dev/vite';
import { defineConfig } from 'vite';
import { createServerCodeGuard } from './server/create-server-code-guard.ts';

/**
 * What nearly every page uses. In one file each for code and styles, since every request has its own headers. Left out is
 * what pages for writing do without.
 */
const everywhere =
  /\/app\/(components\/(?!pagination|year-runs|data-table|confirm-step)|features\/(status\/(?!status-legend)|errors))|\/server\/domain\/(?!access|personal-data|evidence|validation|report|review|learning|consent|audit|round|person|data|search|standards|embed|plan|library|support|need|target|recommendation|arrangement|figure|finding|receipt|publication|submission\/text-changes|language\/(catalogue|messages))/;

/** What forms at the desk share with words of the public pages, which would otherwise bring all of those with it. */
const words = /\/server\/domain\/(arrangement|support|library|recommendation)\//;

/** What the public pages share and the workspace does without. */
const figures =
  /\/app\/(features\/publication|charts\/figure)|\/server\/domain\/language\/(catalogue|messages)/;

/** What the pages of the workspace share, but for what the pages of an item do without. */
const workspace =
  /\/app\/features\/(entry|offline|submission\/(?!report-heading|next-step|activity-summary))/;

/** What the forms of activities and indicators share; packed together it is smaller than in many files. */
const forms =
  /\/app\/features\/(entry|offline|personal-data|validation|evidence|cooperation)\/|\/server\/domain\/(personal-data|evidence|validation)/;

const assetFileNames = 'assets/[name]-[hash:6][extname]';

export default defineConfig({
  plugins: [createServerCodeGuard(), reactRouter()],
  build: {
    target: 'es2022',
    sourcemap: false,
    // A face that most readers do without is a file of its own, however small.
    assetsInlineLimit: (file) => (file.endsWith('.woff2') ? false : undefined),
  },
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            // The manifest names every file of every page: a character less of each is felt by everybody.
            entryFileNames: 'assets/[name]-[hash:7].js',
            // Those that pages share have no name at all.
            chunkFileNames: 'assets/[hash:7].js',
            assetFileNames,
            codeSplitting: {
              groups: [
                { name: 'react', test: /node_modules\/(react|react-dom|scheduler|react-router)\// },
                { name: 'common', test: everywhere, minShareCount: 5 },
                // Before what would take it along: the form of an activity uses it, and nothing else of those.
                { name: 'need', test: /\/server\/domain\/need\//, minShareCount: 2 },
                { name: 'words', test: words, minShareCount: 2 },
                { name: 'figures', test: figures, minShareCount: 4 },
                { name: 'workspace', test: workspace, minShareCount: 3 },
                { name: 'forms', test: forms, minShareCount: 3 },
              ],
            },
          },
        },
      },
    },
    // What both build has one name.
    ssr: { build: { rolldownOptions: { output: { assetFileNames } } } },
  },
  server: { watch: { ignored: ['**/.data/**', '**/build/**'] } },
});
