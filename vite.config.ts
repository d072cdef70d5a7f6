import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, normalizePath } from 'vite'

interface ModuleGraph {
  getModuleInfo(moduleId: string): { importedIds: readonly string[] } | null
}

/**
 * Names the chunk of a module: what the entry imports at once, and whatever that imports, is one chunk. Lazy parts share
 * it; split into a chunk for each way of sharing, the same code would weigh more.
 */
function firstLook(chunk: string, entry: string) {
  const entryId = normalizePath(fileURLToPath(new URL(entry, import.meta.url)))
  let known: ReadonlySet<string> = new Set()
  return {
    name: (moduleId: string, graph: ModuleGraph) => {
      if (!known.has(entryId)) known = reachedAtOnce(entryId, graph)
      return known.size > 1 && known.has(moduleId) ? chunk : null
    },
  }
}

function reachedAtOnce(entryId: string, graph: ModuleGraph): ReadonlySet<string> {
  const reached = new Set([entryId])
  for (const moduleId of reached) for (const imported of graph.getModuleInfo(moduleId)?.importedIds ?? []) reached.add(imported)
  return reached
}

export default defineConfig({
  // Relative addresses: the build can be hosted under any path.
  base: './',
  plugins: [react()],
  server: { host: '127.0.0.1', port: 5173 },
  preview: { host: '127.0.0.1', port: 4173 },
  build: {
    manifest: true,
    // A late part asks for its own scripts; a list of them all would be in the first chunk. Styles must come before what they style.
    modulePreload: { resolveDependencies: (_file, dependencies) => dependencies.filter((file) => file.endsWith('.css')) },
    rolldownOptions: { output: { codeSplitting: { groups: [firstLook('page', 'src/main.tsx')] } } },
  },
  worker: {
    format: 'es',
    // scripts/budget.mjs finds the entries of workers by this folder.
    rolldownOptions: {
      output: {
        entryFileNames: 'assets/worker/[name]-[hash].js',
        chunkFileNames: 'assets/worker/chunks/[name]-[hash].js',
        codeSplitting: { groups: [firstLook('host', 'src/hosts/worker/host.worker.ts')] },
      },
    },
  },
})
