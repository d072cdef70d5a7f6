/** The actions of the page over a client and a playback: what `useActions` gives to every panel. */
import type { Client, Report } from '../bridge/client'
import { namedSources } from '../bridge/namedSources'
import type { CallCommand, Command } from '../engine/commands'
import type { Recording, Scenario } from '../engine/scenario'
import type { Actions, CallTold } from './actions'
import { addNotice } from './notices'
import type { Playback } from './playback'
import type { ViewStore } from './viewStore'
import type { WorldStore } from './worldStore'

export interface PageActionsOptions {
  world: WorldStore
  view: ViewStore
  client: Pick<Client, 'inspect' | 'requestWindow' | 'loadSource' | 'cancelSource' | 'watch'>
  playback: PagePlayback
  /** Null where there is nothing to reach. */
  reconnect: (() => void) | null
  /** Null where no story has that name; rejects where it cannot be fetched. */
  findScenario: (scenarioId: string) => Promise<Scenario | null>
}

/** How a page travels: in its own world, or along with a served one. */
export type PagePlayback = Pick<Playback, 'open' | 'goTo' | 'play' | 'pause' | 'step' | 'submit' | 'setSpeed' | 'subscriptions' | 'tick' | 'whenIdle'>

export interface Opening {
  scenarioId: string
  seed: number | null
  atMs: number | null
  playing: boolean
}

export interface PageActions extends Actions {
  openAt: (opening: Opening) => Promise<void>
}

export function createPageActions({ world, view, client, playback, reconnect, findScenario }: PageActionsOptions): PageActions {
  async function loadSource(wanted: { sourceId: string; file: Blob | null; fileName: string }) {
    const { sourceId, fileName, file } = wanted
    if (world.getState().live !== null) {
      addNotice(world, { key: 'notWhileConnected' })
      return null
    }
    world.setState({ sourceLoading: { sourceId, fileName, doneBytes: 0, totalBytes: file?.size ?? 0 }, sourceProblem: null })
    const answer = await client.loadSource(wanted, ({ doneBytes, totalBytes }) => {
      world.setState({ sourceLoading: { sourceId, fileName, doneBytes, totalBytes } })
    })
    world.setState({ sourceLoading: null })
    if ('cancelled' in answer) return null
    if ('facts' in answer) {
      world.setState(({ sources }) => ({ sources: [...sources.filter((known) => known.sourceId !== wanted.sourceId), answer.facts] }))
      return answer.facts
    }
    world.setState({ sourceProblem: { fileName: wanted.fileName, ...answer } })
    return null
  }

  /** What was wished for before comes too late once it is there. */
  let newestOpening = 0

  async function openRecording(run: { recording: Recording; atMs: number; playing: boolean }): Promise<void> {
    const opening = ++newestOpening
    for (const sourceId of namedSources(run.recording)) {
      if (world.getState().sources.some((known) => known.sourceId === sourceId)) continue
      if ((await loadSource({ sourceId, file: null, fileName: sourceId })) === null) {
        addNotice(world, { key: 'dataSetUnavailable', name: sourceId })
        return
      }
    }
    if (opening !== newestOpening) return
    world.setState({ scenarioId: run.recording.scenario.id })
    view.setState({ followedKey: null, highlightedShardId: null, tracedEvents: [], diagnosed: null, inspectedProducerIndex: null, inspectedApplication: null, openedRecord: null, whyAsked: null, isPredicting: true })
    playback.open(run)
  }

  async function openAt({ scenarioId, seed, atMs, playing }: Opening): Promise<void> {
    const opening = ++newestOpening
    const scenario = await findScenario(scenarioId).catch(() => null)
    if (opening !== newestOpening) return
    if (scenario === null) {
      addNotice(world, { key: 'scenarioUnavailable', name: scenarioId })
      return
    }
    view.setState({ isStoryNew: atMs === null })
    const seeded = seed === null ? scenario : { ...scenario, seed }
    await openRecording({ recording: freshRecording(seeded), atMs: atMs ?? scenario.openAtMs, playing })
  }

  function submit(command: Command): void {
    if (command.type === 'SetWorkload') world.setState({ wantedWorkload: command.workload })
    playback.submit(command)
  }

  return {
    openAt,
    openScenario: (scenarioId) => void openAt({ scenarioId, seed: null, atMs: null, playing: world.getState().playing }),
    restart: (seed) => {
      const { recording, playing } = world.getState()
      if (recording === null) return reconnect?.()
      const { scenario } = recording
      void openRecording({ recording: freshRecording(seed === undefined ? scenario : { ...scenario, seed }), atMs: 0, playing })
    },
    submit,
    submitAt: async (command, atMs) => {
      const { live, playing } = world.getState()
      // A served world cannot be taken back.
      if (atMs === null || live !== null) return submit(command)
      playback.pause()
      playback.goTo(atMs)
      await playback.whenIdle()
      submit(command)
      if (playing) playback.play()
    },
    call: (command) =>
      new Promise((resolve) => {
        playback.submit(command, (report) => resolve(report === null ? null : answerIn(report, command)))
      }),
    onSubscription: (subscriptionNumber, listener) => playback.subscriptions.listen(subscriptionNumber, listener),
    goTo: (atMs) => playback.goTo(atMs),
    play: () => playback.play(),
    pause: () => playback.pause(),
    step: () => playback.step(),
    watch: (streamName) => {
      view.setState({ followedKey: null, highlightedShardId: null, diagnosed: null, openedRecord: null, whyAsked: null })
      client.watch(streamName)
    },
    reconnect: () => reconnect?.(),
    setSpeed: (speed) => playback.setSpeed(speed),
    inspect: (subject) => client.inspect(subject),
    requestWindow: (range) => client.requestWindow(range),
    loadSource,
    cancelSource: () => {
      const { sourceLoading } = world.getState()
      if (sourceLoading !== null) client.cancelSource(sourceLoading.sourceId)
    },
    followKey: async (partitionKey) => {
      if (partitionKey === null) {
        view.setState({ followedKey: null })
        return null
      }
      const { key } = await client.inspect({ kind: 'key', partitionKey })
      if (key !== null) view.setState({ followedKey: { partitionKey, hashTop: key.hashTop } })
      return key
    },
  }
}

/** The answer is the last call told, after what the call itself led to. */
function answerIn({ reported }: Report, { operation }: CallCommand): CallTold | null {
  const answer = reported.events.findLast((event): event is CallTold => (event.kind === 'CallAccepted' || event.kind === 'CallRefused') && event.from === undefined)
  return answer?.operation === operation ? answer : null
}

function freshRecording(scenario: Scenario): Recording {
  return { version: 1, scenario, commands: scenario.commands }
}
