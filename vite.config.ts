import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  // Relative addresses: the build can be hosted under any path.
  base: './',
  plugins: [react()],
  server: { host: '127.0.0.1', port: 5173 },
  preview: { host: '127.0.0.1', port: 4173 },
  build: { manifest: true },
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
