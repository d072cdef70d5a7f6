/** What the picture means in five lines, and the keys. */
import { Dialog } from 'radix-ui'
import { useTranslation } from 'react-i18next'
import { useSetView, useView } from '../../store/hooks'
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

export function HelpDialog() {
  const { t } = useTranslation()
  const isOpen = useView((view) => view.isHelpOpen)
  const setView = useSetView()
  return (
    <Dialog.Root open={isOpen} onOpenChange={(isHelpOpen) => setView({ isHelpOpen })}>
      <Dialog.Trigger className={`${controls.button} ${controls.icon}`} aria-label={t('help')} title={t('help')}>
        ?
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content className={styles.dialog}>
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
