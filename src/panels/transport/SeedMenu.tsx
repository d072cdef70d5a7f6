/** The run's seed: the same number gives the same run; another one gives another. */
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../widgets/Icon'
import { late } from '../../widgets/Late'
import { PopupButton } from './PopupButton'

const fetchPopover = () => import('./SeedPopover')
const SeedPopover = late(async () => (await fetchPopover()).SeedPopover, 'over')

export function SeedMenu() {
  const { t } = useTranslation()
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <PopupButton ref={button} isBare label={t('seedMenu')} hint={t('seedMenu')} isOpen={isOpen} onToggle={() => setIsOpen(!isOpen)} fetchPopup={fetchPopover}>
        <Icon name="dice" />
      </PopupButton>
      {isOpen ? <SeedPopover buttonRef={button} onClose={() => setIsOpen(false)} /> : null}
    </>
  )
}
