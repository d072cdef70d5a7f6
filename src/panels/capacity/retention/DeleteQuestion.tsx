/** Somebody wants a record gone: nothing can do that, and this says why, and what comes nearest. */
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RetentionView } from '../../../engine/onDemand/capacityView'
import { useActions, useSetView } from '../../../store/hooks'
import { useFormats } from '../../../strings/formats'
import controls from '../../../widgets/controls.module.css'
import sheet from '../../sheet/Sheet.module.css'
import styles from './Retention.module.css'

export function DeleteQuestion({ streamName, retention }: { streamName: string; retention: RetentionView }) {
  const { t } = useTranslation('capacity')
  const [isAsked, setIsAsked] = useState(false)
  const id = useId()
  return (
    <div className={sheet.body}>
      <button type="button" className={`${controls.button} ${controls.small} ${sheet.fits}`} aria-expanded={isAsked} aria-controls={id} onClick={() => setIsAsked(!isAsked)}>
        {t('delete.ask')}
      </button>
      <div id={id} role="status" className={styles.answer}>
        {isAsked ? <Answer streamName={streamName} retention={retention} /> : null}
      </div>
    </div>
  )
}

function Answer({ streamName, retention: { hoursMin, toMinimum, lostAtMinimum } }: { streamName: string; retention: RetentionView }) {
  const { t } = useTranslation('capacity')
  const { count, bytes } = useFormats()
  const { submit } = useActions()
  const setView = useSetView()
  return (
    <>
      <p>
        <strong>{t('delete.cannot')}</strong> {t('delete.why')}
      </p>
      {toMinimum === null ? (
        <p>{t('delete.atMinimum', { hours: hoursMin })}</p>
      ) : (
        <>
          <p>{t('delete.nearest', { hours: hoursMin, records: count(lostAtMinimum.records), bytes: bytes(lostAtMinimum.bytes) })}</p>
          <button type="button" className={`${controls.button} ${controls.small} ${sheet.fits}`} onClick={() => submit({ type: 'Call', ...toMinimum })}>
            {t('delete.toMinimum', { hours: hoursMin })}
          </button>
        </>
      )}
      <p>
        {t('delete.stream', { stream: streamName })}{' '}
        <button type="button" className={controls.link} onClick={() => setView({ leftPanel: 'console' })}>
          {t('delete.console')}
        </button>
      </p>
    </>
  )
}
