/** A key's state in KMS's word, marked where the key is of no use. */
import { useTranslation } from 'react-i18next'
import type { KeyState } from '../../../engine/kms/settings'
import styles from '../Security.module.css'

/** @param keyState null: it is gone. */
export function KeyStateText({ keyState }: { keyState: KeyState | null }) {
  const { t } = useTranslation('security')
  return (
    <span className={styles.state} data-state={keyState ?? 'gone'}>
      {keyState ?? t('keys.gone')}
    </span>
  )
}
