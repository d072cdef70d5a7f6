/** Why the last act on producers, applications or the account was not carried out, and what to do, as long as that is news. */
import { useTranslation } from 'react-i18next'
import type { SimEvent } from '../../engine/events'
import { useWorld } from '../../store/hooks'
import sheet from '../sheet/Sheet.module.css'
import { useNames } from '../useNames'
import styles from './Refusal.module.css'
import { useRefusalTexts } from './useRefusalTexts'

const NEWS_MS = 10_000

type CommandRefused = Extract<SimEvent, { kind: 'CommandRefused' }>
type Subject = 'producers' | 'applications' | 'account' | 'capacity'

const SUBJECTS: Record<CommandRefused['command'], Subject> = {
  SetProducerCount: 'producers',
  SetWorkload: 'producers',
  AddProducer: 'producers',
  RemoveProducer: 'producers',
  CrashProducer: 'producers',
  RestartProducer: 'producers',
  SetProducerSettings: 'producers',
  SetProducerTraffic: 'producers',
  SetNetwork: 'producers',
  SetPartition: 'producers',
  LoseRequest: 'producers',
  DelayRequest: 'producers',
  AddApplication: 'applications',
  RemoveApplication: 'applications',
  CrashApplication: 'applications',
  RestartApplication: 'applications',
  SetApplicationSettings: 'applications',
  SetWorkPerRecord: 'applications',
  SetDeaggregation: 'applications',
  SetDeduplication: 'applications',
  SetWorkerCount: 'applications',
  AddWorker: 'applications',
  RemoveWorker: 'applications',
  CrashWorker: 'applications',
  PauseWorker: 'applications',
  SetIdentity: 'account',
  SetVpcEndpoint: 'account',
  SetKmsKey: 'account',
  SetKmsFault: 'account',
  SetTrail: 'account',
  StartExperiment: 'account',
  StopExperiment: 'account',
  PutMetricAlarm: 'capacity',
  DeleteAlarms: 'capacity',
  SetAutoscaling: 'capacity',
}

export function Refusal({ of }: { of: Subject }) {
  const { t } = useTranslation('refusals')
  const { ofProducer } = useNames()
  const refused = useWorld(({ events, summary }) => {
    const last = events.findLast((event): event is CommandRefused => event.kind === 'CommandRefused' && SUBJECTS[event.command] === of)
    return last !== undefined && summary !== null && summary.atMs - last.at < NEWS_MS ? last : null
  })
  const say = useRefusalTexts({ isWanted: refused !== null, ofProducer })
  const texts = refused === null || say === null ? null : say(refused.reason)
  return (
    <div role="alert" className={styles.place}>
      {texts === null ? null : (
        <p className={sheet.refusal}>
          <strong>{t('notDone')}</strong> {texts.why} {texts.help}
        </p>
      )}
    </div>
  )
}
