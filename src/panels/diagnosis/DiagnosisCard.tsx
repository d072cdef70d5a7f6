/** Why a shard refuses records, over the river: stays open beside it while the world runs; a dialog on a phone. */
import { useEffect, useRef } from 'react'
import type { KeyboardEvent, SyntheticEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useSetView, useView } from '../../store/hooks'
import { Icon } from '../../widgets/Icon'
import controls from '../../widgets/controls.module.css'
import { shortShardId } from '../shardName'
import { Cures } from './CureList'
import { KeyTable } from './KeyTable'
import { SecondsView } from './SecondsView'
import { useDiagnosis } from './useDiagnosis'
import { useIsNarrow } from './useIsNarrow'
import { VerdictText } from './VerdictText'
import styles from './Diagnosis.module.css'

export function DiagnosisCard() {
  const { t } = useTranslation('diagnosis')
  const asked = useView((view) => view.diagnosed)
  const setView = useSetView()
  const diagnosis = useDiagnosis(asked?.shardId ?? null)
  const card = useShownDialog({ asked, isModal: useIsNarrow() })
  const close = () => setView({ diagnosed: null })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    close()
  }
  const onCancel = (event: SyntheticEvent) => {
    event.preventDefault()
    close()
  }
  return (
    <dialog ref={card} className={styles.card} aria-labelledby="diagnosis-title" onKeyDown={onKeyDown} onCancel={onCancel}>
      <header className={styles.head}>
        <h2 id="diagnosis-title" tabIndex={-1}>
          {diagnosis === null ? t('title') : t('titleOf', { shard: shortShardId(diagnosis.shardId) })}
        </h2>
        {/* The figures below change too often to be read out. */}
        <strong className={styles.badge} role="status" data-verdict={diagnosis?.verdict}>
          {diagnosis === null ? null : t(`badge.${diagnosis.verdict}`)}
        </strong>
        <button type="button" className={`${controls.button} ${controls.icon} ${controls.bare}`} aria-label={t('close')} title={t('close')} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      {diagnosis === null ? (
        <p className={styles.empty}>{t('empty')}</p>
      ) : (
        <div className={styles.body}>
          <VerdictText diagnosis={diagnosis} />
          <SecondsView diagnosis={diagnosis} />
          <Cures diagnosis={diagnosis} />
          <KeyTable diagnosis={diagnosis} />
        </div>
      )}
    </dialog>
  )
}

/** Each asking takes the focus to the title; closing gives it back to who asked last. */
function useShownDialog({ asked, isModal }: { asked: object | null; isModal: boolean }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const opener = useRef<Element | null>(null)
  useEffect(() => {
    const focused = document.activeElement
    if (dialog.current?.contains(focused) !== true) opener.current = focused
  }, [asked])
  useEffect(() => {
    const shown = dialog.current
    if (shown === null) return undefined
    if (isModal) shown.showModal()
    else shown.show()
    return () => {
      shown.close()
      if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus()
    }
  }, [isModal])
  useEffect(() => {
    dialog.current?.querySelector('h2')?.focus()
  }, [asked, isModal])
  return dialog
}
