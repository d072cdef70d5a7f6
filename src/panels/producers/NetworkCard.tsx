/** What lies between all producers and the service: lost requests, lost answers, delay; and how to end that. */
import { useTranslation } from 'react-i18next'
import type { NetworkConditions } from '../../engine/producers/settings'
import { useWorld } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import controls from '../../widgets/controls.module.css'
import type { SliderScale } from '../../widgets/sliderScale'
import { ControlSlider } from '../controls/ControlSlider'
import { useWish } from '../settings/useWish'
import sheet from '../sheet/Sheet.module.css'

/** Fine near nothing, where real networks are. */
const LOSS: SliderScale = { min: 0, max: 50, step: 0.01, kind: 'logarithmic' }
const DELAY: SliderScale = { min: 0, max: 10_000, step: 1, kind: 'logarithmic' }
/** As the engine's own, which is known here by its type. */
const CALM: NetworkConditions = { requestLossPercent: 0, responseLossPercent: 0, delayMsMax: 0 }

export function NetworkCard({ network }: { network: NetworkConditions }) {
  const { t } = useTranslation('producers')
  const { t: unitOf } = useTranslation('settings')
  const { decimal, duration } = useFormats()
  const cutOff = useWorld((world) => world.summary?.producers.filter(({ isPartitioned }) => isPartitioned).length ?? 0)
  const change = useWish(network, (next) => ({ type: 'SetNetwork', network: next }))
  const isCalm = network.requestLossPercent === 0 && network.responseLossPercent === 0 && network.delayMsMax === 0
  const lossPercent = (value: number) => t('network.lossValue', { percent: decimal(value) })
  return (
    <>
      <ControlSlider
        label={t('network.requestLoss')}
        value={network.requestLossPercent}
        scale={LOSS}
        unit="%"
        say={lossPercent}
        explain={() => t('network.requestLossMeans')}
        onCommit={(requestLossPercent) => change((now) => ({ ...now, requestLossPercent }))}
      />
      <ControlSlider
        label={t('network.responseLoss')}
        value={network.responseLossPercent}
        scale={LOSS}
        unit="%"
        say={lossPercent}
        explain={() => t('network.responseLossMeans')}
        onCommit={(responseLossPercent) => change((now) => ({ ...now, responseLossPercent }))}
      />
      <ControlSlider
        label={t('network.delay')}
        value={network.delayMsMax}
        scale={DELAY}
        unit={unitOf('unit.ms')}
        say={(value) => duration(value)}
        explain={() => t('network.delayMeans')}
        onCommit={(delayMsMax) => change((now) => ({ ...now, delayMsMax }))}
      />
      <p className={sheet.hint}>{t('network.oneRequest')}</p>
      {cutOff === 0 ? null : <p className={sheet.remark}>{t('network.cutOff', { count: cutOff })}</p>}
      <button type="button" className={`${controls.button} ${controls.small} ${sheet.fits}`} disabled={isCalm} onClick={() => change(() => CALM)}>
        {t('network.calm')}
      </button>
    </>
  )
}
