/** Node and the browser's worker run the same world: every event of the shipped stories, and the state byte for byte. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { expect, test as plain } from '@playwright/test'
import type { JSHandle, Page } from '@playwright/test'
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

plain.describe('a worker tells all the events that Node tells', () => {
  let blank: Page
  let worker: JSHandle<Worker>

  // No page of ours is needed, and one worker: a run leaves nothing behind that the next could meet.
  plain.beforeAll(async ({ browser }) => {
    blank = await browser.newPage()
    await blank.route('**/blank.html', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }))
    await blank.route('**/digest.js', async (route) => route.fulfill({ contentType: 'text/javascript', body: await digestCode() }))
    await blank.goto('./blank.html')
    worker = await blank.evaluateHandle(() => new Worker('digest.js', { type: 'module' }))
  })

  plain.afterAll(() => blank.close())

  for (const { id } of scenarios) {
    plain(id, async () => {
      const wanted: DigestWanted = { scenarioId: id, untilUs: UNTIL_US, dataFolder: new URL('data/', blank.url()).href }
      expect(await worker.evaluate(askForDigest, wanted)).toEqual(golden[id])
    })
  }
})

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

/** Runs in the browser. */
function askForDigest(worker: Worker, wanted: DigestWanted): Promise<Digest> {
  return new Promise<Digest>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Digest>) => resolve(data)
    worker.onerror = ({ message }) => reject(new Error(message))
    worker.postMessage(wanted)
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
