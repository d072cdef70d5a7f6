/** Offered while an application is behind: what keeps it from its oldest record. */
import { useTranslation } from 'react-i18next'
import type { ApplicationRow } from '../../engine/summary'
import { useSetView } from '../../store/hooks'
import controls from '../../widgets/controls.module.css'

/** Our choice, as at the river's bank: less is the ordinary pause between two reads. */
const BEHIND_MS = 5_000

export function WhyButton({ application: { name, backlogRecords, iteratorAgeMs, state } }: { application: ApplicationRow }) {
  const { t } = useTranslation('consumers')
  const setView = useSetView()
  if (backlogRecords === 0 || (iteratorAgeMs <= BEHIND_MS && state !== 'CRASHED')) return null
  return (
    <button type="button" className={`${controls.button} ${controls.small}`} aria-label={t('whyOf', { name })} onClick={() => setView({ whyAsked: { application: name, shardId: null } })}>
      {t('why')}
    </button>
  )
}
