/** The run's seed: the same number gives the same run; another one gives another. */
import { lazy, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../widgets/Icon'
import { Late } from '../../widgets/Late'
import { PopupButton } from './PopupButton'

const fetchPopover = () => import('./SeedPopover')
const SeedPopover = lazy(() => fetchPopover().then((module) => ({ default: module.SeedPopover })))

export function SeedMenu() {
  const { t } = useTranslation()
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <PopupButton ref={button} isBare label={t('seedMenu')} hint={t('seedMenu')} isOpen={isOpen} onToggle={() => setIsOpen(!isOpen)} fetchPopup={fetchPopover}>
        <Icon name="dice" />
      </PopupButton>
      {isOpen ? (
        <Late>
          <SeedPopover buttonRef={button} onClose={() => setIsOpen(false)} />
        </Late>
      ) : null}
    </>
  )
}
