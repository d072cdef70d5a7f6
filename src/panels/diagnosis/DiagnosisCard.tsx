/** Why a shard refuses records, in a card beside the river: stays open while the world runs. The cures stand where nobody has to look for them. */
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useSetView, useView } from '../../store/hooks'
import { FloatingCard } from '../../widgets/FloatingCard'
import { shortShardId } from '../shardName'
import { Cures } from './CureList'
import { KeyTable } from './KeyTable'
import { SecondsView } from './SecondsView'
import { useDiagnosis } from './useDiagnosis'
import { VerdictText } from './VerdictText'
import styles from './Diagnosis.module.css'

export function DiagnosisCard() {
  const { t } = useTranslation('diagnosis')
  const asked = useView((view) => view.diagnosed)
  const setView = useSetView()
  const diagnosis = useDiagnosis(asked?.shardId ?? null)
  useEffect(() => {
    // An opened record would lie over it.
    setView({ openedRecord: null })
  }, [asked, setView])
  return (
    <FloatingCard
      title={diagnosis === null ? t('title') : t('titleOf', { shard: shortShardId(diagnosis.shardId) })}
      badge={
        // The figures below change too often to be read out.
        <strong className={styles.badge} role="status" data-verdict={diagnosis?.verdict}>
          {diagnosis === null ? null : t(`badge.${diagnosis.verdict}`)}
        </strong>
      }
      closeLabel={t('close')}
      asked={asked}
      onClose={() => setView({ diagnosed: null })}
    >
      {diagnosis === null ? (
        <p>{t('empty')}</p>
      ) : (
        <div className={styles.body}>
          <VerdictText diagnosis={diagnosis} />
          <Cures diagnosis={diagnosis} />
          <SecondsView diagnosis={diagnosis} />
          <KeyTable diagnosis={diagnosis} />
        </div>
      )}
    </FloatingCard>
  )
}
