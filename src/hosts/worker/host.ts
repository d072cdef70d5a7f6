/**
 * Answers the page's requests from one timeline. Knows no clock and no DOM: tests and Node talk to it as the worker does.
 * Whatever the engine breaks becomes `Crashed`, with the recording that replays it.
 */
import { forgetArrivals } from '../../engine/arrivalsSeen'
import { isAccountCommand } from '../../engine/account/accountCommands'
import type { Command } from '../../engine/commands'
import type { KclSettings } from '../../engine/consumers/kcl/settings'
import type { Follow } from '../../engine/follow/follow'
import type { Environment } from '../../engine/environment'
import type { SimEvent } from '../../engine/events'
import type { subscriptionEventOut } from '../../engine/operations/fanOut/subscriptionEventOut'
import type { Recording } from '../../engine/scenario'
import type { Sink } from '../../engine/sink'
import { restoreWorld, saveWorld } from '../../engine/snapshot'
import type { Source } from '../../engine/source'
import { summaryOf } from '../../engine/summaryOf'
import { goTo, openTimeline, resumeTimeline, step, submitNow, type Timeline } from '../../engine/timeline'
import { watchedStream } from '../../engine/watched'
import { windowOf } from '../../engine/window'
import { ensure } from '../../base/assert'
import { US_PER_MS } from '../../base/units'
import { namedSources } from '../../bridge/namedSources'
import type { Reply, Request, SubscriptionNews } from '../../bridge/protocol'
import { loadDataSet, type ReadBytes } from '../../sources/dataSets'
import { readSourceFile } from '../../sources/readSource'
import type { ReadResult } from '../../sources/readResult'
import { createWatching, noteBatch, noteLostRequest, noteStruckBatch, takeFrame, withStreamName, type Watching } from '../watching'

/** Work in one burst: about 10 ms on a slow machine, so that a report never comes late by much. */
const COST_PER_REPORT_MAX = 24_000
/** A larger world is restored by running its recording again: saving it would hold up the run. */
const SAVED_RECORDS_MAX = 200_000
const SAVED_SHARDS_MAX = 2_000

interface Host {
  readBytes: ReadBytes
  sources: Map<string, Source>
  /** Files under way, by source. */
  reading: Map<string, { aborted: boolean }>
  door: { call: Environment['call']; subscriptionEventOut: typeof subscriptionEventOut } | null
  kinds: Environment['producers'] | null
  applicationKinds: Environment['applications'] | null
  account: Environment['account'] | null
  gzip: Environment['gzip'] | null
  timeline: Timeline | null
  follow: Follow | null
  events: SimEvent[]
  subscriptions: SubscriptionNews[]
  watching: Watching
  forkedAtMs: number | null
  recordingSent: Recording | null
  sink: Sink
}

/** `tellEarly` takes what is said before the answer. */
export type Answer = (request: Request, tellEarly?: (early: Reply) => void) => Promise<Reply>

export function createHost(readBytes: ReadBytes): Answer {
  const host: Host = {
    readBytes,
    sources: new Map(),
    reading: new Map(),
    door: null,
    kinds: null,
    applicationKinds: null,
    account: null,
    gzip: null,
    timeline: null,
    follow: null,
    events: [],
    subscriptions: [],
    watching: createWatching(),
    forkedAtMs: null,
    recordingSent: null,
    sink: {
      event: (event, stream) => {
        host.events.push(withStreamName(event, stream))
      },
      batchArrived: (world, stream, batch, outcome) => {
        noteBatch(host.watching, world, stream, batch, outcome)
      },
      batchStruck: (world, stream, batch) => {
        noteStruckBatch(host.watching, world, stream, batch)
      },
      requestLost: (world, producer, request) => {
        noteLostRequest(host.watching, world, producer, request)
      },
      subscriptionEvent: (world, pushed) => {
        host.subscriptions.push({ subscriptionNumber: pushed.subscriptionNumber, event: doorOf(host).subscriptionEventOut(world, pushed), refusal: null })
      },
      subscriptionEnded: (_world, subscriptionNumber, refusal) => {
        host.subscriptions.push({ subscriptionNumber, event: null, refusal })
      },
    },
  }
  return async (request, tellEarly = () => undefined) => {
    try {
      return await answer(host, request, tellEarly)
    } catch (error) {
      const recording = request.type === 'Open' ? request.recording : (host.timeline?.recording ?? null)
      return { type: 'Crashed', message: String(error), recording }
    }
  }
}

