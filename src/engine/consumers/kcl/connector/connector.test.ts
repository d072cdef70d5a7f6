import { describe, expect, it } from 'vitest'
import { kclDetails } from '../details'
import { CONNECTOR_LIBRARY_DEFAULTS, type ConnectorSettings } from '../settings'
import { KEPT, kclRun, type KclRunSettings } from '../testing/kclRun'
import { countKept } from './buffering'
import { EMIT_BACKOFF_US, EMIT_TRIES_MAX, OBJECTS_KEPT_MAX } from './constants'

const SEEDS = [1, 2, 3, Math.floor(Math.random() * 2 ** 31)]
const DEFAULTS = CONNECTOR_LIBRARY_DEFAULTS.connector!

function connectorRun(change: Partial<ConnectorSettings>, settings: KclRunSettings) {
  return kclRun({ ...CONNECTOR_LIBRARY_DEFAULTS, initialPosition: 'TRIM_HORIZON', connector: { ...DEFAULTS, ...change }, ...settings })
}

const NOTHING = { objects: [], objectsWritten: 0, objectsOverwritten: 0, recordsEmitted: 0, recordsFailed: 0, triesFailed: 0 }

function detailsOf(run: ReturnType<typeof kclRun>) {
  const { emitted, buffers } = kclDetails(run.timeline.world, run.application())
  return { ...(emitted ?? NOTHING), buffers: buffers! }
}

describe('the defaults of the Connector Library', () => {
  it('are those of KCL 1.x and of its memory buffer', () => {
    expect(CONNECTOR_LIBRARY_DEFAULTS.idleTimeBetweenReadsMs).toBe(1_000)
    expect(DEFAULTS).toEqual({ keptPercent: 100, bufferRecordsMax: 1_000, bufferBytesMax: 1_048_576, bufferMsMax: 0, emitFailsPercent: 0 })
    expect([EMIT_TRIES_MAX, EMIT_BACKOFF_US]).toEqual([3, 10_000_000])
  })
})

describe.each(SEEDS)('an application on the Connector Library, seed %i', (seed) => {
  it('emits a buffer when it is full, names it after its records, and checkpoints only then', () => {
    const run = connectorRun({}, { seed, shardCount: 1, ratePerSecond: 300 }).until(120)
    const { objects, buffers, recordsEmitted } = detailsOf(run)
    expect(objects.length).toBeGreaterThan(10)
    for (const { records } of objects) expect(records).toBeGreaterThanOrEqual(1_000)
    expect(recordsEmitted).toBe(objects.reduce((sum, { records }) => sum + records, 0))
    // What is in the buffer is not done, and the table does not say that it is.
    expect(run.application().recordsProcessed).toBe(recordsEmitted)
    expect(buffers).toHaveLength(1)
    const checkpoints = run.told('Checkpointed').map(({ sequenceNumber }) => sequenceNumber)
    expect(checkpoints).toEqual(objects.map(({ key }) => key.split('-')[1]).reverse())
    expect(run.broken()).toEqual(KEPT)
  })

  it('flushes by bytes, and by time where it is told to', () => {
    const bytes = connectorRun({ bufferBytesMax: 20_000 }, { seed, shardCount: 1, ratePerSecond: 50, recordBytes: 2_000 }).until(90)
    expect(detailsOf(bytes).objects.length).toBeGreaterThan(20)
    // The first one takes what has gathered before, in one batch.
    for (const object of detailsOf(bytes).objects.slice(0, -1)) expect([object.records < 1_000, object.bytes >= 20_000]).toEqual([true, true])
    const time = connectorRun({ bufferMsMax: 5_000 }, { seed, shardCount: 1, ratePerSecond: 10 }).until(120)
    const { objects } = detailsOf(time)
    expect(objects.length).toBeGreaterThan(8)
    objects.slice(1).forEach(({ atMs }, at) => expect(objects[at]!.atMs - atMs).toBeGreaterThanOrEqual(5_000))
    // Nothing at all is flushed at the defaults: ten records a second take minutes to fill it.
    expect(detailsOf(connectorRun({}, { seed, shardCount: 1, ratePerSecond: 5 }).until(120)).objects).toEqual([])
  })

  it('reads its buffer again after a crash, and neither loses nor repeats a record', () => {
    const run = connectorRun({}, { seed, shardCount: 2, ratePerSecond: 200 }).until(150 + (seed % 7))
    run.act({ type: 'CrashApplication', application: 'app' }).act({ type: 'RestartApplication', application: 'app' }).wait(80)
    for (const shardIndex of [0, 1]) run.split(shardIndex, ((1n << 127n) * BigInt(2 * shardIndex + 1)) / 2n).wait(15)
    run.quiet().wait(60)
    // An object may be there whose checkpoint the crash has prevented: its records are in another one too.
    expect(detailsOf(run).recordsEmitted).toBeGreaterThanOrEqual(run.application().recordsProcessed)
    expect(run.application().recordsProcessedAgain).toBe(0)
    expect(run.stored() - run.application().recordsProcessed).toBe(detailsOf(run).buffers.reduce((sum, { records }) => sum + records, 0))
    expect(run.broken()).toEqual(KEPT)
    // Parents are emitted to their last record before SHARD_END.
    const [stream] = run.timeline.world.streams
    const ofParents = run.processed.filter(({ shardIndex }) => shardIndex < 2).reduce((sum, { fromOrdinal, toOrdinal }) => sum + toOrdinal - fromOrdinal, 0)
    expect(run.told('ShardEnded')).toHaveLength(2)
    expect(ofParents).toBeGreaterThanOrEqual(stream!.shards[0]!.recordsStored + stream!.shards[1]!.recordsStored)
  })

  it('tries three times, ten seconds apart, then gives the records up and goes on', () => {
    const run = connectorRun({ emitFailsPercent: 100 }, { seed, shardCount: 1, ratePerSecond: 500 }).until(60)
    run.wait(120)
    const failed = run.told('EmitFailed')
    expect(failed.length).toBeGreaterThanOrEqual(3)
    failed.slice(1).forEach(({ at }, place) => {
      const seconds = (at - failed[place]!.at) / 1_000
      expect(seconds).toBeGreaterThanOrEqual(30)
      expect(seconds).toBeLessThan(33)
    })
    const { recordsFailed, triesFailed, objects } = detailsOf(run)
    expect(objects).toEqual([])
    expect(triesFailed).toBeGreaterThanOrEqual(3 * failed.length)
    expect(recordsFailed).toBe(failed.reduce((sum, { records }) => sum + records, 0))
    expect(run.application().recordsProcessed).toBe(0)
    expect(run.application().checks.atLeastOnce).toMatchObject({ records: recordsFailed, first: { reason: 'givenUp' } })
  })

  it('emits what passes the filter, and is done with the rest', () => {
    const run = connectorRun({ keptPercent: 25 }, { seed, shardCount: 1, ratePerSecond: 400 }).until(100).split(0).wait(60)
    const { objects } = detailsOf(run)
    const ofParent = objects.filter(({ shardId }) => shardId.endsWith('0')).reduce((sum, { records }) => sum + records, 0)
    const [parent] = run.timeline.world.streams[0]!.shards
    expect(Math.abs(ofParent - parent!.recordsStored / 4)).toBeLessThanOrEqual(25)
    expect(run.told('ShardEnded')).toHaveLength(1)
    expect(run.broken()).toEqual(KEPT)
  })
})

