/**
 * One run in which one can travel: its recording is the truth, the world a cache of one instant, snapshots make seeking quick.
 * An act in the past forks the log; news is told once, however often an instant is visited.
 */
import { assert } from '../base/assert'
import { US_PER_SECOND, type SimUs } from '../base/units'
import type { Command, LoggedCommand } from './commands'
import { runNextTask, runUntil } from './engine'
import type { Environment } from './environment'
import type { Recording } from './scenario'
import { silentSink, type Sink } from './sink'
import { copyWorld } from './snapshot'
import type { World } from './state'
import { submit } from './submit'
import { createWorld } from './world'

export interface Timeline {
  recording: Recording
  environment: Environment
  world: World
  /** In order of time, never after the furthest instant. */
  snapshots: World[]
  /** Position up to which events were told: tasks run plus commands applied. */
  toldPosition: number
  furthestUs: SimUs
  /** Rises when the past changes or is visited again: whoever remembers pictures of it must forget them. */
  generation: number
}

const SNAPSHOT_EVERY_US = 5 * US_PER_SECOND
const SNAPSHOTS_MAX = 60
/** Records that snapshots may keep alive beyond the world's own. */
const SNAPSHOT_RECORDS_MAX = 8_000_000
const STEP_TASKS_MAX = 10_000

export function openTimeline(recording: Recording, environment: Environment, sink: Sink): Timeline {
  return resumeTimeline(recording, environment, createWorld(recording.scenario, sink))
}

/** Goes on from a saved world; what lies before it is run again when somebody travels there. */
export function resumeTimeline(recording: Recording, environment: Environment, world: World): Timeline {
  return {
    recording,
    environment,
    world,
    snapshots: [copyWorld(world)],
    toldPosition: positionOf(world),
    furthestUs: world.nowUs,
    generation: 1,
  }
}

export function recordingOf(scenario: Recording['scenario']): Recording {
  return { version: 1, scenario, commands: [...scenario.commands] }
}

function positionOf(world: World): number {
  return world.tasksRun + world.commandsApplied
}

/** Events of ground that was told before stay silent; records and slices are shown again. */
function toldOnce(timeline: Timeline, sink: Sink): Sink {
  return {
    ...sink,
    event(event) {
      if (positionOf(timeline.world) > timeline.toldPosition) sink.event(event)
    },
  }
}

/** Forward or back. @returns whether it arrived within `costMax` (see `runUntil`); if not, ask again. */
export function goTo(timeline: Timeline, untilUs: SimUs, sink: Sink, costMax = Infinity): boolean {
  assert(Number.isSafeInteger(untilUs) && untilUs >= 0, `no instant to go to: ${untilUs} us`)
  if (untilUs < timeline.world.nowUs) rewind(timeline, untilUs)
  else skipAhead(timeline, untilUs)
  const quiet = toldOnce(timeline, sink)
  for (;;) {
    const next = nextCommand(timeline)
    const legUs = Math.min(untilUs, next?.atUs ?? Infinity, nextSnapshotUs(timeline))
    if (!runUntil(timeline.world, timeline.environment, legUs, quiet, costMax)) {
      noteProgress(timeline)
      return false
    }
    if (timeline.world.nowUs >= nextSnapshotUs(timeline)) keepSnapshot(timeline)
    if (next !== null && next.atUs <= timeline.world.nowUs) submit(timeline.world, timeline.environment, next.command, quiet)
    noteProgress(timeline)
    if (timeline.world.nowUs >= untilUs && (nextCommand(timeline)?.atUs ?? Infinity) > untilUs) return true
  }
}

/** Runs until `happened()` says that there was something to see. */
export function stepUntil(timeline: Timeline, sink: Sink, happened: () => boolean): void {
  const quiet = toldOnce(timeline, sink)
  for (let task = 0; task < STEP_TASKS_MAX && !happened(); task++) {
    const next = nextCommand(timeline)
    const dueUs = timeline.world.agenda.heap[0].dueUs
    if (next !== null && next.atUs < dueUs) {
      timeline.world.nowUs = Math.max(timeline.world.nowUs, next.atUs)
      submit(timeline.world, timeline.environment, next.command, quiet)
    } else runNextTask(timeline.world, timeline.environment, quiet)
    noteProgress(timeline)
  }
}

