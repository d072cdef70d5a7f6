/** What the picture means in five lines, and the keys. */
import { Dialog } from 'radix-ui'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import controls from '../../widgets/controls.module.css'
import styles from './Transport.module.css'

const KEYS = [
  { key: 'Space', does: 'playOrPause' },
  { key: '→', does: 'step' },
  { key: 'Home', does: 'restart' },
  { key: '[', does: 'slower' },
  { key: ']', does: 'faster' },
  { key: '?', does: 'help' },
] as const

export interface HelpDialogProps {
  buttonRef: RefObject<HTMLButtonElement | null>
  onClose: () => void
}

export function HelpDialog({ buttonRef, onClose }: HelpDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content
          className={styles.dialog}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            buttonRef.current?.focus()
          }}
        >
          <Dialog.Title className={styles.dialogTitle}>{t('helpTitle')}</Dialog.Title>
          <Dialog.Description>{t('helpText')}</Dialog.Description>
          <dl className={styles.keys}>
            {KEYS.map(({ key, does }) => (
              <div key={key} style={{ display: 'contents' }}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{t(`keys.${does}`)}</dd>
              </div>
            ))}
          </dl>
          <Dialog.Close className={controls.button}>{t('close')}</Dialog.Close>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
