/**
 * Follows one record by running its history again from before it was made, with open eyes: a run without anybody following
 * keeps no trace of single records, and costs nothing for it.
 */
import { US_PER_MS, type SimUs } from '../../base/units'
import { runWithin, type Budget } from '../engine'
import type { Environment } from '../environment'
import { API_PRODUCER_INDEX, formatRecordId, identityOf, producerIndexOf, recordNumberOf, RESULTS_PRODUCER_INDEX } from '../recordId'
import type { Recording } from '../scenario'
import { silentSink } from '../sink'
import { copyWorld } from '../snapshot'
import type { World } from '../state'
import { submit } from '../submit'
import type { Timeline } from '../timeline'
import { createWorld } from '../world'
import { STEPS_MAX, type Journey } from './journey'
import { createTrail, type Trail } from './trail'

export interface Follow {
  identity: number
  recording: Recording
  environment: Environment
  world: World
  untilUs: SimUs
  trail: Trail
}

/** @param recordId of a user record, or of any other; with or without the mark of a copy. */
export function startFollow({ recording, environment, snapshots, world }: Timeline, recordId: number): Follow {
  const identity = identityOf(recordId)
  const before = snapshots.findLast((snapshot) => snapshot.nowUs <= world.nowUs && !isMade(snapshot, identity))
  const start = before === undefined ? createWorld(recording.scenario, silentSink) : copyWorld(before)
  return { identity, recording, environment, world: start, untilUs: world.nowUs, trail: createTrail(identity) }
}

function isMade({ producers, apiRecords }: World, identity: number): boolean {
  const index = producerIndexOf(identity)
  // Results of applications are in no producer's books: their run is played from its beginning.
  if (index === RESULTS_PRODUCER_INDEX) return true
  const made = index === API_PRODUCER_INDEX ? apiRecords : index < producers.length ? producers[index].books.recordsMeant : 0
  return recordNumberOf(identity) < made
}

/** Whether what it has run through is still this run's past. */
export function isOf({ world, recording }: Follow, timeline: Timeline): boolean {
  const { commands, scenario } = timeline.recording
  if (scenario !== recording.scenario || world.nowUs > timeline.world.nowUs || world.commandsApplied > timeline.world.commandsApplied) return false
  for (let at = 0; at < world.commandsApplied; at++) if (commands[at] !== recording.commands[at]) return false
  return true
}

/** @returns whether it is complete after work of at most `costMax`, see `runUntil`; if not, ask again. */
export function goOnFollowing(follow: Follow, costMax: number): boolean {
  const { world, recording, environment, untilUs, trail } = follow
  const budget: Budget = { left: costMax }
  for (;;) {
    const next = recording.commands.at(world.commandsApplied)
    const legUs = Math.min(untilUs, next?.atUs ?? Infinity)
    if (!runWithin(world, environment, legUs, trail.sink, budget)) return false
    if (next === undefined || next.atUs > untilUs) return true
    submit(world, environment, next.command, trail.sink)
  }
}

/** What was found so far. */
export function journeyOf({ identity, world, untilUs, trail }: Follow): Journey {
  const steps = trail.steps(world)
  return {
    recordId: formatRecordId(identity),
    untilMs: world.nowUs / US_PER_MS,
    isComplete: world.nowUs >= untilUs,
    steps: steps.slice(0, STEPS_MAX),
    stepsLeftOut: Math.max(0, steps.length - STEPS_MAX),
  }
}