async function answer(host: Host, request: Request, tellEarly: (early: Reply) => void): Promise<Reply> {
  switch (request.type) {
    case 'Open':
      await loadNamedSources(host, request.recording)
      for (const command of commandsOf(request.recording)) await loadFor(host, command)
      if (request.recording.scenario.applications.some(needsLaterParts)) await loadApplicationKinds(host)
      if (request.recording.scenario.stream?.streamMode === 'ON_DEMAND') await loadAccount(host)
      return open(host, request)
    case 'GoTo':
      return travel(host, request.atUs, request.summary)
    case 'Step':
      return stepOnce(host)
    case 'Submit': {
      await loadFor(host, request.command)
      const forkedUs = submitNow(timelineOf(host), request.command, host.sink)
      if (forkedUs !== null) host.forkedAtMs = forkedUs / US_PER_MS
      return report(host, { summary: true, reached: true })
    }
    case 'Watch':
      host.watching.wanted = request.streamName
      forgetArrivals(host.watching.arrivals, timelineOf(host).world.nowUs / US_PER_MS)
      return report(host, { summary: true, reached: true })
    case 'Window':
      return { type: 'Window', arrivals: windowOf(watchedStream(timelineOf(host).world, host.watching.wanted), request) }
    case 'Inspect':
      return (await import('./inspecting')).inspect(() => ({ timeline: timelineOf(host), wanted: host.watching.wanted, holder: host }), request.subject)
    case 'LoadSource':
      return loadSource(host, request, tellEarly)
    case 'CancelSource': {
      const reading = host.reading.get(request.sourceId)
      if (reading !== undefined) reading.aborted = true
      return { type: 'SourceCancelled' }
    }
    case 'Save':
      return save(timelineOf(host))
  }
}

function timelineOf(host: Host): Timeline {
  if (host.timeline === null) throw new Error('no run is open')
  return host.timeline
}

function doorOf(host: Host): NonNullable<Host['door']> {
  return ensure(host.door, 'the door of the service')
}

/** Data sets that the recording names are fetched; dropped files must have been loaded before. */
async function loadNamedSources(host: Host, recording: Recording): Promise<void> {
  for (const sourceId of namedSources(recording)) {
    if (!host.sources.has(sourceId)) keepSource(host, await loadDataSet(sourceId, host.readBytes), sourceId)
  }
}

function commandsOf({ scenario, commands }: Recording): Command[] {
  return [...scenario.commands, ...commands].map(({ command }) => command)
}

/** Most of the API, and most kinds of producers, are of no use before somebody asks for them. */
async function loadFor(host: Host, command: Command): Promise<void> {
  const { type } = command
  // Whoever scales by alarms calls the service.
  if ((type === 'Call' || type === 'SetAutoscaling') && host.door === null) {
    const [{ call }, { subscriptionEventOut }] = await Promise.all([import('../../engine/call'), import('../../engine/operations/fanOut/subscriptionEventOut')])
    host.door = { call, subscriptionEventOut }
  }
  if (type === 'Call' || isAccountCommand(command)) await loadAccount(host)
  if (host.kinds === null && (type === 'AddProducer' || type === 'SetProducerSettings')) {
    const [{ otherKinds }, { gzip }] = await Promise.all([import('../../engine/producers/otherKinds'), import('../gzip')])
    host.kinds = otherKinds
    host.gzip = gzip
  }
  if (type === 'AddApplication' || type === 'SetApplicationSettings') await loadApplicationKinds(host)
}

async function loadAccount(host: Host): Promise<void> {
  host.account ??= (await import('../../engine/account/parts')).accountParts
}

async function loadApplicationKinds(host: Host): Promise<void> {
  if (host.applicationKinds !== null) return
  const [{ otherKinds }, { gzip }] = await Promise.all([import('../../engine/consumers/otherKinds'), import('../gzip')])
  host.applicationKinds = otherKinds
  host.gzip = gzip
}

/** Of an application that is there from the beginning; others come by commands. */
function needsLaterParts({ version, connector }: KclSettings): boolean {
  return version === '3.x' || connector !== null
}

