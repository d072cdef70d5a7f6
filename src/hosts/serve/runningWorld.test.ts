import { NOWHERE } from '../../engine/testing/nowhere'
import { describe, expect, it, vi } from 'vitest'
import { silentSink } from '../../engine/sink'
import type { Scenario } from '../../engine/scenario'
import { createWorld } from '../../engine/world'
import { millionAMinute } from '../../scenarios/millionAMinute'
import { reshardUnderLag } from '../../scenarios/reshardUnderLag'
import { createManualClock } from './clock'
import { emptyAccount } from './emptyAccount'
import { runWorld } from './runningWorld'

function run(scenario: Scenario, onSlip: (lostUs: number) => void = () => undefined) {
  const clock = createManualClock(0)
  const running = runWorld({ world: createWorld(scenario, silentSink), environment: NOWHERE, clock, script: scenario.commands, onSlip })
  return { clock, running }
}

const busy = millionAMinute

describe('a running world', () => {
  it('lets others have their turn while it catches up, and arrives where the clock stood', async () => {
    const { clock, running } = run(busy)
    clock.advance(30_000)
    let turns = 0
    let arrived = false
    const count = () => {
      turns++
      if (!arrived) setImmediate(count)
    }
    setImmediate(count)
    await running.catchUp()
    arrived = true
    expect(turns).toBeGreaterThan(5)
    expect(running.world.nowUs).toBe(30_000_000)
  })

  it('brings everybody who waits to the instant at which he came', async () => {
    const { clock, running } = run(busy)
    clock.advance(2_000)
    const first = running.catchUp()
    clock.advance(3_000)
    const second = running.catchUp()
    await first
    expect(running.world.nowUs).toBeGreaterThanOrEqual(2_000_000)
    await second
    expect(running.world.nowUs).toBe(5_000_000)
  })

  it('carries out the acts of its scenario at their instants', async () => {
    const { clock, running } = run(reshardUnderLag)
    const at: number[] = []
    running.listen({
      event(event) {
        if (event.kind === 'CallAccepted') at.push(event.at)
      },
    })
    clock.advance(200_000)
    await running.catchUp()
    expect(at).toEqual([60_000, 180_000])
  })

  it('gives up what the machine cannot make up for, and says how much', async () => {
    const lost: number[] = []
    const { clock, running } = run(busy, (lostUs) => lost.push(lostUs))
    let nowMs = 0
    const watch = vi.spyOn(performance, 'now').mockImplementation(() => (nowMs += 4_000))
    clock.advance(3_600_000)
    await running.catchUp()
    watch.mockRestore()
    expect(lost).toHaveLength(1)
    expect(lost[0]! + running.world.nowUs).toBe(3_600_000_000)
    expect(clock.nowUs()).toBe(running.world.nowUs)
    const { nowUs } = running.world
    clock.advance(1_000)
    await running.catchUp()
    expect(running.world.nowUs).toBe(nowUs + 1_000_000)
  })

  it('lets everybody go when it gives up, though the clock is faster than any machine', async () => {
    const clock = { nowUs: () => (atUs += 100_000_000), slipTo: (nowUs: number) => (atUs = nowUs) }
    let atUs = 0
    let slips = 0
    const running = runWorld({ world: createWorld(busy, silentSink), environment: NOWHERE, clock, script: [], onSlip: () => slips++ })
    let nowMs = 0
    const watch = vi.spyOn(performance, 'now').mockImplementation(() => (nowMs += 4_000))
    await Promise.all([running.catchUp(), running.catchUp(), running.catchUp()])
    watch.mockRestore()
    expect(slips).toBe(1)
    expect(running.world.nowUs).toBeLessThan(100_000_000)
  })

  it('gives up when ever more come to wait, though each of them waits for little', async () => {
    let slips = 0
    const { clock, running } = run(busy, () => slips++)
    let nowMs = 0
    const watch = vi.spyOn(performance, 'now').mockImplementation(() => (nowMs += 1_000))
    const waiting: Promise<void>[] = []
    for (let turn = 0; turn < 40 && slips === 0; turn++) {
      clock.advance(10_000)
      waiting.push(running.catchUp())
      await new Promise(setImmediate)
    }
    await Promise.all(waiting)
    watch.mockRestore()
    expect(slips).toBeGreaterThan(0)
  })

  it('does no more at a time when many wait', async () => {
    const turnsFor = async (count: number) => {
      const { clock, running } = run(busy)
      clock.advance(30_000)
      const waiting = Promise.all(Array.from({ length: count }, () => running.catchUp()))
      let turns = 0
      while (running.world.nowUs < 30_000_000) {
        await new Promise(setImmediate)
        turns++
      }
      await waiting
      return turns
    }
    expect(await turnsFor(20)).toBeGreaterThan((await turnsFor(1)) / 2)
  })

  it('goes on after an act of the engine that failed', async () => {
    const { clock, running } = run(reshardUnderLag)
    const leave = running.listen({
      event() {
        throw new Error('broken')
      },
    })
    clock.advance(70_000)
    await expect(running.catchUp()).rejects.toThrow('broken')
    leave()
    await running.catchUp()
    expect(running.world.nowUs).toBe(70_000_000)
  })

  it('tells listeners until they leave, and counts what is worth keeping', async () => {
    const { clock, running } = run(emptyAccount)
    let events = 0
    const calls: string[] = []
    const leave = [running.listen({ event: () => events++ }), running.listenToCalls(({ operation }, answer) => calls.push(`${operation} ${String(answer.ok)}`))]
    const make = (StreamName: string) => running.call({ operation: 'CreateStream', input: { StreamName, ShardCount: 1 } })
    make('a')
    make('a')
    running.call({ operation: 'ListStreams', input: {} })
    const { changes } = running
    clock.advance(60_000)
    await running.catchUp()
    expect(running.changes).toBeGreaterThan(changes)
    expect(calls).toEqual(['CreateStream true', 'CreateStream false', 'ListStreams true'])
    const told = events
    for (const end of leave) end()
    const kept = running.changes
    running.call({ operation: 'DescribeLimits', input: {} })
    expect(running.changes).toBe(kept)
    make('b')
    expect([events, calls.length]).toEqual([told, 3])
  })

  it('asks the engine for no news of records that nobody wants', () => {
    const { running } = run(emptyAccount)
    const leave = running.listen({ event: () => undefined, batchArrived: () => undefined })
    leave()
    expect('batchArrived' in running.sink).toBe(false)
  })
})
