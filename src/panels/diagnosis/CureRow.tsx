/** One cure: its button, what it does, and whether it helps here and why. */
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Diagnosis } from '../../engine/diagnosis'
import { useFormats } from '../../strings/formats'
import controls from '../../widgets/controls.module.css'
import { shortShardId } from '../shardName'
import type { CureName, Cures } from './cures'
import { TrialLine } from './TrialLine'
import type { Reading, Trial } from './trials'
import { useAmount } from './useAmount'
import styles from './Cures.module.css'

interface CureRowProps {
  name: CureName
  cures: Cures
  diagnosis: Diagnosis
  /** The last one of this cure. */
  trial: Trial | null
  now: Reading
  onTry: () => void
}

export function CureRow({ name, cures, diagnosis, trial, now, onTry }: CureRowProps) {
  const { t } = useTranslation('diagnosis')
  const whyId = useId()
  const { commands, outlook, because, hindrance } = cures[name]
  const amount = useAmount(diagnosis.limitedBy)
  const limit = amount(diagnosis.stream.limit[diagnosis.limitedBy])
  const reason = t(`because.${because}`, {
    partitionKey: diagnosis.keys[0]?.partitionKey ?? '',
    shards: diagnosis.stream.openShardCount,
    limit,
    demand: amount(diagnosis.stream.demand[diagnosis.limitedBy]),
  })
  return (
    <li className={styles.cure}>
      <button type="button" className={controls.button} disabled={commands === null} aria-describedby={whyId} onClick={onTry}>
        <CureLabel name={name} cures={cures} diagnosis={diagnosis} />
      </button>
      <div>
        <p id={whyId}>
          {hindrance === null ? (
            <>
              <CureDoes name={name} cures={cures} /> <strong data-outlook={outlook}>{t(`outlook.${outlook}`)}</strong> {reason}
            </>
          ) : (
            t(`hindrance.${hindrance}`)
          )}
        </p>
        {trial === null ? null : <TrialLine trial={trial} now={now} />}
      </div>
    </li>
  )
}

function CureLabel({ name, cures, diagnosis }: Pick<CureRowProps, 'name' | 'cures' | 'diagnosis'>) {
  const { t } = useTranslation('diagnosis')
  if (name === 'backoff') return <>{t('cure.backoff')}</>
  if (name === 'key') return <>{t('cure.key')}</>
  const { does } = cures.shards
  return <>{does.kind === 'double' ? t('cure.double', { shards: does.to }) : t('cure.split', { shard: shortShardId(diagnosis.shardId) })}</>
}

function CureDoes({ name, cures }: Pick<CureRowProps, 'name' | 'cures'>) {
  const { t } = useTranslation('diagnosis')
  const formats = useFormats()
  if (name === 'backoff') return <>{t('does.backoff')}</>
  if (name === 'shards') return <>{t(`does.${cures.shards.does.kind}`)}</>
  const { does } = cures.key
  if (does === null) return null
  switch (does.kind) {
    case 'uniform':
      return <>{t('does.uniform', { keys: does.keyCount })}</>
    case 'column':
      return <>{t('does.column', { column: does.column, percent: formats.percent(does.topPercent / 100) })}</>
    case 'iot':
      return <>{t('does.iot', { template: does.template })}</>
    case 'cloudWatchLogs':
      return <>{t('does.cloudWatchLogs')}</>
    case 'flink':
      return <>{t('does.flink')}</>
    case 'agent':
      return <>{t('does.agent')}</>
  }
}
