/** Joins the rooms: worker, client, playback, stores, strings and the page. Nothing is decided here. */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ensure } from './base/assert'
import { Client } from './bridge/client'
import { LineagePanel } from './panels/lineage/LineagePanel'
import { Page } from './panels/page/Page'
import { useCaptions } from './panels/page/useCaptions'
import './panels/theme.css'
import { Timeline } from './panels/timeline/Timeline'
import { RiverPanel } from './river/RiverPanel'
import { findScenario, scenarios } from './scenarios/scenarios'
import { followAppearance } from './store/appearance'
import { FrameHub } from './store/frameHub'
import { PageToolsProvider, useView, useWorld } from './store/hooks'
import { addNotice } from './store/notices'
import { createPageActions } from './store/pageActions'
import { Playback } from './store/playback'
import { preferredLanguage, preferredStops, preferredTheme } from './store/preferences'
import { stopAtBroken } from './store/stopAtBroken'
import { exposeForTests } from './store/testing'
import { readUrl } from './store/urlState'
import { createViewStore } from './store/viewStore'
import { createWorldStore, type WorldStore } from './store/worldStore'
import { changeLanguage, loadStrings, startStrings } from './strings/strings'
import { late } from './widgets/Late'

const createWorker = () => new Worker(new URL('./hosts/worker/host.worker.ts', import.meta.url), { type: 'module', name: 'engine' })

const RIVER_TEXT_PX = 13

function RiverRoom() {
  const theme = useView((view) => view.shownTheme)
  const isDiagnosing = useView((view) => view.diagnosed !== null)
  const openedRecord = useView((view) => view.openedRecord)
  const scenarioId = useWorld((world) => world.scenarioId)
  const isPredicting = useView((view) => view.isPredicting) && scenarios.some(({ id, asks }) => id === scenarioId && asks === true)
  const isAskingWhy = useView((view) => view.whyAsked !== null)
  return (
    <>
      <RiverPanel theme={theme} textPx={RIVER_TEXT_PX} captions={useCaptions()} />
      {isDiagnosing ? <DiagnosisCard /> : null}
      {isPredicting ? <PredictionCard /> : null}
      {isAskingWhy ? <WhyCard /> : null}
      {openedRecord === null ? null : <RecordCard sequenceNumber={openedRecord} />}
    </>
  )
}

/** Each comes with its texts when somebody looks at it; the charts alone are more than half of all code. */
const LeasesPanel = late(async () => {
  const [{ LeasesPanel: panel }] = await Promise.all([import('./panels/leases/LeasesPanel'), loadStrings('panels')])
  return panel
})
const MetricsPanel = late(async () => {
  const [{ MetricsPanel: panel }] = await Promise.all([import('./panels/metrics/MetricsPanel'), loadStrings('panels')])
  return panel
})
const ConsolePanel = late(async () => {
  const [{ ConsolePanel: panel }] = await Promise.all([import('./panels/console/ConsolePanel'), loadStrings('calls')])
  return panel
})
const ProducersPanel = late(async () => {
  const [{ ProducersPanel: panel }] = await Promise.all([import('./panels/producers/ProducersPanel'), loadStrings('producers')])
  return panel
})
const ConsumersPanel = late(async () => {
  const [{ ConsumersPanel: panel }] = await Promise.all([import('./panels/consumers/ConsumersPanel'), loadStrings('consumers')])
  return panel
})
const CallsPanel = late(async () => {
  const [{ CallsPanel: panel }] = await Promise.all([import('./panels/calls/CallsPanel'), loadStrings('calls')])
  return panel
})
const CapacityPanel = late(async () => {
  const [{ CapacityPanel: panel }] = await Promise.all([import('./panels/capacity/CapacityPanel'), loadStrings('capacity')])
  return panel
})
const SecurityPanel = late(async () => {
  const [{ SecurityPanel: panel }] = await Promise.all([import('./panels/security/SecurityPanel'), loadStrings('security')])
  return panel
})

const DiagnosisCard = late(async () => {
  const [{ DiagnosisCard: card }] = await Promise.all([import('./panels/diagnosis/DiagnosisCard'), loadStrings('diagnosis')])
  return card
}, 'over')

const PredictionCard = late(async () => {
  const [{ PredictionCard: card }] = await Promise.all([import('./panels/prediction/PredictionCard'), loadStrings('prediction')])
  return card
}, 'over')

const WhyCard = late(async () => {
  const [{ WhyCard: card }] = await Promise.all([import('./panels/why/WhyCard'), loadStrings('why')])
  return card
}, 'over')

const RecordCard = late(async () => {
  const [{ RecordCard: card }] = await Promise.all([import('./panels/record/RecordCard'), loadStrings('record')])
  return card
}, 'over')

function ownPlayback(world: WorldStore, hub: FrameHub): Playback<Client> {
  return new Playback({ world, hub, createClient: (listener) => new Client({ createWorker, listener }) })
}

async function servedPlayback(world: WorldStore, hub: FrameHub, address: string) {
  const { LivePlayback } = await import('./store/livePlayback')
  const playback = new LivePlayback({ world, hub, address })
  return { playback, reconnect: () => playback.retry() }
}

async function start(): Promise<void> {
  const url = readUrl(
    location.search,
    scenarios.map(({ id }) => id),
  )
  const world = createWorldStore()
  const view = createViewStore({ theme: url.theme ?? preferredTheme(), language: url.language ?? preferredLanguage(), stopsAtBroken: preferredStops() })
  followAppearance(view, changeLanguage)

  const hub = new FrameHub()
  const { playback, reconnect } = url.connect === null ? { playback: ownPlayback(world, hub), reconnect: null } : await servedPlayback(world, hub, url.connect)
  stopAtBroken({ world, view, playback })
  const actions = createPageActions({ world, view, client: playback.client, playback, reconnect, findScenario })

  for (const problem of url.problems) addNotice(world, { key: 'urlValue', ...problem })
  if (url.isTesting) exposeForTests({ world, playback, actions })
  if (url.connect === null) {
    void actions.openAt({
      scenarioId: url.scenarioId ?? scenarios[0].id,
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
  if (url.connect !== null) await loadStrings('connect')
  createRoot(ensure(document.getElementById('root'), '#root')).render(
    <StrictMode>
      <PageToolsProvider tools={{ world, view, actions, frames: hub }}>
        <Page
          scenarios={scenarios}
          river={<RiverRoom />}
          timeline={<Timeline />}
          producers={<ProducersPanel />}
          consumers={<ConsumersPanel />}
          apiConsole={<ConsolePanel />}
          panels={{
            lineage: <LineagePanel />,
            leases: <LeasesPanel />,
            metrics: <MetricsPanel />,
            calls: <CallsPanel />,
            capacity: <CapacityPanel />,
            security: <SecurityPanel />,
          }}
        />
      </PageToolsProvider>
    </StrictMode>,
  )
}

void start()
