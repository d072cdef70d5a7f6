/** A world whose only application is a Firehose stream: tests put bytes, let time pass, and open what is in the bucket. */
import { assert } from '../../../../base/assert'
import { MIB } from '../../../../base/units'
import { readUtf8, utf8Length, writeUtf8 } from '../../../../base/utf8'
import { call } from '../../../call'
import type { Command, LoggedCommand } from '../../../commands'
import type { Environment } from '../../../environment'
import type { SimEvent } from '../../../events'
import { storeBatch } from '../../../operations/records/storeBatch'
import { recordEventsTo } from '../../../recordEvents'
import { createBatch } from '../../../recordBatch'
import { NOWHERE } from '../../../testing/nowhere'
import { quietScenario } from '../../../testing/quietWorld'
import { batchOf, type Meant } from '../../../testing/readingRun'
import { goTo, openTimeline, recordingOf, submitNow, type Timeline } from '../../../timeline'
import { firehoseDetails, type FirehoseDetails } from '../details'
import type { FirehoseApplication, ObjectKind, S3Object } from '../model'
import { openObject } from '../objects'
import { FIREHOSE_DEFAULTS, type FirehoseSettings } from '../settings'

interface FirehoseRunSpec {
  settings?: Partial<FirehoseSettings>
  shardCount?: number
  seed?: number
  commands?: LoggedCommand[]
  gzip?: Environment['gzip']
}

interface FirehoseRun {
  timeline: Timeline
  environment: Environment
  events: SimEvent[]
  readonly application: FirehoseApplication
  wait(ms: number): FirehoseRun
  act(command: Command): FirehoseRun
  set(change: Partial<FirehoseSettings>): FirehoseRun
  /** Through the API, with its bytes. */
  put(partitionKey: string, data: Uint8Array | string): FirehoseRun
  /** Records without bytes, of 100 bytes with their key; members of an aggregate have 90 bytes of data. */
  store(...entries: (Meant | Meant[])[]): FirehoseRun
  /** As many bytes as asked, with keys, in records of 1 MiB at most. @throws where a shard refuses one. */
  storeBytes(keyId: number, bytes: number): FirehoseRun
  /** Shards take, and give, as much as is asked. */
  unthrottled(): FirehoseRun
  details(): FirehoseDetails
  bytesOf(key: string): Uint8Array
  /** Oldest first. */
  objects(kind?: ObjectKind): S3Object[]
  /** All that is in the bucket, one object after the other. */
  bucket(kind?: ObjectKind): string
  promisesBroken(): number
}

/** The stream begins with the Firehose stream on it; both a second old. */
export function firehoseRun({ settings = {}, shardCount = 1, seed = 1, commands = [], gzip = NOWHERE.gzip }: FirehoseRunSpec = {}): FirehoseRun {
  const environment: Environment = { ...NOWHERE, gzip }
  const events: SimEvent[] = []
  const sink = recordEventsTo((event) => {
    events.push(event)
  })
  const scenario = { ...quietScenario({ shardCount }), seed, untilMs: 1_000_000_000, commands }
  const timeline = openTimeline(recordingOf(scenario), environment, sink)
  let batches = 1
  const run: FirehoseRun = {
    timeline,
    environment,
    events,
    wait(ms) {
      goTo(timeline, timeline.world.nowUs + 1_000 * ms, sink)
      return run
    },
    act(command) {
      submitNow(timeline, command, sink)
      return run
    },
    set(change) {
      run.act({ type: 'SetApplicationSettings', application: 'f', settings: { ...run.application.settings, ...change } })
      return run
    },
    put(partitionKey, data) {
      const answer = call(timeline.world, { operation: 'PutRecord', input: { StreamName: 's', PartitionKey: partitionKey, Data: typeof data === 'string' ? bytesOfText(data) : data } }, sink)
      assert(answer.ok, answer.ok ? '' : answer.refusal.message)
      return run
    },
    store(...entries) {
      storeBatch(timeline.world, timeline.world.streams[0], batchOf(entries), sink)
      return run
    },
    storeBytes(keyId, bytes) {
      const batch = createBatch(Math.ceil(bytes / MIB))
      batch.count = batch.keyIds.length
      batch.keyIds.fill(keyId)
      for (let at = 0; at < batch.count; at++) {
        batch.bytes[at] = Math.min(MIB, bytes - at * MIB)
        batch.recordIds[at] = 1_000_000 * batches + at
      }
      batches++
      const { storedCount } = storeBatch(timeline.world, timeline.world.streams[0], batch, sink)
      assert(storedCount === batch.count, `${storedCount} of ${batch.count} stored`)
      return run
    },
    unthrottled() {
      timeline.world.account.throttling = false
      return run
    },
    get application() {
      const [application] = timeline.world.applications
      assert(application?.kind === 'firehose', 'a Firehose stream')
      return application
    },
    details: () => firehoseDetails(timeline.world, run.application),
    bytesOf(key) {
      const bytes = openObject(timeline.world, environment, run.application, key)
      assert(bytes !== null, `bytes of ${key}`)
      return bytes
    },
    objects: (kind = 'records') => run.application.objects.filter((object) => object.kind === kind),
    bucket: (kind = 'records') =>
      run
        .objects(kind)
        .map(({ key }) => textOf(run.bytesOf(key)))
        .join(''),
    promisesBroken: () => Object.values(run.application.checks).reduce((sum, { records }) => sum + records, 0),
  }
  run.act({ type: 'AddApplication', settings: { ...FIREHOSE_DEFAULTS, name: 'f', bufferIntervalInSeconds: 60, ...settings } })
  return run.wait(1_000)
}

function bytesOfText(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8Length(text))
  writeUtf8(text, bytes, 0)
  return bytes
}

export function textOf(bytes: Uint8Array): string {
  return readUtf8(bytes)
}
