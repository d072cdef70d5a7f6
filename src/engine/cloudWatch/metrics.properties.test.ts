import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LoggedCommand } from '../commands'
import { runUntil } from '../engine'
import { restoreWorld, copyWorld, saveWorld } from '../snapshot'
import { silentSink } from '../sink'
import type { World } from '../state'
import { NOWHERE } from '../testing/nowhere'
import { randomScenario } from '../testing/randomRuns'
import { recordingOf, runRecording } from '../timeline'
import { shardSum, streamCount, streamSum } from './testing/totals'

const ACT_SECONDS = 150
const SECOND = 1_000_000
const MONITORED: LoggedCommand = { atUs: 0, command: { type: 'Call', operation: 'EnableEnhancedMonitoring', input: { StreamName: 's', ShardLevelMetrics: ['ALL'] } } }

const PAIRS = [
  ['IncomingRecords', 'IncomingRecords'],
  ['IncomingBytes', 'IncomingBytes'],
  ['GetRecords.Records', 'OutgoingRecords'],
  ['GetRecords.Bytes', 'OutgoingBytes'],
  ['GetRecords.IteratorAgeMilliseconds', 'IteratorAgeMilliseconds'],
  ['ReadProvisionedThroughputExceeded', 'ReadProvisionedThroughputExceeded'],
  ['WriteProvisionedThroughputExceeded', 'WriteProvisionedThroughputExceeded'],
] as const

/** The stream is UPDATING for the first three seconds: what was put until then is not in its shards' metrics. */
function randomRecording(seed: number) {
  const { commands, ...scenario } = randomScenario(seed, { actSeconds: ACT_SECONDS })
  return recordingOf({ ...scenario, commands: [MONITORED, ...commands] })
}

function totalsOf({ streams, applications, producers }: World) {
  const shards = streams.flatMap((stream) => stream.shards)
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  return {
    records: sum(shards.map(({ recordsStored }) => recordsStored)),
    bytes: sum(shards.map(({ bytesStored }) => bytesStored)),
    throttled: sum(shards.map(({ recordsThrottled }) => recordsThrottled)),
    getRecords: sum(applications.map(({ reads }) => reads.getRecordsCalls)),
    puts: sum(producers.map(({ meter }) => meter.kinesisRecords)),
  }
}

describe('metrics of any run', () => {
  it('add up to the totals of the engine, to the last byte', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 1, max: ACT_SECONDS }), (seed, seconds) => {
        const world = runRecording(randomRecording(seed), NOWHERE, seconds * SECOND, silentSink)
        const { records, bytes, throttled, getRecords, puts } = totalsOf(world)
        expect(streamSum(world, 'IncomingRecords')).toBe(records)
        expect(streamSum(world, 'IncomingBytes')).toBe(bytes)
        expect(streamSum(world, 'WriteProvisionedThroughputExceeded')).toBe(throttled)
        expect(streamSum(world, 'PutRecords.SuccessfulRecords') + streamSum(world, 'PutRecord.Success')).toBe(puts)
        expect(streamSum(world, 'PutRecords.Bytes') + streamSum(world, 'PutRecord.Bytes')).toBe(bytes)
        expect(streamSum(world, 'PutRecords.TotalRecords')).toBe(streamSum(world, 'PutRecords.SuccessfulRecords') + streamSum(world, 'PutRecords.ThrottledRecords'))
        expect(streamCount(world, 'GetRecords.Success')).toBe(getRecords)
        expect(streamCount(world, 'ReadProvisionedThroughputExceeded')).toBe(getRecords)
      }),
      { numRuns: 8 },
    )
  })

  it('of shards add up to those of the stream', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), (seed) => {
        const world = runRecording(randomRecording(seed), NOWHERE, 10 * SECOND, silentSink)
        const before = PAIRS.map(([ofStream, ofShards]) => streamSum(world, ofStream) - shardSum(world, ofShards))
        runUntil(world, NOWHERE, ACT_SECONDS * SECOND, silentSink)
        expect(PAIRS.map(([ofStream, ofShards]) => streamSum(world, ofStream) - shardSum(world, ofShards))).toEqual(before)
      }),
      { numRuns: 8 },
    )
  })

  it('go on after a snapshot in the middle of a minute as if there had been none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 1, max: 100 * SECOND }), (seed, atUs) => {
        const world = runRecording({ ...randomRecording(seed), commands: [MONITORED] }, NOWHERE, atUs, silentSink)
        const copies = [copyWorld(world), restoreWorld(saveWorld(world))]
        runUntil(world, NOWHERE, ACT_SECONDS * SECOND, silentSink)
        for (const copy of copies) {
          runUntil(copy, NOWHERE, ACT_SECONDS * SECOND, silentSink)
          expect(copy.cloudWatch).toEqual(world.cloudWatch)
        }
      }),
      { numRuns: 4 },
    )
  })
})
