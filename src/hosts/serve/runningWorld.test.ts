import { NOWHERE } from '../../engine/testing/nowhere'
import { describe, expect, it, vi } from 'vitest'
import { silentSink } from '../../engine/sink'
import type { Scenario } from '../../engine/scenario'
import { createWorld } from '../../engine/world'
import { findScenario } from '../../scenarios/scenarios'
import { createManualClock } from './clock'
import { emptyAccount } from './emptyAccount'
import { runWorld } from './runningWorld'

function run(scenario: Scenario, onSlip: (lostUs: number) => void = () => undefined) {
  const clock = createManualClock(0)
  const running = runWorld({ world: createWorld(scenario, silentSink), environment: NOWHERE, clock, script: scenario.commands, onSlip })
  return { clock, running }
}

const busy = findScenario('million-a-minute')!

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
    const { clock, running } = run(findScenario('reshard-under-lag')!)
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
