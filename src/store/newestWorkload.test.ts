import { expect, it } from 'vitest'
import type { ReplayWorkload } from '../engine/commands'
import { morningRush } from '../scenarios/morningRush'
import { newestWorkload } from './newestWorkload'
import { createWorldStore } from './worldStore'

const slow: ReplayWorkload = { kind: 'replay', sourceId: 'nasa-http', keyColumn: 'url', speed: 10, startAtMs: 0, loop: true }
const fast: ReplayWorkload = { ...slow, speed: 900 }

function stateWith(change: Partial<Parameters<typeof newestWorkload>[0]>) {
  return { ...createWorldStore().getState(), ...change }
}

function recordingOf(workload: ReplayWorkload) {
  return { version: 1 as const, scenario: morningRush, commands: [{ atUs: 5, command: { type: 'SetWorkload' as const, workload } }] }
}

it('is what was asked for until the log has it', () => {
  expect(newestWorkload(stateWith({}))).toBeUndefined()
  expect(newestWorkload(stateWith({ wantedWorkload: fast }))).toBe(fast)
  expect(newestWorkload(stateWith({ wantedWorkload: fast, recording: recordingOf(slow) }))).toBe(fast)
})

it('is the engine’s own once the log has it, wherever the person travels', () => {
  expect(newestWorkload(stateWith({ wantedWorkload: fast, recording: recordingOf(fast) }))).toBeUndefined()
})
