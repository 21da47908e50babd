import type { Config } from '@react-router/dev/config';

export default {
  appDirectory: 'app',
  buildDirectory: 'build',
  ssr: true,
  // All routes are known at once: no extra requests on a slow line.
  routeDiscovery: { mode: 'initial' },
} satisfies Config;
