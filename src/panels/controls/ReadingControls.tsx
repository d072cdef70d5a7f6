/** How an application treats what it reads: whether it takes aggregates apart, and whether it recognises what it has met before. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Deduplication } from '../../engine/consumers/commonSettings'
import type { ApplicationRow } from '../../engine/summary'
import { useActions } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import controls from '../../widgets/controls.module.css'
import type { SliderScale } from '../../widgets/sliderScale'
import { useWish } from '../producers/useWish'
import { ControlSlider } from './ControlSlider'
import styles from './Controls.module.css'

const MS_PER_SECOND = 1_000
const US_PER_MS = 1_000
const IDS: SliderScale = { min: 10, max: 1_000_000, step: 10, kind: 'logarithmic' }
const WINDOW_SECONDS: SliderScale = { min: 1, max: 86_400, step: 1, kind: 'logarithmic' }
const LOOK_UP_MS: SliderScale = { min: 0, max: 5, step: 0.01, kind: 'linear' }
/** Ours: ten minutes of a modest stream, looked up in memory. */
const FIRST_WISH: Deduplication = { idsMax: 100_000, windowMs: 600_000, workUs: 10 }

export function ReadingControls({ application }: { application: ApplicationRow }) {
  const { t } = useTranslation('leases')
  const { submit } = useActions()
  const { name, deduplication } = application
  const deaggregation = application.deaggregation !== 'none'
  return (
    <>
      <Switch
        label={t('reading.deaggregation')}
        hint={deaggregation ? t('reading.deaggregationOn') : t('reading.deaggregationOff')}
        isOn={deaggregation}
        onChange={(isOn) => submit({ type: 'SetDeaggregation', application: name, deaggregation: isOn })}
      />
      <Switch
        label={t('reading.deduplication')}
        hint={deduplication === null ? t('reading.deduplicationOff') : t('reading.deduplicationOn')}
        isOn={deduplication !== null}
        onChange={(isOn) => submit({ type: 'SetDeduplication', application: name, deduplication: isOn ? FIRST_WISH : null })}
      />
      {deduplication === null ? null : <MemoryControls application={application} deduplication={deduplication} />}
    </>
  )
}

/** Shows the wish at once; the world has it a moment later. */
function Switch({ label, hint, isOn, onChange }: { label: string; hint: string; isOn: boolean; onChange: (isOn: boolean) => void }) {
  const [wish, setWish] = useState({ isOn, wasOn: isOn })
  return (
    <div>
      <label className={controls.check}>
        <input
          type="checkbox"
          checked={wish.wasOn === isOn ? wish.isOn : isOn}
          onChange={(event) => {
            setWish({ isOn: event.target.checked, wasOn: isOn })
            onChange(event.target.checked)
          }}
        />
        {label}
      </label>
      <p className={styles.hint}>{hint}</p>
    </div>
  )
}

interface MemoryProps {
  application: ApplicationRow
  deduplication: NonNullable<ApplicationRow['deduplication']>
}

function MemoryControls({ application: { name, processedPerSecond }, deduplication }: MemoryProps) {
  const { t } = useTranslation('leases')
  const { count, decimal, duration, bytes } = useFormats()
  const { submit } = useActions()
  const { idsMax, windowMs, workUs, idsHeld, bytesHeld, oldestMs } = deduplication
  const change = useWish<Deduplication>({ idsMax, windowMs, workUs }, (wish) => submit({ type: 'SetDeduplication', application: name, deduplication: wish }))
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
