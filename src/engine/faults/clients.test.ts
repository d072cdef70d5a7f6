import { beforeAll, describe, expect, it } from 'vitest'
import type { Command } from '../commands'
import { checkConservation } from '../conservation'
import { FIREHOSE_DEFAULTS } from '../consumers/firehose/settings'
import { FLINK_READER_DEFAULTS } from '../consumers/flink/settings'
import { KCL_DEFAULTS } from '../consumers/kcl/settings'
import { LAMBDA_DEFAULTS } from '../consumers/lambda/settings'
import { SDK_READER_DEFAULTS } from '../consumers/sdk/settings'
import type { ApplicationSettings } from '../consumers/settings'
import { CLOUD_WATCH_LOGS_DEFAULTS } from '../producers/cloudWatchLogs/settings'
import { FLINK_DEFAULTS } from '../producers/flink/settings'
import { IOT_DEFAULTS } from '../producers/iot/settings'
import { KPL_DEFAULTS } from '../producers/kpl/settings'
import { SDK_DEFAULTS } from '../producers/sdk/settings'
import type { ProducerKindName, ProducerSettings } from '../producers/settings'
import type { Sink } from '../sink'
import type { World } from '../state'
import { NOWHERE } from '../testing/nowhere'
import { quietScenario } from '../testing/quietWorld'
import { goTo, openTimeline, recordingOf } from '../timeline'
import type { FaultAction, FaultParameters } from './settings'

const PRODUCERS: ProducerSettings[] = [SDK_DEFAULTS, KPL_DEFAULTS, CLOUD_WATCH_LOGS_DEFAULTS, IOT_DEFAULTS, FLINK_DEFAULTS]
const FAST = { failoverTimeMs: 900, parentShardPollIntervalMs: 300, dispatchPollIntervalMs: 100 }
const APPLICATIONS: ApplicationSettings[] = [
  { ...KCL_DEFAULTS, ...FAST, name: 'kcl', workerCount: 2, workUs: 10, initialPosition: 'TRIM_HORIZON' },
  { ...KCL_DEFAULTS, ...FAST, name: 'kcl-fanOut', workerCount: 1, workUs: 10, initialPosition: 'TRIM_HORIZON', retrieval: 'fanOut' },
  { ...SDK_READER_DEFAULTS, name: 'sdk' },
  { ...SDK_READER_DEFAULTS, name: 'sdk-fanOut', retrieval: 'fanOut' },
  { ...LAMBDA_DEFAULTS, name: 'lambda' },
  { ...FIREHOSE_DEFAULTS, name: 'firehose' },
  { ...FLINK_READER_DEFAULTS, name: 'flink', initialPosition: 'TRIM_HORIZON' },
]

const START_US = 20_000_000
const END_US = START_US + 60_000_000
const QUIET_US = END_US + 10_000_000
const UNTIL_US = QUIET_US + 420_000_000

interface Ran {
  world: World
  /** Of each application, how many records of the stream it was done with at least once. */
  done: Record<string, number>
  stored: number
  tasksWhile: number
  struck: number
}

