/** CloudWatch of the stream that is watched: the lens, its metrics, alarms on them, and scaling by alarm. */
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CapacityView } from '../../engine/onDemand/capacityView'
import { Section } from '../../widgets/Section'
import { draftOn, type AlarmDraft } from './alarms/alarmDraft'
import { AlarmsSection } from './alarms/AlarmsSection'
import { AutoscalingSection } from './autoscaling/AutoscalingSection'
import { EnhancedMonitoring } from './lens/EnhancedMonitoring'
import { Lens } from './lens/Lens'
import { firstChoice } from './lens/metricChoice'
import { MetricExplorer } from './lens/MetricExplorer'
import { useMetrics } from './useCapacity'

const ALARMS_ALONE = { series: [], lens: null }

export interface CloudWatchSectionsProps {
  view: CapacityView
  showsMetrics: boolean
  showsAlarms: boolean
  /** An alarm is begun on what is looked at. */
  onAlarm: () => void
}

/** What was chosen and begun stays while it is not shown. */
export function CloudWatchSections({ view, showsMetrics, showsAlarms, onAlarm }: CloudWatchSectionsProps) {
  const { streamName, mode, openShardCount } = view
  const { t } = useTranslation('cloudWatch')
  const [choice, setChoice] = useState(() => firstChoice(streamName))
  const [draft, setDraft] = useState<AlarmDraft | null>(null)
  const known = useMetrics(ALARMS_ALONE)
  const alarms = known?.alarms ?? []
  const autoscaler = known?.autoscaling.find((one) => one.streamName === streamName) ?? null
  const alarmed = alarms.filter(({ state }) => state === 'ALARM').length
  const onNew = useCallback(() => setDraft(draftOn(choice)), [choice])
  const onAlarmHere = () => {
    onNew()
    onAlarm()
  }
  return (
    <>
      {showsMetrics ? (
        <>
          <Section title={t('section.lens')}>
            <Lens streamName={streamName} />
          </Section>
          <Section title={t('section.metrics')}>
            <MetricExplorer streamName={streamName} choice={choice} onChoose={setChoice} onAlarm={onAlarmHere} />
            <EnhancedMonitoring view={view} />
          </Section>
        </>
      ) : null}
      {showsAlarms ? (
        <>
          <Section title={alarms.length === 0 ? t('section.alarms') : t('section.alarmsSome', { count: alarms.length, alarmed })}>
            <AlarmsSection streamName={streamName} openShards={openShardCount} metrics={known?.metrics ?? []} alarms={alarms} draft={draft} onDraft={setDraft} onNew={onNew} />
          </Section>
          <Section title={t(autoscaler === null ? 'section.autoscaling' : 'section.autoscalingOn')} isOpen={autoscaler !== null}>
            <AutoscalingSection streamName={streamName} isOnDemand={mode === 'ON_DEMAND'} autoscaler={autoscaler} alarms={alarms} />
          </Section>
        </>
      ) : null}
    </>
  )
}
