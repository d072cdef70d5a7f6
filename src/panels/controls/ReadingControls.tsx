/** How an application treats what it reads: whether it takes aggregates apart, and whether it recognises what it has met before. */
import { useTranslation } from 'react-i18next'
import { MS_PER_SECOND, US_PER_MS } from '../../base/units'
import type { Deduplication } from '../../engine/consumers/commonSettings'
import type { ApplicationRow } from '../../engine/summary'
import { useActions } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import { DEDUPLICATION_USUAL, IDS, LOOK_UP_MS, WINDOW_SECONDS } from '../settings/deduplicationScales'
import { SwitchSetting } from '../settings/SwitchSetting'
import { useWish } from '../settings/useWish'
import { ControlSlider } from './ControlSlider'
import styles from './Controls.module.css'

export function ReadingControls({ application }: { application: ApplicationRow }) {
  const { t } = useTranslation('leases')
  const { submit } = useActions()
  const { name, deduplication } = application
  const deaggregation = application.deaggregation !== 'none'
  return (
    <>
      <SwitchSetting
        name={t('reading.deaggregation')}
        help={deaggregation ? t('reading.deaggregationOn') : t('reading.deaggregationOff')}
        isOn={deaggregation}
        onChange={(isOn) => submit({ type: 'SetDeaggregation', application: name, deaggregation: isOn })}
      />
      <SwitchSetting
        name={t('reading.deduplication')}
        help={deduplication === null ? t('reading.deduplicationOff') : t('reading.deduplicationOn')}
        isOn={deduplication !== null}
        onChange={(isOn) => submit({ type: 'SetDeduplication', application: name, deduplication: isOn ? DEDUPLICATION_USUAL : null })}
      />
      {deduplication === null ? null : <MemoryControls application={application} deduplication={deduplication} />}
    </>
  )
}

interface MemoryProps {
  application: ApplicationRow
  deduplication: NonNullable<ApplicationRow['deduplication']>
}

function MemoryControls({ application: { name, processedPerSecond }, deduplication }: MemoryProps) {
  const { t } = useTranslation('leases')
  const { count, decimal, duration, bytes } = useFormats()
  const { idsMax, windowMs, workUs, idsHeld, bytesHeld, oldestMs } = deduplication
  const change = useWish<Deduplication>({ idsMax, windowMs, workUs }, (wish) => ({ type: 'SetDeduplication', application: name, deduplication: wish }))
  const explainWindow = (seconds: number) => {
    if (processedPerSecond === 0) return null
    const ids = processedPerSecond * seconds
    const perSecond = count(processedPerSecond)
    return ids <= idsMax
      ? t('reading.windowFits', { perSecond, ids: count(ids) })
      : t('reading.windowFull', { perSecond, duration: duration((MS_PER_SECOND * idsMax) / processedPerSecond) })
  }
  return (
    <>
      <ControlSlider
        label={t('reading.idsMax')}
        value={idsMax}
        scale={IDS}
        say={(ids) => t('reading.idsValue', { ids: count(ids) })}
        onCommit={(ids) => change((now) => ({ ...now, idsMax: ids }))}
      />
      <ControlSlider
        label={t('reading.window')}
        value={windowMs / MS_PER_SECOND}
        scale={WINDOW_SECONDS}
        unit={t('reading.secondUnit')}
        say={(seconds) => duration(MS_PER_SECOND * seconds)}
        explain={explainWindow}
        onCommit={(seconds) => change((now) => ({ ...now, windowMs: MS_PER_SECOND * seconds }))}
      />
      <ControlSlider
        label={t('reading.lookUp')}
        value={workUs / US_PER_MS}
        scale={LOOK_UP_MS}
        unit="ms"
        say={(ms) => t('reading.lookUpValue', { ms: decimal(ms) })}
        onCommit={(ms) => change((now) => ({ ...now, workUs: Math.round(ms * US_PER_MS) }))}
      />
      <p className={styles.hint}>
        {oldestMs === null ? t('reading.heldNone') : t('reading.held', { ids: count(idsHeld), bytes: bytes(bytesHeld), age: duration(oldestMs) })}
      </p>
    </>
  )
}
