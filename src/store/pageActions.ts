/** The actions of the page over a client and a playback: what `useActions` gives to every panel. */
import type { Client, Report } from '../bridge/client'
import type { CallCommand, Workload } from '../engine/commands'
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
  scenarios: ReadonlyMap<string, Scenario>
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

export function createPageActions({ world, view, client, playback, reconnect, scenarios }: PageActionsOptions): PageActions {
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

  async function openRecording(run: { recording: Recording; atMs: number; playing: boolean }): Promise<void> {
    for (const sourceId of dataSetsOf(run.recording)) {
      if (world.getState().sources.some((known) => known.sourceId === sourceId)) continue
      if ((await loadSource({ sourceId, file: null, fileName: sourceId })) === null) {
        addNotice(world, { key: 'dataSetUnavailable', name: sourceId })
        return
      }
    }
    world.setState({ scenarioId: run.recording.scenario.id })
    view.setState({ followedKey: null, highlightedShardId: null, tracedEvents: [] })
    playback.open(run)
  }

  async function openAt({ scenarioId, seed, atMs, playing }: Opening): Promise<void> {
    const scenario = scenarios.get(scenarioId)
    if (scenario === undefined) return
    const seeded = seed === null ? scenario : { ...scenario, seed }
    await openRecording({ recording: freshRecording(seeded), atMs: atMs ?? scenario.openAtMs, playing })
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
    submit: (command) => {
      if (command.type === 'SetWorkload') world.setState({ wantedWorkload: command.workload })
      playback.submit(command)
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
      view.setState({ followedKey: null, highlightedShardId: null })
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

function dataSetsOf({ scenario, commands }: Recording): string[] {
  const workloads: Workload[] = [scenario.producers.workload]
  for (const { command } of commands) if (command.type === 'SetWorkload') workloads.push(command.workload)
  return [...new Set(workloads.flatMap((workload) => (workload.kind === 'replay' ? [workload.sourceId] : [])))]
}
