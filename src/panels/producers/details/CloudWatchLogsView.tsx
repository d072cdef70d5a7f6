/** A subscription filter: log events on their way, records that wait, and the last record as it was before gzip. */
import { useTranslation } from 'react-i18next'
import type { CloudWatchLogsDetails } from '../../../engine/producers/cloudWatchLogs/details'
import { useFormats } from '../../../strings/formats'
import sunken from '../../../widgets/text.module.css'
import { Facts, SmallTable } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'

export function CloudWatchLogsView({ details }: { details: CloudWatchLogsDetails }) {
  const { t } = useTranslation('producers')
  const { t: say } = useTranslation('producerFaults')
  const { count, bytes, duration } = useFormats()
  const { fault, collecting, logStreamsCollecting, retries, lastRecord } = details
  return (
    <>
      {fault === null ? null : (
        <p className={sheet.refusal}>
          {say('filterNotAtWork')} {say(fault.key, { sign: fault.sign })}
        </p>
      )}
      <Facts
        facts={[
          [t('cloudWatchLogs.ingested'), count(details.eventsIngested)],
          [t('cloudWatchLogs.matched'), count(details.eventsMatched)],
          [t('cloudWatchLogs.delivered'), count(details.eventsDelivered)],
          [t('cloudWatchLogs.dropped'), count(details.eventsDropped)],
          [t('cloudWatchLogs.waiting'), count(details.deliveriesWaiting)],
        ]}
      />
      <SmallTable
        caption={t('cloudWatchLogs.collecting', { count: logStreamsCollecting })}
        heads={[t('cloudWatchLogs.logStream'), t('cloudWatchLogs.events'), t('cloudWatchLogs.matching'), t('cloudWatchLogs.age')]}
        rows={collecting.map(({ logStream, events, matched, ageMs }) => ({ key: logStream, cells: [logStream, count(events), count(matched), duration(Math.round(ageMs))] }))}
      />
      <SmallTable
        caption={t('cloudWatchLogs.retries')}
        heads={[t('cloudWatchLogs.partitionKey'), t('cloudWatchLogs.events'), t('cloudWatchLogs.attempts'), t('cloudWatchLogs.age')]}
        rows={retries.map(({ partitionKey, events, attempts, ageMs }, index) => ({ key: `${partitionKey} ${index}`, cells: [`${partitionKey.slice(0, 8)}…`, count(events), count(attempts), duration(Math.round(ageMs))] }))}
      />
      {lastRecord === null ? null : (
        <div className={sheet.pair}>
          <h3>{t('cloudWatchLogs.lastRecord')}</h3>
          <p className={sheet.hint}>
            {t('cloudWatchLogs.lastRecordMeans', { count: lastRecord.events, logStream: lastRecord.logStream, json: bytes(lastRecord.jsonBytes), gzip: bytes(lastRecord.gzipBytes), partitionKey: lastRecord.partitionKey })}
          </p>
          <pre className={sunken.text} tabIndex={0} aria-label={t('cloudWatchLogs.lastRecord')}>
            {lastRecord.json}
          </pre>
        </div>
      )}
    </>
  )
}
