import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
    exclude: ['src/hosts/bench/**', 'node_modules/**'],
    // All cores: by itself it leaves one to a watcher, and there is none.
    maxWorkers: '100%',
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A busy machine may take its time; what holds at once costs nothing.
    expect: { poll: { timeout: 10_000 } },
  },
})
