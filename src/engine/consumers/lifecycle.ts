/** Applications come, are set, stop, crash and come back. Nothing that they do takes a record out of the stream. */
import { clone } from '../../base/plainData'
import { US_PER_SECOND } from '../../base/units'
import { createPrng } from '../../base/prng'
import type { Environment } from '../environment'
import { createApplicationMeter } from '../meterState'
import { findStream } from '../naming'
import { progressOf } from '../progress'
import { firstOrdinalFrom, type ShardLog } from '../shardLog'
import { trimShard } from '../recordMemory'
import { tell, type Sink } from '../sink'
import type { World } from '../state'
import type { Application } from './application'
import { createChecks } from './checkState'
import type { ApplicationCore } from './core'
import { noteHandsEmpty } from './finishing'
import { kclKind } from './kcl/kclApplication'
import type { KclSettings } from './kcl/settings'
import { kindNamed } from './kinds'
import { createLatencies } from './latency'
import { createReadMeter } from './readMeter'
import { setDeduplication } from './reading/deduplication'
import { createSeenIds } from './reading/seenIds'
import { createCopyTruth, createTally } from './reading/tally'
import { closeReader } from './retrieval/reading'
import { APPLICATION_COUNT_MAX, APPLICATIONS_EVER_MAX, type ApplicationSettings } from './settings'

/** One more may be added, those that were removed counting too. */
export function hasPlace({ applications }: World): boolean {
  return applications.length < APPLICATIONS_EVER_MAX && applications.filter(({ state }) => state !== 'STOPPED').length < APPLICATION_COUNT_MAX
}

/** @returns null where it was removed, or never was. */
export function findApplication({ applications }: World, name: string): Application | null {
  return applications.find(({ settings, state }) => settings.name === name && state !== 'STOPPED') ?? null
}

/** Of a scenario, before anything has happened. */
export function addKclApplication(world: World, settings: KclSettings, sink: Sink): void {
  const application = kclKind.create(createCore(world, settings), { ...settings })
  admit(world, application)
  kclKind.start(world, application, sink)
}

export function addApplication(world: World, environment: Environment, settings: ApplicationSettings, sink: Sink): void {
  const kind = kindNamed(environment, settings.kind)
  // A copy, as later acts change it and the log keeps what was said.
  const application = kind.create(createCore(world, settings), clone(settings))
  setDeduplication(application, settings.deduplication, world.nowUs)
  admit(world, application)
  kind.begin(world, environment, application, sink)
  tell(world, sink, { kind: 'ApplicationAdded', application: settings.name, applicationKind: settings.kind })
}

function createCore(world: World, { name }: ApplicationSettings): ApplicationCore {
  return {
    applicationIndex: world.applications.length,
    state: 'RUNNING',
    life: 1,
    streamName: world.producing.streamName,
    prng: createPrng(world.seed, `application ${name} ${world.applications.length}`),
    progress: new Map(),
    recordsProcessed: 0,
    recordsProcessedAgain: 0,
    tally: createTally(),
    copyTruth: createCopyTruth(),
    seenIds: createSeenIds(),
    checks: createChecks(),
    reads: createReadMeter(),
    latencies: createLatencies(),
    readers: new Map(),
    readersOpened: 0,
  }
}

function admit(world: World, application: Application): void {
  world.applications.push(application)
  world.meters.applications.push(createApplicationMeter())
  oweFromNow(world, application)
}

/** What can be read now if it begins at the trim horizon, what is not older if at a timestamp, and nothing of what is there if at the tip. */
function oweFromNow(world: World, application: Application): void {
  const stream = findStream(world, application.streamName)
  if (stream === null) return
  for (const { shardIndex, expired, log } of stream.shards) {
    if (expired) continue
    trimShard(world, stream, shardIndex)
    progressOf(application, shardIndex).owedFrom = owedFromOf(application.settings, log)
  }
}

function owedFromOf(settings: ApplicationSettings, log: ShardLog): number {
  const position = settings.kind === 'lambda' ? settings.startingPosition : settings.kind === 'firehose' ? 'LATEST' : settings.initialPosition
  switch (position) {
    case 'TRIM_HORIZON':
      return log.trimOrdinal
    case 'LATEST':
      return log.nextOrdinal
    case 'AT_TIMESTAMP':
      return settings.kind === 'lambda' ? Math.max(log.trimOrdinal, firstOrdinalFrom(log, settings.startingPositionTimestamp * US_PER_SECOND)) : log.trimOrdinal
  }
}

export function removeApplication(world: World, environment: Environment, application: Application, sink: Sink): void {
  kindNamed(environment, application.kind).stop(world, environment, application, sink)
  leave(world, application, sink)
  application.state = 'STOPPED'
  forgetWhatItKnew(application)
  tell(world, sink, { kind: 'ApplicationRemoved', application: application.settings.name })
}

/** Nobody asks any more how far it had come, or which records it had met: its books stay. */
function forgetWhatItKnew(application: Application): void {
  application.progress = new Map()
  application.seenIds = createSeenIds()
  application.copyTruth = createCopyTruth()
}

/** Its memory and its connections are gone; what it has saved elsewhere stays. */
export function crashApplication(world: World, environment: Environment, application: Application, sink: Sink): void {
  if (application.state !== 'RUNNING') return
  leave(world, application, sink)
  application.state = 'CRASHED'
  kindNamed(environment, application.kind).crash(world, application, sink)
  tell(world, sink, { kind: 'ApplicationCrashed', application: application.settings.name })
}

function leave(world: World, application: Application, sink: Sink): void {
  application.life++
  for (const reader of application.readers.values()) closeReader(world, application, reader)
  noteHandsEmpty(world, application, sink)
}

export function restartApplication(world: World, environment: Environment, application: Application, sink: Sink): void {
  if (application.state !== 'CRASHED') return
  application.state = 'RUNNING'
  kindNamed(environment, application.kind).begin(world, environment, application, sink)
  tell(world, sink, { kind: 'ApplicationRestarted', application: application.settings.name })
}

/** What it knows of the stream is void; it goes on asking for it. */
export function forgetStreamOf(world: World, environment: Environment, application: Application): void {
  for (const reader of application.readers.values()) closeReader(world, application, reader)
  application.progress = new Map()
  kindNamed(environment, application.kind).streamGone(world, application)
}
