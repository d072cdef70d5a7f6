/**
 * Answers the page's requests from one timeline. Knows no clock and no DOM: tests and Node talk to it as the worker does.
 * Whatever the engine breaks becomes `Crashed`, with the recording that replays it.
 */
import { createArrivalsSeen, forgetArrivals, noteArrivals, takeArrivals, type ArrivalsSeen } from '../../engine/arrivalsSeen'
import type { SimEvent } from '../../engine/events'
import { frameOf } from '../../engine/frameOf'
import { keyFactsOf, recordAt } from '../../engine/inspect'
import type { Recording } from '../../engine/scenario'
import type { Sink } from '../../engine/sink'
import { restoreWorld, saveWorld } from '../../engine/snapshot'
import type { Source } from '../../engine/source'
import { summaryOf } from '../../engine/summaryOf'
import { goTo, openTimeline, resumeTimeline, step, submitNow, type Timeline } from '../../engine/timeline'
import { windowOf } from '../../engine/window'
import { US_PER_MS } from '../../base/units'
import type { InspectSubject, Reply, Request } from '../../bridge/protocol'
import { loadDataSet, type ReadBytes } from '../../sources/dataSets'
import { readSourceFile } from '../../sources/readSource'
import type { ReadResult } from '../../sources/readResult'

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
  timeline: Timeline | null
  events: SimEvent[]
  arrivals: ArrivalsSeen
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
    timeline: null,
    events: [],
    arrivals: createArrivalsSeen(0),
    forkedAtMs: null,
    recordingSent: null,
    sink: {
      event: (event) => {
        host.events.push(event)
      },
      batchArrived: (world, _stream, batch, outcome) => {
        noteArrivals(host.arrivals, world.nowUs / US_PER_MS, batch, outcome)
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
      return open(host, request)
    case 'GoTo':
      return travel(host, request.atUs, request.summary)
    case 'Step':
      return stepOnce(host)
    case 'Submit': {
      const forkedUs = submitNow(timelineOf(host), request.command, host.sink)
      if (forkedUs !== null) host.forkedAtMs = forkedUs / US_PER_MS
      return report(host, { summary: true, reached: true })
    }
    case 'Window':
      return { type: 'Window', arrivals: windowOf(timelineOf(host).world, request) }
    case 'Inspect':
      return inspect(timelineOf(host), request.subject)
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

function open(host: Host, request: Extract<Request, { type: 'Open' }>): Reply {
  const environment = { sources: host.sources }
  host.events = []
  host.forkedAtMs = null
  const generation = (host.timeline?.generation ?? 0) + 1
  const hasSnapshot = request.snapshot !== null && request.snapshot.byteLength > 0
  host.timeline = hasSnapshot
    ? resumeTimeline(request.recording, environment, restoreWorld(request.snapshot as ArrayBuffer))
    : openTimeline(request.recording, environment, host.sink)
  host.timeline.generation = generation
  forgetArrivals(host.arrivals, host.timeline.world.nowUs / US_PER_MS)
  return travel(host, request.atUs, true)
}

function travel(host: Host, atUs: number, summary: boolean): Reply {
  const timeline = timelineOf(host)
  const { generation } = timeline
  const reached = goTo(timeline, atUs, host.sink, COST_PER_REPORT_MAX)
  // What was collected on the way of a jump is no continuation of the last frame.
  if (timeline.generation !== generation) forgetArrivals(host.arrivals, timeline.world.nowUs / US_PER_MS)
  return report(host, { summary, reached })
}

function stepOnce(host: Host): Reply {
  const timeline = timelineOf(host)
  step(timeline, host.sink)
  return report(host, { summary: true, reached: true })
}

function report(host: Host, { summary, reached }: { summary: boolean; reached: boolean }): Reply {
  const { world, recording, generation } = timelineOf(host)
  const atMs = world.nowUs / US_PER_MS
  const reply: Reply = {
    type: 'Report',
    frame: frameOf(world, generation, takeArrivals(host.arrivals, atMs)),
    summary: summary ? summaryOf(world) : null,
    reported: { events: host.events, forkedAtMs: host.forkedAtMs },
    recording: recording === host.recordingSent ? null : recording,
    reached,
  }
  forgetArrivals(host.arrivals, atMs)
  host.events = []
  host.forkedAtMs = null
  host.recordingSent = recording
  return reply
}

function inspect({ world }: Timeline, subject: InspectSubject): Reply {
  if (subject.kind === 'key') return { type: 'Inspected', record: null, key: keyFactsOf(world, subject.partitionKey) }
  return { type: 'Inspected', record: recordAt(world, subject), key: null }
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
