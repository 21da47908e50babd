import { reactRouter } from '@react-router/dev/vite';
import { defineConfig } from 'vite';
import { guardServerCode } from './server/guard-server-code.ts';

export default defineConfig({
  plugins: [guardServerCode(), reactRouter()],
  build: { target: 'es2022', sourcemap: false },
  server: { watch: { ignored: ['**/.data/**', '**/build/**'] } },
});
