/** How many producers there are, and what became of the records that each meant to send. */
import { useTranslation } from 'react-i18next'
import { useActions, useSetView, useWorld } from '../../store/hooks'
import { useFormats } from '../../strings/formats'
import type { SliderScale } from '../../widgets/sliderScale'
import { ControlSlider } from './ControlSlider'
import styles from './Controls.module.css'

const PRODUCERS: SliderScale = { min: 0, max: 32, step: 1, kind: 'linear' }

export function ProducerControls() {
  const { t } = useTranslation('controls')
  const { count } = useFormats()
  // Others are added, and taken away, one by one.
  const producerCount = useWorld((world) => world.summary?.producers.filter(({ settings, workload }) => settings.kind === 'sdk' && workload === null).length ?? 0)
  const { submit } = useActions()
  const setView = useSetView()
  return (
    <>
      <ControlSlider
        label={t('producers')}
        value={producerCount}
        scale={PRODUCERS}
        say={(value) => t('producersValue', { producers: count(value) })}
        onCommit={(next) => submit({ type: 'SetProducerCount', producerCount: next })}
      />
      <ProducerTable />
      <button type="button" className={styles.link} onClick={() => setView({ leftPanel: 'producers' })}>
        {t('allProducers')}
      </button>
    </>
  )
}

function ProducerTable() {
  const { t } = useTranslation('controls')
  const { t: say } = useTranslation('river')
  const { short } = useFormats()
  const producers = useWorld((world) => world.summary?.producers)
  if (producers === undefined || producers.length === 0) return null
  return (
    <div className={styles.tableBox} tabIndex={0} role="region" aria-label={t('producerTable')} data-own-keys>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('producer')}</th>
            <th scope="col">{t('sent')}</th>
            <th scope="col">{t('stored')}</th>
            <th scope="col">{t('waiting')}</th>
            <th scope="col">{t('givenUp')}</th>
          </tr>
        </thead>
        <tbody>
          {producers.map((producer) => (
            <tr key={producer.producerId}>
              <th scope="row">{say(`producerName.${producer.settings.kind}`, { number: producer.producerIndex + 1 })}</th>
              <td>{short(producer.recordsMeant)}</td>
              <td>{short(producer.recordsAcknowledged)}</td>
              <td>{short(producer.recordsWaiting)}</td>
              <td className={producer.recordsGivenUp > 0 ? styles.fault : undefined}>{short(producer.recordsGivenUp)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
