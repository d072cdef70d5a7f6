import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Of the first look. Lazy panels share these; split into a chunk for each way of sharing, they would weigh 2 kB more. */
const FIRST_LOOK = /[\\/](node_modules[\\/](react|react-dom|scheduler|i18next|react-i18next|zustand|radix-ui|@radix-ui|@floating-ui)|src[\\/](panels[\\/](timeline|page|controls)|river|widgets|store[\\/](hooks|viewStore|worldStore|told)))[\\/.]/

export default defineConfig({
  // Relative addresses: the build can be hosted under any path.
  base: './',
  plugins: [react()],
  server: { host: '127.0.0.1', port: 5173 },
  preview: { host: '127.0.0.1', port: 4173 },
  build: {
    manifest: true,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'page', test: FIRST_LOOK }] } } },
  },
  worker: {
    format: 'es',
    // scripts/budget.mjs finds the entries of workers by this folder.
    rolldownOptions: {
      output: {
        entryFileNames: 'assets/worker/[name]-[hash].js',
        chunkFileNames: 'assets/worker/chunks/[name]-[hash].js',
      },
    },
  },
})
