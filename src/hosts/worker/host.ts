/**
 * Answers the page's requests from one timeline. Knows no clock and no DOM: tests and Node talk to it as the worker does.
 * Whatever the engine breaks becomes `Crashed`, with the recording that replays it.
 */
import { forgetArrivals } from '../../engine/arrivalsSeen'
import type { Environment } from '../../engine/environment'
import type { SimEvent } from '../../engine/events'
import { subscriptionEventOut } from '../../engine/operations/subscriptionEventOut'
import { keyFactsOf, recordAt } from '../../engine/inspect'
import type { Recording } from '../../engine/scenario'
import type { Sink } from '../../engine/sink'
import { restoreWorld, saveWorld } from '../../engine/snapshot'
import type { Source } from '../../engine/source'
import type { World } from '../../engine/state'
import { summaryOf } from '../../engine/summaryOf'
import { goTo, openTimeline, resumeTimeline, step, submitNow, type Timeline } from '../../engine/timeline'
import { watchedStream } from '../../engine/watched'
import { windowOf } from '../../engine/window'
import { ensure } from '../../base/assert'
import { US_PER_MS } from '../../base/units'
import type { InspectSubject, Reply, Request, SubscriptionNews } from '../../bridge/protocol'
import { loadDataSet, type ReadBytes } from '../../sources/dataSets'
import { readSourceFile } from '../../sources/readSource'
import type { ReadResult } from '../../sources/readResult'
import { createWatching, noteBatch, takeFrame, withStreamName, type Watching } from '../watching'

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
  door: Environment['call'] | null
  timeline: Timeline | null
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
    timeline: null,
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
      subscriptionEvent: (world, pushed) => {
        host.subscriptions.push({ subscriptionNumber: pushed.subscriptionNumber, event: subscriptionEventOut(world, pushed), refusal: null })
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
      if (hasCalls(request.recording)) await loadDoor(host)
      return open(host, request)
    case 'GoTo':
      return travel(host, request.atUs, request.summary)
    case 'Step':
      return stepOnce(host)
    case 'Submit': {
      if (request.command.type === 'Call') await loadDoor(host)
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
      return inspect(timelineOf(host).world, host.watching, request.subject)
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

/** Data sets that the recording names are fetched; dropped files must have been loaded before. */
async function loadNamedSources(host: Host, recording: Recording): Promise<void> {
  const workloads = [recording.scenario.producers.workload]
  for (const { command } of [...recording.scenario.commands, ...recording.commands]) {
    if (command.type === 'SetWorkload') workloads.push(command.workload)
  }
  for (const workload of workloads) {
    if (workload.kind === 'replay' && !host.sources.has(workload.sourceId)) {
      keepSource(host, await loadDataSet(workload.sourceId, host.readBytes), workload.sourceId)
    }
  }
}

function hasCalls({ scenario, commands }: Recording): boolean {
  return [...scenario.commands, ...commands].some(({ command }) => command.type === 'Call')
}

/** Most of the API is of no use before somebody calls it. */
async function loadDoor(host: Host): Promise<void> {
  host.door ??= (await import('../../engine/call')).call
}

function open(host: Host, request: Extract<Request, { type: 'Open' }>): Reply {
  const environment: Environment = {
    sources: host.sources,
    get call() {
      return ensure(host.door, 'the door of the service')
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

function inspect(world: World, { wanted }: Watching, subject: InspectSubject): Reply {
  const stream = watchedStream(world, wanted)
  if (subject.kind === 'key') return { type: 'Inspected', record: null, key: keyFactsOf(world, stream, subject.partitionKey) }
  return { type: 'Inspected', record: recordAt(world, stream, subject), key: null }
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
