/** The beginning of a run: a world as its scenario describes it, at instant 0. */
import { assert } from '../base/assert'
import { schedule, createAgenda } from './agenda'
import { createCloudWatch } from './cloudWatch/minutes'
import { addKclApplication } from './consumers/lifecycle'
import { createGuards } from './door/guards'
import { createKeys } from './keySpace'
import { createMeters } from './meterState'
import { addStream, finishCreateStream } from './operations/streams/newStream'
import { setProducerCount } from './producers/lifecycle'
import { CLEAR_NETWORK } from './producers/settings'
import { createRecordMemory } from './recordMemory'
import type { Scenario } from './scenario'
import type { Sink } from './sink'
import type { World } from './state'
import { createUsage } from './usage/model'

export function createWorld(scenario: Scenario, sink: Sink): World {
  const world: World = {
    version: 1,
    seed: scenario.seed,
    nowUs: 0,
    epochMs: scenario.epochMs,
    commandsApplied: 0,
    tasksRun: 0,
    apiRecords: 0,
    subscriptionsStarted: 0,
    agenda: createAgenda(),
    account: { throttling: true, callBuckets: new Map(), throughputCommitment: null },
    guards: createGuards(),
    streams: [],
    keys: createKeys(),
    workload: scenario.producers.workload,
    workloadSinceUs: 0,
    producing: { streamName: scenario.stream?.streamName ?? '' },
    producers: [],
    sharers: 0,
    network: CLEAR_NETWORK,
    applications: [],
    subscribers: new Map(),
    memory: createRecordMemory(),
    meters: createMeters(),
    cloudWatch: createCloudWatch(scenario.epochMs),
    usage: createUsage(),
  }
  if (scenario.stream === null) assert(scenario.producers.count === 0 && scenario.applications.length === 0, 'producers and applications need a stream')
  else beginWithStream(world, scenario.stream, sink)
  schedule(world.agenda, 0, { type: 'MeterTick' })
  setProducerCount(world, scenario.producers.count)
  for (const settings of scenario.applications) addKclApplication(world, settings, sink)
  return world
}

/** It is ACTIVE already: the story begins after CreateStream has finished. */
function beginWithStream(world: World, { streamName, shardCount, retentionPeriodHours, streamMode }: NonNullable<Scenario['stream']>, sink: Sink): void {
  const stream = addStream(world, { StreamName: streamName }, streamMode ?? 'PROVISIONED', sink)
  stream.retentionPeriodHours = retentionPeriodHours
  finishCreateStream(world, stream, shardCount, sink)
}
