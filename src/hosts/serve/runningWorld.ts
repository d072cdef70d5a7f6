/** A world that runs by a clock: brought up to the present before each act, whoever acts. */
import type { SimUs } from '../../base/units'
import { call } from '../../engine/call'
import type { Command, LoggedCommand } from '../../engine/commands'
import type { CallOrigin } from '../../engine/door/callerName'
import { runWithin } from '../../engine/engine'
import type { Environment } from '../../engine/environment'
import type { Sink } from '../../engine/sink'
import type { World } from '../../engine/state'
import { submit } from '../../engine/submit'
import type { Answer } from '../../kinesis/exceptions'
import type { WireCall } from '../../wire/readCall'
import type { Clock } from './clock'
import { createSinks } from './sinks'

/** Work in one burst: about 10 ms on a slow machine, after which sockets get their turn. */
const COST_PER_BURST_MAX = 24_000
/** Behind for so long, the world gives up keeping pace. */
const BEHIND_MS_MAX = 10_000

/** Told after each call of a client. */
export type CallListener = (call: WireCall, answer: Answer<unknown>) => void

export interface RunningWorld {
  readonly world: World
  readonly environment: Environment
  /** Where the engine tells its news now; it changes as listeners come and go. */
  readonly sink: Sink
  /** Rises with everything that is worth keeping. */
  readonly changes: number
  /** Runs what is due by now, in bursts; whoever acts on the world awaits it first. When it takes too long, the clock gives way. */
  catchUp(patience?: 'however long it takes'): Promise<void>
  /** A client's call, at the world's instant. */
  call: (call: WireCall & { origin?: CallOrigin }) => Answer<unknown>
  /** An act of somebody who watches, at the world's instant. */
  submit(command: Command): void
  /** @returns what ends it. */
  listen(sink: Sink): () => void
  listenToCalls(listener: CallListener): () => void
}

export interface RunOptions {
  world: World
  environment: Environment
  clock: Clock
  /** Acts of the scenario that are still to come. */
  script: readonly LoggedCommand[]
  /** The machine could not keep up, and the clock was set back. */
  onSlip: (lostUs: SimUs) => void
}

export function runWorld({ world, environment, clock, script, onSlip }: RunOptions): RunningWorld {
  const sinks = createSinks()
  const callListeners = new Set<CallListener>()
  let scriptAt = 0
  let changes = 0
  let behindSinceMs: number | null = null
  let slips = 0
  let waiting = 0
  /** Of whoever waits: one after another, so that a turn holds one burst however many there are. */
  let last: Promise<void> = Promise.resolve()
  sinks.add({
    event() {
      changes++
    },
  })

  /** @returns whether it arrived. */
  function burst(untilUs: SimUs): boolean {
    const budget = { left: COST_PER_BURST_MAX }
    for (;;) {
      const next = script[scriptAt]
      const legUs = Math.min(untilUs, next?.atUs ?? Infinity)
      if (!runWithin(world, environment, legUs, sinks.sink, budget)) return false
      if (next === undefined || next.atUs > untilUs) return true
      scriptAt++
      submit(world, environment, next.command, sinks.sink)
    }
  }

  function giveUpWhenLate(nowUs: SimUs): void {
    const nowMs = performance.now()
    behindSinceMs ??= nowMs
    if (nowMs - behindSinceMs < BEHIND_MS_MAX) return
    clock.slipTo(world.nowUs)
    behindSinceMs = null
    slips++
    onSlip(nowUs - world.nowUs)
  }

  /** @param slipsBefore a slip since then: the present is where the world stands, though the clock may run away again at once. */
  async function reach(wantedUs: SimUs, slipsBefore: number, patience?: 'however long it takes'): Promise<void> {
    while (slips === slipsBefore && !burst(Math.min(wantedUs, clock.nowUs()))) {
      if (patience === undefined) giveUpWhenLate(clock.nowUs())
      await nextTurn()
    }
  }

  /** Behind is behind, though each who waited was served: until nobody waits. */
  function leave(): void {
    waiting--
    if (waiting === 0) behindSinceMs = null
  }

  return {
    world,
    environment,
    get sink() {
      return sinks.sink
    },
    get changes() {
      return changes
    },
    catchUp(patience) {
      const wantedUs = clock.nowUs()
      const slipsBefore = slips
      waiting++
      const reached = last.then(() => reach(wantedUs, slipsBefore, patience)).finally(leave)
      last = reached.catch(() => undefined)
      return reached
    },
    call: (wanted) => {
      const answer = call(world, wanted, sinks.sink)
      if (answer.ok && !isReading(wanted.operation)) changes++
      for (const listener of callListeners) listener(wanted, answer)
      return answer
    },
    submit(command) {
      changes++
      submit(world, environment, command, sinks.sink)
    },
    listen: sinks.add,
    listenToCalls(listener) {
      callListeners.add(listener)
      return () => callListeners.delete(listener)
    },
  }
}

function isReading(operation: string): boolean {
  return /^(Get|List|Describe)/.test(operation)
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