describe('an object that is emitted again', () => {
  it('takes the place of the first where the buffer is the same', () => {
    const run = connectorRun({ bufferRecordsMax: 1 }, { seed: 2, shardCount: 1, ratePerSecond: 100, workUs: 0 }).until(60).quiet()
    // The process stops between the put and its answer: the object is there, the checkpoint is not.
    const { agenda } = run.timeline.world
    const isReturning = () => agenda.heap.some(({ task }) => task.type === 'EmitActs' && task.act.act === 'returned')
    for (let looks = 0; !isReturning(); looks++) run.wait(looks < 20_000 ? 0.005 : NaN)
    const [newest] = detailsOf(run).objects
    run.act({ type: 'CrashApplication', application: 'app' }).act({ type: 'RestartApplication', application: 'app' }).wait(90)
    const again = detailsOf(run).objects.filter(({ key }) => key.split('-')[0] === newest!.key.split('-')[0])
    expect(again.map(({ overwritten }) => overwritten)).toContain(1)
    expect(detailsOf(run).objectsOverwritten).toBe(1)
    expect(run.broken()).toEqual(KEPT)
  })

  it('is one of the newest that are kept', () => {
    const run = connectorRun({ bufferRecordsMax: 1 }, { seed: 1, shardCount: 1, ratePerSecond: 50 }).until(500)
    expect(detailsOf(run).objectsWritten).toBeGreaterThan(OBJECTS_KEPT_MAX)
    expect(detailsOf(run).objects).toHaveLength(OBJECTS_KEPT_MAX)
  })
})

describe('the filter', () => {
  it.each([0, 1, 33, 50, 99, 100])('lets exactly %i of a hundred records in a row pass, and the same ones again', (keptPercent) => {
    for (const first of [1, 77, 12_345]) {
      const kept = Array.from({ length: 100 }, (_, at) => countKept(first + at, 1, keptPercent))
      expect(kept.reduce((sum, one) => sum + one, 0)).toBe(keptPercent)
    }
    expect(countKept(5, 100, keptPercent)).toBe(keptPercent)
  })
})
