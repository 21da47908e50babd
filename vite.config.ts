import { reactRouter } from '@react-router/dev/vite';
import { defineConfig } from 'vite';
import { guardServerCode } from './server/guard-server-code.ts';

/** What nearly every page uses. In one file each for code and styles, since every request has its own headers. */
const everywhere =
  /\/app\/(components|features\/(status|publication|errors)|charts\/figure)|\/server\/domain\//;

export default defineConfig({
  plugins: [guardServerCode(), reactRouter()],
  build: { target: 'es2022', sourcemap: false },
  environments: {
    client: {
      build: {
        rolldownOptions: {
          output: {
            codeSplitting: {
              groups: [
                { name: 'react', test: /node_modules\/(react|react-dom|scheduler|react-router)\// },
                { name: 'common', test: everywhere, minShareCount: 4 },
              ],
            },
          },
        },
      },
    },
  },
  server: { watch: { ignored: ['**/.data/**', '**/build/**'] } },
});
