/** Opens the help, which the key `?` opens too. */
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useSetView, useView } from '../../store/hooks'
import { late } from '../../widgets/Late'
import { PopupButton } from './PopupButton'

const fetchDialog = () => import('./HelpDialog')
const HelpDialog = late(async () => (await fetchDialog()).HelpDialog, 'over')

export function HelpButton() {
  const { t } = useTranslation()
  const isOpen = useView((view) => view.isHelpOpen)
  const setView = useSetView()
  const button = useRef<HTMLButtonElement>(null)
  return (
    <>
      <PopupButton ref={button} label={t('help')} hint={t('help')} isOpen={isOpen} onToggle={() => setView({ isHelpOpen: !isOpen })} fetchPopup={fetchDialog}>
        ?
      </PopupButton>
      {isOpen ? <HelpDialog buttonRef={button} onClose={() => setView({ isHelpOpen: false })} /> : null}
    </>
  )
}
