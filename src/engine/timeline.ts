/**
 * One run in which one can travel: its recording is the truth, the world a cache of one instant, snapshots make seeking quick.
 * An act in the past forks the log; news is told once, however often an instant is visited.
 */
import { assert } from '../base/assert'
import { US_PER_SECOND, type SimUs } from '../base/units'
import { nextDueUs } from './agenda'
import type { Command, LoggedCommand } from './commands'
import { runNextTask, runUntil, runWithin } from './engine'
import type { Environment } from './environment'
import type { Recording } from './scenario'
import { silentSink, type Sink } from './sink'
import { copyWorld } from './snapshot'
import { nextSnapshotUs, withSnapshot } from './snapshots'
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

const STEP_TASKS_MAX = 10_000
/** A copy of the world, in the measure of `runUntil`. */
const SNAPSHOT_COST = 4_000
const SKIP_US_MIN = 30 * US_PER_SECOND

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

/** Events of ground that was told before stay silent, pushed ones too; records and slices are shown again. */
function toldOnce(timeline: Timeline, sink: Sink): Sink {
  const isNew = () => positionOf(timeline.world) > timeline.toldPosition
  return {
    ...sink,
    event(event, stream) {
      if (isNew()) sink.event(event, stream)
    },
    subscriptionEvent(...pushed) {
      if (isNew()) sink.subscriptionEvent?.(...pushed)
    },
    subscriptionEnded(...ended) {
      if (isNew()) sink.subscriptionEnded?.(...ended)
    },
  }
}

/** Forward or back. @returns whether it arrived within `costMax` (see `runUntil`); if not, ask again. */
export function goTo(timeline: Timeline, untilUs: SimUs, sink: Sink, costMax = Infinity): boolean {
  assert(Number.isSafeInteger(untilUs) && untilUs >= 0, `no instant to go to: ${untilUs} us`)
  if (untilUs < timeline.world.nowUs) rewind(timeline, untilUs)
  else skipAhead(timeline, untilUs)
  const quiet = toldOnce(timeline, sink)
  const budget = { left: costMax }
  for (;;) {
    const next = nextCommand(timeline)
    const legUs = Math.min(untilUs, next?.atUs ?? Infinity, nextSnapshotUs(timeline.snapshots))
    if (!runWithin(timeline.world, timeline.environment, legUs, quiet, budget)) {
      noteProgress(timeline)
      return false
    }
    if (timeline.world.nowUs >= nextSnapshotUs(timeline.snapshots)) {
      timeline.snapshots = withSnapshot(timeline.snapshots, timeline.world)
      budget.left -= SNAPSHOT_COST
    }
    if (next !== null && next.atUs <= timeline.world.nowUs) submit(timeline.world, timeline.environment, next.command, quiet)
    noteProgress(timeline)
    if (timeline.world.nowUs >= untilUs && (nextCommand(timeline)?.atUs ?? Infinity) > untilUs) return true
  }
}

/** Runs a recording from its beginning, where nobody will travel: no snapshots are kept. */
export function runRecording(recording: Recording, environment: Environment, untilUs: SimUs, sink: Sink, world = createWorld(recording.scenario, sink)): World {
  for (const { atUs, command } of recording.commands) {
    if (atUs > untilUs) break
    runUntil(world, environment, atUs, sink)
    submit(world, environment, command, sink)
  }
  runUntil(world, environment, untilUs, sink)
  return world
}

/** Runs until something has happened that a person can see, told before or not. */
export function step(timeline: Timeline, sink: Sink): void {
  const quiet = toldOnce(timeline, sink)
  let hasHappened = false
  const watching: Sink = {
    ...quiet,
    event(event, stream) {
      hasHappened = true
      quiet.event(event, stream)
    },
    batchArrived(...arrived) {
      hasHappened = true
      sink.batchArrived?.(...arrived)
    },
    batchStruck(...struck) {
      hasHappened = true
      sink.batchStruck?.(...struck)
    },
  }
  for (let task = 0; task < STEP_TASKS_MAX && !hasHappened; task++) {
    const next = nextCommand(timeline)
    if (next !== null && next.atUs < nextDueUs(timeline.world.agenda)) {
      timeline.world.nowUs = Math.max(timeline.world.nowUs, next.atUs)
      submit(timeline.world, timeline.environment, next.command, watching)
    } else runNextTask(timeline.world, timeline.environment, watching)
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

/** A replay runs all that is due, the log's own commands too, before it comes to a later command of the same instant: so must the first time. */
function finishInstant(timeline: Timeline, sink: Sink): void {
  goTo(timeline, timeline.world.nowUs, sink)
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

/** A jump makes whoever draws begin anew: it must be worth it. */
function skipAhead(timeline: Timeline, untilUs: SimUs): void {
  const snapshot = newestSnapshotBefore(timeline, untilUs)
  if (snapshot === null || snapshot.nowUs < timeline.world.nowUs + SKIP_US_MIN) return
  timeline.world = copyWorld(snapshot)
  timeline.generation++
}

function newestSnapshotBefore({ snapshots }: Timeline, untilUs: SimUs): World | null {
  for (let at = snapshots.length - 1; at >= 0; at--) if (snapshots[at].nowUs <= untilUs) return snapshots[at]
  return null
}
