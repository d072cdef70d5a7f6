import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
    exclude: ['src/hosts/bench/**', 'node_modules/**'],
    testTimeout: 60_000,
  },
})
