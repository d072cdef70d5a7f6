import { gunzipSync, gzipSync } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { createPrng, nextBelow, nextBetween, type Prng } from '../../../base/prng'
import { checkConservation } from '../../conservation'
import { identityOf } from '../../recordId'
import { forEachRecord } from '../../shardLog'
import { silentSink } from '../../sink'
import { restoreWorld, saveWorld } from '../../snapshot'
import type { LoggedCommand } from '../../commands'
import { NOWHERE } from '../../testing/nowhere'
import { quietScenario } from '../../testing/quietWorld'
import { goTo, openTimeline, recordingOf, resumeTimeline } from '../../timeline'
import { FIREHOSE_DEFAULTS, type FirehoseSettings } from './settings'
import { openObject } from './objects'
import type { FirehoseApplication } from './model'
import type { World } from '../../state'
import { SDK_DEFAULTS } from '../../producers/sdk/settings'
import { KPL_DEFAULTS } from '../../producers/kpl/settings'

const REAL_GZIP = { ...NOWHERE, gzip: (bytes: Uint8Array) => gzipSync(bytes, { mtime: 0 }) }

/** More of them in a long run: `SEEDS=200 npx vitest run src/engine/consumers/firehose/anyHistory`. */
const SEEDS = [1, 2, 3, 1_691_115_221, ...Array.from({ length: Number(process.env.SEEDS ?? 1) }, () => Math.floor(Math.random() * 2 ** 31))]
const ACTS_END_MS = 90_000
const END_US = (ACTS_END_MS + 100_000) * 1_000

function settingsOf(prng: Prng): FirehoseSettings {
  const hasTransform = nextBelow(prng, 2) === 0
  return {
    ...FIREHOSE_DEFAULTS,
    name: 'f',
    bufferSizeInMBs: 1,
    bufferIntervalInSeconds: nextBelow(prng, 3) * 7,
    transform: hasTransform ? { bufferSizeInMBs: 0.2, invokeMs: 200, droppedPercent: nextBelow(prng, 2) * 10, failedPercent: nextBelow(prng, 2) * 10, invocationFailsPercent: nextBelow(prng, 2) * 30 } : null,
    compression: nextBelow(prng, 2) === 0 ? 'GZIP' : 'UNCOMPRESSED',
    appendDelimiter: true,
    s3FailsPercent: nextBelow(prng, 2) * 40,
    s3LosesAnswersPercent: nextBelow(prng, 2) * 30,
  }
}

function history(seed: number) {
  const prng = createPrng(seed, 'history')
  const settings = settingsOf(prng)
  const commands: LoggedCommand[] = [
    { atUs: 0, command: { type: 'AddApplication', settings } },
    { atUs: 0, command: { type: 'AddProducer', producer: { settings: KPL_DEFAULTS, workload: null, trafficPercent: 50 } } },
    { atUs: 0, command: { type: 'AddProducer', producer: { settings: SDK_DEFAULTS, workload: null, trafficPercent: 50 } } },
    { atUs: 0, command: { type: 'SetNetwork', network: { requestLossPercent: 0, responseLossPercent: nextBelow(prng, 2) * 3, delayMsMax: 20 } } },
  ]
  for (let atMs = 5_000; atMs < ACTS_END_MS; atMs += nextBetween(prng, { min: 1_000, max: 20_000 })) {
    const atUs = atMs * 1_000 + nextBelow(prng, 1_000_000)
    const act = nextBelow(prng, 4)
    if (act === 0) commands.push({ atUs, command: { type: 'Call', operation: 'UpdateShardCount', input: { StreamName: 's', TargetShardCount: nextBetween(prng, { min: 2, max: 6 }), ScalingType: 'UNIFORM_SCALING' } } })
    if (act === 1) commands.push({ atUs, command: { type: 'CrashApplication', application: 'f' } }, { atUs: atUs + nextBelow(prng, 8_000_000), command: { type: 'RestartApplication', application: 'f' } })
    if (act === 2) commands.push({ atUs, command: { type: 'SetApplicationSettings', application: 'f', settings: settingsOf(prng) } })
    if (act === 3) commands.push({ atUs, command: { type: 'SetApplicationSettings', application: 'f', settings: { ...settings, s3FailsPercent: 100, s3LosesAnswersPercent: 0 } } })
  }
  commands.sort((left, right) => left.atUs - right.atUs)
  const endUs = (ACTS_END_MS + 15_000) * 1_000
  commands.push(
    { atUs: endUs, command: { type: 'RestartApplication', application: 'f' } },
    { atUs: endUs, command: { type: 'SetApplicationSettings', application: 'f', settings: { ...settings, s3FailsPercent: 0, s3LosesAnswersPercent: 0 } } },
    { atUs: endUs, command: { type: 'RemoveProducer', producerIndex: 0 } },
    { atUs: endUs, command: { type: 'RemoveProducer', producerIndex: 1 } },
  )
  const scenario = { ...quietScenario({ shardCount: 3 }), seed, untilMs: END_US / 1_000, commands }
  scenario.producers.workload = { kind: 'synthetic', ratePerSecond: 100, recordBytes: 150, keys: { kind: 'uniform', keyCount: 20 } }
  return { recording: recordingOf(scenario), settings }
}

