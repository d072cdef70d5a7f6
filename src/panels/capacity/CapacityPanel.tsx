/** The right rail's place for what a stream may take and hold, part by part: retention, capacity mode, CloudWatch, alarms and who scales by them, cost. */
import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { CapacityView } from '../../engine/onDemand/capacityView'
import { useWorld } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import { Section } from '../../widgets/Section'
import { CostSection } from '../cost/CostSection'
import { Segments } from '../settings/Segments'
import sheet from '../sheet/Sheet.module.css'
import { Gauge } from '../sheet/parts'
import styles from './Capacity.module.css'
import { CAPACITY_VIEWS, capacityStore, viewIn, type CapacityViewName } from './capacityStore'
import { CloudWatchSections } from './CloudWatchSections'
import { ModeSection } from './mode/ModeSection'
import { RetentionSection } from './retention/RetentionSection'
import { useSaidHours } from './retention/useSaidHours'
import { useCapacity } from './useCapacity'
import { useSaidLoad } from './useSaidLoad'

export function CapacityPanel() {
  const view = useCapacity()
  return view === null ? null : <Of key={view.streamName} view={view} />
}

/** What is typed and opened belongs to one stream. */
function Of({ view }: { view: CapacityView }) {
  const { t } = useTranslation('capacity')
  const sayHours = useSaidHours()
  const { streamName, mode, retention } = view
  const { panel, chosen, choose } = useChosenView()
  const shows = (name: CapacityViewName) => chosen === 'all' || chosen === name
  return (
    <div ref={panel} className={styles.panel}>
      <Top view={view} />
      <div className={styles.views}>
        <Segments label={t('views')} names={CAPACITY_VIEWS} chosen={chosen} say={(name) => t(`view.${name}`)} onChoose={choose} />
      </div>
      {shows('retention') ? (
        <Section title={t('section.retention', { period: sayHours(retention.hours) })}>
          <RetentionSection streamName={streamName} retention={retention} />
        </Section>
      ) : null}
      {shows('mode') ? (
        <Section title={t('section.mode', { mode: t(`mode.name.${mode}`) })}>
          <ModeSection view={view} />
        </Section>
      ) : null}
      <CloudWatchSections view={view} showsMetrics={shows('cloudWatch')} showsAlarms={shows('alarms')} onAlarm={() => (shows('alarms') ? undefined : choose('alarms'))} />
      {shows('cost') ? <CostSection /> : null}
    </div>
  )
}

/** Whoever comes back to a part finds it scrolled as it was. */
function useChosenView() {
  const panel = useRef<HTMLDivElement>(null)
  const scenarioId = useWorld((world) => world.scenarioId)
  const state = useStore(capacityStore)
  const chosen = viewIn(state, scenarioId)
  const scroller = () => panel.current?.closest('[data-scrolls]') ?? null
  const choose = (view: CapacityViewName) => {
    const scrolledPx = state.scenarioId === scenarioId ? state.scrolledPx : {}
    capacityStore.setState({ view, scenarioId, scrolledPx: { ...scrolledPx, [chosen]: scroller()?.scrollTop ?? 0 } })
  }
  useLayoutEffect(() => {
    const place = panel.current?.closest('[data-scrolls]') ?? null
    if (place !== null) place.scrollTop = capacityStore.getState().scrolledPx[chosen] ?? 0
  }, [chosen])
  return { panel, chosen, choose }
}

function Top({ view: { streamName, streamStatus, openShardCount, capacity, lastMinute } }: { view: CapacityView }) {
  const { t } = useTranslation('capacity')
  const { percent } = useFormats()
  const sayLoad = useSaidLoad()
  const load = sayLoad(lastMinute)
  return (
    <div className={styles.top}>
      <p>
        <strong>{streamName}</strong> <span className={sheet.hint}>{t('top.shards', { count: openShardCount, status: streamStatus })}</span>
      </p>
      <p>{t('top.takes', { write: sayLoad(capacity.write) })}</p>
      {streamStatus === 'UPDATING' ? <p className={sheet.remark}>{t('updating')}</p> : null}
      <Gauge name={lastMinute.seconds < MINUTE_SECONDS ? t('top.sinceStart', { load, seconds: lastMinute.seconds }) : t('top.lastMinute', { load })} share={lastMinute.use} value={percent(lastMinute.use)} isFaultWhenFull />
    </div>
  )
}

const MINUTE_SECONDS = 60
