import { describe, expect, it } from 'vitest'
import type { Command } from '../engine/commands'
import { createPageActions, type PageActionsOptions } from './pageActions'
import { createViewStore } from './viewStore'
import { createWorldStore } from './worldStore'

const LOSE: Command = { type: 'LoseRequest', producerIndex: 1, requestNumber: 7, lose: 'response' }

/** Actions over a playback that writes down what it is asked, and arrives when the test says so. */
function newActions({ playing, isLive = false }: { playing: boolean; isLive?: boolean }) {
  const asked: string[] = []
  let arrive: () => void = () => undefined
  const world = createWorldStore()
  world.setState({ playing, live: isLive ? { address: 'localhost:4567', phase: 'connected', problem: null } : null })
  const playback = {
    play: () => void asked.push('play'),
    pause: () => void asked.push('pause'),
    goTo: (atMs: number) => void asked.push(`goTo ${atMs}`),
    submit: ({ type }: Command) => void asked.push(type),
    whenIdle: () => new Promise<void>((resolve) => (arrive = resolve)),
  }
  const actions = createPageActions({
    world,
    view: createViewStore({ theme: 'light', language: 'en', stopsAtBroken: false }),
    client: {},
    playback,
    reconnect: null,
    findScenario: () => Promise.resolve(null),
  } as unknown as PageActionsOptions)
  return { actions, asked, arrive: () => arrive() }
}

describe('a command at an earlier instant', () => {
  it.each([true, false])('is sent only once the world is there, and plays on where it played (%s)', async (playing) => {
    const { actions, asked, arrive } = newActions({ playing })
    const done = actions.submitAt(LOSE, 1_234.5)
    await Promise.resolve()
    expect(asked).toEqual(['pause', 'goTo 1234.5'])
    arrive()
    await done
    expect(asked).toEqual(['pause', 'goTo 1234.5', 'LoseRequest', ...(playing ? ['play'] : [])])
  })

  it('is sent at once where the world is now, or cannot be taken back', async () => {
    const here = newActions({ playing: true })
    await here.actions.submitAt(LOSE, null)
    expect(here.asked).toEqual(['LoseRequest'])
    const served = newActions({ playing: true, isLive: true })
    await served.actions.submitAt(LOSE, 5)
    expect(served.asked).toEqual(['LoseRequest'])
  })
})
