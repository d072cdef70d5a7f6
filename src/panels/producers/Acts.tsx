/** What may happen to a producer as a whole. */
import { useTranslation } from 'react-i18next'
import type { ProducerRow } from '../../engine/summary'
import { useActions } from '../../store/hooks'
import controls from '../../widgets/controls.module.css'
import sheet from '../sheet/Sheet.module.css'

export function Acts({ producer }: { producer: ProducerRow }) {
  const { t } = useTranslation('producers')
  const { submit } = useActions()
  const { producerIndex, state, isPartitioned } = producer
  const button = `${controls.button} ${controls.small}`
  const isCrashed = state === 'CRASHED'
  return (
    <div className={sheet.acts} role="group" aria-label={t('acts.title')}>
      <button type="button" className={button} title={t(isCrashed ? 'acts.restartMeans' : 'acts.crashMeans')} onClick={() => submit({ type: isCrashed ? 'RestartProducer' : 'CrashProducer', producerIndex })}>
        {t(isCrashed ? 'acts.restart' : 'acts.crash')}
      </button>
      <button
        type="button"
        className={button}
        aria-pressed={isPartitioned}
        title={t('acts.cutOffMeans')}
        onClick={() => submit({ type: 'SetPartition', producerIndex, isPartitioned: !isPartitioned })}
      >
        {t(isPartitioned ? 'acts.reconnect' : 'acts.cutOff')}
      </button>
      <button type="button" className={button} title={t('acts.removeMeans')} onClick={() => submit({ type: 'RemoveProducer', producerIndex })}>
        {t('acts.remove')}
      </button>
    </div>
  )
}
