import { describe, expect, it } from 'vitest'
import { createArrivalsSeen, noteArrivals, noteStruck, takeArrivals } from '../arrivalsSeen'
import { call } from '../call'
import type { Command } from '../commands'
import type { CallerName } from '../door/callerName'
import { refuseAtDoor } from '../door/passDoor'
import { ENDPOINT_POLICY_DEFAULT, FULL_ACCESS } from '../iam/settings'
import { OUTCOME_STORED, OUTCOME_STRUCK, OUTCOME_THROTTLED } from '../frame'
import { frameOf } from '../frameOf'
import { createBatch } from '../recordBatch'
import { silentSink, type Sink } from '../sink'
import { summaryOf } from '../summaryOf'
import { NOWHERE } from '../testing/nowhere'
import { quietScenario, quietWorld } from '../testing/quietWorld'
import { submit } from '../submit'
import { goTo, openTimeline, recordingOf } from '../timeline'
import { putFaultPercents, tellStruckPut } from './struckPuts'

const START: Extract<Command, { type: 'StartExperiment' }> = {
  type: 'StartExperiment',
  action: 'aws:kinesis:stream-provisioned-throughput-exception',
  parameters: { duration: 'PT1M', percentage: '50' },
  target: { streamName: 's', shardIds: null },
}

/** Two producers put for ten seconds; what somebody saw who watched it all. */
function watchedRun(commands: readonly Command[]) {
  const seen = createArrivalsSeen(0)
  let storedWhole = 0
  const sink: Sink = {
    event: (event) => expect(event.kind).not.toBe('CommandRefused'),
    batchArrived(world, _stream, batch, outcome) {
      storedWhole += outcome.storedCount
      noteArrivals(seen, world.nowUs / 1_000, batch, outcome)
    },
    batchStruck: (world, _stream, batch) => noteStruck(seen, world, batch),
  }
  const scenario = {
    ...quietScenario({ shardCount: 2 }),
    producers: { count: 2, workload: { kind: 'synthetic' as const, ratePerSecond: 60, recordBytes: 100, keys: { kind: 'uniform' as const, keyCount: 50 } } },
    commands: commands.map((command) => ({ atUs: 0, command })),
  }
  const timeline = openTimeline(recordingOf(scenario), NOWHERE, sink)
  goTo(timeline, 10_000_000, sink)
  const { world } = timeline
  const arrivals = takeArrivals(seen, 10_000)
  return { world, stream: world.streams[0]!, arrivals, storedWhole, count: (outcome: number) => arrivals.outcome.filter((each) => each === outcome).length }
}

describe('puts that an experiment strikes', () => {
  it('are seen as struck with every record at its hash key, and stored ones as stored', () => {
    const { arrivals, count, storedWhole, stream } = watchedRun([START])
    expect(count(OUTCOME_STRUCK)).toBeGreaterThan(50)
    expect(count(OUTCOME_STORED)).toBe(storedWhole)
    expect(count(OUTCOME_THROTTLED)).toBe(0)
    expect(stream.shards.reduce((sum, { recordsThrottled }) => sum + recordsThrottled, 0)).toBe(0)
    const hashTops = (outcome: number) => new Set(arrivals.hashTop.filter((_, at) => arrivals.outcome[at] === outcome))
    // The same fifty keys, whatever became of them.
    expect(new Set([...hashTops(OUTCOME_STRUCK), ...hashTops(OUTCOME_STORED)]).size).toBeLessThanOrEqual(50)
    expect(hashTops(OUTCOME_STRUCK).size).toBeGreaterThan(25)
  })

  it('at one shard alone are struck there alone, and are not taken for a full shard', () => {
    const { arrivals, count, stream } = watchedRun([{ ...START, parameters: { duration: 'PT1M', percentage: '100' }, target: { streamName: 's', shardIds: ['shardId-000000000001'] } }])
    expect(count(OUTCOME_STRUCK)).toBeGreaterThan(50)
    expect(count(OUTCOME_THROTTLED)).toBe(0)
    const lowest = Math.min(...arrivals.hashTop.filter((_, at) => arrivals.outcome[at] === OUTCOME_STRUCK))
    expect(lowest).toBeGreaterThanOrEqual(0x8000_0000)
    expect(stream.shards[0]!.recordsStored).toBeGreaterThan(50)
    expect(stream.shards[1]!.recordsStored).toBe(0)
  })

  it('are none where a guard has refused the caller before', () => {
    const deny = (caller: 'producer/producer-1' | 'producer/producer-2'): Command => ({ type: 'SetIdentity', caller, identity: { policies: [], path: 'public' } })
    const { arrivals } = watchedRun([deny('producer/producer-1'), deny('producer/producer-2'), START])
    expect(arrivals.count).toBe(0)
  })
})

