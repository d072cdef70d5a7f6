/** Node and the browser's worker run the same world: every event of the shipped stories, and the state byte for byte. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { build } from 'vite'
import type { Envelope, Reply, Request } from '../src/bridge/protocol'
import type { SimEvent } from '../src/engine/events'
import { recordingOf } from '../src/engine/timeline'
import { createHost } from '../src/hosts/worker/host'
import { findScenario, scenarios } from '../src/scenarios/scenarios'
import type { Digest, DigestWanted } from './digest.worker'
import { openPage, test } from './steps'

const UNTIL_US = 60_000_000
const golden = JSON.parse(await readFile('src/scenarios/golden.json', 'utf8')) as Record<string, Digest>

interface Run {
  events: SimEvent[]
  snapshotSha256: string
}

for (const { id } of scenarios) {
  test(`${id}: a worker tells all the events that Node tells`, async ({ page }) => {
    await page.route('**/digest.js', async (route) => route.fulfill({ contentType: 'text/javascript', body: await digestCode() }))
    await page.goto('./?testing=1&paused=1')
    const digest = await page.evaluate(
      ([scenarioId, untilUs]) =>
        new Promise<Digest>((resolve, reject) => {
          const worker = new Worker('digest.js', { type: 'module' })
          worker.onmessage = ({ data }: MessageEvent<Digest>) => resolve(data)
          worker.onerror = ({ message }) => reject(new Error(message))
          const wanted: DigestWanted = { scenarioId, untilUs, dataFolder: new URL('data/', location.href).href }
          worker.postMessage(wanted)
        }),
      [id, UNTIL_US] as const,
    )
    expect(digest).toEqual(golden[id])
  })
}

for (const id of ['default', 'reshard-under-lag']) {
  test(`${id}: the page's own worker reaches the state that Node reaches`, async ({ page }) => {
    const recording = recordingOf((await findScenario(id))!)
    const open: Request = { type: 'Open', recording, atUs: 90_000_000, snapshot: null }
    const [shipped, node] = await Promise.all([runInWorker(page, open), runInNode(open)])
    expect(node.events.length).toBeGreaterThan(20)
    expect(shipped.events).toEqual(node.events)
    expect(shipped.snapshotSha256).toBe(node.snapshotSha256)
  })
}

let code: Promise<string> | null = null

function digestCode(): Promise<string> {
  code ??= build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, rolldownOptions: { input: 'e2e/digest.worker.ts', output: { format: 'es', codeSplitting: false } } },
  }).then((built) => {
    const [output] = Array.isArray(built) ? built : [built]
    if (output === undefined || !('output' in output)) throw new Error('the digest worker was not built')
    return output.output[0].code
  })
  return code
}

async function runInNode(open: Extract<Request, { type: 'Open' }>): Promise<Run> {
  const host = createHost(async (path) => new Uint8Array(await readFile(`public/data/${path}`)).buffer)
  const events: SimEvent[] = []
  let reply = await host(open)
  while (reply.type === 'Report') {
    events.push(...reply.reported.events)
    if (reply.reached) break
    reply = await host({ type: 'GoTo', atUs: open.atUs, summary: false })
  }
  const saved = await host({ type: 'Save' })
  if (saved.type !== 'Saved') throw new Error(saved.type)
  return { events, snapshotSha256: createHash('sha256').update(new Uint8Array(saved.snapshot)).digest('hex') }
}

/** Starts a second worker from the file that the page's engine runs. */
async function runInWorker(page: Page, open: Extract<Request, { type: 'Open' }>): Promise<Run> {
  await openPage(page)
  const url = page.workers().find((worker) => worker.url().includes('host.worker'))!.url()
  return page.evaluate(
    async ([workerUrl, wantedText]) => {
      const wanted = JSON.parse(wantedText) as Extract<Request, { type: 'Open' }>
      const worker = new Worker(workerUrl, { type: 'module' })
      let requestNumber = 0
      const ask = (body: Request) =>
        new Promise<Reply>((resolve) => {
          worker.onmessage = ({ data }: MessageEvent<Envelope<Reply>>) => resolve(data.body)
          worker.postMessage({ requestNumber: ++requestNumber, body })
        })
      const events: SimEvent[] = []
      let reply = await ask(wanted)
      while (reply.type === 'Report') {
        events.push(...reply.reported.events)
        if (reply.reached) break
        reply = await ask({ type: 'GoTo', atUs: wanted.atUs, summary: false })
      }
      const saved = await ask({ type: 'Save' })
      if (saved.type !== 'Saved') throw new Error(saved.type)
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', saved.snapshot))
      return { events, snapshotSha256: Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('') }
    },
    [url, JSON.stringify(open)] as const,
  )
}
