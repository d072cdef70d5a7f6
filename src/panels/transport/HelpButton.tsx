/** Opens the help, which the key `?` opens too. */
import { lazy, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useSetView, useView } from '../../store/hooks'
import { Late } from '../../widgets/Late'
import { PopupButton } from './PopupButton'

const fetchDialog = () => import('./HelpDialog')
const HelpDialog = lazy(() => fetchDialog().then((module) => ({ default: module.HelpDialog })))

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
      {isOpen ? (
        <Late>
          <HelpDialog buttonRef={button} onClose={() => setView({ isHelpOpen: false })} />
        </Late>
      ) : null}
    </>
  )
}
