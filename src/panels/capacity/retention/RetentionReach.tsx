/** What the stream holds from now back to its trim horizon, and where in it each application is: drawn, and as rows. */
import { useTranslation } from 'react-i18next'
import type { RetentionView } from '../../../engine/onDemand/capacityView'
import { useFormats } from '../../../strings/formats'
import { useWorld } from '../../../store/hooks'
import { applicationColour } from '../../ApplicationSwatch'
import { SmallTable } from '../../sheet/parts'
import sheet from '../../sheet/Sheet.module.css'
import { dangerOf, isNearLoss, namedAges, shareOfReach } from './retentionReach'
import styles from './Retention.module.css'
import { useSaidHours } from './useSaidHours'

export function RetentionReach({ retention }: { retention: RetentionView }) {
  const { t } = useTranslation('capacity')
  const { hours, applications } = retention
  const { count, duration } = useFormats()
  const lost = applications.reduce((sum, { recordsExpiredUnread }) => sum + recordsExpiredUnread, 0)
  const near = applications.filter((application) => dangerOf(application, hours) === 'near')
  return (
    <>
      <Picture retention={retention} />
      <SmallTable
        caption={t('retention.readers')}
        heads={[t('retention.application'), t('retention.oldestUnread'), t('retention.lost')]}
        rows={applications.map((application) => ({
          key: application.application,
          cells: [
            application.application,
            <Told key="age" text={duration(Math.round(application.oldestUnreadAgeMs))} isFault={isNearLoss(application, hours)} />,
            <Told key="lost" text={count(application.recordsExpiredUnread)} isFault={application.recordsExpiredUnread > 0} />,
          ],
        }))}
      />
      {lost === 0 ? null : <p className={sheet.refusal}>{t('retention.lostMeans', { count: lost })}</p>}
      {near.length === 0 ? null : <p className={sheet.remark}>{t('retention.nearMeans', { applications: near.map(({ application }) => application).join(', ') })}</p>}
    </>
  )
}

function Told({ text, isFault }: { text: string; isFault: boolean }) {
  return isFault ? <b data-fault>{text}</b> : text
}

const HOUR_MS = 3_600_000

/** Newest at the left, as in the river. */
function Picture({ retention: { hours, oldestRecordAgeMs, recordsExpired, applications } }: { retention: RetentionView }) {
  const { t } = useTranslation('capacity')
  const { short } = useFormats()
  const sayHours = useSaidHours()
  const rows = useWorld(({ summary }) => summary?.applications)
  const indexOf = (name: string) => rows?.find((row) => row.name === name)?.applicationIndex ?? 0
  const place = (ageMs: number) => `${100 * Math.min(1, shareOfReach(ageMs, hours))}%`
  return (
    <div className={styles.reach} aria-hidden="true">
      <div className={styles.water}>
        <i style={{ width: oldestRecordAgeMs === null ? 0 : place(oldestRecordAgeMs) }} />
        {recordsExpired === 0 ? null : <b>{t('retention.goneMark', { records: short(recordsExpired) })}</b>}
      </div>
      {applications.map((application) => (
        <div key={application.application} className={styles.reader} data-danger={dangerOf(application, hours)}>
          <i style={{ width: place(application.oldestUnreadAgeMs), background: applicationColour(indexOf(application.application)) }} />
          <span>
            {application.application}
            {application.recordsExpiredUnread === 0 ? null : <b>{t('retention.lostMark', { records: short(application.recordsExpiredUnread) })}</b>}
          </span>
        </div>
      ))}
      <div className={styles.ages}>
        <span>{t('retention.now')}</span>
        {namedAges(hours).map((ageMs) => (
          <span key={ageMs} style={{ left: place(ageMs) }}>
            {sayHours(ageMs / HOUR_MS)}
          </span>
        ))}
        <span>{sayHours(hours)}</span>
      </div>
    </div>
  )
}
