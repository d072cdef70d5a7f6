/** Joins the rooms: worker, client, playback, stores, strings and the page. Nothing is decided here. */
import { lazy, StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { ensure } from './base/assert'
import { Client } from './bridge/client'
import { LeasesPanel } from './panels/leases/LeasesPanel'
import { LineagePanel } from './panels/lineage/LineagePanel'
import { Page } from './panels/page/Page'
import { useCaptions } from './panels/page/useCaptions'
import './panels/theme.css'
import { Timeline } from './panels/timeline/Timeline'
import { RiverPanel } from './river/RiverPanel'
import { scenarios } from './scenarios/scenarios'
import { followAppearance } from './store/appearance'
import { FrameHub } from './store/frameHub'
import { PageToolsProvider, useView } from './store/hooks'
import { addNotice } from './store/notices'
import { createPageActions } from './store/pageActions'
import { Playback } from './store/playback'
import { preferredLanguage, preferredTheme } from './store/preferences'
import { exposeForTests } from './store/testing'
import { readUrl } from './store/urlState'
import { createViewStore } from './store/viewStore'
import { createWorldStore, type WorldStore } from './store/worldStore'
import { changeLanguage, loadCallsStrings, loadConnectStrings, startStrings } from './strings/strings'

const createWorker = () => new Worker(new URL('./hosts/worker/host.worker.ts', import.meta.url), { type: 'module', name: 'engine' })

const RIVER_TEXT_PX = 13

function RiverRoom() {
  const theme = useView((view) => view.shownTheme)
  return <RiverPanel theme={theme} textPx={RIVER_TEXT_PX} captions={useCaptions()} />
}

const MetricsPanel = lazy(() => import('./panels/metrics/MetricsPanel').then((module) => ({ default: module.MetricsPanel })))

/** Console and Calls come with their texts when somebody looks at them. */
const ConsolePanel = lazy(async () => {
  const [{ ConsolePanel: panel }] = await Promise.all([import('./panels/console/ConsolePanel'), loadCallsStrings()])
  return { default: panel }
})
const CallsPanel = lazy(async () => {
  const [{ CallsPanel: panel }] = await Promise.all([import('./panels/calls/CallsPanel'), loadCallsStrings()])
  return { default: panel }
})

/** Its charts are more than half of all code, and nobody needs them before the river flows. */
function MetricsRoom() {
  return (
    <Suspense fallback={null}>
      <MetricsPanel />
    </Suspense>
  )
}

function ownPlayback(world: WorldStore, hub: FrameHub): Playback<Client> {
  return new Playback({ world, hub, createClient: (listener) => new Client({ createWorker, listener }) })
}

async function servedPlayback(world: WorldStore, hub: FrameHub, address: string) {
  const { LivePlayback } = await import('./store/livePlayback')
  const playback = new LivePlayback({ world, hub, address })
  return { playback, reconnect: () => playback.retry() }
}

function CallsRoom() {
  return (
    <Suspense fallback={null}>
      <CallsPanel />
    </Suspense>
  )
}

async function start(): Promise<void> {
  const url = readUrl(
    location.search,
    scenarios.map(({ id }) => id),
  )
  const world = createWorldStore()
  const view = createViewStore({ theme: url.theme ?? preferredTheme(), language: url.language ?? preferredLanguage() })
  followAppearance(view, changeLanguage)

  const hub = new FrameHub()
  const { playback, reconnect } = url.connect === null ? { playback: ownPlayback(world, hub), reconnect: null } : await servedPlayback(world, hub, url.connect)
  const scenariosById = new Map(scenarios.map(({ id, scenario }) => [id, scenario]))
  const actions = createPageActions({ world, view, client: playback.client, playback, reconnect, scenarios: scenariosById })

  for (const problem of url.problems) addNotice(world, { key: 'urlValue', ...problem })
  if (url.isTesting) exposeForTests({ world, playback, actions })
  if (url.connect === null) {
    void actions.openAt({
      scenarioId: url.scenarioId ?? ensure(scenarios[0], 'a scenario').id,
      seed: url.seed,
      atMs: url.atMs,
      playing: !url.isPaused && !url.isTesting,
    })
  }
  const animate = (nowMs: number) => {
    playback.tick(nowMs)
    requestAnimationFrame(animate)
  }
  requestAnimationFrame(animate)

  await startStrings(view.getState().language)
  if (url.connect !== null) await loadConnectStrings()
  createRoot(ensure(document.getElementById('root'), '#root')).render(
    <StrictMode>
      <PageToolsProvider tools={{ world, view, actions, frames: hub }}>
        <Page
          scenarios={scenarios}
          river={<RiverRoom />}
          timeline={<Timeline />}
          apiConsole={
            <Suspense fallback={null}>
              <ConsolePanel />
            </Suspense>
          }
          panels={{ lineage: <LineagePanel />, leases: <LeasesPanel />, metrics: <MetricsRoom />, calls: <CallsRoom /> }}
        />
      </PageToolsProvider>
    </StrictMode>,
  )
}

void start()