describe('a put that is turned away at the door', () => {
  const PRODUCER: CallerName = 'producer/producer-1'

  /** @returns by what, and whether it is seen as struck. */
  function doorOf(commands: readonly Command[]) {
    const world = quietWorld({ shardCount: 1 })
    for (const command of commands) submit(world, NOWHERE, command, silentSink)
    const put = (caller: CallerName) => {
      const stream = world.streams[0]!
      let isTold = false
      const refusal = refuseAtDoor(world, { caller, operation: 'PutRecords', stream })
      tellStruckPut(world, stream, createBatch(1), { ...silentSink, batchStruck: () => void (isTold = true) })
      return [refusal?.refusal.exception, isTold]
    }
    return { world, put }
  }

  const STRIKE: Command = { ...START, parameters: { duration: 'PT1M', percentage: '100' } }
  const identity = (path: 'public' | 'http'): Command => ({ type: 'SetIdentity', caller: PRODUCER, identity: { policies: [], path } })

  it('is not struck where a guard did it, though none of so many callers is kept, right after one that was', () => {
    const { world, put } = doorOf([identity('public'), STRIKE])
    for (let each = 0; each < 1_024; each++) world.guards.tallies.set(`application/${each}`, { allowed: 1, denied: 0, last: null, untold: 0, toldUs: 0 })
    expect(put('you')).toEqual(['ProvisionedThroughputExceededException', true])
    expect(put(PRODUCER)).toEqual(['AccessDeniedException', false])
  })

  it('is not struck where its connection was refused', () => {
    const { put } = doorOf([identity('http'), STRIKE])
    expect(put('you')[1]).toBe(true)
    expect(put(PRODUCER)).toEqual([expect.any(String), false])
  })

  it('is struck, though a guard has refused the same caller at the same instant', () => {
    const { world, put } = doorOf([identity('public'), STRIKE])
    expect(put(PRODUCER)[1]).toBe(false)
    submit(world, NOWHERE, { type: 'SetIdentity', caller: PRODUCER, identity: { policies: [FULL_ACCESS], path: 'public' } }, silentSink)
    expect(put(PRODUCER)).toEqual(['ProvisionedThroughputExceededException', true])
  })
})

describe('the share of puts that is struck', () => {
  const shares = (commands: readonly Command[]) => {
    const { world, stream } = watchedRun(commands)
    const percentOf = putFaultPercents(world, stream)
    const told = stream.shards.map(({ shardIndex }) => percentOf(shardIndex))
    expect([...frameOf(world, stream, 1, takeArrivals(createArrivalsSeen(0), 0)).lanes.faultPercent]).toEqual(told)
    expect(summaryOf(world, stream).shards.map(({ faultPercent }) => faultPercent)).toEqual(told)
    return told
  }

  it('is that of the hardest experiment at each shard', () => {
    expect(shares([])).toEqual([0, 0])
    expect(shares([START])).toEqual([50, 50])
    expect(shares([START, { ...START, parameters: { duration: 'PT1M', percentage: '80' }, target: { streamName: 's', shardIds: ['shardId-000000000000'] } }])).toEqual([80, 50])
  })

  it('is nothing of experiments that strike readers, or a way that nobody takes', () => {
    expect(shares([{ ...START, action: 'aws:kinesis:stream-expired-iterator-exception' }])).toEqual([0, 0])
    expect(shares([{ type: 'SetVpcEndpoint', endpoint: { policy: ENDPOINT_POLICY_DEFAULT } }, { ...START, action: 'aws:network:disrupt-vpc-endpoint', parameters: { duration: 'PT1M' } }])).toEqual([0, 0])
  })
  const failing = (operations: string, callers: CallerName[]): Command => ({
    type: 'StartExperiment',
    action: 'aws:fis:inject-api-internal-error',
    parameters: { duration: 'PT1M', percentage: '70', service: 'kinesis', operations },
    target: { streamName: null, shardIds: null, callers },
  })

  it('is that of those who put into the stream, by the operation that they use', () => {
    expect(shares([failing('PutRecords', ['producer/producer-2'])])).toEqual([70, 70])
    expect(shares([failing('PutRecord', ['producer/producer-1', 'producer/producer-2'])])).toEqual([0, 0])
  })

  it('is not that of a person alone, who may put anywhere; unless all who put into the stream are struck', () => {
    const putAs = (command: Command) => {
      const world = quietWorld({ shardCount: 1 })
      submit(world, NOWHERE, command, silentSink)
      const percent = () => putFaultPercents(world, world.streams[0]!)(0)
      const before = percent()
      call(world, { operation: 'PutRecord', input: { StreamName: 's', Data: new Uint8Array([1]), PartitionKey: 'a' } }, silentSink)
      return [before, percent(), world.guards.faults.running[0]!.callsMet]
    }
    expect(putAs(failing('PutRecord', ['you']))).toEqual([0, 0, 1])
    expect(putAs(START)).toEqual([0, 50, 1])
  })
})
