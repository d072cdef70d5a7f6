/** What the on-failure destination was sent: to a queue what is known of the batch, to S3 its records too. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LambdaDetails } from '../../../engine/consumers/lambda/details'
import { clockText, useFormats } from '../../../strings/formats'
import sunken from '../../../widgets/text.module.css'
import sheet from '../../sheet/Sheet.module.css'
import { SmallTable } from '../../sheet/parts'
import { shortShardId } from '../../shardName'
import styles from './Details.module.css'

type Item = LambdaDetails['failureItems'][number]

export function FailureItems({ items }: { items: readonly Item[] }) {
  const { t } = useTranslation('consumers')
  const { count } = useFormats()
  if (items.length === 0) return null
  return (
    <div className={sheet.pair}>
      <h3>{t('lambda.failureItems')}</h3>
      <ul className={styles.items}>
        {items.map((item, index) => (
          <li key={`${item.sentAtMs} ${items.length - index}`}>
            <Folded
              title={t('lambda.item', { clock: clockText(item.sentAtMs), destination: t(`choice.onFailure.${item.destination}`), shard: shortShardId(item.shardId), records: count(item.records), condition: item.condition })}
              item={item}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Its contents are made when somebody opens it. */
function Folded({ title, item: { objectKey, document, payload, records } }: { title: string; item: Item }) {
  const { t } = useTranslation('consumers')
  const { count, bytes } = useFormats()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {isOpen ? (
        <div className={sheet.body}>
          {objectKey === null ? null : <code className={styles.key}>{objectKey}</code>}
          <pre className={sunken.text} role="region" aria-label={title} tabIndex={0}>
            {document}
          </pre>
          {payload === null ? (
            <p className={sheet.hint}>{t('lambda.noPayload')}</p>
          ) : (
            <SmallTable
              caption={t('lambda.payload', { shown: count(payload.length), records: count(records) })}
              heads={[t('details.partitionKey'), t('details.arrived'), t('details.bytes')]}
              rows={payload.map(({ partitionKey, sequenceNumber, arrivedAtMs, bytes: size }) => ({ key: sequenceNumber, cells: [partitionKey, clockText(arrivedAtMs), bytes(size)] }))}
            />
          )}
        </div>
      ) : null}
    </details>
  )
}