function open(host: Host, request: Extract<Request, { type: 'Open' }>): Reply {
  const environment: Environment = {
    sources: host.sources,
    get call() {
      return doorOf(host).call
    },
    get producers() {
      return ensure(host.kinds, 'the kinds of producers')
    },
    get applications() {
      return ensure(host.applicationKinds, 'the kinds of applications')
    },
    get account() {
      return ensure(host.account, 'the parts of the account')
    },
    get gzip() {
      return ensure(host.gzip, 'gzip')
    },
  }
  host.events = []
  host.subscriptions = []
  host.forkedAtMs = null
  const generation = (host.timeline?.generation ?? 0) + 1
  const hasSnapshot = request.snapshot !== null && request.snapshot.byteLength > 0
  host.timeline = hasSnapshot
    ? resumeTimeline(request.recording, environment, restoreWorld(request.snapshot as ArrayBuffer))
    : openTimeline(request.recording, environment, host.sink)
  host.timeline.generation = generation
  host.watching.wanted = null
  forgetArrivals(host.watching.arrivals, host.timeline.world.nowUs / US_PER_MS)
  return travel(host, request.atUs, true)
}

function travel(host: Host, atUs: number, summary: boolean): Reply {
  const timeline = timelineOf(host)
  const { generation } = timeline
  const reached = goTo(timeline, atUs, host.sink, COST_PER_REPORT_MAX)
  // What was collected on the way of a jump is no continuation of the last frame.
  if (timeline.generation !== generation) forgetArrivals(host.watching.arrivals, timeline.world.nowUs / US_PER_MS)
  return report(host, { summary, reached })
}

function stepOnce(host: Host): Reply {
  const timeline = timelineOf(host)
  step(timeline, host.sink)
  return report(host, { summary: true, reached: true })
}

function report(host: Host, { summary, reached }: { summary: boolean; reached: boolean }): Reply {
  const { world, recording, generation } = timelineOf(host)
  const reply: Reply = {
    type: 'Report',
    frame: takeFrame(host.watching, world, generation),
    summary: summary ? summaryOf(world, watchedStream(world, host.watching.wanted)) : null,
    reported: { events: host.events, forkedAtMs: host.forkedAtMs, ...(host.subscriptions.length === 0 ? {} : { subscriptions: host.subscriptions }) },
    recording: recording === host.recordingSent ? null : recording,
    reached,
  }
  host.events = []
  host.subscriptions = []
  host.forkedAtMs = null
  host.recordingSent = recording
  return reply
}

async function loadSource(host: Host, request: Extract<Request, { type: 'LoadSource' }>, tellEarly: (early: Reply) => void): Promise<Reply> {
  const { sourceId, file, fileName } = request
  const signal = { aborted: false }
  host.reading.set(sourceId, signal)
  const following = {
    signal,
    onProgress: (doneBytes: number, totalBytes: number) => {
      tellEarly({ type: 'SourceProgress', doneBytes, totalBytes })
    },
  }
  const result = await (file === null ? loadDataSet(sourceId, host.readBytes, following) : readSourceFile(file, { sourceId, fileName, ...following }))
  host.reading.delete(sourceId)
  switch (result.type) {
    case 'Read':
      host.sources.set(sourceId, result.source)
      return { type: 'SourceLoaded', facts: result.facts }
    case 'Refused':
      return { type: 'SourceRefused', fileName, line: result.line, message: result.problem }
    case 'Cancelled':
      return { type: 'SourceCancelled' }
  }
}

function keepSource(host: Host, result: ReadResult, sourceId: string): void {
  if (result.type !== 'Read') throw new Error(`source ${sourceId} cannot be read: ${JSON.stringify(result)}`)
  host.sources.set(sourceId, result.source)
}

function save({ world, recording }: Timeline): Reply {
  const shardCount = world.streams.reduce((sum, { shards }) => sum + shards.length, 0)
  const isLarge = world.memory.recordsHeld > SAVED_RECORDS_MAX || shardCount > SAVED_SHARDS_MAX
  const snapshot = isLarge ? new ArrayBuffer(0) : saveWorld(world)
  return { type: 'Saved', snapshot, recording, atUs: world.nowUs }
}
