import { NOWHERE } from './testing/nowhere'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createPrng, nextBelow, type Prng } from '../base/prng'
import { US_PER_SECOND, type SimUs } from '../base/units'
import { runUntil } from './engine'
import type { SimEvent } from './events'
import { recordEventsTo } from './recordEvents'
import type { Recording } from './scenario'
import { silentSink } from './sink'
import { copyWorld, restoreWorld, saveWorld } from './snapshot'
import type { World } from './state'
import { pick, randomAct, randomScenario } from './testing/randomRuns'
import { goTo, openTimeline, resumeTimeline, recordingOf, step, submitNow, type Timeline } from './timeline'
import { createWorld } from './world'

const SEEDS = [1, 3, 4, 6, 934_184_516, 1_151_375_990, ...Array.from({ length: Number(process.env.SEEDS ?? 1) }, () => Math.floor(Math.random() * 2 ** 31))]
const ACT_SECONDS = 50
const END_US = 60 * US_PER_SECOND
const environment = NOWHERE

function digestOf(world: World): string {
  return createHash('sha256').update(new Uint8Array(saveWorld(world))).digest('hex')
}

function recordingFor(seed: number): Recording {
  return recordingOf(randomScenario(seed, { actSeconds: ACT_SECONDS }))
}

interface Told {
  digest: string
  events: string[]
}

/** One run without a stop. */
function straight(recording: Recording, untilUs = END_US): Told {
  const events: string[] = []
  const sink = { event: (event: SimEvent) => events.push(JSON.stringify(event)) }
  const timeline = openTimeline(recording, environment, sink)
  goTo(timeline, untilUs, sink)
  return { digest: digestOf(timeline.world), events }
}

/** Goes to `untilUs` in bursts, as the host does. */
function goInBursts(timeline: Timeline, untilUs: SimUs, sink: Parameters<typeof goTo>[2], costMax: number): void {
  while (!goTo(timeline, untilUs, sink, costMax)) expect(timeline.world.nowUs).toBeLessThanOrEqual(untilUs)
  expect(timeline.world.nowUs).toBe(untilUs)
}

function randomInstant(prng: Prng): SimUs {
  // Often on a whole second, where reshards, commands and snapshots meet.
  return nextBelow(prng, 2) === 0 ? nextBelow(prng, END_US) : US_PER_SECOND * nextBelow(prng, END_US / US_PER_SECOND)
}

