/** How much of its workload a producer sends, and whether that is its share of the traffic of all or a workload of its own. */
import { useTranslation } from 'react-i18next'
import type { ReplayWorkload, SyntheticWorkload, Workload } from '../../engine/commands'
import type { ProducerRow } from '../../engine/summary'
import { useWorld } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import { loadStrings } from '../../strings/strings'
import controls from '../../widgets/controls.module.css'
import { late } from '../../widgets/Late'
import type { SliderScale } from '../../widgets/sliderScale'
import { ControlSlider } from '../controls/ControlSlider'
import { DEFAULT_SYNTHETIC, replayOf } from '../controls/dataSets'
import { ReplayControls } from '../controls/ReplayControls'
import { SourceOptions } from '../controls/SourceOptions'
import { useSource } from '../controls/useSource'
import { ChoiceSetting } from '../settings/ChoiceSetting'
import { useWish } from '../settings/useWish'
import sheet from '../sheet/Sheet.module.css'

/** As for the traffic of all. */
const SyntheticControls = late(async () => {
  const [{ SyntheticControls: part }] = await Promise.all([import('../workload/SyntheticControls'), loadStrings('workload')])
  return part
})

const PERCENT: SliderScale = { min: 0, max: 400, step: 1, kind: 'linear' }
const FULL_PERCENT = 100
const SYNTHETIC = 'synthetic'

type Traffic = Pick<ProducerRow, 'workload' | 'trafficPercent'>

export function TrafficOf({ producer }: { producer: ProducerRow }) {
  const { t } = useTranslation('producers')
  const { count } = useFormats()
  const shared = useWorld((world) => world.summary?.workload ?? DEFAULT_SYNTHETIC)
  const { producerIndex, workload, trafficPercent, settings } = producer
  const change = useWish<Traffic>({ workload, trafficPercent }, (next) => ({ type: 'SetProducerTraffic', producerIndex, ...next }))
  return (
    <>
      <ControlSlider
        label={t('traffic.percent')}
        value={trafficPercent}
        scale={PERCENT}
        usual={FULL_PERCENT}
        unit="%"
        say={(percent) => t('traffic.percentValue', { percent: count(percent) })}
        explain={() => t('traffic.percentMeans')}
        onCommit={(next) => change((now) => ({ ...now, trafficPercent: next }))}
      />
      {settings.kind === 'iot' ? (
        <p className={sheet.hint}>{t('traffic.devices')}</p>
      ) : (
        <>
          <ChoiceSetting
            name={t('traffic.whose')}
            names={['shared', 'own'] as const}
            chosen={workload === null ? 'shared' : 'own'}
            say={(whose) => t(`traffic.${whose}`)}
            onChoose={(whose) => change((now) => ({ ...now, workload: whose === 'shared' ? null : (now.workload ?? shared) }))}
          />
          {workload === null ? <p className={sheet.hint}>{t('traffic.sharedMeans')}</p> : <OwnWorkload workload={workload} onChange={(next) => change((now) => ({ ...now, workload: next(now.workload ?? workload) }))} />}
        </>
      )}
    </>
  )
}

function OwnWorkload({ workload, onChange }: { workload: Workload; onChange: (next: (now: Workload) => Workload) => void }) {
  const { t } = useTranslation('controls')
  const isLive = useWorld((world) => world.live !== null)
  const readSource = useSource()
  const choose = async (choice: string) => {
    if (choice === SYNTHETIC) return onChange(() => DEFAULT_SYNTHETIC)
    const facts = await readSource(choice)
    if (facts !== null) onChange(() => replayOf(facts))
  }
  return (
    <>
      <label className={sheet.pair}>
        <span>{t('data')}</span>
        <select className={controls.select} value={workload.kind === 'replay' ? workload.sourceId : SYNTHETIC} disabled={isLive} onChange={(event) => void choose(event.target.value)}>
          <option value={SYNTHETIC}>{t('synthetic')}</option>
          <SourceOptions />
        </select>
      </label>
      {workload.kind === 'replay' ? <ReplayControls workload={workload} change={(part: Partial<ReplayWorkload>) => onChange((now) => (now.kind === 'replay' ? { ...now, ...part } : now))} /> : <SyntheticControls workload={workload} change={(next: (now: SyntheticWorkload) => SyntheticWorkload) => onChange((now) => (now.kind === 'synthetic' ? next(now) : now))} />}
    </>
  )
}