function run(action: FaultAction | null, parameters: Partial<FaultParameters> = {}): Ran {
  const steady = { kind: 'synthetic', ratePerSecond: 10, recordBytes: 50, keys: { kind: 'uniform', keyCount: 100 } } as const
  const commands = [
    ...PRODUCERS.map((settings): Command => ({ type: 'AddProducer', producer: { settings, workload: steady, trafficPercent: 100 } })),
    ...APPLICATIONS.map((settings): Command => ({ type: 'AddApplication', settings })),
  ].map((command) => ({ atUs: 0, command }))
  const silence = PRODUCERS.map((_, producerIndex) => ({ atUs: QUIET_US, command: { type: 'SetProducerTraffic' as const, producerIndex, workload: { ...steady, ratePerSecond: 0 }, trafficPercent: 0 } }))
  const begin = action === null ? [] : [{ atUs: START_US, command: { type: 'StartExperiment' as const, action, parameters: { duration: 'PT1M', ...parameters }, target: { streamName: null, shardIds: null } } }]
  const done = new Map<string, Set<string>>()
  const sink: Sink = {
    event: (event) => expect(event.kind).not.toBe('CommandRefused'),
    sliceProcessed(_world, { application, shardIndex, fromOrdinal, toOrdinal }) {
      let own = done.get(application)
      if (own === undefined) done.set(application, (own = new Set()))
      for (let ordinal = fromOrdinal; ordinal < toOrdinal; ordinal++) own.add(`${shardIndex}/${ordinal}`)
    },
  }
  const timeline = openTimeline(recordingOf({ ...quietScenario({ shardCount: 2 }), untilMs: UNTIL_US / 1_000, commands: [...commands, ...begin, ...silence] }), NOWHERE, sink)
  goTo(timeline, START_US, sink)
  const { tasksRun } = timeline.world
  goTo(timeline, END_US, sink)
  const tasksWhile = timeline.world.tasksRun - tasksRun
  checkConservation(timeline.world)
  goTo(timeline, UNTIL_US, sink)
  checkConservation(timeline.world)
  const { world } = timeline
  const stored = world.streams[0]!.shards.reduce((sum, { recordsStored }) => sum + recordsStored, 0)
  return { world, done: Object.fromEntries(Array.from(done, ([name, records]) => [name, records.size])), stored, tasksWhile, struck: world.guards.faults.ended[0]?.callsFaulted ?? 0 }
}

const ALL_PUTS_AND_READS = 'PutRecord,PutRecords,GetRecords,GetShardIterator,SubscribeToShard,ListShards'
const FIS = { service: 'kinesis', percentage: '100', operations: ALL_PUTS_AND_READS }

let calm: Ran
beforeAll(() => {
  calm = run(null)
})

describe.each<[FaultAction, Partial<FaultParameters>]>([
  ['aws:kinesis:stream-provisioned-throughput-exception', { percentage: '100' }],
  ['aws:kinesis:stream-provisioned-throughput-exception', { percentage: '30' }],
  ['aws:kinesis:stream-expired-iterator-exception', { percentage: '100' }],
  ['aws:fis:inject-api-throttle-error', FIS],
  ['aws:fis:inject-api-internal-error', FIS],
  ['aws:fis:inject-api-unavailable-error', { ...FIS, percentage: '60' }],
  ['aws:network:disrupt-connectivity', { scope: 'all' }],
])('a minute of %s, %j', (action, parameters) => {
  let ran: Ran
  beforeAll(() => {
    ran = run(action, parameters)
  })

  it('strikes, and sends nobody round in circles', () => {
    expect(ran.struck).toBeGreaterThan(50)
    expect(ran.tasksWhile).toBeLessThan(4 * calm.tasksWhile)
  })

  it('leaves nothing unread once it is over: each application catches up, in order', () => {
    expect(ran.done).toEqual(Object.fromEntries(APPLICATIONS.map(({ name }) => [name, ran.stored])))
    for (const { settings, checks } of ran.world.applications) {
      const broken = [checks.atLeastOnce, checks.parentsFirst, checks.orderPerKey, checks.nothingExpired].map(({ records }) => records)
      expect([settings.name, ...broken]).toEqual([settings.name, 0, 0, 0, 0])
    }
  })

  it('costs records only where a client gives up within the minute', () => {
    const given = Object.fromEntries(ran.world.producers.map(({ kind, books }) => [kind, books.recordsGivenUp + books.recordsExpired])) as Record<ProducerKindName, number>
    const isHarmless = action === 'aws:kinesis:stream-expired-iterator-exception'
    // The SDK has three attempts, and IoT few; the KPL has half a minute, CloudWatch Logs a day, and Flink's sink begins again.
    expect([given.cloudWatchLogs, given.flink]).toEqual([0, 0])
    if (isHarmless) expect(given).toEqual({ sdk: 0, kpl: 0, cloudWatchLogs: 0, iot: 0, flink: 0 })
    else if (parameters.percentage === '100' || action.startsWith('aws:network')) expect(Math.min(given.sdk, given.kpl, given.iot)).toBeGreaterThan(0)
  })
})