/** Appends a command at the world's own instant. @returns the instant after which the former future was cut, or null. */
export function submitNow(timeline: Timeline, command: Command, sink: Sink): SimUs | null {
  const { world, recording } = timeline
  finishInstant(timeline, sink)
  const forkedUs = timeline.furthestUs > world.nowUs ? world.nowUs : null
  const logged: LoggedCommand = { atUs: world.nowUs, command }
  timeline.recording = {
    ...recording,
    commands: [...recording.commands.slice(0, world.commandsApplied), logged, ...scriptAfter(recording, world)],
  }
  timeline.snapshots = timeline.snapshots.filter((snapshot) => positionOf(snapshot) <= positionOf(world))
  timeline.toldPosition = positionOf(world)
  timeline.furthestUs = world.nowUs
  if (forkedUs !== null) timeline.generation++
  submit(world, timeline.environment, command, sink)
  noteProgress(timeline)
  return forkedUs
}

/** A replay runs all that is due before it carries out a command of the same instant: so must the first time. */
function finishInstant(timeline: Timeline, sink: Sink): void {
  runUntil(timeline.world, timeline.environment, timeline.world.nowUs, toldOnce(timeline, sink))
  noteProgress(timeline)
}

/** The scenario's own acts that are still to come stay in the story. */
function scriptAfter(recording: Recording, world: World): LoggedCommand[] {
  const script = new Set(recording.scenario.commands)
  return recording.commands.slice(world.commandsApplied).filter((logged) => script.has(logged) || isOf(recording.scenario.commands, logged))
}

/** A recording that came over a thread or from a file has copies, not the same objects. */
function isOf(commands: readonly LoggedCommand[], logged: LoggedCommand): boolean {
  return commands.some((own) => own.atUs === logged.atUs && JSON.stringify(own.command) === JSON.stringify(logged.command))
}

function nextCommand({ recording, world }: Timeline): LoggedCommand | null {
  return recording.commands[world.commandsApplied] ?? null
}

function noteProgress(timeline: Timeline): void {
  timeline.toldPosition = Math.max(timeline.toldPosition, positionOf(timeline.world))
  timeline.furthestUs = Math.max(timeline.furthestUs, timeline.world.nowUs)
}

function rewind(timeline: Timeline, untilUs: SimUs): void {
  const { snapshots, recording } = timeline
  // A run that was restored from bytes has no snapshot of its beginning yet.
  if (snapshots[0].nowUs > untilUs) snapshots.unshift(createWorld(recording.scenario, silentSink))
  timeline.world = copyWorld(newestSnapshotBefore(timeline, untilUs) ?? snapshots[0])
  timeline.generation++
}

function skipAhead(timeline: Timeline, untilUs: SimUs): void {
  const snapshot = newestSnapshotBefore(timeline, untilUs)
  if (snapshot === null || snapshot.nowUs <= timeline.world.nowUs) return
  timeline.world = copyWorld(snapshot)
  timeline.generation++
}

function newestSnapshotBefore({ snapshots }: Timeline, untilUs: SimUs): World | null {
  for (let at = snapshots.length - 1; at >= 0; at--) if (snapshots[at].nowUs <= untilUs) return snapshots[at]
  return null
}

function nextSnapshotUs({ snapshots }: Timeline): SimUs {
  return snapshots[snapshots.length - 1].nowUs + spacingUs(snapshots)
}

/** Thinned snapshots lie further apart, and so do new ones. */
function spacingUs(snapshots: readonly World[]): SimUs {
  if (snapshots.length < 3) return SNAPSHOT_EVERY_US
  return Math.max(SNAPSHOT_EVERY_US, snapshots[2].nowUs - snapshots[1].nowUs)
}

function keepSnapshot(timeline: Timeline): void {
  const { snapshots, world } = timeline
  snapshots.push(copyWorld(world))
  if (snapshots.length > SNAPSHOTS_MAX) timeline.snapshots = snapshots.filter((_, at) => at === 0 || at % 2 === 1)
  while (timeline.snapshots.length > 2 && recordsKeptAlive(timeline) > SNAPSHOT_RECORDS_MAX) timeline.snapshots.splice(1, 1)
}

/** Records that the oldest snapshot but the first still holds, and those stored since. */
function recordsKeptAlive({ snapshots, world }: Timeline): number {
  return storedIn(world) - storedIn(snapshots[1]) + snapshots[1].memory.recordsHeld
}

function storedIn(world: World): number {
  let stored = 0
  for (const stream of world.streams) for (const shard of stream.shards) stored += shard.recordsStored
  return stored
}