function firehoseOf({ applications }: World): FirehoseApplication {
  return applications[0] as FirehoseApplication
}

/** User records in the stream, with their copies, by identity. */
function storedIn({ streams }: World): Map<string, number> {
  const stored = new Map<string, number>()
  for (const { log } of streams[0]!.shards) {
    forEachRecord(log, 1, log.nextOrdinal, (columns, at, _ordinal, _arrivalUs, segment) => {
      for (const recordId of segment.aggregates?.[at]?.recordIds ?? [columns.recordId[at]!]) add(stored, `${identityOf(recordId)}`)
    })
  }
  return stored
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

/** Ids in an object: each record says its own. */
function idsIn(world: World, application: FirehoseApplication, { key, compression, kind }: FirehoseApplication['objects'][number]): string[] {
  const stored = openObject(world, REAL_GZIP, application, key)
  if (stored === null) throw new Error(`${key} cannot be opened`)
  const text = Buffer.from(compression === 'GZIP' ? gunzipSync(stored) : stored).toString()
  const lines = text.split('\n').slice(0, -1)
  return lines.map((line) => (kind === 'records' ? line : Buffer.from((JSON.parse(line) as { rawData: string }).rawData, 'base64').toString()).replace(/^\{"id":"([^"]*)".*$/s, '$1'))
}

/** What came about in all runs together: otherwise they were too tame to tell anything. */
const met = { duplicates: 0, failures: 0, children: 0, dropped: 0, again: 0 }

describe.each(SEEDS)('any history of resharding, crashes and trouble at S3, seed %i', (seed) => {
  const { recording } = history(seed)

  it('every stored record is in the bucket, dropped, or in processing-failed/; and no more often than is counted', () => {
    const timeline = openTimeline(recording, REAL_GZIP, silentSink)
    goTo(timeline, END_US, silentSink)
    const { world } = timeline
    checkConservation(world)
    const application = firehoseOf(world)
    const { totals, objects, checks, tally } = application
    expect(Object.values(checks).map(({ records }) => records)).toEqual([0, 0, 0, 0])
    expect(application.buffer.openedUs).toBeNull()
    expect(application.delivery).toBeNull()
    const stored = Array.from(storedIn(world).values()).reduce((sum, count) => sum + count, 0)
    const firsts = objects.filter(({ duplicateOf }) => duplicateOf === null)
    const inBucket = firsts.flatMap((object) => idsIn(world, application, object))
    expect(objects.length).toBe(totals.objectsWritten)
    // What was begun before a crash and not answered is in the bucket twice, under no common name.
    expect(inBucket.length + totals.recordsDropped).toBeGreaterThanOrEqual(stored)
    expect(new Set(inBucket).size).toBeLessThanOrEqual(storedIn(world).size)
    if (totals.recordsDropped === 0) expect(new Set(inBucket).size).toBe(storedIn(world).size)
    for (const object of objects) expect(openObject(world, REAL_GZIP, application, object.key)?.length).toBe(object.bytes)
    expect(tally.userRecordsProcessed - tally.duplicatesProcessed).toBe(storedIn(world).size)
    expect(objects.reduce((sum, { duplicateOf, records }) => sum + (duplicateOf === null ? 0 : records), 0)).toBe(totals.recordsDuplicated)
    for (const shard of application.shards.values()) expect(world.streams[0]!.shards[shard.shardIndex]!.closedAtUs === null ? 'READING' : 'ENDED').toBe(shard.state)
    met.duplicates += totals.recordsDuplicated
    met.again += tally.duplicatesProcessed - totals.recordsDuplicated
    met.failures += totals.putsFailed
    met.dropped += totals.recordsDropped + totals.recordsNotTransformed
    met.children += world.streams[0]!.shards.length - 3
  })

  it('goes on from saved bytes of any instant as if nothing had been', () => {
    const prng = createPrng(seed, 'instants')
    const straight = openTimeline(recording, REAL_GZIP, silentSink)
    let restored = openTimeline(recording, REAL_GZIP, silentSink)
    const instants = Array.from({ length: 8 }, () => nextBetween(prng, { min: 1, max: END_US })).sort((left, right) => left - right)
    for (const atUs of [...instants, END_US]) {
      goTo(straight, atUs, silentSink)
      goTo(restored, atUs, silentSink)
      const bytes = saveWorld(restored.world)
      expect(Buffer.from(bytes).equals(Buffer.from(saveWorld(straight.world))), `at ${atUs} us`).toBe(true)
      restored = resumeTimeline(recording, REAL_GZIP, restoreWorld(bytes))
    }
  })
})

afterAll(() => {
  expect(Math.min(...Object.values(met)), JSON.stringify(met)).toBeGreaterThan(10)
})