describe.each(SEEDS)('a run, seed %i', (seed) => {
  const recording = recordingFor(seed)
  const whole = straight(recording)

  it('is the same after restoring saved bytes, and after copying', () => {
    const prng = createPrng(seed, 'restore')
    for (let round = 0; round < 2; round++) {
      const events: string[] = []
      const sink = { event: (event: SimEvent) => events.push(JSON.stringify(event)) }
      const first = openTimeline(recording, environment, sink)
      goTo(first, randomInstant(prng), sink)
      const bytes = saveWorld(first.world)
      const copy = copyWorld(first.world)
      expect(digestOf(copy)).toBe(digestOf(first.world))
      const restored = resumeTimeline(recording, environment, restoreWorld(bytes))
      goTo(restored, END_US, sink)
      expect(digestOf(restored.world)).toBe(whole.digest)
      expect(events).toEqual(whole.events)
      // The copy shares full segments with a world that has gone on.
      goTo(first, END_US, silentSink)
      const copied = resumeTimeline(recording, environment, copy)
      goTo(copied, END_US, silentSink)
      expect(digestOf(copied.world)).toBe(whole.digest)
    }
  })

  it('is the same after travelling to and fro, and its events are told once', () => {
    const prng = createPrng(seed, 'travel')
    const events: string[] = []
    const sink = { event: (event: SimEvent) => events.push(JSON.stringify(event)) }
    const timeline = openTimeline(recording, environment, sink)
    for (let leg = 0; leg < 8; leg++) {
      const untilUs = randomInstant(prng)
      if (nextBelow(prng, 3) === 0) goTo(timeline, untilUs, sink, 1 + nextBelow(prng, 2_000))
      else goInBursts(timeline, untilUs, sink, pick(prng, [50, 1_000, Infinity]))
      if (nextBelow(prng, 3) === 0) for (let steps = 100; steps > 0; steps--) step(timeline, sink)
    }
    goInBursts(timeline, END_US, sink, Infinity)
    expect(digestOf(timeline.world)).toBe(whole.digest)
    expect(events.slice(0, whole.events.length)).toEqual(whole.events)
  })

  it('is, after acts in its past, the run of its recording', () => {
    const prng = createPrng(seed, 'fork')
    let known: SimEvent[] = []
    const sink = { event: (event: SimEvent) => known.push(event) }
    const timeline = openTimeline(recording, environment, sink)
    for (let leg = 0; leg < 8; leg++) {
      const untilUs = randomInstant(prng)
      if (nextBelow(prng, 3) === 0) goTo(timeline, untilUs, sink, 1 + nextBelow(prng, 2_000))
      else goInBursts(timeline, untilUs, sink, Infinity)
      if (nextBelow(prng, 4) === 0) for (let steps = 1 + nextBelow(prng, 12); steps > 0; steps--) step(timeline, sink)
      for (let acts = nextBelow(prng, 3); acts > 0; acts--) {
        const before = known.length
        const forkedUs = submitNow(timeline, randomAct(prng, 4, recording.scenario.applications), sink)
        // The page forgets what it was told of a future that is no more, then takes the news.
        if (forkedUs !== null) known = [...known.slice(0, before).filter((event) => event.at <= forkedUs / 1_000), ...known.slice(before)]
      }
    }
    goInBursts(timeline, END_US, sink, Infinity)
    const again = straight(timeline.recording)
    expect(digestOf(timeline.world)).toBe(again.digest)
    // A step may have gone past the end, from where the last leg came back.
    const toldByTheEnd = known.filter(({ at }) => at <= END_US / 1_000)
    expect(toldByTheEnd.map((event) => JSON.stringify(event))).toEqual(again.events)
    expect(timeline.recording.commands.every(({ atUs }, at) => at === 0 || atUs >= timeline.recording.commands[at - 1]!.atUs)).toBe(true)
  })

  it('can go back before the bytes from which it was restored', () => {
    const first = openTimeline(recording, environment, silentSink)
    goTo(first, 40 * US_PER_SECOND, silentSink)
    const restored = resumeTimeline(recording, environment, restoreWorld(saveWorld(first.world)))
    goTo(restored, 20 * US_PER_SECOND, silentSink)
    expect(restored.world.nowUs).toBe(20 * US_PER_SECOND)
    expect(digestOf(restored.world)).toBe(straight(recording, 20 * US_PER_SECOND).digest)
    goTo(restored, END_US, silentSink)
    expect(digestOf(restored.world)).toBe(whole.digest)
  })

  it('does not depend on how it is cut into bursts', () => {
    const scenario = { ...recording.scenario, commands: [] }
    const one = createWorld(scenario, silentSink)
    runUntil(one, environment, END_US, silentSink)
    for (const costMax of [1, 37, 5_000]) {
      const cut = createWorld(scenario, silentSink)
      while (!runUntil(cut, environment, END_US, silentSink, costMax)) expect(cut.nowUs).toBeLessThanOrEqual(END_US)
      expect(digestOf(cut)).toBe(digestOf(one))
    }
  })

  it('has the same traffic whoever reads it', () => {
    const traffic = (recorded: Recording) => {
      const hash = createHash('sha256')
      let records = 0
      const sink = recordEventsTo((event) => {
        if (event.kind !== 'RecordStored' && event.kind !== 'RecordThrottled') return
        records++
        hash.update(JSON.stringify(event))
      })
      goTo(openTimeline(recorded, environment, sink), END_US, sink)
      return { records, digest: hash.digest('hex') }
    }
    const { scenario } = recording
    const withOthers = {
      ...scenario,
      applications: [...scenario.applications, { ...scenario.applications[0]!, name: 'one more' }].map((application) => ({ ...application, workerCount: 5 })),
    }
    const unread = { ...scenario, applications: [], commands: scenario.commands.filter(({ command }) => !('application' in command)) }
    const read = traffic(recordingOf(scenario))
    expect(traffic(recordingOf(withOthers))).toEqual(read)
    expect(traffic(recordingOf(unread))).toEqual(read)
  })
})
