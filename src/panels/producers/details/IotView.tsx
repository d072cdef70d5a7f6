/** A rule of AWS IoT: its messages, how many partition keys its template can make, and the last message. */
import { useTranslation } from 'react-i18next'
import type { IotDetails } from '../../../engine/producers/iot/details'
import { useFormats } from '../../../strings/formats'
import sunken from '../../../widgets/text.module.css'
import { Facts } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'

export function IotView({ details }: { details: IotDetails }) {
  const { t } = useTranslation('producers')
  const { count } = useFormats()
  const { devices, messagesPublished, retriesWaiting, messagesDiscarded, keysMax, lastMessage } = details
  return (
    <>
      <p className={sheet.figure} data-any={keysMax === 1}>
        <strong>{keysMax === null ? '∞' : count(keysMax)}</strong> {t('iot.keys', { count: keysMax ?? 2 })}
      </p>
      {keysMax === 1 && devices > 1 ? <p className={sheet.remark}>{t('iot.hotTopic')}</p> : null}
      <Facts
        facts={[
          [t('iot.devices'), count(devices)],
          [t('iot.published'), count(messagesPublished)],
          [t('iot.retries'), count(retriesWaiting)],
          [t('iot.discarded'), count(messagesDiscarded)],
        ]}
      />
      {lastMessage === null ? null : (
        <div className={sheet.pair}>
          <h3>{t('iot.lastMessage')}</h3>
          <Facts
            facts={[
              [t('iot.topic'), <code key="topic">{lastMessage.topic}</code>],
              [t('iot.partitionKey'), <code key="key">{lastMessage.partitionKey}</code>],
            ]}
          />
          <pre className={sunken.text} tabIndex={0} aria-label={t('iot.lastMessage')}>
            {lastMessage.payload}
          </pre>
        </div>
      )}
    </>
  )
}
