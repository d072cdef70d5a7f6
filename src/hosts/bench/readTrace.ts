/** Busy time and frames of the page's threads, out of a trace of the browser. */

interface TraceEvent {
  name: string
  ph: string
  pid: number
  tid: number
  ts: number
  dur?: number
  args?: { name?: string; data?: { url?: string; workerThreadId?: number } }
}

export interface Trace {
  measuredMs: number
  busyMs: Record<'page' | 'painter' | 'host', number>
  /** Frames begun by the page's own loop, and messages drawn by the painter. */
  frames: Record<'page' | 'painter', number>
}

export function readTrace({ traceEvents }: { traceEvents: TraceEvent[] }): Trace {
  const painterThread = workerThread(traceEvents, 'painter')
  const hostThread = workerThread(traceEvents, 'host')
  const pageThread = busiestThread(traceEvents, 'CrRendererMain')
  const tasks = traceEvents.filter(({ name, ph }) => name === 'RunTask' && ph === 'X')
  const startUs = tasks.reduce((least, { ts }) => Math.min(least, ts), Infinity)
  const endUs = tasks.reduce((most, { ts, dur = 0 }) => Math.max(most, ts + dur), 0)
  const busyMs = (thread: number) => tasks.reduce((sum, { tid, dur = 0 }) => (tid === thread ? sum + dur : sum), 0) / 1_000
  const count = (thread: number, wanted: string) => traceEvents.filter(({ tid, name }) => tid === thread && name === wanted).length
  return {
    measuredMs: (endUs - startUs) / 1_000,
    busyMs: { page: busyMs(pageThread), painter: busyMs(painterThread), host: busyMs(hostThread) },
    frames: { page: count(pageThread, 'FireAnimationFrame'), painter: count(painterThread, 'FireAnimationFrame') },
  }
}

function workerThread(events: readonly TraceEvent[], file: string): number {
  const found = events.find(({ name, args }) => name === 'TracingSessionIdForWorker' && args?.data?.url?.includes(`/${file}`) === true)
  const thread = found?.args?.data?.workerThreadId
  if (thread === undefined) throw new Error(`the trace knows no worker ${file}`)
  return thread
}

/** Several processes have a main thread; the page's is the one that animates. */
function busiestThread(events: readonly TraceEvent[], threadName: string): number {
  const threads = events.filter(({ name, args }) => name === 'thread_name' && args?.name === threadName).map(({ tid }) => tid)
  const animated = threads.find((thread) => events.some(({ tid, name }) => tid === thread && name === 'FireAnimationFrame'))
  if (animated === undefined) throw new Error(`no ${threadName} draws frames in the trace`)
  return animated
}
