/** The beginning of a run: a world as its scenario describes it, at instant 0. */
import { assert } from '../base/assert'
import { schedule, createAgenda } from './agenda'
import { addWorker } from './consumers/kcl/workerLife'
import type { KclApplication } from './consumers/kcl/model'
import { createKeys } from './keySpace'
import { createMeters } from './meterState'
import { createStream, finishCreateStream } from './operations/createStream'
import { setProducerCount } from './producers/sdkProducer'
import { createRecordMemory } from './recordMemory'
import type { KclSettings, Scenario } from './scenario'
import type { Sink } from './sink'
import type { World } from './state'

/** The stream is ACTIVE already: the story begins after CreateStream has finished. */
export function createWorld(scenario: Scenario, sink: Sink): World {
  const { streamName, shardCount, retentionPeriodHours } = scenario.stream
  const world: World = {
    version: 1,
    seed: scenario.seed,
    nowUs: 0,
    epochMs: scenario.epochMs,
    commandsApplied: 0,
    tasksRun: 0,
    apiRecords: 0,
    agenda: createAgenda(),
    streams: [],
    keys: createKeys(),
    workload: scenario.producers.workload,
    producing: { streamName },
    producers: [],
    producerCount: 0,
    applications: [],
    memory: createRecordMemory(),
    meters: createMeters(scenario.applications.length),
  }
  const created = createStream(world, { StreamName: streamName, ShardCount: shardCount }, sink)
  assert(created.ok, created.ok ? '' : created.refusal.message)
  world.agenda = createAgenda()
  const [stream] = world.streams
  stream.retentionPeriodHours = retentionPeriodHours
  finishCreateStream(world, stream, shardCount, sink)
  schedule(world.agenda, 0, { type: 'MeterTick' })
  setProducerCount(world, scenario.producers.count)
  for (const settings of scenario.applications) addApplication(world, settings, sink)
  return world
}

function addApplication(world: World, settings: KclSettings, sink: Sink): void {
  const application: KclApplication = {
    applicationIndex: world.applications.length,
    settings: { ...settings },
    streamName: world.producing.streamName,
    leases: new Map(),
    workers: [],
    nextWorkerNumber: 1,
    processedTo: new Map(),
    recordsProcessed: 0,
    recordsProcessedAgain: 0,
    holeAt: null,
    holesConfirmed: 0,
  }
  world.applications.push(application)
  for (let count = 0; count < settings.workerCount; count++) addWorker(world, application, sink)
}
