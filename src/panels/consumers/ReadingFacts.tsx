/** What an application has asked of the stream and got, in the last second and since it began. */
import { useTranslation } from 'react-i18next'
import type { ApplicationRow } from '../../engine/summary'
import { useFormats } from '../../strings/formats'
import { Facts, type Fact } from '../sheet/parts'
import sheet from '../sheet/Sheet.module.css'
import { startsAt } from './StandingLine'

export function ReadingFacts({ application }: { application: ApplicationRow }) {
  const { t } = useTranslation('consumers')
  const { count, bytes, duration } = useFormats()
  const { reads, readsPerSecond, iteratorAgeMs, backlogRecords, processedPerSecond, deduplication } = application
  const both = (now: number, all: number, say = count) => t('reading.both', { now: say(now), all: say(all) })
  const facts: Fact[] = [
    [t('number.lag'), duration(iteratorAgeMs)],
    [t('number.backlog'), count(backlogRecords)],
    [t('reading.processed'), both(processedPerSecond, application.userRecordsProcessed)],
    [t('reading.getRecords'), both(readsPerSecond.getRecordsCalls, reads.getRecordsCalls)],
    [t('reading.refused'), both(readsPerSecond.callsRefused, reads.callsRefused)],
    [t('reading.empty'), both(readsPerSecond.callsEmpty, reads.callsEmpty)],
    [t('reading.subscribe'), both(readsPerSecond.subscribeCalls, reads.subscribeCalls)],
    [t('reading.bytes'), both(readsPerSecond.bytesRead, reads.bytesRead, bytes)],
    [t('reading.expired'), count(reads.iteratorsExpired)],
    [t('reading.startsAt'), startsAt(application.settings)],
    [t('number.again'), count(application.recordsProcessedAgain)],
    ...(application.recordsInvokedAgain === null ? [] : [[t('reading.invokedAgain'), count(application.recordsInvokedAgain)] as const]),
    [t('number.duplicates'), count(application.duplicatesProcessed)],
    ...(deduplication === null && application.duplicatesDropped === 0 ? [] : [[t('reading.dropped'), count(application.duplicatesDropped)] as const]),
    ...(deduplication === null ? [] : [[t('reading.ids'), t('reading.idsValue', { ids: count(deduplication.idsHeld), bytes: bytes(deduplication.bytesHeld) })] as const]),
    ...(application.recordsDiscarded === 0 ? [] : [[t('reading.discarded'), count(application.recordsDiscarded)] as const]),
    ...(application.recordsUnread === 0 ? [] : [[t('reading.unread'), count(application.recordsUnread)] as const]),
  ]
  return (
    <>
      <Facts facts={facts} />
      {application.recordsInvokedAgain === null ? null : <p className={sheet.hint}>{t('reading.invokedAgainMeans')}</p>}
    </>
  )
}
