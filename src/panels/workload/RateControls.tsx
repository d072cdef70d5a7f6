/** How much made-up traffic there is, and how that changes with time. */
import { useTranslation } from 'react-i18next'
import { MS_PER_SECOND } from '../../base/units'
import type { RateShape, SyntheticWorkload } from '../../engine/commands'
import { useFormats } from '../../strings/formats'
import type { SliderScale } from '../../widgets/sliderScale'
import { ControlSlider } from '../controls/ControlSlider'
import sheet from '../controls/Controls.module.css'
import type { ChangeWorkload } from './change'
import { CurveEditor } from './CurveEditor'
import { KindSelect } from './KindSelect'
import { RATE_KINDS, rateOfKind, withRate } from './rateKinds'

const RATE: SliderScale = { min: 0, max: 100_000, step: 1, kind: 'logarithmic' }
const PERCENT: SliderScale = { min: 0, max: 1_000, step: 5, kind: 'linear' }
const SECONDS: SliderScale = { min: 1, max: 3_600, step: 1, kind: 'logarithmic' }
const DAY_SECONDS: SliderScale = { min: 10, max: 86_400, step: 1, kind: 'logarithmic' }
const FULL_PERCENT = 100
const STEADY = 'steady'

export function RateControls({ workload, change }: { workload: SyntheticWorkload; change: ChangeWorkload }) {
  const { t } = useTranslation('workload')
  const { count } = useFormats()
  const { rate, ratePerSecond } = workload
  return (
    <>
      <ControlSlider
        label={t('rate')}
        value={ratePerSecond}
        scale={RATE}
        unit={t('perSecond')}
        say={(value) => t('rateValue', { records: count(value) })}
        onCommit={(next) => change((now) => ({ ...now, ratePerSecond: next }))}
      />
      <KindSelect
        label={t('rateShape')}
        value={rate?.kind ?? STEADY}
        kinds={[STEADY, ...RATE_KINDS] as const}
        say={(kind) => t(`rateKind.${kind}`)}
        onChoose={(kind) => change((now) => withRate(now, kind === STEADY ? null : rateOfKind(kind)))}
      />
      {rate === undefined ? null : <ShapeControls rate={rate} ratePerSecond={ratePerSecond} onChange={(shape) => change((now) => withRate(now, shape))} />}
    </>
  )
}

interface ShapeProps<Shape = RateShape> {
  rate: Shape
  ratePerSecond: number
  onChange: (rate: RateShape) => void
}

function ShapeControls({ rate, ratePerSecond, onChange }: ShapeProps) {
  const { t } = useTranslation('workload')
  switch (rate.kind) {
    case 'ramp':
      return (
        <>
          <PercentSlider label={t('rampFrom')} value={rate.fromPercent} ratePerSecond={ratePerSecond} onCommit={(fromPercent) => onChange({ ...rate, fromPercent })} />
          <PercentSlider label={t('rampTo')} value={rate.toPercent} ratePerSecond={ratePerSecond} onCommit={(toPercent) => onChange({ ...rate, toPercent })} />
          <SecondsSlider label={t('rampOver')} valueMs={rate.overMs} onCommit={(overMs) => onChange({ ...rate, overMs })} />
        </>
      )
    case 'burst':
      return <BurstControls rate={rate} ratePerSecond={ratePerSecond} onChange={onChange} />
    case 'day':
      return (
        <>
          <SecondsSlider label={t('dayLasts')} valueMs={rate.dayMs} scale={DAY_SECONDS} onCommit={(dayMs) => onChange({ ...rate, dayMs })} />
          <p className={sheet.hint}>{t('dayMeaning')}</p>
        </>
      )
    case 'drawn':
      return (
        <>
          <CurveEditor percents={rate.percents} spanMs={rate.spanMs} ratePerSecond={ratePerSecond} onCommit={(percents) => onChange({ ...rate, percents })} />
          <SecondsSlider label={t('curveLasts')} valueMs={rate.spanMs} onCommit={(spanMs) => onChange({ ...rate, spanMs })} />
        </>
      )
  }
}

function BurstControls({ rate, ratePerSecond, onChange }: ShapeProps<Extract<RateShape, { kind: 'burst' }>>) {
  const { t } = useTranslation('workload')
  return (
    <>
      <PercentSlider label={t('burstPercent')} value={rate.burstPercent} ratePerSecond={ratePerSecond} onCommit={(burstPercent) => onChange({ ...rate, burstPercent })} />
      <SecondsSlider label={t('burstEvery')} valueMs={rate.everyMs} onCommit={(everyMs) => onChange({ ...rate, everyMs })} />
      <SecondsSlider label={t('burstFor')} valueMs={rate.forMs} onCommit={(forMs) => onChange({ ...rate, forMs })} />
      {rate.forMs < rate.everyMs ? null : <p className={sheet.hint}>{t('burstAlways')}</p>}
    </>
  )
}

function PercentSlider({ label, value, ratePerSecond, onCommit }: { label: string; value: number; ratePerSecond: number; onCommit: (percent: number) => void }) {
  const { t } = useTranslation('workload')
  const { count } = useFormats()
  const say = (percent: number) => t('percentMeaning', { percent: count(percent), records: count((ratePerSecond * percent) / FULL_PERCENT) })
  return <ControlSlider label={label} value={value} scale={PERCENT} unit={t('percentUnit')} say={say} explain={say} onCommit={onCommit} />
}

function SecondsSlider({ label, valueMs, scale = SECONDS, onCommit }: { label: string; valueMs: number; scale?: SliderScale; onCommit: (ms: number) => void }) {
  const { t } = useTranslation('workload')
  const { duration } = useFormats()
  return (
    <ControlSlider
      label={label}
      value={valueMs / MS_PER_SECOND}
      scale={scale}
      unit={t('secondUnit')}
      say={(seconds) => duration(seconds * MS_PER_SECOND)}
      onCommit={(seconds) => onCommit(Math.round(seconds * MS_PER_SECOND))}
    />
  )
}
